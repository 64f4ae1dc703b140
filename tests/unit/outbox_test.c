/* The pace of posts: in any minute no more than a channel may send, one channel does not
 * hold up another, danger leaves first, and a platform that throttles is left in peace. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/text.h"
#include "core/outbox.h"
#include "core/world_life.h"
#include "platforms/platform.h"
#include "records/account.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/mention_item.h"
#include "records/person.h"
#include "records/post.h"
#include "records/role.h"

#define START 1780000000000LL
#define POSTS 60
#define TRAVEL 2000 /* the first of a minute may arrive late, the last early */

static struct seal_key key = {{9}};
static struct world world;

static int
setup(void **state)
{
	(void)state;
	world_open(&world, "s", 1, &key);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	world_close(&world);
	return 0;
}

static int64_t
say(const char *channel, const char *chat, int32_t urgency)
{
	struct turn turn;

	turn_begin(&turn, &world, "test", START);
	const struct post *post = turn_put(&turn, &kind_post,
	    &(struct post){
	        .channel = channel, .chat = chat, .text = "x", .urgency = urgency, .created_at = START});
	int64_t id = post->id;
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	lanes_join(&world, store_find(&world.store, &kind_post, id));
	return id;
}

static void
settle(const struct sent_result *result, int64_t now)
{
	struct turn turn;

	turn_begin(&turn, &world, "sent", now);
	outbox_settle(&turn, result);
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
}

/* Everything that leaves until `until`, told one after the other; the times. */
static size_t
leave_until(int64_t from, int64_t until, int64_t *times, int64_t *ids)
{
	size_t count = 0;

	for (int64_t now = from; now <= until;) {
		int64_t again;
		const struct post *post = lanes_take(&world, now, &again);

		if (post == NULL) {
			assert_true(again > now);
			now = again;
			continue;
		}
		times[count] = now;
		ids[count++] = post->id;
		settle(&(struct sent_result){.post = post->id, .class = SENT_OK}, now);
	}
	return count;
}

/* The limit of each platform as its table says it, and its channel as configured. */
static void
test_no_minute_has_more(void **state)
{
	static const struct {
		const char *name;
		struct channel channel;
		size_t limit;
	} rows[] = {
	    {"dingtalk", {.access_token = "robot"}, 20},
	    {"wecom", {.access_token = "key"}, 20},
	    {"feishu", {.access_token = "hook"}, 100},
	    {"wecom", {.own_id = "bot", .link = "on"}, 30},
	};
	int64_t times[POSTS * 3], ids[POSTS * 3];

	(void)state;
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
		lanes_set_traits(&world, rows[r].name, platform_find(rows[r].name)->traits(&rows[r].channel), START);
		for (int i = 0; i < POSTS * 3; i++)
			say(rows[r].name, "the group", POST_URGENCY_plain);
		/* After a quiet while, when all it may send at once is there. */
		size_t count = leave_until(START + 10 * MS_MINUTE, START + 60 * MS_MINUTE, times, ids);
		assert_int_equal(count, POSTS * 3);
		for (size_t i = 0; i + rows[r].limit < count; i++)
			assert_true(times[i + rows[r].limit] - times[i] > MS_MINUTE + TRAVEL);
		/* And it is not slower than half of what it may be. */
		assert_true(times[count - 1] - times[0] < (int64_t)(count / rows[r].limit + 1) * 2 * MS_MINUTE);
		for (size_t i = 1; i < count; i++)
			assert_true(ids[i] > ids[i - 1]);
	}
}

/* A connection's limit is each conversation's: seventeen households are told at once, none of
 * them more than thirty times a minute. */
static void
test_conversations_have_a_pace_of_their_own(void **state)
{
	static int64_t times[17 * 40], ids[17 * 40];
	char chat[20];
	int64_t first = 0;

	(void)state;
	lanes_set_traits(&world, "link",
	    platform_find("wecom")->traits(&(struct channel){.own_id = "bot", .link = "on"}), START);
	for (int i = 0; i < 40; i++)
		for (int house = 0; house < 17; house++) {
			snprintf(chat, sizeof chat, "house %d", house);
			int64_t id = say("link", chat, POST_URGENCY_plain);
			first = first ? first : id;
		}
	size_t count = leave_until(START + MS_MINUTE, START + 10 * MS_MINUTE, times, ids);
	assert_int_equal(count, 17 * 40);
	assert_true(times[16] - times[0] < 2000);
	for (int house = 0; house < 17; house++) {
		int64_t mine[40];
		size_t n = 0;

		for (size_t i = 0; i < count; i++)
			if ((ids[i] - first) % 17 == house)
				mine[n++] = times[i];
		assert_int_equal(n, 40);
		assert_true(mine[30] - mine[0] > MS_MINUTE);
	}
}

static void
test_channels_do_not_wait_for_each_other(void **state)
{
	int64_t times[POSTS], ids[POSTS], again;

	(void)state;
	lanes_set_traits(&world, "slow", (struct channel_traits){.burst = 1, .per_minute = 1}, START);
	for (int i = 0; i < 5; i++)
		say("slow", "a", POST_URGENCY_plain);
	int64_t first = lanes_take(&world, START, &again)->id;
	settle(&(struct sent_result){.post = first, .class = SENT_OK}, START);
	int64_t quick = say("quick", "b", POST_URGENCY_plain);
	assert_int_equal(leave_until(START, START + 1, times, ids), 1);
	assert_int_equal(ids[0], quick);
}

static void
test_danger_leaves_first_of_all_chats(void **state)
{
	int64_t times[POSTS], ids[POSTS];

	(void)state;
	lanes_set_traits(&world, "slow", (struct channel_traits){.burst = 1, .per_minute = 1}, START);
	say("slow", "a", POST_URGENCY_plain);
	say("slow", "b", POST_URGENCY_plain);
	int64_t danger = say("slow", "c", POST_URGENCY_danger);
	assert_int_equal(leave_until(START, START + 5 * MS_MINUTE, times, ids), 3);
	assert_int_equal(ids[0], danger);
	assert_true(ids[1] < ids[2]);
}

static void
test_a_throttled_channel_is_left_in_peace(void **state)
{
	int64_t times[POSTS], ids[POSTS], again;

	(void)state;
	lanes_set_traits(&world, "robot", (struct channel_traits){.burst = 4, .per_minute = 16}, START);
	int64_t first = say("robot", "a", POST_URGENCY_plain);
	say("robot", "b", POST_URGENCY_plain);
	int64_t other = say("other", "c", POST_URGENCY_plain);
	assert_int_equal(lanes_take(&world, START, &again)->id, first);
	struct sent_result result = {.post = first};
	platform_settle(
	    platform_find("dingtalk"), &(struct client_result){.status = 429, .retry_after_s = 600}, &result);
	settle(&result, START);
	assert_int_equal(leave_until(START, START + 10 * MS_MINUTE - 1, times, ids), 1);
	assert_int_equal(ids[0], other);
	assert_int_equal(leave_until(START + 10 * MS_MINUTE, START + 12 * MS_MINUTE, times, ids), 2);
}

/* A list of 120 households in a group of a robot that takes 2048 bytes. */
static void
test_long_texts_leave_in_parts(void **state)
{
	struct buf whole = {0}, together = {0};
	struct turn turn;
	size_t parts = 0, buttons = 0;
	char mark[24];

	(void)state;
	struct channel_traits traits = platform_find("wecom")->traits(&(struct channel){.access_token = "key"});
	traits.no_buttons = false; /* where a part has some, it is the last */
	lanes_set_traits(&world, "robot", traits, START);
	turn_begin(&turn, &world, "test", START);
	const struct group *group = turn_put(
	    &turn, &kind_group, &(struct group){.name = "群", .channel = "robot", .chat_id = "g"});
	int64_t id = group->id;
	struct draft draft = {.mentions = {{.name = "甲三", .sender_id = ""}, {.name = "甲末", .sender_id = ""}},
	    .mention_count = 2,
	    .buttons = {{"接", "接 1"}},
	    .button_count = 1};
	for (int i = 0; i < 120; i++)
		buf_addf(&draft.text, "%s:第 %d 户,住 5 人,用餐 8 人\n",
		    i == 3         ? "@甲三"
		        : i == 119 ? "@甲末"
		        : i == 60  ? "甲三家旁"
		                   : "农家",
		    i);
	buf_adds(&whole, buf_text(&draft.text));
	assert_true(turn_post_group(&turn, id, &draft));
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	EACH (&world.store, post, post)
		parts++;
	assert_int_equal(parts, (whole.n + 2031) / 2032);
	size_t number = 0;
	EACH (&world.store, post, post) {
		const struct mention_item *mentions = post->mentions.items;

		assert_true(strlen(post->text) <= 2048 && text_valid(post->text, strlen(post->text)));
		snprintf(mark, sizeof mark, "(%zu/%zu)", ++number, parts);
		const char *at = strstr(post->text, mark);
		assert_non_null(at);
		assert_string_equal(at, mark);
		buf_add(&together, post->text, (size_t)(at - post->text));
		for (size_t i = 0; i < post->mentions.n; i++)
			assert_true(strcmp(mentions[i].name, number == 1 ? "甲三" : "甲末") == 0);
		assert_int_equal(post->mentions.n, number == 1 || number == parts);
		buttons += post->buttons.n;
		assert_int_equal(post->buttons.n, number == parts);
	}
	assert_int_equal(buttons, 1);
	assert_string_equal(buf_text(&together), buf_text(&whole));
	buf_free(&whole);
	buf_free(&together);
}

/* Two administrators on a channel that takes nothing: one hears, and that is all. */
static void
test_a_lost_message_is_told_once(void **state)
{
	struct turn turn;
	int64_t again, admins[2];
	size_t posts = 0, rounds = 0;
	const struct post *post;

	(void)state;
	turn_begin(&turn, &world, "test", START);
	for (int i = 0; i < 2; i++) {
		const struct person *person = turn_put(
		    &turn, &kind_person, &(struct person){.name = i ? "甲" : "乙"});
		admins[i] = person->id;
		turn_put(&turn, &kind_account,
		    &(struct account){.channel = "broken", .sender_id = i ? "a" : "b", .person = admins[i]});
		turn_put(&turn, &kind_role,
		    &(struct role){.person = admins[i], .role = ROLE_admin, .from = DAY_NONE, .to = DAY_NONE});
	}
	turn_put(&turn, &kind_post,
	    &(struct post){.channel = "broken", .chat = "g", .text = "x", .created_at = START});
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	for (int64_t now = START; rounds < 20 && now < START + 10 * MS_DAY; rounds++) {
		post = lanes_take(&world, now, &again);
		if (post)
			settle(&(struct sent_result){.post = post->id, .class = SENT_NEVER, .note = NOTE_refused}, now);
		else if (again == INT64_MAX)
			break;
		else
			now = again;
	}
	EACH (&world.store, post, told)
		posts++;
	assert_int_equal(posts, 2);
	assert_true(rounds < 20);
}

/* A post that waits for its channel's token goes back to its place, and nothing is counted
 * against it; others of the channel wait with it. */
static void
test_a_held_post_keeps_its_place(void **state)
{
	int64_t times[POSTS], ids[POSTS], again;

	(void)state;
	int64_t first = say("app", "a", POST_URGENCY_plain), second = say("app", "a", POST_URGENCY_plain),
	        other = say("other", "c", POST_URGENCY_plain);
	const struct post *post = lanes_take(&world, START, &again);
	assert_int_equal(post->id, first);
	lanes_hold(&world, post, START, START + 1000);
	assert_int_equal(leave_until(START, START + 999, times, ids), 1);
	assert_int_equal(ids[0], other);
	post = lanes_take(&world, START + 1000, &again);
	assert_int_equal(post->id, first);
	assert_int_equal(post->attempt, 0);
	lanes_hold(&world, post, START + 1000, START + 60000);
	lanes_open(&world, "app"); /* the token came */
	assert_int_equal(leave_until(START + 1001, START + 1001, times, ids), 2);
	assert_int_equal(ids[0], first);
	assert_int_equal(ids[1], second);
}

/* Three reminders held until the same time leave as one; what is settled for one of them does
 * not take the others' words away. */
static void
test_held_reminders_leave_together(void **state)
{
	int64_t again, first = 0;
	struct turn turn;

	(void)state;
	turn_begin(&turn, &world, "test", START);
	for (int i = 0; i < 3; i++) {
		const struct post *post = turn_put(&turn, &kind_post,
		    &(struct post){.channel = "c",
		        .chat = "g",
		        .text = i == 0 ? "一"
		            : i == 1   ? "二"
		                       : "三",
		        .unasked = 1,
		        .topic = 7 + i,
		        .created_at = START,
		        .due_at = START + MS_MINUTE});

		first = first ? first : post->id;
	}
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	turn_begin(&turn, &world, "merge", START);
	assert_false(outbox_merge(&turn)); /* not yet */
	turn_abort(&turn);
	turn_begin(&turn, &world, "merge", START + MS_MINUTE);
	assert_true(outbox_merge(&turn));
	struct batch *batch = turn_close(&turn, 0, NULL, 0);
	assert_null(lanes_take(&world, START + MS_MINUTE, &again)); /* not before it is durable */
	world_batch_done(&world, batch);
	turn_begin(&turn, &world, "test", START + MS_MINUTE);
	outbox_drop_reminders(&turn, 7);
	assert_false(outbox_withdraw(&turn, first, NOTE_undone));
	assert_null(turn_close(&turn, 0, NULL, 0));
	const struct post *whole = lanes_take(&world, START + MS_MINUTE, &again);
	assert_non_null(whole);
	assert_int_equal(whole->id, first);
	assert_string_equal(whole->text, "一\n\n二\n\n三");
	settle(&(struct sent_result){.post = first, .class = SENT_OK}, START + MS_MINUTE);
	assert_null(lanes_take(&world, START + 10 * MS_MINUTE, &again));
	assert_int_equal(again, INT64_MAX);
}

/* A platform says that it is too long after all: it leaves again in halves, until it is short. */
static void
test_too_long_leaves_shorter(void **state)
{
	struct turn turn;
	struct buf whole = {0}, together = {0};
	int64_t again;
	int refused = 0, taken = 0;

	(void)state;
	for (int i = 0; i < 60; i++)
		buf_addf(&whole, "第 %d 户,住 5 人\n", i);
	turn_begin(&turn, &world, "test", START);
	turn_put(&turn, &kind_post,
	    &(struct post){.channel = "c", .chat = "g", .text = buf_text(&whole), .created_at = START});
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	for (const struct post *post; (post = lanes_take(&world, START, &again)) != NULL;) {
		bool good = strlen(post->text) <= 500;
		char *text = mem_copy(post->text, strlen(post->text));

		refused += !good;
		taken += good;
		settle(
		    &(struct sent_result){
		        .post = post->id, .class = good ? SENT_OK : SENT_TOO_LONG, .note = NOTE_too_long},
		    START);
		for (char *line = good ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n"))
			if (*line != '(')
				buf_addf(&together, "%s\n", line);
		free(text);
		assert_true(refused + taken < 30);
	}
	assert_true(refused >= 2 && taken >= 3);
	assert_string_equal(buf_text(&together), buf_text(&whole)); /* every word once, in its order */
	/* A short one is not cut for ever: it is lost, and that is told. */
	turn_begin(&turn, &world, "test", START);
	const struct post *kept = turn_put(
	    &turn, &kind_post, &(struct post){.channel = "c", .chat = "g", .text = "短", .created_at = START});
	int64_t id = kept->id;
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	assert_int_equal(lanes_take(&world, START, &again)->id, id);
	settle(&(struct sent_result){.post = id, .class = SENT_TOO_LONG, .note = NOTE_too_long}, START);
	assert_int_equal(((const struct post *)store_find(&world.store, &kind_post, id))->state, POST_dead);
	buf_free(&whole);
	buf_free(&together);
}

/* Thirty notices to the group of a robot that may say twenty a minute: what waits becomes one
 * post; dangers, questions with buttons and what must be said once stay alone. */
static void
test_what_waits_for_its_channel_leaves_together(void **state)
{
	int64_t times[POSTS], ids[POSTS], again;
	struct turn turn;
	char text[20];

	(void)state;
	lanes_set_traits(&world, "robot", (struct channel_traits){.burst = 2, .per_minute = 6}, START);
	turn_begin(&turn, &world, "test", START);
	for (int i = 0; i < 12; i++) {
		snprintf(text, sizeof text, "第%d条", i);
		turn_put(&turn, &kind_post,
		    &(struct post){.channel = "robot",
		        .chat = "g",
		        .text = text,
		        .created_at = START,
		        .once = i == 3,
		        .urgency = i == 5 ? POST_URGENCY_guests : POST_URGENCY_plain});
	}
	struct batch *batch = turn_close(&turn, 0, NULL, 0);
	world_batch_done(&world, batch);
	turn_begin(&turn, &world, "merge", START);
	assert_false(outbox_merge(&turn)); /* there is a token: nobody waits */
	turn_abort(&turn);
	const struct post *first = lanes_take(&world, START, &again);
	assert_string_equal(first->text, "第5条"); /* today's guests overtake */
	settle(&(struct sent_result){.post = first->id, .class = SENT_OK}, START);
	turn_begin(&turn, &world, "merge", START);
	assert_true(outbox_merge(&turn));
	world_batch_done(&world, turn_close(&turn, 0, NULL, 0));
	const struct post *whole = NULL;
	EACH (&world.store, post, post)
		if (post->state == POST_queued && strstr(post->text, "第0条"))
			whole = post;
	assert_non_null(whole);
	assert_string_equal(whole->text,
	    "第0条\n\n第1条\n\n第2条\n\n第4条\n\n第6条\n\n第7条\n\n第8条\n\n第9条\n\n第10条\n\n第11条");
	assert_int_equal(leave_until(START, START + 5 * MS_MINUTE, times, ids), 2);
}

/* Where a text is cut: behind a line, a clause, else a character, never inside one. */
static void
test_text_is_cut_where_it_breathes(void **state)
{
	static const struct {
		const char *text;
		size_t room, part;
	} rows[] = {
	    {"短", 8, 3},
	    {"", 8, 0},
	    {"一二三四", 8, 6},
	    {"一二三四", 4, 3},
	    {"一二,三四五", 9, 7},
	    {"一二。三四五", 12, 9},
	    {"ab cd ef", 7, 6},
	    {"一二\n三四", 10, 7},
	    {"\n一二三四五", 10, 10},
	    {"😀😀", 7, 4},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(text_part(rows[i].text, rows[i].room), rows[i].part);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_no_minute_has_more, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_conversations_have_a_pace_of_their_own, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_channels_do_not_wait_for_each_other, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_danger_leaves_first_of_all_chats, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_long_texts_leave_in_parts, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_lost_message_is_told_once, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_a_held_post_keeps_its_place, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_held_reminders_leave_together, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_too_long_leaves_shorter, setup, teardown),
	    cmocka_unit_test_setup_teardown(test_what_waits_for_its_channel_leaves_together, setup, teardown),
	    cmocka_unit_test(test_text_is_cut_where_it_breathes),
	    cmocka_unit_test_setup_teardown(test_a_throttled_channel_is_left_in_peace, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
