/* 重印: boards and cards whose words are others now. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "subjects/people/prints.h"

#define REPRINT_SHOWN 20

/* Is the person in office where the actor is administrator? */
static bool
administers(const struct turn *turn, int64_t person)
{
	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (role->place && may(turn->world, turn->actor->id, RIGHT_administer, role->place, turn_today(turn)))
			return true;
	return false;
}

/* Boards and cards whose words are others now: a name, an office or a phone has changed. */
static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	int64_t count = 0;

	(void)call;
	EACH (&turn->world->store, household, household)
		if (household->printed && household->status != HOUSEHOLD_moved &&
		    household->status != HOUSEHOLD_empty &&
		    access_has(turn->world, turn->actor->id, VISITORS, household->village, turn_today(turn)) &&
		    prints_mark(prints_board(turn, household)) != household->printed && ++count <= REPRINT_SHOWN)
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "reprint-board",
			        WITH({"household", household->name},
			            {"village", names_of(turn->world, &kind_place, household->village)})));
	EACH (&turn->world->store, person, person)
		if (person->printed && (person->id == turn->actor->id || administers(turn, person->id)) &&
		    prints_mark(prints_card(turn, person)) != person->printed && ++count <= REPRINT_SHOWN)
			buf_addf(&lines, "\n%s", turn_phrase(turn, "reprint-card", WITH({"name", person->name})));
	turn_say(turn, count ? "reprint" : "reprint-none",
	    WITH({"count", turn_number(turn, count)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_reprint = {
    .name = "reprint",
    .topic = TOPIC_visits,
    .phrases = PHRASES("重印", "要重印的", "reprint"),
    .help_zh = "重印:人、职务或电话变了,哪些公示牌和连心卡要换",
    .help_en = "reprint: boards and cards that are out of date",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("重印", "reprint"),
};
