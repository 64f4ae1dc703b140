/* A picture: goes to the issue named, else to the one its sender reported a moment ago. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/kinds.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

#define MOMENT_MIN 30
#define PICTURES_BYTES 3000

static void
run(struct turn *turn, const struct call *call)
{
	const char *media = turn->message ? turn->message->media : NULL;
	const struct issue *open = call->args[0].given ? turn_find(turn, issue, call->args[0].number) : NULL;

	if (!call->args[0].given)
		EACH_BY (&turn->world->store, issue, reporter, store_key_int(turn->actor->id), issue)
			if (issue->reported_at >= turn->now - MOMENT_MIN * MS_MINUTE && issues_open(issue))
				open = issue;
	if (media == NULL || open == NULL || !issues_may_read(turn, open, turn->actor->id)) {
		turn_say(turn, "media-only", WITH_NONE);
		return;
	}
	struct issue issue = *open;
	issue.pictures = text_empty(open->pictures) ? media
	                                            : arena_printf(&turn->arena, "%s;%s", open->pictures, media);
	if (strlen(issue.pictures) > PICTURES_BYTES) {
		turn_say(turn, "media-many", WITH({"n", turn_number(turn, open->id)}));
		return;
	}
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "picture", kept->state, media);
	turn_say(turn, "media-kept", WITH({"n", turn_number(turn, kept->id)}));
}

const struct command command_attach_picture = {
    .name = "attach_picture",
    .topic = TOPIC_issues,
    .phrases = PHRASES("照片", "photo"),
    .help_zh = "[图片] 照片 [编号]:照片记到这件事上;刚报的事直接发图就行",
    .help_en =
        "[picture] photo [number]: kept with the issue; right after a report the picture alone will do",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("照片 1", "photo 1"),
};
