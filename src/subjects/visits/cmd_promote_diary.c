/* 日记转问题: a note of the diary becomes an issue. */
#include "reading/parse.h"

#include <string.h>

#include "records/diary.h"
#include "records/kinds.h"
#include "subjects/issues/issues.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct diary *page = turn_find(turn, diary, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (!visits_private(turn))
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
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .examples = EXAMPLES("日记转问题 1", "diary to issue 1"),
};
