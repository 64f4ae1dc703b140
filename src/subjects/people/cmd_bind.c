/* 绑定: a sender id becomes a person by a one-time code; also the first administrator. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/account.h"
#include "records/code.h"
#include "records/kinds.h"
#include "records/role.h"
#include "subjects/people/codes.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct code *code = codes_find(turn, call->args[0].text);
	const struct message *message = turn->message;

	if (code == NULL || code->purpose == CODE_group || code->purpose == CODE_page) {
		turn_say(turn, "code-wrong", WITH_NONE);
		return;
	}
	if (turn->actor && (code->target == 0 || code->target == turn->actor->id) &&
	    code->purpose == CODE_person) {
		turn_say(turn, "bound-already", WITH({"name", turn->actor->name}));
		return;
	}
	int64_t person = code->target ? code->target : turn->actor ? turn->actor->id : 0;
	if (person == 0) {
		struct person new = {.name = text_empty(message->sender_name)
		        ? message->sender_id
		        : text_clean(&turn->arena, message->sender_name)};

		person = ((const struct person *)turn_put(turn, &kind_person, &new))->id;
	}
	if (code->purpose == CODE_admin && !access_has(turn->world, person, ADMINS, 0, turn_today(turn))) {
		struct role role = {.person = person, .role = ROLE_admin, .from = turn_today(turn), .to = DAY_NONE};

		turn_put(turn, &kind_role, &role);
	}
	/* One sender id is one person: an older binding gives way to the newer code. */
	EACH_BY (&turn->world->store, account, sender_id, store_key_text(message->sender_id), old)
		if (strcmp(old->sender_id, message->sender_id) == 0 && strcmp(old->channel, message->channel) == 0)
			turn_remove(turn, &kind_account, old->id);
	struct account account = {.channel = message->channel, .sender_id = message->sender_id, .person = person};
	turn_put(turn, &kind_account, &account);
	codes_use(turn, code);
	turn_say(turn, code->purpose == CODE_admin ? "bound-admin" : "bound",
	    WITH({"name", names_of(turn->world, &kind_person, person)}));
}

const struct command command_bind = {
    .name = "bind",
    .phrases = PHRASES("绑定", "bind"),
    .help_zh = "绑定 <一次性码>:让我认识你",
    .help_en = "bind <code>: lets me know you",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .strangers = true,
    .examples = EXAMPLES("绑定 482913", "bind 482913"),
};
