/* 帮助: what can be said, for the one who asks: only commands he may use. */
#include "commands/commands.h"

#include <string.h>

static void
about_one(struct turn *turn, const struct command *command)
{
	struct buf examples = {0};

	for (int i = 0; command->examples && command->examples[i]; i++)
		buf_addf(&examples, "\n· %s", command->examples[i]);
	turn_say(turn, "help-one", WITH({"help", turn->language == EN ? command->help_en : command->help_zh}, {"examples", buf_text(&examples)}));
	buf_free(&examples);
}

static void
run(struct turn *turn, const struct call *call)
{
	struct call about = {.text = call->text};
	struct buf lines = {0};
	size_t at = parse_skip(&call->text, call->from);
	enum language asked = turn->language;

	if (at < call->text.n && parse_command(commands_all, turn, &about, at) && !about.command->hidden) {
		about_one(turn, about.command);
		return;
	}
	turn->language = asked;
	for (int i = 0; commands_all[i]; i++) {
		const struct command *command = commands_all[i];

		if (command->hidden || command == &command_help)
			continue;
		if (command->operators && (turn->actor == NULL || access_operator(turn->world, turn->actor->id, 0) == 0))
			continue;
		if (turn->actor == NULL ? !command->strangers : !access_has(turn->world, turn->actor->id, command->needs, 0, turn_today(turn)))
			continue;
		buf_addf(&lines, "\n%s", turn->language == EN ? command->help_en : command->help_zh);
	}
	turn_say(turn, "help", WITH({"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_help = {
	.name = "help",
	.phrases = PHRASES("帮助", "怎么用", "使用说明", "help"),
	.help_zh = "帮助 [命令]:能说什么",
	.help_en = "help [command]: what can be said",
	.needs = ANYBODY,
	.hear = HEAR_ADDRESSED,
	.args = {ARG_REST_OPTIONAL},
	.run = run,
	.strangers = true,
	.examples = EXAMPLES("帮助", "help", "帮助 走访"),
};
