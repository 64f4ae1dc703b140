/* What happens to one message; see the header.
 *
 *   who and where → answer to an open question? → command? → announcement?
 *   → (addressed only) did you mean? → greeting? → issue from free text */
#include "reading/step.h"

#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "core/dialog.h"
#include "language/polarity.h"
#include "language/undress.h"
#include "reading/decide.h"
#include "reading/placed.h"
#include "records/kinds.h"
#include "records/household.h"
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

		/* @连心水渠又堵了 is said by thumbs; @lianxin2 is somebody else. */
		if (used && (used == text->n || text->cp[used] >= 0x3400 || parse_skip(text, used) > used))
			return parse_skip(text, used);
	}
	return 0;
}

static bool
latin_only(const struct glyphs *text)
{
	bool letters = false;

	if (text->n >= 2 && parse_word(text, 0, "ok") && polarity_of(text->cp, text->n) == POLARITY_yes)
		return false; /* OK is said in every language */

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
	if (placed(turn, call, !turn->addressed))
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
	if (turn->actor && !may(turn->world, turn->actor->id, command->right, 0, turn_today(turn))) {
		if (!quiet)
			turn_say(turn, command->right == RIGHT_administer ? "needs-admin" : "needs-role",
			    WITH({"command", parse_command_name(command, turn->language)}));
		return false;
	}
	return true;
}

/* ---- free sentences ---- */

static void understand(struct turn *turn, const struct tables *tables, const char *text, bool first);

/* What was understood, for who wants to see it. */
static void
report(struct turn *turn, const struct understanding *understanding)
{
	if (turn->understanding)
		*turn->understanding = *understanding;
}

/* The names that others know these readings by. */
static const char *
spoken_of(const char *command)
{
	static const struct {
		const char *command, *does;
	} names[] = {{"dispatch", "announce"}, {"confirm_dispatch", "answer"}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i].command, command) == 0)
			return names[i].does;
	return command;
}

/* An exact command is about to be done: its slots are those of its form. */
static void
report_exact(struct turn *turn, const struct call *call, size_t from)
{
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	struct standing standing;
	struct understanding understanding = {.zone = ZONE_act, .score = 1000, .margin = 1000};

	if (turn->understanding == NULL || turn->understanding->does.does)
		return;
	spans_find(turn, &call->text, from, spans);
	standing_find(turn, &standing);
	reading_make(turn, spans, &standing, call->command->name, &understanding.does);
	understanding.does.does = spoken_of(call->command->name);
	understanding.does.missing = NULL;
	understanding.does.unused_count = 0;
	report(turn, &understanding);
}

/* What an open question was answered with. */
static void
report_answer(struct turn *turn, const struct dialog_heard *heard)
{
	struct understanding understanding = {.zone = ZONE_act, .score = 1000, .margin = 1000};

	if (turn->understanding == NULL || heard->kind != DIALOG_confirm)
		return;
	understanding.does.does = "answer";
	reading_slot(&understanding.does, "answer", heard->word);
	report(turn, &understanding);
}

/* Does something that means a number, a day, a name or a no stand behind what the command
 * took? Then it is no exact command. */
static bool
leaves_some(const struct turn *turn, const struct call *call)
{
	struct spans *spans = arena_alloc(&((struct turn *)turn)->arena, sizeof *spans);

	if (parse_skip(&call->text, call->end) >= call->text.n)
		return false;
	spans_find(turn, &call->text, call->end, spans);
	for (size_t i = 0; i < spans->count; i++)
		if (spans->item[i].type != SPAN_question)
			return true;
	return false;
}

/* A form of typed slots alone: what none of them takes nobody would miss. Commands with words say
 * themselves what they do not understand. */
static bool
typed_only(const struct form *form)
{
	static const char *const words[] = {"{text", "{items", "{sentence", "{name", "+}", "+2}"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(form->form, words[i]))
			return false;
	return true;
}

/* Is the sentence more than one exact command? Several households or reports where it takes one,
 * of which the reading makes a sentence each; or, as a person says it, a number, a day, a name or
 * a no that none of its slots has: the law of the unused word. */
static bool
more_than_one(struct turn *turn, const struct call *call, size_t from, bool spoken)
{
	const struct form *form = form_of(call->command->name);
	bool list = form && strstr(form->form, "+}") != NULL,
	     deed = form && form->effect != EFFECT_look && typed_only(form);

	if (!list && !(spoken && deed))
		return false;
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	struct standing *standing = arena_alloc(&turn->arena, sizeof *standing);
	struct reading reading;
	bool phrase_first = call->start <= from;
	spans_find(turn, &call->text, spoken && !phrase_first ? from : spoken ? call->from : call->start, spans);
	standing_find(turn, standing);
	reading_make(turn, spans, standing, call->command->name, &reading);
	return (list && reading.sentence_count > 1) ||
	    (spoken && deed && reading.missing == NULL && reading.unused_count > reading.unused_vague);
}

/* The command at `from`, if it stands there exactly and is heard here. True when it was handled. */
static bool
try_command(struct turn *turn, const struct tables *tables, struct call *call, size_t from, bool spoken)
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
		if (parse_skip(&call->text, call->from) < call->text.n && decide_chatter(turn, &call->text, from))
			return false;
	}
	if (spoken && !decide_means(turn, &call->text, from, &(struct fixed){command, call->from}))
		return false;
	if (!allowed(turn, command, quiet))
		return !quiet;
	if (!parse_args(turn, call, true) || leaves_some(turn, call) || more_than_one(turn, call, from, spoken))
		return false;
	if (quiet && !placed(turn, call, true))
		return false;
	report_exact(turn, call, from);
	run(turn, call);
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
	    {"你是谁", "what-i-do"},
	    {"你是谁啊", "what-i-do"},
	    {"who are you", "what-i-do"},
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
		    (text->cp[end] == '!' || text->cp[end] == '~' || text->cp[end] == '?' || text->cp[end] == U'啊' ||
		        text->cp[end] == U'呀' || text->cp[end] == U'了' || text->cp[end] == U'哦'))
			end++;
		if (end < text->n)
			continue;
		turn_say(turn, talk[i].key, WITH_NONE);
		turn->understood = "thanks";
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

/* Sentences of one reading, a line each: all or nothing. */
static void
do_lines(struct turn *turn, const struct tables *tables, const char *lines)
{
	for (const char *line = lines; *line;) {
		size_t n = strcspn(line, "\n");

		understand(turn, tables, arena_text(&turn->arena, line, n), false);
		line += n + (line[n] == '\n');
	}
}

static void
do_reading(struct turn *turn, const struct tables *tables, const struct reading *reading)
{
	/* What is missing is asked once. */
	for (size_t i = 0; i < (reading->missing ? 1 : reading->sentence_count); i++)
		understand(turn, tables, reading->sentences[i], false);
}

/* The command that handles what is called otherwise by the scorer. */
static const char *
handled_by(const char *does)
{
	static const struct {
		const char *does, *command;
	} rows[] = {{"thanks", TALK_COMMAND}, {"nothing", TALK_COMMAND}, {"announce", ANNOUNCE_COMMAND},
	    {"change", CHANGE_COMMAND}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].does, does) == 0)
			return rows[i].command;
	return QUESTION_COMMAND;
}

/* asdkjh: letters without one word of manners. */
static bool
latin_noise(const struct glyphs *text, size_t from)
{
	static const char *const manners[] = {"thank", "thx", "good", "great", "nice", "fine", "bye", "well",
	    "cheers", "love", "yes", "no", "appreciate", "perfect", "awesome", "cool", "super", "haha", "lol",
	    "morning", "evening", "sorry", "sure", "see you", "ok", NULL};

	if (!latin_only(text))
		return false;
	for (int i = 0; manners[i]; i++)
		if (parse_find(text, from, manners[i]) < text->n)
			return false;
	return true;
}

/* thanks, nothing, question: what is no command. */
static bool
no_command(struct turn *turn, const struct tables *tables, struct call *call, size_t from,
    const struct understanding *understanding)
{
	const char *does = understanding->does.does;

	if (understanding->does.form)
		return false;
	if (strcmp(does, "thanks") == 0 && small_talk(turn, &call->text, from))
		return true;
	if (strcmp(does, "thanks") == 0 && latin_noise(&call->text, from)) {
		turn_say(turn, "not-understood", WITH_NONE);
		turn->understood = "nothing";
		return true;
	}
	call->command = named(tables, handled_by(does));
	call->start = call->from = from;
	call->led = false;
	if (allowed(turn, call->command, false))
		run(turn, call);
	turn->understood = strcmp(does, "answer") == 0 ? QUESTION_COMMAND : does;
	return true;
}

/* The command whose phrase begins the sentence says itself what is wrong with the rest. */
static bool
says_own_fault(struct turn *turn, struct call *call, const struct understanding *understanding,
    const struct command *fixed)
{
	if (fixed == NULL || understanding->does.does == NULL ||
	    strcmp(understanding->does.does, fixed->name) != 0)
		return false;
	if (understanding->does.form && (understanding->does.missing == NULL || understanding->ask_count))
		return false;
	return allowed(turn, fixed, false) ? !parse_args(turn, call, false) : true;
}

/* 走仿 张三家: a phrase that sounds alike, and all that belongs to it. */
static bool
ask_command(struct turn *turn, const struct tables *tables, const struct glyphs *text, size_t from)
{
	const char *phrase;
	size_t used;
	const struct command *like = parse_like(tables->commands, turn, text, from, &phrase, &used);
	struct call call = {0};

	if (like == NULL || turn->actor == NULL)
		return false;
	const char *meant = arena_printf(&turn->arena, "%s%s", phrase, text->clean + text->at[from + used]);
	call.text = text_glyphs(&turn->arena, meant);
	if (parse_command(tables->commands, turn, &call, 0) != like || !parse_args(turn, &call, true))
		return false;
	struct answer_item answer = {.words = "1|是|对|是的|yes", .say = meant};
	if ((unsigned char)phrase[0] < 0x80)
		turn->language = EN;
	dialog_say(turn, "command-is-it", WITH({"meant", meant}), DIALOG_choice, 0, &answer, 1,
	    turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	turn->understood = "did_you_mean";
	struct understanding understanding = {.zone = ZONE_ask, .ask_count = 1};
	understanding.asks[0].does = like->name;
	report(turn, &understanding);
	return true;
}

/* A number alone answers a question; here none stands. */
static bool
number_alone(struct turn *turn, const struct glyphs *text, size_t from)
{
	size_t digits = 0;

	while (from + digits < text->n && text->cp[from + digits] >= '0' && text->cp[from + digits] <= '9')
		digits++;
	if (digits == 0 || parse_skip(text, from + digits) < text->n)
		return false;
	turn_say(turn, "number-alone", WITH_NONE);
	return true;
}

/* No command, but perhaps a report: nobody is told of it before a yes. */
static bool
ask_report(struct turn *turn, const struct understanding *understanding)
{
	const struct reading *report = NULL;

	for (size_t i = 0; i < understanding->ask_count; i++)
		if (strcmp(understanding->asks[i].does, REPORT_COMMAND) == 0)
			report = &understanding->asks[i];
	if (understanding->zone != ZONE_ask || understanding->does.form || report == NULL)
		return false;
	decide_ask_report(turn, report);
	return true;
}

/* 明天派了我家几个: who asks how many, when or who has told nothing. */
static bool
ends_asking(const struct glyphs *text, size_t from)
{
	static const char *const ends[] = {"几个", "几位", "几人", "几桌", "几家", "几户", "几点", "几号", "多少",
	    "多少人", "多少个", "多少钱", "哪天", "哪家", "谁", NULL};
	size_t n = text->n;

	while (n > from &&
	    (text->cp[n - 1] == '?' || text->cp[n - 1] == U'啊' || text->cp[n - 1] == U'呀' ||
	        text->cp[n - 1] == U'呢' || text->cp[n - 1] == ' '))
		n--;
	for (int i = 0; ends[i]; i++) {
		size_t used = text_length(ends[i]);

		if (n >= from + used && parse_word(text, n - used, ends[i]) == used)
			return true;
	}
	return false;
}

/* A question is not acted on; what only shows something may be shown. */
static void
keep_question(const struct glyphs *text, size_t from, struct understanding *understanding)
{
	const struct form *form = understanding->does.form;

	if (form == NULL || form->effect == EFFECT_look || understanding->zone == ZONE_ask ||
	    strcmp(understanding->does.does, REPORT_COMMAND) == 0 || !ends_asking(text, from))
		return;
	understanding->does = (struct reading){.does = QUESTION_COMMAND};
	understanding->zone = ZONE_act;
}

/* A sentence that no exact command is. */
static void
free_sentence(struct turn *turn, const struct tables *tables, struct call *call, size_t from,
    const struct command *fixed)
{
	struct understanding *understanding = arena_alloc(&turn->arena, sizeof *understanding);

	if (number_alone(turn, &call->text, from) || ask_command(turn, tables, &call->text, from) ||
	    small_talk(turn, &call->text, from))
		return;
	/* A bare 好 that no question waits for says nothing to do. */
	if (fixed == NULL && polarity_of(call->text.cp + from, call->text.n - from) == POLARITY_yes) {
		bool agrees = polarity_agrees(call->text.cp + from, call->text.n - from);

		turn_say(turn, agrees ? "nothing-waits" : "heard", WITH_NONE);
		turn->understood = "thanks";
		return;
	}
	decide(turn, tables, &call->text, from, &(struct fixed){fixed, call->from}, understanding);
	if (understanding->denied && !allowed(turn, understanding->denied, false)) {
		*understanding = (struct understanding){.zone = ZONE_ask};
		return;
	}
	keep_question(&call->text, from, understanding);
	report(turn, understanding);
	if (understanding->too_many) {
		turn_say(turn, "too-many", WITH_NONE);
		return;
	}
	/* Reports are named in private alone. */
	if (turn->chat.private_chat && understanding->does.which_count && understanding->zone == ZONE_ask &&
	    understanding->ask_count == 0) {
		decide_which(turn, &understanding->does);
		return;
	}
	if (says_own_fault(turn, call, understanding, fixed))
		return;
	if (understanding->does.does == NULL)
		turn_say(turn, "not-understood", WITH_NONE);
	else if (understanding->zone == ZONE_act && no_command(turn, tables, call, from, understanding))
		return;
	else if (ask_report(turn, understanding))
		return;
	else if (understanding->zone == ZONE_act || understanding->does.missing)
		do_reading(turn, tables, &understanding->does);
	else
		decide_ask(turn, understanding);
}

/* What is no sentence gets one: please type. */
static void
cannot_read(struct turn *turn)
{
	static const char *const phrases[] = {
	    [UNREAD_voice] = "unread-voice",
	    [UNREAD_place] = "unread-place",
	    [UNREAD_forwarded] = "unread-forwarded",
	    [UNREAD_file] = "unread-file",
	    [UNREAD_video] = "unread-video",
	    [UNREAD_link] = "unread-link",
	    [UNREAD_other] = "unread-other",
	};
	const char *place = turn->message->place;

	if (turn->message->unread == UNREAD_place && !text_empty(place))
		turn_say(turn, "unread-place-named", WITH({"place", place}));
	else
		turn_say(turn, phrases[turn->message->unread], WITH_NONE);
}

/* Whose sentence is it, and is there one at all? True when that is settled already. */
static bool
no_sentence(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	if (call->text.n > TEXT_GLYPHS_MAX) {
		if (turn->addressed)
			turn_say(turn, "too-long", WITH_NONE);
		return true;
	}
	if (!turn->chat.private_chat && turn->group == NULL) {
		if (turn->addressed)
			in_unbound_group(turn, tables, call, from);
		return true;
	}
	if (call->text.n > from)
		return false;
	if (turn->addressed && turn->message->media)
		picture(turn, tables, call, from);
	else if (turn->addressed && turn->message->unread != UNREAD_none)
		cannot_read(turn);
	else if (turn->addressed)
		turn_say(turn, "greeting", WITH_NONE);
	return true;
}

/* True if it was answered already: a stranger hears how to be bound, a picture is taken, and a text that
 * arrived broken is asked for again. */
static bool
not_heard(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	if (turn->actor == NULL)
		turn_say(turn, "stranger", WITH_NONE);
	else if (turn->message->media && call->text.n - from < 2)
		picture(turn, tables, call, from);
	else if (undress_broken(call->text.cp + from, call->text.n - from))
		turn_say(turn, "text-broken", WITH_NONE);
	else if (undress_foreign(call->text.cp + from, call->text.n - from))
		turn_say(turn, "text-foreign", WITH_NONE);
	else
		return false;
	return true;
}

/* Answers a question that stands. */
static bool
answers(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	/* 改成红色的横幅 begins as an answer does; said to nobody it is judged as a whole. */
	if (!turn->addressed && call->text.n - from > 4 && decide_chatter(turn, &call->text, from))
		return false;
	struct dialog_heard heard = dialog_answer(turn, &call->text, from);
	if (heard.say == NULL)
		return false;
	turn->addressed = true;
	report_answer(turn, &heard);
	if (strcmp(heard.say, DECIDE_NONE) == 0)
		turn_say(turn, "none-meant", WITH_NONE);
	else
		do_lines(turn, tables, heard.say);
	return true;
}

/* 好的收到, 知道了谢谢, 收到🙏: whoever has a broadcast to confirm confirms it. */
static bool
receives(struct turn *turn, const struct tables *tables, struct call *call, size_t from)
{
	struct call exact = {.text = text_glyphs(&turn->arena, "收到")};

	if (turn->actor == NULL || !polarity_received(call->text.cp + from, call->text.n - from))
		return false;
	exact.command = parse_command(tables->commands, turn, &exact, 0);
	if (exact.command == NULL || !exact.command->open(turn, &exact))
		return false;
	report_exact(turn, &exact, 0);
	run(turn, &exact);
	return true;
}

/* A sentence that one subject reads with certainty. */
static bool
heard(struct turn *turn, const struct tables *tables, const struct glyphs *text, size_t from)
{
	for (int i = 0; tables->hearers && tables->hearers[i]; i++) {
		const char *say = tables->hearers[i](turn, text, from);

		if (say && *say)
			understand(turn, tables, say, false);
		if (say)
			return true;
	}
	return false;
}

static void
understand(struct turn *turn, const struct tables *tables, const char *text, bool first)
{
	struct call call = {.text = text_glyphs(&turn->arena, text)};
	size_t from = first ? undress_quote(call.text.cp, call.text.n) : 0;

	struct glyphs behind = call.text;
	behind.cp += from;
	behind.n -= from;
	size_t address = addressed_by(&behind);
	if (address)
		turn->addressed = true;
	from += address;
	if (latin_only(&call.text))
		turn->language = EN;
	if (no_sentence(turn, tables, &call, from))
		return;
	if (first && answers(turn, tables, &call, from))
		return;
	size_t begin = from + undress_begin(call.text.cp + from, call.text.n - from);
	if (begin == call.text.n)
		begin = from;
	if (try_command(turn, tables, &call, begin, first && !turn->message->button) ||
	    receives(turn, tables, &call, from))
		return;
	if (first && heard(turn, tables, &call.text, begin))
		return;
	if (!turn->addressed || not_heard(turn, tables, &call, begin))
		return;
	const struct command *fixed = parse_command(tables->commands, turn, &call, begin);
	if (!first)
		(void)(fixed && allowed(turn, fixed, false) && parse_args(turn, &call, false));
	else
		free_sentence(turn, tables, &call, begin, fixed);
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
