/* 类别: what kind of matter an issue is, by somebody who knows; learned from. */
#include "reading/parse.h"

#include "base/text.h"
#include "records/kinds.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);
	const char *category = categories_named(turn, call->args[1].text);

	if (issue == NULL || issues_about(turn, issue, turn->actor->id) ||
	    !(issue->owner == turn->actor->id ||
	        (issues_may_read(turn, issue, turn->actor->id) &&
	            access_has(turn->world, turn->actor->id, LEADERS, issue->place, turn_today(turn))))) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (category == NULL) {
		turn_say(turn, "sort-how", WITH({"all", categories_all(turn)}));
		return;
	}
	categories_confirm(turn, issue, category);
	turn_say(turn, "sorted", WITH({"n", n}, {"category", categories_said(turn, category)}));
}

const struct command command_sort_issue = {
    .name = "sort_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("类别", "category"),
    .help_zh = "类别 <编号> <类别>:认定或改类别,以后猜得准些",
    .help_en = "category <number> <category>: confirms or corrects it; learned from",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .examples = EXAMPLES("类别 1 基础设施", "category 1 roads and lamps"),
};
