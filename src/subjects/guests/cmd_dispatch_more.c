/* 另派客: guests besides those whose plan still waits for 确认. */
#include "reading/parse.h"

#include "subjects/guests/announcing.h"

static void
run(struct turn *turn, const struct call *call)
{
	guests_announce(turn, call, true);
}

const struct command command_dispatch_more = {
    .name = "dispatch_more",
    .phrases = PHRASES("另派客"),
    .help_zh = "另派客 <时间> <人数>:另一批还等确认时",
    .help_en = "另派客 <time> <guests>",
    .right = RIGHT_administer,
    .where = WHERE_group,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("另派客 明天晚上 30人"),
};
