/* Laws of standing connections, on a rim of paper: nothing is acknowledged before it is
 * durable, who is thrown out does not come back, pauses grow, a post is never in doubt for
 * ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "shell/links.h"
#include "platforms/dingtalk/dingtalk.h"
#include "platforms/onebot/onebot.h"
#include "platforms/wecom/wecom.h"

#define START 1800000000000

static struct {
	struct rim rim; /* first member */
	int64_t now;
	int unsaid, dials, hangups, frames, tickets, stops, messages, ups;
	char frame[2000], url[200], text[200];
	uint64_t token;
	int64_t post;
	enum answer_class class;
	bool unknown;
	int settled;
} paper;
static struct channel channels[2];
static struct links *links;

static int64_t
now(struct rim *rim)
{
	(void)rim;
	return paper.now;
}

static void
dial(struct rim *rim, size_t channel, const char *url)
{
	(void)rim;
	(void)channel;
	paper.dials++;
	snprintf(paper.url, sizeof paper.url, "%s", url);
}

static void
say(struct rim *rim, size_t channel, bool binary, const void *p, size_t n)
{
	(void)rim;
	(void)channel;
	(void)binary;
	paper.frames++;
	snprintf(paper.frame, sizeof paper.frame, "%.*s", (int)n, (const char *)p);
}

static void
hang_up(struct rim *rim, size_t channel)
{
	(void)rim;
	(void)channel;
	paper.hangups++;
}

static void
ask(struct rim *rim, const struct client_request *request, int64_t post)
{
	(void)rim;
	(void)request;
	assert_int_equal(post, -4); /* two channels, the second's ticket */
	paper.tickets++;
}

static void
wake(struct rim *rim, int64_t at)
{
	(void)rim;
	(void)at;
}

static void
message(void *context, size_t channel, const struct message *said, uint64_t token)
{
	(void)context;
	(void)channel;
	paper.messages++;
	paper.token = token;
	snprintf(paper.text, sizeof paper.text, "%s", said->text);
}

static void
settled(void *context, int64_t post, enum answer_class class, bool unknown, int64_t wait_s)
{
	(void)context;
	(void)wait_s;
	paper.settled++;
	paper.post = post;
	paper.class = class;
	paper.unknown = unknown;
}

static void
unsaid(void *context, size_t channel, bool private_chat, const char *chat, const char *words)
{
	(void)context;
	(void)channel;
	paper.unsaid++;
	snprintf(paper.text, sizeof paper.text, "%d %s %s", private_chat, chat, words);
}

static void
up(void *context, size_t channel)
{
	(void)context;
	(void)channel;
	paper.ups++;
}

static void
stopped(void *context, size_t channel, const char *phrase)
{
	(void)context;
	(void)channel;
	(void)phrase;
	paper.stops++;
}

static int
setup(void **state)
{
	(void)state;
	memset(&paper, 0, sizeof paper);
	paper.now = START;
	paper.rim = (struct rim){
	    .now = now, .link_open = dial, .link_send = say, .link_close = hang_up, .send = ask, .wake_at = wake};
	channels[0] = (struct channel){
	    .name = "wx", .platform = &platform_wecom, .own_id = "b", .app_secret = "s", .link = "on"};
	channels[1] = (struct channel){
	    .name = "dd", .platform = &platform_dingtalk, .app_id = "a", .app_secret = "s", .own_id = "r"};
	links = links_open(
	    &paper.rim, channels, 2, &(struct links_events){NULL, message, settled, unsaid, up, stopped});
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	links_close(links);
	return 0;
}

static void
hear(size_t channel, const char *text)
{
	links_frame(links, channel, text, strlen(text));
}

static void
enter(void)
{
	links_tick(links);
	links_opened(links, 0);
	hear(0, "{\"headers\":{\"req_id\":\"lx-1\"},\"errcode\":0}");
	assert_string_equal(links_state(links, 0), "up");
}

/* Ticks to the next dialling; how long it took. */
static int64_t
until_dialled(void)
{
	int64_t from = paper.now;
	int dials = paper.dials;

	for (;;) {
		int64_t next = links_tick(links);

		if (paper.dials > dials)
			return paper.now - from;
		assert_true(next > paper.now && next < INT64_MAX);
		paper.now = next;
	}
}

static void
test_only_configured_channels_have_one(void **state)
{
	(void)state;
	assert_string_equal(links_state(links, 0), "down");
	assert_null(links_state(links, 1));
	assert_true(links_carry(links, 0));
	assert_false(links_carry(links, 1));
	assert_false(
	    links_push(links, 0, &(struct outgoing){.chat_id = "x", .text = "y"}, 1)); /* not there yet */
	assert_int_equal(links_tick(links), INT64_MAX);
	assert_int_equal(paper.dials, 1);
	assert_string_equal(paper.url, "wss://openws.work.weixin.qq.com");
}

static void
test_nothing_is_answered_before_it_is_durable(void **state)
{
	(void)state;
	channels[1].link = "on";
	links_close(links);
	links = links_open(
	    &paper.rim, channels, 2, &(struct links_events){NULL, message, settled, unsaid, up, stopped});
	enter();
	assert_int_equal(paper.tickets, 1);
	const char *ticket = "{\"endpoint\":\"wss://x.example/c\",\"ticket\":\"t 1\"}";
	links_ticket(links, 1, &(struct client_result){.status = 200, .body = ticket, .n = strlen(ticket)});
	assert_string_equal(paper.url, "wss://x.example/c?ticket=t%201");
	links_opened(links, 1);
	int frames = paper.frames;
	hear(1,
	    "{\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\",\"messageId\":\"f1\"},\"data\":\"{\\\"conversationType\\\":\\\"1\\\",\\\"conversationId\\\":\\\"c\\\",\\\"msgId\\\":\\\"m\\\",\\\"senderStaffId\\\":\\\"u\\\",\\\"msgtype\\\":\\\"text\\\",\\\"text\\\":{\\\"content\\\":\\\"上报 堵了\\\"}}\"}");
	assert_int_equal(paper.messages, 1);
	assert_string_equal(paper.text, "上报 堵了");
	assert_int_equal(paper.frames, frames); /* not a byte yet */
	uint64_t token = paper.token;
	links_answer(links, token, 200, "");
	assert_int_equal(paper.frames, frames + 1);
	assert_non_null(strstr(paper.frame, "\"messageId\":\"f1\""));
	links_answer(links, token, 200, ""); /* once */
	assert_int_equal(paper.frames, frames + 1);

	/* WeCom's answer is the words themselves; one that is refused is not acknowledged. */
	hear(0,
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R1\"},\"body\":{\"msgid\":\"w1\",\"chattype\":\"single\",\"from\":{\"userid\":\"u\"},\"msgtype\":\"text\",\"text\":{\"content\":\"帮助\"}}}");
	assert_int_equal(paper.frames, frames + 1);
	links_answer(links, paper.token, 200, "好");
	assert_non_null(strstr(paper.frame, "\"content\":\"好\""));
	hear(1,
	    "{\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\",\"messageId\":\"f2\"},\"data\":\"{\\\"conversationType\\\":\\\"1\\\",\\\"conversationId\\\":\\\"c\\\",\\\"msgId\\\":\\\"m2\\\",\\\"senderStaffId\\\":\\\"u\\\",\\\"msgtype\\\":\\\"text\\\",\\\"text\\\":{\\\"content\\\":\\\"x\\\"}}\"}");
	frames = paper.frames;
	links_answer(links, paper.token, 503, "忙");
	assert_int_equal(paper.frames, frames);

	/* An answer whose connection has gone goes nowhere. */
	hear(0,
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R2\"},\"body\":{\"msgid\":\"w2\",\"chattype\":\"single\",\"from\":{\"userid\":\"u\"},\"msgtype\":\"text\",\"text\":{\"content\":\"帮助\"}}}");
	links_closed(links, 0, "test");
	until_dialled();
	links_opened(links, 0);
	hear(0, "{\"headers\":{\"req_id\":\"lx-1\"},\"errcode\":0}");
	frames = paper.frames;
	links_answer(links, paper.token, 200, "好");
	assert_int_equal(paper.frames, frames);
	assert_int_equal(paper.unsaid, 1); /* it is posted */
	assert_string_equal(paper.text, "1 u 好");
}

/* The platform is asked too much: what it did not take as an answer is posted, once. */
static void
test_an_answer_that_is_not_taken_is_posted(void **state)
{
	(void)state;
	enter();
	for (int i = 0; i < 2; i++) {
		hear(0,
		    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R1\"},\"body\":{\"msgid\":\"w1\",\"chattype\":\"group\",\"chatid\":\"g\",\"from\":{\"userid\":\"u\"},\"msgtype\":\"text\",\"text\":{\"content\":\"@x 帮助\"}}}");
		links_answer(links, paper.token, 200, "好");
		assert_int_equal(paper.unsaid, i);
		hear(0,
		    i ? "{\"headers\":{\"req_id\":\"R1\"},\"errcode\":0}"
		      : "{\"headers\":{\"req_id\":\"R1\"},\"errcode\":45009}");
		assert_int_equal(paper.unsaid, 1);
		if (i == 0)
			assert_string_equal(paper.text, "0 g 好");
	}
	hear(0, "{\"headers\":{\"req_id\":\"R1\"},\"errcode\":45009}"); /* of nobody any more */
	assert_int_equal(paper.unsaid, 1);
}

static void
test_who_is_thrown_out_does_not_come_back(void **state)
{
	(void)state;
	enter();
	hear(0,
	    "{\"cmd\":\"aibot_event_callback\",\"headers\":{\"req_id\":\"E1\"},\"body\":{\"msgid\":\"e1\",\"msgtype\":\"event\",\"event\":{\"eventtype\":\"disconnected_event\"}}}");
	assert_int_equal(paper.stops, 1);
	assert_string_equal(links_state(links, 0), "stopped");
	for (int i = 0; i < 100; i++) {
		paper.now += 3600000;
		assert_int_equal(links_tick(links), INT64_MAX);
	}
	assert_int_equal(paper.dials, 1);
}

static void
test_pauses_grow_and_end(void **state)
{
	int64_t most = 0;

	(void)state;
	links_tick(links);
	for (int i = 0; i < 12; i++) {
		int64_t cap = i < 6 ? 1000 << i : 60000;

		links_closed(links, 0, "refused");
		int64_t pause = until_dialled();
		assert_true(pause >= cap / 2 && pause <= cap);
		most = pause > most ? pause : most;
	}
	assert_true(most >= 30000);
	/* once in, the next pause is a short one again */
	links_opened(links, 0);
	hear(0, "{\"headers\":{\"req_id\":\"lx-1\"},\"errcode\":0}");
	links_closed(links, 0, "broken");
	assert_true(until_dialled() <= 1000);
}

static void
test_a_refused_name_is_not_tried_for_ever(void **state)
{
	(void)state;
	links_tick(links);
	for (int i = 1; i <= 5; i++) {
		assert_int_equal(paper.stops, 0);
		links_opened(links, 0);
		hear(0, "{\"headers\":{\"req_id\":\"lx-1\"},\"errcode\":40001,\"errmsg\":\"no\"}");
		assert_int_equal(paper.hangups, i);
		if (i < 5)
			until_dialled();
	}
	assert_int_equal(paper.stops, 1);
	assert_string_equal(links_state(links, 0), "stopped");
	/* no answer at all is no refusal */
	teardown(NULL);
	setup(NULL);
	links_tick(links);
	for (int i = 0; i < 20; i++) {
		links_opened(links, 0);
		paper.now += 10000;
		links_tick(links);
		assert_string_equal(links_state(links, 0), "down");
		until_dialled();
	}
	assert_int_equal(paper.stops, 0);
}

/* DingTalk's and Feishu's say it when a ticket is asked for. */
static void
test_a_refused_ticket_is_not_asked_for_ever(void **state)
{
	static const struct {
		int status;
		const char *body;
		bool refused;
	} rows[] = {
	    {401, "{\"code\":\"authFailed\"}", true},
	    {400, "{\"code\":\"invalidClientIdOrSecret\"}", true},
	    {0, "", false},
	    {503, "", false},
	    {429, "", false},
	};

	(void)state;
	channels[0].link = NULL;
	channels[1].link = "on";
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		links_close(links);
		links = links_open(
		    &paper.rim, channels, 2, &(struct links_events){NULL, message, settled, unsaid, up, stopped});
		paper.tickets = paper.stops = 0;
		for (int i = 0; i < 20 && paper.stops == 0; i++) {
			int tickets = paper.tickets;

			while (paper.tickets == tickets) {
				int64_t next = links_tick(links);

				if (paper.tickets == tickets)
					paper.now = next;
			}
			links_ticket(links, 1,
			    &(struct client_result){
			        .status = rows[r].status, .body = rows[r].body, .n = strlen(rows[r].body)});
		}
		assert_int_equal(paper.stops, rows[r].refused);
		assert_int_equal(paper.tickets, rows[r].refused ? 5 : 20);
	}
}

static void
test_a_push_is_settled_once(void **state)
{
	const struct outgoing outgoing = {.chat_id = "u", .private_chat = true, .text = "提醒"};
	char answer[100];

	(void)state;
	enter();
	assert_true(links_push(links, 0, &outgoing, 41));
	const char *id = strstr(paper.frame, "lx-");
	snprintf(answer, sizeof answer, "{\"headers\":{\"req_id\":\"%.*s\"},\"errcode\":0}",
	    (int)strcspn(id, "\""), id);
	hear(0, "{\"headers\":{\"req_id\":\"lx-999\"},\"errcode\":0}"); /* of nobody */
	assert_int_equal(paper.settled, 0);
	hear(0, answer);
	hear(0, answer);
	assert_int_equal(paper.settled, 1);
	assert_int_equal(paper.post, 41);
	assert_true(paper.class == ANSWER_ok && !paper.unknown);
	/* no answer: unknown, at its time and not before */
	assert_true(links_push(links, 0, &outgoing, 42));
	paper.now += 9999;
	links_tick(links);
	assert_int_equal(paper.settled, 1);
	paper.now += 1;
	links_tick(links);
	assert_int_equal(paper.settled, 2);
	assert_true(paper.unknown && paper.post == 42);
	/* the connection goes: unknown at once, each of them */
	assert_true(links_push(links, 0, &outgoing, 43));
	assert_true(links_push(links, 0, &outgoing, 44));
	links_closed(links, 0, "broken");
	assert_int_equal(paper.settled, 4);
	assert_true(paper.unknown);
	assert_false(links_push(links, 0, &outgoing, 45));
}

/* A bridge is told of mentions where the text names people, by the same form as over HTTP. */
static void
test_mentions_stand_in_their_places(void **state)
{
	const char *ids[] = {"11", "12"}, *names[] = {"陈家", "李家"};
	const struct channel bridge = {.name = "qq", .access_token = "t", .link = "on"};
	struct link link = {.channel = &bridge};
	struct arena arena = {0};

	(void)state;
	struct frame frame = link_onebot.push(&link,
	    &(struct outgoing){.chat_id = "7",
	        .text = "@陈家 14\n@李家 12",
	        .mention_ids = ids,
	        .mention_names = names,
	        .mention_count = 2},
	    &arena);
	assert_non_null(strstr(frame.p,
	    "\"message\":[{\"type\":\"at\",\"data\":{\"qq\":\"11\"}},{\"type\":\"text\",\"data\":{\"text\":\" 14\\n\"}},{\"type\":\"at\",\"data\":{\"qq\":\"12\"}},{\"type\":\"text\",\"data\":{\"text\":\" 12\"}}]"));
	arena_clear(&arena);
}

static void
test_signs_of_life(void **state)
{
	int pings = 0;

	(void)state;
	enter();
	for (int64_t end = paper.now + 300000; paper.now < end;) {
		int frames = paper.frames;
		int64_t next = links_tick(links);

		pings += paper.frames > frames && strstr(paper.frame, "\"cmd\":\"ping\"");
		assert_true(next > paper.now);
		paper.now = next;
	}
	assert_int_equal(pings, 10); /* every half minute, the first at once */
}

static void
test_draining_takes_nothing_more(void **state)
{
	(void)state;
	enter();
	hear(0,
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R1\"},\"body\":{\"msgid\":\"w1\",\"chattype\":\"single\",\"from\":{\"userid\":\"u\"},\"msgtype\":\"text\",\"text\":{\"content\":\"帮助\"}}}");
	links_drain(links);
	hear(0,
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R2\"},\"body\":{\"msgid\":\"w2\",\"chattype\":\"single\",\"from\":{\"userid\":\"u\"},\"msgtype\":\"text\",\"text\":{\"content\":\"帮助\"}}}");
	assert_int_equal(paper.messages, 1);
	links_answer(links, paper.token, 200, "好"); /* what was taken is answered */
	assert_non_null(strstr(paper.frame, "\"req_id\":\"R1\""));
	links_closed(links, 0, "end");
	paper.now += 3600000;
	links_tick(links);
	assert_int_equal(paper.dials, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_only_configured_channels_have_one, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_nothing_is_answered_before_it_is_durable, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_an_answer_that_is_not_taken_is_posted, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_who_is_thrown_out_does_not_come_back, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_pauses_grow_and_end, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_refused_name_is_not_tried_for_ever, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_refused_ticket_is_not_asked_for_ever, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_push_is_settled_once, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_mentions_stand_in_their_places, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_signs_of_life, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_draining_takes_nothing_more, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
