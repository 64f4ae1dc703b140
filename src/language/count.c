/* Everything that is counted; see the header. A count is a word before (大概, 最多, 第), a
 * number or an idiom (七八, 十几, 老两口, 一批), a unit, and a word behind (来, 多, 左右). */
#include "language/count.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "language/numeral.h"

#define HAN_FROM 0x3400
#define NOUN_REACH 8 /* 150个上海客人: how far the noun may stand behind 个 */
#define PHONE_DIGITS 7

struct letters {
	const uint32_t *cp;
	size_t n;
};

/* The word's length if it stands here; a Latin word must end there. */
static size_t
word_at(struct letters text, size_t at, const char *word)
{
	size_t n = 0;
	uint32_t last = 0;

	for (const char *p = word; *p; n++) {
		last = text_next(&p);
		if (at + n >= text.n || text.cp[at + n] != last)
			return 0;
	}
	bool latin = last >= 'a' && last <= 'z';
	if (latin && at + n < text.n && text.cp[at + n] >= 'a' && text.cp[at + n] <= 'z')
		return 0;
	return n;
}

/* Does the word end right before `at`, blanks left out? */
static bool
word_before(struct letters text, size_t at, const char *word)
{
	size_t n = text_length(word);

	while (at > 0 && text.cp[at - 1] == ' ')
		at--;
	return at >= n && word_at((struct letters){text.cp, at}, at - n, word) == n;
}

static size_t
any_word(struct letters text, size_t at, const char *const *words)
{
	size_t best = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = word_at(text, at, words[i]);

		best = used > best ? used : best;
	}
	return best;
}

static bool
any_before(struct letters text, size_t at, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (word_before(text, at, words[i]))
			return true;
	return false;
}

static bool
han(struct letters text, size_t at)
{
	return at < text.n && text.cp[at] >= HAN_FROM && text.cp[at] < 0xf900;
}

static bool
arabic(struct letters text, size_t at)
{
	return at < text.n && text.cp[at] >= '0' && text.cp[at] <= '9';
}

bool
count_minus(uint32_t cp)
{
	return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x2500 || cp == 0x2796 ||
	    cp == 0xfe58 || cp == 0xfe63 || cp == 0xff0d;
}

static size_t
blanks(struct letters text, size_t at)
{
	while (at < text.n && text.cp[at] == ' ')
		at++;
	return at;
}

/* ---- units ---- */

struct unit_word {
	const char *word;
	enum count_unit unit;
	int64_t times; /* hundredths: 对 is 200 people */
	enum count_role role;
};

static const struct unit_word units[] = {
    {"个人", COUNT_heads, 100, 0},
    {"号人", COUNT_heads, 100, 0},
    {"口人", COUNT_heads, 100, 0},
    {"口子", COUNT_heads, 100, 0},
    {"口", COUNT_heads, 100, 0},
    {"人", COUNT_heads, 100, 0},
    {"位", COUNT_heads, 100, 0},
    {"名", COUNT_heads, 100, 0},
    {"客人", COUNT_heads, 100, 0},
    {"个客人", COUNT_heads, 100, 0},
    {"个客", COUNT_heads, 100, 0},
    {"大", COUNT_heads, 100, COUNT_adults},
    {"小", COUNT_heads, 100, COUNT_children},
    {"大人", COUNT_heads, 100, COUNT_adults},
    {"个大人", COUNT_heads, 100, COUNT_adults},
    {"位大人", COUNT_heads, 100, COUNT_adults},
    {"名大人", COUNT_heads, 100, COUNT_adults},
    {"个成人", COUNT_heads, 100, COUNT_adults},
    {"名成人", COUNT_heads, 100, COUNT_adults},
    {"小孩", COUNT_heads, 100, COUNT_children},
    {"个小孩", COUNT_heads, 100, COUNT_children},
    {"个孩子", COUNT_heads, 100, COUNT_children},
    {"个小朋友", COUNT_heads, 100, COUNT_children},
    {"名小孩", COUNT_heads, 100, COUNT_children},
    {"名儿童", COUNT_heads, 100, COUNT_children},
    {"个儿童", COUNT_heads, 100, COUNT_children},
    {"个老人", COUNT_heads, 100, COUNT_old},
    {"位老人", COUNT_heads, 100, COUNT_old},
    {"名老人", COUNT_heads, 100, COUNT_old},
    {"男", COUNT_heads, 100, COUNT_men},
    {"女", COUNT_heads, 100, COUNT_women},
    {"个男的", COUNT_heads, 100, COUNT_men},
    {"个女的", COUNT_heads, 100, COUNT_women},
    {"对", COUNT_heads, 200, 0},
    {"对夫妻", COUNT_heads, 200, 0},
    {"对夫妇", COUNT_heads, 200, 0},
    {"对情侣", COUNT_heads, 200, 0},
    {"对老人", COUNT_heads, 200, 0},
    {"姐妹", COUNT_heads, 100, 0},
    {"兄弟", COUNT_heads, 100, 0},
    {"桌", COUNT_tables, 100, 0},
    {"席", COUNT_tables, 100, 0},
    {"桌人", COUNT_tables, 100, 0},
    {"桌客人", COUNT_tables, 100, 0},
    {"床", COUNT_beds, 100, 0},
    {"张床", COUNT_beds, 100, 0},
    {"张床位", COUNT_beds, 100, 0},
    {"床位", COUNT_beds, 100, 0},
    {"个床位", COUNT_beds, 100, 0},
    {"间", COUNT_rooms, 100, 0},
    {"间房", COUNT_rooms, 100, 0},
    {"间房间", COUNT_rooms, 100, 0},
    {"个房间", COUNT_rooms, 100, 0},
    {"家", COUNT_families, 100, 0},
    {"家人", COUNT_families, 100, 0},
    {"户", COUNT_families, 100, 0},
    {"户人家", COUNT_families, 100, 0},
    {"组", COUNT_families, 100, 0},
    {"组人", COUNT_families, 100, 0},
    {"组客人", COUNT_families, 100, 0},
    {"个家庭", COUNT_families, 100, 0},
    {"家庭", COUNT_families, 100, 0},
    {"批", COUNT_parties, 100, 0},
    {"拨", COUNT_parties, 100, 0},
    {"个团", COUNT_parties, 100, 0},
    {"个旅行团", COUNT_parties, 100, 0},
    {"个旅游团", COUNT_parties, 100, 0},
    {"车人", COUNT_parties, 100, 0},
    {"车客人", COUNT_parties, 100, 0},
    {"个大巴", COUNT_parties, 100, 0},
    {"辆大巴", COUNT_parties, 100, 0},
    {"天", COUNT_days, 100, 0},
    {"个工作日", COUNT_workdays, 100, 0},
    {"工作日", COUNT_workdays, 100, 0},
    {"周", COUNT_weeks, 100, 0},
    {"个星期", COUNT_weeks, 100, 0},
    {"个礼拜", COUNT_weeks, 100, 0},
    {"星期", COUNT_weeks, 100, 0},
    {"礼拜", COUNT_weeks, 100, 0},
    {"个月", COUNT_months, 100, 0},
    {"年", COUNT_years, 100, 0},
    {"晚", COUNT_nights, 100, 0},
    {"夜", COUNT_nights, 100, 0},
    {"个晚上", COUNT_nights, 100, 0},
    {"小时", COUNT_hours, 100, 0},
    {"个小时", COUNT_hours, 100, 0},
    {"个钟头", COUNT_hours, 100, 0},
    {"钟头", COUNT_hours, 100, 0},
    {"个钟", COUNT_hours, 100, 0},
    {"分钟", COUNT_minutes, 100, 0},
    {"元", COUNT_money, 100, 0},
    {"块", COUNT_money, 100, 0},
    {"块钱", COUNT_money, 100, 0},
    {"角", COUNT_money, 10, 0},
    {"毛", COUNT_money, 10, 0},
    {"毛钱", COUNT_money, 10, 0},
    {"点", COUNT_points, 100, 0},
    {"分", COUNT_points, 100, 0},
    {"号", COUNT_record, 100, 0},
    {"号楼", COUNT_place, 100, 0},
    {"号院", COUNT_place, 100, 0},
    {"号房", COUNT_place, 100, 0},
    {"号门", COUNT_place, 100, 0},
    {"号病房", COUNT_place, 100, 0},
    {"号线", COUNT_place, 100, 0},
    {"号桥", COUNT_place, 100, 0},
    {"楼", COUNT_place, 100, 0},
    {"层", COUNT_place, 100, 0},
    {"栋", COUNT_place, 100, 0},
    {"幢", COUNT_place, 100, 0},
    {"单元", COUNT_place, 100, 0},
    {"室", COUNT_place, 100, 0},
    {"亩", COUNT_area, 100, 0},
    {"亩地", COUNT_area, 100, 0},
    {"平方米", COUNT_goods, 100, 0},
    {"平米", COUNT_goods, 100, 0},
    {"平方", COUNT_goods, 100, 0},
    {"公分", COUNT_goods, 100, 0},
    {"厘米", COUNT_goods, 100, 0},
    {"米", COUNT_goods, 100, 0},
    {"公里", COUNT_goods, 100, 0},
    {"里路", COUNT_goods, 100, 0},
    {"公斤", COUNT_goods, 100, 0},
    {"斤", COUNT_goods, 100, 0},
    {"吨", COUNT_goods, 100, 0},
    {"袋", COUNT_goods, 100, 0},
    {"箱", COUNT_goods, 100, 0},
    {"瓶", COUNT_goods, 100, 0},
    {"条", COUNT_goods, 100, 0},
    {"只", COUNT_goods, 100, 0},
    {"头", COUNT_goods, 100, 0},
    {"棵", COUNT_goods, 100, 0},
    {"件", COUNT_goods, 100, 0},
    {"次", COUNT_goods, 100, 0},
    {"趟", COUNT_goods, 100, 0},
    {"遍", COUNT_goods, 100, 0},
    {"张", COUNT_goods, 100, 0},
    {"份", COUNT_goods, 100, 0},
    {"本", COUNT_goods, 100, 0},
    {"台", COUNT_goods, 100, 0},
    {"辆", COUNT_goods, 100, 0},
    {"盏", COUNT_goods, 100, 0},
    {"根", COUNT_goods, 100, 0},
    {"块地", COUNT_goods, 100, 0},
    {"块板", COUNT_goods, 100, 0},
    {"口井", COUNT_goods, 100, 0},
    {"口锅", COUNT_goods, 100, 0},
    {"口塘", COUNT_goods, 100, 0},
    {"人份", COUNT_goods, 100, 0},
    {"岁", COUNT_goods, 100, 0},
    {"度", COUNT_goods, 100, 0},
    {"期", COUNT_goods, 100, 0},
    {"条信息", COUNT_goods, 100, 0},
    {"%", COUNT_goods, 100, 0},
    {"people", COUNT_heads, 100, 0},
    {"persons", COUNT_heads, 100, 0},
    {"person", COUNT_heads, 100, 0},
    {"guests", COUNT_heads, 100, 0},
    {"guest", COUNT_heads, 100, 0},
    {"visitors", COUNT_heads, 100, 0},
    {"tourists", COUNT_heads, 100, 0},
    {"heads", COUNT_heads, 100, 0},
    {"pax", COUNT_heads, 100, 0},
    {"adults", COUNT_heads, 100, COUNT_adults},
    {"kids", COUNT_heads, 100, COUNT_children},
    {"children", COUNT_heads, 100, COUNT_children},
    {"couples", COUNT_heads, 200, 0},
    {"vegetarians", COUNT_heads, 100, 0},
    {"tables", COUNT_tables, 100, 0},
    {"table", COUNT_tables, 100, 0},
    {"beds", COUNT_beds, 100, 0},
    {"bed", COUNT_beds, 100, 0},
    {"rooms", COUNT_rooms, 100, 0},
    {"families", COUNT_families, 100, 0},
    {"family", COUNT_families, 100, 0},
    {"parties", COUNT_families, 100, 0},
    {"groups", COUNT_parties, 100, 0},
    {"days", COUNT_days, 100, 0},
    {"day", COUNT_days, 100, 0},
    {"working days", COUNT_workdays, 100, 0},
    {"workdays", COUNT_workdays, 100, 0},
    {"weeks", COUNT_weeks, 100, 0},
    {"week", COUNT_weeks, 100, 0},
    {"months", COUNT_months, 100, 0},
    {"years", COUNT_years, 100, 0},
    {"nights", COUNT_nights, 100, 0},
    {"night", COUNT_nights, 100, 0},
    {"hours", COUNT_hours, 100, 0},
    {"hour", COUNT_hours, 100, 0},
    {"minutes", COUNT_minutes, 100, 0},
    {"yuan", COUNT_money, 100, 0},
    {"rmb", COUNT_money, 100, 0},
    {"points", COUNT_points, 100, 0},
    {"kg", COUNT_goods, 100, 0},
    {"am", COUNT_points, 100, 0},
    {"pm", COUNT_points, 100, 0},
};

/* The longest unit at `at`. */
static const struct unit_word *
unit_at(struct letters text, size_t at, size_t *used)
{
	const struct unit_word *found = NULL;

	*used = 0;
	for (size_t i = 0; at < text.n && i < sizeof units / sizeof *units; i++) {
		size_t n = word_at(text, at, units[i].word);

		if (n > *used) {
			*used = n;
			found = &units[i];
		}
	}
	return found;
}

/* What 个 counts follows from what stands behind: verbs and the end mean people, a noun
 * that ends in 人 or 客 within the clause, too; another noun is a thing. */
static bool
counts_people(struct letters text, size_t at)
{
	static const char *const goes_on[] = {"吃", "住", "来", "到", "好", "过来", "要", "用餐", "去", "都",
	    "给", "剩", "吧", "了", "就", "也", "够", "行", "没", "不", "左右", "上下", "多", "以", "先", "再",
	    "接", "让", "在", "全", "是", "男", "女", "素", "回", "走", "坐", "退", "加", "的", "可", "嘛", "呢",
	    "啊", "和", "还", "孩", "你", "我", "他", "大家", "请", "麻烦", "谢谢", "大人", "小孩", "老", "学生",
	    "另", "其", "今", "明", "后天", "中午", "晚上", "清真", "过夜", NULL},
	                         *const people[] = {"客", "人", "团", "学生", "老师", "领导", "游", NULL};

	at = blanks(text, at);
	if (!han(text, at) || any_word(text, at, goes_on))
		return true;
	for (size_t i = at; i < at + NOUN_REACH && han(text, i); i++)
		if (any_word(text, i, people))
			return true;
	return false;
}

/* 桌子, 人民路, 家具, 天气, 位子: the unit is the head of another word. */
static bool
part_of_word(struct letters text, const struct unit_word *unit, size_t end)
{
	static const struct {
		const char *unit, *next[6];
	} not_units[] = {
	    {"桌", {"子", NULL}},
	    {"床", {"单", "垫", NULL}},
	    {"家", {"具", "电", "长", "禽", NULL}},
	    {"户", {"口", NULL}},
	    {"天", {"气", "线", NULL}},
	    {"位", {"子", "置", NULL}},
	    {"名", {"字", "单", NULL}},
	    {"人", {"民", "行道", NULL}},
	    {"晚", {"上", "饭", NULL}},
	    {"夜", {"里", NULL}},
	    {"点", {"心", "名", NULL}},
	    {"分", {"配", "头", "给", "批", NULL}},
	    {"大", {"巴", "桌", "车", "概", "约", NULL}},
	    {"小", {"时", "桌", "车", NULL}},
	    {"对", {"方", "面", "不", "的", NULL}},
	    {"口", {"头", "粮", NULL}},
	    {"周", {"家", "围", "边", NULL}},
	    {"组", {"织", "长", NULL}},
	    {"期", {"间", NULL}},
	    {"年", {"级", "纪", NULL}},
	    {"席", {"位", NULL}},
	    {"号", {"码", "召", NULL}},
	};

	for (size_t i = 0; i < sizeof not_units / sizeof *not_units; i++)
		if (strcmp(unit->word, not_units[i].unit) == 0 && any_word(text, end, not_units[i].next))
			return true;
	return false;
}

/* ---- the number ---- */

struct number {
	int64_t lo, hi;
	bool about, ask, exact_han; /* exact_han: a lone Chinese figure, no number unless something is counted */
};

/* twenty-five, two hundred and five, half a dozen, a couple of. */
static size_t
english(struct letters text, size_t at, struct number *out)
{
	static const struct {
		const char *word;
		int64_t value;
	} words[] = {
	    {"one", 1},
	    {"two", 2},
	    {"three", 3},
	    {"four", 4},
	    {"five", 5},
	    {"six", 6},
	    {"seven", 7},
	    {"eight", 8},
	    {"nine", 9},
	    {"ten", 10},
	    {"eleven", 11},
	    {"twelve", 12},
	    {"thirteen", 13},
	    {"fourteen", 14},
	    {"fifteen", 15},
	    {"sixteen", 16},
	    {"seventeen", 17},
	    {"eighteen", 18},
	    {"nineteen", 19},
	    {"twenty", 20},
	    {"thirty", 30},
	    {"forty", 40},
	    {"fifty", 50},
	    {"sixty", 60},
	    {"seventy", 70},
	    {"eighty", 80},
	    {"ninety", 90},
	    {"hundred", -100},
	    {"thousand", -1000},
	    {"dozen", -12},
	    {"a couple of", 2},
	    {"half a dozen", 6},
	    {"a dozen", 12},
	    {"a hundred", 100},
	};
	int64_t total = 0, here = 0;
	size_t i = at, end = at;

	if (at > 0 && text.cp[at - 1] >= 'a' && text.cp[at - 1] <= 'z')
		return 0;
	for (;;) {
		size_t used = 0, found = 0;

		for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
			size_t n = word_at(text, i, words[k].word);

			if (n > used) {
				used = n;
				found = k;
			}
		}
		if (used == 0)
			break;
		int64_t value = words[found].value;
		if (value > 0)
			here += value;
		else if (here == 0)
			break; /* hundred alone is no number */
		else
			here *= -value;
		if (value == -1000) {
			total += here;
			here = 0;
		}
		end = i + used;
		i = end + (end < text.n && (text.cp[end] == ' ' || text.cp[end] == '-'));
		i += word_at(text, i, "and") && value == -100 ? 4 : 0;
		if (total + here > 1000000)
			return 0;
	}
	out->lo = out->hi = (total + here) * 100;
	return end - at;
}

/* The largest power of ten that divides the value: 多 behind 120 means up to 129. */
static int64_t
grain(int64_t hundredths)
{
	int64_t ten = 1;

	while (hundredths > 0 && hundredths % (ten * 1000) == 0)
		ten *= 10;
	return ten;
}

/* 三十多, 六十来, 百把: behind the number, before the unit. */
static size_t
more_behind(struct letters text, size_t at, struct number *out)
{
	static const char *const over[] = {"多", "余", NULL}, *const nearly[] = {"来", "把", NULL};
	int64_t ten = grain(out->lo);
	size_t used;

	if (ten < 10 || out->lo != out->hi)
		return 0;
	if ((used = any_word(text, at, over)) > 0) {
		out->hi = out->lo + ten * 100 - 100;
		out->lo += 100;
	} else if ((used = any_word(text, at, nearly)) > 0) {
		/* 三十来吃饭 is 三十 and a verb */
		size_t behind = blanks(text, at + used), unit;

		if (unit_at(text, behind, &unit) == NULL && word_at(text, behind, "个") == 0)
			return 0;
		out->hi = out->lo + (ten == 10 ? 500 : ten * 10);
	} else {
		return 0;
	}
	out->about = true;
	return used;
}

/* 几, 好几, 几十, 上百, 若干: a number that nobody knows. */
static size_t
unknown(struct letters text, size_t at, struct number *out)
{
	static const struct {
		const char *word;
		int64_t lo, hi;
	} words[] = {
	    {"好几十", 30, 99},
	    {"好几百", 300, 999},
	    {"好几", 3, 9},
	    {"几十", 20, 99},
	    {"几百", 200, 999},
	    {"几", 2, 9},
	    {"上百", 100, 999},
	    {"上千", 1000, 9999},
	    {"数十", 20, 99},
	    {"若干", 2, 99},
	    {"许多", 2, 999},
	    {"很多", 2, 999},
	    {"好多", 2, 999},
	    {"不少", 2, 999},
	    {"一些", 2, 99},
	    {"一大", 2, 99},
	    {"several", 2, 9},
	    {"some", 2, 99},
	    {"many", 2, 999},
	    {"a few", 2, 9},
	};
	size_t best = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t used = word_at(text, at, words[i].word);

		if (used > best) {
			best = used;
			*out = (struct number){words[i].lo * 100, words[i].hi * 100, true, true, false};
		}
	}
	return best;
}

/* 1,20人: a comma that is neither a group's nor a clause's, since a unit follows. */
static size_t
odd_comma(struct letters text, size_t from, size_t end)
{
	int64_t lo, hi;
	size_t unit;

	if (end >= text.n || text.cp[end] != ',' || !arabic(text, end - 1) || !arabic(text, end + 1) ||
	    end - from > 3)
		return 0;
	size_t more = numeral_range(text.cp + end + 1, text.n - end - 1, &lo, &hi);
	size_t behind = blanks(text, end + 1 + more);
	return more && (unit_at(text, behind, &unit) || word_at(text, behind, "个")) ? more + 1 : 0;
}

/* 100-120, 100到120, 30~40, 40 to 50: the upper end. */
static size_t
upper_end(struct letters text, size_t end, const struct number *low, struct number *high)
{
	static const char *const to[] = {"-", "~", "–", "—", "到", "至", "或", " to ", "或者", NULL};
	size_t sign = any_word(text, end, to), used;

	if (sign == 0 || low->lo != low->hi)
		return 0;
	used = numeral_range(text.cp + end + sign, text.n - end - sign, &high->lo, &high->hi);
	if (used == 0)
		used = english(text, end + sign, high);
	if (used == 0 || high->lo != high->hi || high->lo <= low->lo)
		return 0;
	/* 12-8 may be a date, 138-1234 a telephone: both ends are of one kind */
	size_t behind = blanks(text, end + sign + used), unit;
	return unit_at(text, behind, &unit) || word_at(text, behind, "个") ? sign + used : 0;
}

static size_t
number_at(struct letters text, size_t at, struct number *out)
{
	size_t used;

	*out = (struct number){0};
	if (at < text.n && (text.cp[at] >= 'a' && text.cp[at] <= 'z'))
		return (used = unknown(text, at, out)) > 0 ? used : english(text, at, out);
	if ((used = unknown(text, at, out)) > 0)
		return used;
	*out = (struct number){0};
	used = numeral_range(text.cp + at, text.n - at, &out->lo, &out->hi);
	if (used == 0)
		return 0;
	out->about = out->lo != out->hi;
	out->exact_han = !arabic(text, at) && used == 1;
	/* 百八十个人 is rather a hundred than 180. */
	if (text.cp[at] == U'百' && used > 2)
		out->ask = out->about = true;
	size_t comma = odd_comma(text, at, at + used);
	if (comma) {
		out->ask = true;
		return used + comma;
	}
	used += more_behind(text, at + used, out);
	struct number high = {0};
	size_t range = upper_end(text, at + used, out, &high);
	if (range) {
		out->hi = high.hi;
		out->about = true;
		out->exact_han = false;
	}
	return used + range;
}

/* ---- telephones ---- */

/* 13812345678, 138 1234 5678, 0571-87654321, an identity number: digits that nobody counts by. */
static size_t
phone_at(struct letters text, size_t at)
{
	size_t i = at, digits = 0, end = at, gaps = 0, unit;

	if (!arabic(text, at) || (at > 0 && arabic(text, at - 1)))
		return 0;
	for (; i < text.n && digits < 19; i++) {
		if (arabic(text, i)) {
			digits++;
			end = i + 1;
		} else if (!((text.cp[i] == ' ' || count_minus(text.cp[i])) && digits >= 3 && gaps < 3 &&
		               arabic(text, i + 1))) {
			break;
		} else {
			gaps++;
		}
	}
	bool mobile = digits == 11 && text.cp[at] == '1' && text.cp[at + 1] >= '3',
	     landline = digits >= 10 && digits <= 12 && text.cp[at] == '0',
	     row = gaps == 0 && digits >= PHONE_DIGITS && (digits != 8 || text.cp[at] != '2');
	if (end + 1 < text.n && text.cp[end] == 'x' && digits == 17)
		end++;
	if (!mobile && !landline && !row)
		return 0;
	return unit_at(text, blanks(text, end), &unit) && !mobile && !landline ? 0 : end - at;
}

/* ---- idioms ---- */

/* 老两口, 夫妻俩, 一家三口, 三口之家, 来一批客人, 一大家子. */
static size_t
idiom_at(struct letters text, size_t at, struct count *out)
{
	static const char *const pairs[] = {"老两口", "小两口", "两口子", "夫妻俩", "夫妻两个", "夫妻二人",
	    "夫妻两人", "父子俩", "父女俩", "母女俩", "母子俩", "姐妹俩", "兄弟俩", "爷俩", "娘俩", NULL},
	                         *const threes[] = {"兄弟仨", "姐妹仨", "爷仨", "娘仨", NULL},
	                         *const crowds[] = {"一大家子", "一家子", "一大帮人", "一帮人", "一大群人",
	                             "一群人", "一伙人", "一批客", "一批人", "一批游客", "一车客", "一车人",
	                             "一车游客", "一些客", "一些人", "一些游客", "一个团", "一个旅行团", "一群客",
	                             "一群游客", "一帮客", "一拨客", "一拨人", "一批", "a group", "a party",
	                             "a bus", NULL};
	size_t used;
	int64_t value;

	out->unit = COUNT_heads;
	out->lo = out->hi = 200;
	if ((used = any_word(text, at, pairs)) > 0)
		return used;
	out->lo = out->hi = 300;
	if ((used = any_word(text, at, threes)) > 0)
		return used;
	if ((used = any_word(text, at, crowds)) > 0) {
		out->lo = 200;
		out->hi = 9900;
		out->about = out->ask = true;
		return used + word_at(text, at + used, "人");
	}
	size_t house = word_at(text, at, "一家");
	size_t number = numeral_read(text.cp + at + house, text.n - at - house, &value),
	       end = at + house + number;
	if (number == 0 || word_at(text, end, "口") == 0 || (house == 0 && word_at(text, end, "口之家") == 0))
		return 0;
	out->lo = out->hi = value;
	used = word_at(text, end, "口之家");
	used = used ? used : word_at(text, end, "口人") ? word_at(text, end, "口人") : 1;
	return end + used - at;
}

/* ---- all together ---- */

static void
widen(struct count *out)
{
	int64_t value = out->lo / 100, by = value < 10 ? 1 : value < 30 ? 2 : value < 300 ? 5 : grain(out->lo);

	if (out->lo != out->hi || out->unit == COUNT_place || out->unit == COUNT_record)
		return;
	by = value >= 300 && by > 100 ? by / 10 : value >= 300 ? 10 : by;
	if (out->unit == COUNT_tables && by > 1)
		by = 1;
	out->lo = out->lo > by * 100 ? out->lo - by * 100 : out->lo;
	out->hi += by * 100;
	out->about = true;
}

static const char *const abouts[] = {"大概", "大约", "约莫", "差不多", "估计", "约", "将近", "接近", "近",
    "about ", "around ", "roughly ", "approximately ", "nearly ", "almost ", "~", NULL};
static const char *const mosts[] = {"最多", "至多", "不超过", "顶多", "up to ", "at most ", NULL};
static const char *const leasts[] = {"最少", "至少", "起码", "不少于", "at least ", NULL};

static size_t
words_before(struct letters text, size_t at, struct count *out, bool *about)
{
	size_t from = at, used;

	for (;;) {
		if ((used = any_word(text, at, abouts)) > 0) {
			static const char *const verbs[] = {"来", "有", "是", "要来", "会来", "一共", "共", NULL};

			*about = true;
			used += any_word(text, at + used, verbs); /* 大概来30个 */
		} else if ((used = any_word(text, at, mosts)) > 0)
			out->most = true;
		else if ((used = any_word(text, at, leasts)) > 0)
			out->least = true;
		else
			break;
		at = blanks(text, at + used);
	}
	return at - from;
}

/* 左右, 上下 behind the unit. */
static size_t
words_behind(struct letters text, size_t at, bool *about)
{
	static const char *const words[] = {"左右", "上下", "的样子", "or so", NULL};
	size_t gap = blanks(text, at), used = any_word(text, gap, words);

	*about |= used > 0;
	return used ? gap + used - at : 0;
}

/* 半 and 多 behind a unit: 两桌半, 12桌多, 一亩半, 三个半小时. */
static size_t
half_behind(struct letters text, size_t at, struct count *out)
{
	static const enum count_unit may[] = {COUNT_tables, COUNT_area, COUNT_days, COUNT_years, COUNT_goods};
	bool good = false;

	for (size_t i = 0; i < sizeof may / sizeof *may; i++)
		good |= out->unit == may[i];
	if (!good || out->lo != out->hi)
		return 0;
	if (word_at(text, at, "半") && out->lo % 100 == 0 && !word_at(text, at, "半夜") &&
	    !word_at(text, at, "半天")) {
		out->lo += 50;
		out->hi += 50;
		return 1;
	}
	if (out->unit == COUNT_tables && word_at(text, at, "多")) {
		out->hi += 90;
		out->about = true;
		return 1;
	}
	return 0;
}

/* 3块5, 三元五角, 一百二十块五: what stands behind the 元. */
static size_t
cents_behind(struct letters text, size_t at, struct count *out)
{
	int64_t more;
	size_t used = numeral_read(text.cp + at, text.n - at, &more), unit = 0;

	if (used == 0 || more % 100 || more >= 10000)
		return 0;
	unit = word_at(text, at + used, "角") + word_at(text, at + used, "毛");
	if (unit == 0 && (used != 1 || more >= 1000))
		return 0;
	size_t next;
	if (unit == 0 && at + used < text.n &&
	    (han(text, at + used) || arabic(text, at + used) || unit_at(text, blanks(text, at + used), &next)))
		return 0; /* 3块5人: two counts */
	out->lo += more / 10;
	out->hi += more / 10;
	return used + unit;
}

/* 第, 头, 编号, #, 抄告, 问题, No. before a number: it names something. */
static size_t
mark_at(struct letters text, size_t at, enum count_unit *unit)
{
	static const struct {
		const char *word;
		enum count_unit unit;
	} marks[] = {
	    {"第", COUNT_ordinal},
	    {"编号", COUNT_record},
	    {"#", COUNT_record},
	    {"no.", COUNT_record},
	    {"抄告单", COUNT_record},
	    {"抄告", COUNT_record},
	    {"问题", COUNT_record},
	    {"承诺", COUNT_record},
	};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t used = word_at(text, at, marks[i].word);

		if (used) {
			*unit = marks[i].unit;
			return used;
		}
	}
	return 0;
}

/* 第3次, 第十二号, 抄告2, #12, 头一个. */
static size_t
named_at(struct letters text, size_t at, struct count *out)
{
	enum count_unit unit = COUNT_none;
	size_t mark = mark_at(text, at, &unit), gap = blanks(text, at + mark), used, behind = 0;
	int64_t value;

	if (word_at(text, at, "头一个") || word_at(text, at, "头一批")) {
		out->lo = out->hi = 100;
		out->unit = COUNT_ordinal;
		return 3;
	}
	if (mark == 0 || (used = numeral_read(text.cp + gap, text.n - gap, &value)) == 0 || value % 100)
		return 0;
	size_t end = gap + used;
	const struct unit_word *word = unit_at(text, end, &behind);
	if (unit == COUNT_record && word && word->unit != COUNT_record && strcmp(word->word, "条") != 0)
		return 0;                                          /* 问题3个 counts them */
	if (unit == COUNT_ordinal && word_at(text, end, "条")) /* of a list: 第4条 */
		unit = COUNT_record;
	if (word == NULL)
		behind = word_at(text, end, "个");
	out->lo = out->hi = value;
	out->unit = unit;
	return end + behind - at;
}

/* 村口3号, 沿河路12号: a house, not a record. */
static bool
place_before(struct letters text, size_t at)
{
	static const char *const words[] = {"村口", "路", "街", "巷", "弄", "村", "自然村", "小区", NULL};

	return any_before(text, at, words);
}

/* What follows a bare N号: 问题 names a record, a place or a thing anything else. */
static void
judge_number(struct letters text, size_t start, size_t end, struct count *out)
{
	static const char *const fine[] = {"问题", "抄告", "承诺", "经营户", "的", "了", "已", "办", "是", "在",
	    "早", "上午", "中午", "下午", "晚", "前", "后", "到", "来", "去", "开", "就", "还", "那", "怎", "结",
	    "受", "转", "我", "请", "有", "不", "没", "要", "和", "跟", "或", "这", "单", "件", "都", "吧", "吗",
	    "呢", "啥", "谁", NULL};

	if (place_before(text, start)) {
		out->unit = COUNT_place;
		return;
	}
	if (han(text, end) && !any_word(text, end, fine))
		out->ask = true; /* 1号电池 */
}

/* 个 and what it counts: heads, things. */
static size_t
piece_behind(struct letters text, size_t at, struct count *out)
{
	if (word_at(text, at, "个") == 0)
		return 0;
	out->generic = true;
	out->unit = counts_people(text, at + 1) ? COUNT_heads : COUNT_goods;
	/* 三个半小时 */
	return 1;
}

static void
scale(struct count *out, const struct unit_word *word)
{
	out->unit = word->unit;
	out->role = word->role;
	out->lo = out->lo * word->times / 100;
	out->hi = out->hi * word->times / 100;
}

/* The word before `start` with who they are; *from its beginning. */
static enum count_role
role_word(struct letters text, size_t start, size_t *from)
{
	static const struct {
		const char *word;
		enum count_role role;
	} words[] = {
	    {"男", COUNT_men},
	    {"女", COUNT_women},
	    {"男的", COUNT_men},
	    {"女的", COUNT_women},
	    {"大人", COUNT_adults},
	    {"小孩", COUNT_children},
	    {"孩子", COUNT_children},
	    {"儿童", COUNT_children},
	    {"老人", COUNT_old},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (word_before(text, start, words[i].word)) {
			*from = start - text_length(words[i].word);
			return words[i].role;
		}
	return COUNT_anybody;
}

/* 男12, 老人8位: who they are may stand before the number. In 十二男八女 the 男 belongs to
 * the number before it, in 男12女13 to the one behind. */
static enum count_role
role_before(struct letters text, size_t start)
{
	size_t from = 0, number;
	enum count_role role = role_word(text, start, &from);
	int64_t value;

	if (role == COUNT_anybody)
		return role;
	for (number = from; number > 0 && numeral_read(text.cp + number - 1, 1, &value); number--)
		;
	return number == from || role_word(text, number, &from) ? role : COUNT_anybody;
}

/* The unit behind the number, its end; at the number's end when nothing is counted. */
static size_t
unit_behind(struct letters text, size_t start, size_t end, struct count *out)
{
	enum count_role role = role_before(text, start);
	size_t gap = blanks(text, end), used;
	const struct unit_word *word = unit_at(text, gap, &used);

	/* 男12女13: the 女 belongs to the 13 */
	if (word && role && (word->role == COUNT_men || word->role == COUNT_women) && used == 1)
		word = NULL;
	/* a blank parts a number from what is no counter: 12 点 is fine, 3 大 is not */
	if (word && (part_of_word(text, word, gap + used) || (gap > end && word->role && used == 1)))
		word = NULL;
	if (word == NULL) {
		size_t piece = piece_behind(text, gap, out);

		out->role = piece == 0 || out->unit == COUNT_heads ? role : COUNT_anybody;
		if (piece)
			return gap + piece;
		if (role)
			out->unit = COUNT_heads;
		return end;
	}
	scale(out, word);
	if (out->unit == COUNT_heads && out->role == COUNT_anybody)
		out->role = role;
	end = gap + used;
	if (word->unit == COUNT_money && word->times == 100)
		end += cents_behind(text, end, out);
	end += half_behind(text, end, out);
	if (word->unit == COUNT_record)
		judge_number(text, start, end, out);
	return end;
}

/* ¥800, 800 behind a sign of money. */
static size_t
money_sign(struct letters text, size_t at)
{
	return at < text.n && (text.cp[at] == 0xa5 || text.cp[at] == 0xffe5) ? 1 : 0;
}

/* Can anything that is counted begin so? Most letters of a sentence cannot. */
static bool
may_begin(uint32_t cp)
{
	static const uint32_t first[] = {U'好', U'几', U'上', U'数', U'若', U'许', U'很', U'#', U'~', U'¥', U'〇',
	    U'一', U'七', U'三', U'不', U'两', U'九', U'二', U'五', U'仨', U'伍', U'估', U'佰', U'俩', U'兄',
	    U'八', U'六', U'十', U'卅', U'半', U'叁', U'四', U'壹', U'大', U'夫', U'头', U'姐', U'娘', U'将',
	    U'小', U'差', U'廿', U'承', U'抄', U'拾', U'捌', U'接', U'最', U'柒', U'母', U'父', U'爷', U'玖',
	    U'百', U'第', U'约', U'编', U'老', U'肆', U'至', U'贰', U'起', U'近', U'问', U'陆', U'零', U'顶',
	    U'￥'};

	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || cp == '#' || cp == '~';
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		if (first[i] == cp)
			return true;
	return false;
}

size_t
count_at(const uint32_t *cp, size_t n, size_t at, struct count *out)
{
	struct letters text = {cp, n};
	struct number number;
	bool about = false;
	size_t used;

	*out = (struct count){.from = at};
	if (at >= n || !may_begin(cp[at]))
		return 0;
	if ((used = phone_at(text, at)) > 0) {
		out->unit = COUNT_phone;
		out->to = at + used;
		return used;
	}
	if ((used = named_at(text, at, out)) > 0) {
		out->to = at + used;
		return used;
	}
	size_t start = at + words_before(text, at, out, &about);
	if (start > at && start >= n)
		return 0;
	size_t sign = money_sign(text, start);
	if ((used = idiom_at(text, start, out)) > 0) {
		out->to = start + used;
		return out->to - at;
	}
	*out = (struct count){.from = at, .most = out->most, .least = out->least};
	if ((used = number_at(text, start + sign, &number)) == 0)
		return 0;
	out->lo = number.lo;
	out->hi = number.hi;
	out->about = number.about;
	out->ask = number.ask;
	out->sign = start > 0 && count_minus(cp[start - 1]) && (start < 2 || !arabic(text, start - 2));
	size_t end = start + sign + used;
	size_t behind = sign ? end : unit_behind(text, start, end, out);
	if (sign)
		out->unit = COUNT_money;
	/* 一起, 七夕, 四川: a lone Chinese figure counts only with a unit, or alone. */
	if (behind == end && out->unit == COUNT_none &&
	    ((number.exact_han && han(text, end)) ||
	        (number.ask && number.lo != number.hi && number.about && cp[start] >= HAN_FROM)))
		return 0;
	behind += words_behind(text, behind, &about);
	if (about)
		widen(out);
	out->to = behind;
	return behind - at;
}

size_t
count_next(const uint32_t *cp, struct count *out, size_t count, const struct count *one)
{
	struct count *last = count ? &out[count - 1] : NULL;
	bool price = last && last->unit == COUNT_money && one->lo == 100 && one->lo == one->hi &&
	    (one->unit == COUNT_heads || one->unit == COUNT_tables) &&
	    (one->from == last->to ||
	        (one->from == last->to + 1 && (cp[last->to] == '/' || cp[last->to] == ' ')));

	if (price) {
		last->to = one->to;
		return count;
	}
	out[count] = *one;
	return count + 1;
}

size_t
count_all(const uint32_t *cp, size_t n, size_t from, const bool *taken, struct count *out, size_t max)
{
	size_t count = 0;

	for (size_t at = from; at < n && count < max;) {
		struct count one;
		size_t used = taken && taken[at] ? 0 : count_at(cp, n, at, &one);

		for (size_t i = at; taken && i < at + used; i++)
			if (taken[i]) { /* 大概中午: the word before belongs to a time */
				used = 0;
				break;
			}
		if (used == 0) {
			at++;
			continue;
		}
		count = count_next(cp, out, count, &one);
		at += used;
	}
	return count;
}
