/* wire_vectors FILE.json …: plays platform vector files at the platform floor. Two
 * schemas: lianxin-http-vectors/1 (cases of steps) and lianxin-platform-vectors/1; a
 * platform that is not built fails each of its vectors. Last line: N passed, N failed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "formats/http.h"
#include "formats/json.h"
#include "io/files.h"
#include "platforms/platform.h"

#include "wire_platforms.h"

#define SEEN_MAX 64

struct run {
	const char *file;
	struct channel channel;
	int passed, failed;
	char seen[SEEN_MAX][300]; /* dedupe keys of the case */
	int seen_count;
};

static void
fail(struct run *run, const char *id, const char *expected, const char *got)
{
	printf("%s: %s: expected %s got %s\n", run->file, id, expected, got);
}

static void
read_key(const cJSON *keys, const char *name, const char *prefix, uint8_t *out, size_t *n)
{
	const char *text = json_text(keys, name);
	long got = text && strncmp(text, prefix, strlen(prefix)) == 0
	    ? base64_read(text + strlen(prefix), strlen(text) - strlen(prefix), out)
	    : 0;

	*n = got > 0 ? (size_t)got : 0;
}

/* The body as bytes: text, base64 or a repetition. */
static void
body_of(const cJSON *request, struct buf *out)
{
	const char *text = json_text(request, "body"), *encoded = json_text(request, "body_base64");
	const cJSON *repeat = cJSON_GetObjectItemCaseSensitive(request, "body_repeat");

	if (text) {
		buf_adds(out, text);
	} else if (encoded) {
		uint8_t *bytes = malloc(strlen(encoded) + 1);
		long n = base64_read(encoded, strlen(encoded), bytes);

		buf_add(out, bytes, n > 0 ? (size_t)n : 0);
		free(bytes);
	} else if (repeat) {
		const char *prefix = json_text(repeat, "prefix"), *unit = json_text(repeat, "unit"),
		           *suffix = json_text(repeat, "suffix");

		buf_adds(out, prefix ? prefix : "");
		for (int i = 0; unit && i < cJSON_GetObjectItemCaseSensitive(repeat, "count")->valueint; i++)
			buf_adds(out, unit);
		buf_adds(out, suffix ? suffix : "");
	}
}

static bool
same_text(struct run *run, const char *id, const cJSON *want, const char *name, const char *got)
{
	const char *text = json_text(want, name);

	if (text == NULL || strcmp(text, got ? got : "") == 0)
		return true;
	fail(run, id, text, got ? got : "nothing");
	return false;
}

static bool
same_message(struct run *run, const char *id, const cJSON *want, const struct message *got)
{
	const cJSON *timestamp = cJSON_GetObjectItemCaseSensitive(want, "timestamp");
	bool good = same_text(run, id, want, "platform", "generic");

	good &= same_text(run, id, want, "kind", got->button ? "button" : "text");
	good &= same_text(run, id, want, "group_id", got->chat_id);
	good &= same_text(run, id, want, "chat_type", got->private_chat ? "private" : "group");
	good &= same_text(run, id, want, "sender_id", got->sender_id);
	good &= same_text(run, id, want, "sender_name", got->sender_name);
	good &= same_text(run, id, want, "text", got->text);
	good &= same_text(run, id, want, "message_id", got->message_id);
	if (timestamp && got->said_at / 1000 != (int64_t)timestamp->valuedouble) {
		fail(run, id, "the timestamp", "another");
		good = false;
	}
	return good;
}

static bool
status_allowed(const cJSON *expect, int status)
{
	const cJSON *one, *list = cJSON_GetObjectItemCaseSensitive(expect, "status");

	cJSON_ArrayForEach(one, list) if (one->valueint == status) return true;
	return list == NULL;
}

static bool
play_step(struct run *run, const char *id, const cJSON *step, double now)
{
	const cJSON *request = cJSON_GetObjectItemCaseSensitive(step, "request"),
	            *expect = cJSON_GetObjectItemCaseSensitive(step, "expect"), *pair;
	const cJSON *own_now = cJSON_GetObjectItemCaseSensitive(step, "now"),
	            *messages = cJSON_GetObjectItemCaseSensitive(expect, "messages");
	struct http_header headers[256];
	struct arena arena = {0};
	struct buf body = {0};
	struct message message = {0};
	const char *want = json_text(expect, "verdict"), *got;
	int status;
	size_t count = 0;
	bool good = true, twice;

	cJSON_ArrayForEach(pair, cJSON_GetObjectItemCaseSensitive(request, "headers")) if (count < 256)
	    headers[count++] = (struct http_header){
	        cJSON_GetArrayItem(pair, 0)->valuestring, cJSON_GetArrayItem(pair, 1)->valuestring};
	body_of(request, &body);
	struct http_request http = {.method = json_text(request, "method"),
	    .path = json_text(request, "path"),
	    .query = "",
	    .headers = headers,
	    .header_count = count,
	    .body = buf_text(&body),
	    .body_n = body.n};
	const char *reply = NULL, *delivery = http_header(&http, "webhook-id", &twice);
	enum decoded decoded = run->channel.platform->receive(&run->channel, &http,
	    (int64_t)(own_now ? own_now->valuedouble : now) * 1000, &arena, &message, &reply);
	got = decoded == DECODED_MESSAGE ? "accept" : decoded == DECODED_IGNORE ? "ignore" : "reject";
	status = decoded == DECODED_MESSAGE ? 200
	    : decoded == DECODED_IGNORE     ? 204
	    : decoded == DECODED_BAD        ? 400
	                                    : 401;
	for (int i = 0; decoded == DECODED_MESSAGE && i < run->seen_count; i++)
		if (strcmp(run->seen[i], delivery) == 0)
			got = "duplicate";
	if (strcmp(got, "accept") == 0 && run->seen_count < SEEN_MAX)
		snprintf(run->seen[run->seen_count++], sizeof run->seen[0], "%s", delivery);
	if (strcmp(want, "either") != 0 && strcmp(want, got) != 0) {
		fail(run, id, want, got);
		good = false;
	} else if (!status_allowed(expect, status)) {
		fail(run, id, "another status", status == 401 ? "401" : status == 400 ? "400" : "200 or 204");
		good = false;
	} else if (strcmp(got, "accept") == 0 && cJSON_GetArraySize(messages) == 1) {
		const char *dedupe = json_text(expect, "dedupe_key");
		char key[300];

		snprintf(key, sizeof key, "webhook-id:%s", message.event_id);
		good = same_message(run, id, messages->child, &message);
		if (dedupe && strcmp(dedupe, key) != 0) {
			fail(run, id, dedupe, key);
			good = false;
		}
	}
	buf_free(&body);
	arena_clear(&arena);
	return good;
}

static void
play_cases(struct run *run, const cJSON *root)
{
	const cJSON *keys = cJSON_GetObjectItemCaseSensitive(root, "keys"), *item, *step;
	const cJSON *tolerance = cJSON_GetObjectItemCaseSensitive(keys, "tolerance_s");
	bool built = strstr(run->file, "standard-webhooks") != NULL;
	size_t public_n;

	run->channel = (struct channel){.name = "generic",
	    .platform = &platform_webhook,
	    .max_skew_s = tolerance ? (int64_t)tolerance->valuedouble : 300};
	read_key(keys, "secret", "whsec_", run->channel.secrets[0], &run->channel.secret_n[0]);
	read_key(keys, "public_key", "whpk_", run->channel.public_key, &public_n);
	run->channel.has_public_key = public_n == 32;
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "cases"))
	{
		const char *id = json_text(item, "id");
		const cJSON *now = cJSON_GetObjectItemCaseSensitive(item, "now");
		bool good = built;

		run->seen_count = 0;
		if (!built)
			fail(run, id, "its platform", "a platform that is not built");
		cJSON_ArrayForEach(step, cJSON_GetObjectItemCaseSensitive(item, "steps")) if (built)
		    good &= play_step(run, id, step, now ? now->valuedouble : 0);
		if (good)
			run->passed++;
		else
			run->failed++;
	}
	cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "vectors"))
	{
		const char *id = json_text(item, "id");
		struct buf why = {0};

		if (wire_platform(item, &why)) {
			run->passed++;
		} else {
			printf("%s: %s: %s\n", run->file, id, buf_text(&why));
			run->failed++;
		}
		buf_free(&why);
	}
}

int
main(int argc, char **argv)
{
	struct run run = {0};

	int first = argc > 2 && strcmp(argv[1], "--times") == 0 ? 3 : 1;
	wire_repeats.times = first == 3 ? strtol(argv[2], NULL, 10) : 0;
	for (int i = first; i < argc; i++) {
		struct buf text = {0};

		run.file = argv[i];
		/* The vectors hold 140 kB headers and 50,000 nested arrays as texts: our own strict
		 * limits are for strangers, not for test files. */
		cJSON *root = file_read(argv[i], 64 << 20, &text) ? cJSON_Parse(buf_text(&text)) : NULL;
		if (root == NULL) {
			fail(&run, "-", "a JSON file", "none");
			run.failed++;
		} else {
			play_cases(&run, root);
		}
		cJSON_Delete(root);
		buf_free(&text);
	}
	if (wire_repeats.messages)
		printf("%.1f µs a message of %lld bytes, verified and decoded\n",
		    (double)wire_repeats.ns / 1e3 / (double)wire_repeats.messages,
		    (long long)(wire_repeats.bytes / wire_repeats.messages));
	printf("%d passed, %d failed\n", run.passed, run.failed);
	return run.failed ? 1 : 0;
}
