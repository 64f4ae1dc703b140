/* 日记: a cadre keeps a note for himself. */
#include "reading/parse.h"

#include "records/diary.h"
#include "records/kinds.h"
#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
{
	if (!visits_private(turn))
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
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("日记 赵五今天松口了,明天再去一趟", "diary Zhao was softer today"),
};
