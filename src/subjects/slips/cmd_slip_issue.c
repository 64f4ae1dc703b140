/* 签发: the approver issues a draft; from now on the department's clock runs. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slips.h"

static void
set_issued(struct turn *turn, struct slip *slip, const void *context)
{
	(void)context;
	slip->approver = turn->actor->id;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_issue, NULL, set_issued, NULL);

	if (slip == NULL)
		return;
	slips_send(turn, slip);
	slip = turn_find(turn, slip, slip->id);
	turn_say(turn, "slip-issued",
	    WITH({"slip", turn_number(turn, slip->id)}, {"title", slips_title(turn, slip)},
	        {"department", names_of(turn->world, &kind_place, slip->department)},
	        {"until", slips_until(turn, slip)}));
	if (slip->drafter != turn->actor->id)
		slips_tell(turn, slip, slip->drafter, "slip-issued-drafter", NULL);
}

const struct command command_slip_issue = {
    .name = "slip_issue",
    .topic = TOPIC_slips,
    .phrases = PHRASES("签发", "approve slip"),
    .help_zh = "签发 <抄告编号>:编文号发出,时限从此算",
    .help_en = "approve slip <number>: numbers and sends it; the clock starts",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .examples = EXAMPLES("签发 抄告1", "approve slip 1"),
};
