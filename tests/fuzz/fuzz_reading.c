/* Reaches all of language and reading: what is said is read by every part that reads (undress, when,
 * count, announcing, changing, offer_answer, polarity, choice, label), each answer being held to its
 * bounds; then it is said, by somebody whom something waits for, in a world where plans, offers,
 * reports, receipts and a slip stand, so that answers, spans, scorer and decide see it, too. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/civil.h"
#include "base/text.h"
#include "demo_world.h"
#include "language/announcing.h"
#include "language/changing.h"
#include "language/choice.h"
#include "language/count.h"
#include "language/label.h"
#include "language/offer_answer.h"
#include "language/polarity.h"
#include "language/undress.h"
#include "language/when.h"
#include "reading/step.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/wakes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define TODAY civil_day(2026, 11, 9)
#define GROUP "安科农家乐群"

static void
say(struct turn *turn, struct world *world, const char *who, bool private_chat, int minute, const char *text)
{
	turn_begin(turn, world, "message", zone_instant(TODAY, minute, 480));
	/* The turn refers to its message until it is closed. */
	struct message *message = arena_alloc(&turn->arena, sizeof *message);
	*message = (struct message){.channel = "console",
	    .event_id = "e",
	    .private_chat = private_chat,
	    .chat_id = private_chat ? "" : GROUP,
	    .sender_id = who,
	    .sender_name = who,
	    .text = text};
	step_message(turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, message);
}

/* Something of each kind waits for somebody. */
static struct world *
standing_world(void)
{
	static const struct {
		const char *who;
		bool private_chat;
		const char *text;
	} before[] = {
	    {"胡文学", true, "上报 泵站的水泵坏了,半个村浇不上水"},
	    {"何书记", true, "1"},
	    {"何书记", true, "核实 1 电机烧了"},
	    {"何书记", true, "抄告 1 水务局 5个工作日 请换水泵"},
	    {"胡文学", true, "上报 晒场的灯坏了"},
	    {"胡文学", true, "上报 东头水沟不通了"},
	    {"张三", true, "上报 桥栏杆松了"},
	    {"何书记", true, "受理 2"},
	    {"何书记", true, "受理 3"},
	    {"何书记", true, "办结 2 换了灯泡"},
	    {"何书记", true, "办结 3 通了"},
	    {"何书记", true, "走访 张四家 平安"},
	    {"毛小燕", true, "提醒我 明天下午3点 开会"},
	    {"裘才强", false, "后天中午有150个客人过来"},
	    {"裘才强", false, "确认"},
	    {"李家", false, "接"},
	    {"裘才强", false, "11月13日中午有80个客人"},
	    {"裘才强", true, "广播 安科群 明早八点停水两小时"},
	};
	static bool made;
	struct world *world = demo_world();

	if (made)
		return world;
	made = true;
	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		struct turn turn;

		say(&turn, world, before[i].who, before[i].private_chat, 540, before[i].text);
		world_batch_done(world, turn_close(&turn, 200, NULL, 0));
	}
	return world;
}

static void
read_words(struct arena *arena, const struct glyphs *text, int minute)
{
	uint8_t *dress = arena_alloc(arena, text->n + 1);
	struct announced *said = arena_alloc(arena, sizeof *said);
	struct count *counts = arena_alloc(arena, ANNOUNCED_COUNTS * sizeof *counts);
	size_t used, begin = undress_begin(text->cp, text->n);

	undress(text->cp, text->n, dress);
	require(begin <= text->n && undress_quote(text->cp, text->n) <= text->n);
	(void)undress_broken(text->cp, text->n);
	(void)undress_foreign(text->cp, text->n);
	(void)polarity_begins(text->cp, text->n, &used);
	require(used <= text->n);
	/* Who says yes or no says nothing else. */
	if (polarity_of(text->cp, text->n) != POLARITY_none)
		require(choice_said(text->cp, text->n) == 0);
	(void)polarity_received(text->cp, text->n);
	for (size_t at = 0; at < text->n; at++) {
		struct when when;

		used = when_read_as(text->cp + at, text->n - at, TODAY, minute, WHEN_ALL, &when);
		require(used <= text->n - at);
		if (used)
			(void)when_words(arena, &when, TODAY, minute);
		require(label_noun(text->cp, text->n, at) <= text->n - at);
	}
	size_t count = count_said(text->cp, text->n, 0, TODAY, minute, counts, ANNOUNCED_COUNTS);
	require(count <= ANNOUNCED_COUNTS);
	for (size_t i = 0; i < count; i++)
		require(counts[i].from < counts[i].to && counts[i].to <= text->n && counts[i].lo <= counts[i].hi);
	announce_understand(text->cp, text->n, 0,
	    &(struct announced_now){.today = TODAY, .minute = minute, .table_heads = 10}, said);
	require(said->count <= ANNOUNCED_MEALS && said->about_to <= text->n);
	(void)change_understand(text->cp, text->n, 0, TODAY, minute);
	struct offer_answer answer = offer_answer_understand(text->cp, text->n, 0, TODAY, minute);
	require(answer.from <= answer.to && answer.to <= text->n && answer.lo <= answer.hi);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const people[] = {
	    "何书记", "裘才强", "胡文学", "陈家", "徐镇长", "毛小燕", "李家", "nobody"};
	struct world *world = standing_world();
	struct arena arena = {0};
	struct turn turn;

	if (n < 2 || n > 6000 || !text_valid((const char *)data + 2, n - 2))
		return 0;
	const char *words = arena_text(&arena, (const char *)data + 2, n - 2), *who = people[data[0] & 7];
	bool private_chat = data[0] & 8, addressed = data[0] & 16;
	int minute = 541 + data[1];
	struct glyphs text = text_glyphs(&arena, words);

	if (text.n < 400) /* the parts are read from each position */
		read_words(&arena, &text, minute);
	say(&turn, world, who, private_chat, minute, addressed ? arena_printf(&arena, "@连心 %s", words) : words);
	/* The words may address the bot themselves, in letters of any width. */
	addressed |= strstr(text.clean, "@") != NULL || strstr(words, "＠") != NULL;
	if (strcmp(who, "nobody") == 0 && !private_chat && !addressed)
		require(turn.change_count == 0 && turn.reply_count == 0);
	turn_abort(&turn);
	arena_clear(&arena);
	return 0;
}
