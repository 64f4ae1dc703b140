/* 绑定: a sender id becomes a person by a one-time code; also the first administrator. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/account.h"
#include "records/code.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/codes.h"

/* A name that is one in use, or like it, may be meant to be taken for it: an administrator hears. */
static void
tell_alike(struct turn *turn, int64_t person, const char *name)
{
	struct glyphs glyphs = text_glyphs(&turn->arena, name);
	struct name_scope scope = {0};
	struct name_hit hits[NAME_HITS_MAX];
	int count = names_at(turn->world, &kind_person, &scope, &glyphs, 0, hits);

	if (count == 0)
		count = names_like(turn->world, &kind_person, &scope, &glyphs, 0, hits);
	for (int i = 0; i < count; i++)
		if (hits[i].id != person) {
			codes_tell_administrator(turn, hits[i].id, "name-alike",
			    WITH({"name", name}, {"other", names_of(turn->world, &kind_person, hits[i].id)},
			        {"channel", turn->message->channel}));
			return;
		}
}

static int64_t
somebody_new(struct turn *turn)
{
	const char *name = text_name(&turn->arena, turn->message->sender_name);

	if (*name == 0)
		name = text_name(&turn->arena, turn->message->sender_id);
	struct person new = {.name = *name ? name : "?"};
	const struct person *kept = turn_put(turn, &kind_person, &new);
	tell_alike(turn, kept->id, kept->name);
	return kept->id;
}

/* Where a new administrator is one: the county he belongs to, else the only one there is; 0: all. */
static int64_t
county_of(const struct turn *turn, int64_t person)
{
	int64_t only = 0;
	int count = 0;

	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (role->place)
			return access_county(turn->world, role->place);
	EACH (&turn->world->store, place, place)
		if (place->parent == 0 && place->kind != PLACE_department && ++count)
			only = place->id;
	return count == 1 ? only : 0;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct message *message = turn->message;

	if (!codes_may_try(turn, message->channel, message->sender_id)) {
		turn_say(turn, "code-too-often", WITH_NONE);
		return;
	}
	const struct code *code = codes_find(turn, call->args[0].text);
	if (code == NULL || code->purpose == CODE_group || code->purpose == CODE_page) {
		codes_tried(
		    turn, message->channel, message->sender_id, text_name(&turn->arena, message->sender_name), 0);
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
		person = somebody_new(turn);
	}
	if (code->purpose == CODE_admin && !access_has(turn->world, person, ADMINS, 0, turn_today(turn))) {
		struct role role = {.person = person,
		    .role = ROLE_admin,
		    .place = county_of(turn, person),
		    .from = turn_today(turn),
		    .to = DAY_NONE};

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
    .examples = EXAMPLES("绑定 K7MX4QWD", "bind 482913"),
};
