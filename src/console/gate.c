/* Where a request comes from, whose it is, and how it is answered; see the header. */
#include "console/gate.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/digest.h"
#include "base/text.h"
#include "core/names.h"
#include "formats/http.h"
#include "records/account.h"
#include "records/kinds.h"

int64_t
gate_now(const struct gate *gate)
{
	return gate->setup.rim->now(gate->setup.rim);
}

void
gate_answer(struct gate *gate, uint64_t token, const struct http_answer *answer)
{
	gate->setup.rim->answer(gate->setup.rim, token, answer);
}

void
exchange_refuse(const struct exchange *exchange, int status, const char *error)
{
	struct buf body = {0};

	http_error(error, &body);
	gate_answer(exchange->gate, exchange->token,
	    &(struct http_answer){
	        .status = status, .body = body.p, .n = body.n, .retry_after_s = status == 503 ? 2 : 0});
	buf_free(&body);
}

void
exchange_give(const struct exchange *exchange, struct buf *body)
{
	serve_answer(exchange->gate->setup.serve, exchange->token, 200, NULL, body->p, body->n, NULL);
	*body = (struct buf){0};
}

static int64_t
query_number(const struct http_request *request, const char *name)
{
	struct arena arena = {0};
	const char *text = http_query(request->query, name, &arena);
	int64_t number = text && *text && strspn(text, "0123456789") == strlen(text) && strlen(text) < 16
	    ? strtoll(text, NULL, 10)
	    : 0;

	arena_clear(&arena);
	return number;
}

int64_t
exchange_number(const struct exchange *exchange, const char *name)
{
	return query_number(exchange->request, name);
}

void
exchange_look(const struct exchange *exchange, struct turn *turn)
{
	turn_begin(turn, exchange->gate->setup.world, "page", gate_now(exchange->gate));
	turn->language = exchange->language;
	turn->actor = turn_find(turn, person, exchange->person);
}

const char *
gate_random_id(struct arena *arena)
{
	uint8_t random[16];
	char hex[33];

	digest_random(random, sizeof random);
	digest_hex(random, sizeof random, hex);
	return arena_text(arena, hex, 32);
}

const char *
gate_sender(const struct gate *gate, int64_t person)
{
	EACH_BY (&gate->setup.world->store, account, person, store_key_int(person), account)
		if (strcmp(account->channel, "console") == 0)
			return account->sender_id;
	return gate->setup.demo ? names_of(gate->setup.world, &kind_person, person) : NULL;
}

static bool
loopback_host(const char *host)
{
	static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]);

		if (strncasecmp(host, names[i], n) == 0 && (host[n] == 0 || host[n] == ':'))
			return true;
	}
	return false;
}

/* Is it asked for by the name under which the page is known? Another name that leads here is
 * somebody else's page using this machine's browser. */
static bool
host_good(const struct gate *gate, const struct http_request *request)
{
	bool twice;
	const char *host = http_header(request, "host", &twice);

	if (host == NULL)
		return false;
	if (request->loopback && loopback_host(host))
		return true;
	return !gate->setup.demo && text_starts(gate->setup.origin, "https://") &&
	    strcasecmp(gate->setup.origin + strlen("https://"), host) == 0;
}

/* Sent by our own page? Browsers name the page a POST comes from; programs on this machine name none. */
static bool
origin_good(const struct gate *gate, const struct http_request *request)
{
	bool twice;
	const char *origin = http_header(request, "origin", &twice), *host = http_header(request, "host", &twice),
	           *site = http_header(request, "sec-fetch-site", &twice);

	if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
		return false;
	if (origin == NULL)
		return gate->setup.demo;
	const char *scheme = loopback_host(host) ? "http://" : "https://";
	return text_starts(origin, scheme) && strcasecmp(origin + strlen(scheme), host) == 0;
}

/* The person of the request, 0 if there is none. */
static int64_t
whose(struct gate *gate, const struct http_request *request, struct session **session)
{
	bool twice;
	int64_t person = 0;

	*session = NULL;
	if (gate->setup.demo) {
		person = query_number(request, "as");
		if (store_find(&gate->setup.world->store, &kind_person, person) == NULL)
			person = 0;
	} else if ((*session = sessions_find(
	                &gate->sessions, http_header(request, "cookie", &twice), gate_now(gate))) != NULL) {
		person = (*session)->person;
	}
	return person;
}

static bool
csrf_good(const struct session *session, const struct http_request *request)
{
	bool twice;
	const char *given = http_header(request, "x-csrf", &twice);

	return session == NULL || (given && digest_same_text(given, session->csrf));
}

int
gate_pass(struct exchange *exchange, bool open, const char **error)
{
	struct gate *gate = exchange->gate;
	const struct http_request *request = exchange->request;
	bool post = strcmp(request->method, "POST") == 0;

	exchange->person = whose(gate, request, &exchange->session);
	*error = "only the page itself may ask";
	if (!host_good(gate, request) || (post && !origin_good(gate, request)))
		return 403;
	if (exchange->person == 0 && !open) {
		*error = "nobody is signed in";
		return 401;
	}
	return post && !csrf_good(exchange->session, request) ? 403 : 0;
}
