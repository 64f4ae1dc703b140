/* The parser of commands; see the header. */
#include "reading/parse.h"

#include <string.h>

#include "base/han.h"
#include "language/count.h"
#include "language/numeral.h"
#include "base/text.h"
#include "core/dialog.h"
#include "records/group.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/place.h"
#include "records/promise.h"
#include "records/role.h"
#include "records/slip.h"

#define WORD_MAX 12 /* of an unknown name that is said back */

static bool
separator(uint32_t cp)
{
	return cp == ' ' || cp == ',' || cp == ':' || cp == 0x3002 || cp == 0x3001 || cp == ';' || cp == '\n' ||
	    cp == '.' || cp == '-' || cp == '!';
}

size_t
parse_skip(const struct glyphs *text, size_t at)
{
	while (at < text->n && separator(text->cp[at]))
		at++;
	return at;
}

size_t
parse_word(const struct glyphs *text, size_t at, const char *word)
{
	size_t n = 0;

	for (const char *p = word; *p; n++) {
		uint32_t cp = text_next(&p);

		if (at + n >= text->n || text->cp[at + n] != cp)
			return 0;
	}
	return n;
}

size_t
parse_find(const struct glyphs *text, size_t at, const char *word)
{
	const char *p = word;
	uint32_t first = text_next(&p);

	while (at < text->n && (text->cp[at] != first || !parse_word(text, at, word)))
		at++;
	return at;
}

const char *
parse_command_name(const struct command *command, enum language language)
{
	for (int p = 0; language == EN && command->phrases[p]; p++)
		if ((unsigned char)command->phrases[p][0] < 0x80)
			return command->phrases[p];
	return command->phrases[0];
}

const char *
parse_rest(struct turn *turn, const struct call *call, size_t at)
{
	at = parse_skip(&call->text, at);
	const char *from = call->text.clean + call->text.at[at];

	return arena_text(&turn->arena, from, strlen(from));
}

struct name_scope
parse_scope(const struct turn *turn)
{
	struct name_scope scope = {0};

	if (turn->group && turn->group->place)
		scope.places[scope.count++] = turn->group->place;
	if (turn->actor)
		EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role)
			if (scope.count < 4)
				scope.places[scope.count++] = role->place;
	return scope;
}

/* A phrase stands here: its length, else 0. Latin phrases must end at a word's end. */
static size_t
phrase_here(const struct glyphs *text, size_t from, const char *phrase)
{
	size_t used = parse_word(text, from, phrase);

	if (used && (unsigned char)phrase[0] < 0x80 && from + used < text->n) {
		uint32_t next = text->cp[from + used];

		if ((next >= 'a' && next <= 'z') || next == '\'')
			return 0;
	}
	return used;
}

/* The longest phrase that stands at `at`. */
static const struct command *
command_at(const struct command *const *commands, const struct glyphs *text, size_t at, bool after_time,
    size_t *used, const char **said)
{
	const struct command *found = NULL;

	*used = 0;
	for (int i = 0; commands[i]; i++)
		for (int k = 0; commands[i]->phrases[k]; k++) {
			size_t n = phrase_here(text, at, commands[i]->phrases[k]);

			if (n <= *used || (after_time && !commands[i]->time_first))
				continue;
			*used = n;
			*said = commands[i]->phrases[k];
			found = commands[i];
		}
	return found;
}

/* 张三家 改 空户: a household and a word of a command behind it. */
static const struct command *
command_behind(
    const struct command *const *commands, const struct turn *turn, const struct glyphs *text, size_t from)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	size_t at = from < text->n && names_at(turn->world, &kind_household, &scope, text, from, hits)
	    ? parse_skip(text, from + hits[0].used)
	    : text->n;

	for (int i = 0; at < text->n && commands[i]; i++)
		if (commands[i]->name_first && parse_word(text, at, commands[i]->name_first))
			return commands[i];
	return NULL;
}

/* 下午三点半和四点半提醒我…: several times, or a range, before a command that takes such. */
static const struct command *
behind_times(const struct command *const *commands, const struct turn *turn, struct call *call, size_t from,
    size_t *at, size_t *used, const char **said)
{
	struct when when;
	size_t time = when_read_as(call->text.cp + from, call->text.n - from, turn_today(turn), turn_minute(turn),
	    WHEN_RANGES | WHEN_LISTS | WHEN_AHEAD, &when);
	size_t behind = parse_skip(&call->text, from + time);
	const struct command *found = time ? command_at(commands, &call->text, behind, true, used, said) : NULL;

	if (found == NULL || !found->times)
		return NULL;
	call->lead = when;
	*at = behind;
	return found;
}

const struct command *
parse_command(const struct command *const *commands, struct turn *turn, struct call *call, size_t from)
{
	size_t used = 0, at = from;
	const char *said = "";

	call->start = from;
	call->led = false;
	call->command = command_at(commands, &call->text, at, false, &used, &said);
	if (call->command == NULL) {
		size_t time = when_read(
		    call->text.cp + from, call->text.n - from, turn_today(turn), turn_minute(turn), &call->lead);

		if (time == 0) {
			call->command = command_behind(commands, turn, &call->text, from);
			call->from = from;
			return call->command;
		}
		at = parse_skip(&call->text, from + time);
		call->command = command_at(commands, &call->text, at, true, &used, &said);
		if (call->command == NULL &&
		    (call->command = behind_times(commands, turn, call, from, &at, &used, &said)) == NULL)
			at = from;
		call->led = call->command != NULL;
	}
	call->from = at + used;
	if (call->led && call->command->past)
		when_read_as(call->text.cp + from, call->text.n - from, turn_today(turn), turn_minute(turn),
		    WHEN_BACK, &call->lead);
	if (call->command && (unsigned char)said[0] < 0x80)
		turn->language = EN;
	return call->command;
}

const struct command *
parse_like(const struct command *const *commands, struct turn *turn, const struct glyphs *text, size_t from,
    const char **phrase, size_t *used)
{
	const struct command *found = NULL;
	int best = 3;

	for (int i = 0; commands[i]; i++) {
		if (commands[i]->hidden)
			continue;
		for (int k = 0; commands[i]->phrases[k]; k++) {
			struct glyphs want = text_glyphs(&turn->arena, commands[i]->phrases[k]);
			int score = 0, alike = 0;

			if (want.n < 2 || text->n - from < want.n)
				continue;
			bool chinese = want.cp[0] >= 0x80;
			for (size_t c = 0; c < want.n; c++) {
				uint32_t cp = text->cp[from + c];

				if (cp == want.cp[c])
					alike++;
				else if (chinese && han_sounds_alike(cp, want.cp[c]))
					score++;
				else
					score += 2;
			}
			/* Two characters: one may sound alike (走仿). Both alike in sound: 奏访. Longer
			 * ones may have one wrong. */
			int allowed = chinese ? (want.n == 2          ? 1 + (alike == 0)
			                                : want.n == 3 ? 1
			                                              : 2)
			                      : (want.n >= 6 ? 2 : 0);
			if (score == 0 || score > allowed || score >= best)
				continue;
			best = score;
			found = commands[i];
			*phrase = commands[i]->phrases[k];
			*used = want.n;
		}
	}
	return found;
}

/* Asks "which one", with each answer repeating the command on the chosen name. */
static void
ask_which(struct turn *turn, const struct call *call, size_t at, const struct name_hit *hits, int count,
    const char *key)
{
	struct answer_item answers[3];
	struct buf names = {0}, given = {0};
	bool alone = false;
	char number[3][2];

	if (count > 3)
		count = 3;
	size_t word = hits[0].used;
	buf_add(&given, call->text.clean + call->text.at[at], call->text.at[at + word] - call->text.at[at]);
	for (int i = 0; i < count; i++) {
		const char *name = names_of(turn->world, hits[i].kind, hits[i].id);
		int64_t place = names_place_of(turn->world, hits[i].kind, hits[i].id);
		const char *before = arena_text(&turn->arena, call->text.clean, call->text.at[at]);
		const char *after = call->text.clean + call->text.at[at + hits[i].used];
		const char *where = hits[i].kind == &kind_place || place == 0
		    ? ""
		    : names_place_title(turn->world, place, &turn->arena);
		const struct place *here = hits[i].kind == &kind_place ? turn_find(turn, place, hits[i].id) : NULL;

		if (here && here->parent)
			where = names_of(turn->world, &kind_place, here->parent);
		buf_addf(
		    &names, "%s%d %s%s%s%s", i ? "  " : "", i + 1, name, *where ? "(" : "", where, *where ? ")" : "");
		number[i][0] = (char)('1' + i);
		number[i][1] = 0;
		alone = count == 1;
		/* The record itself is meant, not a name that might again be ambiguous: #kind:id. */
		answers[i] = (struct answer_item){.words = alone ? "1|是|对|是的|yes" : number[i],
		    .say = arena_printf(
		        &turn->arena, "%s#%d:%lld %s", before, hits[i].kind->number, (long long)hits[i].id, after)};
	}
	dialog_say(turn, alone ? "name-is-it" : key,
	    WITH({"given", buf_text(&given)}, {"name", names_of(turn->world, hits[0].kind, hits[0].id)},
	        {"names", buf_text(&names)}),
	    DIALOG_choice, 0, answers, (size_t)count, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	buf_free(&names);
	buf_free(&given);
}

/* "#7:123": a record chosen by number before. */
static size_t
chosen(const struct glyphs *text, size_t at, const struct kind *kind, int64_t *id)
{
	int64_t numbers[2];
	size_t used = 0;

	if (at >= text->n || text->cp[at] != '#')
		return 0;
	for (int i = 0; i < 2; i++) {
		int64_t value;
		size_t more = numeral_read(text->cp + at + used + 1, text->n - at - used - 1, &value);

		if (more == 0 ||
		    (i == 0 && (at + used + 1 + more >= text->n || text->cp[at + used + 1 + more] != ':')))
			return 0;
		numbers[i] = value / 100;
		used += 1 + more;
	}
	if (numbers[0] != kind->number)
		return 0;
	*id = numbers[1];
	return used;
}

/* The command's example in the language spoken. */
static const char *
example_of(const struct turn *turn, const struct call *call)
{
	return call->command->examples[turn->language == EN && call->command->examples[1] ? 1 : 0];
}

/* The text from `at` to `end`, or as far as a name may reach. */
static const char *
word_at(struct turn *turn, const struct call *call, size_t at, size_t end)
{
	const struct glyphs *text = &call->text;

	if (end > text->n)
		for (end = at; end < text->n && !separator(text->cp[end]) && end - at < WORD_MAX;)
			end++;
	return arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
}

static bool
arg_record(struct turn *turn, struct call *call, const struct kind *kind, size_t *at, struct arg *arg,
    bool quiet, const char *missing)
{
	struct name_hit hits[NAME_HITS_MAX];
	struct name_scope scope = parse_scope(turn);
	size_t used = chosen(&call->text, *at, kind, &arg->id);

	*at += *at < call->text.n && call->text.cp[*at] == '@'; /* a mention is a name */

	if (used && store_find(&turn->world->store, kind, arg->id)) {
		*at += used;
		arg->given = true;
		return true;
	}
	if (*at >= call->text.n) {
		if (!quiet)
			turn_say(turn, missing, WITH({"example", example_of(turn, call)}));
		return false;
	}
	int count = names_at(turn->world, kind, &scope, &call->text, *at, hits);
	if (count == 1) {
		arg->id = hits[0].id;
		arg->given = true;
		*at += hits[0].used;
		return true;
	}
	if (quiet)
		return false;
	if (count > 1) {
		ask_which(turn, call, *at, hits, count, "name-several");
		return false;
	}
	count = names_like(turn->world, kind, &scope, &call->text, *at, hits);
	if (count) {
		ask_which(turn, call, *at, hits, count, "name-which");
		return false;
	}
	/* The village before it is known: then only the household in it is not. */
	size_t from = *at;
	if (kind == &kind_household && names_at(turn->world, &kind_place, &scope, &call->text, from, hits))
		from += hits[0].used;
	const char *village = word_at(turn, call, *at, from), *example = example_of(turn, call);
	const char *given = word_at(turn, call, parse_skip(&call->text, from), SIZE_MAX);
	if (from == *at)
		turn_say(turn, "name-unknown", WITH({"given", given}, {"example", example}));
	else if (given[0])
		turn_say(
		    turn, "name-unknown-there", WITH({"village", village}, {"given", given}, {"example", example}));
	else
		turn_say(turn, "name-which-there", WITH({"village", village}, {"example", example}));
	return false;
}

static bool
arg_number(struct turn *turn, struct call *call, size_t *at, struct arg *arg, bool optional, bool quiet)
{
	int64_t hundredths;
	size_t from = *at, used;

	from += parse_word(&call->text, from, "第");
	from += parse_word(&call->text, from, "#");
	from += parse_word(&call->text, from, "问题");
	used = numeral_read(call->text.cp + from, call->text.n - from, &hundredths);
	if (used && hundredths % 100 == 0 && hundredths > 0) {
		arg->number = hundredths / 100;
		arg->given = true;
		*at = from + used;
		*at += parse_word(&call->text, *at, "号");
		return true;
	}
	if (!optional && !quiet && call->command->without)
		call->command->without(turn, call);
	else if (!optional && !quiet)
		turn_say(turn, "number-missing", WITH({"example", call->command->examples[0]}));
	return optional;
}

/* 抄告3, 3: a numbered record of its own kind, that must be there. */
static bool
arg_numbered(struct turn *turn, struct call *call, const struct kind *kind, const char *const *words,
    size_t *at, struct arg *arg, bool quiet, const char *none)
{
	for (int i = 0; words[i]; i++) {
		size_t used = parse_word(&call->text, *at, words[i]);

		if (used) {
			*at = parse_skip(&call->text, *at + used);
			break;
		}
	}
	if (!arg_number(turn, call, at, arg, false, quiet))
		return false;
	arg->id = arg->number;
	if (store_find(&turn->world->store, kind, arg->id))
		return true;
	if (!quiet)
		turn_say(turn, none, WITH({"n", turn_number(turn, arg->number)}));
	return false;
}

bool
parse_args(struct turn *turn, struct call *call, bool quiet)
{
	static const char *const slip_words[] = {"抄告单", "抄告", "slip", NULL},
	                         *const promise_words[] = {"承诺", "promise", NULL};

	size_t at = call->from;

	for (int i = 0; i < ARGS_MAX && call->command->args[i] != ARG_END; i++) {
		struct arg *arg = &call->args[i];
		struct when when;
		size_t used;

		at = parse_skip(&call->text, at);
		*arg = (struct arg){.from = at, .day = DAY_NONE};
		switch (call->command->args[i]) {
		case ARG_END: break;
		case ARG_HOUSEHOLD:
			if (!arg_record(turn, call, &kind_household, &at, arg, quiet, "household-missing"))
				return false;
			if (call->command->name_first) {
				size_t behind = parse_skip(&call->text, at),
				       word = parse_word(&call->text, behind, call->command->name_first);

				at = word ? behind + word : at;
			}
			break;
		case ARG_PERSON:
			if (!arg_record(turn, call, &kind_person, &at, arg, quiet, "person-missing"))
				return false;
			break;
		case ARG_OPERATOR:
			if (!arg_record(turn, call, &kind_operator, &at, arg, quiet, "operator-missing"))
				return false;
			break;
		case ARG_DAY_OPTIONAL:
			at += parse_word(&call->text, at, "到") + parse_word(&call->text, at, "until ");
			used = when_read_as(call->text.cp + at, call->text.n - at, turn_today(turn), turn_minute(turn),
			    call->command->past ? WHEN_BACK : 0, &when);
			if ((used && when.bad) || (call->led && call->lead.bad)) {
				if (!quiet)
					turn_say(turn, "no-such-day", WITH_NONE);
				return false;
			}
			if (used && when.has_day && !when.within && when.repeat == WHEN_ONCE) {
				arg->day = when.day;
				arg->given = true;
				at += used;
			} else if (call->led && call->lead.has_day) {
				arg->day = call->lead.day;
				arg->given = true;
			}
			break;
		case ARG_NUMBER:
		case ARG_NUMBER_OPTIONAL:
			if (!arg_number(turn, call, &at, arg, call->command->args[i] == ARG_NUMBER_OPTIONAL, quiet))
				return false;
			break;
		case ARG_SLIP:
			if (!arg_numbered(turn, call, &kind_slip, slip_words, &at, arg, quiet, "slip-none"))
				return false;
			break;
		case ARG_PROMISE:
			if (!arg_numbered(turn, call, &kind_promise, promise_words, &at, arg, quiet, "promise-none"))
				return false;
			break;
		case ARG_PLACE:
			if (!arg_record(turn, call, &kind_place, &at, arg, quiet, "place-missing"))
				return false;
			break;
		case ARG_REST:
		case ARG_REST_OPTIONAL:
			arg->text = parse_rest(turn, call, at);
			arg->given = *arg->text != 0;
			if (!arg->given && call->command->args[i] == ARG_REST) {
				if (!quiet)
					turn_say(turn, "rest-missing", WITH({"example", example_of(turn, call)}));
				return false;
			}
			at = call->text.n;
			break;
		}
	}
	call->end = at;
	return true;
}

#define COUNTS_MAX 40

bool
parse_heads(const struct turn *turn, const struct glyphs *text, size_t from, struct heads *heads)
{
	struct count counts[COUNTS_MAX];
	struct count_people people;
	size_t count = count_said(
	    text->cp, text->n, from, turn_today(turn), turn_minute(turn), counts, COUNTS_MAX);
	bool minus = false;

	*heads = (struct heads){0};
	if (!count_people(text->cp, text->n, counts, count, turn->world->policy.table_heads, false, &people) ||
	    people.to == 0)
		return false;
	for (size_t i = 0; i < count; i++)
		minus |= counts[i].sign && counts[i].from == people.from;
	heads->lo = people.lo;
	heads->hi = people.hi;
	heads->about = people.about;
	heads->two = people.two || people.ask || people.about;
	heads->heads = minus ? -people.hi : people.hi;
	/* half a table is no number of heads; three tables of twelve are 36 by the head */
	if (people.tables && people.hi * 100 == people.tables * turn->world->policy.table_heads)
		heads->tables = people.tables % 100 ? 0 : people.tables / 100;
	heads->at = people.from;
	heads->used = people.to - people.from;
	return true;
}

bool
parse_when(const struct turn *turn, const struct glyphs *text, size_t from, struct when *when, size_t *at,
    size_t *used)
{
	for (*at = from; *at < text->n; (*at)++) {
		*used = when_read(text->cp + *at, text->n - *at, turn_today(turn), turn_minute(turn), when);
		if (*used)
			return true;
		int64_t lo, hi;
		size_t number = numeral_range(text->cp + *at, text->n - *at, &lo, &hi);
		if (number > 1)
			*at += number - 1; /* not the tail of a longer number */
	}
	*used = 0;
	return false;
}

bool
parse_money(const struct glyphs *text, size_t from, int64_t *fen, size_t *used)
{
	struct count count;

	*used = count_at(text->cp, text->n, from, &count);
	return *used && count_money(&count, text->cp, fen);
}
