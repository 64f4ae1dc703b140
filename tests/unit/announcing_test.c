/* Announcements: what is heard in an operators' group, with how many and when. Spoken on
 * Tuesday 2026-11-10 at 09:00. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/text_norm.h"
#include "language/announcing.h"

/* day of November:minute:heads for each meal; "" is not heard; a word for what is missing */
static const struct {
	const char *text, *want;
} rows[] = {
    {"明天中午三十个人吃饭", "11:720:30"},
    {"周六中午来10桌", "14:720:100"},
    {"14号中午80人", "14:720:80"},
    {"来一个大巴 53人 中午12点到 回民", "-:720:53"},
    {"明天来两桌吃素的", "11:-:20"},
    {"大家注意啦,今天中午临时来了28个客人,12点半到", "10:750:28"},
    {"旅行社刚打电话 说明天中午120人改到我们这吃 大家准备一下", "11:720:120"},
    {"今天中午来150个人大家接一下", "10:720:150"},
    {"明天中午三桌,每桌12个人", "11:720:36"},
    {"明天中午来35人 别给磨坊 他家灶坏了", "11:720:35"},
    {"明天晚上一对夫妻要住 能看到河 最好一楼", "11:1140:2"},
    {"中午有150个上海客人过来,大家按照分配指标,分头做好服务。", "-:720:150"},
    {"明天中午上海团150人,其中20人住宿,素食2桌", "11:720:150"},
    {"明天中午30人,晚上50人", "11:720:30 11:1140:50"},
    {"周六中午来40个客人,周日中午25个", "14:720:40 15:720:25"},
    {"后天中午二十个大人5个小孩吃饭", "12:720:25"},
    {"明天中午80人含10个小孩,用餐", "11:720:80"},
    {"后天早上8点 12人 吃早饭", "12:480:12"},
    {"周六来5家:4人、3人、2人(吃素)、6人要一楼、8人", "14:-:5家"},
    {"tomorrow noon 30 guests", "11:720:30"},
    {"周日来90位老人,其中5位坐轮椅", "15:-:90"},
    {"通知:14日中午接待120人", "14:720:120"},
    {"明天中午上海过来一个团,38人", "11:720:38"},
    {"明天中午有个团 45人 标准50元一位", "11:720:45"},
    {"明天中午来个团45+3", "11:720:48"},
    {"tomorrow 12:00, 45 guests, 5 vegetarians", "11:720:45"},
    /* asked */
    {"明天中午 客人大概来30个 你们准备下", "about"},
    {"明天中午来七八个客人", "about"},
    {"明天中午大概三十个人吃饭", "about"},
    {"明天中午来好几桌客人", "heads"},
    {"明天中午来一批客人", "heads"},
    {"明天中午来客人", "heads"},
    {"明天中午 3.75 30人吃饭", "unread"},
    {"来了30个客人", "time"},
    {"来两桌客人", "time"},
    {"明天中午150~160人用餐", "about"},
    /* not heard */
    {"昨天中午来了30个客人", ""},
    {"听说明天县里来两百人", ""},
    {"明天中午来多少客人?", ""},
    {"明天30个客人来吗", ""},
    {"明天中午我家来8个客人", ""},
    {"明天早上来5个人帮忙搬桌子", ""},
    {"他说\"明天中午有150个客人\"我才不信", ""},
    {"我们村有150户", ""},
    {"电影里来了一百个鬼子", ""},
    {"三缺一 来不来", ""},
    {"8个人凑一桌麻将 还差俩", ""},
    {"去年国庆我家接了三百人", ""},
    {"今天走访了好几家店", ""},
    {"明天下午三点10个人开会", ""},
    {"明天8点20个人去挖沟", ""},
    {"12点", ""},
    {"150块钱谁掉的", ""},
    {"明天降温,大家多穿点", ""},
    {"今天客人少", ""},
    {"下午两点停水,3小时", ""},
    {"13812345678 明天中午打这个电话", ""},
    {"明天中午6号楼停电", ""},
};

static const char *
shown(const struct announced *said, char *out, size_t room)
{
	int used = 0;

	*out = 0;
	if (!said->certain)
		return out;
	switch (said->status) {
	case ANNOUNCED_none: return out;
	case ANNOUNCED_no_heads: return "heads";
	case ANNOUNCED_no_time: return "time";
	case ANNOUNCED_about: return "about";
	case ANNOUNCED_unread: return "unread";
	case ANNOUNCED_two: return "two";
	case ANNOUNCED_whole: break;
	}
	for (size_t i = 0; i < said->count; i++) {
		const struct announced_meal *meal = &said->meals[i];

		used += snprintf(out + used, room - (size_t)used, i ? " " : "");
		used += meal->when.has_day
		    ? snprintf(out + used, room - (size_t)used, "%d:", civil_of(meal->when.day).day)
		    : snprintf(out + used, room - (size_t)used, "-:");
		used += meal->when.has_minute ? snprintf(out + used, room - (size_t)used, "%d:", meal->when.minute)
		                              : snprintf(out + used, room - (size_t)used, "-:");
		used += snprintf(out + used, room - (size_t)used, "%lld%s",
		    (long long)(meal->people.families ? meal->people.families : meal->people.lo),
		    meal->people.families ? "家" : "");
	}
	return out;
}

static void
test_announcements(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, rows[i].text);
		struct announced said;
		char out[120];

		announce_understand(
		    text.cp, text.n, 0, &(struct announced_now){civil_day(2026, 11, 10), 540, 10, NULL}, &said);
		if (strcmp(shown(&said, out, sizeof out), rows[i].want) != 0) {
			wrong++;
			print_message("%s: expected '%s', got '%s' (status %d, certain %d, people %lld)\n", rows[i].text,
			    rows[i].want, shown(&said, out, sizeof out), (int)said.status, said.certain,
			    (long long)said.meals[0].people.lo);
		}
		arena_clear(&arena);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_announcements)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
