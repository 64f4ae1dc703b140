/* Changes of announced guests; see the header. */
#include "language/changing.h"

#include <string.h>

#include "language/count.h"
#include "language/cover.h"
#include "language/undress.h"

#define COUNTS_MAX 8
#define SENTENCE_MAX 60

static const char *const polite[] = {"客人", "游客", "他们", "人家", "那边", "对方", "旅行社", "导游", "团",
    "团队", "这批", "那批", "这个团", "那个团", "刚", "刚才", "刚刚", "说", "打电话", "接到", "接到电话",
    "订", "来电话", "电话", "来电", "通知", "临时", "又", "再", "还", "还要", "都", "就", "要", "了", "的",
    "吧", "啊", "哦", "哈", "呀", "呢", "啦", "嘛", "大家", "注意", "各位", "时间", "人数", "数字", "数",
    "人", "有变", "变了", "有变化", "变化", "变动", "变更", "有变动", "没变", "不变", "没有变", "一下",
    "麻烦", "请", "到", "吃饭", "吃", "用餐", "来", "过来", "中饭", "晚饭", "午饭", "早饭", "是", "对",
    "不对", "说错了", "错了", "讲错了", "写错了", "打错了", "更正", "纠正", "抱歉", "不好意思", "实际",
    "现在", "最后", "确定", "一共", "总共", "共", "个", "客", "到了", "里面", "有", "其中有", "其中", "当中",
    "另外", "guests", "the", "they", "please", "to", "it", "of", "them", "are", "is", "now", "not", "but",
    NULL};
static const char *const sets[] = {"改成", "改为", "改到", "改", "变成", "变为", "换成", "换到", "调整为",
    "调到", "定在", "定为", "只来", "就来", "只有", "成了", "change to", "changed to", "make it", NULL};
/* 减到100 is no less by 100. */
static const char *const ends_at[] = {
    "减到", "减少到", "降到", "加到", "增加到", "增到", "多到", "涨到", "只剩", "剩", "只有", NULL};
static const char *const plus[] = {"加", "加了", "又加了", "再加", "多", "多了", "多来", "又多了", "增加",
    "增加了", "添", "plus", "add", "more", NULL};
static const char *const minus[] = {
    "减", "减了", "减少", "减少了", "少", "少了", "少来", "又少了", "minus", "fewer", "less", NULL};
static const char *const later[] = {"推迟", "推迟到", "延迟", "延迟到", "延后", "延后到", "晚", "晚到",
    "拖到", "延到", "推到", "postpone to", "postponed to", "later", NULL};
static const char *const earlier[] = {"提前", "提前到", "提早", "提早到", "早", "早到", "earlier", NULL};
static const char *const cancels[] = {"不来了", "来不了", "来不了了", "不来", "取消了", "取消吧", "取消",
    "黄了", "不用准备了", "不用接了", "不用准备", "取消派客", "cancelled", "cancel", "not coming",
    "do not come", "cancel the dispatch", NULL};
static const char *const vegetarians[] = {
    "吃素", "素食", "素的", "吃素的", "素菜", "素席", "素", "vegetarian", "vegetarians", NULL};
static const char *const halals[] = {"清真", "回民", "吃清真", "吃清真的", "halal", NULL};

struct change_reader {
	struct cover cover;
	int32_t today;
	int minute;
	struct count counts[COUNTS_MAX];
	size_t count;
	bool corrected; /* a time was said not to be the one */
	struct guest_change change;
};

static bool
counts_guests(const struct count *count)
{
	return count->unit == COUNT_heads || count->unit == COUNT_tables;
}

/* 改成中午 is a time although it has no clock; 改成蓝色 is none at all. */
static void
take_time(struct change_reader *reader)
{
	struct guest_change *change = &reader->change;
	size_t from, to, at = reader->cover.from;
	struct when when;
	bool clock = false, corrected = false;

	while (cover_time(&reader->cover, at, reader->today, reader->minute, &when, &from, &to)) {
		at = to;
		if (when.repeat != WHEN_ONCE || when.within || (when.has_day && when.day < reader->today)) {
			change->ask = true;
			continue;
		}
		static const char *const of[] = {"的", "那批", "这批", NULL}, *const nots[] = {"不是", "不在", NULL};
		if (from >= reader->cover.from + 2 && cover_word_at(&reader->cover, from - 2, nots)) {
			cover_span(&reader->cover, from - 2, from); /* 不是中午是晚上6点 */
			corrected = true;
			continue;
		}
		if (cover_word_at(&reader->cover, to, of)) { /* 今天的客人推到明天 */
			change->dated = true;
			change->which = when;
			continue;
		}
		if (!change->timed) {
			change->when = when;
		} else { /* 改到后天,中午12点: both say one time */
			if (when.has_day) {
				change->ask |= change->when.has_day && change->when.day != when.day;
				change->when.day = when.day;
				change->when.has_day = true;
			}
			if (when.has_minute) {
				change->when.minute = when.minute;
				change->when.has_minute = true;
			}
		}
		change->timed = true;
		change->when.bad |= when.bad;
		clock |= cover_says_hour(reader->cover.cp, from, to);
	}
	change->no_hour = change->timed && change->when.has_minute && !clock;
	reader->corrected = corrected;
}

static void
take_diet(struct change_reader *reader)
{
	struct cover *cover = &reader->cover;
	struct guest_change *change = &reader->change;
	size_t at, used;
	bool greens = cover_take(cover, vegetarians, &at, &used);

	if (!greens && !cover_take(cover, halals, &at, &used))
		return;
	cover_all(cover, greens ? vegetarians : halals);
	change->diet = greens ? CHANGE_vegetarian : CHANGE_halal;
	static const char *const agains[] = {"再", "又", "还", "另外", NULL};
	for (size_t i = cover->from; i < cover->n; i++)
		change->diet_more |= cover_word_at(cover, i, agains) > 0;
	for (size_t i = 0; i < reader->count; i++) {
		const struct count *one = &reader->counts[i];

		if (!counts_guests(one) || cover->used[one->from])
			continue;
		change->diet_count = one->lo;
		change->diet_tables = one->unit == COUNT_tables;
		change->ask |= one->about || one->ask;
		cover_span(cover, one->from, one->to);
		return;
	}
}

/* 推迟半小时, 晚一个小时: by how much. */
static void
take_shift(struct change_reader *reader, bool early)
{
	struct guest_change *change = &reader->change;

	for (size_t i = 0; i < reader->count; i++) {
		const struct count *one = &reader->counts[i];
		int64_t unit = one->unit == COUNT_hours ? 36000 : one->unit == COUNT_minutes ? 600 : 0;

		if (unit == 0 || reader->cover.used[one->from])
			continue;
		change->shift_ms = one->lo * unit * (early ? -1 : 1);
		change->timed = true;
		change->ask |= one->about || one->ask;
		cover_span(&reader->cover, one->from, one->to);
		return;
	}
}

/* 不是150是130: the first number is what it was. */
static bool
corrects(struct change_reader *reader)
{
	static const char *const nots[] = {"不是", NULL},
	                         *const buts[] = {"是", "而是", "改", "改成", "改为", "变", "变成", NULL};
	struct cover *cover = &reader->cover;
	size_t at, used;
	struct count old, now;

	if (!cover_take(cover, nots, &at, &used)) { /* 150改130 */
		if (reader->count != 2 || reader->counts[0].from != cover->from)
			return false;
		at = cover->from;
		used = 0;
	}
	size_t first = at + used, taken = count_at(cover->cp, cover->n, first, &old), second = first + taken;
	while (second < cover->n && undress_mark(cover->cp[second]))
		second++;
	size_t but = cover_word_at(cover, second, buts);
	size_t more = but ? count_at(cover->cp, cover->n, second + but, &now) : 0;
	if (taken == 0 || more == 0)
		return false;
	reader->change.old = old.lo;
	reader->change.count = now.lo;
	reader->change.heads = CHANGE_to;
	reader->change.tables = now.unit == COUNT_tables || (old.unit == COUNT_tables && now.unit != COUNT_heads);
	reader->change.ask |= now.about || now.ask || old.about;
	cover_span(cover, at, second + but + more);
	return true;
}

static const struct count *
open_count(const struct change_reader *reader, bool bare)
{
	for (size_t i = 0; i < reader->count; i++)
		if ((counts_guests(&reader->counts[i]) || (bare && reader->counts[i].unit == COUNT_none)) &&
		    !reader->cover.used[reader->counts[i].from])
			return &reader->counts[i];
	return NULL;
}

/* A verb of one kind and the number behind it. */
static bool
take_heads(struct change_reader *reader, const char *const *verbs, enum change_heads how)
{
	struct cover *cover = &reader->cover;
	struct guest_change *change = &reader->change;
	const struct count *one = open_count(reader, true);
	size_t at, used;

	if (one == NULL || change->heads != CHANGE_same || !cover_take(cover, verbs, &at, &used))
		return false;
	/* 少十个人, 10个少了: the number stands behind its verb, or right before it */
	change->heads = how;
	change->count = one->lo;
	change->tables = one->unit == COUNT_tables;
	change->ask |= one->about || one->ask || one->sign;
	cover_span(cover, one->from, one->to);
	return true;
}

/* The time that was said tells which guests are meant. */
static void
only_dates(struct guest_change *change, bool so)
{
	if (!so)
		return;
	change->dated = true;
	change->which = change->when;
	change->timed = false;
	change->no_hour = false;
}

static void
take_verbs(struct change_reader *reader)
{
	struct cover *cover = &reader->cover;
	struct guest_change *change = &reader->change;
	size_t at, used;
	bool late = cover_take(cover, later, &at, &used), early = !late && cover_take(cover, earlier, &at, &used);

	if (late || early)
		take_shift(reader, early);
	if (cover_take(cover, cancels, &at, &used)) {
		const struct count *some = open_count(reader, false);

		only_dates(change, change->timed);
		change->cancel = some == NULL;
		if (some) { /* 10个不来了 */
			change->heads = CHANGE_minus;
			change->count = some->lo;
			change->tables = some->unit == COUNT_tables;
			change->ask |= some->about || some->ask;
			cover_span(cover, some->from, some->to);
		}
		return;
	}
	if (corrects(reader) || take_heads(reader, ends_at, CHANGE_to) ||
	    take_heads(reader, minus, CHANGE_minus) || take_heads(reader, plus, CHANGE_plus) ||
	    take_heads(reader, sets, CHANGE_to)) {
		only_dates(change, change->timed && change->heads != CHANGE_to && !late && !early);
		cover_all(cover, sets);
		return;
	}
	/* 改到后天; 刚才说错了是明天中午 */
	bool says = cover_take(cover, sets, &at, &used);
	static const char *const wrong[] = {
	    "错了", "说错", "更正", "不对", "时间改", "时间变", "变了", "有变", NULL};
	struct cover whole = *cover;
	cover_begin(&whole, cover->cp, cover->n, cover->from);
	bool corrected = cover_take(&whole, wrong, &at, &used) || reader->corrected;
	const struct count *one = corrected || says ? open_count(reader, false) : NULL;
	if (one) {
		change->heads = CHANGE_to;
		change->count = one->lo;
		change->tables = one->unit == COUNT_tables;
		change->ask |= one->about || one->ask;
		cover_span(cover, one->from, one->to);
	}
	/* A time alone changes nothing: it says which guests. */
	only_dates(change, change->timed && !says && !late && !early && !corrected);
	cover_all(cover, sets);
}

static bool
begins_exactly(const struct cover *cover)
{
	static const char *const forms[] = {"改成", "改为", "改到", "推迟到", "提前到", "加", "减", "素食",
	    "清真", "取消派客", "change to", NULL};

	return cover_word_at(cover, cover->from, forms) > 0;
}

struct guest_change
change_understand(const uint32_t *cp, size_t n, size_t from, int32_t today, int minute)
{
	struct change_reader reader = {.today = today, .minute = minute};
	struct guest_change *change = &reader.change;

	if (n <= from || n - from > SENTENCE_MAX)
		return (struct guest_change){0};
	for (size_t i = from; i < n; i++)
		if (cp[i] == '?' || cp[i] == U'吗')
			return (struct guest_change){0};
	cover_begin(&reader.cover, cp, n, from);
	change->exact = begins_exactly(&reader.cover);
	reader.count = count_said(cp, n, from, today, minute, reader.counts, COUNTS_MAX);
	take_time(&reader);
	take_diet(&reader);
	take_verbs(&reader);
	cover_all(&reader.cover, polite);
	bool says = change->cancel || change->heads != CHANGE_same || change->timed ||
	    change->diet != CHANGE_no_diet;
	if (!says || !cover_done(&reader.cover, from, n))
		return (struct guest_change){0};
	/* 其中10个吃素 changes; 大家都吃素 of nobody in particular is read elsewhere. */
	change->any = true;
	if (change->cancel && (change->heads != CHANGE_same || change->diet != CHANGE_no_diet))
		change->ask = true;
	return *change;
}
