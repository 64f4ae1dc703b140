/* 帮助: what can be said, for the one who asks: only commands he may use. */
#include "reading/parse.h"

#include <string.h>

#include "subjects/asking/how.h"
#include "subjects/commands.h"

extern const struct command command_help; /* not offered by itself */

static void
about_one(struct turn *turn, const struct command *command)
{
	struct buf examples = {0};

	for (int i = 0; command->examples && command->examples[i]; i++)
		buf_addf(&examples, "\n· %s", command->examples[i]);
	turn_say(turn, "help-one",
	    WITH({"help", turn->language == EN ? command->help_en : command->help_zh},
	        {"examples", buf_text(&examples)}));
	buf_free(&examples);
}

static const char *const topic_keys[TOPICS] = {"topic-self", "topic-issues", "topic-slips", "topic-disputes",
    "topic-visits", "topic-households", "topic-guests", "topic-operators", "topic-lots", "topic-notices"};
static const int topic_order[TOPICS] = {TOPIC_issues, TOPIC_slips, TOPIC_disputes, TOPIC_visits,
    TOPIC_households, TOPIC_guests, TOPIC_operators, TOPIC_lots, TOPIC_notices, TOPIC_self};

/* May the one who asks use it at all? */
static bool
offered(const struct turn *turn, const struct command *command)
{
	if (command->hidden || command == &command_help)
		return false;
	if (command->operators && (turn->actor == NULL || access_operator(turn->world, turn->actor->id, 0) == 0))
		return false;
	return turn->actor == NULL ? command->strangers
	                           : may(turn->world, turn->actor->id, command->right, 0, turn_today(turn));
}

/* 帮助 客人: each command of a topic with its form. False if the words name no topic. */
static bool
about_topic(struct turn *turn, const struct call *call, size_t at)
{
	struct buf lines = {0};
	int topic = TOPICS;

	for (int i = 0; i < TOPICS; i++)
		if (parse_word(&call->text, at, turn_phrase(turn, topic_keys[i], WITH_NONE)))
			topic = i;
	for (int i = 0; topic < TOPICS && commands_all[i]; i++)
		if ((int)commands_all[i]->topic == topic && offered(turn, commands_all[i]))
			buf_addf(
			    &lines, "\n%s", turn->language == EN ? commands_all[i]->help_en : commands_all[i]->help_zh);
	bool some = lines.n > 0;
	if (some)
		turn_say(turn, "help-topic", WITH({"lines", buf_text(&lines)}));
	buf_free(&lines);
	return some;
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
	if (at < call->text.n && about_topic(turn, call, at))
		return;
	const struct command *meant = how_command(&call->text, at);
	if (meant && offered(turn, meant)) {
		about_one(turn, meant);
		return;
	}
	for (int k = 0; k < TOPICS; k++) {
		bool first = true;

		for (int i = 0; commands_all[i]; i++) {
			const struct command *command = commands_all[i];
			const char *word = parse_command_name(command, turn->language);

			if ((int)command->topic != topic_order[k] || !offered(turn, command))
				continue;
			if (first)
				buf_addf(&lines, "\n%s",
				    turn_phrase(turn, "help-words",
				        WITH({"topic", turn_phrase(turn, topic_keys[topic_order[k]], WITH_NONE)})));
			buf_addf(&lines, "%s%s", first ? "" : turn->language == EN ? ", " : "、", word);
			first = false;
		}
	}
	turn_say(turn, "help", WITH({"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_help = {
    .name = "help",
    .phrases = PHRASES("帮助", "怎么用", "使用说明", "help"),
    .help_zh = "帮助 [命令]:能说什么",
    .help_en = "help [command]: what can be said",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .strangers = true,
    .examples = EXAMPLES("帮助", "help", "帮助 走访"),
};
