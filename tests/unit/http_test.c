/* The HTTP server's own checks of a head, each as a row: what it says, what becomes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "io/http_checks.h"

static const struct http_place places[] = {{"/hook/", PLACE_WAITS | PLACE_UPGRADE},
    {"/api/file", PLACE_WAITS | PLACE_FILE}, {"/api/", PLACE_WAITS}, {0}};

static void
test_places(void **state)
{
	static const struct {
		const char *url;
		unsigned what;
	} rows[] = {
	    {"/hook/a", PLACE_WAITS | PLACE_UPGRADE},
	    {"/hook", 0},
	    {"/api/file", PLACE_WAITS | PLACE_FILE},
	    {"/api/file?as=1", PLACE_WAITS | PLACE_FILE},
	    {"/api/file/a.png", PLACE_WAITS},
	    {"/api/files", PLACE_WAITS},
	    {"/healthz", 0},
	    {"/", 0},
	    {"", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		for (unsigned what = PLACE_WAITS; what <= PLACE_FILE; what *= 2)
			assert_int_equal(http_place_is(places, rows[i].url, what), (rows[i].what & what) != 0);
	assert_false(http_place_is(NULL, "/hook/a", PLACE_WAITS));
}

static void
test_block(void **state)
{
	static const struct {
		const char *block;
		bool clean;
	} rows[] = {
	    {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
	    {"GET / HTTP/1.1\nHost: a\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\n: a\r\n\r\n", false},
	    {"GET / HTTP/1.1\r\nHost\r\n\r\n", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(http_clean_block(rows[i].block, strlen(rows[i].block)), rows[i].clean);
	assert_false(http_clean_block("a\0b", 3));
}

static void
test_head(void **state)
{
	static const struct {
		struct http_head head;
		struct http_header headers[3];
		bool busy;
		int status;
	} rows[] = {
	    {{1, 1, true, .url = "/"}, {{"Host", "a"}}, true, 0},
	    {{1, 1, true, .url = "/"}, {{"X", "a"}}, false, 400},
	    {{1, 0, true, .url = "/"}, {{"X", "a"}}, false, 0},
	    {{1, 1, true, .url = "/"}, {{"Host", "a"}, {"host", "b"}}, false, 400},
	    {{2, 0, true, .url = "/"}, {{"Host", "a"}}, false, 400},
	    {{1, 1, .post = true, .url = "/api/say"}, {{"Host", "a"}, {"Content-Length", "262144"}}, false, 0},
	    {{1, 1, .post = true, .url = "/api/say"}, {{"Host", "a"}, {"Content-Length", "262145"}}, false, 413},
	    {{1, 1, .post = true, .url = "/api/file"}, {{"Host", "a"}, {"Content-Length", "262145"}}, false, 0},
	    {{1, 1, .post = true, .url = "/api/file"}, {{"Host", "a"}, {"Content-Length", "8388609"}}, false,
	        413},
	    {{1, 1, .post = true, .url = "/api/say"}, {{"Host", "a"}, {"Content-Length", "+1"}}, false, 400},
	    {{1, 1, .post = true, .url = "/api/say"},
	        {{"Host", "a"}, {"Content-Length", "1"}, {"Transfer-Encoding", "chunked"}}, false, 400},
	    {{1, 1, .post = true, .url = "/api/say"}, {{"Host", "a"}, {"Expect", "a miracle"}}, false, 417},
	    {{1, 1, .post = true, .url = "/api/say"}, {{"Host", "a"}}, true, 503},
	    {{1, 1, true, .upgrade = true, .url = "/hook/a"}, {{"Host", "a"}, {"Upgrade", "WebSocket"}}, false,
	        0},
	    {{1, 1, true, .upgrade = true, .url = "/hook/a"}, {{"Host", "a"}, {"Upgrade", "h2c"}}, false, 400},
	    {{1, 1, true, .upgrade = true, .url = "/api/live"}, {{"Host", "a"}, {"Upgrade", "websocket"}}, false,
	        400},
	};
	const char *error;
	bool waits;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct http_head head = rows[i].head;

		head.headers = rows[i].headers;
		while (head.header_count < 3 && rows[i].headers[head.header_count].name)
			head.header_count++;
		assert_int_equal(http_check_head(&head, places, rows[i].busy, &waits, &error), rows[i].status);
		assert_false(waits);
	}
	struct http_header expects[] = {{"Host", "a"}, {"Expect", "100-Continue"}};
	struct http_head head = {1, 1, .post = true, .url = "/api/say", .headers = expects, .header_count = 2};
	assert_int_equal(http_check_head(&head, places, false, &waits, &error), 0);
	assert_true(waits);
	assert_int_equal(http_check_head(&head, places, true, &waits, &error), 503);
	assert_false(waits);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_places), cmocka_unit_test(test_block), cmocka_unit_test(test_head)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
