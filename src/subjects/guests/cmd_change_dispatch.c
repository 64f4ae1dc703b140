/* 改派客: another number, time or diet for the announced guests with this number. */
#include "reading/parse.h"

#include "subjects/guests/guest_change.h"

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
		turn_say(turn, "needs-admin", WITH({"command", turn->language == EN ? "change to" : "改派客"}));
		return;
	}
	guest_change_apply(turn, arrival, &change);
}

const struct command command_change_dispatch = {
    .name = "change_dispatch",
    .phrases = PHRASES("改派客"),
    .help_zh = "改派客 <编号> <人数或时间>",
    .help_en = "改派客 <number> <guests or time>",
    .right = RIGHT_administer,
    .where = WHERE_arrival,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_REST},
    .run = run,
    .hidden = true,
    .examples = EXAMPLES("改派客 1 160人"),
};
