/* 上报: somebody wants something solved. The number is said at once; exactly one owner
 * hears of it; danger goes to everybody concerned, quiet hours or not. */
#include "reading/parse.h"
#include "core/dialog.h"
#include "records/kinds.h"
#include "subjects/issues/complaints.h"
#include "subjects/issues/doubles.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issue_place.h"
#include "subjects/issues/issues.h"

/* Is it one that is known? The new one has its number already, so nothing is lost when
 * nobody answers; it is joined only by the reporter's word. */
static void
ask_double(struct turn *turn, const struct issue *issue, const struct issue *known)
{
	const char *n = turn_number(turn, known->id), *mine = turn_number(turn, issue->id);
	struct answer_item answers[] = {
	    {"1|是|对|同一件|yes", arena_printf(&turn->arena, "同一件 %s %s", mine, n)},
	    {"2|不是|no", arena_printf(&turn->arena, "另一件 %s", mine)},
	};

	dialog_say(turn, turn->chat.private_chat ? "issue-double" : "issue-double-group",
	    WITH({"n", n}, {"brief", issues_brief(turn, known)}, {"state", life_state(turn, known->state)},
	        {"owner", names_of(turn->world, &kind_person, known->owner)}),
	    DIALOG_choice, known->id, answers, 2, turn->now + 24 * MS_HOUR);
}

static void
run(struct turn *turn, const struct call *call)
{
	const char *text = call->args[0].text;
	struct glyphs glyphs = text_glyphs(&turn->arena, text);

	if (glyphs.n < 2) {
		turn_say(turn, "rest-missing", WITH({"example", call->command->examples[turn->language == EN]}));
		return;
	}
	/* Danger and what is nobody's business are not compared. */
	bool compare = issues_urgency(&glyphs) != URGENCY_danger && !issues_restricted(&glyphs) &&
	    !complaints_read(turn, &glyphs, 0).is;
	const struct issue *known = compare ? doubles_find(turn, &glyphs, text, issue_place(turn, &glyphs))
	                                    : NULL;
	int64_t known_id = known ? known->id : 0;
	const struct issue *issue = issues_report(turn, &glyphs, text);
	if (known_id && issue->id > known_id && issue->reported_at == turn->now)
		ask_double(turn, issue, turn_find(turn, issue, known_id));
}

const struct command command_report_issue = {
    .name = "report_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("上报", "上报问题", "反映问题", "反映", "报修", "report an issue", "report issue",
        "report a problem", "report:"),
    .help_zh = "上报 <什么事>:给个编号,找到负责人",
    .help_en = "report issue <what>: gives a number and finds who acts",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_CERTAIN,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES(
        "上报 老戏台边上的路灯不亮了", "report issue the street lamp by the old stage is broken"),
};
