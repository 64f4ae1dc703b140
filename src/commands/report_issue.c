/* 上报: somebody wants something solved. The number is said at once; exactly one owner
 * hears of it; danger goes to everybody concerned, quiet hours or not. */
#include "commands/commands.h"
#include "work/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const char *text = call->args[0].text;
	struct glyphs glyphs = text_glyphs(&turn->arena, text);

	if (glyphs.n < 2) {
		turn_say(turn, "rest-missing", WITH({"example", call->command->examples[turn->language == EN]}));
		return;
	}
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
