/* The compendium of rules; see the header. */
#include "subjects/asking/rules.h"

#include <string.h>

#include "base/text.h"
#include "core/dialog.h"
#include "core/names.h"
#include "reading/decide.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/rule.h"
#include "subjects/asking/matching.h"
#include "subjects/asking/who.h"

#define RULES_MAX 2000
#define ALSO_LEAST 85 /* per cent of the best score: it may be meant, too */

enum validity { VALID_now, VALID_over, VALID_later };

static enum validity
validity(const struct rule *rule, int32_t today)
{
	if (rule->to != DAY_NONE && rule->to < today)
		return VALID_over;
	return rule->from != DAY_NONE && rule->from > today ? VALID_later : VALID_now;
}

struct found {
	const struct rule *rules[MATCHES_MAX];
	int64_t scores[MATCHES_MAX];
	size_t count;
};

/* The rules of this validity for the asker's place that the question is about. */
static void
find(struct turn *turn, const char *question, int64_t place, enum validity wanted, struct found *found)
{
	const struct rule **rules = arena_alloc(&turn->arena, RULES_MAX * sizeof *rules);
	struct matter *matters = arena_alloc(&turn->arena, RULES_MAX * sizeof *matters);
	struct match matches[MATCHES_MAX];
	size_t count = 0;

	EACH (&turn->world->store, rule, rule)
		if (count < RULES_MAX && validity(rule, turn_today(turn)) == wanted &&
		    (rule->place == 0 || (place && place_inside(turn->world, place, rule->place)))) {
			const char *aliases = rule->aliases ? rule->aliases : "";

			matters[count] = (struct matter){arena_printf(&turn->arena, "%s;%s", rule->title, aliases),
			    arena_printf(&turn->arena, "%s;%s", rule->scope ? rule->scope : "",
			        rule->standard ? rule->standard : "")};
			rules[count++] = rule;
		}

	found->count = matching_find(&turn->arena, question, matters, count, matches);
	for (size_t i = 0; i < found->count; i++) {
		found->rules[i] = rules[matches[i].matter];
		found->scores[i] = matches[i].score;
	}
}

static void
line(struct turn *turn, struct buf *out, const char *key, const char *value)
{
	if (!text_empty(value))
		buf_addf(out, "\n%s", turn_phrase(turn, key, WITH({"text", value})));
}

/* One rule: the name, what is written, whom to ask, since and until when. In a group the name, how
 * much and who. */
static void
add(struct turn *turn, struct buf *out, const struct rule *rule)
{
	bool whole = turn->chat.private_chat;

	buf_addf(
	    out, "%s%s", out->n ? "\n\n" : "", turn_phrase(turn, "rule-title", WITH({"title", rule->title})));
	line(turn, out, "rule-standard", rule->standard);
	if (whole) {
		line(turn, out, "rule-scope", rule->scope);
		line(turn, out, "rule-procedure", rule->procedure);
		line(turn, out, "rule-basis", rule->basis);
	}
	const char *person = rule->person ? arena_printf(&turn->arena, " %s", who_person(turn, rule->person))
	                                  : "";
	buf_addf(out, "\n%s",
	    turn_phrase(turn, "rule-whom", WITH({"department", rule->department}, {"person", person})));
	if (whole)
		line(turn, out, "rule-source", rule->source);
	if (rule->to != DAY_NONE)
		line(turn, out, "rule-until", civil_text(&turn->arena, rule->to));
}

/* What else may be meant, by numbers. */
static size_t
add_others(struct turn *turn, struct buf *out, const struct found *found, struct answer_item *answers)
{
	size_t n = 0;

	for (size_t i = 1; i < found->count; i++) {
		const struct rule *rule = found->rules[i];

		if (strcmp(rule->title, found->rules[0]->title) == 0 ||
		    found->scores[i] * 100 < found->scores[0] * ALSO_LEAST)
			continue;
		answers[n] = (struct answer_item){.words = turn_number(turn, (int64_t)n + 1),
		    .say = arena_printf(&turn->arena, "政策 %s", rule->title)};
		buf_addf(out, "%s%s %s", n ? "," : "", answers[n].words, rule->title);
		n++;
	}
	return n;
}

bool
rules_answer(struct turn *turn, const struct glyphs *text, size_t from, bool *expired)
{
	const char *question = text->clean + text->at[from];
	int64_t place = who_place(turn, text, from);
	struct answer_item answers[MATCHES_MAX];
	struct buf out = {0}, others = {0};
	struct found found;

	*expired = false;
	find(turn, question, place, VALID_now, &found);
	if (found.count == 0) {
		find(turn, question, place, VALID_over, &found);
		*expired = found.count > 0;
		if (*expired)
			turn_say(turn, "rule-over",
			    WITH(
			        {"title", found.rules[0]->title}, {"day", civil_text(&turn->arena, found.rules[0]->to)}));
		return false;
	}
	/* Two departments' rules of one name stand side by side. */
	for (size_t i = 0; i < found.count; i++)
		if (i == 0 || strcmp(found.rules[i]->title, found.rules[0]->title) == 0)
			add(turn, &out, found.rules[i]);
	size_t n = add_others(turn, &others, &found, answers);
	if (n)
		dialog_say(turn, "rule-others", WITH({"rules", buf_text(&out)}, {"others", buf_text(&others)}),
		    DIALOG_choice, 0, answers, n, turn->now + 30 * MS_MINUTE);
	else
		turn_say(turn, turn->chat.private_chat ? "rule" : "rule-group", WITH({"rules", buf_text(&out)}));
	buf_free(&out);
	buf_free(&others);
	return true;
}

/* Is `names` (separated by ;) or a part of it exactly this text? */
static bool
is_name(struct turn *turn, const char *names, const struct glyphs *text, size_t from)
{
	for (const char *p = names; p && *p;) {
		size_t n = strcspn(p, ";"), used = parse_word(text, from, arena_text(&turn->arena, p, n));

		if (used > 1 && parse_skip(text, from + used) >= text->n)
			return true;
		p += n + (p[n] == ';');
	}
	return false;
}

bool
rules_named(struct turn *turn, const struct glyphs *text, size_t from)
{
	EACH (&turn->world->store, rule, rule)
		if (is_name(turn, rule->title, text, from) || is_name(turn, rule->aliases, text, from))
			return true;
	return false;
}
