/* base: text, masks, characters, digests, sealing, chance. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/civil.h"
#include "base/digest.h"
#include "base/han.h"
#include "language/learner.h"
#include "base/rng.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/text_norm.h"

/* Labels come back for what was taught, a correction wins, and the same lessons in the
 * same order make the same learner. */
static void
test_learner(void **state)
{
	static const struct {
		const char *text, *label;
	} lessons[] = {
	    {"村口路灯不亮了", "灯"},
	    {"门口的路灯坏了", "灯"},
	    {"水管漏水", "水"},
	    {"自来水停了两天", "水"},
	    {"路灯杆倒了", "灯"},
	    {"水压太低", "水"},
	    {"垃圾没人收", "脏"},
	    {"河里都是垃圾", "脏"},
	};
	struct learner *one = learner_new(), *two = learner_new();
	struct learner_guess a[3], b[3];

	(void)state;
	assert_int_equal(learner_guess(one, "路灯", a, 3), 0);
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
		learner_learn(one, (int64_t)i + 1, lessons[i].text, lessons[i].label);
		learner_learn(two, (int64_t)i + 1, lessons[i].text, lessons[i].label);
	}
	assert_int_equal(learner_guess(one, "老戏台的路灯也坏了", a, 3), 3);
	assert_string_equal(a[0].label, "灯");
	assert_true(a[0].score > a[1].score && a[1].score >= a[2].score);
	assert_int_equal(a[0].score, 591609); /* whole numbers: the same on every machine */
	learner_guess(two, "老戏台的路灯也坏了", b, 3);
	assert_memory_equal(&a[0].score, &b[0].score, sizeof a[0].score);
	learner_guess(one, "楼上漏水漏下来", a, 1);
	assert_string_equal(a[0].label, "水");
	/* Taught otherwise: the lesson moves, and what only it spoke for moves with it. */
	for (int i = 0; i < 3; i++)
		learner_learn(one,
		    i == 0       ? 1
		        : i == 1 ? 2
		                 : 5,
		    i == 0       ? lessons[0].text
		        : i == 1 ? lessons[1].text
		                 : lessons[4].text,
		    "电");
	learner_guess(one, "路灯不亮", a, 1);
	assert_string_equal(a[0].label, "电");
	assert_int_equal(learner_lessons(one), 8);
	/* Empty and foreign texts are a guess like any other, without a crash. */
	assert_int_equal(learner_guess(one, "", a, 1), 1);
	learner_learn(one, 99, "", "灯");
	learner_free(one);
	learner_free(two);
}

static void
test_masks(void **state)
{
	static const struct {
		const char *plain, *masked;
	} names[] = {{"张三", "张*"}, {"张小三", "张*三"}, {"欧阳小明", "欧**明"}, {"李", "李"}};
	static const struct {
		const char *plain, *masked;
	} numbers[] = {
	    {"电话13812341234。", "电话138****1234。"},
	    {"110101199001010011", "110101********0011"},
	    {"11010119900101001X", "110101********001X"},
	    {"138-0013-8001", "138-****-8001"},
	    {"打138 0013 8001找我", "打138 **** 8001找我"},
	    {"１３８００１３８００１", "１３８****８００１"},
	    {"+86 13800138001", "+86 138****8001"},
	    {"8613800138001", "86138****8001"},
	    {"0576-83881234", "0576-8388****"},
	    {"010 62881234", "010 6288****"},
	    {"05768388123", "0576838****"},
	    {"13800138001 20人", "138****8001 20人"},
	    {"6222021001116245702", "6222***********5702"},
	    {"屋里150人", "屋里150人"},
	    {"2026-11-08 09:00 150人", "2026-11-08 09:00 150人"},
	    {"2026年11月8日", "2026年11月8日"},
	};
	static const struct {
		const char *plain, *masked;
	} phones[] = {
	    {"13812341234", "138****1234"},
	    {"138-1234-1234", "138-****-1234"},
	    {"１３８１２３４１２３４", "１３８****１２３４"},
	    {"+86 138 1234 1234", "+86 138 **** 1234"},
	    {"0576-83881234", "0576-8388****"},
	    {"83881234转201", "8388****转201"},
	    {"13812341234/0576-83881234", "138****1234/0576-8388****"},
	    {"110", "110"},
	    {"", ""},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(text_mask_name(&arena, names[i].plain), names[i].masked);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_string_equal(text_mask_numbers(&arena, numbers[i].plain), numbers[i].masked);
	for (size_t i = 0; i < sizeof phones / sizeof *phones; i++)
		assert_string_equal(text_mask_phone(&arena, phones[i].plain), phones[i].masked);
	arena_clear(&arena);
}

static void
test_clean(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_string_equal(
	    text_clean(&arena, "  走访\xe2\x80\x8b 张三家\xef\xbb\xbf\xe2\x80\xae "), "走访 张三家");
	assert_string_equal(text_clean(&arena, "e\xcc\x81"), "\xc3\xa9"); /* NFC */
	assert_string_equal(
	    text_clean(&arena, "\xf0\xa0\xae\xb7家"), "\xf0\xa0\xae\xb7家"); /* rare characters survive */
	assert_string_equal(text_clean(&arena, "a\tb\r\nc"), "a b\nc");
	assert_true(text_valid("好", 3));
	assert_false(text_valid("\xc0\x80", 2));
	assert_false(text_valid("\xed\xa0\x80", 3));
	assert_false(text_valid("a\0b", 3));
	assert_false(text_valid("\xe5\xa5", 2));
	arena_clear(&arena);
}

/* Traditional forms and readings: words that stand nowhere else in the project. */
static void
test_han(void **state)
{
	static const struct {
		const char *traditional, *simplified;
	} words[] = {
	    {"颱風警報", "台风警报"},
	    {"橋樑斷裂", "桥梁断裂"},
	    {"鄉親們請注意", "乡亲们请注意"},
	    {"燒烤爐", "烧烤炉"},
	    {"衛生間漏水", "卫生间漏水"},
	    {"羣眾爲證", "群众为证"},
	    {"牀鋪", "床铺"},
	    {"雞鴨魚", "鸡鸭鱼"},
	    {"灑掃", "洒扫"},
	    {"麥穗", "麦穗"},
	};
	static const struct {
		const char *a, *b;
		int alike;
	} sounds[] = {
	    {"仿", "访", 1},
	    {"暴", "报", 1},
	    {"枣", "早", 1},
	    {"资", "知", 1},
	    {"蓝", "男", 1},
	    {"林", "零", 1},
	    {"山", "水", 0},
	    {"牛", "马", 0},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct glyphs a = text_glyphs(&arena, words[i].traditional),
		              b = text_glyphs(&arena, words[i].simplified);

		if (a.n != b.n || memcmp(a.cp, b.cp, a.n * sizeof *a.cp) != 0)
			fail_msg("%s is not read as %s", words[i].traditional, words[i].simplified);
	}
	for (size_t i = 0; i < sizeof sounds / sizeof *sounds; i++) {
		const char *p = sounds[i].a, *q = sounds[i].b;

		if (han_sounds_alike(text_next(&p), text_next(&q)) != (sounds[i].alike != 0))
			fail_msg(
			    "%s and %s: expected %s", sounds[i].a, sounds[i].b, sounds[i].alike ? "alike" : "different");
	}
	/* Every character of GB2312's first level has a reading. */
	size_t without = 0;
	for (uint32_t cp = 0x4e00; cp < 0x9fa5; cp++)
		without += han_reading(cp) == NULL;
	assert_true(without < 400);
	arena_clear(&arena);
}

static void
test_digests(void **state)
{
	uint8_t out[32];
	char hex[65];

	(void)state;
	/* FIPS 180-4, "abc"; GB/T 32905, "abc"; RFC 4231 case 2 */
	digest_parts(DIGEST_SHA256, (struct digest_part[]){{"a", 1}, {"bc", 2}}, 2, out);
	digest_hex(out, 32, hex);
	assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	digest_parts(DIGEST_SM3, (struct digest_part[]){{"abc", 3}}, 1, out);
	digest_hex(out, 32, hex);
	assert_string_equal(hex, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
	digest_hmac("Jefe", 4, (struct digest_part[]){{"what do ya want ", 16}, {"for nothing?", 12}}, 2, out);
	digest_hex(out, 32, hex);
	assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	uint8_t bytes[16];
	assert_int_equal(base64_read("Zm9vYg==", 8, bytes), 4);
	assert_int_equal(base64_read("Zm9vYmE=", 8, bytes), 5);
	assert_int_equal(base64_read("Zm9vYmE", 7, bytes), -1);
	assert_int_equal(base64_read("Zm=vYmE=", 8, bytes), -1);
	assert_int_equal(base64_read("Zm9 YmE=", 8, bytes), -1);
}

static void
test_seal(void **state)
{
	struct seal_key key = {{1, 2, 3}}, other = {{9}};
	struct buf sealed = {0}, opened = {0};

	(void)state;
	seal_add(&key, "posts/7/text", "老人住院", 12, &sealed);
	assert_null(memmem(sealed.p, sealed.n, "老人", 6));
	assert_true(seal_open(&key, "posts/7/text", sealed.p, sealed.n, &opened));
	assert_string_equal(opened.p, "老人住院");
	buf_clear(&opened);
	assert_false(seal_open(&key, "posts/8/text", sealed.p, sealed.n, &opened)); /* moved to another row */
	assert_false(seal_open(&other, "posts/7/text", sealed.p, sealed.n, &opened));
	sealed.p[14] ^= 1;
	assert_false(seal_open(&key, "posts/7/text", sealed.p, sealed.n, &opened));
	assert_int_equal(opened.n, 0);
	buf_free(&sealed);
	buf_free(&opened);
}

static void
test_civil(void **state)
{
	int32_t day;

	(void)state;
	assert_int_equal(civil_day(1970, 1, 1), 0);
	assert_int_equal(civil_weekday(civil_day(2026, 11, 8)), 7);
	for (int32_t d = -40000; d < 60000; d += 13) {
		struct civil c = civil_of(d);

		assert_int_equal(civil_day(c.year, c.month, c.day), d);
	}
	assert_true(civil_parse("2028-02-29", &day));
	assert_false(civil_parse("2027-02-29", &day));
	assert_false(civil_parse("2027-2-2", &day));
	assert_int_equal(zone_minute(zone_instant(day = civil_day(2026, 11, 8), 540, 480), 480), 540);
	assert_int_equal(zone_day(zone_instant(day, 540, 480), 480), day);
}

static void
test_chance(void **state)
{
	struct rng a, b;
	int counts[6] = {0};

	(void)state;
	rng_seed(&a, "x", 1);
	rng_seed(&b, "x", 1);
	for (int i = 0; i < 60000; i++) {
		uint64_t draw = rng_below(&a, 6);

		assert_int_equal(draw, rng_below(&b, 6));
		counts[draw]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(counts[i], 9500, 10500);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_masks),
	    cmocka_unit_test(test_learner),
	    cmocka_unit_test(test_clean),
	    cmocka_unit_test(test_han),
	    cmocka_unit_test(test_digests),
	    cmocka_unit_test(test_seal),
	    cmocka_unit_test(test_civil),
	    cmocka_unit_test(test_chance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
