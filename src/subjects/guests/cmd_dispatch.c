/* 派客: an administrator announces guests, with the phrase or in his own words. Reads
 * back what was understood with everybody's number; nothing is published before 确认. */
#include "subjects/commands.h"

#include "base/digest.h"
#include "base/rng.h"
#include "records/group.h"
#include "records/place.h"
#include "subjects/guests/announce.h"
#include "subjects/guests/guests.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct announcement announcement;
	const struct group *group = turn->group;
	int64_t village = guests_village(turn);
	uint8_t draw[32];

	if (group == NULL) /* said in private: it is meant for the operators' group he administers */
		EACH (&turn->world->store, group, one)
			if (one->purpose == PURPOSE_operators && place_inside(turn->world, one->place, village))
				group = one;
	if (group == NULL || village == 0 ||
	    !access_has(turn->world, turn->actor->id, ADMINS, village, turn_today(turn))) {
		turn_say(turn, village ? "needs-admin" : "guests-no-operators", WITH({"command", "派客"}));
		return;
	}
	if (!announce_read(turn, &call->text, call->start, &announcement))
		return;
	struct arrival *arrival = &announcement.arrival;
	arrival->group = group->id;
	arrival->village = village;
	arrival->by = turn->actor->id;
	arrival->privately = turn->chat.private_chat;
	arrival->state = ARRIVAL_planned;
	/* Ties of this arrival go by a draw of its own: nobody is always the second. */
	rng_bytes(&turn->world->rng, draw, sizeof draw);
	char hex[2 * sizeof draw + 1];
	digest_hex(draw, sizeof draw, hex);
	arrival->draw = hex;
	const struct arrival *kept = turn_put(turn, &kind_arrival, arrival);
	for (size_t i = 0; i < announcement.count; i++) {
		announcement.parties[i].arrival = kept->id;
		turn_put(turn, &kind_party, &announcement.parties[i]);
	}
	guests_divide(turn, kept, NULL);
}

const struct command command_dispatch = {
    .name = "dispatch",
    .topic = TOPIC_guests,
    .phrases = PHRASES("派客", "分客", "allocate guests", "allocate", "dispatch guests"),
    .help_zh = "派客 <时间> <人数、桌数或几家几人>:按份额分给各家,确认后发布",
    .help_en = "allocate <time> <guests, tables or families>: divides them, published after confirm",
    .needs = ADMINS,
    .hear = HEAR_CERTAIN,
    .args = {ARG_REST},
    .run = run,
    .time_first = true,
    .examples = EXAMPLES("派客 150人 明天中午", "allocate 150 guests tomorrow noon",
        "派客 周六中午5家:4人、3人、2人(吃素)、6人要一楼、8人"),
};
