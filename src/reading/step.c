/* What happens to one message; see the header.
 *
 *   who and where → answer to an open question? → command? → announcement?
 *   → (addressed only) did you mean? → greeting? → issue from free text */
#include "reading/step.h"

#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "core/dialog.h"
#include "records/kinds.h"
#include "records/place.h"

#define TEXT_GLYPHS_MAX 4000

static const struct command *
named(const struct tables *tables, const char *name)
{
	for (int i = 0; tables->commands[i]; i++)
		if (strcmp(tables->commands[i]->name, name) == 0)
			return tables->commands[i];
	require_never("a command that the step itself needs is missing");
	return NULL;
}

/* "@连心 " at the start: code points it takes. */
static size_t
addressed_by(const struct glyphs *text)
{
	static const char *const names[] = {"@连心", "@lianxin", NULL};

	for (int i = 0; names[i]; i++) {
		size_t used = parse_word(text, 0, names[i]);

		if (used &&
		    (used == text->n || text->cp[used] == ' ' || text->cp[used] == ',' || text->cp[used] == ':'))
			return parse_skip(text, used);
	}
	return 0;
}

static bool
latin_only(const struct glyphs *text)
{
	bool letters = false;

	for (size_t i = 0; i < text->n; i++) {
		if (text->cp[i] >= 0x3400)
			return false;
		letters |= text->cp[i] >= 'a' && text->cp[i] <= 'z';
	}
	return letters;
}

static void
run(struct turn *turn, struct call *call)
{
	turn->understood = call->command->name;
	call->command->run(turn, call);
}

/* May the actor, here? Says so if not (unless quiet). */
static bool
allowed(struct turn *turn, const struct command *command, bool quiet)
{
	if (turn->actor == NULL && !command->strangers) {
		if (!quiet)
			turn_say(turn, "stranger", WITH_NONE);
		return false;
	}
	if (turn->actor && !access_has(turn->world, turn->actor->id, command->needs, 0, turn_today(turn))) {
		if (!quiet)
			turn_say(turn, command->needs == ADMINS ? "needs-admin" : "needs-role",
			    WITH({"command", command->phrases[0]}));
		return false;
	}
	return true;
}

/* The command at `from`, if it is one that is heard here. True when it was handled. */
static bool
try_command(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	const struct command *command = parse_command(tables->commands, turn, call, from);
	bool quiet = !turn->addressed;

	if (command == NULL)
		return false;
	if (quiet) {
		if (command->hear == HEAR_ADDRESSED || turn->actor == NULL || turn->group == NULL ||
		    turn->group->purpose == PURPOSE_none)
			return false;
		if (command->hear == HEAR_OPEN && !command->open(turn, call))
			return false;
		/* A command without arguments is certain only as the whole message. */
		if (command->hear == HEAR_CERTAIN && command->args[0] == ARG_END &&
		    parse_skip(&call->text, call->from) < call->text.n)
			return false;
	}
	if (!allowed(turn, command, quiet) || !parse_args(turn, call, quiet))
		return !quiet;
	run(turn, call);
	return true;
}

bool
step_announces(const struct turn *turn, const struct glyphs *text)
{
	static const char *const guests[] = {"客人", "游客", "团", "客", "guests", "visitors", "tourists", NULL};
	static const char *const come[] = {"来", "到", "过来", "用餐", "吃饭", "住", "coming", "arrive", NULL};
	struct heads heads;
	struct when when;
	size_t at, used;
	bool who = false, comes = false;

	if (turn->group == NULL || turn->group->purpose != PURPOSE_operators || turn->actor == NULL)
		return false;
	if (!access_has(turn->world, turn->actor->id, ADMINS, turn->group->place, turn_today(turn)))
		return false;
	for (int i = 0; guests[i]; i++)
		who |= parse_find(text, 0, guests[i]) < text->n;
	/* 来5家: families are guests. */
	for (size_t i = 1; i < text->n; i++) {
		uint32_t before = text->cp[i - 1];
		bool number = (before >= '0' && before <= '9') || parse_word(text, i - 1, "两") ||
		    parse_word(text, i - 1, "三") || parse_word(text, i - 1, "四") || parse_word(text, i - 1, "五") ||
		    parse_word(text, i - 1, "六") || parse_word(text, i - 1, "七") || parse_word(text, i - 1, "八") ||
		    parse_word(text, i - 1, "九") || parse_word(text, i - 1, "十");

		who |= number && parse_word(text, i, "家");
	}
	for (int i = 0; come[i]; i++)
		comes |= parse_find(text, 0, come[i]) < text->n;
	/* A question about guests is none, and neither is what was yesterday. */
	for (size_t i = 0; i < text->n; i++)
		if (text->cp[i] == '?' || text->cp[i] == 0x5417 /* 吗 */)
			return false;
	return who && comes && parse_heads(turn, text, 0, &heads) && parse_when(turn, text, 0, &when, &at, &used);
}

/* 走仿 张三家: is 走访 张三家 meant? */
static bool
ask_command(struct turn *turn, const struct tables *tables, const struct glyphs *text, size_t from)
{
	const char *phrase;
	size_t used;
	const struct command *like = parse_like(tables->commands, turn, text, from, &phrase, &used);

	if (like == NULL || turn->actor == NULL)
		return false;
	const char *meant = arena_printf(&turn->arena, "%s%s", phrase, text->clean + text->at[from + used]);
	struct answer_item answer = {.words = "1|是|对|是的|yes", .say = meant};
	if ((unsigned char)phrase[0] < 0x80)
		turn->language = EN;
	dialog_say(turn, "command-is-it", WITH({"meant", meant}), DIALOG_choice, 0, &answer, 1,
	    turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	turn->understood = "did_you_mean";
	return true;
}

/* 你好, 谢谢: a greeting is no issue. */
static bool
small_talk(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const struct {
		const char *word, *key;
	} talk[] = {
	    {"你好", "greeting"},
	    {"您好", "greeting"},
	    {"早上好", "greeting"},
	    {"在吗", "greeting"},
	    {"在不在", "greeting"},
	    {"hello", "greeting"},
	    {"hi", "greeting"},
	    {"嗨", "greeting"},
	    {"谢谢", "thanks"},
	    {"多谢", "thanks"},
	    {"辛苦了", "thanks"},
	    {"thanks", "thanks"},
	    {"thank you", "thanks"},
	    {"好的", "thanks"},
	    {"知道了", "thanks"},
	    {"收到", "thanks"},
	    {"嗯", "thanks"},
	    {"ok", "thanks"},
	};

	for (size_t i = 0; i < sizeof talk / sizeof *talk; i++) {
		size_t used = parse_word(text, from, talk[i].word), end = used ? parse_skip(text, from + used) : 0;

		if (used == 0)
			continue;
		while (end < text->n &&
		    (text->cp[end] == '!' || text->cp[end] == '~' || text->cp[end] == '?' ||
		        text->cp[end] == 0x554a || text->cp[end] == 0x5440 || text->cp[end] == 0x4e86 ||
		        text->cp[end] == 0x54e6))
			end++;
		if (end < text->n)
			continue;
		turn_say(turn, talk[i].key, WITH_NONE);
		turn->understood = "small_talk";
		return true;
	}
	return false;
}

/* A short question without a fact is answered with how to ask. */
static bool
bare_question(struct turn *turn, const struct glyphs *text, size_t from)
{
	size_t n = text->n - from;
	bool question = n > 0 && (text->cp[text->n - 1] == '?' || text->cp[text->n - 1] == 0x5417);
	static const char *const asks[] = {
	    "怎么用", "你是谁", "能干什么", "会什么", "what can you", "who are you", "how do i", NULL};

	for (int i = 0; asks[i]; i++)
		if (parse_find(text, from, asks[i]) < text->n) {
			turn_say(turn, "what-i-do", WITH_NONE);
			return true;
		}
	if (n < 4 || (question && n < 12)) {
		turn_say(turn, "not-understood", WITH_NONE);
		return true;
	}
	return false;
}

static void
in_unbound_group(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	const struct command *command = parse_command(tables->commands, turn, call, from);

	if (command && command->strangers && allowed(turn, command, false)) {
		if (parse_args(turn, call, false))
			run(turn, call);
		return;
	}
	turn_say(turn, "unbound-group", WITH_NONE);
}

static void
free_text(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	call->command = named(tables, FREE_TEXT_COMMAND);
	call->start = call->from = from;
	call->led = false;
	if (parse_args(turn, call, false))
		run(turn, call);
}

/* A picture without a word. */
static void
picture(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	call->command = named(tables, PICTURE_COMMAND);
	call->start = call->from = from;
	call->led = false;
	if (allowed(turn, call->command, false) && parse_args(turn, call, true))
		run(turn, call);
}

static void
understand(struct turn *turn, const struct tables *tables, const char *text, bool first)
{
	struct call call = {.text = text_glyphs(&turn->arena, text)};
	size_t from = addressed_by(&call.text);

	if (from)
		turn->addressed = true;
	if (call.text.n > TEXT_GLYPHS_MAX) {
		if (turn->addressed)
			turn_say(turn, "too-long", WITH_NONE);
		return;
	}
	if (latin_only(&call.text))
		turn->language = EN;
	if (!turn->chat.private_chat && turn->group == NULL) {
		if (turn->addressed)
			in_unbound_group(turn, tables, &call, from);
		return;
	}
	if (call.text.n == from) {
		if (turn->addressed && turn->message->media)
			picture(turn, tables, &call, from);
		else if (turn->addressed)
			turn_say(turn, "greeting", WITH_NONE);
		return;
	}
	const char *answer = first ? dialog_answer(turn, &call.text, from) : NULL;
	if (answer) {
		turn->addressed = true;
		understand(turn, tables, answer, false);
		return;
	}
	if (try_command(turn, tables, &call, from))
		return;
	if (step_announces(turn, &call.text)) {
		call.command = named(tables, ANNOUNCE_COMMAND);
		call.start = call.from = from;
		call.led = false;
		run(turn, &call);
		return;
	}
	if (!turn->addressed)
		return;
	if (turn->actor == NULL) { /* whatever a stranger says gets the one sentence how */
		turn_say(turn, "stranger", WITH_NONE);
		return;
	}
	if (turn->message->media && call.text.n - from < 2) {
		picture(turn, tables, &call, from);
		return;
	}
	if (ask_command(turn, tables, &call.text, from) || small_talk(turn, &call.text, from) ||
	    bare_question(turn, &call.text, from))
		return;
	free_text(turn, tables, &call, from);
}

void
step_message(struct turn *turn, const struct tables *tables, const struct message *message)
{
	turn->message = message;
	if (message->from_bot) {
		turn->digest = 0;
		return;
	}
	turn->actor = access_person(turn->world, message->channel, message->sender_id);
	turn->group = message->private_chat ? NULL
	                                    : access_group(turn->world, message->channel, message->chat_id);
	turn->chat = (struct chat){
	    .group = turn->group ? turn->group->id : 0,
	    .person = message->private_chat && turn->actor ? turn->actor->id : 0,
	    .private_chat = message->private_chat,
	    .channel = message->channel,
	    .chat_id = message->chat_id,
	    .sender_id = message->sender_id,
	};
	turn->addressed = message->private_chat || message->button;
	understand(turn, tables, message->text, true);
	if (!turn->answered && turn->change_count == 0)
		turn->digest = 0; /* chatter is not stored */
}

void
step_wake(struct turn *turn, const struct tables *tables, const struct wake *wake)
{
	schedule_fire(turn, wake, tables->wakes);
}
