/* 代班: whatever comes to the one goes to the other until a day. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"

/* 代班 王大海 陈王芬 到12月1日: whatever comes to the one goes to the other until then. */
static void
run(struct turn *turn, const struct call *call)
{
	int64_t who = call->args[0].id, whom = call->args[1].id;
	int32_t to = call->args[2].given ? call->args[2].day : DAY_NONE, today = turn_today(turn);
	struct role stand[8];
	size_t count = 0;

	if (who == whom || to == DAY_NONE || to < today) {
		turn_say(turn, "stand-in-how", WITH_NONE);
		return;
	}
	EACH_BY (&turn->world->store, role, person, store_key_int(whom), role)
		if (count < sizeof stand / sizeof *stand && role->stand_in_for == 0 &&
		    (ROLE_BIT(role->role) & VISITORS) && role->role != ROLE_admin &&
		    access_has(turn->world, whom, ROLE_BIT(role->role), role->place, today))
			stand[count++] = (struct role){.person = who,
			    .role = role->role,
			    .place = role->place,
			    .from = today,
			    .to = to,
			    .stand_in_for = whom};
	if (count == 0) {
		turn_say(turn, "stand-in-none", WITH({"name", names_of(turn->world, &kind_person, whom)}));
		return;
	}
	if (whom != turn->actor->id && !access_has(turn->world, turn->actor->id, ADMINS, stand[0].place, today)) {
		turn_say(
		    turn, "office-not-yours", WITH({"place", names_of(turn->world, &kind_place, stand[0].place)}));
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (!access_of_county(turn->world, who, stand[i].place, today)) {
			turn_say(turn, "stand-in-other-county", WITH({"name", names_of(turn->world, &kind_person, who)}));
			return;
		}
	for (size_t i = 0; i < count; i++)
		turn_put(turn, &kind_role, &stand[i]);
	turn_say(turn, "stand-in",
	    WITH({"name", names_of(turn->world, &kind_person, who)},
	        {"whom", names_of(turn->world, &kind_person, whom)}, {"to", turn_day(turn, to)}));
	struct draft draft = turn_draft(turn, "stand-in-told",
	    WITH({"whom", names_of(turn->world, &kind_person, whom)}, {"to", turn_day(turn, to)}));
	turn_post_person(turn, who, &draft);
}

const struct command command_stand_in = {
    .name = "stand_in",
    .topic = TOPIC_households,
    .phrases = PHRASES("代班", "stand in"),
    .help_zh = "代班 <代的人> <被代的人> <到哪天>:这几天他的事由他代",
    .help_en = "stand in <who> <for whom> <until>: what comes to one goes to the other until then",
    .right = RIGHT_serve,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_PERSON, ARG_DAY_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("代班 陈王芬 裘才强 12月1日", "stand in 陈王芬 裘才强 2026-12-01"),
};
