/* Reaches io/http_server.c, llhttp, io/websocket.c and wslay over a real loopback connection:
 * the bytes are sent, those of a WebSocket in two goes, the connection is half closed, the
 * loop runs until the server has let go. */
#include <arpa/inet.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/require.h"
#include "io/http_server.h"
#include "io/websocket.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static uv_loop_t loop;
static struct http_server *server;

static struct websocket *live;

static void
on_message(void *context, bool binary, const char *p, size_t n)
{
	(void)context;
	require(n <= 1 << 20 && (n == 0 || p != NULL));
	websocket_send(live, binary, p, n); /* an echo */
}

static void
on_closed(void *context, const char *why)
{
	(void)context;
	require(why != NULL);
	live = NULL;
}

static void
on_request(void *context, const struct http_request *request, uint64_t token)
{
	(void)context;
	require(request->path && request->method && strlen(request->body) <= request->body_n);
	for (size_t i = 0; live == NULL && i < request->header_count; i++)
		if (strcasecmp(request->headers[i].name, "upgrade") == 0) {
			live = websocket_serve(
			    &loop, server, token, "x", &(struct websocket_events){NULL, NULL, on_message, on_closed});
			return;
		}
	http_server_answer(server, token, &(struct http_answer){.status = 200, .body = "{}", .n = 2});
}

/* Pictures: one at a time, refused at times, kept as soon as they are whole. */
static uint64_t sending;

static int
file_begin(void *context, const struct http_request *request, uint64_t token)
{
	(void)context;
	require(request->path && sending == 0);
	sending = request->query[0] == 'n' ? 0 : token;
	return sending ? 0 : 401;
}

static bool
file_bytes(void *context, uint64_t token, const char *p, size_t n)
{
	(void)context;
	require(token == sending && p && n);
	return p[0] != 'X';
}

static void
file_end(void *context, uint64_t token, bool whole)
{
	(void)context;
	require(token == sending);
	sending = 0;
	if (whole)
		require(http_server_file_kept(server, token, "x.png"));
}

static bool
is_busy(void *context)
{
	(void)context;
	return false;
}

static const struct http_place places[] = {{"/hook/", PLACE_WAITS | PLACE_UPGRADE},
    {"/api/file", PLACE_WAITS | PLACE_FILE}, {"/api/", PLACE_WAITS}, {0}};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	char why[256], answer[4096];
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	if (server == NULL) {
		uv_loop_init(&loop);
		server = http_server_open(&loop, "127.0.0.1", 0,
		    &(struct http_events){NULL, places, on_request, is_busy, file_begin, file_bytes, file_end}, why);
		require(server != NULL);
	}
	at.sin_port = htons((uint16_t)http_server_port(server));
	if (n > 60000)
		return 0;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	struct linger gone = {1, 0}; /* no TIME_WAIT: thousands of connections a minute */
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &gone, sizeof gone);
	connect(fd, (struct sockaddr *)&at, sizeof at);
	uv_run(&loop, UV_RUN_NOWAIT);
	/* Frames may come behind the answer to their head alone. */
	const uint8_t *head = memmem(data, n, "\r\n\r\n", 4);
	size_t first = head ? (size_t)(head - data) + 4 : n;
	ssize_t sent = send(fd, data, first, MSG_NOSIGNAL);
	for (int i = 0; i < 3 && first < n; i++)
		uv_run(&loop, UV_RUN_NOWAIT);
	if (first < n)
		sent = send(fd, data + first, n - first, MSG_NOSIGNAL);
	(void)sent;
	shutdown(fd, SHUT_WR);
	for (int i = 0; i < 1000 && (i < 3 || http_server_connections(server)); i++) {
		uv_run(&loop, UV_RUN_NOWAIT);
		while (recv(fd, answer, sizeof answer, 0) > 0)
			;
	}
	close(fd);
	if (live) { /* half a connection is a whole one to a WebSocket until it is written to */
		websocket_close(live);
		live = NULL;
	}
	for (int i = 0; i < 1000 && http_server_connections(server); i++)
		uv_run(&loop, UV_RUN_NOWAIT);
	require(http_server_connections(server) == 0);
	return 0;
}
