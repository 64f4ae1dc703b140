/* What keeps strangers out: one-time codes, names people give themselves, passwords. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/text_norm.h"
#include "console/password.h"
#include "core/world_life.h"
#include "reading/step.h"
#include "records/account.h"
#include "records/kinds.h"
#include "records/role.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/people/codes.h"
#include "subjects/wakes.h"

#define NOW zone_instant(civil_day(2026, 11, 23), 600, 480)

static struct seal_key key = {{9}};
static struct world world;
static int64_t admin, person;
static char good[CODE_CHARS + 1];

static void
populate(void)
{
	struct turn turn;

	world_open(&world, "x", 1, &key);
	turn_begin(&turn, &world, "import", NOW);
	admin = *(const int64_t *)turn_put(&turn, &kind_person, &(struct person){.name = "高管理"});
	person = *(const int64_t *)turn_put(&turn, &kind_person, &(struct person){.name = "陈王芬"});
	turn_put(&turn, &kind_role,
	    &(struct role){.person = admin, .role = ROLE_admin, .from = DAY_NONE, .to = DAY_NONE});
	turn_put(&turn, &kind_account, &(struct account){.channel = "qq", .sender_id = "1", .person = admin});
	codes_make(&turn, CODE_person, person, good);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
}

/* What the stranger is answered; told: whether an administrator heard of it. */
static const char *
say(const char *sender, const char *text, int64_t at, bool *told)
{
	static char answer[400];
	struct message message = {.channel = "qq",
	    .event_id = "e",
	    .private_chat = true,
	    .chat_id = "",
	    .sender_id = sender,
	    .sender_name = sender,
	    .text = text};
	struct turn turn;

	turn_begin(&turn, &world, "message", at);
	step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
	snprintf(answer, sizeof answer, "%s", turn.reply_count ? turn.replies[0].text : "");
	*told = turn.post_count > 0;
	struct batch *batch = turn_close(&turn, 200, NULL, 0);
	if (batch)
		world_batch_done(&world, batch);
	return answer;
}

static void
test_codes(void **state)
{
	bool told;
	char text[64], spaced[32];

	(void)state;
	populate();
	assert_int_equal(strlen(good), CODE_CHARS);
	assert_null(strpbrk(good, "01258BILOSUVZ"));
	for (int i = 0; i < 5; i++) {
		assert_non_null(strstr(say("thief", "绑定 AAAAAAAA", NOW + i, &told), "不对"));
		assert_int_equal(told, i == 4); /* once, at the fifth */
	}
	snprintf(text, sizeof text, "绑定 %s", good);
	assert_non_null(strstr(say("thief", text, NOW + 10, &told), "太多次"));
	/* Others are not held up by him; small letters and blanks are no other code. */
	snprintf(spaced, sizeof spaced, "绑定 %.4s %s", good, good + 4);
	for (char *p = spaced; *p; p++)
		*p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
	assert_non_null(strstr(say("cwf", spaced, NOW + 11, &told), "绑定好了"));
	/* Ten minutes later five more, but twenty in an hour at most. */
	int wrong = 5;
	for (int minute = 11; minute < 60; minute += 11)
		for (int i = 0; i < 5; i++)
			wrong += strstr(say("thief", "绑定 AAAAAAAA", NOW + minute * MS_MINUTE + i, &told), "不对") !=
			    NULL;
	assert_int_equal(wrong, 20);
	assert_non_null(strstr(say("thief", "绑定 AAAAAAAA", NOW + 61 * MS_MINUTE, &told), "不对"));
	world_close(&world);
}

static void
test_names(void **state)
{
	static const struct {
		const char *given, *kept;
	} names[] = {
	    {"陈王芬", "陈王芬"},
	    {" 陈\n王芬\t", "陈 王芬"},
	    {"陈\u200b王\u202e芬", "陈王芬"},
	    {"\u3164\u3164", ""},
	    {"\u115f陈\u2800", "陈"},
	    {"e\u0301\u0301\u0301\u0301x", "\u00e9\u0301x"},
	    {"\u0301\u0301陈", "陈"},
	    {"𠮷野", "𠮷野"},
	};
	struct arena arena = {0};
	char many[400] = "";

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(text_name(&arena, names[i].given), names[i].kept);
	for (int i = 0; i < 100; i++)
		strcat(many, "陈");
	assert_int_equal(text_length(text_name(&arena, many)), NAME_CHARS_MAX);
	arena_clear(&arena);
}

static void
test_passwords(void **state)
{
	static const char *const weak[] = {"123456789", "1234567890", "0987654321123", "aaaaaaaaaaaa",
	    "abcabcabcabc", "password123", "P@ssw0rd2026", "qwertyuiop", "1qaz2wsx3edc", "woaini1314520",
	    "lianxin2026", "chenwf19900307", "13800001234", "13800001234ab", "20261123200", "Admin123456",
	    "adminadmin88", "111222333444", "abcdefghijkl", "陈王芬陈王芬"};
	static const char *const strong[] = {"竹林里的路灯又亮起了", "correct-horse-battery", "Tq7#mR2pLx",
	    "kt94wruzpm6h", "门前三棵枣树两口井呢"};

	(void)state;
	for (size_t i = 0; i < sizeof weak / sizeof *weak; i++)
		if (!password_weak(weak[i], "陈王芬;13800001234;chenwf"))
			fail_msg("taken: %s", weak[i]);
	for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
		if (password_weak(strong[i], "陈王芬;13800001234;chenwf"))
			fail_msg("refused: %s", strong[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_codes),
	    cmocka_unit_test(test_names),
	    cmocka_unit_test(test_passwords),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
