/* 我是谁: what the bot takes me for. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/operator.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/roles.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf roles = {0};

	(void)call;
	if (turn->actor == NULL) {
		turn_say(turn, "stranger", WITH_NONE);
		return;
	}
	EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role)
		if (access_has(turn->world, turn->actor->id, ROLE_BIT(role->role), role->place, turn_today(turn)))
			buf_addf(&roles, "%s%s%s%s", roles.n ? (turn->language == EN ? ", " : "、") : "",
			    names_of(turn->world, &kind_place, role->place), turn->language == EN ? " " : "",
			    roles_word(turn, role->role));
	int64_t operator= access_operator(turn->world, turn->actor->id, 0);
	if (operator)
		buf_addf(&roles, "%s%s", roles.n ? (turn->language == EN ? ", " : "、") : "",
		    names_of(turn->world, &kind_operator, operator));
	if (roles.n)
		turn_say(turn, "you-are", WITH({"name", turn->actor->name}, {"roles", buf_text(&roles)}));
	else
		turn_say(turn, "you-are-plain", WITH({"name", turn->actor->name}));
	buf_free(&roles);
}

const struct command command_whoami = {
    .name = "whoami",
    .phrases = PHRASES("我是谁", "who am i", "whoami"),
    .help_zh = "我是谁:我认得你是谁",
    .help_en = "who am i: what I take you for",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .strangers = true,
    .examples = EXAMPLES("我是谁", "who am i"),
};
