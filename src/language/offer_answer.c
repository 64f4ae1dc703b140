/* Answers to an offer; see the header. Words are covered (language/cover.h): the polite ones,
 * the verbs, the numbers. What is left over decides whether it was an answer at all. */
#include "language/offer_answer.h"

#include <string.h>

#include "language/count.h"
#include "language/cover.h"
#include "language/polarity.h"
#include "language/undress.h"
#include "language/when.h"

#define COUNTS_MAX 8

static const char *const polite[] = {"我家", "我们家", "俺家", "咱家", "我们", "我", "本店", "这里", "这边",
    "我这", "我这边", "我这里", "今天", "今朝", "今晚", "现在", "目前", "这次", "这批", "这单", "这些",
    "客人", "的", "了", "吧", "啊", "哦", "哈", "哎", "唉", "呢", "呀", "嘞", "啦", "嘛", "哇", "那", "那就",
    "就", "都", "也", "还是", "可以", "能", "可", "会", "来", "下来", "收到", "好", "好的", "好嘞", "好滴",
    "行", "没问题", "嗯", "恩", "ok", "okay", "yes", "谢谢", "谢谢啦", "麻烦", "不好意思", "对不起", "抱歉",
    "实在", "真的", "真", "确实", "只", "只能", "只有", "只要", "多了", "以内", "最多", "顶多", "全部", "全",
    "都能", "全都", "单", "单子", "下", "人", "位", "个", "先", "书记", "裘书记", "领导", "大家", "剩下的",
    "剩下", "其他的", "其余的", "其余", "多的", "给别人", "给别家", "让给别人", "让给别家", "到", "左右到",
    "能到", "will", "we", "i", "can", "only", "the", "them", "all", "of", "please", "sorry", "it", "guests",
    "us", "have", NULL};
static const char *const accepts[] = {"接", "接了", "接下", "接下了", "接单", "接得了", "接得下", "接收",
    "收下", "我接", "accept", "accepted", "take", NULL};
/* These refuse wherever they stand behind polite words. */
static const char *const refuses[] = {"不接", "弗接", "勿接", "不接了", "接不了", "接不下", "接不来",
    "接不动", "没法接", "没办法接", "不能接", "接待不了", "不想接", "不方便接", "住不下", "坐不下", "放不下",
    "安排不下", "安排不了", "招待不了", "招待不下", "做不出来", "没空房", "没房间", "没房", "没床", "没床位",
    "没位子", "没位置", "没空位", "没地方", "满了", "客满", "住满", "坐满", "订满", "decline", "can't take",
    "cannot take", "no room", "full", NULL};
static const char *const leaves[] = {"让给", "让别家", "给别家", "给别人", "让别人", NULL};
/* They may be why, and may be something else. */
static const char *const reasons[] = {"有白事", "办白事", "有丧事", "办丧事", "有喜事", "办喜酒", "灶坏了",
    "灶坏", "厨师病了", "厨师不在", "停电", "停水", "没空", "家里有事", "有事", "人手不够", "没人手", "没人",
    "没人在", "不在家", "来不及", "忙不过来", "身体不舒服", "生病", "住院", "不营业", "不开门", "关门",
    "休息", "我家不行", "我们家不行", "我这里不行", "我这边不行", "不要给我派", "不要给我家派", "别给我派",
    "别给我家派", "排不开", "安排不开", "忙不开", NULL};
static const char *const fewer[] = {"少", "减", "退", "少接", "少来", "减少", "less", "fewer", NULL};
static const char *const halves[] = {"一半", "半数", "half", NULL};
static const char *const asides[] = {"另外", "顺便", "还有", "对了", "by the way", NULL},
                         *const buts[] = {"但是", "但", "不过", "就是", "but", NULL};

struct offer_reader {
	struct cover cover;
	int32_t today;
	int minute;
	struct count counts[COUNTS_MAX];
	size_t count;
	struct offer_answer answer;
};

/* 不接电话, 不接受反驳, 满了 of a cup: what follows at once makes it another word. */
static bool
goes_on(const struct cover *cover, size_t at)
{
	static const char *const may[] = {"了", "啦", "吧", "啊", "哈", "哦", "呢", "呀", "客", "这", "今", "明",
	    "单", "人", "那", "给", "让", "guests", "them", NULL};

	return at >= cover->n || undress_mark(cover->cp[at]) || undress_face(cover->cp[at]) ||
	    cover_word_at(cover, at, may) > 0;
}

/* Only polite words stand before. */
static bool
led_in(struct cover *cover, size_t to)
{
	struct cover before = *cover;

	before.n = to;
	cover_all(&before, polite);
	return cover_done(&before, cover->from, to);
}

/* 今天有事不接了: why is said first. */
static bool
reason_before(struct cover *cover, size_t to)
{
	struct cover before = *cover;
	size_t at, used;

	before.n = to;
	if (!cover_take(&before, reasons, &at, &used))
		return false;
	cover_all(&before, reasons);
	cover_all(&before, polite);
	return cover_done(&before, cover->from, to);
}

/* 我家厨师病了,让给李家吧: a clause of its own before it says why. */
static bool
clause_before(const struct cover *cover, size_t at)
{
	return at > cover->from && undress_mark(cover->cp[at - 1]);
}

static void
reason_behind(struct offer_reader *reader, size_t at)
{
	struct cover *cover = &reader->cover;
	static const char *const tails[] = {"了", "啦", "吧", "啊", "哈", "哦", "呢", "呀", NULL};
	size_t used;

	while (at < cover->n && ((used = cover_word_at(cover, at, tails)) > 0 || undress_mark(cover->cp[at])))
		at += used ? used : 1;
	reader->answer.from = at;
	reader->answer.to = cover->n;
}

static bool refused(struct offer_reader *reader);
static bool accepted(struct offer_reader *reader);

/* 接不了这么多, 不能全接: some of it, but how many? */
static bool
only_partly(struct offer_reader *reader)
{
	static const char *const words[] = {"接不了这么多", "接不下这么多", "坐不下这么多", "住不下这么多",
	    "安排不下这么多", "接不了那么多", "接不完", "不能全接", "接不了全部", "太多了", "太多", "too many",
	    NULL};
	struct cover cover = reader->cover;
	size_t at, used;

	if (!cover_take(&cover, words, &at, &used))
		return false;
	cover_all(&cover, words);
	cover_all(&cover, polite);
	cover_all(&cover, accepts);
	if (!cover_done(&cover, cover.from, cover.n))
		return false;
	reader->answer = (struct offer_answer){.does = OFFER_some, .lo = 0, .hi = 1, .ask = true};
	return true;
}

/* 坐不下,最多8个; 接不下这么多,接6个: behind the no stands what is taken. */
static bool
refused_in_part(struct offer_reader *reader)
{
	struct cover *cover = &reader->cover;
	struct offer_reader rest = {.today = reader->today, .minute = reader->minute};

	for (size_t at = cover->from + 1; at < cover->n; at++) {
		if (!undress_mark(cover->cp[at - 1]))
			continue;
		struct offer_reader first = *reader;
		first.cover.n = at - 1;
		cover_begin(&rest.cover, cover->cp, cover->n, at);
		rest.answer = (struct offer_answer){0};
		if ((only_partly(&first) || refused(&first)) && accepted(&rest) && rest.answer.does == OFFER_some) {
			reader->answer = rest.answer;
			reader->answer.ask = rest.answer.lo != rest.answer.hi;
			return true;
		}
	}
	return false;
}

/* A word that refuses, with nothing but polite words before it. */
static bool
refused(struct offer_reader *reader)
{
	struct cover *cover = &reader->cover;

	for (size_t at = cover->from; at < cover->n; at++) {
		size_t used = cover_word_at(cover, at, refuses), left = used ? 0 : cover_word_at(cover, at, leaves);
		bool polite_before = (used || left) && led_in(cover, at);

		if (used && polite_before && goes_on(cover, at + used)) {
			reader->answer.does = OFFER_decline;
			reason_behind(reader, at + used);
			return true;
		}
		if (used && goes_on(cover, at + used) && reason_before(cover, at)) {
			reader->answer = (struct offer_answer){.does = OFFER_decline, .from = cover->from, .to = at};
			while (reader->answer.to > cover->from && undress_mark(cover->cp[reader->answer.to - 1]))
				reader->answer.to--;
			return true;
		}
		/* 厨房在装修 接不了: rather why they cannot take them */
		static const char *const takes[] = {"接不了", "接不下", "不接", "不接了", "没法接", "接待不了", NULL};
		if (used && cover_word_at(cover, at, takes) && clause_before(cover, at) && at - cover->from >= 4 &&
		    at + used >= cover->n) {
			reader->answer = (struct offer_answer){
			    .does = OFFER_decline, .ask = true, .from = cover->from, .to = at - 1};
			return true;
		}
		if (left && (polite_before || clause_before(cover, at)) && cover->n - at - left <= 8 && at > 0 &&
		    !(at >= 2 && cover_word_at(cover, at - 2, (const char *const[]){"下的", "余的", "他的", NULL}))) {
			reader->answer.does = OFFER_decline;
			reader->answer.from = polite_before ? at : cover->from;
			reader->answer.to = polite_before ? cover->n : at - 1;
			return true;
		}
		if (left && at == cover->from && cover->n - at - left <= 8) {
			reader->answer.does = OFFER_decline;
			reader->answer.from = at;
			reader->answer.to = cover->n;
			return true;
		}
	}
	return false;
}

/* 5分钟后到, 12点到: when they can; never how many. */
static void
take_times(struct offer_reader *reader)
{
	struct when when;
	size_t from, to, at = reader->cover.from;

	while (cover_time(&reader->cover, at, reader->today, reader->minute, &when, &from, &to)) {
		at = to;
		if (when.repeat == WHEN_ONCE && !when.bad && (!when.has_day || when.day >= reader->today))
			continue;
		for (size_t i = from; i < to; i++) /* 去年国庆接了三百人 is no answer */
			reader->cover.used[i] = false;
	}
}

static void
take_counts(struct offer_reader *reader)
{
	struct cover *cover = &reader->cover;

	reader->count = count_said(
	    cover->cp, cover->n, cover->from, reader->today, reader->minute, reader->counts, COUNTS_MAX);
	for (size_t i = 0; i < reader->count; i++)
		if (reader->counts[i].unit == COUNT_heads || reader->counts[i].unit == COUNT_tables)
			cover_span(cover, reader->counts[i].from, reader->counts[i].to);
}

/* The number of people or tables; NULL if there is none. Several: not certain. */
static const struct count *
first_count(const struct offer_reader *reader, bool *several)
{
	const struct count *found = NULL;

	*several = false;
	for (size_t i = 0; i < reader->count; i++) {
		if (reader->counts[i].unit != COUNT_heads && reader->counts[i].unit != COUNT_tables)
			continue;
		*several |= found != NULL;
		found = found ? found : &reader->counts[i];
	}
	return found;
}

static void
take_number(struct offer_reader *reader, const struct count *count, bool less, bool several)
{
	struct offer_answer *answer = &reader->answer;

	answer->does = less ? OFFER_less : OFFER_some;
	answer->lo = count->lo / 100;
	answer->hi = count->hi / 100;
	answer->tables = count->unit == COUNT_tables;
	if (several) /* 10个接8个 */
		answer->hi = answer->lo + 1;
	answer->ask |= several || count->about || count->ask || count->lo % 100 != 0 || count->sign;
}

/* Where an aside begins: 接、另外帮我看下几点到. */
static size_t
aside_at(const struct cover *cover)
{
	for (size_t at = cover->from + 1; at < cover->n; at++)
		if (undress_mark(cover->cp[at - 1]) &&
		    (cover_word_at(cover, at, asides) || cover_word_at(cover, at, buts)))
			return at;
	return cover->n;
}

/* All, some, half or fewer: every word must be known. */
static bool
accepted(struct offer_reader *reader)
{
	struct cover *cover = &reader->cover;
	size_t aside = aside_at(cover), end = cover->n, at, used;
	struct offer_answer *answer = &reader->answer;

	cover->n = aside;
	take_counts(reader);
	take_times(reader);
	bool half = cover_take(cover, halves, &at, &used), less = cover_take(cover, fewer, &at, &used),
	     accept = cover_take(cover, accepts, &at, &used);
	cover_all(cover, accepts);
	cover_all(cover, polite);
	bool known = cover_done(cover, cover->from, aside);
	cover->n = end;
	bool several;
	const struct count *count = first_count(reader, &several);
	static const char *const only[] = {"只", "只能", "最多", "顶多", "就", NULL};
	/* 人到了一半吧 speaks of something else. */
	bool takes = accept || (half && cover_word_at(cover, cover->from, only) > 0);
	if (!known || (!takes && (half || count == NULL)))
		return false;
	if (half) {
		answer->does = OFFER_half;
		answer->ask = count != NULL; /* 接一半 7人: the half of what? */
	} else if (count)
		take_number(reader, count, less, several);
	else if (less)
		return false;
	else
		answer->does = OFFER_all;
	/* A number alone, or one more than one: what is counted is not certain. */
	answer->ask |= !accept && !less && !half;
	answer->ask |= aside < end && cover_word_at(cover, aside, buts) > 0; /* 接,但是要晚一点 */
	answer->from = aside;
	answer->to = end;
	return true;
}

/* 今天有白事 alone: rather no, but it was not said. */
static bool
only_reason(struct offer_reader *reader)
{
	static const char *const wishes[] = {"好好休息", "早点休息", "早些休息", "注意休息", "多休息", NULL};
	struct cover cover = reader->cover;
	size_t at, used;

	cover_begin(&cover, cover.cp, cover.n, cover.from);
	if (cover_take(&cover, wishes, &at, &used)) /* said to somebody else */
		return false;
	if (!cover_take(&cover, reasons, &at, &used))
		return false;
	cover_all(&cover, reasons);
	cover_all(&cover, polite);
	if (!cover_done(&cover, cover.from, cover.n))
		return false;
	reader->answer.does = OFFER_decline;
	reader->answer.ask = true;
	reader->answer.from = cover.from;
	reader->answer.to = cover.n;
	return true;
}

/* 接,灶坏了: both a yes and why not. */
static bool
contradicts(struct offer_reader *reader)
{
	struct cover *cover = &reader->cover;
	size_t at, used;

	if (cover_word_at(cover, cover->from, accepts) == 0)
		return false;
	struct cover rest = *cover;
	cover_begin(&rest, cover->cp, cover->n, cover->from);
	if (!cover_take(&rest, reasons, &at, &used))
		return false;
	reader->answer = (struct offer_answer){.does = OFFER_all, .ask = true, .from = at, .to = cover->n};
	return true;
}

/* 最多10个,多了坐不下: where the clause begins that only says why not more; n if there is none. */
static size_t
no_more_at(const uint32_t *cp, size_t n, size_t from)
{
	static const char *const leads[] = {
	    "多了", "再多", "再多了", "多的", "多出来的", "其余的", "其他的", NULL};
	struct cover cover;

	cover_begin(&cover, cp, n, from);
	for (size_t at = from + 1; at < n; at++) {
		size_t lead = undress_mark(cp[at - 1]) ? cover_word_at(&cover, at, leads) : 0;

		if (lead == 0)
			continue;
		struct cover rest;
		size_t found, used;
		cover_begin(&rest, cp, n, at + lead);
		if (!cover_take(&rest, refuses, &found, &used))
			continue;
		cover_all(&rest, polite);
		if (cover_done(&rest, at + lead, n))
			return at - 1;
	}
	return n;
}

/* 不行,灶坏了; 只能来十个,阿姨请假了: the clause that answers, beside one that only agrees with it or
 * says why. Not certain, and so asked. */
static bool
two_clauses(struct offer_reader *reader, const uint32_t *cp, size_t n, size_t from)
{
	static const char *const noes[] = {"不行不行", "不行", "不好意思", "对不起", "不了", "算了", "唉", "哎呀",
	    "sorry", NULL},
	                         *const limits[] = {"只能", "只好", "只要", "最多", "顶多", "我家只", "我家最多",
	                             "我这里只", "我这边只", NULL};
	size_t comma = from;

	while (comma < n && cp[comma] != ',')
		comma++;
	if (comma == from || comma + 1 >= n)
		return false;
	struct cover cover;
	cover_begin(&cover, cp, n, from);
	if (cover_word_at(&cover, from, noes) == comma - from) {
		struct offer_answer rest = offer_answer_understand(cp, n, comma + 1, reader->today, reader->minute);

		if (rest.does == OFFER_none || rest.does == OFFER_all)
			return false;
		reader->answer = rest;
	} else if (cover_word_at(&cover, from, limits)) {
		struct offer_answer first = offer_answer_understand(cp, comma, from, reader->today, reader->minute);

		if (first.does != OFFER_some && first.does != OFFER_half)
			return false;
		reader->answer = first;
		reader->answer.from = comma + 1;
		reader->answer.to = n;
	} else
		return false;
	reader->answer.ask = true;
	return true;
}

struct offer_answer
offer_answer_understand(const uint32_t *cp, size_t n, size_t from, int32_t today, int minute)
{
	struct offer_reader reader = {.today = today, .minute = minute};

	while (n > from && (cp[n - 1] == ' ' || cp[n - 1] == '\n'))
		n--;
	if (n - from > 80)
		return reader.answer;
	for (size_t i = from; i < n; i++)
		if (cp[i] == '?' || cp[i] == U'吗')
			n = i == n - 1 ? from : n; /* a question is no answer */
	if (n == from)
		return reader.answer;
	size_t end = no_more_at(cp, n, from);
	if (end < n) {
		struct offer_answer first = offer_answer_understand(cp, end, from, today, minute);

		first.ask &= first.lo != first.hi; /* that it is a limit says whose number it is */
		return first;
	}
	cover_begin(&reader.cover, cp, n, from);
	if (refused_in_part(&reader) || only_partly(&reader) || refused(&reader) || accepted(&reader) ||
	    only_reason(&reader) || contradicts(&reader))
		return reader.answer;
	reader.answer = (struct offer_answer){0};
	if (two_clauses(&reader, cp, n, from))
		return reader.answer;
	if (polarity_of(cp + from, n - from) == POLARITY_yes) {
		reader.answer.does = OFFER_all;
		reader.answer.ask = true;
	}
	return reader.answer;
}
