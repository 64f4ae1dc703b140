/* 退单: the department says that a slip is not its matter; the third return makes a joint meeting. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "language/calendar.h"
#include "records/kinds.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

#define RETURN_DAYS 1 /* working days in which a slip may be returned */
#define RETURNS_MAX 3 /* the third makes a joint meeting */

static void
set_returned(struct turn *turn, struct slip *slip, const void *context)
{
	(void)turn;
	(void)context;
	slip->returns++;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	const char *reason = call->args[1].text;

	if (old->sent_at &&
	    turn->now > slips_day_end(turn,
	                    calendar_after(&turn->world->calendar,
	                        zone_day(old->sent_at, (int)turn->world->policy.zone_min), RETURN_DAYS)) &&
	    slip_who(turn, old) & SLIP_DEPARTMENT) {
		slips_say(turn, "slip-return-late", old);
		return;
	}
	if (old->decision &&
	    slip_who(turn, old) &
	        SLIP_DEPARTMENT) { /* what a joint meeting has decided is not handed round again */
		slips_say(turn, "slip-return-decided", old);
		return;
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_return, reason, set_returned, NULL);
	if (slip == NULL)
		return;
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, slip->id));
	if (slip->returns >= RETURNS_MAX) { /* handed round long enough: those concerned sit down together */
		slip = slip_step(turn, slip->id, SLIP_meet, reason, NULL, NULL);
		slips_say(turn, "slip-returned-third", slip);
		slips_tell_askers(turn, slip, "slip-conference-third", reason);
	} else {
		slips_say(turn, "slip-returned", slip);
		slips_tell_askers(turn, slip, "slip-returned-asker", reason);
	}
	slips_nudge(turn, slip);
}

const struct command command_slip_return = {
    .name = "slip_return",
    .topic = TOPIC_slips,
    .phrases = PHRASES("退单", "return slip"),
    .help_zh = "退单 <抄告编号> <原因>:一个工作日内;退满三次开会商",
    .help_en =
        "return slip <number> <reason>: within one working day; the third return makes a joint meeting",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("退单 抄告1 这条路归交通局管", "return slip 1 this road is the transport bureau's"),
};
