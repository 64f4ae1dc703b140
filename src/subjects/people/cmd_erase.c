/* 抹去: a person is erased everywhere, at his own wish or by an administrator; asked once more. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "subjects/people/erasing.h"

static void
run(struct turn *turn, const struct call *call)
{
	int64_t person = call->args[0].id;
	const char *name = names_of(turn->world, &kind_person, person);
	struct answer_item answers[] = {
	    {"1|确认抹去|confirm", arena_printf(&turn->arena, "确认抹去 %lld", (long long)person)},
	};

	if (!turn->chat.private_chat)
		turn_say(turn, "my-data-private", WITH_NONE);
	else if (!erasing_may(turn, person))
		turn_say(turn, "office-not-yours", WITH({"place", name}));
	else if (erasing_holds(turn, person))
		turn_say(turn, "erase-holds",
		    WITH({"name", name}, {"count", turn_number(turn, erasing_holds(turn, person))}));
	else
		dialog_say(turn, "erase-ask", WITH({"name", name}), DIALOG_choice, 0, answers, 1,
		    turn->now + turn->world->policy.undo_min * MS_MINUTE);
}

const struct command command_erase = {
    .name = "erase",
    .phrases = PHRASES("抹去", "erase person"),
    .help_zh = "抹去 <姓名>:这里不再记着这个人(本人或管理员,不能撤销)",
    .help_en = "erase person <name>: nothing of him is kept any more (himself or an administrator; for good)",
    .right = RIGHT_any,
    .where = WHERE_told,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON},
    .run = run,
    .examples = EXAMPLES("抹去 张三", "erase person 张三"),
};
