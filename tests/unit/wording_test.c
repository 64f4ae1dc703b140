/* One text, worded for what each channel can do: buttons to press, a mention before what is
 * said, names that are told alone where nobody can be mentioned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/outbox.h"
#include "core/world_life.h"
#include "platforms/platform.h"
#include "records/account.h"
#include "records/button_item.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person.h"
#include "records/post.h"

#define START 1780000000000LL
#define LONG_TEXT 400

static struct seal_key key = {{9}};
static struct world world;
static struct turn turn;
static int64_t group, chen, li;

static int
setup(void **state)
{
	(void)state;
	world_open(&world, "s", 1, &key);
	turn_begin(&turn, &world, "test", START);
	group = ((const struct group *)turn_put(
	             &turn, &kind_group, &(struct group){.name = "经营户群", .channel = "app", .chat_id = "g"}))
	            ->id;
	chen = ((const struct person *)turn_put(&turn, &kind_person, &(struct person){.name = "陈家"}))->id;
	li = ((const struct person *)turn_put(&turn, &kind_person, &(struct person){.name = "李家"}))->id;
	turn_put(
	    &turn, &kind_account, &(struct account){.channel = "app", .sender_id = "u-chen", .person = chen});
	turn_put(&turn, &kind_account, &(struct account){.channel = "app", .sender_id = "u-li", .person = li});
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	turn_abort(&turn);
	world_close(&world);
	return 0;
}

/* The offer of a dispatch as guests_post builds it, to the group on that channel; the posts
 * made, in their order. */
static size_t
offer(const struct channel_traits *traits, const struct post *posts[8], bool longer)
{
	size_t count = 0;

	if (traits)
		lanes_set_traits(&world, "app", *traits, START);
	struct draft draft = {0};
	buf_adds(&draft.text, "【今天 12:00】\n");
	draft_mention(&turn, &draft, chen, "陈家");
	buf_adds(&draft.text, " 14\n");
	draft_mention(&turn, &draft, li, "李家");
	buf_adds(&draft.text, " 12\n");
	for (int i = 0; longer && i < LONG_TEXT; i++)
		buf_adds(&draft.text, "村");
	buf_addf(&draft.text, "%s",
	    turn_phrase(&turn, "guests-post-sum", WITH({"sum", "26"}, {"want", "26"}, {"until", "11:00"})));
	draft.buttons[draft.button_count++] = (struct button){"接", "接"};
	draft.buttons[draft.button_count++] = (struct button){"不接", "不接"};
	assert_true(turn_post_group(&turn, group, &draft));
	for (size_t i = 0; i < turn.post_count && count < 8; i++)
		posts[count++] = turn_find(&turn, post, turn.posts[i]);
	return count;
}

static void
test_everything_works(void **state)
{
	const struct post *posts[8];

	(void)state;
	assert_int_equal(offer(NULL, posts, false), 1);
	assert_string_equal(posts[0]->text,
	    "【今天 12:00】\n@陈家 14\n@李家 12\n合计 26 = 26。请回「接」或「不接」,11:00 前没回的再分给别家。");
	assert_int_equal(posts[0]->mentions.n, 2);
	assert_int_equal(posts[0]->buttons.n, 2);
}

static void
test_a_button_is_pressed(void **state)
{
	const struct post *posts[8];
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .button_bytes = 500, .mention_only = true};

	(void)state;
	assert_int_equal(offer(&traits, posts, false), 1);
	assert_string_equal(posts[0]->text,
	    "【今天 12:00】\n@陈家 14\n@李家 12\n合计 26 = 26。请点「接」或「不接」,11:00 前没回的再分给别家。");
	assert_int_equal(posts[0]->buttons.n, 2);
}

/* Too long for a card: no button is promised, and none is sent. */
static void
test_who_mentions_is_heard(void **state)
{
	const struct post *posts[8];
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .button_bytes = 500, .mention_only = true, .name = "小连"};

	(void)state;
	assert_int_equal(offer(&traits, posts, true), 1);
	assert_non_null(strstr(posts[0]->text, "请回「@小连 接」或「@小连 不接」,11:00"));
	assert_int_equal(posts[0]->buttons.n, 0);
}

static void
test_nobody_can_be_mentioned(void **state)
{
	const struct post *posts[8];
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .mention_only = true, .no_mentions = true};

	(void)state;
	assert_int_equal(offer(&traits, posts, false), 3);
	for (size_t i = 0; i < 2; i++) {
		const char *mine = i ? "李家 12" : "陈家 14", *other = i ? "陈家" : "李家";

		assert_true(posts[i]->private);
		assert_string_equal(posts[i]->chat, i ? "u-li" : "u-chen");
		assert_non_null(strstr(posts[i]->text, "「经营户群」里说到你:\n【今天 12:00】\n"));
		assert_non_null(strstr(posts[i]->text, mine));
		assert_null(strstr(posts[i]->text, other));
		assert_non_null(strstr(posts[i]->text, "请回「接」或「不接」")); /* alone, no mention is needed */
		assert_null(strchr(posts[i]->text, '@'));
		assert_int_equal(posts[i]->buttons.n, 2);
	}
	assert_string_equal(posts[2]->text,
	    "【今天 12:00】\n陈家 14\n李家 12\n合计 26 = 26。请回「@连心 接」或「@连心 不接」,11:00 前没回的再分给别家。");
	assert_int_equal(posts[2]->mentions.n, 0);
}

static void
test_nor_told_alone(void **state)
{
	const struct post *posts[8];
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .no_mentions = true, .no_private = true};

	(void)state;
	assert_int_equal(offer(&traits, posts, false), 1);
	assert_null(strchr(posts[0]->text, '@'));
}

/* A robot that only speaks: whoever answers must do it elsewhere. */
static void
test_nobody_is_heard_there(void **state)
{
	const struct post *posts[8];
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .no_private = true, .deaf = true, .no_buttons = true};

	(void)state;
	assert_int_equal(offer(&traits, posts, false), 1);
	assert_non_null(strstr(posts[0]->text, "请私聊我回「接」或「不接」,11:00"));
	assert_int_equal(posts[0]->buttons.n, 0);
	assert_true(platform_find("feishu")->traits(&(struct channel){.access_token = "hook"}).deaf);
	assert_false(platform_find("feishu")->traits(&(struct channel){.app_id = "cli"}).deaf);
	assert_true(platform_find("dingtalk")->traits(&(struct channel){.access_token = "robot"}).deaf);
	assert_false(platform_find("dingtalk")->traits(&(struct channel){.app_secret = "s"}).deaf);
	assert_true(platform_find("wecom")->traits(&(struct channel){.access_token = "key"}).deaf);
	assert_false(platform_find("wecom")->traits(&(struct channel){.token = "t"}).deaf);
}

/* What people write is never taken for an invitation. */
static void
test_words_of_people_stay(void **state)
{
	const struct channel_traits traits = {
	    .burst = 1, .per_minute = 1, .mention_only = true, .button_bytes = 500};

	(void)state;
	lanes_set_traits(&world, "app", traits, START);
	struct draft draft = turn_draft(
	    &turn, "broadcast-post", WITH({"text", "他回「接」了,<回>「<接>」"}, {"by", "何书记"}));
	draft.buttons[draft.button_count++] = (struct button){"收到", "收到"};
	assert_true(turn_post_group(&turn, group, &draft));
	const struct post *post = turn_find(&turn, post, turn.posts[0]);
	assert_string_equal(post->text, "【通知】他回「接」了,<回>「<接>」\n—— 何书记。看到请点「收到」。");
}

/* No marks are left in any phrase, in both languages, on every kind of channel. */
static void
test_no_mark_is_left(void **state)
{
	static const char *const keys[] = {"guests-post-sum", "name-which", "command-is-it", "lot-open",
	    "issue-double", "pair-proposal", "bound"};
	static const struct channel_traits kinds[] = {{.burst = 1, .per_minute = 1},
	    {.burst = 1, .per_minute = 1, .button_bytes = 2000},
	    {.burst = 1, .per_minute = 1, .mention_only = true}};
	const struct with with[] = {{"sum", "1"}, {"want", "1"}, {"until", "1"}, {"given", "1"}, {"names", "1"},
	    {"meant", "1"}, {"number", "1"}, {"count", "1"}, {"picks", "1"}, {"commit", "1"}, {"least", "1"},
	    {"by", "1"}, {"n", "1"}, {"brief", "1"}, {"state", "1"}, {"owner", "1"}, {"lines", "1"},
	    {"left", "1"}, {"years", "1"}, {"name", "1"}, {0}};

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
		for (size_t i = 0; i < 2 * sizeof keys / sizeof *keys; i++) {
			lanes_set_traits(&world, "app", kinds[k], START);
			turn.language = i % 2 ? EN : ZH;
			struct draft draft = turn_draft(&turn, keys[i / 2], with);
			draft.buttons[draft.button_count++] = (struct button){"1", "1"};
			assert_true(turn_post_group(&turn, group, &draft));
			const struct post *post = turn_find(&turn, post, turn.posts[turn.post_count - 1]);
			assert_null(strpbrk(post->text, "\1\2<>"));
			assert_true(kinds[k].mention_only ==
			        (strstr(post->text, turn.language == EN ? "@lianxin" : "@连心") != NULL) ||
			    strcmp(keys[i / 2], "name-which") == 0);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_everything_works, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_button_is_pressed, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_who_mentions_is_heard, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_nobody_can_be_mentioned, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_nor_told_alone, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_nobody_is_heard_there, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_words_of_people_stay, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_no_mark_is_left, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
