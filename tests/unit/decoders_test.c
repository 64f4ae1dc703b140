/* What people send on each platform and what the program makes of it: the words, whom they name, what stands
 * in place of words, what is quoted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/world_files.h"
#include "core/mentioned.h"
#include "core/world_life.h"
#include "formats/http.h"
#include "formats/xml.h"
#include "platforms/dingtalk/dingtalk.h"
#include "platforms/feishu/feishu.h"
#include "platforms/onebot/onebot.h"
#include "platforms/wecom/wecom.h"
#include "surface.h"

static const struct channel channel = {
    .name = "x",
    .own_id = "100",
    .own_name = "村务 助手",
    .token = "t",
    .cipher_key = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
};
/* A robot whose name nobody wrote into the configuration. */
static const struct channel nameless = {.name = "x", .own_id = "100"};

/* One row: what comes in place of %s in the platform's event, and the message that it is. */
struct row {
	const char *given, *text;
	enum unread unread;
	const char *place, *quoted_text;
};

static struct message
decoded(bool accepted, const struct arrived *arrived, const struct channel *to, struct arena *arena)
{
	struct message message = {0};

	assert_true(accepted);
	assert_true(arrived_message(arrived, to, arena, &message));
	return message;
}

static void
check(const struct row *row, const struct message *message)
{
	if (!text_equal(row->text, message->text) || row->unread != message->unread ||
	    !text_equal(row->place, message->place) || !text_equal(row->quoted_text, message->quoted_text))
		fail_msg("%s\n  is \"%s\" unread %d place %s quoted %s", row->given, message->text, message->unread,
		    message->place ? message->place : "-", message->quoted_text ? message->quoted_text : "-");
}

#define SEGMENT(type, data) "{\"type\":\"" type "\",\"data\":{" data "}}"
#define AT(id) SEGMENT("at", "\"qq\":\"" id "\"")
#define SAY(text) SEGMENT("text", "\"text\":\"" text "\"")

static void
test_onebot(void **state)
{
	static const struct row rows[] = {
	    {"[" AT("100") "," SAY(" 桥边的栏杆断了") "]", "@连心 桥边的栏杆断了", UNREAD_none, NULL, NULL},
	    {SAY("栏杆断了"), "栏杆断了", UNREAD_none, NULL, NULL}, /* one segment, no list around it */
	    {AT("100"), "@连心 ", UNREAD_none, NULL, NULL},
	    {"\"[CQ:at,qq=100] 栏杆断了[CQ:face,id=1]两根\"", "@连心 栏杆断了两根", UNREAD_other, NULL, NULL},
	    {"[" AT("100") "," SAY("提醒 ") "," AT("7") "," SAY(" 明早开会") "]", "@连心 提醒 @群友  明早开会",
	        UNREAD_none, NULL, NULL},
	    {"[" SEGMENT("at", "\"qq\":7,\"name\":\"@阿强\"") "," SAY("来看看") "]", "@阿强 来看看", UNREAD_none,
	        NULL, NULL},
	    {"[" AT("7") "," AT("100") "," SAY("待办") "]", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"[" SEGMENT("reply", "\"id\":\"5\"") "," AT("7") "," SAY("接") "]", "接", UNREAD_none, NULL, NULL},
	    {"[" SEGMENT("record", "\"file\":\"a\"") "]", "", UNREAD_voice, NULL, NULL},
	    {SEGMENT("video", "\"file\":\"a\""), "", UNREAD_video, NULL, NULL},
	    {SEGMENT("file", "\"file\":\"a.doc\""), "", UNREAD_file, NULL, NULL},
	    {SEGMENT("forward", "\"id\":\"a\""), "", UNREAD_forwarded, NULL, NULL},
	    {SEGMENT("share", "\"title\":\"山洪来了\",\"url\":\"u\""), "", UNREAD_link, NULL, NULL},
	    {SEGMENT("location", "\"lat\":\"1\",\"lon\":\"2\",\"title\":\"老桥\",\"content\":\"安科村\""), "",
	        UNREAD_place, "老桥(安科村)", NULL},
	    {SEGMENT("location", "\"lat\":\"1\",\"lon\":\"2\""), "", UNREAD_place, NULL, NULL},
	    {SEGMENT("json",
	         "\"data\":\"{\\\"app\\\":\\\"com.tencent.map\\\",\\\"meta\\\":{\\\"Location.Search\\\":{\\\"name\\\":\\\"老桥\\\"}}}\""),
	        "", UNREAD_place, "老桥", NULL},
	    {SEGMENT("json", "\"data\":\"{\\\"app\\\":\\\"com.tencent.multimsg\\\"}\""), "", UNREAD_forwarded,
	        NULL, NULL},
	    {SEGMENT("json", "\"data\":\"no card\""), "", UNREAD_link, NULL, NULL},
	    {SEGMENT("what.is.this", ""), "", UNREAD_other, NULL, NULL},
	    {"7", "", UNREAD_none, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct arrived arrived;
		const char *body = arena_printf(&arena,
		    "{\"post_type\":\"message\",\"message_type\":\"group\",\"self_id\":100,\"user_id\":7,\"group_id\":9,\"message_id\":1,\"message\":%s}",
		    rows[i].given);
		struct message message = decoded(
		    onebot_event(&channel, body, strlen(body), &arena, &arrived), &arrived, &channel, &arena);

		check(&rows[i], &message);
		arena_clear(&arena);
	}
}

/* A message of two thousand segments is read to its last word. */
static void
test_many_segments(void **state)
{
	struct arena arena = {0};
	struct buf list = {0}, codes = {0};
	struct arrived arrived;

	(void)state;
	buf_adds(&list,
	    "{\"post_type\":\"message\",\"user_id\":7,\"message_id\":1,\"message_type\":\"private\",\"message\":[");
	for (int i = 0; i < 1000; i++) {
		buf_addf(&list, SEGMENT("face", "\"id\":\"1\"") "," SAY("%d.") ",", i);
		buf_addf(&codes, "[CQ:face,id=1]%d.", i);
	}
	buf_adds(&list, SAY("完") "]}");
	struct message message = decoded(
	    onebot_event(&channel, list.p, list.n, &arena, &arrived), &arrived, &channel, &arena);
	assert_non_null(strstr(message.text, "998.999.完"));
	struct onebot_segments segments = {0};
	onebot_cq_read(codes.p, &arena, &segments);
	assert_int_equal(segments.n, 2000);
	assert_string_equal(segments.items[1999].data[0].value, "999.");
	buf_free(&list);
	buf_free(&codes);
	arena_clear(&arena);
}

static void
test_dingtalk(void **state)
{
	static const struct {
		struct row row;
		bool nameless;
	} rows[] = {
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\" 待办\"}", "@连心 待办", UNREAD_none, NULL, NULL},
	        false},
	    {{"\"msgtype\":\"richText\",\"content\":{\"richText\":[{\"text\":\"@村务助手\"},{\"text\":\" 待办\"}]}",
	         "@连心 待办", UNREAD_none, NULL, NULL},
	        false},
	    {{"\"msgtype\":\"richText\",\"content\":{\"richText\":[{\"text\":\"@小帮手 \"},{\"text\":\"待办\"}]}",
	         "@连心 待办", UNREAD_none, NULL, NULL},
	        true},
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\"收到\",\"isReplyMsg\":true,\"repliedMsg\":{\"msgType\":\"text\",\"msgId\":\"q\",\"content\":{\"text\":\"明早停水\"}}}",
	         "@连心 收到", UNREAD_none, NULL, "明早停水"},
	        false},
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\"收到\",\"repliedMsg\":\"{\\\"content\\\":{\\\"text\\\":\\\"明早停水\\\"}}\"}",
	         "@连心 收到", UNREAD_none, NULL, "明早停水"},
	        false},
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\"收到\",\"repliedMsg\":{\"content\":\"明早停水\"}}",
	         "@连心 收到", UNREAD_none, NULL, "明早停水"},
	        false},
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\"收到\",\"repliedMsg\":\"明早停水\"}", "@连心 收到",
	         UNREAD_none, NULL, "明早停水"},
	        false},
	    {{"\"msgtype\":\"text\",\"text\":{\"content\":\"收到\",\"repliedMsg\":{\"content\":{\"richText\":[{\"text\":\"明早\"},{\"text\":\"停水\"}]}}}",
	         "@连心 收到", UNREAD_none, NULL, "明早停水"},
	        false},
	    {{"\"msgtype\":\"audio\",\"content\":{\"downloadCode\":\"d\",\"recognition\":\"桥断了\"}",
	         "@连心 桥断了", UNREAD_voice, NULL, NULL},
	        false},
	    {{"\"msgtype\":\"audio\",\"content\":{\"downloadCode\":\"d\"}", "@连心 ", UNREAD_voice, NULL, NULL},
	        false},
	    {{"\"msgtype\":\"file\",\"content\":{\"downloadCode\":\"d\"}", "@连心 ", UNREAD_file, NULL, NULL},
	        false},
	    {{"\"msgtype\":\"chatRecord\",\"content\":{}", "@连心 ", UNREAD_forwarded, NULL, NULL}, false},
	    {{"\"msgtype\":\"unknownMsgType\",\"content\":{}", "@连心 ", UNREAD_other, NULL, NULL}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct channel *to = rows[i].nameless ? &nameless : &channel;
		struct arena arena = {0};
		struct arrived arrived;
		const char *body = arena_printf(&arena,
		    "{\"conversationType\":\"2\",\"conversationId\":\"c\",\"msgId\":\"m\",\"senderStaffId\":\"s\",\"chatbotUserId\":\"b\",\"atUsers\":[{\"dingtalkId\":\"b\"}],%s}",
		    rows[i].row.given);
		struct message message = decoded(
		    dingtalk_event(to, body, strlen(body), &arena, &arrived), &arrived, to, &arena);

		check(&rows[i].row, &message);
		arena_clear(&arena);
	}
}

static void
test_feishu(void **state)
{
#define LINE \
	"\\\"content\\\":[[{\\\"tag\\\":\\\"at\\\",\\\"user_id\\\":\\\"@_user_1\\\"},{\\\"tag\\\":\\\"text\\\",\\\"text\\\":\\\" 待办\\\"}]]"
	static const struct row rows[] = {
	    {"\"post\",\"content\":\"{" LINE "}\"", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"post\",\"content\":\"{\\\"zh_cn\\\":{" LINE "}}\"", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"post\",\"content\":\"{\\\"en_us\\\":{" LINE "}}\"", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"post\",\"content\":\"{\\\"post\\\":{\\\"zh_cn\\\":{" LINE "}}}\"", "@连心 待办", UNREAD_none,
	        NULL, NULL},
	    {"\"post\",\"content\":\"{\\\"post\\\":{" LINE "}}\"", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"post\",\"content\":\"{\\\"title\\\":\\\"\\\",\\\"content\\\":[[{\\\"tag\\\":\\\"at\\\",\\\"user_id\\\":\\\"100\\\",\\\"user_name\\\":\\\"助手\\\"},{\\\"tag\\\":\\\"text\\\",\\\"text\\\":\\\"待办\\\"}]]}\"",
	        "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"text\",\"content\":\"{\\\"text\\\":\\\"@_user_2 @_user_1 待办\\\"}\"", "@连心 待办", UNREAD_none,
	        NULL, NULL},
	    {"\"text\",\"content\":\"{\\\"text\\\":\\\"@_user_1 转给 1 @_user_2\\\"}\"", "@连心 转给 1 @阿强",
	        UNREAD_none, NULL, NULL},
	    {"\"audio\",\"content\":\"{\\\"file_key\\\":\\\"f\\\"}\"", "@连心 ", UNREAD_voice, NULL, NULL},
	    {"\"media\",\"content\":\"{\\\"file_key\\\":\\\"f\\\"}\"", "@连心 ", UNREAD_video, NULL, NULL},
	    {"\"merge_forward\",\"content\":\"{}\"", "@连心 ", UNREAD_forwarded, NULL, NULL},
	    {"\"location\",\"content\":\"{\\\"name\\\":\\\"老桥\\\"}\"", "@连心 ", UNREAD_place, "老桥", NULL},
	    {"\"sticker\",\"content\":\"{\\\"file_key\\\":\\\"f\\\"}\"", "@连心 ", UNREAD_other, NULL, NULL},
	};

	(void)state;
	struct channel open = channel;
	open.token = NULL;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct arrived arrived;
		const char *body = arena_printf(&arena,
		    "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e\",\"event_type\":\"im.message.receive_v1\"},\"event\":{\"sender\":{\"sender_id\":{\"open_id\":\"s\"},\"sender_type\":\"user\"},\"message\":{\"message_id\":\"m\",\"chat_id\":\"c\",\"chat_type\":\"group\",\"mentions\":[{\"key\":\"@_user_1\",\"id\":{\"open_id\":\"100\"},\"name\":\"助手\"},{\"key\":\"@_user_2\",\"id\":{\"open_id\":\"7\"},\"name\":\"阿强\"}],\"message_type\":%s}}}",
		    rows[i].given);
		struct message message = decoded(
		    feishu_event(&open, body, strlen(body), &arena, &arrived), &arrived, &open, &arena);

		check(&rows[i], &message);
		arena_clear(&arena);
	}
}

static void
test_wecom(void **state)
{
	static const struct row rows[] = {
	    {"\"text\",\"text\":{\"content\":\"@村务 助手 待办\"}", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"text\",\"text\":{\"content\":\"@村务助手待办\"}", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"text\",\"text\":{\"content\":\"@阿强 @村务 助手 待办\"}", "@连心 待办", UNREAD_none, NULL, NULL},
	    {"\"text\",\"text\":{\"content\":\"转给 1 @阿强 @村务 助手\"}", "@连心 转给 1 @阿强", UNREAD_none,
	        NULL, NULL},
	    {"\"text\",\"text\":{\"content\":\"好的\"},\"quote\":{\"msgtype\":\"text\",\"text\":{\"content\":\"明早停水\"}}",
	        "@连心 好的", UNREAD_none, NULL, "明早停水"},
	    {"\"voice\",\"voice\":{}", "@连心 ", UNREAD_voice, NULL, NULL},
	    {"\"file\",\"file\":{\"url\":\"u\"}", "@连心 ", UNREAD_file, NULL, NULL},
	    {"\"hologram\"", "@连心 ", UNREAD_other, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct arrived arrived;
		const char *body = arena_printf(&arena,
		    "\xef\xbb\xbf{\"chattype\":\"group\",\"chatid\":\"c\",\"msgid\":\"m\",\"from\":{\"userid\":\"s\"},\"msgtype\":%s}",
		    rows[i].given);
		struct message message = decoded(
		    wecom_event(&channel, body, strlen(body), &arena, &arrived), &arrived, &channel, &arena);

		check(&rows[i], &message);
		arena_clear(&arena);
	}
}

/* Inside the sealed text of an app: a byte order mark, a declaration, both, neither. */
static void
test_wecom_sealed(void **state)
{
	static const char *const fronts[] = {"", "\xef\xbb\xbf", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
	    "\xef\xbb\xbf<?xml version=\"1.0\"?>", "\n<?xml version='1.0'?>\r\n"};

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof fronts / sizeof *fronts); i++) {
		struct arena arena = {0};
		struct wecom_sealed sealed;
		struct arrived arrived;
		bool place = i % 2;
		const char *plain = arena_printf(&arena,
		    "%s<xml><FromUserName>s</FromUserName><MsgId>1</MsgId>%s</xml>", fronts[i / 2],
		    place ? "<MsgType>location</MsgType><Label>老桥</Label>"
		          : "<MsgType>text</MsgType><Content>待办</Content>");

		assert_true(
		    wecom_seal(&channel, plain, (const uint8_t *)"0123456789abcdef", 5, "n", &arena, &sealed));
		const char *body = arena_printf(
		    &arena, "%s<xml><Encrypt>%s</Encrypt></xml>", fronts[i / 2], sealed.encrypt);
		struct http_request request = {.method = "POST",
		    .query = arena_printf(&arena, "msg_signature=%s&timestamp=5&nonce=n", sealed.signature),
		    .body = body,
		    .body_n = strlen(body)};
		struct message message = decoded(
		    platform_surface("wecom.app.callback")->receive(&channel, &request, 5000, &arena, &arrived),
		    &arrived, &channel, &arena);
		check(place ? &(struct row){"location", "", UNREAD_place, "老桥", NULL}
		            : &(struct row){"text", "待办", UNREAD_none, NULL, NULL},
		    &message);
		arena_clear(&arena);
	}
	struct arena arena = {0};
	static const char *const bad[] = {
	    "<?xml", "<?xml version", "<?xmlx?><a></a>", "<?xml?><?xml?><a></a>", "<a><?xml?></a>"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_null(xml_parse(bad[i], strlen(bad[i]), &arena));
	arena_clear(&arena);
}

/* A bridge mentions who is named; what people wrote stays what they wrote. */
static void
test_onebot_quick(void **state)
{
	static const struct mention known = {.sender_id = "7", .name = "阿强"},
	                            unknown = {.sender_id = "", .name = "阿强"};
	static const struct {
		struct speech speech;
		const char *body;
	} rows[] = {
	    {{.text = "好[CQ:at,qq=all]&"},
	        "{\"reply\":\"好[CQ:at,qq=all]&\",\"auto_escape\":true,\"at_sender\":false}"},
	    {{.text = "@阿强 接[CQ:at,qq=all]&,@阿强", .mentions = &known, .mention_count = 1},
	        "{\"reply\":\"[CQ:at,qq=7] 接&#91;CQ:at,qq=all&#93;&amp;,@阿强\",\"auto_escape\":false,\"at_sender\":false}"},
	    {{.text = "@阿强 接", .mentions = &unknown, .mention_count = 1},
	        "{\"reply\":\"@阿强 接\",\"auto_escape\":true,\"at_sender\":false}"},
	    {{.text = "@阿强 接", .private_chat = true, .mentions = &known, .mention_count = 1},
	        "{\"reply\":\"@阿强 接\",\"auto_escape\":true,\"at_sender\":false}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf body = {0};

		platform_onebot.reply(&rows[i].speech, 1, &body);
		assert_string_equal(buf_text(&body), rows[i].body);
		buf_free(&body);
	}
}

/* An app without a secret to send by answers its member in the response, sealed; one with it sends a post. */
static void
test_wecom_answer(void **state)
{
	struct arena arena = {0};
	struct channel app = channel;
	struct buf body = {0};
	struct http_request asked = {.method = "POST", .query = "nonce=n"};
	struct arrived arrived;

	(void)state;
	app.receive_id = "ww1";
	assert_false(platform_wecom.replies_by_post(&app));
	app.app_id = "ww1";
	app.app_secret = "secret";
	assert_true(platform_wecom.replies_by_post(&app));
	platform_wecom.answer(&(struct answering){&app, &asked, 5000},
	    &(struct speech){.text = "记下了]]>1 号", .private_chat = true, .to = "s"}, 1, &arena, &body);
	const struct xml *sealed = xml_parse(body.p, body.n, &arena);
	assert_non_null(sealed);
	/* Open it as if it had come. */
	struct http_request back = {.method = "POST",
	    .query = arena_printf(
	        &arena, "msg_signature=%s&timestamp=5&nonce=n", xml_text(sealed, "MsgSignature")),
	    .body = body.p,
	    .body_n = body.n};
	assert_true(platform_surface("wecom.app.callback")->receive(&app, &back, 5000, &arena, &arrived));
	assert_string_equal(arrived.text, "记下了]]>1 号");
	const struct xml *plain = xml_parse(arrived.plaintext, strlen(arrived.plaintext), &arena);
	assert_string_equal(xml_text(plain, "ToUserName"), "s");
	buf_free(&body);
	arena_clear(&arena);
}

/* What a bot says behind its answer goes to the address that came with the message, WeCom's own and no other. */
static void
test_wecom_response(void **state)
{
	static const struct {
		const char *url;
		int64_t until;
		bool sent;
	} rows[] = {
	    {"https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=R", 9000, true},
	    {"https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=R", 4000, false},
	    {"https://qyapi.weixin.qq.com.example/cgi-bin", 9000, false},
	    {NULL, 9000, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct client_request request = {0};
		struct post post = {
		    .text = "好", .chat = "c", .reply_url = rows[i].url, .reply_until = rows[i].until};

		assert_int_equal(platform_wecom.encode(&channel, &post, 5, &arena, &request), rows[i].sent);
		if (rows[i].sent)
			assert_string_equal(request.url, rows[i].url);
		arena_clear(&arena);
	}
}

/* A mention is read by the name that is registered, whatever the platform shows; who is not known stays. */
static void
test_mentioned(void **state)
{
	static const struct {
		const char *text, *want;
		struct mention mentions[2];
	} rows[] = {
	    {"提醒 @群友 明早", "提醒 @王网格 明早", {{.sender_id = "王网格", .name = "群友"}}},
	    {"@小毛 和 @小毛", "@毛小燕 和 @王网格",
	        {{.sender_id = "毛小燕", .name = "小毛"}, {.sender_id = "王网格", .name = "小毛"}}},
	    {"转给 1 @群友", "转给 1 @群友", {{.sender_id = "20007", .name = "群友"}}},
	    {"没有提到", "没有提到", {{.sender_id = "王网格", .name = "群友"}}},
	};
	struct seal_key key = {0};
	struct import_result result = {0};
	struct world world;
	struct turn turn;

	(void)state;
	world_open(&world, "x", 1, &key);
	world.everyone_on_console = true;
	turn_begin(&turn, &world, "import", 1);
	world_read_folder(&turn, "config/demo", &result);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	buf_free(&result.fault_lines);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct message message = {.channel = "console",
		    .text = rows[i].text,
		    .mentions = rows[i].mentions,
		    .mention_count = rows[i].mentions[1].name ? 2 : 1};

		assert_string_equal(mentioned_text(&world, &message, &arena), rows[i].want);
		arena_clear(&arena);
	}
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_onebot),
	    cmocka_unit_test(test_many_segments),
	    cmocka_unit_test(test_dingtalk),
	    cmocka_unit_test(test_feishu),
	    cmocka_unit_test(test_wecom),
	    cmocka_unit_test(test_wecom_sealed),
	    cmocka_unit_test(test_onebot_quick),
	    cmocka_unit_test(test_wecom_answer),
	    cmocka_unit_test(test_wecom_response),
	    cmocka_unit_test(test_mentioned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
