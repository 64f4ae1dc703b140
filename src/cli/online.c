/* Asking the platform; see the header. */
#include "cli/online.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "base/text.h"
#include "language/phrase.h"
#include "formats/json.h"
#include "io/control.h"
#include "io/websocket.h"
#include "io/http_client.h"
#include "platforms/link.h"
#include "records/post.h"

#define SAID_BYTES 160 /* of what a platform says */

struct online_check {
	uv_loop_t loop;
	struct http_client *client;
	const struct config *config;
	struct channel channel; /* with the token that was fetched */
	struct arena arena;
	int faults;
	int status; /* of the last answer; 0: none came */
	char *body;
	size_t n;
	bool done;
	/* A connection. */
	const struct link_kind *kind;
	struct link link;
	struct websocket *websocket;
	const char *closed; /* why; NULL: it stands */
	bool entered;
	enum answer_class class;
};

static int64_t
now_ms(void)
{
	return (int64_t)time(NULL) * 1000;
}

enum finding { GOOD, FAULT, NOTE };

static void
say(struct online_check *check, enum finding finding, const char *key, const struct with *with)
{
	static const char *const marks[] = {[GOOD] = "✓", [FAULT] = "✗", [NOTE] = "·"};

	printf("%s %s\n", marks[finding], phrase(&check->arena, ZH, key, with));
	printf("  %s\n", phrase(&check->arena, EN, key, with));
	check->faults += finding == FAULT;
}

static void
on_answer(void *context, int64_t post, const struct client_result *result)
{
	struct online_check *check = context;

	(void)post;
	check->status = result->status;
	check->body = arena_text(&check->arena, result->body, result->n);
	check->n = result->n;
	check->done = true;
	uv_stop(&check->loop);
}

static void
ask(struct online_check *check, const struct client_request *request)
{
	check->done = false;
	http_client_send(check->client, request, 1);
	while (!check->done)
		uv_run(&check->loop, UV_RUN_DEFAULT);
}

/* The platform's own words, without what could be a secret of ours in them. */
static const char *
said(struct online_check *check)
{
	cJSON *root = check->n ? json_parse(check->body, check->n) : NULL;
	static const char *const names[] = {"errmsg", "msg", "message", "wording", NULL};
	const char *text = NULL, *code = json_text(root, "code");

	for (int i = 0; names[i] && text == NULL; i++)
		text = json_text(root, names[i]);
	char *out = arena_printf(&check->arena, "HTTP %d%s%s%s%.*s", check->status, code ? ", " : "",
	    code ? code : "", text ? ", " : "", text ? (int)text_part(text, SAID_BYTES) : 0, text ? text : "");
	cJSON_Delete(root);
	return out;
}

static void
complain(struct online_check *check)
{
	static const char *const keys[] = {
	    [COMPLAINT_other] = "online-other",
	    [COMPLAINT_credentials] = "online-credentials",
	    [COMPLAINT_ip] = "online-ip",
	    [COMPLAINT_signature] = "online-signature",
	    [COMPLAINT_keyword] = "online-keyword",
	};
	const struct channel *channel = &check->channel;
	const char *id = channel->app_id ? channel->app_id : channel->own_id ? channel->own_id : channel->name;

	if (check->status == 0)
		say(check, FAULT, "online-unreached",
		    WITH({"what", channel->base ? channel->base : channel->platform->name}));
	else
		say(check, FAULT, keys[platform_complaint(channel->platform, check->status, check->body, check->n)],
		    WITH({"id", id}, {"what", said(check)}));
}

/* An app proves itself by getting a token. */
static bool
check_token(struct online_check *check)
{
	const struct outgoing none = {.now_ms = now_ms()};
	struct client_request request;
	const char *token;
	int64_t expires_s;

	if (!check->channel.platform->token(&check->channel, &none, &check->arena, &request))
		return false;
	ask(check, &request);
	if (check->status != 200 ||
	    !platform_read_token(check->body, check->n, &check->arena, &token, &expires_s)) {
		complain(check);
		return false;
	}
	check->channel.access_token = token;
	say(check, GOOD, "online-token", WITH_NONE);
	return true;
}

/* A robot of one group can only be asked by speaking. */
static void
check_robot(struct online_check *check)
{
	struct post post = {.channel = check->channel.name,
	    .chat = "test",
	    .text = phrase(&check->arena, ZH, "online-test", WITH_NONE),
	    .created_at = now_ms(),
	    .id = now_ms()};
	struct client_request request;
	struct sent_result result = {0};

	if (!check->channel.platform->encode(&check->channel, &post, now_ms() / 1000, &check->arena, &request)) {
		say(check, FAULT, "online-no-address", WITH_NONE);
		return;
	}
	ask(check, &request);
	platform_settle(check->channel.platform,
	    &(struct client_result){
	        .status = check->status, .retry_after_s = -1, .body = check->body, .n = check->n},
	    &result);
	if (result.class == SENT_OK)
		say(check, GOOD, "online-sent", WITH_NONE);
	else
		complain(check);
}

static void
on_opened(void *context)
{
	struct online_check *check = context;
	struct frame frame = check->kind->open ? check->kind->open(&check->link, &check->arena)
	                                       : (struct frame){0};

	if (frame.p) {
		websocket_send(check->websocket, check->kind->binary, frame.p, frame.n);
	} else {
		check->entered = true;
		check->class = ANSWER_ok;
		uv_stop(&check->loop);
	}
}

static void
on_message(void *context, bool binary, const char *p, size_t n)
{
	struct online_check *check = context;
	struct link_in in;

	(void)binary;
	if (check->kind->read(&check->link, p, n, now_ms(), &check->arena, &in) && in.answers &&
	    link_request(in.request_id) == 1) {
		check->entered = true;
		check->class = in.class;
		check->status = 200;
		check->body = arena_text(&check->arena, p, n);
		check->n = n;
		uv_stop(&check->loop);
	}
}

static void
on_closed(void *context, const char *why)
{
	struct online_check *check = context;

	check->websocket = NULL;
	check->closed = why;
	uv_stop(&check->loop);
}

static void
check_link(struct online_check *check)
{
	const struct outgoing none = {.now_ms = now_ms()};
	struct client_request request;

	check->kind = check->channel.platform->link;
	check->link = (struct link){.channel = &check->channel};
	check->body = NULL;
	check->n = 0;
	if (check->kind->ticket) {
		if (!check->kind->ticket(&check->channel, &none, &check->arena, &request))
			return;
		ask(check, &request);
	}
	const char *url = check->kind->ticket && check->status != 200
	    ? NULL
	    : check->kind->address(&check->link, check->body, check->n, &check->arena);
	if (url == NULL) {
		complain(check);
		return;
	}
	check->websocket = websocket_dial(&check->loop, check->client, url,
	    &(struct websocket_events){check, on_opened, on_message, on_closed});
	while (!check->entered && check->closed == NULL)
		uv_run(&check->loop, UV_RUN_DEFAULT);
	if (check->websocket)
		websocket_close(check->websocket);
	if (!check->entered)
		say(check, FAULT, "online-unreached", WITH({"what", check->closed}));
	else if (check->class == ANSWER_ok)
		say(check, GOOD, "online-link", WITH_NONE);
	else
		say(check, FAULT, "online-credentials",
		    WITH({"id", check->channel.own_id ? check->channel.own_id : ""}, {"what", said(check)}));
	link_end(check->kind, &check->link);
}

/* Who are we there? Another account than the configured one is a fault. */
static void
check_account(struct online_check *check)
{
	struct client_request request;

	check->channel.platform->whoami(&check->channel, &check->arena, &request);
	ask(check, &request);
	const char *id = check->channel.platform->account(check->body, check->n, &check->arena);

	if (check->status != 200 || id == NULL)
		complain(check);
	else if (!text_empty(check->channel.own_id) && strcmp(id, check->channel.own_id) != 0)
		say(check, FAULT, "online-other-account", WITH({"id", id}, {"what", check->channel.own_id}));
	else
		say(check, GOOD, "online-bridge", WITH({"id", id}));
}

/* Does a bot work on this directory? Then it holds the connection. */
static bool
bot_runs(const char *directory)
{
	int fd = control_connect(directory);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static void
check_channel(struct online_check *check, const char *directory)
{
	const struct channel *channel = &check->channel;
	const struct platform *platform = channel->platform;
	bool app = platform->token && channel->app_id && channel->app_secret;
	bool robot = platform->token && !channel->app_id && channel->access_token && !channel->link;
	const char *address = arena_printf(
	    &check->arena, "%s:%lld", check->config->listen, (long long)check->config->port);

	if (app)
		check_token(check);
	if (robot)
		check_robot(check);
	if (platform->whoami && channel->post_url)
		check_account(check);
	if (channel->link && platform->link->peer_dials)
		say(check, NOTE, "online-bridge-dials", WITH({"address", address}, {"channel", channel->name}));
	else if (channel->link && bot_runs(directory))
		say(check, NOTE, "online-running", WITH({"address", address}));
	else if (channel->link && check->faults == 0)
		check_link(check);
	if (channel->link == NULL && !robot && !platform->local)
		say(check, NOTE, "online-callback", WITH({"channel", channel->name}));
}

int
online_check(const struct config *config, const char *name, const char *directory)
{
	struct online_check check = {.config = config};
	size_t i = 0;

	while (i < config->channel_count && strcmp(config->channels[i].name, name) != 0)
		i++;
	if (i == config->channel_count) {
		fprintf(stderr, "no channel is called \"%s\"; there are:", name);
		for (size_t k = 0; k < config->channel_count; k++)
			fprintf(stderr, " %s", config->channels[k].name);
		fputc('\n', stderr);
		return 1;
	}
	check.channel = config->channels[i];
	uv_loop_init(&check.loop);
	check.client = http_client_open(
	    &check.loop, config->allow_loopback_http != 0, config->proxy, on_answer, &check);
	check_channel(&check, directory);
	http_client_close(check.client);
	uv_run(&check.loop, UV_RUN_DEFAULT);
	uv_loop_close(&check.loop);
	arena_clear(&check.arena);
	return check.faults ? 1 : 0;
}
