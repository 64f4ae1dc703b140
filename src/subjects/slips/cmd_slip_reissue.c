/* 转发: a returned slip goes out again, to the same or another department. */
#include "reading/parse.h"

#include "records/issue.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

static void
set_department(struct turn *turn, struct slip *slip, const void *context)
{
	(void)turn;
	slip->department = *(const int64_t *)context;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	int64_t named = slips_department_in(turn, old, &call->text, call->args[1].from),
	        department = named ? named : old->department;

	if (call->args[1].given && named == 0) {
		turn_say(turn, "slip-department", WITH_NONE);
		return;
	}
	if (slips_live(turn, old->issue, department, old->id)) {
		slips_say(turn, "slip-twice-there", old);
		return;
	}
	const struct slip *slip = slip_step(
	    turn, call->args[0].id, SLIP_reissue, NULL, set_department, &department);
	if (slip == NULL)
		return;
	slips_send(turn, slip);
	slips_say(turn, "slip-reissued", slip);
}

const struct command command_slip_reissue = {
    .name = "slip_reissue",
    .topic = TOPIC_slips,
    .phrases = PHRASES("转发", "resend slip"),
    .help_zh = "转发 <抄告编号> [部门]:退回来的再发,原时限接着算",
    .help_en = "resend slip <number> [department]: a returned one again; its clock goes on",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("转发 抄告1 交通局", "resend slip 1"),
};
