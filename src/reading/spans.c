/* Finding spans; see the header. */
#include "reading/spans.h"

#include <string.h>

#include "base/text.h"
#include "language/count.h"
#include "language/label.h"
#include "language/numeral.h"
#include "language/polarity.h"
#include "language/symbols.h"
#include "language/undress.h"
#include "reading/parse.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/place.h"

static struct span *
add(struct spans *spans, enum span_type type, size_t from, size_t to)
{
	if (spans->count == SPANS_MAX) {
		spans->cut = true;
		return NULL;
	}
	struct span *span = &spans->item[spans->count++];
	*span = (struct span){.type = type, .from = from, .to = to};
	return span;
}

/* ---- names ---- */

static bool
bears_name(const struct kind *kind)
{
	return kind == &kind_household || kind == &kind_operator || kind == &kind_person || kind == &kind_place ||
	    kind == &kind_group;
}

/* All names that begin at `at`; how far the longest reaches, 0 without any. */
static size_t
names_here(const struct turn *turn, struct spans *spans, const struct name_scope *scope, size_t at)
{
	static const struct kind *const kinds[] = {
	    &kind_household, &kind_operator, &kind_person, &kind_place, &kind_group};
	struct name_hit hits[NAME_HITS_MAX];
	size_t reach = 0;
	int count = names_all_at(turn->world, scope, spans->text, at, hits);

	for (size_t k = 0; count && k < sizeof kinds / sizeof *kinds; k++) {
		struct span *span = NULL;

		for (int i = 0; i < count; i++) {
			if (hits[i].kind != kinds[k] || !bears_name(hits[i].kind))
				continue;
			if (span == NULL && (span = add(spans, SPAN_name, at, at + hits[i].used)) == NULL)
				return reach;
			span->kind = kinds[k];
			if (span->hits < SPAN_HITS_MAX)
				span->ids[span->hits] = hits[i].id;
			span->hits++;
			span->mention = at > spans->from && spans->text->cp[at - 1] == '@';
			reach = hits[i].used > reach ? hits[i].used : reach;
		}
	}
	return reach;
}

/* ---- numbers of records and counts ---- */

static size_t
any_word(const struct glyphs *text, size_t at, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = parse_word(text, at, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

/* The units that slots know; what else is counted is UNIT_other. */
static enum unit
unit_of(const struct count *count)
{
	switch (count->unit) {
	case COUNT_heads: return UNIT_heads;
	case COUNT_tables: return UNIT_tables;
	case COUNT_beds: return UNIT_beds;
	case COUNT_days: return UNIT_days;
	case COUNT_workdays: return UNIT_workdays;
	case COUNT_nights: return UNIT_nights;
	case COUNT_money: return UNIT_money;
	case COUNT_points: return UNIT_points;
	case COUNT_none:
	case COUNT_record: return UNIT_none;
	default: return UNIT_other;
	}
}

/* Something counted at `at`; a crowd (一批) and a bare number are none. */
static size_t
count_here(struct spans *spans, size_t at, size_t time)
{
	struct count count;
	size_t used = count_at(spans->text->cp, spans->text->n, at, &count);
	bool vague = count.ask && count.about && count.lo != count.hi;

	if (used == 0 || vague || unit_of(&count) == UNIT_none || time > used)
		return 0;
	struct span *span = add(spans, SPAN_count, at, at + used);
	if (span == NULL)
		return 0;
	span->value = count.lo != count.hi || count.ask || count.lo % 100 ? -1 : count.lo / 100;
	span->unit = unit_of(&count);
	return used;
}

/* 1号和2号, 1号、2号: two days, or two records. */
static bool
one_of_list(const struct glyphs *text, size_t at)
{
	static const char *const joints[] = {"、", ",", "和", "跟", "与", NULL};
	size_t joint = any_word(text, at, joints), used = 0;
	int64_t hundredths;

	if (joint)
		used = numeral_read(text->cp + at + joint, text->n - at - joint, &hundredths);
	return used && parse_word(text, at + joint + used, "号");
}

/* A number at `at`: with a unit a count, with 号, # or before it nothing, of a record. */
static size_t
number_here(struct spans *spans, size_t at, size_t time)
{
	static const char *const slip_words[] = {"抄告单", "抄告", "slip ", "slip", NULL},
	                         *const promise_words[] = {"承诺单", "承诺", "promise ", NULL},
	                         *const issue_words[] = {"#", "第", "问题", "issue no. ", "issue ", "no. ",
	                             "number ", NULL},
	                         *const tails[] = {"号问题", "号单", "号", "#", NULL};
	const struct glyphs *text = spans->text;
	enum span_type type = SPAN_number;
	int64_t hundredths;
	size_t head = any_word(text, at, slip_words);

	if (head)
		type = SPAN_slip;
	else if ((head = any_word(text, at, promise_words)) != 0)
		type = SPAN_promise;
	else
		head = any_word(text, at, issue_words);
	size_t digits = at + head;
	while (head && digits < text->n && text->cp[digits] == ' ')
		digits++;
	if (head && type == SPAN_number)
		digits += parse_word(text, digits, "#");
	size_t counted = head ? 0 : count_here(spans, at, time);
	if (counted)
		return counted;
	size_t used = numeral_read(text->cp + digits, text->n - digits, &hundredths);
	if (used == 0 || hundredths < 0)
		return 0;
	size_t end = digits + used, tail = any_word(text, end, tails);
	bool ascii = text->cp[digits] >= '0' && text->cp[digits] <= '9';
	if (!head && !tail && !ascii)
		return 0; /* 一 in 一下 */
	/* The 11 of 11月13日 and the 3 of 3天后 are no numbers of their own; the 1号 of 1号和2号 may be. */
	if (time > end + tail - at && !(tail && one_of_list(text, end + tail)))
		return 0;
	struct span *span = add(spans, type, at, end + tail);
	if (span == NULL)
		return 0;
	/* 3号井 is a thing, nobody's record. */
	if (!head && tail == 1 && label_noun(text->cp, text->n, end + tail)) {
		span->type = SPAN_count;
		span->unit = UNIT_other;
		span->value = hundredths / 100;
		return span->to - at;
	}
	span->value = hundredths % 100 ? -1 : hundredths / 100;
	span->bare = !head && !tail;
	return span->to - at;
}

/* 亮是亮了,就是一闪一闪: what stands behind takes back some of what stands before. */
static size_t
contrast_here(const struct glyphs *text, size_t at)
{
	static const char *const words[] = {"但是", "可是", "不过", "只是", "but ", "although ", NULL},
	                         *const behind_mark[] = {"就是", "可", "但", NULL};
	size_t used = any_word(text, at, words);

	if (used == 0 && at > 0 && undress_mark(text->cp[at - 1]))
		used = any_word(text, at, behind_mark);
	return used;
}

static size_t
self_here(struct spans *spans, size_t at)
{
	static const char *const words[] = {"我们家", "我家", "俺家", "俺们家", "咱家", "阿拉屋里", "our house",
	    "my house", "our place", "我这里", "我们这里", "我这边", NULL};
	size_t used = any_word(spans->text, at, words);

	if (used)
		add(spans, SPAN_self, at, at + used);
	return used;
}

static size_t
question_here(struct spans *spans, size_t at)
{
	static const char *const words[] = {"吗", "呢", "谁", "几个", "几点", "几号", "几家", "多少", "怎么",
	    "咋", "为啥", "为什么", "哪", "啥时候", "什么时候", "什么", "啥", "是不是", "有没有", "能不能",
	    "可不可以", "how", "what", "when", "who", "where", "why", "which", "?", NULL};
	size_t used = any_word(spans->text, at, words);
	bool again = at > spans->from && spans->text->cp[at] == '?' && spans->text->cp[at - 1] == '?';

	if (used && !again)
		add(spans, SPAN_question, at, at + used);
	return used;
}

static bool
before_is(const struct glyphs *text, size_t at, const char *chars)
{
	for (const char *p = chars; at > 0 && *p;)
		if (text_next(&p) == text->cp[at - 1])
			return true;
	return false;
}

/* A time that stands at `at`, but no tail of a longer number. */
static size_t
when_here(const struct turn *turn, struct spans *spans, size_t at)
{
	const struct glyphs *text = spans->text;
	struct when when;
	size_t used = when_read_as(
	    text->cp + at, text->n - at, turn_today(turn), turn_minute(turn), WHEN_RANGES | WHEN_LISTS, &when);

	if (used == 0)
		return 0;
	struct span *span = add(spans, SPAN_when, at, at + used);
	if (span)
		span->when = when;
	return used;
}

void
spans_find(const struct turn *turn, const struct glyphs *text, size_t from, struct spans *spans)
{
	struct name_scope scope = parse_scope(turn);
	size_t named = 0;

	spans->text = text;
	spans->from = from;
	spans->count = 0;
	spans->cut = false;
	for (size_t at = from; at < text->n;) {
		size_t time = when_here(turn, spans, at), number = number_here(spans, at, time), step = 1;

		if (at >= named) {
			size_t reach = names_here(turn, spans, &scope, at);

			named = reach ? at + reach : named;
		}
		size_t not = before_is(text, at, "特区分级") ? 0 : polarity_negation(text->cp + at, text->n - at);
		if (not == 0)
			not = contrast_here(text, at);
		if (not &&at >= named)
			add(spans, SPAN_negation, at, at + not );
		if (at >= named)
			question_here(spans, at);
		self_here(spans, at);
		if (time || number)
			step = time > number && !(number && one_of_list(text, at + number)) ? time : number;
		at += step;
	}
}

/* ---- symbols ---- */

static uint32_t
symbol_of(const struct turn *turn, const struct span *span)
{
	if (span->type == SPAN_self)
		return SYMBOL_NAME;
	if (span->kind == &kind_group)
		return SYMBOL_GROUP;
	if (span->kind != &kind_place)
		return SYMBOL_NAME;
	const struct place *place = store_find(&turn->world->store, &kind_place, span->ids[0]);
	return place && place->kind == PLACE_department ? SYMBOL_DEPARTMENT : SYMBOL_PLACE;
}

size_t
spans_symbols(const struct turn *turn, const struct spans *spans, uint32_t *out)
{
	const struct glyphs *text = spans->text;
	uint32_t cp[4 * SYMBOLS_MAX];
	size_t n = 0;

	for (size_t at = spans->from; at < text->n && n < sizeof cp / sizeof *cp;) {
		const struct span *found = NULL;

		for (size_t i = 0; i < spans->count; i++)
			if (spans->item[i].type == SPAN_name && spans->item[i].from == at &&
			    (found == NULL || spans->item[i].to > found->to))
				found = &spans->item[i];
		if (found == NULL) {
			cp[n++] = text->cp[at++];
			continue;
		}
		cp[n++] = symbol_of(turn, found);
		at = found->to;
		/* 毛小燕家 is a household, too. */
		if (found->kind == &kind_person && at < text->n && text->cp[at] == U'家')
			at++;
	}
	return symbols_of(cp, n, turn_today(turn), turn_minute(turn), out);
}

const char *
spans_words(struct turn *turn, const struct spans *spans, size_t from, size_t to)
{
	const struct glyphs *text = spans->text;

	return arena_text(&turn->arena, text->clean + text->at[from], text->at[to] - text->at[from]);
}
