/* The other side of the program under test; see the header. */
#include "receiver.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/require.h"

#define PATIENCE_MS 60000

int
receiver_open(int *port)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t at_n = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	require(bind(listener, (struct sockaddr *)&at, sizeof at) == 0);
	require(listen(listener, 8) == 0);
	require(getsockname(listener, (struct sockaddr *)&at, &at_n) == 0);
	*port = ntohs(at.sin_port);
	return listener;
}

static int
come(int listener)
{
	struct pollfd wait = {.fd = listener, .events = POLLIN};

	require(poll(&wait, 1, PATIENCE_MS) == 1); /* else nobody came */
	return accept4(listener, NULL, NULL, SOCK_CLOEXEC);
}

/* Exactly n bytes; false when the other side has gone. */
static bool
take(int fd, void *p, size_t n)
{
	for (size_t got = 0; got < n;) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};

		require(poll(&wait, 1, PATIENCE_MS) == 1);
		ssize_t m = recv(fd, (char *)p + got, n - got, 0);
		if (m <= 0)
			return false;
		got += (size_t)m;
	}
	return true;
}

/* A head up to its empty line, and no byte further. */
static void
take_head(int fd, struct buf *head)
{
	char c;

	buf_clear(head);
	while (head->n < 4 || memcmp(head->p + head->n - 4, "\r\n\r\n", 4) != 0) {
		require(take(fd, &c, 1) && head->n < 65536);
		buf_addc(head, c);
	}
}

static void
give(int fd, const void *p, size_t n)
{
	for (size_t given = 0; given < n;) {
		ssize_t m = send(fd, (const char *)p + given, n - given, MSG_NOSIGNAL);

		if (m <= 0)
			return; /* it has hung up */
		given += (size_t)m;
	}
}

void
receiver_take(int listener, const char *answer, struct buf *request)
{
	int fd = come(listener);

	take_head(fd, request);
	const char *length = strcasestr(request->p, "Content-Length: ");
	size_t n = length ? strtoul(length + 16, NULL, 10) : 0;
	char *body = mem_new(n + 1);
	require(take(fd, body, n));
	buf_add(request, body, n);
	free(body);
	give(fd, answer, strlen(answer));
	close(fd);
}

void
receiver_take_json(int listener, const char *json, struct buf *request)
{
	struct buf answer = {0};

	buf_addf(&answer,
	    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
	    strlen(json), json);
	receiver_take(listener, answer.p, request);
	buf_free(&answer);
}

void
receiver_secret(const char *name, const char *line)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", bot_folder, name);
	bot_write(path, line);
}

/* RFC 6455, 4.2.2 */
static void
accept_value(const char *key, size_t n, struct buf *out)
{
	static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
	uint8_t sum[DIGEST_SHA1_BYTES];

	digest_sha1((struct digest_part[]){{key, n}, {guid, sizeof guid - 1}}, 2, sum);
	base64_add(out, sum, sizeof sum);
}

int
peer_accept(int listener, struct buf *head)
{
	int fd = come(listener);
	struct buf answer = {0};

	take_head(fd, head);
	const char *key = strcasestr(head->p, "\r\nSec-WebSocket-Key: ");
	require(key && strcasestr(head->p, "\r\nUpgrade: websocket\r\n") &&
	    strcasestr(head->p, "\r\nSec-WebSocket-Version: 13\r\n"));
	buf_adds(&answer,
	    "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ");
	accept_value(key + 21, strcspn(key + 21, "\r"), &answer);
	buf_adds(&answer, "\r\n\r\n");
	give(fd, answer.p, answer.n);
	buf_free(&answer);
	return fd;
}

int
peer_dial(const struct bot *bot, const char *path, const char *lines, int *fd)
{
	static const char key[] = "dGhlIHNhbXBsZSBub25jZQ==";
	struct buf out = {0}, head = {0}, wanted = {0};

	*fd = bot_dial(bot);
	require(*fd >= 0);
	buf_addf(&out,
	    "GET %s HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
	    path, key, lines);
	give(*fd, out.p, out.n);
	take_head(*fd, &head);
	int status = atoi(head.p + 9);
	if (status == 101) {
		accept_value(key, strlen(key), &wanted);
		require(strcasestr(head.p, wanted.p));
	} else {
		close(*fd);
		*fd = -1;
	}
	buf_free(&out);
	buf_free(&head);
	buf_free(&wanted);
	return status;
}

void
peer_say(int fd, bool client, int opcode, bool last, const void *p, size_t n)
{
	static const unsigned char mask[4] = {0x37, 0xfa, 0x21, 0x3d};
	struct buf out = {0};

	buf_addc(&out, (char)((last ? 0x80 : 0) | opcode));
	unsigned char first = client ? 0x80 : 0;
	if (n < 126) {
		buf_addc(&out, (char)(first | n));
	} else if (n < 65536) {
		buf_addc(&out, (char)(first | 126));
		buf_addc(&out, (char)(n >> 8));
		buf_addc(&out, (char)n);
	} else {
		buf_addc(&out, (char)(first | 127));
		for (int i = 7; i >= 0; i--)
			buf_addc(&out, (char)((uint64_t)n >> (8 * i)));
	}
	if (client)
		buf_add(&out, mask, sizeof mask);
	for (size_t i = 0; i < n; i++)
		buf_addc(&out, (char)(((const unsigned char *)p)[i] ^ (client ? mask[i % 4] : 0)));
	give(fd, out.p, out.n);
	buf_free(&out);
}

void
peer_say_text(int fd, bool client, const char *text)
{
	peer_say(fd, client, PEER_TEXT, true, text, strlen(text));
}

int
peer_hear(int fd, bool from_client, struct buf *message)
{
	int whole = -1;

	buf_clear(message);
	for (;;) {
		unsigned char head[2], more[8], mask[4] = {0};
		uint64_t n;

		if (!take(fd, head, 2))
			return -1;
		require((head[0] & 0x70) == 0 && ((head[1] & 0x80) != 0) == from_client);
		n = head[1] & 0x7f;
		int wide = n == 126 ? 2 : n == 127 ? 8 : 0;
		if (wide && !take(fd, more, (size_t)wide))
			return -1;
		for (int i = 0; i < wide; i++)
			n = (i ? n << 8 : 0) | more[i];
		require(n < 16 << 20);
		if (from_client && !take(fd, mask, 4))
			return -1;
		char *p = mem_new(n + 1);
		if (!take(fd, p, n)) {
			free(p);
			return -1;
		}
		for (uint64_t i = 0; i < n; i++)
			p[i] = (char)((unsigned char)p[i] ^ mask[i % 4]);
		int opcode = head[0] & 0x0f;
		if (opcode == PEER_PING) {
			peer_say(fd, !from_client, PEER_PONG, true, p, n);
		} else if (opcode == PEER_CLOSE) {
			free(p);
			return PEER_CLOSE;
		} else if (opcode != PEER_PONG) {
			whole = opcode == PEER_MORE ? whole : opcode;
			buf_add(message, p, n);
			if (head[0] & 0x80) {
				free(p);
				return whole;
			}
		}
		free(p);
	}
}
