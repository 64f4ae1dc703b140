/* libcurl multi + uv_poll; see the header. */
#include "io/wire.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/require.h"

#define CONNECT_S 5L
#define TOTAL_S 20L
#define ANSWER_BYTES_MAX (256 * 1024) /* platforms answer in under 4 KiB */
#define CONNECTIONS_A_HOST 8L

struct flight {
	struct flight     *next, *previous;
	struct wire       *wire;
	CURL              *easy;
	struct curl_slist *headers;
	char              *body;
	int64_t            post;
	struct buf         answer;
	int                retry_after_s;
};
struct watched {
	uv_poll_t     poll;
	curl_socket_t socket;
	struct wire  *wire;
};

struct wire {
	uv_loop_t     *loop;
	uv_timer_t     timer;
	CURLM         *multi;
	bool           allow_loopback, closed;
	void (*done)(void *context, int64_t post, const struct wire_result *result);
	void          *context;
	struct flight *flights;
	size_t         flying;
};

static void
free_flight(struct flight *flight)
{
	struct wire *wire = flight->wire;

	if (flight->previous)
		flight->previous->next = flight->next;
	else
		wire->flights = flight->next;
	if (flight->next)
		flight->next->previous = flight->previous;
	wire->flying--;
	curl_multi_remove_handle(wire->multi, flight->easy);
	curl_easy_cleanup(flight->easy);
	curl_slist_free_all(flight->headers);
	free(flight->body);
	buf_free(&flight->answer);
	free(flight);
}

static void
collect(struct wire *wire)
{
	CURLMsg *message;
	int left;

	while (!wire->closed && (message = curl_multi_info_read(wire->multi, &left)) != NULL) {
		struct flight *flight;
		long status = 0;

		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&flight);
		curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
		struct wire_result result = {
			.status = code == CURLE_OK || code == CURLE_WRITE_ERROR ? (int)status : 0,
			.refused = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST || code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION,
			.retry_after_s = flight->retry_after_s, .body = buf_text(&flight->answer), .n = flight->answer.n,
		};
		wire->done(wire->context, flight->post, &result);
		free_flight(flight);
	}
}

static void
on_poll(uv_poll_t *poll, int status, int events)
{
	struct watched *watched = poll->data;
	struct wire *wire = watched->wire;
	int flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0) | (status < 0 ? CURL_CSELECT_ERR : 0), running;

	curl_multi_socket_action(wire->multi, watched->socket, flags, &running);
	collect(wire);
}

static void
on_timer(uv_timer_t *timer)
{
	struct wire *wire = timer->data;
	int running;

	curl_multi_socket_action(wire->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	collect(wire);
}

static int
set_timer(CURLM *multi, long ms, void *context)
{
	struct wire *wire = context;

	(void)multi;
	if (wire->closed)
		return 0;
	if (ms < 0)
		uv_timer_stop(&wire->timer);
	else /* never from inside curl: at least the next turn of the loop */
		uv_timer_start(&wire->timer, on_timer, (uint64_t)(ms ? ms : 1), 0);
	return 0;
}

static void
free_watched(uv_handle_t *handle)
{
	free(handle->data);
}

static int
set_socket(CURL *easy, curl_socket_t socket, int what, void *context, void *known)
{
	struct wire *wire = context;
	struct watched *watched = known;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (watched) {
			uv_poll_stop(&watched->poll);
			uv_close((uv_handle_t *)&watched->poll, free_watched);
			curl_multi_assign(wire->multi, socket, NULL);
		}
		return 0;
	}
	if (watched == NULL) {
		watched = mem_new(sizeof *watched);
		watched->socket = socket;
		watched->wire = wire;
		require(uv_poll_init_socket(wire->loop, &watched->poll, socket) == 0);
		watched->poll.data = watched;
		curl_multi_assign(wire->multi, socket, watched);
	}
	uv_poll_start(&watched->poll, (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0), on_poll);
	return 0;
}

/* Addresses that no platform has: this machine (unless allowed), link-local, multicast. */
static bool
forbidden(const struct sockaddr *address, bool allow_loopback)
{
	if (address->sa_family == AF_INET) {
		uint32_t ip = ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr);

		if (ip >> 24 == 127)
			return !allow_loopback;
		return ip >> 24 == 0 || ip >> 16 == 0xa9fe || ip >> 28 >= 0xe;
	}
	if (address->sa_family == AF_INET6) {
		const struct in6_addr *ip = &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;

		if (IN6_IS_ADDR_LOOPBACK(ip))
			return !allow_loopback;
		return IN6_IS_ADDR_UNSPECIFIED(ip) || IN6_IS_ADDR_LINKLOCAL(ip) || IN6_IS_ADDR_MULTICAST(ip) || IN6_IS_ADDR_V4MAPPED(ip);
	}
	return true;
}

static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct wire *wire = context;

	if (purpose != CURLSOCKTYPE_IPCXN || forbidden(&address->addr, wire->allow_loopback))
		return CURL_SOCKET_BAD;
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t
on_answer(char *bytes, size_t size, size_t n, void *context)
{
	struct flight *flight = context;

	if (flight->answer.n + size * n > ANSWER_BYTES_MAX)
		return 0;
	buf_add(&flight->answer, bytes, size * n);
	return size * n;
}

static size_t
on_header(char *bytes, size_t size, size_t n, void *context)
{
	struct flight *flight = context;
	char line[64] = {0};

	memcpy(line, bytes, size * n < sizeof line - 1 ? size * n : sizeof line - 1);
	if (strncasecmp(line, "Retry-After:", 12) == 0) {
		int seconds = atoi(line + 12);

		flight->retry_after_s = seconds > 0 && seconds <= 3600 ? seconds : seconds > 3600 ? 3600 : -1;
	}
	return size * n;
}

struct wire *
wire_open(uv_loop_t *loop, bool allow_loopback, void (*done)(void *context, int64_t post, const struct wire_result *result), void *context)
{
	struct wire *wire = mem_new(sizeof *wire);

	require(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	wire->loop = loop;
	wire->allow_loopback = allow_loopback;
	wire->done = done;
	wire->context = context;
	wire->multi = curl_multi_init();
	require(wire->multi != NULL && uv_timer_init(loop, &wire->timer) == 0);
	wire->timer.data = wire;
	curl_multi_setopt(wire->multi, CURLMOPT_SOCKETFUNCTION, set_socket);
	curl_multi_setopt(wire->multi, CURLMOPT_SOCKETDATA, wire);
	curl_multi_setopt(wire->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(wire->multi, CURLMOPT_TIMERDATA, wire);
	curl_multi_setopt(wire->multi, CURLMOPT_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST);
	return wire;
}

void
wire_send(struct wire *wire, const struct wire_request *request, int64_t post)
{
	struct flight *flight = mem_new(sizeof *flight);

	flight->wire = wire;
	flight->post = post;
	flight->retry_after_s = -1;
	flight->body = mem_copy(request->body, request->n);
	flight->easy = curl_easy_init();
	require(flight->easy != NULL);
	for (size_t i = 0; i < request->header_count; i++) {
		struct buf line = {0};

		buf_addf(&line, "%s: %s", request->headers[i].name, request->headers[i].value);
		flight->headers = curl_slist_append(flight->headers, line.p);
		buf_free(&line);
	}
	flight->headers = curl_slist_append(flight->headers, "Expect:");
	curl_easy_setopt(flight->easy, CURLOPT_URL, request->url);
	curl_easy_setopt(flight->easy, CURLOPT_PROTOCOLS_STR, wire->allow_loopback ? "http,https" : "https");
	curl_easy_setopt(flight->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(flight->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(flight->easy, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(flight->easy, CURLOPT_TIMEOUT, TOTAL_S);
	curl_easy_setopt(flight->easy, CURLOPT_PROXY, "");
	curl_easy_setopt(flight->easy, CURLOPT_HTTPHEADER, flight->headers);
	if (request->method && strcmp(request->method, "GET") == 0)
		curl_easy_setopt(flight->easy, CURLOPT_HTTPGET, 1L);
	else
		curl_easy_setopt(flight->easy, CURLOPT_POSTFIELDS, flight->body);
	curl_easy_setopt(flight->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->n);
	curl_easy_setopt(flight->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(flight->easy, CURLOPT_OPENSOCKETDATA, wire);
	curl_easy_setopt(flight->easy, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(flight->easy, CURLOPT_WRITEDATA, flight);
	curl_easy_setopt(flight->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(flight->easy, CURLOPT_HEADERDATA, flight);
	curl_easy_setopt(flight->easy, CURLOPT_PRIVATE, (char *)flight);
	flight->next = wire->flights;
	if (flight->next)
		flight->next->previous = flight;
	wire->flights = flight;
	wire->flying++;
	require(curl_multi_add_handle(wire->multi, flight->easy) == CURLM_OK);
}

size_t
wire_flying(const struct wire *wire)
{
	return wire->flying;
}

static void
free_wire(uv_handle_t *handle)
{
	free(handle->data);
}

void
wire_close(struct wire *wire)
{
	wire->closed = true;
	while (wire->flights)
		free_flight(wire->flights);
	curl_multi_cleanup(wire->multi);
	curl_global_cleanup();
	uv_timer_stop(&wire->timer);
	uv_close((uv_handle_t *)&wire->timer, free_wire);
}
