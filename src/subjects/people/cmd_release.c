/* 免去: a role ends. */
#include "reading/parse.h"

#include "records/role.h"
#include "subjects/people/offices.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct office office;

	if (!offices_read(turn, call, &office))
		return;
	const struct role *role = offices_holder(turn, &office, office.person);
	if (role == NULL) {
		offices_say(turn, "office-none", &office, 0);
		return;
	}
	offices_end(turn, role, turn_today(turn) - 1);
	offices_say(turn, "office-ended", &office, 0);
}

const struct command command_release = {
    .name = "release",
    .topic = TOPIC_households,
    .phrases = PHRASES("免去", "release"),
    .help_zh = "免去 <姓名> <角色> <地方>:从今天起不再是",
    .help_en = "release <name> <role> <place>: from today on no more",
    .right = RIGHT_administer,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_REST},
    .run = run,
    .examples = EXAMPLES("免去 陈王芬 包村干部 安科村", "release 陈王芬 cadre 安科村"),
};
