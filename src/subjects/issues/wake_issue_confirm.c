/* The reporter has said nothing for seven working days: the issue is closed unconfirmed,
 * which the figures keep apart; he can still reopen it. */
#include "subjects/wakes.h"

#include "records/kinds.h"

#include "core/dialog.h"
#include "subjects/issues/issue_life.h"

static void
set_closed(struct turn *turn, struct issue *issue, const void *context)
{
	(void)context;
	issue->closed_at = turn->now;
}

static void
run(struct turn *turn, const struct wake *wake, bool late)
{
	(void)late;
	if (life_step(turn, wake->subject, LIFE_silent, NULL, set_closed, NULL))
		dialog_close(turn, DIALOG_receipt, wake->subject);
}

const struct wake_kind wake_issue_confirm = {
    .name = "issue_confirm",
    .help = "the reporter has not answered for seven working days: closed, unconfirmed",
    .help_zh = "上报人一直没答复,按未确认结案",
    .about = &kind_issue,
    .late = LATE_RUN,
    .run = run,
};
