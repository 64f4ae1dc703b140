/* Standing connections of the real program against peers on loopback: WeCom's bot, DingTalk's
 * stream and Feishu's long connection are dialled, a OneBot bridge dials. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "formats/json.h"
#include "platforms/feishu/frame.h"
#include "receiver.h"

#define NO_QUIET \
	",\"allow_loopback_http\":1,\"quiet_from\":0,\"quiet_to\":0,\"noon_from\":0,\"noon_to\":0,\"demo_world\":\"\",\"channels\":["

/* A village with accounts on this channel: 10001 胡文学, a villager; 10002 何书记, who answers
 * for his place. */
static void
village(const char *name, const char *channel)
{
	char accounts[200];

	snprintf(accounts, sizeof accounts, "%s,10001,胡文学\n%s,10002,何书记\n", channel, channel);
	bot_village(name, "places people roles households", accounts);
}

/* Waits until the page says so. */
static void
await_page(const struct bot *bot, const char *path, const char *part)
{
	char head[100];

	snprintf(head, sizeof head, "GET %s HTTP/1.1", path);
	for (int i = 0; i < 1200; i++) {
		struct buf out = {0};

		assert_int_equal(bot_request(bot, head, "", &out), 200);
		bool there = strstr(out.p, part) != NULL;
		buf_free(&out);
		if (there)
			return;
		poll(NULL, 0, 50);
	}
	fail_msg("%s never says %s", path, part);
}

static const char *
text_of(const struct buf *frame, const char *path, struct arena *arena)
{
	cJSON *root = cJSON_Parse(buf_text(frame));
	const cJSON *at = root;
	char part[60];

	while (at && *path) {
		size_t n = strcspn(path, ".");

		snprintf(part, sizeof part, "%.*s", (int)n, path);
		at = cJSON_GetObjectItemCaseSensitive(at, part);
		path += n + (path[n] == '.');
	}
	const char *text = cJSON_IsString(at) ? arena_text(arena, at->valuestring, strlen(at->valuestring))
	    : cJSON_IsNumber(at)              ? arena_printf(arena, "%.0f", at->valuedouble)
	                                      : "";
	cJSON_Delete(root);
	return text;
}

/* The next frame that is no ping of WeCom's dialogue; those are answered. */
static void
wecom_hear(int fd, struct buf *frame, struct arena *arena)
{
	char answer[200];

	for (;;) {
		assert_int_equal(peer_hear(fd, true, frame), PEER_TEXT);
		if (strcmp(text_of(frame, "cmd", arena), "ping") != 0)
			return;
		snprintf(answer, sizeof answer, "{\"headers\":{\"req_id\":\"%s\"},\"errcode\":0,\"errmsg\":\"ok\"}",
		    text_of(frame, "headers.req_id", arena));
		peer_say_text(fd, false, answer);
	}
}

static void
wecom_ok(int fd, const struct buf *frame, int code, struct arena *arena)
{
	char answer[200];

	snprintf(answer, sizeof answer, "{\"headers\":{\"req_id\":\"%s\"},\"errcode\":%d,\"errmsg\":\"\"}",
	    text_of(frame, "headers.req_id", arena), code);
	peer_say_text(fd, false, answer);
}

static int
wecom_enter(int listener, struct buf *frame, struct arena *arena)
{
	int fd = peer_accept(listener, frame);

	wecom_hear(fd, frame, arena);
	assert_string_equal(text_of(frame, "cmd", arena), "aibot_subscribe");
	assert_string_equal(text_of(frame, "body.bot_id", arena), "bot-1");
	assert_string_equal(text_of(frame, "body.secret", arena), "the-bot-secret");
	wecom_ok(fd, frame, 0, arena);
	return fd;
}

static void
wecom_message(int fd, const char *id, const char *from, const char *text)
{
	char frame[600];

	snprintf(frame, sizeof frame,
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R%s\"},\"body\":{\"msgid\":\"%s\",\"aibotid\":\"bot-1\",\"chattype\":\"single\",\"from\":{\"userid\":\"%s\"},\"msgtype\":\"text\",\"text\":{\"content\":\"%s\"}}}",
	    id, id, from, text);
	peer_say_text(fd, false, frame);
}

static void
test_wecom(void **state)
{
	struct bot bot = {0};
	struct buf frame = {0}, second = {0};
	struct arena arena = {0};
	char settings[800], part[200];
	int port, listener = receiver_open(&port);

	(void)state;
	village("wecom", "wx");
	receiver_secret("wx.secret", "the-bot-secret\n");
	snprintf(settings, sizeof settings,
	    NO_QUIET
	    "{\"name\":\"wx\",\"platform\":\"wecom\",\"own_id\":\"bot-1\",\"own_name\":\"连心\",\"app_secret_file\":\"%s/wx.secret\",\"link\":\"ws://127.0.0.1:%d/dial?a=b\"}]",
	    bot_folder, port);
	bot_start_with(&bot, "wecom", settings);
	int fd = peer_accept(listener, &frame);
	assert_non_null(strstr(frame.p, "GET /dial?a=b HTTP/1.1\r\n"));
	snprintf(part, sizeof part, "\r\nHost: 127.0.0.1:%d\r\n", port);
	assert_non_null(strstr(frame.p, part));
	wecom_hear(fd, &frame, &arena);
	assert_string_equal(text_of(&frame, "cmd", &arena), "aibot_subscribe");
	wecom_ok(fd, &frame, 0, &arena);
	await_page(&bot, "/healthz", "\"links\":{\"wx\":\"up\"}");

	/* A report is answered in its own frame, the one who answers for the place is told unasked. */
	wecom_message(fd, "m1", "10001", "上报 水渠堵了");
	wecom_hear(fd, &frame, &arena);
	wecom_hear(fd, &second, &arena);
	struct buf *answer = strcmp(text_of(&frame, "cmd", &arena), "aibot_respond_msg") == 0 ? &frame : &second,
	           *push = answer == &frame ? &second : &frame;
	assert_string_equal(text_of(answer, "cmd", &arena), "aibot_respond_msg");
	assert_string_equal(text_of(answer, "headers.req_id", &arena), "Rm1");
	assert_non_null(strstr(text_of(answer, "body.stream.content", &arena), "记下了,1 号"));
	assert_string_equal(text_of(push, "cmd", &arena), "aibot_send_msg");
	assert_string_equal(text_of(push, "body.chatid", &arena), "10002");
	assert_string_equal(
	    text_of(push, "body.msgtype", &arena), "template_card"); /* there is something to press */
	assert_non_null(strstr(text_of(push, "body.template_card.sub_title_text", &arena), "水渠堵了"));
	assert_non_null(strstr(text_of(push, "body.template_card.sub_title_text", &arena), "请点 1 我去"));
	assert_non_null(strstr(push->p, "\"button_list\":[{\"text\":\"我去\",\"style\":1,\"key\":\"受理 1\"}]"));
	const char *words = text_of(answer, "body.stream.content", &arena),
	           *told = text_of(push, "body.template_card.sub_title_text", &arena),
	           *card = text_of(push, "body.template_card.task_id", &arena);

	/* The connection breaks before the push is answered: another is made, the message comes
	 * again over it; the report said again is the same report. */
	close(fd);
	fd = wecom_enter(listener, &frame, &arena);
	wecom_message(fd, "m1", "10001", "上报 水渠堵了");
	bool answered = false, pushed = false;
	while (!answered || !pushed) {
		wecom_hear(fd, &frame, &arena);
		if (strcmp(text_of(&frame, "cmd", &arena), "aibot_send_msg") == 0) {
			assert_string_equal(text_of(&frame, "body.template_card.sub_title_text", &arena), told);
			wecom_ok(fd, &frame, 0, &arena);
			pushed = true;
		} else {
			assert_string_equal(text_of(&frame, "body.stream.content", &arena), words);
			answered = true;
		}
	}
	await_page(&bot, "/metrics", "lianxin_posts_total 1\n");
	await_page(&bot, "/metrics", "lianxin_link_opens_total{channel=\"wx\"} 2\n");

	/* Pressed: the card changes, the one who reported is told; pressed twice, the same answer. */
	for (int i = 0; i < 2; i++) {
		snprintf(settings, sizeof settings,
		    "{\"cmd\":\"aibot_event_callback\",\"headers\":{\"req_id\":\"P%d\"},\"body\":{\"msgid\":\"p1\",\"aibotid\":\"bot-1\",\"chattype\":\"single\",\"from\":{\"userid\":\"10002\"},\"msgtype\":\"event\",\"event\":{\"eventtype\":\"template_card_event\",\"template_card_event\":{\"card_type\":\"button_interaction\",\"event_key\":\"受理 1\",\"task_id\":\"%s\"}}}}",
		    i, card);
		peer_say_text(fd, false, settings);
		bool changed = false, reporter = i > 0;
		while (!changed || !reporter) {
			wecom_hear(fd, &frame, &arena);
			if (strcmp(text_of(&frame, "cmd", &arena), "aibot_respond_update_msg") == 0) {
				assert_string_equal(text_of(&frame, "body.template_card.task_id", &arena), card);
				assert_non_null(
				    strstr(text_of(&frame, "body.template_card.sub_title_text", &arena), "1 号你接了"));
				changed = true;
			} else {
				assert_string_equal(text_of(&frame, "body.chatid", &arena), "10001");
				assert_non_null(strstr(text_of(&frame, "body.markdown.content", &arena), "何书记 已接 1 号"));
				wecom_ok(fd, &frame, 0, &arena);
				reporter = true;
			}
		}
	}
	await_page(&bot, "/metrics", "lianxin_posts_total 2\n");

	/* In fragments with a ping between them, byte by byte of UTF-8 cut anywhere. */
	const char *whole =
	    "{\"cmd\":\"aibot_msg_callback\",\"headers\":{\"req_id\":\"R2\"},\"body\":{\"msgid\":\"m2\",\"chattype\":\"single\",\"from\":{\"userid\":\"10001\"},\"msgtype\":\"text\",\"text\":{\"content\":\"我是谁\"}}}";
	size_t cut = (size_t)(strstr(whole, "我是谁") - whole) + 1;
	peer_say(fd, false, PEER_TEXT, false, whole, cut);
	peer_say(fd, false, PEER_PING, true, "hi", 2);
	peer_say(fd, false, PEER_MORE, true, whole + cut, strlen(whole) - cut);
	wecom_hear(fd, &frame, &arena);
	assert_string_equal(text_of(&frame, "headers.req_id", &arena), "R2");
	assert_non_null(strstr(text_of(&frame, "body.stream.content", &arena), "胡文学"));

	/* A text that is no UTF-8 ends the connection, another is made. */
	peer_say(fd, false, PEER_TEXT, true, "\xff\xfe", 2);
	while (peer_hear(fd, true, &frame) == PEER_TEXT)
		;
	close(fd);
	fd = wecom_enter(listener, &frame, &arena);

	/* Another program took it over: this one does not fight, and says so. */
	peer_say_text(fd, false,
	    "{\"cmd\":\"aibot_event_callback\",\"headers\":{\"req_id\":\"E1\"},\"body\":{\"msgid\":\"e1\",\"create_time\":1700000000,\"aibotid\":\"bot-1\",\"msgtype\":\"event\",\"event\":{\"eventtype\":\"disconnected_event\"}}}");
	await_page(&bot, "/healthz", "\"links\":{\"wx\":\"stopped\"}");
	while (peer_hear(fd, true, &frame) == PEER_TEXT)
		;
	close(fd);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	struct pollfd wait = {.fd = listener, .events = POLLIN};
	assert_int_equal(poll(&wait, 1, 0), 0); /* nobody dialled after that */
	close(listener);

	/* Asked by hand whether the channel will do: nobody is there, and that is said. */
	snprintf(settings, sizeof settings, "-c %s -d %s check --online wx", bot.config, bot.data);
	buf_clear(&frame);
	assert_int_equal(bot_call(&frame, settings), 1);
	assert_non_null(strstr(frame.p, "没连上"));
	buf_free(&frame);
	buf_free(&second);
	arena_clear(&arena);
}

static void
test_onebot(void **state)
{
	struct bot bot = {0};
	struct buf frame = {0};
	struct arena arena = {0};
	char settings[800], answer[200];
	int fd, newer;

	(void)state;
	village("bridge", "qq");
	receiver_secret("qq.token", "tok-qq\n");
	receiver_secret("qq.secret", "some-secret\n");
	snprintf(settings, sizeof settings,
	    NO_QUIET
	    "{\"name\":\"qq\",\"platform\":\"onebot\",\"own_id\":\"1\",\"app_secret_file\":\"%s/qq.secret\",\"access_token_file\":\"%s/qq.token\",\"link\":\"on\"},{\"name\":\"hq\",\"platform\":\"onebot\",\"own_id\":\"1\",\"access_token_file\":\"%s/qq.token\"}]",
	    bot_folder, bot_folder, bot_folder);
	bot_start_with(&bot, "bridge", settings);
	assert_int_equal(peer_dial(&bot, "/hook/qq", "", &fd), 401);
	assert_int_equal(peer_dial(&bot, "/hook/qq", "Authorization: Bearer tok-qx\r\n", &fd), 401);
	assert_int_equal(
	    peer_dial(&bot, "/hook/qq", "Authorization: Bearer tok-qq\r\nX-Client-Role: Event\r\n", &fd), 400);
	assert_int_equal(
	    peer_dial(&bot, "/hook/hq", "Authorization: Bearer tok-qq\r\n", &fd), 404); /* no link there */
	assert_int_equal(peer_dial(&bot, "/healthz", "Authorization: Bearer tok-qq\r\n", &fd), 400);
	await_page(&bot, "/healthz", "\"links\":{\"qq\":\"down\"}");
	assert_int_equal(peer_dial(&bot, "/hook/qq",
	                     "Authorization: Bearer tok-qq\r\nX-Self-ID: 1\r\nX-Client-Role: Universal\r\n", &fd),
	    101);
	await_page(&bot, "/healthz", "\"links\":{\"qq\":\"up\"}");
	await_page(&bot, "/metrics", "lianxin_link_up{channel=\"qq\"} 1\n");

	/* A report: the answer is a call to the bridge, so is the alert to the cadre. */
	peer_say_text(fd, true,
	    "{\"time\":1700000000,\"self_id\":1,\"post_type\":\"message\",\"message_type\":\"private\",\"message_id\":77,\"user_id\":10001,\"message\":[{\"type\":\"text\",\"data\":{\"text\":\"上报 水渠堵了\"}}],\"sender\":{}}");
	bool answered = false, told = false;
	while (!answered || !told) {
		assert_int_equal(peer_hear(fd, false, &frame), PEER_TEXT);
		assert_string_equal(text_of(&frame, "action", &arena), "send_private_msg");
		answered |= strcmp(text_of(&frame, "params.user_id", &arena), "10001") == 0 &&
		    strstr(frame.p, "记下了,1 号");
		told |= strcmp(text_of(&frame, "params.user_id", &arena), "10002") == 0 &&
		    strstr(frame.p, "水渠堵了");
		snprintf(answer, sizeof answer,
		    "{\"status\":\"ok\",\"retcode\":0,\"data\":{\"message_id\":5},\"echo\":\"%s\"}",
		    text_of(&frame, "echo", &arena));
		peer_say_text(fd, true, answer);
	}
	await_page(&bot, "/metrics", "lianxin_posts_total 1\n");

	/* The bridge comes again while its old connection still stands: the new one is the one. */
	assert_int_equal(peer_dial(&bot, "/hook/qq", "Authorization: Bearer tok-qq\r\n", &newer), 101);
	while (peer_hear(fd, false, &frame) == PEER_TEXT)
		;
	peer_say_text(newer, true,
	    "{\"time\":1700000000,\"self_id\":1,\"post_type\":\"message\",\"message_type\":\"private\",\"message_id\":78,\"user_id\":10002,\"message\":\"我是谁\",\"sender\":{}}");
	assert_int_equal(peer_hear(newer, false, &frame), PEER_TEXT);
	assert_non_null(strstr(frame.p, "何书记"));
	await_page(&bot, "/healthz", "\"links\":{\"qq\":\"up\"}");
	close(fd);

	/* A frame without its mask is against the protocol: the connection ends. */
	peer_say_text(newer, false, "{}");
	while (peer_hear(newer, false, &frame) == PEER_TEXT)
		;
	close(newer);
	await_page(&bot, "/healthz", "\"links\":{\"qq\":\"down\"}");

	/* Said while nothing stands (this bridge can post over HTTP, too): the alert waits, and comes
	 * when the bridge does. */
	char event[300];
	snprintf(event, sizeof event,
	    "{\"time\":%lld,\"self_id\":1,\"post_type\":\"message\",\"message_type\":\"private\",\"message_id\":79,\"user_id\":10001,\"message\":\"上报 桥断了\",\"sender\":{}}",
	    (long long)time(NULL));
	char hex[2 * DIGEST_SHA1_BYTES + 1], head[200];
	uint8_t mac[DIGEST_SHA1_BYTES];
	digest_hmac_sha1("some-secret", 11, event, strlen(event), mac);
	digest_hex(mac, sizeof mac, hex);
	snprintf(head, sizeof head, "POST /hook/qq HTTP/1.1\r\nX-Signature: sha1=%s", hex);
	buf_clear(&frame);
	assert_int_equal(bot_request(&bot, head, event, &frame), 200);
	assert_non_null(strstr(frame.p, "2 号,已按危险处理"));
	await_page(&bot, "/metrics", "lianxin_outbox_waiting 1\n");
	assert_int_equal(peer_dial(&bot, "/hook/qq", "Authorization: Bearer tok-qq\r\n", &fd), 101);
	assert_int_equal(peer_hear(fd, false, &frame), PEER_TEXT);
	assert_string_equal(text_of(&frame, "params.user_id", &arena), "10002");
	assert_non_null(strstr(frame.p, "桥断了"));
	snprintf(answer, sizeof answer,
	    "{\"status\":\"ok\",\"retcode\":0,\"data\":{\"message_id\":6},\"echo\":\"%s\"}",
	    text_of(&frame, "echo", &arena));
	peer_say_text(fd, true, answer);
	await_page(&bot, "/metrics", "lianxin_posts_total 2\n");

	/* One that stands does not hold up the end of the program. */
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(fd);
	buf_free(&frame);
	arena_clear(&arena);
}

static void
test_dingtalk(void **state)
{
	struct bot bot = {0};
	struct buf frame = {0};
	struct arena arena = {0};
	char settings[800], text[900];
	int port, ws_port, listener = receiver_open(&port), ws = receiver_open(&ws_port);

	(void)state;
	village("stream", "dd");
	receiver_secret("dd.secret", "dd-app-secret\n");
	snprintf(settings, sizeof settings,
	    NO_QUIET
	    "{\"name\":\"dd\",\"platform\":\"dingtalk\",\"app_id\":\"dinglx\",\"own_id\":\"robot1\",\"app_secret_file\":\"%s/dd.secret\",\"base\":\"http://127.0.0.1:%d\",\"link\":\"on\"}]",
	    bot_folder, port);
	bot_start_with(&bot, "stream", settings);
	snprintf(text, sizeof text, "{\"endpoint\":\"ws://127.0.0.1:%d/connect\",\"ticket\":\"t/1+=\"}", ws_port);
	receiver_take_json(listener, text, &frame);
	assert_non_null(strstr(frame.p, "POST /v1.0/gateway/connections/open "));
	assert_non_null(strstr(frame.p, "\"clientSecret\":\"dd-app-secret\""));
	int fd = peer_accept(ws, &frame);
	assert_non_null(strstr(frame.p, "GET /connect?ticket=t%2F1%2B%3D HTTP/1.1\r\n"));
	peer_say_text(fd, false,
	    "{\"specVersion\":\"1.0\",\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"ping\",\"messageId\":\"p1\",\"contentType\":\"application/json\"},\"data\":\"{\\\"opaque\\\":\\\"x\\\"}\"}");
	assert_int_equal(peer_hear(fd, true, &frame), PEER_TEXT);
	assert_string_equal(text_of(&frame, "data", &arena), "{\"opaque\":\"x\"}");

	/* The frame is acknowledged, the answer goes by the API. */
	peer_say_text(fd, false,
	    "{\"specVersion\":\"1.0\",\"type\":\"CALLBACK\",\"headers\":{\"topic\":\"/v1.0/im/bot/messages/get\",\"messageId\":\"f1\",\"contentType\":\"application/json\"},\"data\":\"{\\\"conversationType\\\":\\\"1\\\",\\\"conversationId\\\":\\\"c1\\\",\\\"msgId\\\":\\\"m1\\\",\\\"senderStaffId\\\":\\\"10001\\\",\\\"senderNick\\\":\\\"x\\\",\\\"msgtype\\\":\\\"text\\\",\\\"text\\\":{\\\"content\\\":\\\"我是谁\\\"}}\"}");
	assert_int_equal(peer_hear(fd, true, &frame), PEER_TEXT);
	assert_string_equal(text_of(&frame, "headers.messageId", &arena), "f1");
	assert_string_equal(text_of(&frame, "code", &arena), "200");
	receiver_take_json(listener, "{\"accessToken\":\"AT1\",\"expireIn\":7200}", &frame);
	receiver_take_json(listener, "{\"processQueryKey\":\"k\"}", &frame);
	assert_non_null(strstr(frame.p, "POST /v1.0/robot/oToMessages/batchSend "));
	assert_non_null(strstr(frame.p, "胡文学"));

	/* It is about to close: another ticket, another connection. */
	peer_say_text(fd, false,
	    "{\"specVersion\":\"1.0\",\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"disconnect\",\"messageId\":\"d1\"},\"data\":\"{}\"}");
	snprintf(text, sizeof text, "{\"endpoint\":\"ws://127.0.0.1:%d/connect\",\"ticket\":\"t2\"}", ws_port);
	receiver_take_json(listener, text, &frame);
	int second = peer_accept(ws, &frame);
	assert_non_null(strstr(frame.p, "ticket=t2 "));
	await_page(&bot, "/metrics", "lianxin_link_opens_total{channel=\"dd\"} 2\n");
	close(fd);
	close(second);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(listener);
	close(ws);
	buf_free(&frame);
	arena_clear(&arena);
}

static void
feishu_part(int fd, const char *id, int seq, int sum, const char *p, size_t n)
{
	char of[12], number[12];
	struct buf out = {0};
	struct feishu_frame frame = {.seq_id = 7,
	    .log_id = 8,
	    .service = 33,
	    .method = 1,
	    .headers = {{"type", "event"}, {"message_id", id}, {"sum", of}, {"seq", number}},
	    .header_count = 4,
	    .payload = p,
	    .payload_n = n,
	    .has_payload = true};

	snprintf(of, sizeof of, "%d", sum);
	snprintf(number, sizeof number, "%d", seq);
	feishu_frame_write(&frame, &out);
	peer_say(fd, false, PEER_BINARY, true, out.p, out.n);
	buf_free(&out);
}

static void
test_feishu(void **state)
{
	static const char event[] =
	    "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e1\",\"event_type\":\"im.message.receive_v1\"},\"event\":{\"sender\":{\"sender_id\":{\"open_id\":\"10001\"},\"sender_type\":\"user\"},"
	    "\"message\":{\"message_id\":\"om_1\",\"chat_id\":\"oc_1\",\"chat_type\":\"p2p\",\"message_type\":\"text\",\"content\":\"{\\\"text\\\":\\\"我是谁\\\"}\"}}}";
	struct bot bot = {0};
	struct buf frame = {0};
	struct arena arena = {0};
	struct feishu_frame read;
	char settings[800], text[400];
	int port, ws_port, listener = receiver_open(&port), ws = receiver_open(&ws_port);

	(void)state;
	village("long", "fs");
	receiver_secret("fs.secret", "fs-app-secret\n");
	snprintf(settings, sizeof settings,
	    NO_QUIET
	    "{\"name\":\"fs\",\"platform\":\"feishu\",\"app_id\":\"cli_lx\",\"own_id\":\"ou_bot\",\"app_secret_file\":\"%s/fs.secret\",\"base\":\"http://127.0.0.1:%d\",\"link\":\"on\"}]",
	    bot_folder, port);
	bot_start_with(&bot, "long", settings);
	snprintf(text, sizeof text,
	    "{\"code\":0,\"data\":{\"URL\":\"ws://127.0.0.1:%d/ws?device_id=d&service_id=33&ticket=x\",\"ClientConfig\":{\"PingInterval\":120,\"ReconnectCount\":-1,\"ReconnectInterval\":1,\"ReconnectNonce\":0}}}",
	    ws_port);
	receiver_take_json(listener, text, &frame);
	assert_non_null(strstr(frame.p, "POST /callback/ws/endpoint "));
	assert_non_null(strstr(frame.p, "\"AppSecret\":\"fs-app-secret\""));
	int fd = peer_accept(ws, &frame);
	assert_int_equal(peer_hear(fd, true, &frame), PEER_BINARY);
	assert_true(feishu_frame_read((const uint8_t *)frame.p, frame.n, &arena, &read));
	assert_string_equal(feishu_frame_header(&read, "type"), "ping");
	assert_int_equal(read.service, 33);

	/* Three parts, out of order; the last is acknowledged, the words go by the API. */
	size_t third = (sizeof event - 1) / 3;
	feishu_part(fd, "fm1", 2, 3, event + 2 * third, sizeof event - 1 - 2 * third);
	feishu_part(fd, "fm1", 0, 3, event, third);
	feishu_part(fd, "fm1", 1, 3, event + third, third);
	assert_int_equal(peer_hear(fd, true, &frame), PEER_BINARY);
	assert_true(feishu_frame_read((const uint8_t *)frame.p, frame.n, &arena, &read));
	assert_string_equal(feishu_frame_header(&read, "message_id"), "fm1");
	assert_int_equal(read.payload_n, strlen("{\"code\":200}"));
	assert_memory_equal(read.payload, "{\"code\":200}", read.payload_n);
	receiver_take_json(listener, "{\"code\":0,\"tenant_access_token\":\"T1\",\"expire\":7200}", &frame);
	receiver_take_json(listener, "{\"code\":0,\"data\":{\"message_id\":\"om_2\"}}", &frame);
	assert_non_null(strstr(frame.p, "POST /open-apis/im/v1/messages?receive_id_type=open_id "));
	assert_non_null(strstr(frame.p, "胡文学"));

	/* A report: its answer in words, the alert as a card; its button pressed, both are told. */
	static const char report[] =
	    "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e2\",\"event_type\":\"im.message.receive_v1\"},\"event\":{\"sender\":{\"sender_id\":{\"open_id\":\"10001\"},\"sender_type\":\"user\"},"
	    "\"message\":{\"message_id\":\"om_3\",\"chat_id\":\"oc_1\",\"chat_type\":\"p2p\",\"message_type\":\"text\",\"content\":\"{\\\"text\\\":\\\"上报 水渠<at id=all></at>堵了\\\"}\"}}}";
	static const char press[] =
	    "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"c1\",\"event_type\":\"card.action.trigger\"},\"event\":{\"operator\":{\"open_id\":\"10002\"},\"token\":\"t\",\"action\":{\"value\":{\"say\":\"受理 1\",\"private\":true},\"tag\":\"button\"},"
	    "\"context\":{\"open_message_id\":\"om_9\",\"open_chat_id\":\"oc_p\"}}}";
	feishu_part(fd, "fm2", 0, 1, report, sizeof report - 1);
	assert_int_equal(peer_hear(fd, true, &frame), PEER_BINARY);
	bool card = false;
	for (int i = 0; i < 2; i++) {
		receiver_take_json(listener, "{\"code\":0,\"data\":{\"message_id\":\"om_4\"}}", &frame);
		if (strstr(frame.p, "\"receive_id\":\"10002\"")) {
			assert_non_null(strstr(frame.p, "\"msg_type\":\"interactive\""));
			assert_non_null(strstr(frame.p,
			    "{\\\"tag\\\":\\\"div\\\",\\\"text\\\":{\\\"tag\\\":\\\"plain_text\\\"")); /* nobody's words are markup */
			assert_non_null(strstr(frame.p, "请点 1 我去"));
			assert_non_null(strstr(frame.p, "{\\\"say\\\":\\\"受理 1\\\",\\\"private\\\":true}"));
			card = true;
		} else {
			assert_non_null(strstr(frame.p, "\"msg_type\":\"text\""));
			assert_non_null(strstr(frame.p, "记下了,1 号"));
		}
	}
	assert_true(card);
	feishu_part(fd, "fm3", 0, 1, press, sizeof press - 1);
	assert_int_equal(peer_hear(fd, true, &frame), PEER_BINARY);
	bool taken = false, told = false;
	for (int i = 0; i < 2; i++) {
		receiver_take_json(listener, "{\"code\":0,\"data\":{\"message_id\":\"om_5\"}}", &frame);
		taken |= strstr(frame.p, "\"receive_id\":\"10002\"") && strstr(frame.p, "1 号你接了");
		told |= strstr(frame.p, "\"receive_id\":\"10001\"") && strstr(frame.p, "何书记 已接 1 号");
	}
	assert_true(taken && told);

	/* The server goes away: after the pause it asked for another address is asked for. */
	close(fd);
	receiver_take_json(listener, text, &frame);
	assert_non_null(strstr(frame.p, "POST /callback/ws/endpoint "));
	fd = peer_accept(ws, &frame);
	await_page(&bot, "/metrics", "lianxin_link_opens_total{channel=\"fs\"} 2\n");
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(fd);
	close(listener);
	close(ws);
	buf_free(&frame);
	arena_clear(&arena);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_wecom), cmocka_unit_test(test_onebot),
	    cmocka_unit_test(test_dingtalk), cmocka_unit_test(test_feishu)};

	if (argc > 1)
		bot_program = argv[1];
	return cmocka_run_group_tests(tests, bot_folder_setup, bot_folder_teardown);
}
