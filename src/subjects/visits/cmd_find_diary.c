/* 找日记: looks through one's own diary. */
#include "reading/parse.h"

#include <string.h>

#include "records/diary.h"
#include "subjects/visits/visits.h"

#define SHOWN 5

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
run(struct turn *turn, const struct call *call)
{
	const char *word = call->args[0].text ? call->args[0].text : "";
	const struct diary *found[SHOWN];
	struct buf lines = {0};
	size_t count = 0;
	int64_t all = 0;

	if (!visits_private(turn))
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
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("找日记 赵五", "find diary Zhao"),
};
