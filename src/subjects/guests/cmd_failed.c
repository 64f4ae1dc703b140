/* 失约: an administrator says that a household took guests and did not do it. */
#include "reading/parse.h"

#include "language/count.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	int64_t lines[GUEST_LINES_MAX], operator= call->args[0].id;
	const struct line *line = guests_line(turn, operator, - 1, 0);
	size_t count = 0;
	int64_t arrival = line ? line->arrival : 0;

	for (; line && count < GUEST_LINES_MAX; line = guests_line(turn, operator, - 1, line->id))
		if (line->arrival == arrival && line->state != LINE_offered)
			lines[count++] = line->id;
	if (count)
		guests_give_up(turn, arrival, lines, count, LINE_failed, call->args[1].text);
	else
		turn_say(turn, "failed-nothing", WITH_NONE);
}

const struct command command_failed = {
    .name = "failed",
    .topic = TOPIC_guests,
    .phrases = PHRASES("失约", "failed"),
    .help_zh = "失约 <经营户> [原因]:接了没做到,改给别家,加倍记账",
    .help_en = "failed <household> [reason]: accepted and did not do it",
    .right = RIGHT_administer,
    .where = WHERE_said,
    .hear = HEAR_CERTAIN,
    .args = {ARG_OPERATOR, ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("失约 陈家 没人在", "failed 陈家: nobody there"),
};
