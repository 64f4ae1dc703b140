/* planning: the public draw against answers computed elsewhere (HMAC-SHA-256 of another
 * implementation), its distribution over 100,000 draws, and its edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "planning/draw.h"

static void
test_known(void **state)
{
	static const struct {
		int64_t number;
		size_t picks, count, gave;
		struct draw_entry roll[12];
		const char *secret, *given[4], *commit, *seed;
		size_t drawn[9];
	} cases[] = {
	    {1, 2, 4, 3, {{"陈家", 1}, {"李家", 1}, {"王家", 1}, {"竹园", 1}},
	        "0000000000000000000000000000000000000000000000000000000000000000",
	        {"今天天气好", "it's 100% ok", "哈哈"},
	        "f44791830e1429ef9638aed29cc9be01b1ad1b58109a806ac30fbbed557f1182",
	        "c960f9790aa2ce177dedc08ba6346a97c0c31229c414630e6eb5093d41a6862d", {1, 0}},
	    {7, 3, 5, 3, {{"a", 8}, {"b", 7}, {"c", 6}, {"d", 5}, {"e", 3}},
	        "abababababababababababababababababababababababababababababababab", {"x", "y", "z"},
	        "b26419045de98218c7c25f5efc7bbcb549e3b1ce999cc1b86dd494b664fe36e1",
	        "6002e41752a1ebdcaa77d34d3ad5788234114106f071e41fc9e052a61cffee8a", {3, 0, 2}},
	    {9, 9, 12, 4,
	        {{"h0", 1}, {"h1", 2}, {"h2", 3}, {"h3", 4}, {"h4", 5}, {"h5", 6}, {"h6", 7}, {"h7", 8},
	            {"h8", 9}, {"h9", 10}, {"h10", 11}, {"h11", 12}},
	        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", {"1", "2", "3", "4"},
	        "ccbee0509fce888ac227c137ef628bdcce2459f3de2a011bffae64c1bd3debf9",
	        "eb20cd30c43d0573722cd196dfb4d9565fcc7273c7ae034884ebf1de945620fd",
	        {11, 9, 10, 4, 8, 2, 6, 1, 7}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct draw draw = {cases[i].number, cases[i].roll, cases[i].count, cases[i].picks, cases[i].secret};
		uint8_t bytes[DRAW_BYTES];
		char hex[2 * DRAW_BYTES + 1];
		size_t out[12];

		draw_commit(&draw, bytes);
		digest_hex(bytes, DRAW_BYTES, hex);
		assert_string_equal(hex, cases[i].commit);
		draw_seed(&draw, cases[i].given, cases[i].gave, bytes);
		digest_hex(bytes, DRAW_BYTES, hex);
		assert_string_equal(hex, cases[i].seed);
		assert_int_equal(draw_run(&draw, bytes, out), cases[i].picks);
		for (size_t k = 0; k < cases[i].picks; k++)
			assert_int_equal(out[k], cases[i].drawn[k]);
	}
}

/* Chi-square of the first pick over 100,000 seeds against the weights, and each of the
 * four orders of pairs as likely as its twin; 1 in 10,000 fair draws would fail. */
static void
test_distribution(void **state)
{
	static const struct draw_entry roll[] = {{"a", 1}, {"b", 2}, {"c", 3}, {"d", 4}};
	struct draw draw = {1, roll, 4, 2, "s"};
	double first[4] = {0}, pair[4][4] = {{0}}, chi = 0;
	const int draws = 100000;

	(void)state;
	for (int i = 0; i < draws; i++) {
		char text[16];
		const char *given[] = {text};
		uint8_t seed[DRAW_BYTES];
		size_t out[4];

		snprintf(text, sizeof text, "%d", i);
		draw_seed(&draw, given, 1, seed);
		assert_int_equal(draw_run(&draw, seed, out), 2);
		assert_int_not_equal(out[0], out[1]);
		first[out[0]]++;
		pair[out[0]][out[1]]++;
	}
	for (int i = 0; i < 4; i++) {
		double expected = draws * (i + 1) / 10.0;

		chi += (first[i] - expected) * (first[i] - expected) / expected;
	}
	assert_true(chi < 21.1); /* three degrees of freedom, p = 0.0001 */
	chi = 0;
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++) {
			double expected = draws * (i + 1) / 10.0 * (k + 1) / (10.0 - (i + 1));

			if (i != k)
				chi += (pair[i][k] - expected) * (pair[i][k] - expected) / expected;
		}
	assert_true(chi < 37.4); /* eleven degrees of freedom, p = 0.0001 */
}

static void
test_edges(void **state)
{
	static const struct draw_entry roll[] = {{"only", 5}, {"two", 1}};
	uint8_t seed[DRAW_BYTES] = {1}, other[DRAW_BYTES] = {2};
	size_t out[4];

	(void)state;
	assert_int_equal(draw_run(&(struct draw){1, roll, 1, 1, "s"}, seed, out), 1);
	assert_int_equal(draw_run(&(struct draw){1, roll, 2, 5, "s"}, seed, out), 2); /* no more than there are */
	assert_int_equal(draw_run(&(struct draw){1, roll, 0, 1, "s"}, seed, out), 0);
	assert_true(draw_tie(seed, "H01") >= 0);
	assert_true(draw_tie(seed, "H01") != draw_tie(seed, "H02"));
	assert_true(draw_tie(seed, "H01") != draw_tie(other, "H01"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_known), cmocka_unit_test(test_distribution), cmocka_unit_test(test_edges)};

	return cmocka_run_group_tests_name("draw", tests, NULL, NULL);
}
