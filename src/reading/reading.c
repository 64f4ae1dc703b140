/* Filling the slots of an intent from the spans of a sentence; see the header. Every piece of
 * the sentence that a slot takes is marked; what stays unmarked and means something is told. */
#include "reading/slots.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "forms_table.inc"
#include "language/outcome.h"
#include "language/calendar.h"
#include "language/numeral.h"
#include "language/polarity.h"
#include "language/undress.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/place.h"

const struct form *
form_of(const char *name)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

/* ---- what is told beside the slots ---- */

static bool
any_of(const struct filling *filling, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_find(filling->spans->text, filling->spans->from, words[i]) < filling->spans->text->n)
			return true;
	return false;
}

/* 1号和2号都修好了: days of the month, or two records. */
static bool
numbers_in(const struct spans *spans, const struct span *day)
{
	for (size_t i = 0; i < spans->count; i++)
		if (spans->item[i].type == SPAN_number && spans->item[i].from >= day->from &&
		    spans->item[i].to <= day->to)
			return true;
	return false;
}

/* 明天能办完 is no end: what says so is not used by it. */
static void
tell_not_yet(struct filling *filling)
{
	struct reading *reading = filling->reading;
	const struct glyphs *text = filling->spans->text;

	for (int i = 0; outcome_not_yet[i] && reading->unused_count < READING_UNUSED; i++)
		if (parse_find(text, filling->spans->from, outcome_not_yet[i]) < text->n) {
			reading->unused[reading->unused_count++] = outcome_not_yet[i];
			return;
		}
	for (size_t i = 0; i < filling->spans->count && reading->unused_count < READING_UNUSED; i++) {
		const struct span *span = &filling->spans->item[i];

		if (span->type == SPAN_when && span->when.has_day && span->when.day > turn_today(filling->turn) &&
		    !numbers_in(filling->spans, span)) {
			reading->unused[reading->unused_count++] = spans_words(
			    filling->turn, filling->spans, span->from, span->to);
			return;
		}
	}
}

static void
tell_outcome(struct filling *filling)
{
	tell_not_yet(filling);
	reading_slot(filling->reading, "outcome",
	    any_of(filling, outcome_impossible)      ? "not_possible"
	        : any_of(filling, outcome_explained) ? "explained"
	                                             : "solved");
}

static void
tell_visit(struct filling *filling)
{
	bool day = false;

	for (size_t i = 0; i < filling->reading->slot_count; i++)
		day |= strcmp(filling->reading->slots[i].key, "day") == 0;
	if (!day)
		reading_slot(filling->reading, "day", civil_text(&filling->turn->arena, turn_today(filling->turn)));
	reading_slot(filling->reading, "outcome", any_of(filling, outcome_nobody_home) ? "missed" : "done");
}

/* 我让老王去: somebody else goes, though nobody here is called so; it is not the speaker who takes it. */
static void
tell_goer(struct filling *filling)
{
	static const char *const sends[] = {"让", "叫", "派", "安排", NULL};
	const struct glyphs *text = filling->spans->text;
	struct reading *reading = filling->reading;

	for (int i = 0; sends[i]; i++) {
		size_t at = parse_find(text, filling->spans->from, sends[i]),
		       who = at < text->n ? at + parse_word(text, at, sends[i]) : text->n,
		       goes = parse_find(text, who, "去");

		if (goes >= text->n || goes < who + 2 || goes > who + 5 || parse_word(text, who, "我"))
			continue;
		if (reading->unused_count < READING_UNUSED)
			reading->unused[reading->unused_count++] = spans_words(filling->turn, filling->spans, at, goes);
		return;
	}
}

static const struct {
	const char *intent;
	void (*tell)(struct filling *);
} tellers[] = {{"finish_issue", tell_outcome}, {"log_visit", tell_visit}, {"take_issue", tell_goer}};

/* ---- the form ---- */

struct hole {
	size_t from, n; /* of its name inside the form */
	bool optional, list, two;
	const char *value;
};
#define HOLES_MAX 6

static size_t
holes_of(const char *form, struct hole holes[HOLES_MAX])
{
	size_t count = 0;

	for (const char *p = strchr(form, '{'); p && count < HOLES_MAX; p = strchr(p, '{')) {
		size_t n = strcspn(p + 1, "}?+"), end = strcspn(p, "}");

		holes[count++] = (struct hole){.from = (size_t)(p + 1 - form),
		    .n = n,
		    .optional = p[1 + n] == '?',
		    .list = p[1 + n] == '+' && p[2 + n] != '2',
		    .two = p[1 + n] == '+' && p[2 + n] == '2'};
		p += end;
	}
	return count;
}

/* The key of a missing slot as `lianxin read` tells it. */
static const char *
missing_key(struct filling *filling, const char *name, size_t n)
{
	static const struct {
		const char *slot, *key;
	} keys[] = {{"audience", "which"}, {"slip", "which"}, {"promise", "which"}, {"range", "when"},
	    {"day", "when"}, {"until", "when"}, {"operator", "household"}, {"items", "text"}, {"code", "number"}};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strlen(keys[i].slot) == n && memcmp(keys[i].slot, name, n) == 0)
			return keys[i].key;
	return arena_text(&filling->turn->arena, name, n);
}

static void
fill_hole(struct filling *filling, const char *form, struct hole *hole)
{
	filling->listing = hole->list;
	hole->value = slots_fill(filling, form + hole->from, hole->n);
	if (hole->value && hole->two) {
		const char *second = slots_fill(filling, form + hole->from, hole->n);

		hole->value = second && strcmp(second, hole->value) != 0
		    ? arena_printf(&filling->turn->arena, "%s %s", hole->value, second)
		    : NULL;
	}
	if (hole->value && hole->list) {
		filling->list[filling->list_count++] = hole->value;
		for (const char *more; filling->list_count < READING_SENTENCES &&
		     (more = slots_fill(filling, form + hole->from, hole->n)) != NULL;)
			filling->list[filling->list_count++] = more;
	}
	if (hole->value == NULL && !hole->optional && filling->reading->missing == NULL)
		filling->reading->missing = missing_key(filling, form + hole->from, hole->n);
}

static bool
is_words(const char *form, const struct hole *hole)
{
	return (hole->n == 4 && memcmp(form + hole->from, "text", 4) == 0) ||
	    (hole->n == 5 && memcmp(form + hole->from, "items", 5) == 0) ||
	    (hole->n == 8 && memcmp(form + hole->from, "category", 8) == 0) ||
	    (hole->n == 4 && memcmp(form + hole->from, "name", 4) == 0);
}

/* The exact sentence, with this element of the list. */
static const char *
sentence(
    struct filling *filling, const char *form, const struct hole *holes, size_t count, const char *element)
{
	struct buf out = {0};
	const char *p = form;

	for (size_t i = 0; i < count; i++) {
		buf_add(&out, p, (size_t)(form + holes[i].from - 1 - p));
		const char *value = holes[i].list ? element : holes[i].value;
		if (value)
			buf_adds(&out, value);
		else if (out.n && out.p[out.n - 1] == ' ')
			out.n--;
		p = strchr(form + holes[i].from, '}') + 1;
	}
	buf_adds(&out, p);
	const char *words = arena_text(&filling->turn->arena, buf_text(&out), out.n);
	buf_free(&out);
	return words;
}

/* Law of the unused word: what means something and nothing has taken. */
static void
find_unused(struct filling *filling)
{
	struct reading *reading = filling->reading;
	bool look = reading->form && reading->form->effect == EFFECT_look;

	for (size_t i = 0; i < filling->spans->count && reading->unused_count < READING_UNUSED; i++) {
		const struct span *span = &filling->spans->item[i];

		if (span->type == SPAN_question || span->type == SPAN_self || slots_taken(filling, span))
			continue;
		/* What only shows something takes no harm from a day or a 还没. */
		if (look && (span->type == SPAN_when || span->type == SPAN_negation || span->type == SPAN_count))
			continue;
		bool again = false;
		const char *words = spans_words(filling->turn, filling->spans, span->from, span->to);
		for (size_t k = 0; k < reading->unused_count; k++)
			again |= strstr(reading->unused[k], words) != NULL;
		if (again)
			continue;
		reading->unused_vague += span->type == SPAN_name && span->hits > 1;
		reading->unused[reading->unused_count++] = words;
	}
}

/* For each report that may be meant the sentence with its number. */
static void
say_which(struct filling *filling, const char *form, struct hole *holes, size_t count)
{
	struct reading *reading = filling->reading;

	for (size_t i = 0; i < count; i++) {
		if (holes[i].n != 6 || memcmp(form + holes[i].from, "number", 6) != 0)
			continue;
		for (size_t k = 0; k < reading->which_count; k++) {
			holes[i].list = false;
			holes[i].value = turn_number(filling->turn, reading->which[k]);
			reading->which_sentences[k] = sentence(filling, form, holes, count, NULL);
		}
		return;
	}
	reading->which_count = 0;
}

void
reading_make(struct turn *turn, struct spans *spans, const struct standing *standing, const char *intent,
    struct reading *reading)
{
	const struct form *form = form_of(intent);
	struct filling filling = {.turn = turn, .spans = spans, .standing = standing, .reading = reading};
	struct hole holes[HOLES_MAX];

	*reading = (struct reading){.does = intent, .form = form};
	if (form == NULL)
		return;
	filling.used = arena_alloc(&turn->arena, (spans->text->n + 1) * sizeof *filling.used);
	size_t count = holes_of(form->form, holes);
	/* Names and numbers first; words are what is left of the sentence then. */
	for (size_t i = 0; i < count; i++)
		if (!is_words(form->form, &holes[i]))
			fill_hole(&filling, form->form, &holes[i]);
	slots_mark(&filling, form->cues);
	for (size_t i = 0; i < count; i++)
		if (is_words(form->form, &holes[i]))
			fill_hole(&filling, form->form, &holes[i]);
	for (size_t i = 0; i < sizeof tellers / sizeof *tellers; i++)
		if (strcmp(tellers[i].intent, intent) == 0)
			tellers[i].tell(&filling);
	find_unused(&filling);
	/* Without a slot it is half a sentence: the command itself says what is missing. */
	if (filling.list_count == 0)
		reading->sentences[reading->sentence_count++] = sentence(&filling, form->form, holes, count, NULL);
	for (size_t i = 0; i < filling.list_count; i++)
		reading->sentences[reading->sentence_count++] = sentence(
		    &filling, form->form, holes, count, filling.list[i]);
	if (reading->missing && strcmp(reading->missing, "number") == 0 && reading->which_count > 1)
		say_which(&filling, form->form, holes, count);
	else
		reading->which_count = 0;
}
