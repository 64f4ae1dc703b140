/* Slots of what is registered; see the header. */
#include "reading/details.h"

#include <string.h>

#include "language/count.h"
#include "language/numeral.h"
#include "language/undress.h"
#include "records/kinds.h"
#include "records/place.h"

/* ---- words and figures ---- */

/* A code point that ends a name. */
static bool
ends_name(uint32_t cp)
{
	return undress_mark(cp) || undress_face(cp) || cp == ' ';
}

/* Marks [from, to) and says it as it was written; NULL if it is empty. */
static const char *
piece(struct filling *filling, size_t from, size_t to)
{
	if (from >= to)
		return NULL;
	memset(filling->used + from, 1, to - from);
	return spans_words(filling->turn, filling->spans, from, to);
}

/* The first of the words that stands there unused; where it ends, 0 if none does. */
static size_t
behind_word(struct filling *filling, const char *const *words)
{
	const struct glyphs *text = filling->spans->text;

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, filling->spans->from, words[i]);
		size_t n = at < text->n ? parse_word(text, at, words[i]) : 0;

		if (n == 0 || filling->used[at])
			continue;
		memset(filling->used + at, 1, n);
		return at + n;
	}
	return 0;
}

/* The number behind 餐位, 餐位改成, 餐位是; -1 if none stands there. */
static int64_t
number_behind(struct filling *filling, size_t at)
{
	static const char *const links[] = {
	    "改成", "改为", "加到", "减到", "变成", "到", "是", "为", "有", ":", "=", " to ", " ", NULL};
	const struct glyphs *text = filling->spans->text;
	size_t from = at;
	int64_t hundredths;

	for (bool more = true; more && at < text->n;) {
		more = false;
		for (int i = 0; links[i] && !more; i++) {
			size_t n = parse_word(text, at, links[i]);

			at += n;
			more = n > 0;
		}
	}
	size_t n = at < text->n ? numeral_read(text->cp + at, text->n - at, &hundredths) : 0;
	if (n == 0 || hundredths < 0 || hundredths % 100)
		return -1;
	memset(filling->used + from, 1, at + n - from);
	return hundredths / 100;
}

/* A figure by its word, or by a count of this unit. */
static const char *
figure(struct filling *filling, const char *const *words, enum unit unit, const char *key, const char *exact)
{
	struct span *span = NULL;
	size_t behind = behind_word(filling, words);
	int64_t value = behind ? number_behind(filling, behind) : -1;

	while (value < 0 && unit != UNIT_none && (span = slots_next(filling, SPAN_count, NULL, span)) != NULL)
		if (span->unit == unit && span->value >= 0) {
			value = span->value;
			slots_take(filling, span);
		}
	if (value < 0)
		return NULL;
	const char *word = arena_printf(&filling->turn->arena, "%lld", (long long)value);
	reading_slot(filling->reading, key, word);
	return arena_printf(&filling->turn->arena, "%s%s", exact, word);
}

const char *
details_seats(struct filling *filling)
{
	static const char *const words[] = {"餐位", "座位", "位子", "能坐", "可坐", "坐得下", "seats", NULL};

	return figure(filling, words, UNIT_heads, "heads", "餐位");
}

const char *
details_beds(struct filling *filling)
{
	static const char *const words[] = {"床位", "床铺", "能住", "beds", NULL};

	return figure(filling, words, UNIT_beds, "beds", "床位");
}

const char *
details_share(struct filling *filling)
{
	static const char *const words[] = {"份额", "share", NULL};

	return figure(filling, words, UNIT_none, "share", "份额");
}

const char *
details_points(struct filling *filling)
{
	static const char *const less[] = {
	    "扣掉", "扣除", "扣", "减去", "减掉", "减", "冲掉", "冲回", "少记", "minus", NULL};
	static const char *const more[] = {"补记", "补上", "补", "加上", "加", "多记", "plus", NULL};
	const struct glyphs *text = filling->spans->text;

	for (size_t at = filling->spans->from; at < text->n; at++) {
		struct count count;
		size_t used = filling->used[at] ? 0 : count_at(text->cp, text->n, at, &count);

		if (used == 0 || (count.unit != COUNT_points && count.unit != COUNT_none) || count.lo != count.hi ||
		    count.ask || count.about || count.lo % 100)
			continue;
		size_t sign = at;
		while (sign > 0 && text->cp[sign - 1] == ' ')
			sign--;
		bool minus = count.sign || count.lo < 0 || (sign > 0 && count_minus(text->cp[sign - 1])),
		     plus = sign > 0 && text->cp[sign - 1] == '+';
		if (!minus && !plus) {
			minus = behind_word(filling, less) > 0;
			plus = !minus && behind_word(filling, more) > 0;
		} else if (sign > 0)
			filling->used[sign - 1] = true;
		if (!minus && !plus)
			return NULL;
		memset(filling->used + at, 1, used);
		int64_t points = count.lo < 0 ? -count.lo / 100 : count.lo / 100;
		reading_slot(filling->reading, "amount",
		    arena_printf(&filling->turn->arena, "%s%lld", minus ? "-" : "", (long long)points));
		return arena_printf(&filling->turn->arena, "%c%lld", minus ? '-' : '+', (long long)points);
	}
	return NULL;
}

/* ---- names ---- */

/* The first piece of the sentence that no slot and no cue has, in [at, end of the text). */
static const char *
free_piece(struct filling *filling, size_t at)
{
	static const char *const leads[] = {"叫做", "名叫", "叫", "是", "了", "called ", "named ", NULL};
	static const char *const tails[] = {
	    "单独一户", "另立一户", "单独", "分出去", "分出来", "一户", "住", "在", NULL};
	static const char *const kin[] = {
	    "大儿子", "小儿子", "二儿子", "儿子", "女儿", "弟弟", "哥哥", "老大", "老二", NULL};
	const struct glyphs *text = filling->spans->text;
	const char *const *const lists[] = {leads, kin, NULL};

	for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
		while (at < text->n && (filling->used[at] || ends_name(text->cp[at])))
			at++;
		for (int i = 0; lists[l] && lists[l][i]; i++)
			at += at < text->n ? parse_word(text, at, lists[l][i]) : 0;
	}
	size_t end = at;
	for (; end < text->n && !filling->used[end] && !ends_name(text->cp[end]); end++)
		for (int i = 0; tails[i]; i++)
			if (end > at && parse_word(text, end, tails[i])) {
				memset(filling->used + end, 1, parse_word(text, end, tails[i]));
				return piece(filling, at, end);
			}
	return piece(filling, at, end);
}

static bool
is_house(const char *name)
{
	size_t n = strlen(name);

	return (n >= 3 && strcmp(name + n - 3, "家") == 0) || (n >= 3 && strcmp(name + n - 3, "户") == 0) ||
	    ((unsigned char)*name < 0x80);
}

const char *
details_name(struct filling *filling)
{
	const char *name = free_piece(filling, filling->spans->from);
	const char *does = filling->reading->does;

	if (name == NULL)
		return NULL;
	if (strcmp(does, "split_household") == 0 && !is_house(name)) { /* 儿子孙小单独一户 */
		reading_slot(filling->reading, "person", name);
		return arena_printf(&filling->turn->arena, "%s家 户主%s", name, name);
	}
	reading_slot(filling->reading, strcmp(does, "register") == 0 ? "operator" : "household", name);
	return name;
}

const char *
details_head(struct filling *filling)
{
	static const char *const heads[] = {"户主", "户主是", "当家的", "head ", NULL},
	                         *const contacts[] = {"联系人", "老板娘", "老板", "contact ", NULL};
	bool contact = strcmp(filling->reading->does, "register") == 0;
	size_t at = behind_word(filling, contact ? contacts : heads);
	const struct glyphs *text = filling->spans->text;

	if (at == 0)
		return NULL;
	while (at < text->n && (ends_name(text->cp[at]) || parse_word(text, at, "是")))
		filling->used[at++] = true;
	size_t end = at;
	while (end < text->n && !ends_name(text->cp[end]))
		end++;
	const char *who = piece(filling, at, end);
	reading_slot(filling->reading, "person", who);
	return who ? arena_printf(&filling->turn->arena, "%s%s", contact ? "联系人" : "户主", who) : NULL;
}

/* ---- roles ---- */

/* 王网格代何书记, 何书记出差 王网格代班, 请王网格顶何书记: who stands directly before the word of standing in,
 * or behind 由 and 让, stands in; the other is stood in for. */
const char *
details_pair(struct filling *filling)
{
	static const char *const words[] = {"代班", "代替", "顶班", "替班", "顶替", "代", "顶", "替",
	    "stands in for", "stand in", "covers for", NULL};
	const struct glyphs *text = filling->spans->text;
	struct span *first = slots_next(filling, SPAN_name, &kind_person, NULL), *second = NULL;
	size_t word = text->n;

	for (struct span *span = first; span && second == NULL;
	     span = slots_next(filling, SPAN_name, &kind_person, span))
		if (span->ids[0] != first->ids[0] && span->from >= first->to)
			second = span;
	if (second == NULL || first->hits != 1 || second->hits != 1)
		return NULL;
	for (int i = 0; words[i] && word == text->n; i++)
		word = parse_find(text, filling->spans->from, words[i]);
	if (word == text->n)
		return NULL;
	/* Behind both, it belongs to the nearer; between them, to the one before it; in front, the
	 * command's own order: 代班 王网格 何书记. */
	bool turned = word >= second->to;
	struct span *who = turned ? second : first, *whom = turned ? first : second;
	slots_take(filling, who);
	slots_take(filling, whom);
	struct arena *arena = &filling->turn->arena;
	reading_slot(filling->reading, "person", names_of(filling->turn->world, &kind_person, who->ids[0]));
	reading_slot(filling->reading, "person", names_of(filling->turn->world, &kind_person, whom->ids[0]));
	return arena_printf(arena, "#%d:%lld #%d:%lld", kind_person.number, (long long)who->ids[0],
	    kind_person.number, (long long)whom->ids[0]);
}

const char *
details_role(struct filling *filling)
{
	static const struct {
		const char *said, *word;
	} roles[] = {{"网格员", "网格员"}, {"网格长", "网格长"}, {"包村干部", "包村干部"},
	    {"驻村干部", "包村干部"}, {"第一书记", "第一书记"}, {"村支书", "村支书"}, {"支书", "村支书"},
	    {"村主任", "村主任"}, {"联户干部", "联户干部"}, {"指导员", "回村指导员"},
	    {"grid leader", "grid_leader"}, {"cadre", "cadre"}, {"管理员", "管理员"}};
	const struct glyphs *text = filling->spans->text;

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		size_t at = parse_find(text, filling->spans->from, roles[i].said);

		if (at >= text->n || filling->used[at])
			continue;
		memset(filling->used + at, 1, parse_word(text, at, roles[i].said));
		return roles[i].word;
	}
	struct span *span = slots_next(filling, SPAN_name, &kind_place, NULL);
	const struct place *place = span && span->hits == 1
	    ? store_find(&filling->turn->world->store, &kind_place, span->ids[0])
	    : NULL;
	static const char *const leads[] = {"管", "负责", NULL};
	return place && place->kind == PLACE_grid && slots_word(filling, leads) ? "网格员" : NULL;
}

const char *
details_since(struct filling *filling)
{
	static const char *const words[] = {"从", "自", "from ", NULL}, *const ends[] = {"开始", "起", NULL};
	const char *day = slots_date(filling, "day");

	if (day == NULL)
		return NULL;
	slots_word(filling, words);
	slots_word(filling, ends);
	return arena_printf(&filling->turn->arena, "从%s", day);
}
