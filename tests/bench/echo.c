/* A bare libuv + llhttp + cJSON server: parses the request and its JSON, answers a fixed
 * body, keeps nothing. The ceiling beside which scripts/bench sets the full path. */
#include <cjson/cJSON.h>
#include <llhttp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uv.h>

struct peer {
	uv_tcp_t tcp;
	llhttp_t parser;
	char body[65536];
	size_t n;
};

static char bytes[65536];
static llhttp_settings_t settings;

static int
on_body(llhttp_t *parser, const char *at, size_t n)
{
	struct peer *peer = parser->data;

	if (peer->n + n >= sizeof peer->body)
		return -1;
	memcpy(peer->body + peer->n, at, n);
	peer->n += n;
	return 0;
}

static int
on_complete(llhttp_t *parser)
{
	static char answer[] =
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"replies\":[]}";
	struct peer *peer = parser->data;
	cJSON *root = cJSON_ParseWithLength(peer->body, peer->n);
	uv_buf_t out = uv_buf_init(answer, sizeof answer - 1);

	cJSON_Delete(root);
	peer->n = 0;
	uv_try_write((uv_stream_t *)&peer->tcp, &out, 1);
	return 0;
}

static void
on_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	(void)handle;
	(void)suggested;
	*buf = uv_buf_init(bytes, sizeof bytes);
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *buf)
{
	struct peer *peer = stream->data;

	if (n < 0 || llhttp_execute(&peer->parser, buf->base, (size_t)n) != HPE_OK)
		uv_close((uv_handle_t *)stream, (uv_close_cb)free);
}

static void
on_connection(uv_stream_t *server, int status)
{
	struct peer *peer = calloc(1, sizeof *peer);

	if (status < 0 || peer == NULL)
		return;
	uv_tcp_init(server->loop, &peer->tcp);
	peer->tcp.data = peer;
	llhttp_init(&peer->parser, HTTP_REQUEST, &settings);
	peer->parser.data = peer;
	uv_accept(server, (uv_stream_t *)&peer->tcp);
	uv_tcp_nodelay(&peer->tcp, 1);
	uv_read_start((uv_stream_t *)&peer->tcp, on_buffer, on_read);
}

int
main(int argc, char **argv)
{
	uv_loop_t *loop = uv_default_loop();
	uv_tcp_t server;
	struct sockaddr_in at;

	llhttp_settings_init(&settings);
	settings.on_body = on_body;
	settings.on_message_complete = on_complete;
	uv_ip4_addr("127.0.0.1", argc > 1 ? atoi(argv[1]) : 8798, &at);
	uv_tcp_init(loop, &server);
	if (uv_tcp_bind(&server, (struct sockaddr *)&at, 0) ||
	    uv_listen((uv_stream_t *)&server, 512, on_connection))
		return 1;
	return uv_run(loop, UV_RUN_DEFAULT);
}
