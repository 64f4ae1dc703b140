/* 改派客: another number, time or diet for guests that are announced: those that wait for their
 * confirmation, or those that are published. 改派客 says which by number; 改成, 推迟到 mean the
 * only ones there are. */
#include "subjects/commands.h"

#include "records/kinds.h"
#include "subjects/guests/guest_change.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct arrival *arrival = turn_find(turn, arrival, call->args[0].number);
	size_t from = call->args[1].from;
	struct guest_change change = guest_change_read(turn, &call->text, from);

	if (!change.any) { /* 改派客 1 160人 */
		struct glyphs text = text_glyphs(
		    &turn->arena, arena_printf(&turn->arena, "改成 %s", call->text.clean + call->text.at[from]));

		change = guest_change_read(turn, &text, 0);
	}
	if (arrival == NULL || (arrival->state != ARRIVAL_planned && arrival->state != ARRIVAL_posted)) {
		turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	if (!access_has(turn->world, turn->actor->id, ADMINS, arrival->village, turn_today(turn))) {
		turn_say(turn, "needs-admin", WITH({"command", "改派客"}));
		return;
	}
	guest_change_apply(turn, arrival, &change);
}

const struct command command_change_dispatch = {
    .name = "change_dispatch",
    .phrases = PHRASES("改派客"),
    .help_zh = "改派客 <编号> <人数或时间>",
    .help_en = "改派客 <number> <guests or time>",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("改派客 1 160人"),
};

/* 改成160人 in the operators' group: only about guests that are announced there. */
static bool
is_open(const struct turn *turn, const struct call *call)
{
	struct guest_change change = guest_change_read(turn, &call->text, call->start);
	bool several;

	return change.any && (guest_change_of(turn, &change, &several) != NULL || several);
}

static void
run_adjust(struct turn *turn, const struct call *call)
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
    .needs = ADMINS,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST},
    .run = run_adjust,
    .examples = EXAMPLES("改成160人", "change to 160 guests", "推迟到1点"),
};
