/* Danger; see the header. A row of the table is what stands one behind the other in one clause: who or
 * what, and what happens. An event counts unless a no stands right before it, its clause is advice, its
 * sentence is a question of policy, a story or long ago, or the text goes on to say that it is over. */
#include "language/danger.h"

#include <string.h>

#include "base/text.h"
#include "language/undress.h"

enum event_flag {
	CROSS = 1, /* the parts may stand in different clauses of one sentence */
	ALIVE = 2, /* not if it is a thing or a beast that falls: 手机掉水里了 */
	NO_OF = 4, /* no 的 between the parts: 娃的书包不见了 */
	WHOLE = 8, /* only as a whole clause */
	GAME = 16, /* not of cards and balls */
};

struct event {
	enum danger_kind kind;
	unsigned flags;
	size_t gap; /* code points between the parts */
	const char *part[3];
};

#define ROW(kind, flags, gap, ...) \
	{ \
		kind, flags, gap, \
		{ \
			__VA_ARGS__ \
		} \
	}
#include "danger_events.inc"

/* A longer message is read up to here. */
#define LONGEST 1000

/* The folded text, also as UTF-8, in which words are compared byte by byte. */
struct text {
	const uint32_t *cp;
	size_t n;
	const char *utf8;
	const uint16_t *at; /* the byte where each code point begins; at[n] its end */
	uint64_t heads[16]; /* bits of the characters that stand in it: a word of another needs no search */
};

static bool
letter(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

/* The longest word of a list that stands at `at`; its code points. */
static size_t
stands(const struct text *text, size_t at, const char *words)
{
	const char *here = text->utf8 + text->at[at < text->n ? at : text->n];
	size_t most = 0, left = text->at[text->n] - (size_t)(here - text->utf8);

	for (const char *word = words; *word;) {
		size_t bytes = (size_t)(strchrnul(word, '|') - word), used = 0;

		if (*word == *here && bytes <= left && memcmp(word, here, bytes) == 0) {
			for (size_t i = 0; i < bytes; i++)
				used += ((unsigned char)word[i] & 0xc0) != 0x80;
			if (letter((unsigned char)word[0]) &&
			    ((at && letter(text->cp[at - 1])) ||
			        (letter((unsigned char)word[bytes - 1]) && at + used < text->n &&
			            letter(text->cp[at + used]))))
				used = 0;
		}
		most = used > most ? used : most;
		word += bytes + (word[bytes] == '|');
	}
	return most;
}

/* The bit of the character that begins at p, in `heads`. */
static unsigned
head_bit(const char *p)
{
	const unsigned char *byte = (const unsigned char *)p;
	unsigned value = byte[0];

	if (value >= 0xc0)
		value = value * 64 + byte[1];
	if (byte[0] >= 0xe0)
		value = value * 64 + byte[2];
	return value % 1024;
}

/* Can one of the words stand in the text at all? One pass over the list, so that the rows of which
 * nothing is said, which is nearly all, are not tried at every position. */
static bool
occurs(const struct text *text, const char *words)
{
	for (const char *word = words; *word;) {
		size_t bytes = (size_t)(strchrnul(word, '|') - word);
		unsigned bit = head_bit(word);

		if (text->heads[bit / 64] >> bit % 64 & 1 && memmem(text->utf8, text->at[text->n], word, bytes))
			return true;
		word += bytes + (word[bytes] == '|');
	}
	return false;
}

/* Does one of the words begin between from and to? Its position, or `to`. */
static size_t
seek(const struct text *text, size_t from, size_t to, const char *words)
{
	for (size_t i = from; i < to; i++)
		if (stands(text, i, words))
			return i;
	return to;
}

static bool
says(const struct text *text, size_t from, size_t to, const char *words)
{
	return seek(text, from, to, words) < to;
}

/* Does one of the words end right before `at`? */
static bool
ends_before(const struct text *text, size_t at, const char *words)
{
	for (size_t back = 1; back <= 8 && back <= at; back++)
		if (stands(text, at - back, words) == back)
			return true;
	return false;
}

static bool
sentence_mark(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == '\n' || cp == 0x3002;
}

/* A list (山洪、滑坡) is one clause. A blank in Chinese separates clauses as a comma does. */
static bool
clause_mark(const struct text *text, size_t at)
{
	if (text->cp[at] == ' ')
		return at && !letter(text->cp[at - 1]);
	return text->cp[at] != 0x3001 && text->cp[at] != '"' && text->cp[at] != '\'' &&
	    undress_mark(text->cp[at]);
}

static size_t
clause_begin(const struct text *text, size_t at)
{
	while (at && !clause_mark(text, at - 1))
		at--;
	return at;
}

static size_t
sentence_begin(const struct text *text, size_t at)
{
	while (at && !sentence_mark(text->cp[at - 1]))
		at--;
	return at;
}

static size_t
sentence_end(const struct text *text, size_t at)
{
	while (at < text->n && !sentence_mark(text->cp[at]))
		at++;
	return at;
}

/* Where the parts of one event stand. */
struct danger_found {
	size_t from[3], to[3];
	size_t count;
};

static bool
may_lie_between(const struct text *text, const struct event *event, size_t at)
{
	uint32_t cp = text->cp[at];

	if (sentence_mark(cp) || ((event->flags & NO_OF) && cp == 0x7684))
		return false;
	return (event->flags & CROSS) || cp == ' ' || !clause_mark(text, at);
}

/* The parts from `part` on, the first of them at or behind `at`. */
static bool
follow(const struct text *text, const struct event *event, size_t part, size_t at, struct danger_found *found)
{
	if (part == 3 || event->part[part] == NULL) {
		found->count = part;
		return true;
	}
	for (size_t gap = 0; gap <= event->gap && at + gap < text->n; gap++) {
		size_t used = stands(text, at + gap, event->part[part]);

		found->from[part] = at + gap;
		found->to[part] = at + gap + used;
		if (used && follow(text, event, part + 1, at + gap + used, found))
			return true;
		if (!may_lie_between(text, event, at + gap))
			return false;
	}
	return false;
}

/* What falls, is shut in or is washed away without danger to anybody. */
static const char things[] =
    "手机|钥匙|衣服|快递|东西|帽子|鞋|钱包|钱|球|眼镜|卡|包|杯|碗|石头|鸡|鸭|狗|猫|羊|牛|猪|苹果|果子|菜|书|伞|工具|桶|盆|垃圾|叶|"
    "树枝|枝|花盆|被子|床单|耳环|戒指|手表|遥控|充电器|身份证|照片|笔|瓶|袋|毛巾|电动车钥|phone|keys|key|hat|ball|wallet|shoe|shoes|glasses|"
    "鱼|虾|肉|饭|馍|手电|锄头|镰刀|拖鞋|馒头|篮子|竹竿|风筝|羽毛球|水管|水泵|铁锹|bag|camera|bucket|drone|无人机|相机|灯泡|灯|玻璃|墙皮|油漆|纸|信|作业|情绪|气温|价|油价|温度|坑里打";

/* Such a thing between from and to, and nobody who holds it: 捡球掉水里了 is said of who picks it up. */
static bool
only_a_thing(const struct text *text, size_t from, size_t to)
{
	for (size_t i = from; (i = seek(text, i, to, things)) < to; i++)
		if (!ends_before(
		        text, i, "穿|拿|抱|捡|背|提|骑|洗|捞|摘|喂|赶|放|戴|打|追|挑|装|换|修|收|割|扛|找|踩"))
			return true;
	return false;
}

static bool
whole_clause(const struct text *text, const struct danger_found *found)
{
	size_t from = found->from[0], to = found->to[found->count - 1];

	return (from == 0 || clause_mark(text, from - 1) || undress_face(text->cp[from - 1])) &&
	    (to == text->n || clause_mark(text, to) || undress_face(text->cp[to]));
}

static bool
fits(const struct text *text, const struct event *event, const struct danger_found *found)
{
	size_t begin = clause_begin(text, found->from[0]), last = found->count - 1;

	if ((event->flags & WHOLE) && !whole_clause(text, found))
		return false;
	if ((event->flags & ALIVE) &&
	    (only_a_thing(text, begin, found->from[last]) ||
	        only_a_thing(text, found->to[last], found->to[last] + 3)))
		return false;
	return !(event->flags & GAME) ||
	    !says(text, begin, found->to[last], "麻将|牌|球|鼓|棋|游戏|电话|比赛|价格战");
}

static bool
denied(const struct text *text, const struct danger_found *found)
{
	size_t first = found->from[0], last = found->to[found->count - 1];

	for (size_t i = 0; i < found->count; i++)
		if (ends_before(text, found->from[i], never))
			return true;
	for (size_t i = first > 4 ? first - 4 : 0; i < last; i++)
		if (i + stands(text, i, goes_on) > (i < first ? first : i))
			return true;
	return false;
}

/* 着火了吗: asked, not told. */
static bool
asked(const struct text *text, const struct danger_found *found)
{
	size_t at = found->to[found->count - 1];

	for (size_t i = 0; i <= 3 && at + i < text->n; i++)
		if (stands(text, at + i, "吗|么|没有?|没?") && !ends_before(text, at + i, "怎|什|咋|要"))
			return at + i + 2 >= text->n || clause_mark(text, at + i + 1);
	return false;
}

/* 98年, 九八年: a year before it. */
static bool
year_before(const struct text *text, size_t from, size_t to)
{
	for (size_t i = from + 1; i < to; i++)
		if (text->cp[i] == 0x5e74 &&
		    stands(text, i - 1, "0|1|2|3|4|5|6|7|8|9|〇|零|一|二|三|四|五|六|七|八|九"))
			return true;
	return false;
}

/* Behind the event somebody says that it is over, and no not before that. */
static bool
is_over(const struct text *text, size_t at)
{
	for (size_t i = at; (i = seek(text, i, text->n, over)) < text->n; i++)
		if (!ends_before(text, i, "没|没有|还没|未|不|别|莫|快|not|冇"))
			return true;
	return false;
}

static bool
cancelled(const struct text *text, const struct danger_found *found)
{
	size_t first = found->from[0], last = found->to[found->count - 1];
	size_t begin = sentence_begin(text, first), end = sentence_end(text, last);
	size_t clause = clause_begin(text, first), warns = seek(text, clause, first, advice);
	size_t past = seek(text, begin, first, long_ago);
	bool earnestly = says(text, 0, text->n, earnest);

	if (denied(text, found) || is_over(text, last) || stands(text, last, spoken_of) ||
	    stands(text, last + 1, spoken_of))
		return true;
	if (warns < first && !says(text, warns, last, now))
		return true;
	if (!earnestly &&
	    (asked(text, found) || says(text, begin, first, supposed) || says(text, begin, end, told) ||
	        says(text, 0, first, thanks)))
		return true;
	return (past < first || year_before(text, begin, first)) &&
	    !says(text, past < first ? past : begin, last, now);
}

/* The row's first event that counts. */
static bool
happens(const struct text *text, const struct event *event, struct danger_found *found)
{
	for (size_t part = 0; part < 3 && event->part[part]; part++)
		if (!occurs(text, event->part[part]))
			return false;
	for (size_t i = 0; i < text->n; i++) {
		size_t used = stands(text, i, event->part[0]);

		found->from[0] = i;
		found->to[0] = i + used;
		if (used && follow(text, event, 1, i + used, found) && fits(text, event, found) &&
		    !cancelled(text, found))
			return true;
	}
	return false;
}

enum danger_kind
danger_find(const uint32_t *cp, size_t n, size_t *at, size_t *to)
{
	char utf8[LONGEST * 4 + 5];
	uint16_t begin[LONGEST + 1];
	struct text text = {cp, n < LONGEST ? n : LONGEST, utf8, begin, {0}};
	size_t bytes = 0;

	for (size_t i = 0; i < text.n; i++) {
		begin[i] = (uint16_t)bytes;
		bytes += text_encode(cp[i], utf8 + bytes);
	}
	begin[text.n] = (uint16_t)bytes;
	utf8[bytes] = '\0';
	for (size_t i = 0; i < text.n; i++) {
		unsigned bit = head_bit(utf8 + begin[i]);

		text.heads[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	for (size_t k = 0; k < sizeof events / sizeof *events; k++) {
		struct danger_found found = {.count = 0};

		if (!happens(&text, &events[k], &found))
			continue;
		if (at)
			*at = found.from[0];
		if (to)
			*to = found.to[found.count - 1];
		return events[k].kind;
	}
	return DANGER_none;
}

const char *
danger_call(enum danger_kind kind)
{
	static const char *const calls[] = {[DANGER_none] = "",
	    [DANGER_fire] = "119",
	    [DANGER_gas] = "119",
	    [DANGER_electric] = "120",
	    [DANGER_water] = "119 120",
	    [DANGER_flood] = "119",
	    [DANGER_ground] = "119",
	    [DANGER_collapse] = "119",
	    [DANGER_ill] = "120",
	    [DANGER_poison] = "120",
	    [DANGER_suicide] = "110 120",
	    [DANGER_missing] = "110",
	    [DANGER_animal] = "120",
	    [DANGER_violence] = "110",
	    [DANGER_traffic] = "120 110",
	    [DANGER_trapped] = "119",
	    [DANGER_cry] = "110 120"};

	return calls[kind];
}
