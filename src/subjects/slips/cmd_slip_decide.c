/* 定案: the outcome of a joint meeting, with who does it and by when. */
#include "reading/parse.h"

#include "records/issue.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

struct decision {
	int64_t department;
	int32_t day;
	const char *text;
};

static void
set_decided(struct turn *turn, struct slip *slip, const void *context)
{
	const struct decision *decision = context;

	slip->department = decision->department;
	slip->decision = decision->text;
	slip->deadline = slips_day_end(turn, decision->day);
	slip->guessed_year = 0; /* the meeting named the day */
}

/* A decision names who does it and by when. */
static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	struct decision decision = {.text = call->args[1].text,
	    .department = slips_department_in(turn, old, &call->text, call->args[1].from)};
	struct when when;
	size_t at, used;

	if (decision.department == 0 || !parse_when(turn, &call->text, call->args[1].from, &when, &at, &used) ||
	    !when.has_day || when.bad || when.day <= turn_today(turn)) {
		turn_say(turn, "slip-decide-how", WITH_NONE);
		return;
	}
	if (slips_live(turn, old->issue, decision.department, old->id)) {
		slips_say(turn, "slip-twice-there", old);
		return;
	}
	decision.day = when.day;
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_decide, decision.text, set_decided, &decision);
	if (slip == NULL)
		return;
	slips_send(turn, slip);
	slips_say(turn, "slip-decided", slip);
	slips_tell_askers(turn, slip, "slip-decided-asker", decision.text);
}

const struct command command_slip_decide = {
    .name = "slip_decide",
    .topic = TOPIC_slips,
    .phrases = PHRASES("定案", "decide slip"),
    .help_zh = "定案 <抄告编号> <哪个部门> <到哪天> <怎么办>:会商的结果",
    .help_en = "decide slip <number> <department> <by when> <what>: the outcome of the meeting",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("定案 抄告1 交通局 12月20日 先修涵洞,水务局配合",
        "decide slip 1 transport bureau 20 december the culvert first"),
};
