/* An announcement of guests; see the header. The text is cut into clauses; one with a
 * number of families makes those behind it parties of their own, one that says what some
 * of the guests need takes them out of the bulk. */
#include "subjects/guests/announce.h"

#include <string.h>

#include "language/numeral.h"
#include "base/text.h"
#include "records/kinds.h"
#include "records/operator.h"

#define HEADS_MAX 100000
#define NIGHTS_MAX 60

struct clause {
	struct glyphs text; /* ends where the clause does */
	size_t from;
};

/* What a clause says guests need. */
struct needs {
	const char *must, *prefer;
	bool stays, ground;
};

static bool
ends_clause(const struct glyphs *text, size_t at)
{
	uint32_t cp = text->cp[at];

	return cp == ',' || cp == 0x3001 || cp == ';' || cp == 0x3002 || cp == ':' || cp == '\n' || cp == '+';
}

static size_t
cut(const struct glyphs *text, size_t from, struct clause *out, size_t max)
{
	size_t count = 0;

	for (size_t at = from; at < text->n && count < max;) {
		size_t end = at;
		/* 8:30 is a time, not the end of a clause. */
		while (end < text->n &&
		    (!ends_clause(text, end) ||
		        (text->cp[end] == ':' && end > at && end + 1 < text->n && text->cp[end - 1] >= '0' &&
		            text->cp[end - 1] <= '9' && text->cp[end + 1] >= '0' && text->cp[end + 1] <= '9')))
			end++;
		if (end > at) {
			out[count].text = *text;
			out[count].text.n = end;
			out[count++].from = at;
		}
		at = end + 1;
	}
	return count;
}

static bool
says(const struct clause *clause, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_find(&clause->text, clause->from, words[i]) < clause->text.n)
			return true;
	return false;
}

static struct needs
needs_of(struct turn *turn, const struct clause *clause)
{
	static const struct {
		const char *words[7], *feature;
	} musts[] =
	    {
	        {{"吃素", "素食", "素菜", "素席", "vegetarian", NULL}, "vegetarian"},
	        {{"清真", "回民", "halal", NULL}, "halal"},
	        {{"轮椅", "无障碍", "step-free", "step free", "wheelchair", NULL}, "step_free"},
	    },
	  wishes[] = {
	      {{"河景", "看河", "临河", "江景", "river view", NULL}, "river_view"},
	  };
	static const char *const stays[] = {"住宿", "过夜", "住", "overnight", "stay", NULL},
	                         *const ground[] = {"一楼", "底楼", "ground floor", NULL};
	struct needs needs = {
	    .must = "", .prefer = "", .stays = says(clause, stays), .ground = says(clause, ground)};
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (says(clause, musts[i].words))
			needs.must = arena_printf(
			    &turn->arena, "%s%s%s", needs.must, *needs.must ? ";" : "", musts[i].feature);
	for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
		if (says(clause, wishes[i].words))
			needs.prefer = arena_printf(
			    &turn->arena, "%s%s%s", needs.prefer, *needs.prefer ? ";" : "", wishes[i].feature);
	/* 想住陈家, 要去溪边人家: a named household is a wish. */
	for (size_t at = clause->from; at < clause->text.n; at++)
		if (names_at(turn->world, &kind_operator, &scope, &clause->text, at, hits) == 1) {
			needs.prefer = arena_printf(
			    &turn->arena, "%s%s#%lld", needs.prefer, *needs.prefer ? ";" : "", (long long)hits[0].id);
			at += hits[0].used;
		}
	return needs;
}

/* "5家", "3 户", "4 families": how many; 0 if the clause counts none. */
static int64_t
families(const struct clause *clause)
{
	static const char *const words[] = {"家", "户", "个家庭", "组", " families", "families", NULL};

	for (size_t at = clause->from; at < clause->text.n; at++) {
		int64_t hundredths;
		size_t used = numeral_read(clause->text.cp + at, clause->text.n - at, &hundredths);

		if (used == 0)
			continue;
		for (int i = 0; words[i]; i++)
			if (hundredths % 100 == 0 && parse_word(&clause->text, at + used, words[i]))
				return hundredths / 100;
		at += used - 1;
	}
	return 0;
}

/* 住两晚, 住三夜. */
static int64_t
nights(const struct glyphs *text, size_t from)
{
	static const char *const words[] = {"晚", "夜", "个晚上", " nights", " night", NULL};

	for (size_t at = from; at < text->n; at++) {
		int64_t hundredths;
		size_t used = numeral_read(text->cp + at, text->n - at, &hundredths);

		if (used == 0)
			continue;
		for (int i = 0; words[i]; i++)
			if (hundredths % 100 == 0 && parse_word(text, at + used, words[i]) &&
			    !parse_word(text, at + used, "晚上") && hundredths / 100 <= NIGHTS_MAX)
				return hundredths / 100;
		at += used - 1;
	}
	return 1;
}

static const char *
words_of(struct turn *turn, const struct clause *clause)
{
	size_t from = parse_skip(&clause->text, clause->from), end = clause->text.n;

	return text_clean(&turn->arena,
	    arena_printf(&turn->arena, "%.*s", (int)(clause->text.at[end] - clause->text.at[from]),
	        clause->text.clean + clause->text.at[from]));
}

static bool
add(struct turn *turn, struct announcement *out, const struct party *party)
{
	if (out->count == ANNOUNCE_PARTIES_MAX) {
		turn_say(turn, "guests-too-many-parties", WITH({"max", turn_number(turn, ANNOUNCE_PARTIES_MAX)}));
		return false;
	}
	out->parties[out->count++] = *party;
	return true;
}

/* One family as it was said. */
static bool
add_family(
    struct turn *turn, struct announcement *out, const struct clause *clause, int64_t heads, bool all_stay)
{
	struct needs needs = needs_of(turn, clause);
	struct party party = {.name = words_of(turn, clause), .heads = heads, .prefer = needs.prefer};
	bool stays = needs.stays || all_stay;

	if (stays) {
		party.beds = heads;
		party.ground_beds = needs.ground ? heads : 0;
	}
	party.must = needs.ground && !stays
	    ? arena_printf(&turn->arena, "%s%sground_floor", needs.must, *needs.must ? ";" : "")
	    : needs.must;
	return add(turn, out, &party);
}

/* Lodgers who are not named share rooms: parties of two, the last of one or three. */
static bool
add_lodgers(struct turn *turn, struct announcement *out, int64_t heads, const struct needs *needs)
{
	int64_t together = turn->world->policy.lodgers_together;

	while (heads > 0) {
		int64_t some = heads == together + 1 ? heads : heads < together ? heads : together;
		struct party party = {
		    .name = turn_phrase(turn, "guest-lodgers", WITH({"heads", turn_number(turn, some)})),
		    .heads = some,
		    .beds = some,
		    .ground_beds = needs->ground ? some : 0,
		    .must = needs->must,
		    .prefer = needs->prefer};

		if (!add(turn, out, &party))
			return false;
		heads -= some;
	}
	return true;
}

static bool
bad_number(struct turn *turn, const struct heads *heads)
{
	if (heads->two)
		turn_say(turn, "guests-two-numbers", WITH_NONE);
	else if (heads->heads <= 0 || heads->heads > HEADS_MAX)
		turn_say(turn, "guests-bad-number", WITH_NONE);
	else
		return false;
	return true;
}

/* 周六来5家:4人、3人 … or 来3家,每家4人. */
static bool
read_families(struct turn *turn, const struct clause *clauses, size_t count, size_t first, int64_t said,
    struct announcement *out)
{
	static const char *const each[] = {"每家", "各", "each", NULL};
	bool all_stay = needs_of(turn, &clauses[first]).stays;
	size_t listed = 0;

	/* 来3家,每家4人,住两晚: said of nobody in particular, it is said of all. */
	for (size_t i = 0; i < count; i++) {
		struct heads heads;

		all_stay |= needs_of(turn, &clauses[i]).stays &&
		    !parse_heads(turn, &clauses[i].text, clauses[i].from, &heads);
	}
	for (size_t i = first; i < count; i++) {
		struct heads heads;
		struct clause clause = clauses[i];

		/* 来5家4人 in one clause has no list. */
		if (!parse_heads(turn, &clause.text, clause.from, &heads))
			continue;
		if (bad_number(turn, &heads))
			return false;
		if (says(&clause, each)) {
			for (; (int64_t)listed < said; listed++) {
				if (!add_family(turn, out, &clause, heads.heads, all_stay))
					return false;
				out->parties[out->count - 1].name = turn_phrase(
				    turn, "guest-heads", WITH({"heads", turn_number(turn, heads.heads)}));
			}
			continue;
		}
		if (i == first)
			continue;
		if (!add_family(turn, out, &clause, heads.heads, all_stay))
			return false;
		listed++;
	}
	if (listed != (size_t)said) {
		turn_say(turn, listed ? "guests-families-differ" : "guests-families-list",
		    WITH({"said", turn_number(turn, said)}, {"listed", turn_number(turn, (int64_t)listed)}));
		return false;
	}
	return true;
}

/* 150人,其中20人住宿,素食2桌. */
static bool
read_bulk(struct turn *turn, const struct clause *clauses, size_t count, struct announcement *out)
{
	static const char *const among[] = {"其中", "里面", "当中", "among", "of them", "including", NULL};
	int64_t total = 0, parts = 0;
	int64_t unit = 1;

	for (size_t i = 0; i < count; i++) {
		struct heads heads;
		struct needs needs = needs_of(turn, &clauses[i]);
		bool part = says(&clauses[i], among) || (total > 0 && (needs.stays || *needs.must || needs.ground));

		if (!parse_heads(turn, &clauses[i].text, clauses[i].from, &heads))
			continue;
		if (bad_number(turn, &heads))
			return false;
		if (!part) {
			if (total && total != heads.heads) {
				turn_say(turn, "guests-two-numbers", WITH_NONE);
				return false;
			}
			total = heads.heads;
			unit = heads.tables ? turn->world->policy.table_heads : 1;
			continue;
		}
		parts += heads.heads;
		if (needs.stays) {
			if (!add_lodgers(turn, out, heads.heads, &needs))
				return false;
		} else {
			const char *must = needs.ground
			    ? arena_printf(&turn->arena, "%s%sground_floor", needs.must, *needs.must ? ";" : "")
			    : needs.must;
			struct party party = {.name = turn_phrase(turn,
			                          strcmp(must, "vegetarian") == 0  ? "guest-vegetarian"
			                              : strcmp(must, "halal") == 0 ? "guest-halal"
			                                                           : "guest-special",
			                          WITH_NONE),
			    .heads = heads.heads,
			    .unit = heads.tables ? turn->world->policy.table_heads : 1,
			    .must = must,
			    .prefer = needs.prefer};

			if (!add(turn, out, &party))
				return false;
		}
	}
	if (total == 0) {
		turn_say(turn, "guests-no-heads", WITH_NONE);
		return false;
	}
	if (parts > total) {
		turn_say(turn, "guests-parts-too-many",
		    WITH({"parts", turn_number(turn, parts)}, {"heads", turn_number(turn, total)}));
		return false;
	}
	out->arrival.heads = total;
	out->arrival.unit = unit;
	int64_t rest = total - parts;
	if (parts == 0) { /* one sentence for all: what it says all need */
		struct needs all = {.must = "", .prefer = ""};

		for (size_t i = 0; i < count; i++) {
			struct needs one = needs_of(turn, &clauses[i]);

			all.stays |= one.stays;
			all.ground |= one.ground;
			if (*one.must)
				all.must = one.must;
			if (*one.prefer)
				all.prefer = one.prefer;
		}
		if (all.stays)
			return add_lodgers(turn, out, total, &all);
		return add(turn, out,
		    &(struct party){.heads = total,
		        .unit = unit,
		        .must = all.ground
		            ? arena_printf(&turn->arena, "%s%sground_floor", all.must, *all.must ? ";" : "")
		            : all.must,
		        .prefer = all.prefer});
	}
	return rest == 0 || add(turn, out, &(struct party){.heads = rest, .unit = rest % unit ? 1 : unit});
}

/* Characters that end what stands before a source: 150个上海客人, 来一批游客. */
static bool
ends_source(const struct glyphs *text, size_t at)
{
	static const char *const marks[] = {
	    "个", "位", "名", "人", "的", "有", "来", "点", "午", "天", "批", "桌", "客", NULL};

	for (int i = 0; marks[i]; i++)
		if (parse_word(text, at, marks[i]))
			return true;
	return false;
}

/* The word that ends at `end`, not reaching back over what cannot belong to it. */
static const char *
word_before(struct turn *turn, const struct glyphs *text, size_t from, size_t end, size_t used)
{
	size_t at = end;

	while (at > from && end - at < 8 && text->cp[at - 1] >= 0x3400 && !ends_source(text, at - 1))
		at--;
	/* 今天中午上海团: the time is no source. */
	for (size_t skip = at; skip < end; skip++) {
		struct when when;
		size_t time = when_read(text->cp + skip, end - skip, turn_today(turn), turn_minute(turn), &when);

		if (time)
			at = skip + time;
	}
	if (at == end)
		return NULL;
	return arena_printf(
	    &turn->arena, "%.*s", (int)(text->at[end + used] - text->at[at]), text->clean + text->at[at]);
}

/* "上海客人", "上海团": the word before 客人, 游客 or 团. */
static const char *
source_of(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const char *const words[] = {"客人", "游客", "旅行团", "团", NULL};

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, from, words[i]), used = parse_word(text, at, words[i]);

		if (at < text->n)
			return word_before(turn, text, from, at, used);
	}
	return NULL;
}

/* "老王带来的", "旅行社介绍的". */
static const char *
bringer_of(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const char *const words[] = {"带来", "带的", "介绍", "联系的", "brought by ", NULL};

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, from, words[i]);

		if (at >= text->n)
			continue;
		if (words[i][0] != 'b')
			return word_before(turn, text, from, at, 0);
		size_t end = at + parse_word(text, at, words[i]), start = end;
		while (end < text->n && !ends_clause(text, end))
			end++;
		return arena_printf(
		    &turn->arena, "%.*s", (int)(text->at[end] - text->at[start]), text->clean + text->at[start]);
	}
	return NULL;
}

bool
announce_time(struct turn *turn, const struct when *when, int64_t otherwise, int64_t *at)
{
	const struct policy *policy = &turn->world->policy;
	int zone = (int)policy->zone_min;

	if (when->bad) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return false;
	}
	int32_t day = when->has_day ? when->day : otherwise ? zone_day(otherwise, zone) : turn_today(turn);
	int minute = when->has_minute ? when->minute
	    : otherwise               ? zone_minute(otherwise, zone)
	                              : (int)policy->lunch_minute;
	*at = when->after_ms ? turn->now + when->after_ms : zone_instant(day, minute, zone);
	if (*at <= turn->now) { /* named, never moved silently */
		turn_say(turn, "guests-past", WITH({"time", turn_time(turn, *at)}));
		return false;
	}
	return true;
}

bool
announce_read(struct turn *turn, const struct glyphs *text, size_t from, struct announcement *out)
{
	struct clause clauses[ANNOUNCE_PARTIES_MAX + 8];
	size_t count = cut(text, from, clauses, sizeof clauses / sizeof *clauses), where, used;
	struct when when;
	int64_t said = 0;
	size_t first = 0;

	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < count && said == 0; i++) {
		said = families(&clauses[i]);
		first = i;
	}
	if (said > ANNOUNCE_PARTIES_MAX) {
		turn_say(turn, "guests-too-many-parties", WITH({"max", turn_number(turn, ANNOUNCE_PARTIES_MAX)}));
		return false;
	}
	if (said ? !read_families(turn, clauses, count, first, said, out) : !read_bulk(turn, clauses, count, out))
		return false;
	if (said)
		for (size_t i = 0; i < out->count; i++)
			out->arrival.heads += out->parties[i].heads;
	if (!parse_when(turn, text, from, &when, &where, &used) || when.within || when.repeat != WHEN_ONCE) {
		turn_say(turn, "guests-no-time", WITH_NONE);
		return false;
	}
	if (!announce_time(turn, &when, 0, &out->arrival.at))
		return false;
	for (size_t i = 0; i < out->count; i++)
		out->arrival.nights = out->parties[i].beds ? nights(text, from) : out->arrival.nights;
	out->arrival.source = source_of(turn, text, from);
	out->arrival.bringer = bringer_of(turn, text, from);
	return true;
}
