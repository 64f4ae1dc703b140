/* Announcements of guests; see the header. */
#include "language/announcing.h"

#include <string.h>

#include "language/cover.h"
#include "language/undress.h"

#define TIMES_MAX 12

static const char *const guests[] = {"客人", "游客", "散客", "团队", "旅行团", "旅游团", "团", "大巴",
    "旅行社", "客", "回头客", "亲子", "接待", "guests", "guest", "visitors", "tourists", NULL};
static const char *const comes[] = {
    "来", "到", "过来", "要来", "会来", "来了", "coming", "come", "arrive", "arriving", "arrives", NULL};
static const char *const eats[] = {"吃饭", "用餐", "就餐", "吃", "中饭", "晚饭", "午饭", "早饭", "午餐",
    "晚餐", "早餐", "开席", "lunch", "dinner", "eat", NULL};
static const char *const stays[] = {"住宿", "过夜", "住", "stay", "overnight", NULL};
static const char *const diets[] = {"吃素", "素食", "素菜", "素席", "素", "清真", "回民", "轮椅", "无障碍",
    "vegetarian", "vegetarians", "halal", NULL};
static const char *const meals[] = {"中午", "晚上", "早上", "傍晚", "今晚", "明晚", "noon", "evening", NULL};
static const char *const others[] = {"大家", "注意", "注意啦", "各位", "啦", "了", "的", "有", "个", "要",
    "一下", "准备", "准备一下", "接一下", "安排", "安排一下", "做好", "服务", "麻烦", "辛苦", "请", "我们这",
    "我们这里", "这边", "村里", "我们村", "临时", "刚", "刚刚", "又", "打电话", "电话", "说", "带来", "介绍",
    "一共", "共", "是", "和", "都", "吧", "啊", "哦", "能", "看到", "看", "河", "河景", "最好", "一楼", "靠",
    "点名", "去", "想", "别给", "不要给", "别派", "不派", "只给", "只派", "跟", "其中", "里面", "家", "他家",
    "每桌", "每家", "各", "上海", "杭州", "宁波", "一个", "批", "一批", "辆", "人", "左右", "大概", "please",
    "with", NULL};
/* What makes the sentence another one. */
static const char *const blocks[] = {"听说", "据说", "好像", "可能", "也许", "说不定", "要是", "如果", "假如",
    "万一", "是不是", "有没有", "多少", "怎么", "什么", "为啥", "谁", "哪", "县里", "县上", "镇里", "镇上",
    "隔壁", "邻村", "别的村", "他们村", "人家村", "我家", "我们家", "俺家", "咱家", "自家", "电影", "电视",
    "新闻", "麻将", "打牌", "开会", "会议", "参会", "体检", "检查", "培训", "上课", "值班", "志愿", "义务",
    "劳动", "出工", "干活", "帮忙", "打扫", "扫雪", "搬", "抬", "修", "跳舞", "下棋", "疫苗", "核酸", "出殡",
    "白事", "红包", "走访", "昨天", "昨晚", "前天", "去年", "前年", "上次", "上周", "上个月", "以前", "那次",
    "那年", "当年", "没来", "不来", "不信", "不用", "取消", "结婚", "寿宴", "喜酒", "heard", "maybe",
    "perhaps", "meeting", "yesterday", NULL};

struct said_time {
	size_t from, to;
	struct when when;
	bool clock;
};

struct announce_reader {
	const uint32_t *cp;
	size_t from, n;
	int32_t today;
	int minute;
	int64_t table_heads;
	const bool *known;
	struct said_time times[TIMES_MAX];
	size_t time_count;
	struct announced *out;
};

static bool
any_in(const struct announce_reader *reader, size_t from, size_t to, const char *const *words)
{
	struct cover cover;

	if (to - from > COVER_MAX)
		return false;
	cover_begin(&cover, reader->cp, to, from);
	for (size_t at = from; at < to; at++)
		if (cover_word_at(&cover, at, words))
			return true;
	return false;
}

/* ---- times and meals ---- */

static void
find_times(struct announce_reader *reader)
{
	static const char *const leaves[] = {"走", "离开", "回去", "退房", "返程", "前回复", "前报", NULL};
	struct said_time *time = reader->times;

	for (size_t at = reader->from; at < reader->n && reader->time_count < TIMES_MAX;) {
		struct count count;
		size_t used = when_read(reader->cp + at, reader->n - at, reader->today, reader->minute, &time->when),
		       counted = count_at(reader->cp, reader->n, at, &count);

		if (used == 0 || (counted >= used && count_firm(&count))) {
			at += counted > 1 ? counted : 1;
			continue;
		}
		*time = (struct said_time){.from = at,
		    .to = at + used,
		    .when = time->when,
		    .clock = cover_says_hour(reader->cp, at, at + used)};
		at += used;
		if (any_in(reader, at, at + 3 < reader->n ? at + 3 : reader->n, leaves) || time->when.within)
			continue;
		reader->time_count++;
		time++;
	}
}

static bool
counts_guests(const struct count *count)
{
	return count->unit == COUNT_heads || count->unit == COUNT_tables || count->unit == COUNT_families;
}

/* Does a number of guests stand in [from, to) that is no part of others? */
static bool
has_guests(const struct announce_reader *reader, size_t from, size_t to)
{
	static const char *const parts[] = {"其中", "里面", "当中", "among", "including", NULL};
	const struct announced *out = reader->out;

	for (size_t i = 0; i < out->counted; i++)
		if (out->counts[i].from >= from && out->counts[i].from < to && counts_guests(&out->counts[i]) &&
		    !any_in(reader, from, out->counts[i].from, parts))
			return true;
	return false;
}

/* Two times of one meal: 今天中午…12点半到 is today at half past twelve. */
static void
merge(struct announced_meal *meal, const struct said_time *time)
{
	if (!meal->timed) {
		meal->when = time->when;
		meal->clock = time->clock;
		meal->timed = true;
		return;
	}
	if (time->when.has_day && !meal->when.has_day) {
		meal->when.day = time->when.day;
		meal->when.has_day = true;
	}
	if (time->when.has_minute && (!meal->when.has_minute || time->clock)) {
		meal->when.minute = time->when.minute;
		meal->when.has_minute = true;
		meal->clock = time->clock;
	}
	meal->when.bad |= time->when.bad;
}

/* A time with guests of its own behind it begins another meal. */
static void
find_meals(struct announce_reader *reader)
{
	struct announced *out = reader->out;

	out->count = 1;
	out->meals[0] = (struct announced_meal){.from = reader->from, .to = reader->n};
	for (size_t i = 0; i < reader->time_count; i++) {
		struct announced_meal *meal = &out->meals[out->count - 1];
		const struct said_time *time = &reader->times[i];
		size_t next = i + 1 < reader->time_count ? reader->times[i + 1].from : reader->n;
		bool begins = meal->timed && has_guests(reader, meal->from, time->from) &&
		    has_guests(reader, time->to, next) && out->count < ANNOUNCED_MEALS;

		if (begins) {
			struct announced_meal *more = &out->meals[out->count++];

			meal->to = time->from;
			*more = (struct announced_meal){.from = time->from, .to = reader->n};
			merge(more, time);
			if (!more->when.has_day && meal->when.has_day) {
				more->when.day = meal->when.day;
				more->when.has_day = true;
			}
			continue;
		}
		merge(meal, time);
	}
}

/* ---- what it comes to ---- */

static void
find_people(struct announce_reader *reader, struct announced_meal *meal, bool *found)
{
	struct announced *out = reader->out;
	struct count counts[ANNOUNCED_COUNTS];
	size_t count = 0;

	for (size_t i = 0; i < out->counted; i++)
		if (out->counts[i].from >= meal->from && out->counts[i].from < meal->to)
			counts[count++] = out->counts[i];
	*found = count_people(reader->cp, meal->to, counts, count, reader->table_heads, false, &meal->people);
	for (size_t i = 0, k = 0; i < out->counted; i++)
		if (out->counts[i].from >= meal->from && out->counts[i].from < meal->to)
			out->counts[i].part = counts[k++].part;
}

static enum announced_status
status_of(struct announce_reader *reader)
{
	struct announced *out = reader->out;
	for (size_t i = 0; i < out->count; i++) {
		struct announced_meal *meal = &out->meals[i];
		const struct count_people *people = &meal->people;
		bool found;

		find_people(reader, meal, &found);
		if (!found || (people->ask && people->to > 0))
			return ANNOUNCED_no_heads;
		if (people->two && people->families == 0) /* 5家:4人、3人 … is a list */
			return ANNOUNCED_two;
		if (!meal->timed)
			return ANNOUNCED_no_time;
		if (people->about)
			return ANNOUNCED_about;
	}
	return ANNOUNCED_whole;
}

static bool
asks(const struct announce_reader *reader)
{
	for (size_t i = reader->from; i < reader->n; i++)
		if (reader->cp[i] == '"' || reader->cp[i] == 0x201c ||
		    reader->cp[i] == U'「' /* somebody's words */ || reader->cp[i] == '?' || reader->cp[i] == U'吗')
			return true;
	return false;
}

/* Nothing stands there but times, numbers and words of guests. */
static bool
covered(const struct announce_reader *reader)
{
	static const char *const *const lists[] = {guests, comes, eats, stays, diets, meals, others};
	struct cover cover;

	cover_begin(&cover, reader->cp, reader->n, reader->from);
	for (size_t i = 0; i < reader->time_count; i++)
		cover_span(&cover, reader->times[i].from, reader->times[i].to);
	for (size_t i = 0; i < reader->out->counted; i++)
		cover_span(&cover, reader->out->counts[i].from, reader->out->counts[i].to);
	for (size_t i = reader->from; reader->known && i < reader->n; i++)
		cover.used[i] |= reader->known[i];
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		cover_all(&cover, lists[i]);
	return cover_done(&cover, reader->from, reader->n);
}

static bool
past(const struct announce_reader *reader)
{
	for (size_t i = 0; i < reader->time_count; i++)
		if ((reader->times[i].when.has_day && reader->times[i].when.day < reader->today) ||
		    reader->times[i].when.repeat != WHEN_ONCE)
			return true;
	return false;
}

/* Heard although nobody addressed the bot: it speaks of guests, eating, tables or staying, or
 * it says nothing but when and how many. */
static bool
is_certain(const struct announce_reader *reader)
{
	size_t from = reader->from, n = reader->n;
	const struct announced *out = reader->out;
	bool guest = any_in(reader, from, n, guests), come = any_in(reader, from, n, comes),
	     meal = any_in(reader, from, n, eats) || any_in(reader, from, n, diets) ||
	    any_in(reader, from, n, stays),
	     tables = out->meals[0].people.tables > 0;

	if (asks(reader) || past(reader) || any_in(reader, from, n, blocks))
		return false;
	switch (out->status) {
	case ANNOUNCED_whole:
	case ANNOUNCED_about:
	case ANNOUNCED_unread:
	case ANNOUNCED_two:
		return guest || meal || tables || (come && any_in(reader, from, n, meals)) ||
		    (come && out->meals[0].people.families) || covered(reader);
	case ANNOUNCED_no_time: return (guest || meal || tables) && come && covered(reader);
	case ANNOUNCED_no_heads: return guest && come && out->meals[0].timed && covered(reader);
	case ANNOUNCED_none: break;
	}
	return false;
}

/* Only a + between two numbers: 45+3. */
static bool
joins(const struct announce_reader *reader, size_t from, size_t to)
{
	static const char *const signs[] = {"+", "加", "、", NULL};

	return to - from == 1 && any_in(reader, from, to, signs);
}

void
announce_understand(
    const uint32_t *cp, size_t n, size_t from, const struct announced_now *now, struct announced *out)
{
	struct announce_reader reader = {.cp = cp,
	    .from = from,
	    .n = n,
	    .today = now->today,
	    .minute = now->minute,
	    .table_heads = now->table_heads,
	    .known = now->known,
	    .out = out};

	memset(out, 0, sizeof *out);
	if (n <= from || n - from > COVER_MAX)
		return;
	out->counted = count_said(cp, n, from, now->today, now->minute, out->counts, ANNOUNCED_COUNTS);
	find_times(&reader);
	find_meals(&reader);
	out->status = status_of(&reader);
	if (out->status == ANNOUNCED_no_heads && !any_in(&reader, from, n, guests) &&
	    !any_in(&reader, from, n, comes))
		out->status = ANNOUNCED_none;
	for (size_t i = 0; i < out->counted && out->status == ANNOUNCED_whole; i++) {
		const struct count *one = &out->counts[i];
		bool joined = (i + 1 < out->counted && joins(&reader, one->to, out->counts[i + 1].from)) ||
		    (i > 0 && joins(&reader, out->counts[i - 1].to, one->from));

		/* 11.14 中午: perhaps a date; 30+2人 is one number. */
		if ((one->unit != COUNT_none && one->unit != COUNT_record) || joined)
			continue;
		out->status = ANNOUNCED_unread;
		out->about_from = one->from;
		out->about_to = one->to;
	}
	for (size_t i = 0; i < out->counted && out->status != ANNOUNCED_unread; i++)
		if ((out->counts[i].about || out->counts[i].ask) && counts_guests(&out->counts[i]) &&
		    out->about_to == 0) {
			out->about_from = out->counts[i].from;
			out->about_to = out->counts[i].to;
		}
	out->certain = is_certain(&reader);
}
