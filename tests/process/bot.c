/* The real program under test; see the header. */
#include "bot.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/require.h"
#include "io/files.h"

const char *bot_program = "build/lianxin";
char bot_folder[64] = "/tmp/lianxin-process-XXXXXX";

void
bot_folder_make(void)
{
	require(mkdtemp(bot_folder) != NULL);
}

void
bot_folder_remove(void)
{
	char words[100];

	snprintf(words, sizeof words, "rm -rf %s", bot_folder);
	require(system(words) == 0);
}

void
bot_write(const char *path, const char *text)
{
	require(file_write(path, text, strlen(text), 0600));
}

int
bot_folder_setup(void **state)
{
	(void)state;
	bot_folder_make();
	return 0;
}

int
bot_folder_teardown(void **state)
{
	(void)state;
	bot_folder_remove();
	return 0;
}

void
bot_village(const char *name, const char *lists, const char *accounts)
{
	char words[1200], path[300];
	struct buf out = {0};

	for (const char *list = lists; *list;) {
		int n = (int)strcspn(list, " ");

		snprintf(words, sizeof words, "-d %s/%s import %.*s config/demo/%.*s.csv", bot_folder, name, n, list,
		    n, list);
		require(bot_call(&out, words) == 0);
		list += n + (list[n] == ' ');
	}
	snprintf(path, sizeof path, "%s/accounts.csv", bot_folder);
	snprintf(words, sizeof words, "channel,sender_id,person\n%s", accounts);
	bot_write(path, words);
	snprintf(words, sizeof words, "-d %s/%s import accounts %s", bot_folder, name, path);
	require(bot_call(&out, words) == 0);
	buf_free(&out);
}

static void
start(struct bot *bot, const char *name, const char *settings, const char *inject)
{
	int out[2];
	char text[2000], line[200];
	size_t n = 0;

	snprintf(bot->data, sizeof bot->data, "%s/%s", bot_folder, name);
	snprintf(bot->config, sizeof bot->config, "%s/%s.json", bot_folder, name);
	snprintf(text, sizeof text, "{\"port\":0,\"log_level\":\"error\"%s}", settings);
	bot_write(bot->config, text);
	require(pipe(out) == 0);
	bot->pid = fork();
	if (bot->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL); /* no bot outlives its test */
		dup2(out[1], 1);
		close(out[0]);
		close(out[1]);
		if (inject)
			execlp("strace", "strace", "-f", "-qq", "-o", "/dev/null", "-e",
			    "trace=pwrite64,fdatasync,fsync,write,writev,sendmsg,ftruncate", "-e", inject, bot_program,
			    "-c", bot->config, "-d", bot->data, "serve", (char *)NULL);
		else
			execl(bot_program, bot_program, "-c", bot->config, "-d", bot->data, "serve", (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	while (n < sizeof line - 1 && read(out[0], line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = 0;
	close(out[0]);
	if (sscanf(line, "lianxin listens on http://127.0.0.1:%d", &bot->port) != 1)
		bot->port = 0;
	require(bot->port || inject);
}

void
bot_start(struct bot *bot, const char *name, const char *extra, const char *inject)
{
	char settings[1500];

	snprintf(settings, sizeof settings,
	    ",\"demo_world\":\"config/demo\",\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\",\"speaks_for\":\"console\"}]%s",
	    extra);
	start(bot, name, settings, inject);
}

void
bot_start_with(struct bot *bot, const char *name, const char *settings)
{
	start(bot, name, settings, NULL);
}

int
bot_stop(struct bot *bot, int signal)
{
	int status, traced = 0;
	char path[80];

	/* strace does not pass signals on: its child is meant. */
	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)bot->pid, (int)bot->pid);
	FILE *children = fopen(path, "r");
	if (children) {
		if (fscanf(children, "%d", &traced) != 1)
			traced = 0;
		fclose(children);
	}
	if (signal)
		kill(traced ? traced : bot->pid, signal);
	require(waitpid(bot->pid, &status, 0) == bot->pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

int
bot_dial(const struct bot *bot)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
	    .sin_port = htons((uint16_t)bot->port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (connect(fd, (struct sockaddr *)&at, sizeof at) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

int
bot_raw(const struct bot *bot, const char *bytes, size_t n, struct buf *body)
{
	int fd = bot_dial(bot), status = 0;
	struct buf in = {0};
	char chunk[65536];

	if (fd < 0)
		return 0;
	for (size_t sent = 0; sent < n;) {
		ssize_t m = send(fd, bytes + sent, n - sent, MSG_NOSIGNAL);

		if (m <= 0)
			break; /* refused before all was read */
		sent += (size_t)m;
	}
	bool whole = false;
	for (;;) {
		struct pollfd wait = {.fd = fd, .events = POLLIN};
		char *end = in.n ? strstr(in.p, "\r\n\r\n") : NULL,
		     *length = end ? strstr(in.p, "Content-Length: ") : NULL;

		whole = end &&
		    (strstr(in.p, " 204 ") ||
		        (length && in.n >= (size_t)(end + 4 - in.p) + strtoul(length + 16, NULL, 10)));
		if (whole || poll(&wait, 1, 20000) <= 0)
			break;
		ssize_t m = recv(fd, chunk, sizeof chunk, 0);
		if (m <= 0)
			break;
		buf_add(&in, chunk, (size_t)m);
	}
	if (whole)
		status = atoi(in.p + 9);
	char *end = in.n ? strstr(in.p, "\r\n\r\n") : NULL;
	if (body && end)
		buf_adds(body, end + 4);
	buf_free(&in);
	close(fd);
	return status;
}

int
bot_request(const struct bot *bot, const char *head, const char *text, struct buf *body)
{
	struct buf out = {0};

	buf_addf(&out, "%s\r\nHost: 127.0.0.1\r\nContent-Length: %zu\r\n\r\n%s", head, strlen(text), text);
	int status = bot_raw(bot, out.p, out.n, body);
	buf_free(&out);
	return status;
}

int
bot_hook(const struct bot *bot, const char *id, const char *group, const char *sender, const char *text,
    struct buf *answer)
{
	struct buf body = {0}, out = {0}, secret = {0}, signature = {0};
	uint8_t key[64], mac[32];
	char stamp[32];

	require(file_read("config/demo.secret", 200, &secret));
	long n = base64_read(secret.p + 6, strcspn(secret.p + 6, "\n"), key);
	buf_addf(&body,
	    "{\"type\":\"message.created\",\"timestamp\":\"2026-11-08T01:00:00.000Z\",\"data\":{\"chat_type\":\"%s\",\"group_id\":\"%s\",\"sender_id\":\"%s\",\"sender_name\":\"\",\"text\":",
	    *group ? "group" : "private", group, sender);
	buf_json(&body, text);
	buf_adds(&body, ",\"message_id\":\"m\"}}");
	snprintf(stamp, sizeof stamp, "%lld", (long long)time(NULL));
	digest_hmac(key, (size_t)n,
	    (struct digest_part[]){
	        {id, strlen(id)}, {".", 1}, {stamp, strlen(stamp)}, {".", 1}, {body.p, body.n}},
	    5, mac);
	base64_add(&signature, mac, 32);
	buf_addf(&out,
	    "POST /hook/demo HTTP/1.1\r\nHost: x\r\nwebhook-id: %s\r\nwebhook-timestamp: %s\r\nwebhook-signature: v1,%s\r\nContent-Length: %zu\r\n\r\n%s",
	    id, stamp, signature.p, body.n, body.p);
	int status = bot_raw(bot, out.p, out.n, answer);
	buf_free(&body);
	buf_free(&out);
	buf_free(&secret);
	buf_free(&signature);
	return status;
}

int
bot_call(struct buf *out, const char *words)
{
	char line[1500];
	int status;
	char chunk[4096];
	size_t n;

	snprintf(line, sizeof line, "%s %s 2>&1", bot_program, words);
	FILE *pipe_out = popen(line, "r");
	while ((n = fread(chunk, 1, sizeof chunk, pipe_out)) > 0)
		buf_add(out, chunk, n);
	status = pclose(pipe_out);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
