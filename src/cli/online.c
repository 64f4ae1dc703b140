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

struct asking {
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
say(struct asking *asking, enum finding finding, const char *key, const struct with *with)
{
	static const char *const marks[] = {[GOOD] = "✓", [FAULT] = "✗", [NOTE] = "·"};

	printf("%s %s\n", marks[finding], phrase(&asking->arena, ZH, key, with));
	printf("  %s\n", phrase(&asking->arena, EN, key, with));
	asking->faults += finding == FAULT;
}

static void
on_answer(void *context, int64_t post, const struct client_result *result)
{
	struct asking *asking = context;

	(void)post;
	asking->status = result->status;
	asking->body = arena_text(&asking->arena, result->body, result->n);
	asking->n = result->n;
	asking->done = true;
	uv_stop(&asking->loop);
}

static void
ask(struct asking *asking, const struct client_request *request)
{
	asking->done = false;
	http_client_send(asking->client, request, 1);
	while (!asking->done)
		uv_run(&asking->loop, UV_RUN_DEFAULT);
}

/* The platform's own words, without what could be a secret of ours in them. */
static const char *
said(struct asking *asking)
{
	cJSON *root = asking->n ? json_parse(asking->body, asking->n) : NULL;
	static const char *const names[] = {"errmsg", "msg", "message", "wording", NULL};
	const char *text = NULL, *code = json_text(root, "code");

	for (int i = 0; names[i] && text == NULL; i++)
		text = json_text(root, names[i]);
	char *out = arena_printf(&asking->arena, "HTTP %d%s%s%s%.*s", asking->status, code ? ", " : "",
	    code ? code : "", text ? ", " : "", text ? (int)text_part(text, SAID_BYTES) : 0, text ? text : "");
	cJSON_Delete(root);
	return out;
}

/* What an answer complains of, by the codes and words that platforms use for it. */
static const char *
complaint(struct asking *asking)
{
	static const struct {
		int64_t code;
		const char *key;
	} codes[] = {
	    {40001, "online-credentials"}, {40013, "online-credentials"}, {40091, "online-credentials"},
	    {93000, "online-credentials"}, {60020, "online-ip"}, /* WeCom */
	    {300001, "online-credentials"},                      /* DingTalk */
	    {10003, "online-credentials"}, {10014, "online-credentials"}, {514, "online-credentials"},
	    {403, "online-credentials"}, {19001, "online-credentials"}, {19021, "online-signature"},
	    {19022, "online-ip"}, {19024, "online-keyword"}, {99991401, "online-ip"}, /* Feishu */
	};
	static const struct {
		const char *word, *key;
	} words[] = {
	    {"hitelist", "online-ip"},
	    {"hiteList", "online-ip"},
	    {"sign not match", "online-signature"},
	    {"timestamp", "online-signature"},
	    {"keyword", "online-keyword"},
	    {"authFailed", "online-credentials"},
	    {"invalidClient", "online-credentials"},
	    {"InvalidAuthentication", "online-credentials"},
	};
	cJSON *root = asking->n ? json_parse(asking->body, asking->n) : NULL;
	const cJSON *code = cJSON_GetObjectItemCaseSensitive(root, "errcode");
	const char *key = NULL;

	if (code == NULL)
		code = cJSON_GetObjectItemCaseSensitive(root, "code");
	for (size_t i = 0; cJSON_IsNumber(code) && i < sizeof codes / sizeof *codes; i++)
		if (code->valuedouble == (double)codes[i].code)
			key = codes[i].key;
	for (size_t i = 0; key == NULL && i < sizeof words / sizeof *words; i++)
		if (asking->n && strstr(asking->body, words[i].word))
			key = words[i].key;
	cJSON_Delete(root);
	if (key == NULL && (asking->status == 401 || asking->status == 403))
		key = "online-credentials";
	return key ? key : "online-other";
}

static void
complain(struct asking *asking)
{
	const struct channel *channel = &asking->channel;
	const char *id = channel->app_id ? channel->app_id : channel->own_id ? channel->own_id : channel->name;

	if (asking->status == 0)
		say(asking, FAULT, "online-unreached",
		    WITH({"what", channel->base ? channel->base : channel->platform->name}));
	else
		say(asking, FAULT, complaint(asking), WITH({"id", id}, {"what", said(asking)}));
}

/* An app proves itself by getting a token. */
static bool
check_token(struct asking *asking)
{
	const struct outgoing none = {.now_ms = now_ms()};
	struct client_request request;
	const char *token;
	int64_t expires_s;

	if (!asking->channel.platform->token(&asking->channel, &none, &asking->arena, &request))
		return false;
	ask(asking, &request);
	if (asking->status != 200 ||
	    !platform_read_token(asking->body, asking->n, &asking->arena, &token, &expires_s)) {
		complain(asking);
		return false;
	}
	asking->channel.access_token = token;
	say(asking, GOOD, "online-token", WITH_NONE);
	return true;
}

/* A robot of one group can only be asked by speaking. */
static void
check_robot(struct asking *asking)
{
	struct post post = {.channel = asking->channel.name,
	    .chat = "test",
	    .text = phrase(&asking->arena, ZH, "online-test", WITH_NONE),
	    .created_at = now_ms(),
	    .id = now_ms()};
	struct client_request request;
	struct sent_result result = {0};

	if (!asking->channel.platform->encode(
	        &asking->channel, &post, now_ms() / 1000, &asking->arena, &request)) {
		say(asking, FAULT, "online-no-address", WITH_NONE);
		return;
	}
	ask(asking, &request);
	platform_settle(asking->channel.platform,
	    &(struct client_result){
	        .status = asking->status, .retry_after_s = -1, .body = asking->body, .n = asking->n},
	    &result);
	if (result.class == SENT_OK)
		say(asking, GOOD, "online-sent", WITH_NONE);
	else
		complain(asking);
}

static void
on_opened(void *context)
{
	struct asking *asking = context;
	struct frame frame = asking->kind->open ? asking->kind->open(&asking->link, &asking->arena)
	                                        : (struct frame){0};

	if (frame.p) {
		websocket_send(asking->websocket, asking->kind->binary, frame.p, frame.n);
	} else {
		asking->entered = true;
		asking->class = ANSWER_ok;
		uv_stop(&asking->loop);
	}
}

static void
on_message(void *context, bool binary, const char *p, size_t n)
{
	struct asking *asking = context;
	struct link_in in;

	(void)binary;
	if (asking->kind->read(&asking->link, p, n, now_ms(), &asking->arena, &in) && in.answers &&
	    link_request(in.request_id) == 1) {
		asking->entered = true;
		asking->class = in.class;
		asking->status = 200;
		asking->body = arena_text(&asking->arena, p, n);
		asking->n = n;
		uv_stop(&asking->loop);
	}
}

static void
on_closed(void *context, const char *why)
{
	struct asking *asking = context;

	asking->websocket = NULL;
	asking->closed = why;
	uv_stop(&asking->loop);
}

static void
check_link(struct asking *asking)
{
	const struct outgoing none = {.now_ms = now_ms()};
	struct client_request request;

	asking->kind = asking->channel.platform->link;
	asking->link = (struct link){.channel = &asking->channel};
	asking->body = NULL;
	asking->n = 0;
	if (asking->kind->ticket) {
		if (!asking->kind->ticket(&asking->channel, &none, &asking->arena, &request))
			return;
		ask(asking, &request);
	}
	const char *url = asking->kind->ticket && asking->status != 200
	    ? NULL
	    : asking->kind->address(&asking->link, asking->body, asking->n, &asking->arena);
	if (url == NULL) {
		complain(asking);
		return;
	}
	asking->websocket = websocket_dial(&asking->loop, asking->client, url,
	    &(struct websocket_events){asking, on_opened, on_message, on_closed});
	while (!asking->entered && asking->closed == NULL)
		uv_run(&asking->loop, UV_RUN_DEFAULT);
	if (asking->websocket)
		websocket_close(asking->websocket);
	if (!asking->entered)
		say(asking, FAULT, "online-unreached", WITH({"what", asking->closed}));
	else if (asking->class == ANSWER_ok)
		say(asking, GOOD, "online-link", WITH_NONE);
	else
		say(asking, FAULT, "online-credentials",
		    WITH({"id", asking->channel.own_id ? asking->channel.own_id : ""}, {"what", said(asking)}));
	feishu_parts_free(&asking->link.parts);
}

/* The bridge beside us is asked who it is. */
static void
check_bridge(struct asking *asking)
{
	struct client_request request;
	struct buf body = {0};

	buf_adds(&body, "{}");
	platform_request(&request, &asking->arena,
	    arena_printf(&asking->arena, "%s/get_login_info", asking->channel.post_url),
	    asking->channel.access_token, &body);
	ask(asking, &request);
	cJSON *root = asking->n ? json_parse_ids(asking->body, asking->n) : NULL;
	const char *id = json_id(cJSON_GetObjectItemCaseSensitive(root, "data"), "user_id", &asking->arena);

	if (asking->status != 200 || id == NULL)
		complain(asking);
	else if (!text_empty(asking->channel.own_id) && strcmp(id, asking->channel.own_id) != 0)
		say(asking, FAULT, "online-other-account", WITH({"id", id}, {"what", asking->channel.own_id}));
	else
		say(asking, GOOD, "online-bridge", WITH({"id", id}));
	cJSON_Delete(root);
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
check_channel(struct asking *asking, const char *directory)
{
	const struct channel *channel = &asking->channel;
	const struct platform *platform = channel->platform;
	bool app = platform->token && channel->app_id && channel->app_secret;
	bool robot = platform->token && !channel->app_id && channel->access_token && !channel->link;
	const char *address = arena_printf(
	    &asking->arena, "%s:%lld", asking->config->listen, (long long)asking->config->port);

	if (app)
		check_token(asking);
	if (robot)
		check_robot(asking);
	if (strcmp(platform->name, "onebot") == 0 && channel->post_url)
		check_bridge(asking);
	if (channel->link && platform->link->peer_dials)
		say(asking, NOTE, "online-bridge-dials", WITH({"address", address}, {"channel", channel->name}));
	else if (channel->link && bot_runs(directory))
		say(asking, NOTE, "online-running", WITH({"address", address}));
	else if (channel->link && asking->faults == 0)
		check_link(asking);
	if (channel->link == NULL && !robot && strcmp(platform->name, "console") != 0)
		say(asking, NOTE, "online-callback", WITH({"channel", channel->name}));
}

int
online_check(const struct config *config, const char *name, const char *directory)
{
	struct asking asking = {.config = config};
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
	asking.channel = config->channels[i];
	uv_loop_init(&asking.loop);
	asking.client = http_client_open(
	    &asking.loop, config->allow_loopback_http != 0, config->proxy, on_answer, &asking);
	check_channel(&asking, directory);
	http_client_close(asking.client);
	uv_run(&asking.loop, UV_RUN_DEFAULT);
	uv_loop_close(&asking.loop);
	arena_clear(&asking.arena);
	return asking.faults ? 1 : 0;
}
