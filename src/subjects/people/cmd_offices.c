/* 任命, 免去, 代班: roles from a day to a day. A village has one stationed cadre. */
#include "reading/parse.h"

#include "base/text.h"
#include "core/names.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/people/roles.h"

/* What is said: who, what, where, since and until when. */
struct office {
	int64_t person;
	int role;
	int64_t place;
	int32_t from, to;
};

static bool
read_office(struct turn *turn, const struct call *call, struct office *office)
{
	const struct glyphs *text = &call->text;
	struct name_hit hits[NAME_HITS_MAX];
	struct name_scope scope = parse_scope(turn);

	*office = (struct office){
	    .person = call->args[0].id, .role = -1, .from = turn_today(turn), .to = DAY_NONE};
	for (size_t at = call->args[1].from; at < text->n;) {
		struct when when;
		size_t used = 0;

		if (office->role < 0)
			office->role = roles_at(text, at, &used);
		if (used == 0 && office->place == 0 &&
		    names_at(turn->world, &kind_place, &scope, text, at, hits) == 1) {
			office->place = hits[0].id;
			used = hits[0].used;
		}
		size_t until = parse_word(text, at, "到") + parse_word(text, at, "until "),
		       since = parse_word(text, at, "从") + parse_word(text, at, "from ");
		if (used == 0 && (until || since)) {
			size_t day = when_read(text->cp + at + until + since, text->n - at - until - since,
			    turn_today(turn), turn_minute(turn), &when);

			if (day == 0 || when.bad || !when.has_day)
				break;
			*(until ? &office->to : &office->from) = when.day;
			used = until + since + day;
		}
		if (used == 0)
			break;
		at = parse_skip(text, at + used);
		if (at == text->n && office->role >= 0 && office->place) {
			const struct place *place = turn_find(turn, place, office->place);
			int kind = roles_place_kind(office->role);

			if (office->to != DAY_NONE && office->to < office->from)
				break;
			if ((kind >= 0 && place->kind != kind)) {
				turn_say(turn, "office-place",
				    WITH({"role", roles_word(turn, office->role)}, {"place", place->name}));
				return false;
			}
			if (!access_has(turn->world, turn->actor->id, ADMINS,
			        kind == PLACE_department ? place->parent : office->place, turn_today(turn)) &&
			    !access_has(turn->world, turn->actor->id, ADMINS, office->place, turn_today(turn))) {
				turn_say(turn, "office-not-yours", WITH({"place", place->name}));
				return false;
			}
			return true;
		}
	}
	turn_say(turn, "office-how", WITH_NONE);
	return false;
}

static const struct role *
holder(const struct turn *turn, const struct office *office, int64_t person)
{
	EACH_BY (&turn->world->store, role, place, store_key_int(office->place), role)
		if (role->role == office->role && role->stand_in_for == 0 &&
		    (role->to == DAY_NONE || role->to >= office->from) && (person == 0 || role->person == person))
			return role;
	return NULL;
}

static void
end_role(struct turn *turn, const struct role *old, int32_t last)
{
	struct role role = *old;

	role.to = last;
	turn_put(turn, &kind_role, &role);
}

static void
say(struct turn *turn, const char *key, const struct office *office, int64_t other)
{
	turn_say(turn, key,
	    WITH({"name", names_of(turn->world, &kind_person, office->person)},
	        {"role", roles_word(turn, office->role)},
	        {"place", names_of(turn->world, &kind_place, office->place)},
	        {"from", turn_day(turn, office->from)},
	        {"to", office->to == DAY_NONE ? "" : turn_day(turn, office->to)},
	        {"other", other ? names_of(turn->world, &kind_person, other) : ""}));
}

static void
run_appoint(struct turn *turn, const struct call *call)
{
	struct office office;

	if (!read_office(turn, call, &office))
		return;
	if (holder(turn, &office, office.person)) {
		say(turn, "office-already", &office, 0);
		return;
	}
	const struct role *before = office.role == ROLE_cadre || office.role == ROLE_village_secretary ||
	        office.role == ROLE_first_secretary
	    ? holder(turn, &office, 0)
	    : NULL;
	int64_t other = before ? before->person : 0;
	if (before) /* one at a time: the one before ends the day before */
		end_role(turn, before, office.from - 1);
	turn_put(turn, &kind_role,
	    &(struct role){.person = office.person,
	        .role = office.role,
	        .place = office.place,
	        .from = office.from,
	        .to = office.to});
	say(turn,
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
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_REST},
    .run = run_appoint,
    .examples = EXAMPLES("任命 王大海 包村干部 安科村", "appoint 王大海 cadre 安科村"),
};

static void
run_release(struct turn *turn, const struct call *call)
{
	struct office office;

	if (!read_office(turn, call, &office))
		return;
	const struct role *role = holder(turn, &office, office.person);
	if (role == NULL) {
		say(turn, "office-none", &office, 0);
		return;
	}
	end_role(turn, role, turn_today(turn) - 1);
	say(turn, "office-ended", &office, 0);
}

const struct command command_release = {
    .name = "release",
    .topic = TOPIC_households,
    .phrases = PHRASES("免去", "release"),
    .help_zh = "免去 <姓名> <角色> <地方>:从今天起不再是",
    .help_en = "release <name> <role> <place>: from today on no more",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_REST},
    .run = run_release,
    .examples = EXAMPLES("免去 陈王芬 包村干部 安科村", "release 陈王芬 cadre 安科村"),
};

/* 代班 王大海 陈王芬 到12月1日: whatever comes to the one goes to the other until then. */
static void
run_stand_in(struct turn *turn, const struct call *call)
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
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_PERSON, ARG_PERSON, ARG_DAY_OPTIONAL},
    .run = run_stand_in,
    .examples = EXAMPLES("代班 陈王芬 裘才强 12月1日", "stand in 陈王芬 裘才强 2026-12-01"),
};
