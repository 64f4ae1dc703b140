/* Reaches page.c, console/ and formats/tables.c: a request as the HTTP server gives it on,
 * made of the input's lines: method, path with query, Cookie, Origin, X-CSRF, Host, and the
 * rest as its body. First byte: demo or real, signed in or not. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/sync_rim.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "console/session.h"
#include "demo_world.h"
#include "console/page.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define LINES 6

static struct sync_rim rim;
static struct page *page;
static int answers;

static void
answer(struct rim *mine, uint64_t token, const struct http_answer *given)
{
	(void)mine;
	require(given->status >= 200 && given->status < 600 && (given->n == 0 || given->body) && token == 1);
	/* One line of header each, whatever was asked. */
	for (const char *p = given->headers; p && *p; p += strcspn(p, "\n") + 1)
		require(strchr(p, '\n') && p[strcspn(p, "\n") - 1] == '\r');
	answers++;
}

static void
push(struct rim *mine, uint64_t token, const char *p, size_t size)
{
	(void)mine;
	(void)token;
	require(p == NULL || size);
}

static void
no_clock(struct rim *mine, int64_t at, uint64_t token)
{
	require(at > mine->now(mine));
	answer(mine, token, &(struct http_answer){.status = 200});
}

static void
read_file(struct rim *mine, const char *name, uint64_t token)
{
	require(strchr(name, '/') == NULL);
	answer(mine, token, &(struct http_answer){.status = 404});
}

/* Passwords are not stretched here: a hundred milliseconds each. */
static void
compute(struct rim *mine, int64_t job, void (*work)(const void *inputs, size_t size, struct buf *result),
    const void *inputs, size_t size)
{
	struct buf result = {0};

	(void)mine;
	if (job < 0 && size < 400)
		buf_add(&result, "01234567890123456789012345678901", 32);
	else
		work(inputs, size, &result);
	if (job < 0)
		page_computed(page, job, result.p, result.n);
	buf_free(&result);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct world *world = demo_world();
	const char *lines[LINES];
	char why[256];
	static struct db *db;
	static const struct seal_key key;

	if (n == 0)
		return 0;
	if (db == NULL) {
		db = db_sqlite.open(":memory:", &key, why);
		sync_rim_init(&rim, &db_sqlite, db, zone_instant(civil_day(2026, 11, 9), 540, 480));
		rim.rim.answer = answer;
		rim.rim.push = push;
		rim.rim.clock = no_clock;
		rim.rim.read_file = read_file;
		rim.rim.compute = compute;
		rim.serve = serve_open(&(struct serve_setup){.world = world,
		    .rim = &rim.rim,
		    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
		    .demo = true,
		    .keep_talk = true});
	}
	page = page_open(&(struct page_setup){.world = world,
	    .rim = &rim.rim,
	    .serve = rim.serve,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = data[0] & 1,
	    .folder = "config/demo",
	    .origin = data[0] & 2 ? "https://lianxin.example.org" : ""});
	char *text = mem_copy(data + 1, n - 1), *at = text;
	for (int i = 0; i < LINES; i++) {
		char *end = at + strcspn(at, "\n");

		lines[i] = at;
		at = *end ? end + 1 : end;
		*end = 0;
	}
	char *path = mem_copy(lines[1], strlen(lines[1])), *query = strchr(path, '?');
	if (query)
		*query++ = 0;
	struct http_header headers[] = {{"Cookie", lines[2]}, {"Origin", lines[3]}, {"X-CSRF", lines[4]},
	    {"Host", *lines[5] ? lines[5] : "127.0.0.1"}, {"Content-Type", "image/png"}};
	struct http_request request = {.method = *lines[0] ? lines[0] : "GET",
	    .path = path,
	    .query = query ? query : "",
	    .headers = headers,
	    .header_count = 5,
	    .body = at,
	    .body_n = strlen(at),
	    .loopback = true};
	if (*lines[3] == 0)
		headers[1].name = "X-Other";
	answers = 0;
	require(page_takes_file(page, &request) >= 0);
	if (page_http(page, &request, 1))
		require(answers == 1);
	page_said(page);
	page_beat(page);
	page_close(page);
	free(path);
	free(text);
	return 0;
}
