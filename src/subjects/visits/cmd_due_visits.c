/* 待访: the households that are due for a visit. */
#include "reading/parse.h"

#include "subjects/visits/visits.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf names = {0}, never = {0}, concerns = {0};
	size_t due = visits_due(turn, turn->actor->id, &names, turn->chat.private_chat ? &concerns : NULL),
	       count = 0;

	(void)call;
	/* Those never seen come first to mind: the same easy houses are not suggested again. */
	EACH_BY (&turn->world->store, household, contact_cadre, store_key_int(turn->actor->id), household)
		if (household->status == HOUSEHOLD_active && visits_last(turn, household->id) == NULL && ++count <= 6)
			buf_addf(&never, "%s%s", never.n ? (turn->language == EN ? ", " : "、") : "", household->name);
	if (due == 0 && count == 0)
		turn_say(turn, "due-none", WITH_NONE);
	else
		turn_say(turn,
		    !turn->chat.private_chat ? "due-group" /* who is due how often tells what class he is of */
		        : due && count       ? "due-both"
		        : due                ? "due-due"
		                             : "due-never",
		    WITH({"due", turn_number(turn, (int64_t)due)}, {"names", buf_text(&names)},
		        {"concerns", buf_text(&concerns)}, {"never", turn_number(turn, (int64_t)count)},
		        {"new", buf_text(&never)}));
	buf_free(&names);
	buf_free(&never);
	buf_free(&concerns);
}

const struct command command_due_visits = {
    .name = "due_visits",
    .topic = TOPIC_visits,
    .phrases = PHRASES("待访", "due visits"),
    .help_zh = "待访:我该去哪几户",
    .help_en = "due visits: where I should go next",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("待访", "due visits"),
};
