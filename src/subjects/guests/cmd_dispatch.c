/* 派客: an administrator announces guests, with the phrase or in his own words. Reads
 * back what was understood with everybody's number; nothing is published before 确认. What is
 * missing is asked, and the answer completes what was said. */
#include "reading/parse.h"

#include "subjects/guests/announcing.h"

static void
run(struct turn *turn, const struct call *call)
{
	guests_announce(turn, call, false);
}

const struct command command_dispatch = {
    .name = "dispatch",
    .topic = TOPIC_guests,
    .phrases = PHRASES("派客", "分客", "allocate guests", "allocate", "dispatch guests"),
    .help_zh = "派客 <时间> <人数、桌数或几家几人>:按份额分给各家,确认后发布",
    .help_en = "allocate <time> <guests, tables or families>: divides them, published after confirm",
    .right = RIGHT_administer,
    .where = WHERE_group,
    .hear = HEAR_CERTAIN,
    .args = {ARG_REST},
    .run = run,
    .time_first = true,
    .examples = EXAMPLES("派客 150人 明天中午", "allocate 150 guests tomorrow noon",
        "派客 周六中午5家:4人、3人、2人(吃素)、6人要一楼、8人"),
};
