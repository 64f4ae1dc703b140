/* 上报: somebody wants something solved. The number is said at once; exactly one owner
 * hears of it; danger goes to everybody concerned, quiet hours or not. */
#include "commands/commands.h"
#include <string.h>

#include "core/dialog.h"
#include "records/kinds.h"
#include "work/doubles.h"
#include "work/issue_life.h"
#include "work/issues.h"

/* Is it the one that is known? Asked by number, never joined silently. */
static bool
ask_double(struct turn *turn, const struct glyphs *glyphs, const char *text)
{
	const struct issue *known = doubles_find(turn, glyphs, issues_place_of(turn, glyphs));
	const char *n = known ? turn_number(turn, known->id) : "";
	struct answer_item answers[] = {
		{"1|是|对|跟进|yes", arena_printf(&turn->arena, "跟进 %s", n)},
		{"2|不是|另报|no", arena_printf(&turn->arena, "另报 %s", text)},
	};

	/* His own words again are the same report, answered with its number. */
	if (known == NULL || (known->reporter == turn->actor->id && strcmp(known->text, text) == 0))
		return false;
	turn_say(turn, turn->chat.private_chat ? "issue-double" : "issue-double-group", WITH({"n", n}, {"brief", issues_brief(turn, known)}, {"state", life_state(turn, known->state)}, {"owner", names_of(turn->world, &kind_person, known->owner)}));
	dialog_ask(turn, DIALOG_choice, &turn->chat, turn->actor->id, known->id, answers, 2, turn->now + 24 * MS_HOUR);
	return true;
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
	/* Danger is never asked about first; anything else may be known already. */
	if (issues_urgency(&glyphs) == URGENCY_danger || issues_restricted(&glyphs) || !ask_double(turn, &glyphs, text))
		issues_report(turn, &glyphs, text);
}

const struct command command_report_issue = {
	.name = "report_issue",
	.phrases = PHRASES("上报问题", "上报", "反映问题", "反映", "报修", "report an issue", "report issue", "report a problem", "report:"),
	.help_zh = "上报 <什么事>:给个编号,找到负责人",
	.help_en = "report issue <what>: gives a number and finds who acts",
	.needs = ANYBODY,
	.hear = HEAR_CERTAIN,
	.args = {ARG_REST},
	.run = run,
	.examples = EXAMPLES("上报 老戏台边上的路灯不亮了", "report issue the street lamp by the old stage is broken"),
};
