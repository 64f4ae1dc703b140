/* What arrives broken, foreign, endless or empty: one sentence to who addressed the bot, nothing to
 * who did not, and no record but an open question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../fuzz/demo_world.h"
#include "base/buf.h"
#include "base/civil.h"
#include "base/log.h"
#include "reading/step.h"
#include "records/dialog.h"
#include "records/kinds.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/wakes.h"

#define SAID_MAX 600 /* bytes of the one sentence */

enum form { PLAIN, NUMBERED };
static const struct {
	const char *begin, *piece; /* said once, and then so many times; NUMBERED: with a number before */
	enum form form;
	int times;
	const char *says; /* in private; NULL: any one sentence */
} rows[] = {
    {"", "路", PLAIN, 4001, "太长了"},
    {"上报 ", "路坏了,", PLAIN, 1500, "太长了"},
    {"走访 张三家 ", "都好", PLAIN, 3000, "太长了"},
    {"", "😀", PLAIN, 1, "好。"},
    {"", "👨‍👩‍👧", PLAIN, 40, "好。"},
    {"", "🇨🇳", PLAIN, 300, "好。"},
    {"Привет, дорога разрушена", "", PLAIN, 0, "这种文字"},
    {"الطريق مكسور", "", PLAIN, 0, "这种文字"},
    {"ถนนพังแล้ว", "", PLAIN, 0, "这种文字"},
    {"みちがこわれています", "", PLAIN, 0, "这种文字"},
    {"도로가 망가졌어요", "", PLAIN, 0, "这种文字"},
    {"Οδός 5 κλειστή", "", PLAIN, 0, "这种文字"},
    {"鎶ュ憡 闂 璺潖浜", "", PLAIN, 0, "收到的字是乱的"},
    {"璺伅鍧忎簡", "", PLAIN, 0, "收到的字是乱的"},
    {"鏄庡ぉ涓崍寮浼", "", PLAIN, 0, "收到的字是乱的"},
    {"è·¯ç¯å䏿äº", "", PLAIN, 0, "收到的字是乱的"},
    {"ÄãºÃ ÎÒ¼Ò", "", PLAIN, 0, "收到的字是乱的"},
    {"", "\xef\xbf\xbd", PLAIN, 12, "收到的字是乱的"},
    {"", " ", NUMBERED, 300, "一句里的数和名字太多"},
    {"", "号 ", NUMBERED, 300, "一句里的数和名字太多"},
    {"", "人 ", NUMBERED, 300, "一句里的数和名字太多"},
    {"受理 ", "、", NUMBERED, 300, "一句里的数和名字太多"},
    {"", "张三家 ", PLAIN, 300, "一句里的数和名字太多"},
    {"", "?", PLAIN, 200, "没听明白"},
    {"", "9", PLAIN, 200, NULL},
    {"", "啊", PLAIN, 1, NULL},
    {"", "@", PLAIN, 30, NULL},
    {"", "\xe2\x80\x8b", PLAIN, 9, "你好"},
    {"a", "\xcc\x81", PLAIN, 500, NULL},
    {"", "不", PLAIN, 500, NULL},
    {"", "{}%%", PLAIN, 40, NULL},
    {"#7:1 #1:99999999999999999999 #", "", PLAIN, 0, NULL},
    {"提醒我 ", "号、", NUMBERED, 200, NULL},
    {"[语音]", "", PLAIN, 0, NULL},
};

static char *
text_of(size_t row)
{
	struct buf out = {0};

	buf_adds(&out, rows[row].begin);
	for (int i = 0; i < rows[row].times; i++) {
		if (rows[row].form == NUMBERED)
			buf_addf(&out, "%d", i % 28 + 1);
		buf_adds(&out, rows[row].piece);
	}
	char *text = strdup(buf_text(&out));
	buf_free(&out);
	return text;
}

static void
say(size_t row, const char *who, bool private_chat, bool addressed)
{
	struct turn turn;
	char *text = text_of(row), *whole = malloc(strlen(text) + 32);

	sprintf(whole, "%s%s", addressed && !private_chat ? "@连心 " : "", text);
	struct message message = {.channel = "console",
	    .event_id = "e",
	    .private_chat = private_chat,
	    .chat_id = private_chat ? "" : "安科农家乐群",
	    .sender_id = who,
	    .sender_name = who,
	    .text = whole};
	turn_begin(&turn, demo_world(), "message", zone_instant(civil_day(2026, 11, 9), 540, 480));
	step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
	for (size_t i = 0; i < turn.change_count; i++)
		if (turn.changes[i].kind != &kind_dialog)
			fail_msg("row %zu, %s: keeps a record of %s", row, who, turn.changes[i].kind->name);
	if (turn.reply_count != (size_t)(addressed || private_chat))
		fail_msg("row %zu, %s: %zu sentences", row, who, turn.reply_count);
	for (size_t i = 0; i < turn.reply_count; i++) {
		const char *said = turn.replies[i].text;

		if (strlen(said) > SAID_MAX)
			fail_msg("row %zu, %s: %zu bytes", row, who, strlen(said));
		if (private_chat && rows[row].says && !strstr(said, rows[row].says))
			fail_msg("row %zu, %s: says %s", row, who, said);
	}
	turn_abort(&turn);
	free(text);
	free(whole);
}

static void
test_one_sentence(void **state)
{
	static const char *const people[] = {"毛小燕", "何书记", "裘才强", "李家"};

	(void)state;
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++)
		for (size_t who = 0; who < sizeof people / sizeof *people; who++) {
			say(row, people[who], true, true);
			say(row, people[who], false, true);
			say(row, people[who], false, false);
		}
	world_close(demo_world());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_sentence)};

	log_level_set(LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
