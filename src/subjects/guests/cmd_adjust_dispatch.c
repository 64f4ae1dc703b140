/* 改成, 推迟到: another number or time for the only guests that are announced here, whether they
 * wait for 确认 or are published. */
#include "reading/parse.h"

#include "subjects/guests/guest_change.h"

/* 改成160人 in the operators' group: only about guests that are announced there. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	struct guest_change change = guest_change_read(turn, &call->text, call->start);
	bool several;

	return change.any && (guest_change_of(turn, &change, &several) != NULL || several);
}

static void
run(struct turn *turn, const struct call *call)
{
	struct guest_change change = guest_change_read(turn, &call->text, call->start);
	bool several = false;
	const struct arrival *arrival = guest_change_of(turn, &change, &several);

	if (several)
		guest_change_which(turn, &change, &call->text, call->start);
	else if (arrival == NULL)
		turn_say(turn, "guests-not-open", WITH_NONE);
	else
		guest_change_apply(turn, arrival, &change);
}

const struct command command_adjust_dispatch = {
    .name = "adjust_dispatch",
    .topic = TOPIC_guests,
    .phrases = PHRASES("改成", "改为", "推迟到", "提前到", "change to"),
    .help_zh = "改成 <人数或时间>:改等确认的或已发布的派客;也可以说 加10人、减2桌、素食10人",
    .help_en = "change to <guests or time>: changes guests that are announced",
    .right = RIGHT_administer,
    .where = WHERE_group,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("改成160人", "change to 160 guests", "推迟到1点"),
};
