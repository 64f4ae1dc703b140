/* libcurl multi + uv_poll; see the header. */
#include "io/http_client.h"

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
	struct flight *next, *previous;
	struct http_client *client;
	CURL *easy;
	struct curl_slist *headers;
	char *body;
	int64_t post;
	struct buf answer;
	int retry_after_s;
	struct dialled *dialled; /* a standing connection, no request */
};
struct dialled {
	struct stream stream;
	struct stream_events events;
	struct flight *flight;
	uv_poll_t poll;
	curl_socket_t socket;
	bool polling, closed;
	struct buf out; /* not yet taken by the socket */
};
struct watched {
	uv_poll_t poll;
	curl_socket_t socket;
	struct http_client *client;
};

struct http_client {
	uv_loop_t *loop;
	uv_timer_t timer;
	CURLM *multi;
	bool allow_loopback, closed;
	char *proxy;
	void (*done)(void *context, int64_t post, const struct client_result *result);
	void *context;
	struct flight *flights;
	size_t flying;
};

static void
free_flight(struct flight *flight)
{
	struct http_client *client = flight->client;

	if (flight->previous)
		flight->previous->next = flight->next;
	else
		client->flights = flight->next;
	if (flight->next)
		flight->next->previous = flight->previous;
	client->flying -= flight->dialled == NULL;
	curl_multi_remove_handle(client->multi, flight->easy);
	curl_easy_cleanup(flight->easy);
	curl_slist_free_all(flight->headers);
	free(flight->body);
	buf_free(&flight->answer);
	free(flight);
}

static void
free_dialled(uv_handle_t *handle)
{
	struct dialled *dialled = handle->data;

	buf_free(&dialled->out);
	free(dialled);
}

/* The end of a standing connection; its owner hears why, if that is told. */
static void
hang_up(struct dialled *dialled, const char *why)
{
	if (dialled->closed)
		return;
	dialled->closed = true;
	if (dialled->polling)
		uv_close((uv_handle_t *)&dialled->poll, free_dialled);
	free_flight(dialled->flight);
	if (why)
		dialled->events.gone(dialled->events.context, why);
	if (!dialled->polling) {
		buf_free(&dialled->out);
		free(dialled);
	}
}

static void on_dialled(uv_poll_t *poll, int status, int events);

/* What waits leaves as far as the socket takes it; false when the connection broke. */
static bool
drain(struct dialled *dialled)
{
	size_t gone = 0, n;

	while (gone < dialled->out.n) {
		CURLcode code = curl_easy_send(
		    dialled->flight->easy, dialled->out.p + gone, dialled->out.n - gone, &n);

		if (code == CURLE_AGAIN)
			break;
		if (code != CURLE_OK)
			return false;
		gone += n;
	}
	memmove(dialled->out.p, dialled->out.p + gone, dialled->out.n - gone);
	dialled->out.n -= gone;
	uv_poll_start(&dialled->poll, UV_READABLE | (dialled->out.n ? UV_WRITABLE : 0), on_dialled);
	return dialled->out.n <= STREAM_WAITING_MAX;
}

static void
on_dialled(uv_poll_t *poll, int status, int events)
{
	struct dialled *dialled = poll->data;
	char bytes[16 * 1024];
	size_t n;

	(void)events; /* TLS may have to read to write: both are tried */
	for (;;) {
		CURLcode code = status < 0 ? CURLE_RECV_ERROR
		                           : curl_easy_recv(dialled->flight->easy, bytes, sizeof bytes, &n);

		if (code == CURLE_AGAIN)
			break;
		if (code != CURLE_OK || n == 0) {
			hang_up(dialled, code == CURLE_OK ? "the other side hung up" : "the connection broke");
			return;
		}
		dialled->events.bytes(dialled->events.context, bytes, n);
		if (dialled->closed)
			return;
	}
	if (dialled->out.n && !drain(dialled))
		hang_up(dialled, "the connection broke");
}

static void
connected(struct dialled *dialled, CURLcode code)
{
	dialled->socket = CURL_SOCKET_BAD;
	if (code == CURLE_OK)
		curl_easy_getinfo(dialled->flight->easy, CURLINFO_ACTIVESOCKET, &dialled->socket);
	if (dialled->socket == CURL_SOCKET_BAD) {
		hang_up(dialled, code == CURLE_OK ? "no connection" : curl_easy_strerror(code));
		return;
	}
	require(uv_poll_init_socket(dialled->flight->client->loop, &dialled->poll, dialled->socket) == 0);
	dialled->poll.data = dialled;
	dialled->polling = true;
	uv_poll_start(&dialled->poll, UV_READABLE, on_dialled);
	dialled->events.opened(dialled->events.context);
}

static void
stream_write(struct stream *stream, const void *p, size_t n)
{
	struct dialled *dialled = stream->owner;
	bool waits = dialled->out.n > 0;

	buf_add(&dialled->out, p, n);
	if (dialled->polling && !waits && !drain(dialled)) /* its end is told by the poll, never from inside */
		shutdown(dialled->socket, SHUT_RDWR);
}

static void
stream_close(struct stream *stream)
{
	hang_up(stream->owner, NULL);
}

static void
collect(struct http_client *client)
{
	CURLMsg *message;
	int left;

	while (!client->closed && (message = curl_multi_info_read(client->multi, &left)) != NULL) {
		struct flight *flight;
		long status = 0;

		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&flight);
		curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
		struct client_result result = {
		    .status = code == CURLE_OK || code == CURLE_WRITE_ERROR ? (int)status : 0,
		    .refused = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
		        code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION,
		    .retry_after_s = flight->retry_after_s,
		    .body = buf_text(&flight->answer),
		    .n = flight->answer.n,
		};
		if (flight->dialled) {
			connected(flight->dialled, code);
			continue;
		}
		client->done(client->context, flight->post, &result);
		free_flight(flight);
	}
}

static void
on_poll(uv_poll_t *poll, int status, int events)
{
	struct watched *watched = poll->data;
	struct http_client *client = watched->client;
	int flags = (events & UV_READABLE ? CURL_CSELECT_IN : 0) | (events & UV_WRITABLE ? CURL_CSELECT_OUT : 0) |
	    (status < 0 ? CURL_CSELECT_ERR : 0),
	    running;

	curl_multi_socket_action(client->multi, watched->socket, flags, &running);
	collect(client);
}

static void
on_timer(uv_timer_t *timer)
{
	struct http_client *client = timer->data;
	int running;

	curl_multi_socket_action(client->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	collect(client);
}

static int
set_timer(CURLM *multi, long ms, void *context)
{
	struct http_client *client = context;

	(void)multi;
	if (client->closed)
		return 0;
	if (ms < 0)
		uv_timer_stop(&client->timer);
	else /* never from inside curl: at least the next turn of the loop */
		uv_timer_start(&client->timer, on_timer, (uint64_t)(ms ? ms : 1), 0);
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
	struct http_client *client = context;
	struct watched *watched = known;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (watched) {
			uv_poll_stop(&watched->poll);
			uv_close((uv_handle_t *)&watched->poll, free_watched);
			curl_multi_assign(client->multi, socket, NULL);
		}
		return 0;
	}
	if (watched == NULL) {
		watched = mem_new(sizeof *watched);
		watched->socket = socket;
		watched->client = client;
		require(uv_poll_init_socket(client->loop, &watched->poll, socket) == 0);
		watched->poll.data = watched;
		curl_multi_assign(client->multi, socket, watched);
	}
	uv_poll_start(&watched->poll,
	    (what & CURL_POLL_IN ? UV_READABLE : 0) | (what & CURL_POLL_OUT ? UV_WRITABLE : 0), on_poll);
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
		return IN6_IS_ADDR_UNSPECIFIED(ip) || IN6_IS_ADDR_LINKLOCAL(ip) || IN6_IS_ADDR_MULTICAST(ip) ||
		    IN6_IS_ADDR_V4MAPPED(ip);
	}
	return true;
}

static curl_socket_t
open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct http_client *client = context;

	if (purpose != CURLSOCKTYPE_IPCXN || forbidden(&address->addr, client->allow_loopback))
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
	static const char *const names[] = {"Retry-After:", "x-ogw-ratelimit-reset:"}; /* RFC 9110; Feishu */
	char line[64] = {0};

	memcpy(line, bytes, size * n < sizeof line - 1 ? size * n : sizeof line - 1);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i]);
		int seconds = strncasecmp(line, names[i], length) == 0 ? atoi(line + length) : 0;

		if (strncasecmp(line, names[i], length) != 0)
			continue;
		flight->retry_after_s = seconds > 0 && seconds <= 3600 ? seconds : seconds > 3600 ? 3600 : -1;
	}
	return size * n;
}

struct http_client *
http_client_open(uv_loop_t *loop, bool allow_loopback, const char *proxy,
    void (*done)(void *context, int64_t post, const struct client_result *result), void *context)
{
	struct http_client *client = mem_new(sizeof *client);

	require(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	client->loop = loop;
	client->allow_loopback = allow_loopback;
	client->proxy = mem_copy(proxy, strlen(proxy));
	client->done = done;
	client->context = context;
	client->multi = curl_multi_init();
	require(client->multi != NULL && uv_timer_init(loop, &client->timer) == 0);
	client->timer.data = client;
	curl_multi_setopt(client->multi, CURLMOPT_SOCKETFUNCTION, set_socket);
	curl_multi_setopt(client->multi, CURLMOPT_SOCKETDATA, client);
	curl_multi_setopt(client->multi, CURLMOPT_TIMERFUNCTION, set_timer);
	curl_multi_setopt(client->multi, CURLMOPT_TIMERDATA, client);
	curl_multi_setopt(client->multi, CURLMOPT_MAX_HOST_CONNECTIONS, CONNECTIONS_A_HOST);
	return client;
}

/* What every flight has: where to, by which way, and no further. */
static struct flight *
take_off(struct http_client *client, const char *url)
{
	struct flight *flight = mem_new(sizeof *flight);

	flight->client = client;
	flight->retry_after_s = -1;
	flight->easy = curl_easy_init();
	require(flight->easy != NULL);
	curl_easy_setopt(flight->easy, CURLOPT_URL, url);
	curl_easy_setopt(flight->easy, CURLOPT_PROTOCOLS_STR, client->allow_loopback ? "http,https" : "https");
	curl_easy_setopt(flight->easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(flight->easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(flight->easy, CURLOPT_CONNECTTIMEOUT, CONNECT_S);
	curl_easy_setopt(flight->easy, CURLOPT_PROXY, client->proxy);
	curl_easy_setopt(flight->easy, CURLOPT_NOPROXY, "127.0.0.1,::1");
	curl_easy_setopt(flight->easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(flight->easy, CURLOPT_OPENSOCKETDATA, client);
	curl_easy_setopt(flight->easy, CURLOPT_PRIVATE, (char *)flight);
	flight->next = client->flights;
	if (flight->next)
		flight->next->previous = flight;
	client->flights = flight;
	return flight;
}

struct stream *
http_client_dial(struct http_client *client, const char *url, const struct stream_events *events)
{
	struct dialled *dialled = mem_new(sizeof *dialled);

	dialled->events = *events;
	dialled->stream = (struct stream){dialled, stream_write, stream_close};
	dialled->flight = take_off(client, url);
	dialled->flight->dialled = dialled;
	curl_easy_setopt(dialled->flight->easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(dialled->flight->easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1); /* no h2 by ALPN */
	curl_easy_setopt(dialled->flight->easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
	require(curl_multi_add_handle(client->multi, dialled->flight->easy) == CURLM_OK);
	return &dialled->stream;
}

void
http_client_send(struct http_client *client, const struct client_request *request, int64_t post)
{
	struct flight *flight = take_off(client, request->url);

	client->flying++;
	flight->post = post;
	flight->body = mem_copy(request->body, request->n);
	for (size_t i = 0; i < request->header_count; i++) {
		struct buf line = {0};

		buf_addf(&line, "%s: %s", request->headers[i].name, request->headers[i].value);
		flight->headers = curl_slist_append(flight->headers, line.p);
		buf_free(&line);
	}
	flight->headers = curl_slist_append(flight->headers, "Expect:");
	curl_easy_setopt(flight->easy, CURLOPT_TIMEOUT, TOTAL_S);
	curl_easy_setopt(flight->easy, CURLOPT_HTTPHEADER, flight->headers);
	if (request->method && strcmp(request->method, "GET") == 0)
		curl_easy_setopt(flight->easy, CURLOPT_HTTPGET, 1L);
	else
		curl_easy_setopt(flight->easy, CURLOPT_POSTFIELDS, flight->body);
	curl_easy_setopt(flight->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->n);
	curl_easy_setopt(flight->easy, CURLOPT_WRITEFUNCTION, on_answer);
	curl_easy_setopt(flight->easy, CURLOPT_WRITEDATA, flight);
	curl_easy_setopt(flight->easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(flight->easy, CURLOPT_HEADERDATA, flight);
	require(curl_multi_add_handle(client->multi, flight->easy) == CURLM_OK);
}

size_t
http_client_flying(const struct http_client *client)
{
	return client->flying;
}

static void
free_client(uv_handle_t *handle)
{
	free(handle->data);
}

void
http_client_close(struct http_client *client)
{
	client->closed = true;
	while (client->flights) {
		/* Each call takes its flight from the list. NOLINTBEGIN(clang-analyzer-unix.Malloc) */
		if (client->flights->dialled)
			hang_up(client->flights->dialled, NULL);
		else
			free_flight(client->flights);
		/* NOLINTEND(clang-analyzer-unix.Malloc) */
	}
	free(client->proxy);
	curl_multi_cleanup(client->multi);
	curl_global_cleanup();
	uv_timer_stop(&client->timer);
	uv_close((uv_handle_t *)&client->timer, free_client);
}
