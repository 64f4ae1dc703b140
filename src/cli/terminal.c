/* talk: a terminal in a group of the running bot. What is said there appears; a line
 * typed is said. /as NAME, /in GROUP, /at TIME (demo clock), /quit. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/memory.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/folder.h"
#include "formats/json_write.h"
#include "shell/config.h"
#include "formats/json.h"
#include "io/control.h"

struct terminal {
	int watch, ask;
	char group[128], person[128]; /* group "" = private */
	int zone_min;
};

static void
show(const struct terminal *terminal, const char *line)
{
	cJSON *root = json_parse(line, strlen(line));
	const cJSON *post = cJSON_GetObjectItemCaseSensitive(root, "post");
	const char *chat = json_text(root, "chat"), *text = json_text(post, "text"),
	           *type = json_text(post, "chat_type"), *by = json_text(root, "by");

	if (chat && by && json_text(root, "text")) { /* somebody else, on the page or in another terminal */
		if (strcmp(by, terminal->person) != 0 &&
		    !cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "private"))) {
			printf("%s%s%s%s: %s\n", strcmp(chat, terminal->group) ? "(" : "",
			    strcmp(chat, terminal->group) ? chat : "", strcmp(chat, terminal->group) ? ") " : "", by,
			    json_text(root, "text"));
			fflush(stdout);
		}
	} else if (chat && text && type) {
		bool private_chat = strcmp(type, "private") == 0;

		if (!private_chat && strcmp(chat, terminal->group) == 0)
			printf("连心: %s\n", text);
		else
			printf("(%s%s) 连心: %s\n", private_chat ? "私聊 " : "", chat, text);
		fflush(stdout);
	}
	cJSON_Delete(root);
}

static void
set_clock(struct terminal *terminal, const char *text)
{
	char date[11] = {0};
	int hour, minute;
	int32_t day;
	struct buf line = {0}, out = {0};

	if (strlen(text) >= 10)
		memcpy(date, text, 10);
	if (!civil_parse(date, &day) || sscanf(text + 10, " %2d:%2d", &hour, &minute) != 2) {
		printf("/at 2026-11-08 11:30\n");
		return;
	}
	struct json_writer json = json_writer(&line);
	json_open(&json, NULL, '{');
	json_put_text(&json, "do", "clock");
	json_put_int(&json, "at", zone_instant(day, hour * 60 + minute, terminal->zone_min));
	json_close(&json);
	if (control_call(terminal->ask, line.p, NULL, 0, &out) != 0)
		printf("%s", out.n ? buf_text(&out) : "no answer\n");
	buf_free(&line);
	buf_free(&out);
}

static void
say(struct terminal *terminal, const char *text)
{
	struct buf line = {0}, out = {0};
	struct json_writer json = json_writer(&line);

	json_open(&json, NULL, '{');
	json_put_text(&json, "do", "say");
	json_put_text(&json, "group", terminal->group);
	json_put_text(&json, "as", terminal->person);
	json_put_text(&json, "text", text);
	json_close(&json);
	int status = control_call(terminal->ask, line.p, NULL, 0, &out);
	if (status != 200)
		printf("(%d) %s\n", status, buf_text(&out));
	buf_free(&line);
	buf_free(&out);
}

/* False when the person leaves. */
static bool
typed(struct terminal *terminal, const char *line)
{
	if (strcmp(line, "/quit") == 0)
		return false;
	if (text_starts(line, "/as "))
		snprintf(terminal->person, sizeof terminal->person, "%s", line + 4);
	else if (text_starts(line, "/in "))
		snprintf(
		    terminal->group, sizeof terminal->group, "%s", strcmp(line + 4, "私聊") == 0 ? "" : line + 4);
	else if (text_starts(line, "/at "))
		set_clock(terminal, line + 4);
	else if (*line == '/')
		printf("/as NAME  /in GROUP (私聊 = private)  /at 2026-11-08 11:30  /quit\n");
	else if (*line && !text_valid(line, strlen(line)))
		printf("not UTF-8\n");
	else if (*line)
		say(terminal, line);
	return true;
}

static void
prompt(const struct terminal *terminal)
{
	if (isatty(STDIN_FILENO)) {
		printf("%s@%s> ", terminal->person, terminal->group[0] ? terminal->group : "私聊");
		fflush(stdout);
	}
}

/* Whole lines out of what was read; the rest stays. */
static char *
take_line(struct buf *in)
{
	char *end = in->n ? memchr(in->p, '\n', in->n) : NULL;

	if (end == NULL)
		return NULL;
	size_t n = (size_t)(end - in->p);
	char *line = mem_copy(in->p, n && in->p[n - 1] == '\r' ? n - 1 : n);
	memmove(in->p, end + 1, in->n - n - 1);
	in->n -= n + 1;
	return line;
}

static int
run(const struct options *options)
{
	struct terminal terminal = {.watch = control_connect(options->directory),
	    .ask = control_connect(options->directory),
	    .zone_min = (int)options->config->policy.zone_min};
	int error = errno; /* of the connection */
	struct buf typing = {0}, shown = {0};
	char bytes[8192], *line;
	bool on = true;

	snprintf(terminal.group, sizeof terminal.group, "安科农家乐群");
	snprintf(terminal.person, sizeof terminal.person, "裘才强");
	for (int i = 0; i + 1 < options->count; i += 2) {
		if (strcmp(options->words[i], "-g") == 0)
			snprintf(terminal.group, sizeof terminal.group, "%s", options->words[i + 1]);
		else if (strcmp(options->words[i], "-a") == 0)
			snprintf(terminal.person, sizeof terminal.person, "%s", options->words[i + 1]);
		else
			return 2;
	}
	if (terminal.watch < 0 || terminal.ask < 0) {
		folder_say_no_bot(options->directory, error);
		return 1;
	}
	if (send(terminal.watch, "{\"do\":\"watch\"}\n", 15, 0) != 15)
		return 1;
	prompt(&terminal);
	while (on) {
		struct pollfd fds[] = {
		    {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = terminal.watch, .events = POLLIN}};

		if (poll(fds, 2, -1) < 0)
			break;
		if (fds[1].revents) {
			ssize_t n = read(terminal.watch, bytes, sizeof bytes);

			if (n <= 0) {
				printf("the bot has ended\n");
				break;
			}
			buf_add(&shown, bytes, (size_t)n);
			if (isatty(STDIN_FILENO))
				printf("\r\033[K");
			while ((line = take_line(&shown)) != NULL) {
				show(&terminal, line);
				free(line);
			}
			prompt(&terminal);
		}
		if (fds[0].revents) {
			ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

			if (n > 0)
				buf_add(&typing, bytes, (size_t)n);
			while (on && (line = take_line(&typing)) != NULL) {
				on = typed(&terminal, line);
				free(line);
				prompt(&terminal);
			}
			if (n <= 0) { /* end of input: what is still being said is shown */
				while (poll(&fds[1], 1, 300) > 0 && (n = read(terminal.watch, bytes, sizeof bytes)) > 0)
					buf_add(&shown, bytes, (size_t)n);
				while ((line = take_line(&shown)) != NULL) {
					show(&terminal, line);
					free(line);
				}
				on = false;
			}
		}
	}
	buf_free(&typing);
	buf_free(&shown);
	close(terminal.watch);
	close(terminal.ask);
	return 0;
}

const struct cli_call cli_terminal = {
    "talk", "talk [-g GROUP] [-a PERSON]", "a terminal in a group of the running bot", run};
