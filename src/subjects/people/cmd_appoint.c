/* 任命: a role from a day on. A village has one stationed cadre. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/offices.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct office office;

	if (!offices_read(turn, call, &office))
		return;
	if (offices_holder(turn, &office, office.person)) {
		offices_say(turn, "office-already", &office, 0);
		return;
	}
	const struct role *before = office.role == ROLE_cadre || office.role == ROLE_village_secretary ||
	        office.role == ROLE_first_secretary
	    ? offices_holder(turn, &office, 0)
	    : NULL;
	int64_t other = before ? before->person : 0;
	if (before) /* one at a time: the one before ends the day before */
		offices_end(turn, before, office.from - 1);
	turn_put(turn, &kind_role,
	    &(struct role){.person = office.person,
	        .role = office.role,
	        .place = office.place,
	        .from = office.from,
	        .to = office.to});
	offices_say(turn,
	    other                       ? "office-replaced"
	        : office.to == DAY_NONE ? "office-given"
	                                : "office-given-until",
	    &office, other);
}

const struct command command_appoint = {
    .name = "appoint",
    .topic = TOPIC_households,
    .phrases = PHRASES("任命", "appoint"),
    .help_zh = "任命 <姓名> <角色> <地方> [从X到X]:一村一名包村干部,换人时原来的到前一天为止",
    .help_en = "appoint <name> <role> <place> [from X until X]: one stationed cadre a village",
    .right = RIGHT_administer,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_REST},
    .run = run,
    .examples = EXAMPLES("任命 王大海 包村干部 安科村", "appoint 王大海 cadre 安科村"),
};
