/* 核实: what was seen on site. */
#include "reading/parse.h"

#include "subjects/issues/issue_life.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(
	    turn, call->args[0].number, LIFE_verify, call->args[1].text, NULL, NULL);

	if (issue)
		turn_say(turn, "issue-verified", WITH({"n", turn_number(turn, issue->id)}));
}

const struct command command_verify_issue = {
    .name = "verify_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("核实", "verify issue"),
    .help_zh = "核实 <编号> <现场情况>:到过现场,记下看到的",
    .help_en = "verify issue <number> <facts>: what was seen on site",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("核实 1 灯头坏了,线路没事", "verify issue 1 the lamp is broken, the line is good"),
};
