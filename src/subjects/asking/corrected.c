/* What a correction says; see the header. */
#include "subjects/asking/corrected.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "language/undress.h"
#include "reading/parse.h"
#include "reading/spans.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/person.h"
#include "subjects/asking/words.h"

/* Words that only say that something was wrong; the longer of two first. */
static const char *const signs[] = {"不好意思", "对不起", "抱歉", "哎呀", "哎", "搞错了", "弄错了", "记错了",
    "写错了", "说错了", "报错了", "打错了", "打错字了", "写成", "记成", "说成", "应该是", "应该", "更正一下",
    "更正", "改一下", "改成", "改为", "刚才那条", "刚才那个", "刚才报的", "刚报的", "刚才说的", "刚才",
    "刚刚", "上一条", "上条", "那条", "这条", "那个", "不对", "不不", "错了", "我", "地方", "人数", "时间",
    "日期", "名字", "户主", "是", "sorry", "wrong", "i meant", "it was", "not", "correction", NULL};

/* A name or time is the old one when this stands before it, or behind it. */
static const char before_old[] = "不是|写成|记成|说成|not |instead of ";
static const char behind_old[] = "那条|那个|不对|写错|记错|说错|错了";

static const char *
slice(struct turn *turn, const struct glyphs *text, size_t from, size_t to)
{
	while (from < to && (undress_mark(text->cp[from]) || text->cp[from] == ' '))
		from++;
	while (to > from && (undress_mark(text->cp[to - 1]) || text->cp[to - 1] == ' '))
		to--;
	return arena_text(&turn->arena, text->clean + text->at[from], text->at[to] - text->at[from]);
}

static size_t
one_of(const struct glyphs *text, size_t at, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = parse_word(text, at, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

/* Does one of the words end right before `at`, or begin at it? */
static bool
old_at(const struct glyphs *text, size_t from, size_t at, size_t end)
{
	struct glyphs before = *text, behind = *text;
	size_t back = at > from + 3 ? at - 3 : from;

	before.n = at;
	behind.n = end + 3 < text->n ? end + 3 : text->n;
	return (words_any(&before, back, before_old) && !words_any(&before, back, "是不是")) ||
	    words_any(&behind, end, behind_old);
}

static void
keep(int64_t *said, int64_t *old, int64_t id, bool is_old)
{
	*(is_old ? old : said) = id;
}

/* The household of this name, or the one whose head is called so. */
static int64_t
household_at(struct turn *turn, const struct glyphs *text, size_t at, size_t *used)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	if (names_at(turn->world, &kind_household, &scope, text, at, hits) == 1) {
		*used = hits[0].used;
		return hits[0].id;
	}
	if (names_at(turn->world, &kind_person, &scope, text, at, hits) != 1)
		return 0;
	const char *name = names_of(turn->world, &kind_person, hits[0].id);
	*used = hits[0].used;
	EACH (&turn->world->store, household, household)
		if (household->head && strcmp(household->head, name) == 0)
			return household->id;
	return 0;
}

static void
find_households(struct turn *turn, const struct glyphs *text, size_t from, struct corrected *corrected)
{
	for (size_t at = from; at < text->n; at++) {
		size_t used = 0;
		int64_t id = household_at(turn, text, at, &used);

		if (id == 0)
			continue;
		keep(&corrected->household, &corrected->old_household, id, old_at(text, from, at, at + used));
		at += used - 1;
	}
	if (corrected->household == corrected->old_household)
		corrected->household = 0;
}

static void
find_values(struct turn *turn, const struct glyphs *text, size_t from, struct corrected *corrected)
{
	struct spans *spans = arena_alloc(&turn->arena, sizeof *spans);

	spans_find(turn, text, from, spans);
	for (size_t i = 0; i < spans->count; i++) {
		const struct span *span = &spans->item[i];
		bool old = old_at(text, from, span->from, span->to);

		if (span->type == SPAN_when && !old && (span->when.has_day || span->when.has_minute)) {
			corrected->when = span->when;
			corrected->time = slice(turn, text, span->from, span->to);
		} else if ((span->type == SPAN_count || span->type == SPAN_number) && !old && span->value > 0)
			corrected->number = span->value;
	}
}

/* 是水管不是水泵, 不是水泵是水管, 水泵写成水管: which word stands for which. */
static void
find_words(struct turn *turn, const struct glyphs *text, size_t from, struct corrected *corrected)
{
	size_t no = parse_find(text, from, "不是");

	if (no >= text->n)
		return;
	size_t yes = text->n;
	for (size_t at = no + 2; at < text->n && yes == text->n; at++)
		if (text->cp[at] == U'是')
			yes = at;
	if (yes < text->n) {
		corrected->old_words = slice(turn, text, no + 2, yes);
		corrected->words = slice(turn, text, yes + 1, text->n);
		return;
	}
	for (size_t at = no; at-- > from;)
		if (text->cp[at] == U'是') {
			corrected->words = slice(turn, text, at + 1, no);
			corrected->old_words = slice(turn, text, no + 2, text->n);
			return;
		}
}

/* Where the words end that only say that something was wrong. */
static size_t
behind_signs(const struct glyphs *text, size_t from)
{
	size_t at = parse_skip(text, from);

	for (size_t used; at < text->n && (used = one_of(text, at, signs)) != 0;)
		for (at += used; at < text->n && (undress_mark(text->cp[at]) || text->cp[at] == ' ');)
			at++;
	return at < text->n ? at : text->n;
}

void
corrected_read(struct turn *turn, const struct glyphs *text, size_t from, struct corrected *corrected)
{
	memset(corrected, 0, sizeof *corrected);
	find_households(turn, text, from, corrected);
	find_values(turn, text, from, corrected);
	find_words(turn, text, from, corrected);
	corrected->rest = slice(turn, text, behind_signs(text, from), text->n);
}

bool
corrected_certain(const struct glyphs *text, size_t from)
{
	static const char *const begins[] = {"更正", "写错了", "说错了", "打错字", "打错了", "弄错了", "搞错了",
	    "记错了", "我记错了", "我说错了", "哎呀写成", "写成", "刚报的地方", "刚才说错", "刚才报的",
	    "刚才记错", "不好意思 是", "不好意思,是", "不对,是", "不对 是", "不不 是", "sorry, it", "sorry it",
	    "wrong, ", "i meant", NULL};

	return one_of(text, from, begins) > 0 && behind_signs(text, from) < text->n;
}
