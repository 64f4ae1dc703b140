/* load HOST-PORT SECRET-FILE CONNECTIONS SECONDS [RATE]: signed webhook messages over
 * keep-alive connections, one under way on each; prints one line of figures. With RATE
 * it sends that many a second instead of as many as come back. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"

#define CONNECTIONS_MAX 512
#define SAMPLES_MAX 4000000

struct line {
	int fd;
	double sent;
	size_t got;
	char in[8192];
};

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint8_t key[64];
static size_t key_n;
static long long counter;

static void
send_one(struct line *line)
{
	char id[64], stamp[24], body[700], request[2000];
	uint8_t mac[32];
	struct buf signature = {0};

	counter++;
	snprintf(id, sizeof id, "load_%d_%lld", (int)getpid(), counter);
	snprintf(stamp, sizeof stamp, "%lld", (long long)time(NULL));
	int n = snprintf(body, sizeof body,
	    "{\"type\":\"message.created\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"data\":{\"chat_type\":\"private\",\"sender_id\":\"何书记\",\"sender_name\":\"何书记\",\"text\":\"走访 张三家 第%lld次,老人身体好转\",\"message_id\":\"m%lld\"}}",
	    counter, counter);
	digest_hmac(key, key_n,
	    (struct digest_part[]){
	        {id, strlen(id)}, {".", 1}, {stamp, strlen(stamp)}, {".", 1}, {body, (size_t)n}},
	    5, mac);
	base64_add(&signature, mac, sizeof mac);
	int m = snprintf(request, sizeof request,
	    "POST /hook/demo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nwebhook-id: %s\r\nwebhook-timestamp: %s\r\nwebhook-signature: v1,%s\r\nContent-Length: %d\r\n\r\n%s",
	    id, stamp, signature.p, n, body);
	buf_free(&signature);
	line->sent = now();
	line->got = 0;
	if (send(line->fd, request, (size_t)m, MSG_NOSIGNAL) != m)
		perror("send");
}

/* A whole answer there? 1 good, -1 an error status, 0 not yet. */
static int
receive(struct line *line)
{
	ssize_t n = recv(line->fd, line->in + line->got, sizeof line->in - 1 - line->got, 0);

	if (n <= 0)
		return -2;
	line->got += (size_t)n;
	line->in[line->got] = 0;
	char *end = strstr(line->in, "\r\n\r\n"), *length = strstr(line->in, "Content-Length: ");
	if (end == NULL || length == NULL ||
	    line->got < (size_t)(end + 4 - line->in) + strtoul(length + 16, NULL, 10))
		return 0;
	return strncmp(line->in, "HTTP/1.1 200", 12) == 0 ? 1 : -1;
}

static int
by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	static struct line lines[CONNECTIONS_MAX];
	static float samples[SAMPLES_MAX];
	char text[200];
	long good = 0, bad = 0;

	if (argc < 5) {
		fprintf(stderr, "load PORT SECRET-FILE CONNECTIONS SECONDS [RATE]\n");
		return 2;
	}
	int port = atoi(argv[1]), connections = atoi(argv[3]);
	double seconds = atof(argv[4]), rate = argc > 5 ? atof(argv[5]) : 0;
	FILE *file = fopen(argv[2], "r");
	size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
	text[n] = 0;
	long got = n > 6 ? base64_read(text + 6, strcspn(text + 6, "\r\n"), key) : 0;
	if (got <= 0 || connections < 1 || connections > CONNECTIONS_MAX)
		return 2;
	key_n = (size_t)got;
	fclose(file);
	struct sockaddr_in at = {
	    .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int epoll = epoll_create1(0), one = 1;
	for (int i = 0; i < connections; i++) {
		lines[i].fd = socket(AF_INET, SOCK_STREAM, 0);
		if (connect(lines[i].fd, (struct sockaddr *)&at, sizeof at) != 0) {
			perror("connect");
			return 1;
		}
		setsockopt(lines[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		struct epoll_event event = {.events = EPOLLIN, .data.ptr = &lines[i]};
		epoll_ctl(epoll, EPOLL_CTL_ADD, lines[i].fd, &event);
	}
	double start = now(), next = start;
	int idle = connections;
	if (rate == 0)
		for (int i = 0; i < connections; i++, idle--)
			send_one(&lines[i]);
	while (now() < start + seconds) {
		struct epoll_event events[CONNECTIONS_MAX];

		while (rate > 0 && next <= now()) {
			for (int i = 0; i < connections; i++)
				if (lines[i].sent == 0) {
					send_one(&lines[i]);
					lines[i].sent = next < lines[i].sent ? next
					                                     : lines[i].sent; /* waiting for a turn counts */
					break;
				}
			next += 1 / rate;
		}
		int ready = epoll_wait(epoll, events, connections, rate > 0 ? 1 : 100);
		for (int i = 0; i < ready; i++) {
			struct line *line = events[i].data.ptr;
			int result = receive(line);

			if (result == 0)
				continue;
			if (result == -2) {
				fprintf(stderr, "connection lost\n");
				return 1;
			}
			if (good + bad < SAMPLES_MAX)
				samples[good + bad] = (float)((now() - line->sent) * 1000);
			if (result > 0)
				good++;
			else if (bad++ == 0)
				fprintf(stderr, "%.200s\n", line->in);
			if (rate > 0)
				line->sent = 0;
			else
				send_one(line);
		}
	}
	double took = now() - start;
	long count = good + bad < SAMPLES_MAX ? good + bad : SAMPLES_MAX;
	qsort(samples, (size_t)count, sizeof *samples, by_value);
	printf("%.0f messages/s, %ld good, %ld bad, p50 %.2f ms, p99 %.2f ms\n", (double)good / took, good, bad,
	    count ? samples[count / 2] : 0.0f, count ? samples[count * 99 / 100] : 0.0f);
	return 0;
}
