/* The control socket; see the header. */
#include "io/control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/require.h"
#include "formats/json_write.h"

#define CLIENTS_MAX 64

struct client {
	uv_pipe_t pipe;
	struct control *control;
	uint32_t slot, generation;
	struct buf in;
	bool watching, closing;
};
struct control {
	uv_pipe_t listener;
	struct client *clients[CLIENTS_MAX];
	uint32_t generations[CLIENTS_MAX];
	void (*request)(void *context, const char *line, const char *body, size_t n, uint64_t token);
	void *context;
	size_t open; /* handles */
	bool closing;
	char path[108];
	char bytes[65536];
};

static void
maybe_free(struct control *control)
{
	if (control->closing && control->open == 0)
		free(control);
}

static void
on_client_closed(uv_handle_t *handle)
{
	struct client *client = handle->data;
	struct control *control = client->control;

	control->clients[client->slot] = NULL;
	control->open--;
	buf_free(&client->in);
	free(client);
	maybe_free(control);
}

static void
drop(struct client *client)
{
	if (client->closing)
		return;
	client->closing = true;
	client->control->generations[client->slot]++;
	uv_close((uv_handle_t *)&client->pipe, on_client_closed);
}

struct control_writing {
	uv_write_t request;
	char *bytes;
};

static void
on_written(uv_write_t *request, int status)
{
	struct control_writing *writing = request->data;

	(void)status;
	free(writing->bytes);
	free(writing);
}

static void
put(struct client *client, const void *p, size_t n)
{
	struct control_writing *writing = mem_new(sizeof *writing);

	writing->bytes = mem_copy(p, n);
	writing->request.data = writing;
	uv_buf_t bytes = uv_buf_init(writing->bytes, (unsigned)n);
	if (uv_write(&writing->request, (uv_stream_t *)&client->pipe, &bytes, 1, on_written) < 0) {
		free(writing->bytes);
		free(writing);
		drop(client);
	}
}

/* "bytes":N of a request line, read without a parser: the line is our own programs'. */
static size_t
body_size(const char *line)
{
	const char *at = strstr(line, "\"bytes\":");

	return at ? (size_t)strtoull(at + 8, NULL, 10) : 0;
}

static void
take_requests(struct client *client)
{
	while (!client->closing) {
		char *end = client->in.n ? memchr(client->in.p, '\n', client->in.n) : NULL;

		if (end == NULL) {
			if (client->in.n > 65536)
				drop(client);
			return;
		}
		size_t line = (size_t)(end - client->in.p);
		*end = 0;
		size_t body = body_size(client->in.p);
		if (body > CONTROL_BYTES_MAX) {
			drop(client);
			return;
		}
		if (client->in.n < line + 1 + body) {
			*end = '\n';
			return;
		}
		struct buf whole = client->in;
		client->in = (struct buf){0};
		client->control->request(client->control->context, whole.p, whole.p + line + 1, body,
		    CONTROL_TOKEN | (uint64_t)client->generation << 8 | client->slot);
		if (!client->closing) {
			struct buf later = client->in; /* nothing can have come: reading is not re-entered */

			buf_free(&later);
			client->in = (struct buf){0};
			buf_add(&client->in, whole.p + line + 1 + body, whole.n - line - 1 - body);
		}
		buf_free(&whole);
	}
}

static void
on_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	struct client *client = handle->data;

	(void)suggested;
	*buf = uv_buf_init(client->control->bytes, sizeof client->control->bytes);
}

static void
on_read(uv_stream_t *stream, ssize_t n, const uv_buf_t *bytes)
{
	struct client *client = stream->data;

	if (n < 0) {
		drop(client);
		return;
	}
	buf_add(&client->in, bytes->base, (size_t)n);
	take_requests(client);
}

static void
on_connection(uv_stream_t *listener, int status)
{
	struct control *control = listener->data;
	uint32_t slot = 0;

	while (slot < CLIENTS_MAX && control->clients[slot])
		slot++;
	if (status < 0)
		return;
	struct client *client = mem_new(sizeof *client);
	require(uv_pipe_init(listener->loop, &client->pipe, 0) == 0);
	client->pipe.data = client;
	if (slot == CLIENTS_MAX || uv_accept(listener, (uv_stream_t *)&client->pipe) != 0) {
		uv_close((uv_handle_t *)&client->pipe, (uv_close_cb)free);
		return;
	}
	client->control = control;
	client->slot = slot;
	client->generation = control->generations[slot];
	control->clients[slot] = client;
	control->open++;
	uv_read_start((uv_stream_t *)&client->pipe, on_buffer, on_read);
}

static bool
socket_path(const char *directory, char out[108])
{
	return snprintf(out, 108, "%s/control.sock", directory) < 108;
}

struct control *
control_open(uv_loop_t *loop, const char *directory,
    void (*request)(void *context, const char *line, const char *body, size_t n, uint64_t token),
    void *context, char *why)
{
	struct control *control = mem_new(sizeof *control);

	control->request = request;
	control->context = context;
	require(uv_pipe_init(loop, &control->listener, 0) == 0);
	control->listener.data = control;
	control->open = 1;
	int code = UV_ENAMETOOLONG;
	if (socket_path(directory, control->path)) {
		unlink(control->path); /* the lock is ours: nobody else listens there */
		mode_t before = umask(0177);
		code = uv_pipe_bind(&control->listener, control->path);
		umask(before);
	}
	if (code == 0)
		code = uv_listen((uv_stream_t *)&control->listener, 16, on_connection);
	if (code != 0) {
		snprintf(why, 256, "%s/control.sock: %s", directory, uv_strerror(code));
		control_close(control);
		return NULL;
	}
	return control;
}

static struct client *
client_of(const struct control *control, uint64_t token)
{
	uint32_t slot = (uint32_t)(token & 0xff), generation = (uint32_t)(token >> 8);
	struct client *client = slot < CLIENTS_MAX ? control->clients[slot] : NULL;

	return client && !client->closing && client->generation == generation ? client : NULL;
}

void
control_answer(struct control *control, uint64_t token, int status, const void *body, size_t n)
{
	struct client *client = client_of(control, token & ~CONTROL_TOKEN);
	struct buf out = {0};

	if (client == NULL)
		return;
	struct json_writer json = json_writer(&out);
	json_open(&json, NULL, '{');
	json_put_int(&json, "status", status);
	json_put_int(&json, "bytes", (int64_t)n);
	json_close(&json);
	buf_addc(&out, '\n');
	buf_add(&out, body, n);
	put(client, out.p, out.n);
	buf_free(&out);
}

void
control_watch(struct control *control, uint64_t token)
{
	struct client *client = client_of(control, token & ~CONTROL_TOKEN);

	if (client)
		client->watching = true;
}

void
control_show(struct control *control, const char *json, size_t n)
{
	struct buf line = {0};

	buf_add(&line, json, n);
	buf_addc(&line, '\n');
	for (size_t i = 0; i < CLIENTS_MAX; i++) {
		struct client *client = control->clients[i];

		/* A watcher that does not read is let go rather than buffered without end. */
		if (client && client->watching && !client->closing) {
			if (uv_stream_get_write_queue_size((uv_stream_t *)&client->pipe) > (1 << 20))
				drop(client);
			else
				put(client, line.p, line.n);
		}
	}
	buf_free(&line);
}

static void
on_listener_closed(uv_handle_t *handle)
{
	struct control *control = handle->data;

	control->open--;
	maybe_free(control);
}

void
control_close(struct control *control)
{
	control->closing = true;
	for (size_t i = 0; i < CLIENTS_MAX; i++)
		if (control->clients[i])
			drop(control->clients[i]);
	uv_close((uv_handle_t *)&control->listener, on_listener_closed);
}

int
control_connect(const char *directory)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	if (!socket_path(directory, at.sun_path) || connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

static bool
write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t written = send(fd, p, n, MSG_NOSIGNAL);

		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			p += written;
			n -= (size_t)written;
		}
	}
	return true;
}

int
control_call(int fd, const char *line, const void *body, size_t n, struct buf *out)
{
	char head[128];
	size_t got = 0, bytes = 0;
	int status = -1;
	struct buf request = {0};

	/* {"do":"x"} becomes {"do":"x","bytes":N} */
	buf_add(&request, line, strlen(line) - 1);
	buf_addf(&request, ",\"bytes\":%zu}\n", n);
	buf_add(&request, body, n);
	bool sent = write_all(fd, request.p, request.n);
	buf_free(&request);
	while (sent && got < sizeof head - 1 && read(fd, head + got, 1) == 1 && head[got] != '\n')
		got++;
	head[got] = 0;
	if (!sent || sscanf(head, "{\"status\":%d,\"bytes\":%zu}", &status, &bytes) != 2 ||
	    bytes > CONTROL_BYTES_MAX)
		return -1;
	while (bytes) {
		char chunk[65536];
		ssize_t more = read(fd, chunk, bytes < sizeof chunk ? bytes : sizeof chunk);

		if (more <= 0)
			return -1;
		buf_add(out, chunk, (size_t)more);
		bytes -= (size_t)more;
	}
	return status;
}
