/* Answers to an offer: what is accepted, refused, asked, and what is no answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/civil.h"
#include "base/text_norm.h"
#include "language/offer_answer.h"

static const struct {
	const char *text;
	enum offer_does does;
	int64_t heads;
	bool ask;
	const char *reason; /* NULL: not looked at */
} rows[] = {
    {"接", OFFER_all, 0, false, ""},
    {"接了", OFFER_all, 0, false, ""},
    {"接了接了", OFFER_all, 0, false, NULL},
    {"接👌", OFFER_all, 0, false, NULL},
    {"👍接", OFFER_all, 0, false, NULL},
    {"全接", OFFER_all, 0, false, NULL},
    {"收到 接", OFFER_all, 0, false, NULL},
    {"没问题我家接了", OFFER_all, 0, false, NULL},
    {"好的,我们家接", OFFER_all, 0, false, NULL},
    {"接 5分钟后到", OFFER_all, 0, false, NULL},
    {"接,12点到", OFFER_all, 0, false, NULL},
    {"还是接吧", OFFER_all, 0, false, NULL},
    {"accept", OFFER_all, 0, false, NULL},
    {"接、另外帮我看下几点到", OFFER_all, 0, false, "另外帮我看下几点到"},
    {"接8个", OFFER_some, 8, false, NULL},
    {"接 8 人", OFFER_some, 8, false, NULL},
    {"接十二个", OFFER_some, 12, false, NULL},
    {"只能接8个", OFFER_some, 8, false, NULL},
    {"我家今天只能接8个", OFFER_some, 8, false, NULL},
    {"最多接6位", OFFER_some, 6, false, NULL},
    {"接5个剩下的给别人", OFFER_some, 5, false, NULL},
    {"接七八个", OFFER_some, 7, true, NULL},
    {"10个", OFFER_some, 10, true, NULL},
    {"少两个", OFFER_less, 2, false, NULL},
    {"少接3个", OFFER_less, 3, false, NULL},
    {"接一半", OFFER_half, 0, false, NULL},
    {"只接一半", OFFER_half, 0, false, NULL},
    {"接两桌", OFFER_some, 2, false, NULL},
    {"能接10个", OFFER_some, 10, false, NULL},
    {"我接8个好了", OFFER_some, 8, false, NULL},
    {"坐不下,最多8个", OFFER_some, 8, false, NULL},
    {"接不下这么多,接6个", OFFER_some, 6, false, NULL},
    {"接不了这么多", OFFER_some, 0, true, NULL},
    {"不能全接", OFFER_some, 0, true, NULL},
    {"10个接8个", OFFER_some, 10, true, NULL},
    {"可以接", OFFER_all, 0, false, NULL},
    {"接得下", OFFER_all, 0, false, NULL},
    {"不接的举手", OFFER_none, 0, false, NULL},
    {"我不接谁接", OFFER_none, 0, false, NULL},
    {"不是不接", OFFER_none, 0, false, NULL},
    {"最多10个,多了坐不下", OFFER_some, 10, false, NULL},
    {"接6个,再多接不下", OFFER_some, 6, false, NULL},
    {"十个以内可以", OFFER_some, 10, true, NULL},
    {"多了,只要8个", OFFER_some, 8, true, NULL},
    {"人太多了接不了那么多", OFFER_some, 0, true, NULL},
    {"接,但是要晚一点", OFFER_all, 0, true, NULL},
    {"今天有事不接了", OFFER_decline, 0, false, "今天有事"},
    {"我家今天厨师不在,接不了", OFFER_decline, 0, false, "我家今天厨师不在"},
    {"我家不行", OFFER_decline, 0, true, NULL},
    {"家里有事不接电话", OFFER_none, 0, false, NULL},
    {"不接", OFFER_decline, 0, false, ""},
    {"不接了", OFFER_decline, 0, false, ""},
    {"不接,灶坏了", OFFER_decline, 0, false, "灶坏了"},
    {"不接 今天家里有事", OFFER_decline, 0, false, "今天家里有事"},
    {"接不了,灶坏了", OFFER_decline, 0, false, "灶坏了"},
    {"接不了了 厨师病了", OFFER_decline, 0, false, "厨师病了"},
    {"今朝弗接", OFFER_decline, 0, false, ""},
    {"我家住不下了", OFFER_decline, 0, false, ""},
    {"我家今天客满", OFFER_decline, 0, false, ""},
    {"我家厨师病了，让给李家吧", OFFER_decline, 0, false, "我家厨师病了"},
    {"让给李家", OFFER_decline, 0, false, NULL},
    {"让给别家", OFFER_decline, 0, false, NULL},
    {"厨房在装修 接不了", OFFER_decline, 0, true, "厨房在装修"},
    {"今天有白事", OFFER_decline, 0, true, "今天有白事"},
    {"decline, the stove is broken", OFFER_decline, 0, false, "the stove is broken"},
    {"接,灶坏了", OFFER_all, 0, true, NULL},
    {"OK", OFFER_all, 0, true, NULL},
    {"好的", OFFER_all, 0, true, NULL},
    /* chatter */
    {"接孩子去了", OFFER_none, 0, false, NULL},
    {"接着昨天的讲", OFFER_none, 0, false, NULL},
    {"接电话啊怎么不接", OFFER_none, 0, false, NULL},
    {"不接电话急死人", OFFER_none, 0, false, NULL},
    {"不接受反驳", OFFER_none, 0, false, NULL},
    {"不接你这个茬", OFFER_none, 0, false, NULL},
    {"接一下快递", OFFER_none, 0, false, NULL},
    {"好好休息:)", OFFER_none, 0, false, NULL},
    {"接我电话 急事", OFFER_none, 0, false, NULL},
    {"我家接了新网线 快多了", OFFER_none, 0, false, NULL},
    {"他家接了十桌寿宴 好热闹", OFFER_none, 0, false, NULL},
    {"去年国庆我家接了三百人", OFFER_none, 0, false, NULL},
    {"这话我接不上", OFFER_none, 0, false, NULL},
    {"谁帮我接一下货", OFFER_none, 0, false, NULL},
    {"接不接", OFFER_none, 0, false, NULL},
    {"你家接吗", OFFER_none, 0, false, NULL},
    {"8个人凑一桌麻将 还差俩", OFFER_none, 0, false, NULL},
    {"十个鸡蛋多少钱", OFFER_none, 0, false, NULL},
    {"今天客人少", OFFER_none, 0, false, NULL},
    {"水管没接好", OFFER_none, 0, false, NULL},
    {"张三不在家", OFFER_none, 0, false, NULL},
    {"人到了一半吧", OFFER_none, 0, false, NULL},
    {"收到", OFFER_none, 0, false, NULL},
    {"客人到了", OFFER_none, 0, false, NULL},
    {"没来", OFFER_none, 0, false, NULL},
    {"今天客人多吗", OFFER_none, 0, false, NULL},
};

static void
test_answers(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct glyphs text = text_glyphs(&arena, rows[i].text);
		struct offer_answer got = offer_answer_understand(text.cp, text.n, 0, civil_day(2026, 11, 10), 540);
		const char *reason = arena_printf(&arena, "%.*s",
		    got.to > got.from ? (int)(text.at[got.to] - text.at[got.from]) : 0,
		    text.clean + text.at[got.from]);
		bool numbers = rows[i].heads == 0 || got.lo == rows[i].heads;

		if (got.does != rows[i].does || !numbers || got.ask != rows[i].ask ||
		    (rows[i].reason && strcmp(rows[i].reason, reason) != 0)) {
			wrong++;
			print_message("%s: expected %d %lld ask %d, got %d %lld..%lld ask %d, reason '%s'\n",
			    rows[i].text, (int)rows[i].does, (long long)rows[i].heads, rows[i].ask, (int)got.does,
			    (long long)got.lo, (long long)got.hi, got.ask, reason);
		}
		arena_clear(&arena);
	}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_answers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
