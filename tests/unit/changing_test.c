/* Changes of announced guests, spoken on Tuesday 2026-11-10 at 09:00; and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/text_norm.h"
#include "language/changing.h"

/* cancel · =160 +10 -2桌 (hundredths left out) · @day minute · ~minutes · veg 10 · ? when asked */
static const struct {
	const char *text, *want;
} rows[] = {
    {"改成160人", "=160"},
    {"改成 160人", "=160"},
    {"人数改成160", "=160"},
    {"改成80个", "=80"},
    {"变成90人了", "=90"},
    {"人数有变 只来120了", "=120"},
    {"不是150是130", "=130"},
    {"不是150人,是130人", "=130"},
    {"不是15桌是13桌", "=13桌"},
    {"又加了10个", "+10"},
    {"加10人", "+10"},
    {"他们说再加两桌", "+2桌"},
    {"又多了5个客人", "+5"},
    {"减2桌", "-2桌"},
    {"临时少两桌", "-2桌"},
    {"少了十个人", "-10"},
    {"减5人", "-5"},
    {"人数减到100", "=100"},
    {"增加到160人", "=160"},
    {"只剩120人了", "=120"},
    {"有10个人不来了", "-10"},
    {"多两个人", "+2"},
    {"晚半小时到", "~30"},
    {"改为明天", "@2026-11-11 -"},
    {"取消2桌", "-2桌"},
    {"150改130", "=130"},
    {"变了 120人", "=120"},
    {"不是中午是晚上6点", "@- 1080"},
    {"今天的客人推到明天中午", "@2026-11-11 720"},
    {"刚接到电话 客人改到1点到", "@- 780"},
    {"多订两桌", "+2桌"},
    {"又多了几个人", "+2?"},
    {"改成大概160人", "=155?"},
    {"改到1点", "@- 780"},
    {"改成 12:30", "@- 750"},
    {"改到后天", "@2026-11-12 -"},
    {"推迟到下午一点", "@- 780"},
    {"旅行社说推迟到下午一点", "@- 780"},
    {"人没变,时间改12点半", "@- 750"},
    {"刚才说错了是明天中午", "@2026-11-11 720"},
    {"改成 明天12:00", "@2026-11-11 720"},
    {"提前到11点", "@- 660"},
    {"推迟半小时", "~30"},
    {"晚一个小时到", "~60"},
    {"提前20分钟", "~-20"},
    {"客人不来了", "cancel"},
    {"不来了", "cancel"},
    {"旅行社说取消了", "cancel"},
    {"取消吧", "cancel"},
    {"其中有10个吃素", "veg 10"},
    {"素食10人", "veg 10"},
    {"素食 2桌", "veg 2桌"},
    {"有8个回民", "halal 8"},
    /* none */
    {"改成蓝色好看", ""},
    {"改成下午打牌", ""},
    {"改成红色的横幅吧 喜庆", ""},
    {"名字改成了小花", ""},
    {"推迟一下", ""},
    {"推迟退休你们怎么看", ""},
    {"改天再聊", ""},
    {"少十块钱行不行", ""},
    {"多来点肉", ""},
    {"多加点辣", ""},
    {"少来这一套", ""},
    {"航班取消了", ""},
    {"取消关注了", ""},
    {"取消吧 雨太大了 不打球了", ""},
    {"麻将取消", ""},
    {"取消订单怎么弄", ""},
    {"明天的会取消了吗", ""},
    {"150块钱谁掉的", ""},
    {"我们村有150户", ""},
    {"明天中午30人", ""},
    {"12点", ""},
    {"改到哪天去了", ""},
    {"加微信", ""},
    {"减肥", ""},
    {"素食主义", ""},
};

static const char *
shown(const struct guest_change *change, char *out, size_t room)
{
	static const char *const signs[] = {"", "=", "+", "-"};
	int used = 0;

	*out = 0;
	if (!change->any)
		return out;
	if (change->cancel)
		used += snprintf(out, room, "cancel");
	if (change->heads)
		used += snprintf(out + used, room - (size_t)used, "%s%lld%s", signs[change->heads],
		    (long long)change->count / 100, change->tables ? "桌" : "");
	if (change->timed && change->shift_ms)
		used += snprintf(out + used, room - (size_t)used, "~%lld", (long long)change->shift_ms / 60000);
	else if (change->timed) {
		struct civil day = civil_of(change->when.day);

		used += snprintf(out + used, room - (size_t)used, "@");
		used += change->when.has_day
		    ? snprintf(out + used, room - (size_t)used, "%d-%02d-%02d ", day.year, day.month, day.day)
		    : snprintf(out + used, room - (size_t)used, "- ");
		used += change->when.has_minute ? snprintf(out + used, room - (size_t)used, "%d", change->when.minute)
		                                : snprintf(out + used, room - (size_t)used, "-");
	}
	if (change->diet)
		used += snprintf(out + used, room - (size_t)used, "%s %lld%s",
		    change->diet == CHANGE_vegetarian ? "veg" : "halal", (long long)change->diet_count / 100,
		    change->diet_tables ? "桌" : "");
	if (change->ask)
		snprintf(out + used, room - (size_t)used, "?");
	return out;
}

static void
test_changes(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, rows[i].text);
		struct guest_change got = change_understand(text.cp, text.n, 0, civil_day(2026, 11, 10), 540);
		char said[120];

		if (strcmp(shown(&got, said, sizeof said), rows[i].want) != 0) {
			wrong++;
			print_message("%s: expected '%s', got '%s'\n", rows[i].text, rows[i].want, said);
		}
		arena_clear(&arena);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
