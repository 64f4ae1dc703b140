/* 日记, 找日记, 日记转问题: what somebody writes for himself. Nobody else ever reads it; one
 * page can become an issue. In private alone. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/diary.h"
#include "records/kinds.h"
#include "subjects/issues/issues.h"

#define SHOWN 5

static bool
in_private(struct turn *turn)
{
	if (!turn->chat.private_chat)
		turn_say(turn, "diary-private", WITH_NONE);
	return turn->chat.private_chat;
}

static void
run_write(struct turn *turn, const struct call *call)
{
	if (!in_private(turn))
		return;
	const struct diary *kept = turn_put(turn, &kind_diary,
	    &(struct diary){.by = turn->actor->id, .at = turn->now, .text = call->args[0].text});
	turn_say(turn, "diary-kept", WITH({"n", turn_number(turn, kept->id)}));
}

const struct command command_diary = {
    .name = "diary",
    .topic = TOPIC_visits,
    .phrases = PHRASES("日记", "diary"),
    .help_zh = "日记 <写什么>:只给自己看的民情日记",
    .help_en = "diary <text>: for yourself alone",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run_write,
    .examples = EXAMPLES("日记 赵五今天松口了,明天再去一趟", "diary Zhao was softer today"),
};

/* The word anywhere in the page, in either script and any case. */
static bool
holds(struct turn *turn, const struct diary *page, const char *word)
{
	struct glyphs text = text_glyphs(&turn->arena, page->text), want = text_glyphs(&turn->arena, word);

	for (size_t at = 0; want.n && at + want.n <= text.n; at++)
		if (memcmp(text.cp + at, want.cp, want.n * sizeof *want.cp) == 0)
			return true;
	return want.n == 0;
}

static void
run_find(struct turn *turn, const struct call *call)
{
	const char *word = call->args[0].text ? call->args[0].text : "";
	const struct diary *found[SHOWN];
	struct buf lines = {0};
	size_t count = 0;
	int64_t all = 0;

	if (!in_private(turn))
		return;
	EACH_BY (&turn->world->store, diary, by, store_key_int(turn->actor->id), page) {
		if (!holds(turn, page, word))
			continue;
		all++;
		if (count == SHOWN)
			memmove(found, found + 1, (--count) * sizeof *found);
		found[count++] = page;
	}
	while (count-- > 0)
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, found[count]->issue ? "diary-line-issue" : "diary-line",
		        WITH({"n", turn_number(turn, found[count]->id)},
		            {"day", turn_day(turn, zone_day(found[count]->at, (int)turn->world->policy.zone_min))},
		            {"text", found[count]->text}, {"issue", turn_number(turn, found[count]->issue)})));
	turn_say(turn, all ? "diary-found" : "diary-none",
	    WITH({"count", turn_number(turn, all)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_find_diary = {
    .name = "find_diary",
    .topic = TOPIC_visits,
    .phrases = PHRASES("找日记", "查日记", "我的日记", "find diary"),
    .help_zh = "找日记 [词]:翻自己的日记",
    .help_en = "find diary [word]: your own pages",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run_find,
    .examples = EXAMPLES("找日记 赵五", "find diary Zhao"),
};

static void
run_promote(struct turn *turn, const struct call *call)
{
	const struct diary *page = turn_find(turn, diary, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (!in_private(turn))
		return;
	if (page == NULL || page->by != turn->actor->id) {
		turn_say(turn, "diary-not-there", WITH({"n", n}));
		return;
	}
	if (page->issue) {
		turn_say(turn, "diary-is-issue", WITH({"n", n}, {"issue", turn_number(turn, page->issue)}));
		return;
	}
	struct diary promoted = *page;
	struct glyphs glyphs = text_glyphs(&turn->arena, page->text);
	promoted.issue =
	    issues_report(turn, &glyphs, arena_text(&turn->arena, page->text, strlen(page->text)))->id;
	turn_put(turn, &kind_diary, &promoted);
}

const struct command command_promote_diary = {
    .name = "promote_diary",
    .topic = TOPIC_visits,
    .phrases = PHRASES("日记转问题", "diary to issue"),
    .help_zh = "日记转问题 <第几篇>:这一篇立成问题",
    .help_en = "diary to issue <page>: makes an issue of it",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_promote,
    .examples = EXAMPLES("日记转问题 1", "diary to issue 1"),
};
