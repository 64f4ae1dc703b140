/* From readings to a decision; see the header. */
#include "reading/decide.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/dialog.h"
#include "language/symbols.h"
#include "reading/scorer.h"
#include "reading/step.h"
#include "records/issue.h"
#include "records/kinds.h"

#define GUESSES 8
/* In steps of the scorer (24: odds of 2.7). */
#define ACT_MARGIN 36     /* further above the next reading than this: it is done, if it is one's own */
#define MISSING_MARGIN 18 /* than this: a sure intent that lacks one thing asks for it alone */
#define MISSING_COSTS 16  /* a reading that lacks a slot is less likely to be meant */
#define UNUSED_COSTS 14   /* and one that leaves something of the sentence unused */
#define PHRASE_GAINS 60   /* the sentence begins with a phrase of the command */
#define COMMAND_GAINS 200 /* and goes on as a command does */
#define ASK_REACH 90      /* further below the best than this, nobody is asked about it */

#define WO U'我'

static const struct command *
command_named(const struct tables *tables, const char *name)
{
	for (int i = 0; tables->commands[i]; i++)
		if (strcmp(tables->commands[i]->name, name) == 0)
			return tables->commands[i];
	return NULL;
}

static bool
offered(const struct turn *turn, const struct command *command)
{
	if (turn->actor == NULL)
		return command->strangers;
	return may(turn->world, turn->actor->id, command->right, 0, turn_today(turn));
}

/* 走访 张四家: said as a command is said, with a blank, a name, a number or nothing behind it. */
static bool
said_as_command(const struct spans *spans, size_t behind)
{
	const struct glyphs *text = spans->text;

	if (behind < text->n && text->cp[behind] == WO)
		behind++; /* 提醒我 */
	if (behind >= text->n || parse_skip(text, behind) > behind)
		return true;
	for (size_t i = 0; i < spans->count; i++)
		if (spans->item[i].from == behind && spans->item[i].type != SPAN_question &&
		    spans->item[i].type != SPAN_negation)
			return true;
	return false;
}

/* How much the phrase speaks for its command, once the words behind it did not fit. In English a
 * blank stands behind every word and sets nothing off: "show me the ledger" is no "show". */
static int
phrase_gains(const struct spans *spans, size_t behind)
{
	const struct glyphs *text = spans->text;
	bool word = behind > 0 && text->cp[behind - 1] < 0x80;

	for (size_t i = spans->from; i < behind; i++)
		word &= text->cp[i] != ' ';
	if (word && behind < text->n && text->cp[behind] == ' ')
		behind++;
	return said_as_command(spans, behind) ? COMMAND_GAINS : PHRASE_GAINS;
}

/* The scorer's intents that this person may have; the phrase of a command speaks for it. */
static size_t
guesses_of(struct turn *turn, const struct tables *tables, const struct spans *spans,
    const struct standing *standing, const struct fixed *fixed, struct guess *out,
    const struct command **denied)
{
	struct guess all[GUESSES + 8];
	uint32_t symbols[SYMBOLS_MAX];
	uint16_t features[FEATURES_MAX];
	size_t n = spans_symbols(turn, spans, symbols), count, kept = 0;
	bool seen = false;

	n = symbols_features(symbols, n, standing->contexts, features);
	count = scorer_guess(features, n, all, GUESSES + 8);
	for (size_t i = 0; i < count && kept < GUESSES; i++) {
		bool announces = strcmp(all[i].intent, "announce") == 0;
		const struct command *command = command_named(tables, announces ? ANNOUNCE_COMMAND : all[i].intent);

		/* What answers a question was heard as an answer before. */
		if (command ? !offered(turn, command) : strcmp(all[i].intent, "answer") == 0) {
			*denied = i == 0 ? command : *denied;
			continue;
		}
		if (kept == 0 && all[0].score - all[i].score < PHRASE_GAINS)
			*denied = NULL;
		out[kept] = all[i];
		if (fixed->command && strcmp(fixed->command->name, all[i].intent) == 0) {
			out[kept].score += phrase_gains(spans, fixed->behind);
			seen = true;
		}
		kept++;
	}
	if (fixed->command && !seen && offered(turn, fixed->command)) {
		int best = (kept ? out[0].score : 0) +
		    (phrase_gains(spans, fixed->behind) > PHRASE_GAINS ? PHRASE_GAINS : 0);

		kept = kept < GUESSES ? kept + 1 : kept;
		out[kept - 1] = (struct guess){fixed->command->name, best};
	}
	return kept;
}

/* The scorer's guesses without regard to who speaks. */
static size_t
guess_freely(struct turn *turn, const struct spans *spans, struct guess *out, size_t max)
{
	struct standing *standing = arena_alloc(&turn->arena, sizeof *standing);
	uint32_t symbols[SYMBOLS_MAX];
	uint16_t features[FEATURES_MAX];
	size_t n = spans_symbols(turn, spans, symbols);

	standing_find(turn, standing);
	n = symbols_features(symbols, n, standing->contexts, features);
	return scorer_guess(features, n, out, max);
}

bool
decide_chatter(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	struct guess guess;

	spans_find(turn, text, from, spans);
	return guess_freely(turn, spans, &guess, 1) == 1 && strcmp(guess.intent, "nothing") == 0;
}

/* 孙家分户了: where the words of a command begin whose name may stand first. */
static size_t
behind_command(const struct glyphs *text, size_t from, const struct fixed *fixed)
{
	const struct command *command = fixed->command;

	for (int i = 0; command->phrases[i]; i++)
		if (parse_word(text, from, command->phrases[i]))
			return fixed->behind;
	size_t at = command->name_first ? parse_find(text, from, command->name_first) : text->n;
	return at < text->n ? at + parse_word(text, at, command->name_first) : fixed->behind;
}

bool
decide_means(struct turn *turn, const struct glyphs *text, size_t from, const struct fixed *fixed)
{
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	struct guess guess[3];

	spans_find(turn, text, from, spans);
	size_t behind = behind_command(text, from, fixed);
	/* 接一半: two characters say too little for a guess. */
	if (said_as_command(spans, behind) || behind + 2 >= text->n)
		return true;
	size_t n = behind == fixed->behind ? guess_freely(turn, spans, guess, 3) : 0;
	for (size_t i = 0; i < n; i++)
		if (strcmp(guess[i].intent, fixed->command->name) == 0)
			return turn->addressed ? guess[i].score > guess[0].score - PHRASE_GAINS : i == 0;
	return false;
}

static int
by_score(const void *a, const void *b)
{
	return ((const struct reading *)b)->score - ((const struct reading *)a)->score;
}

static bool
complete(const struct reading *reading)
{
	return reading->missing == NULL && reading->unused_count == 0;
}

/* Nearer to the next reading than this, it is asked which is meant: the more others it concerns,
 * the surer it has to be. */
static const int sure_from[] = {[EFFECT_look] = 12, [EFFECT_own] = 20, [EFFECT_others] = 48};

/* Several sentences that only list different things are one reading, and all of them are read back. */
static enum zone
zone_of(const struct reading *best, int margin)
{
	if (!complete(best))
		return ZONE_ask;
	enum effect effect = best->form ? best->form->effect : EFFECT_look;

	if (margin < (best->form ? sure_from[effect] : MISSING_MARGIN / 2))
		return ZONE_ask;
	/* Two reports are kept at once: nobody's report waits for a yes. */
	bool several = effect != EFFECT_look && best->sentence_count > 1 &&
	    strcmp(best->does, REPORT_COMMAND) != 0;
	if (effect == EFFECT_others || several)
		return ZONE_read_back;
	return effect == EFFECT_look || margin >= ACT_MARGIN ? ZONE_act : ZONE_read_back;
}

static int
thousandths(int steps)
{
	int value = 500 + steps * 4;

	return value < 0 ? 0 : value > 1000 ? 1000 : value;
}

void
decide(struct turn *turn, const struct tables *tables, const struct glyphs *text, size_t from,
    const struct fixed *fixed, struct understanding *out)
{
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);
	struct standing standing;
	struct guess guesses[GUESSES + 1];
	struct reading *readings = arena_alloc(&turn->arena, (GUESSES + 1) * sizeof *readings);

	memset(out, 0, sizeof *out);
	spans_find(turn, text, from, spans);
	standing_find(turn, &standing);
	const struct command *denied = NULL;
	size_t count = guesses_of(turn, tables, spans, &standing, fixed, guesses, &denied);
	out->denied = fixed->command ? NULL : denied;
	for (size_t i = 0; i < count; i++) {
		reading_make(turn, spans, &standing, guesses[i].intent, &readings[i]);
		readings[i].score = guesses[i].score - (readings[i].missing ? MISSING_COSTS : 0) -
		    (int)readings[i].unused_count * UNUSED_COSTS;
	}
	qsort(readings, count, sizeof *readings, by_score);
	if (count == 0)
		return;
	int margin = count > 1 ? readings[0].score - readings[1].score : 500;
	out->score = thousandths(readings[0].score);
	out->margin = thousandths(margin) > 500 ? (thousandths(margin) - 500) * 2 : 0;
	out->does = readings[0];
	/* A list that reaches further than its sentences is never done in part. */
	out->too_many = spans->cut ||
	    (readings[0].sentence_count == READING_SENTENCES && readings[0].unused_count > 0);
	out->zone = out->too_many ? ZONE_ask : zone_of(&readings[0], margin);
	if (out->zone != ZONE_ask)
		return;
	/* A sure intent that lacks one thing asks for that thing alone. */
	if (readings[0].missing && readings[0].unused_count == 0 && margin >= MISSING_MARGIN)
		return;
	out->does.missing = NULL;
	for (size_t i = 0; i < count && out->ask_count < READINGS_ASKED; i++)
		if (readings[i].form && readings[i].score > readings[0].score - ASK_REACH)
			out->asks[out->ask_count++] = readings[i];
}

const char *
decide_shown(struct turn *turn, const char *sentence)
{
	struct buf out = {0};

	for (const char *p = sentence; *p;) {
		int number;
		long long id;
		int used = 0;

		if (*p == '#' && sscanf(p, "#%d:%lld%n", &number, &id, &used) == 2 && used > 0) {
			for (size_t i = 0; i < KIND_COUNT; i++)
				if (kinds_all[i]->number == number)
					buf_adds(&out, names_of(turn->world, kinds_all[i], id));
			p += used;
		} else
			buf_addc(&out, *p++);
	}
	const char *shown = arena_text(&turn->arena, buf_text(&out), out.n);
	buf_free(&out);
	return shown;
}

static const char *
joined(struct turn *turn, const struct reading *reading)
{
	const char *out = "";

	for (size_t i = 0; i < reading->sentence_count; i++)
		out = arena_printf(&turn->arena, "%s%s%s", out, i ? "\n" : "", reading->sentences[i]);
	return out;
}

/* 照办 or not. */
static void
ask_back(struct turn *turn, const struct reading *reading)
{
	struct answer_item answers[2] = {{.words = "1|照办|是|对|确认|yes", .say = joined(turn, reading)},
	    {.words = "2|不是|取消|no", .say = DECIDE_NONE}};

	dialog_say(turn, "read-back", WITH({"meant", decide_shown(turn, answers[0].say)}), DIALOG_choice, 0,
	    answers, 2, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
}

void
decide_ask_report(struct turn *turn, const struct reading *reading)
{
	struct answer_item answers[2] = {{.words = "1|记|要|是|对|记成问题|yes", .say = joined(turn, reading)},
	    {.words = "2|不用|不记|不是|no", .say = DECIDE_NONE}};

	dialog_say(turn, "report-or-not", WITH_NONE, DIALOG_choice, 0, answers, 2,
	    turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
}

#define SHOWN 60 /* glyphs of a choice; what is read back stands there whole */

static const char *
shown_short(struct turn *turn, const char *sentence)
{
	const char *shown = decide_shown(turn, sentence), *end = shown;

	for (int i = 0; i < SHOWN && *end; i++)
		(void)text_next(&end);
	return *end ? arena_printf(&turn->arena, "%.*s…", (int)(end - shown), shown) : shown;
}

void
decide_ask(struct turn *turn, const struct understanding *understanding)
{
	struct answer_item answers[READINGS_ASKED + 1];
	struct buf lines = {0};
	size_t count = 0;

	if (understanding->zone == ZONE_read_back) {
		ask_back(turn, &understanding->does);
		return;
	}
	for (size_t i = 0; i < understanding->ask_count; i++) {
		const struct reading *reading = &understanding->asks[i];

		if (reading->sentence_count == 0)
			continue;
		answers[count] = (struct answer_item){
		    .words = arena_printf(&turn->arena, "%zu", count + 1), .say = joined(turn, reading)};
		buf_addf(&lines, "%s%zu %s", count ? "\n" : "", count + 1, shown_short(turn, answers[count].say));
		count++;
	}
	if (count == 0)
		turn_say(turn, "not-understood", WITH_NONE);
	else {
		answers[count] = (struct answer_item){
		    .words = arena_printf(&turn->arena, "%zu|都不是|不是|no", count + 1), .say = DECIDE_NONE};
		dialog_say(turn, "which-meant",
		    WITH({"lines", buf_text(&lines)}, {"none", turn_number(turn, (int64_t)count + 1)}), DIALOG_choice,
		    0, answers, count + 1, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	}
	buf_free(&lines);
}

void
decide_which(struct turn *turn, const struct reading *reading)
{
	struct answer_item answers[READING_WHICH];
	const char *lines = "";

	for (size_t i = 0; i < reading->which_count; i++) {
		const struct issue *issue = turn_find(turn, issue, reading->which[i]);
		const char *number = turn_number(turn, reading->which[i]);

		answers[i] = (struct answer_item){
		    arena_printf(&turn->arena, "%s|%s号|第%s|#%s", number, number, number, number),
		    reading->which_sentences[i]};
		lines = arena_printf(&turn->arena, "%s%s%s%s%s", lines, i ? "\n" : "", number,
		    turn->language == EN ? ": " : " 号:", dialog_brief(turn, issue ? issue->text : ""));
	}
	dialog_say(turn, "number-which", WITH({"lines", lines}), DIALOG_choice, 0, answers, reading->which_count,
	    turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
}
