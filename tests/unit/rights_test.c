/* Rights as a property: every command, in its own examples, is said by every office of every
 * foreign place about what is of one village. Nothing of that village may change, nothing may
 * come to refer to it, nobody there may be written to and no secret of it may be shown.
 * A step is taken back after each try. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "console/lists.h"
#include "core/world_life.h"
#include "formats/tables.h"
#include "reading/step.h"
#include "records/arrival.h"
#include "records/booking.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/lesson.h"
#include "records/line.h"
#include "records/lot.h"
#include "records/member.h"
#include "records/operator.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/promise.h"
#include "records/slip.h"
#include "records/visit.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "subjects/jobs.h"
#include "subjects/wakes.h"

#define NOW zone_instant(civil_day(2026, 11, 23), 600, 480)

static struct seal_key key = {{9}};
static struct world world;
static const struct tables tables = {commands_all, wakes_all, jobs_all, hearers_all};

enum {
	COUNTY = 1,
	TOWN,
	HOME,
	NEXT,
	BUREAU,
	OTHER_TOWN,
	OTHER_VILLAGE,
	FAR_COUNTY,
	FAR_TOWN,
	FAR_VILLAGE,
	FAR_BUREAU,
	ITS_BUREAU,
	PLACES_END
};
static const struct place places[] = {
    [COUNTY] = {.kind = PLACE_county, .name = "甲县"},
    [TOWN] = {.kind = PLACE_township, .name = "甲镇", .parent = COUNTY},
    [HOME] = {.kind = PLACE_village, .name = "安科村", .aliases = "辛庄村", .parent = TOWN},
    [NEXT] = {.kind = PLACE_village, .name = "隔壁村", .parent = TOWN},
    [BUREAU] = {.kind = PLACE_department, .name = "林业局", .parent = COUNTY},
    [OTHER_TOWN] = {.kind = PLACE_township, .name = "乙镇", .parent = COUNTY},
    [OTHER_VILLAGE] = {.kind = PLACE_village, .name = "乙村", .parent = OTHER_TOWN},
    [FAR_COUNTY] = {.kind = PLACE_county, .name = "丙县"},
    [FAR_TOWN] = {.kind = PLACE_township, .name = "丙镇", .parent = FAR_COUNTY},
    [FAR_VILLAGE] = {.kind = PLACE_village, .name = "丙村", .parent = FAR_TOWN},
    [FAR_BUREAU] = {.kind = PLACE_department, .name = "交通局", .parent = FAR_COUNTY},
    [ITS_BUREAU] = {.kind = PLACE_department, .name = "水务局", .aliases = "water bureau", .parent = COUNTY},
};
/* Where the office of the one who tries is: none of these is the village, or over it. */
static const int foreign[] = {
    NEXT, BUREAU, OTHER_TOWN, OTHER_VILLAGE, FAR_COUNTY, FAR_TOWN, FAR_VILLAGE, FAR_BUREAU};

/* The people of the village, by the names the examples know. */
static const struct {
	const char *name, *aliases;
	int role;
} people[] = {
    {"何书记", "He Shuji", ROLE_first_secretary},
    {"陈王芬", "", ROLE_cadre},
    {"裘才强", "", ROLE_village_secretary},
    {"胡支书", "", ROLE_village_head},
    {"王网格", "", ROLE_grid_leader},
    {"张三", "", ROLE_villager},
    {"李四", "", ROLE_villager},
    {"王大海", "", ROLE_operator},
};
#define PEOPLE (sizeof people / sizeof *people)
static int64_t of_village[PEOPLE];

static const char *const marks[] = {
    "密常事", "密低保", "密纠纷", "密抄告", "密走访", "密户头", "密类别", "13912340001", "密承诺", "密协议"};
#define ISSUES 6

/* What may be done from elsewhere all the same, and why. */
static const struct {
	const char *command, *why;
} exceptions[] = {
    {"separate_issue", "repeats a number that was said, and nothing else"},
    {"help", "the names in its examples are nobody's"},
};
/* And in a group of the village, where whoever is let in may speak. */
static const struct {
	const char *command, *why;
} in_group[] = {
    {"report_issue", "what is said in the group is of its village"},
    {"show", "a number and a state, and whose it is, are what the group knows"},
    {"help", "the names in its examples are nobody's"},
};

#define PUT(kindname, ...) put(&turn, &kind_##kindname, &(struct kindname){__VA_ARGS__})

static int64_t
put(struct turn *turn, const struct kind *kind, const void *source)
{
	return *(const int64_t *)turn_put(turn, kind, source);
}

static int64_t last_of_village[KIND_COUNT]; /* records up to this number are of the village */
static int64_t intruder, village_group;

static void
put_issues(struct turn *at)
{
	struct turn turn = *at;
	static const int states[ISSUES] = {
	    ISSUE_reported, ISSUE_in_progress, ISSUE_assigned, ISSUE_resolved, ISSUE_closed, ISSUE_escalated};
	struct arena arena = {0};
	struct list parties = person_item_added(&arena, &(struct list){0}, of_village[5]);

	parties = person_item_added(&arena, &parties, of_village[6]);
	for (int i = 0; i < ISSUES; i++)
		PUT(issue, .text = marks[i % 3], .category = "基础设施", .place = HOME, .reporter = of_village[5],
		    .owner = of_village[0], .state = states[i], .reported_at = NOW - MS_DAY, .restricted = i % 3 == 1,
		    .outcome = i == 4 ? OUTCOME_solved : OUTCOME_none, .closed_at = i == 4 ? NOW - MS_HOUR : 0,
		    .parties = i % 3 == 2 ? parties : (struct list){0}, .agreement = i % 3 == 2 ? "密协议" : "");
	PUT(promise, .issue = 3, .promiser = of_village[5], .promisee = of_village[6], .text = "密承诺",
	    .day = civil_day(2026, 11, 24));
	for (int state = SLIP_issued; state <= SLIP_replied; state++)
		PUT(slip, .issue = ISSUES, .department = ITS_BUREAU, .office = TOWN, .year = 2026, .serial = state,
		    .text = "密抄告", .days = 5, .drafter = of_village[0], .approver = of_village[2], .state = state,
		    .issued_at = NOW - MS_DAY, .sent_at = NOW - MS_HOUR, .deadline = NOW + 3 * MS_DAY);
	arena_clear(&arena);
	*at = turn;
}

static void
put_guests(struct turn *at)
{
	struct turn turn = *at;
	struct arena arena = {0};
	struct list contacts = person_item_added(&arena, &(struct list){0}, of_village[7]);
	int64_t home = 0;

	static const char *const names[] = {"陈家", "李家", "王家", "竹园"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		int64_t id = PUT(operator, .name = names[i], .village = HOME, .seats = 40, .beds = 8, .share = 1,
		    .contacts = contacts, .to = DAY_NONE);
		home = home ? home : id;
	}
	for (int state = ARRIVAL_posted; state <= ARRIVAL_running; state++) {
		int64_t arrival = PUT(arrival, .group = village_group, .village = HOME, .by = of_village[2],
		    .heads = 30, .unit = 1, .at = NOW + 3 * MS_HOUR, .state = state);
		PUT(line, .arrival = arrival, .operator= home, .heads = 30,
		    .state = state == ARRIVAL_running ? LINE_accepted : LINE_offered);
	}
	PUT(lot, .group = village_group, .by = of_village[2], .roll = "陈家 1\n李家 1\n王家 1\n", .picks = 1,
	    .state = LOT_drawn, .secret = "00", .result = "陈家", .at = NOW - MS_DAY);
	PUT(post, .private = 1, .person = of_village[0], .channel = "console", .chat = "何书记", .text = "密常事",
	    .state = POST_dead, .created_at = NOW - MS_DAY);
	arena_clear(&arena);
	*at = turn;
}

static void
populate(void)
{
	struct turn turn;

	world_open(&world, "x", 1, &key);
	world.everyone_on_console = true;
	turn_begin(&turn, &world, "import", NOW - 10 * MS_DAY);
	for (int i = COUNTY; i < PLACES_END; i++)
		put(&turn, &kind_place, &places[i]);
	village_group = PUT(group, .name = "安科群", .place = HOME, .purpose = PURPOSE_villagers,
	    .channel = "console", .chat_id = "安科群");
	for (size_t i = 0; i < PEOPLE; i++) {
		of_village[i] = PUT(
		    person, .name = people[i].name, .aliases = people[i].aliases, .phone = "13912340001");
		PUT(role, .person = of_village[i], .role = people[i].role, .place = HOME, .from = DAY_NONE,
		    .to = DAY_NONE);
	}
	int64_t house = PUT(household, .name = "张三家", .head = "密户头", .village = HOME, .classes = "密类别",
	    .contact_cadre = of_village[0], .review = DAY_NONE);
	PUT(visit, .household = house, .by = of_village[0], .day = civil_day(2026, 10, 1), .note = "密走访");
	put_issues(&turn);
	put_guests(&turn);
	for (int k = 0; k < KIND_COUNT; k++) {
		const void *record = store_after(&world.store, kinds_all[k], 0);

		for (; record; record = store_after(&world.store, kinds_all[k], last_of_village[k]))
			last_of_village[k] = *(const int64_t *)record;
	}
	intruder = PUT(person, .name = "外来人");
	PUT(member, .group = village_group, .person = intruder);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
}

/* Does the record of this kind and number belong to the village? */
static bool
of_the_village(const struct kind *kind, int64_t id)
{
	if (kind == &kind_place)
		return id == HOME;
	return id && id <= last_of_village[kind->number];
}

/* The first thing of the village that the record refers to, or NULL. */
static const char *
refers_to_village(const struct kind *kind, const void *record)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		int64_t id;

		if (field->type != F_REF)
			continue;
		memcpy(&id, (const char *)record + field->offset, sizeof id);
		if (of_the_village(field->to, id))
			return field->name;
	}
	return NULL;
}

static char what[400];
static int tries, refused, faults;

/* All of them are wanted, not the first alone. */
#define fault(...) (print_error(__VA_ARGS__), print_error("\n"), faults++)

static void
look_at_text(const char *text)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strstr(text, marks[i]))
			fault("%s is shown %s: %s", what, marks[i], text);
	for (size_t i = 0; i < PEOPLE; i++)
		if (strstr(text, people[i].name) && strstr(what, people[i].name) == NULL)
			fault("%s is told of %s: %s", what, people[i].name, text);
}

/* What the step has done: to the village nothing. */
static void
look_at_turn(struct turn *turn, size_t changes_before)
{
	for (size_t i = 0; i < turn->reply_count; i++)
		look_at_text(turn->replies[i].text);
	for (size_t i = changes_before; i < turn->change_count; i++) {
		const struct change *change = &turn->changes[i];
		const void *after = store_find(&world.store, change->kind, change->id);
		const char *field;

		if (of_the_village(change->kind, change->id))
			fault("%s has changed %s %lld", what, change->kind->name, (long long)change->id);
		if (after && (field = refers_to_village(change->kind, after)) != NULL)
			fault("%s: %s %lld refers to the village by %s", what, change->kind->name, (long long)change->id,
			    field);
	}
}

static bool
excepted(const struct command *command, bool group)
{
	for (size_t i = 0; group && i < sizeof in_group / sizeof *in_group; i++)
		if (strcmp(in_group[i].command, command->name) == 0)
			return true;
	for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
		if (strcmp(exceptions[i].command, command->name) == 0)
			return true;
	return false;
}

/* The person with this office says it; the step is taken back. */
static void
say(const char *text, const char *speaker, int64_t person, int role, int64_t place, bool group,
    void (*look)(struct turn *turn, size_t changes_before))
{
	struct turn turn;
	char said[300];

	snprintf(said, sizeof said, "%s%s", group ? "@连心 " : "", text);
	struct message message = {.channel = "console",
	    .event_id = "e",
	    .private_chat = !group,
	    .chat_id = group ? "安科群" : "",
	    .sender_id = speaker,
	    .sender_name = speaker,
	    .text = said};
	turn_begin(&turn, &world, "message", NOW);
	if (place)
		turn_put(&turn, &kind_role,
		    &(struct role){.person = person, .role = role, .place = place, .from = DAY_NONE, .to = DAY_NONE});
	size_t before = turn.change_count;
	step_message(&turn, &tables, &message);
	tries++;
	refused += turn.change_count == before;
	look(&turn, before);
	turn_abort(&turn);
}

/* The example with its first number changed to n; false when it has none. */
static bool
with_number(const char *example, int n, char *out, size_t size)
{
	const char *digit = example;

	while (*digit && !isdigit((unsigned char)*digit))
		digit++;
	if (*digit == 0)
		return false;
	size_t digits = strspn(digit, "0123456789");
	snprintf(out, size, "%.*s%d%s", (int)(digit - example), example, n, digit + digits);
	return true;
}

static bool
numbered(const struct command *command)
{
	for (int i = 0; i < ARGS_MAX && command->args[i] != ARG_END; i++)
		if (command->args[i] == ARG_NUMBER || command->args[i] == ARG_NUMBER_OPTIONAL ||
		    command->args[i] == ARG_SLIP || command->args[i] == ARG_PROMISE)
			return true;
	return false;
}

/* Every sentence of the command's examples, about every record that its number may mean. */
static void
each_sentence(const struct command *command, void (*tell)(const struct command *command, const char *text))
{
	char text[300];

	for (int i = 0; command->examples[i]; i++)
		for (int n = 1; n <= ISSUES; n++) {
			if (!numbered(command) || !with_number(command->examples[i], n, text, sizeof text))
				snprintf(text, sizeof text, "%s", command->examples[i]);
			tell(command, text);
			if (!numbered(command))
				break;
		}
}

static void
from_everywhere(const struct command *command, const char *text)
{
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		for (int role = ROLE_villager; role <= ROLE_admin; role++) {
			bool bureau = places[foreign[i]].kind == PLACE_department;

			if (bureau != (role == ROLE_officer) && role != ROLE_admin)
				continue; /* villagers live in no department */
			snprintf(what, sizeof what, "%s by role %d of %s: %s", command->name, role,
			    places[foreign[i]].name, text);
			say(text, "外来人", intruder, role, foreign[i], false, look_at_turn);
		}
}

static void
test_nobody_from_elsewhere(void **state)
{
	(void)state;
	populate();
	for (int c = 0; commands_all[c]; c++)
		if (!excepted(commands_all[c], false))
			each_sentence(commands_all[c], from_everywhere);
	assert_true(tries > 10000);
	assert_int_equal(faults, 0);
	world_close(&world);
}

/* The same in the village's own group, where he happens to be: what a group may hear, no more. */
static void
in_the_group(const struct command *command, const char *text)
{
	for (int role = ROLE_villager; role <= ROLE_admin; role++) {
		snprintf(what, sizeof what, "%s by role %d of 丙县 in the group: %s", command->name, role, text);
		say(text, "外来人", intruder, role, FAR_COUNTY, true, look_at_turn);
	}
}

static void
test_nobody_in_its_group(void **state)
{
	(void)state;
	populate();
	faults = 0;
	for (int c = 0; commands_all[c]; c++)
		if (!excepted(commands_all[c], true))
			each_sentence(commands_all[c], in_the_group);
	assert_int_equal(faults, 0);
	world_close(&world);
}

/* The sentences are no empty words: said by those of the village they do something. */
static bool does;

static void
look_for_effect(struct turn *turn, size_t changes_before)
{
	for (size_t i = 0; i < turn->reply_count; i++)
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			does |= strstr(turn->replies[i].text, marks[k]) != NULL;
	for (size_t i = changes_before; i < turn->change_count; i++) {
		const struct change *change = &turn->changes[i];
		const void *after = store_find(&world.store, change->kind, change->id);

		does |= of_the_village(change->kind, change->id) || (after && refers_to_village(change->kind, after));
	}
}

static void
from_home(const struct command *command, const char *text)
{
	(void)command;
	for (size_t i = 0; i < PEOPLE && !does; i++)
		for (int role = ROLE_villager; role <= ROLE_admin && !does; role++)
			for (int group = 0; group < 2 && !does; group++)
				say(text, people[i].name, of_village[i], role, role == ROLE_officer ? ITS_BUREAU : HOME,
				    group, look_for_effect);
}

static void
test_they_do_something(void **state)
{
	int doing = 0;

	(void)state;
	populate();
	for (int c = 0; commands_all[c]; c++) {
		does = false;
		each_sentence(commands_all[c], from_home);
		doing += does;
	}
	assert_true(doing > 60);
	world_close(&world);
}

/* The page's lists, on the screen or as a file: of another place they are empty. */
static void
test_lists_are_empty(void **state)
{
	(void)state;
	populate();
	faults = 0;
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		for (int role = ROLE_villager; role <= ROLE_admin; role++)
			for (const struct list_kind *kind = list_kinds; kind->name; kind++) {
				struct arena arena = {0};
				struct table table = {.arena = &arena};
				struct buf out = {0};
				struct turn turn;

				turn_begin(&turn, &world, "page", NOW);
				turn_put(&turn, &kind_role,
				    &(struct role){.person = intruder,
				        .role = role,
				        .place = foreign[i],
				        .from = DAY_NONE,
				        .to = DAY_NONE});
				turn.actor = turn_find(&turn, person, intruder);
				snprintf(what, sizeof what, "the list %s by role %d of %s", kind->name, role,
				    places[foreign[i]].name);
				if (lists_find(&turn, &tables, intruder, kind->name)) {
					lists_fill(&turn, &tables, kind, &(struct list_asked){.person = intruder}, &table);
					table_csv(&table, &out);
					look_at_text(buf_text(&out));
				}
				buf_free(&out);
				table_free(&table);
				arena_clear(&arena);
				turn_abort(&turn);
			}
	assert_int_equal(faults, 0);
	world_close(&world);
}

/* ---- whom it is about ---- */

static int64_t stand_in;

/* All issues complain of the intruder, and somebody stands in for him. */
static void
accuse(void)
{
	struct turn turn;
	struct arena arena = {0};
	struct list about = person_item_added(&arena, &(struct list){0}, intruder);

	turn_begin(&turn, &world, "import", NOW - MS_DAY);
	for (int64_t id = 1; id <= ISSUES; id++) {
		struct issue issue = *turn_find(&turn, issue, id);

		issue.about = about;
		issue.restricted = 1;
		turn_put(&turn, &kind_issue, &issue);
	}
	stand_in = PUT(person, .name = "代班人");
	PUT(role, .person = stand_in, .role = ROLE_first_secretary, .place = HOME, .from = DAY_NONE,
	    .to = DAY_NONE, .stand_in_for = intruder);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	arena_clear(&arena);
}

static void
look_at_his_turn(struct turn *turn, size_t changes_before)
{
	static const struct kind *const kinds[] = {
	    &kind_issue, &kind_issue_event, &kind_slip, &kind_promise, &kind_lesson};

	for (size_t i = 0; i < turn->reply_count; i++)
		for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
			if (k < 4 && strstr(turn->replies[i].text, marks[k]))
				fault("%s is shown %s: %s", what, marks[k], turn->replies[i].text);
	for (size_t i = changes_before; i < turn->change_count; i++)
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
			if (turn->changes[i].kind == kinds[k])
				fault("%s has changed %s %lld", what, kinds[k]->name, (long long)turn->changes[i].id);
}

/* An office of each sort; the others have no more rights than one of these. */
static bool
strong(int role)
{
	return ROLE_BIT(role) &
	    (ROLE_BIT(ROLE_villager) | ROLE_BIT(ROLE_grid_leader) | ROLE_BIT(ROLE_first_secretary) |
	        ROLE_BIT(ROLE_district_secretary) | ROLE_BIT(ROLE_officer) | ROLE_BIT(ROLE_admin));
}

static void
by_whom_it_is_about(const struct command *command, const char *text)
{
	static const int places_of_office[] = {HOME, TOWN, COUNTY, ITS_BUREAU};

	for (size_t i = 0; i < sizeof places_of_office / sizeof *places_of_office; i++)
		for (int role = ROLE_villager; role <= ROLE_admin; role++)
			for (int who = 0; who < 2 && strong(role); who++) {
				snprintf(what, sizeof what, "%s by %s as role %d of %s: %s", command->name,
				    who ? "the stand-in" : "him", role, places[places_of_office[i]].name, text);
				say(text, who ? "代班人" : "外来人", who ? stand_in : intruder, role, places_of_office[i],
				    false, look_at_his_turn);
			}
}

/* Every step of every matter, tried by whom it is about in every office he might have. */
static void
test_nobody_judges_himself(void **state)
{
	(void)state;
	populate();
	accuse();
	faults = 0;
	for (int c = 0; commands_all[c]; c++)
		if (numbered(commands_all[c]) && strcmp(commands_all[c]->name, "diary") != 0)
			each_sentence(commands_all[c], by_whom_it_is_about);
	assert_int_equal(faults, 0);
	world_close(&world);
}

/* ---- moves by who makes them ---- */

static int moves_seen;

static bool
contact_of(int64_t operator, int64_t person)
{
	const struct operator* household = store_find(&world.store, &kind_operator, operator);

	return household && person_item_in(&household->contacts, person);
}

static uint32_t
makers(struct turn *turn, const struct kind *kind, const void *record)
{
	bool admin = may(&world, turn->actor->id, RIGHT_administer, HOME, turn_today(turn));

	if (kind == &kind_arrival)
		return admin ? ARRIVAL_ADMIN : 0;
	return (admin ? LINE_ADMIN : 0u) |
	    (contact_of(((const struct line *)record)->operator, turn->actor->id) ? LINE_HOUSEHOLD : 0u);
}

static int
state_of(const struct kind *kind, const void *record)
{
	return kind == &kind_arrival ? ((const struct arrival *)record)->state
	                             : ((const struct line *)record)->state;
}

static void
look_at_moves(struct turn *turn, size_t changes_before)
{
	for (size_t i = changes_before; i < turn->change_count; i++) {
		const struct kind *kind = turn->changes[i].kind;
		const void *after = store_find(&world.store, kind, turn->changes[i].id);
		const void *before = turn->changes[i].before ? record_data(turn->changes[i].before) : NULL;

		if ((kind != &kind_arrival && kind != &kind_line) || before == NULL || after == NULL ||
		    state_of(kind, before) == state_of(kind, after))
			continue;
		for (size_t m = 0; m < kind->move_count; m++)
			if (kind->moves[m].from == state_of(kind, before) && kind->moves[m].to == state_of(kind, after)) {
				moves_seen++;
				if (!(kind->moves[m].who & makers(turn, kind, after)))
					fault("%s moves %s from %d to %d", what, kind->name, kind->moves[m].from,
					    kind->moves[m].to);
			}
	}
}

static void
by_people_of_the_village(const struct command *command, const char *text)
{
	for (size_t i = 0; i < PEOPLE; i++)
		for (int role = ROLE_villager; role <= ROLE_admin; role++)
			for (int group = 0; group < 2 && strong(role); group++) {
				snprintf(
				    what, sizeof what, "%s by %s as role %d: %s", command->name, people[i].name, role, text);
				say(text, people[i].name, of_village[i], role, HOME, group, look_at_moves);
			}
}

/* Arrivals and lines are moved by those alone whom their lives name. */
static void
test_moves_have_makers(void **state)
{
	(void)state;
	populate();
	faults = moves_seen = 0;
	for (int c = 0; commands_all[c]; c++)
		if (commands_all[c]->topic == TOPIC_guests || commands_all[c]->topic == TOPIC_operators ||
		    commands_all[c]->hidden)
			each_sentence(commands_all[c], by_people_of_the_village);
	assert_true(moves_seen > 50);
	assert_int_equal(faults, 0);
	for (size_t m = 0; m < kind_arrival.move_count; m++)
		assert_int_not_equal(kind_arrival.moves[m].who, 0);
	for (size_t m = 0; m < kind_line.move_count; m++)
		assert_int_not_equal(kind_line.moves[m].who, 0);
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nobody_from_elsewhere),
	    cmocka_unit_test(test_nobody_in_its_group),
	    cmocka_unit_test(test_they_do_something),
	    cmocka_unit_test(test_lists_are_empty),
	    cmocka_unit_test(test_nobody_judges_himself),
	    cmocka_unit_test(test_moves_have_makers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
