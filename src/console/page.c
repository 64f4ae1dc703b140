/* The group page; see the header. A request is proved first (gate.c), then goes by the table of
 * routes. Every answer with something of the world in it leaves when the disk has what it shows. */
#include "console/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "console/assets.h"
#include "console/board.h"
#include "console/chats.h"
#include "console/demo.h"
#include "console/later.h"
#include "console/live.h"
#include "console/pictures.h"
#include "console/sign_in.h"
#include "formats/http.h"

struct page {
	struct gate gate;
	struct live live;
	struct later later;
	struct sent_codes codes;
};

struct page *
page_open(const struct page_setup *setup)
{
	struct page *page = mem_new(sizeof *page);

	page->gate.setup = *setup;
	page->later.rim = setup->rim;
	live_begin(&page->live, &page->gate);
	return page;
}

void
page_close(struct page *page)
{
	memory_wipe(page, sizeof *page);
	free(page);
}

static struct exchange
exchange_of(struct page *page, const struct http_request *request, uint64_t token)
{
	return (struct exchange){.gate = &page->gate,
	    .live = &page->live,
	    .later = &page->later,
	    .codes = &page->codes,
	    .request = request,
	    .token = token};
}

int
page_takes_file(struct page *page, const struct http_request *request)
{
	struct exchange exchange = exchange_of(page, request, 0);
	bool twice;
	const char *type = http_header(request, "content-type", &twice), *error;
	int status;

	if (strcmp(page->gate.setup.origin, "off") == 0)
		return 404;
	if ((status = gate_pass(&exchange, false, &error)) != 0)
		return status;
	return type && text_starts(type, "image/") ? 0 : 415;
}

void
page_said(struct page *page)
{
	live_said(&page->live);
}

void
page_beat(struct page *page)
{
	live_beat(&page->live);
}

void
page_gone(struct page *page, uint64_t token)
{
	live_gone(&page->live, token);
}

void
page_computed(struct page *page, int64_t job, const void *result, size_t n)
{
	struct pending pending = later_take(&page->later, job);
	struct exchange exchange = exchange_of(page, NULL, pending.token);

	if (pending.what == LATER_XLSX && n)
		board_made(&exchange, &pending, result, n);
	else if (pending.what == LATER_XLSX || n != 32)
		exchange_refuse(&exchange, 503, "it could not be made; please ask again");
	else
		sign_in_computed(&exchange, &pending, result);
	memory_wipe(&pending, sizeof pending);
}

static const struct route {
	const char *path, *method;
	void (*run)(struct exchange *exchange);
	bool open; /* for whoever is not signed in, too */
} routes[] = {
    {"/api/me", "GET", chats_me, true},
    {"/api/talk", "GET", chats_talk, false},
    {"/api/completion", "GET", chats_completion, false},
    {"/api/live", "GET", live_open, false},
    {"/api/say", "POST", chats_say, true}, /* the demo's {"as"} says who */
    {"/api/clock", "POST", demo_clock, true},
    {"/api/story", "GET", demo_story, true},
    {PAGE_FILES, "POST", pictures_kept, false},
    {PAGE_FILES "/", "GET", pictures_read, false},
    {"/api/board", "GET", board_sums, false},
    {"/api/list", "GET", board_list, false},
    {"/api/sign-in", "POST", sign_in, true},
    {"/api/code", "POST", sign_in_code, true},
    {"/api/sign-out", "POST", sign_out, false},
    {"/api/password", "POST", sign_in_password, false},
};

static const struct route *
route_of(const char *path)
{
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		size_t n = strlen(routes[i].path);

		if (routes[i].path[n - 1] == '/' ? strncmp(path, routes[i].path, n) == 0 && path[n]
		                                 : strcmp(path, routes[i].path) == 0)
			return &routes[i];
	}
	return NULL;
}

static void
ask(struct exchange *exchange, const struct route *route)
{
	const struct http_request *request = exchange->request;
	bool post = strcmp(request->method, "POST") == 0, twice;
	const char *language = http_header(request, "accept-language", &twice), *error;
	int status;

	exchange->language = language && text_starts(language, "en") ? EN : ZH;
	if (strcmp(request->method, route->method) != 0)
		exchange_refuse(exchange, 405, "another method is used here");
	else if ((status = gate_pass(exchange, route->open, &error)) != 0)
		exchange_refuse(exchange, status, error);
	else if (post && request->file == NULL &&
	    (exchange->body = json_parse(request->body, request->body_n)) == NULL)
		exchange_refuse(exchange, 400, "the body is no JSON");
	else
		route->run(exchange);
}

static void
give_asset(struct exchange *exchange, const struct asset *asset)
{
	bool twice;
	const char *known = http_header(exchange->request, "if-none-match", &twice);
	bool same = known && strcmp(known, asset->etag) == 0;

	gate_answer(exchange->gate, exchange->token,
	    &(struct http_answer){.status = same ? 304 : 200,
	        .type = asset->type,
	        .body = (const char *)asset->bytes,
	        .n = asset->n,
	        .cache = "no-cache",
	        .headers = arena_printf(&exchange->arena, "ETag: %s\r\n", asset->etag)});
}

bool
page_http(struct page *page, const struct http_request *request, uint64_t token)
{
	struct exchange exchange = exchange_of(page, request, token);
	bool get = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
	const struct asset *asset = get ? assets_find(request->path) : NULL;
	const struct route *route = route_of(request->path);

	if (strcmp(page->gate.setup.origin, "off") == 0)
		return false;
	if (asset)
		give_asset(&exchange, asset);
	else if (route)
		ask(&exchange, route);
	else
		return false;
	cJSON_Delete(exchange.body);
	arena_clear(&exchange.arena);
	return true;
}
