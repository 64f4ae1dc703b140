/* 公开答问: an answer may be quoted to whoever asks the same. */
#include "reading/parse.h"

#include "records/inquiry.h"
#include "records/kinds.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct inquiry *old = turn_find(turn, inquiry, call->args[0].number);

	if (old == NULL || old->answer == NULL || old->person != turn->actor->id) {
		turn_say(turn, "inquiry-none", WITH({"n", turn_number(turn, call->args[0].number)}));
		return;
	}
	struct inquiry inquiry = *old;
	inquiry.shared = 1;
	turn_put(turn, &kind_inquiry, &inquiry);
	turn_say(turn, "inquiry-shared", WITH_NONE);
}

const struct command command_share_inquiry = {
    .name = "share_inquiry",
    .topic = TOPIC_self,
    .phrases = PHRASES("公开答问", "share answer"),
    .help_zh = "公开答问 <编号>:别人问同样的也这样答",
    .help_en = "share answer <number>: others who ask the same are told, too",
    .right = RIGHT_serve,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("公开答问 1", "share answer 1"),
};
