/* 我报的: how far everything is that I have reported and that is not over. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	(void)call;
	issues_own(turn, "查 1");
}

const struct command command_own_issues = {
    .name = "own_issues",
    .topic = TOPIC_issues,
    .phrases = PHRASES("我报的", "我的问题", "my reports"),
    .help_zh = "我报的:我报过的事办到哪了",
    .help_en = "my reports: how far what I reported is",
    .right = RIGHT_any,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("我报的", "my reports"),
};
