/* Who is responsible and whom to call; see the header. */
#include "subjects/asking/who.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "reading/parse.h"
#include "reading/standing.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/asking/offer.h"
#include "subjects/asking/words.h"
#include "subjects/people/roles.h"

#define SHOWN_MAX 4
#define LONGEST 14 /* code points of a question for somebody's phone; longer ones tell something */

/* What is asked about: a place and the people found so far. */
struct seeking {
	struct turn *turn;
	const struct glyphs *text;
	size_t from;
	int64_t place;     /* where: the one said, else the asker's own */
	int64_t household; /* said, or the asker's own */
	bool own;          /* 我家, 我们组 */
	struct buf lines;
	int64_t shown[SHOWN_MAX];
	size_t count;
};

/* Other words for offices than the register's own. */
static const struct {
	const char *words;
	int role;
} offices[] = {{"第一书记", ROLE_first_secretary}, {"网格|组长|grid", ROLE_grid_leader},
    {"村长|主任|village head", ROLE_village_head}, {"驻村|包村", ROLE_cadre},
    {"指导员|adviser", ROLE_adviser}, {"联户|contact", ROLE_contact_cadre},
    {"管理员|administrator", ROLE_admin}, {"支书|书记|secretary", ROLE_village_secretary}};

/* Matters and the words in the names of the departments that they belong to. */
static const struct {
	const char *words, *departments;
} matters[] = {
    {"水|water", "水务|水利|自来水"},
    {"电|路灯|power|electric|lamp", "供电|电力"},
    {"公路|修路|路面|桥|班车|公交|road|bridge", "交通|公路"},
    {"低保|救助|特困|养老|高龄|残疾|丧葬|孤儿", "民政|残联"},
    {"医保|看病|报销|合作医疗", "医保|卫健"},
    {"社保|养老金|工伤|招工", "人社|社保"},
    {"上学|学校|孩子|助学", "教育"},
    {"危房|建房|房子|宅基地|house", "住建|自然资源|规划"},
    {"垃圾|环卫|卫生|rubbish|garbage", "环卫|城管|环境"},
    {"种粮|农机|庄稼|补贴|虫|farm", "农业"},
    {"退役|当兵|优待", "退役"},
    {"户口|身份证", "公安|派出所"},
};

bool
who_asked(const struct glyphs *text, size_t from)
{
	return words_any(text, from,
	    "谁|电话|号码|联系方式|哪个管|哪位|哪个人|找哪个|问哪个|是哪个|哪里找|打给|找哪里|找什么人|找领导|找你们领导|找村干部|找干部|转人工|找真人|姓啥|姓什么|叫什么|叫啥|who|phone|whom|call");
}

static int office_said(const struct seeking *seeking);

bool
who_certain(const struct glyphs *text, size_t from)
{
	struct seeking seeking = {.text = text, .from = from};
	size_t longest = LONGEST * (text->n > from && text->cp[from] < 0x80 ? 2 : 1);

	if (text->n - from <= longest && words_any(text, from, "找领导|找你们领导|找村干部|找干部|转人工|找真人"))
		return true;
	return text->n - from <= longest && office_said(&seeking) >= 0 &&
	    words_any(text, from, "姓啥|姓什么|叫什么|叫啥|是谁|是哪个|是哪位|电话|号码|联系方式|who is|phone");
}

/* ---- saying ---- */

/* The office's word; the register's own are written with _ between. */
static const char *
office_word(struct turn *turn, int role)
{
	char *word = (char *)arena_text(&turn->arena, roles_word(turn, role), strlen(roles_word(turn, role)));

	for (char *p = word; *p; p++)
		if (*p == '_')
			*p = ' ';
	return word;
}

const char *
who_person(struct turn *turn, int64_t id)
{
	const struct person *person = turn_find(turn, person, id);

	if (person == NULL)
		return "";
	if (!turn->chat.private_chat || text_empty(person->phone))
		return person->name;
	return arena_printf(&turn->arena, "%s %s", person->name,
	    access_has(turn->world, turn->actor->id, VISITORS, 0, turn_today(turn))
	        ? person->phone
	        : text_mask_phone(&turn->arena, person->phone));
}

/* "何书记(第一书记) 138****1234" as a line, once a person. */
static void
add(struct seeking *seeking, const char *office, int64_t id)
{
	struct turn *turn = seeking->turn;
	const struct person *person = id ? turn_find(turn, person, id) : NULL;

	for (size_t i = 0; i < seeking->count; i++)
		if (seeking->shown[i] == id)
			return;
	if (person == NULL || seeking->count == SHOWN_MAX)
		return;
	seeking->shown[seeking->count++] = id;
	buf_addf(&seeking->lines, "%s%s", seeking->lines.n ? "\n" : "",
	    turn_phrase(turn, "who-line", WITH({"office", office}, {"person", who_person(turn, id)})));
}

/* Everybody who holds the office at the innermost place that has one. */
static void
add_office(struct seeking *seeking, int role)
{
	struct turn *turn = seeking->turn;
	int32_t today = turn_today(turn);
	int64_t first = access_find(turn->world, (enum role_role)role, seeking->place, today, 0);

	add(seeking, office_word(turn, role), first);
	/* A village without a grid of the asker's own: the leaders of all its grids. */
	EACH (&turn->world->store, role, one)
		if (one->role == role && one->stand_in_for == 0 && one->person != first && one->place &&
		    place_inside(turn->world, one->place, seeking->place) &&
		    access_has(turn->world, one->person, ROLE_BIT(role), one->place, today))
			add(seeking, office_word(turn, role), one->person);
}

/* Who looks after the village, innermost first. */
static void
add_village(struct seeking *seeking, size_t most)
{
	static const int order[] = {ROLE_grid_leader, ROLE_first_secretary, ROLE_cadre, ROLE_village_secretary,
	    ROLE_village_head, ROLE_district_secretary, ROLE_admin};
	struct turn *turn = seeking->turn;

	for (size_t i = 0; i < sizeof order / sizeof *order && seeking->count < most; i++)
		add(seeking, office_word(turn, order[i]),
		    access_find(turn->world, (enum role_role)order[i], seeking->place, turn_today(turn), 0));
}

/* ---- finding ---- */

static void
find_place(struct seeking *seeking)
{
	struct turn *turn = seeking->turn;
	struct name_scope scope = parse_scope(turn);
	struct glyphs behind = *seeking->text;
	struct standing standing;

	behind.cp += seeking->from;
	behind.n -= seeking->from;
	standing_find(turn, &standing);
	for (size_t at = seeking->from; at < seeking->text->n && seeking->household == 0; at++) {
		struct name_hit hits[NAME_HITS_MAX];

		if (names_at(turn->world, &kind_household, &scope, seeking->text, at, hits) == 1 &&
		    access_of_county(turn->world, turn->actor->id,
		        names_place_of(turn->world, &kind_household, hits[0].id), turn_today(turn)))
			seeking->household = hits[0].id;
	}
	seeking->own = words_any(seeking->text, seeking->from, "我家|我们家|我们组|咱家|my home|our");
	if (seeking->household == 0)
		seeking->household = standing.own_household;
	seeking->place = names_place_in(turn->world, &scope, &behind);
	if (seeking->place && access_of_county(turn->world, turn->actor->id, seeking->place, turn_today(turn)))
		return;
	const struct household *home = seeking->household ? turn_find(turn, household, seeking->household) : NULL;
	seeking->place = home ? home->grid ? home->grid : home->village : 0;
	for (int i = 0; i < scope.count && seeking->place == 0; i++)
		if (access_of_county(turn->world, turn->actor->id, scope.places[i], turn_today(turn)))
			seeking->place = scope.places[i];
}

/* Is it a person of the asker's county? What goes on in another one is not told. */
static bool
of_his_county(const struct turn *turn, int64_t person)
{
	int64_t place = 0;

	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (role->place && place == 0)
			place = role->place;
	return access_of_county(turn->world, turn->actor->id, place, turn_today(turn));
}

static int
office_said(const struct seeking *seeking)
{
	size_t used;

	for (size_t i = 0; i < sizeof offices / sizeof *offices; i++)
		if (words_any(seeking->text, seeking->from, offices[i].words))
			return offices[i].role;
	for (size_t at = seeking->from; at < seeking->text->n; at++) {
		int role = roles_at(seeking->text, at, &used);

		if (role > ROLE_operator)
			return role;
	}
	return -1;
}

/* The contact of a household: his own, else whoever is stationed in its village. */
static bool
find_contact(struct seeking *seeking, int role)
{
	struct turn *turn = seeking->turn;
	const struct household *home = seeking->household ? turn_find(turn, household, seeking->household) : NULL;

	if (home == NULL ||
	    (role != ROLE_contact_cadre && !words_any(seeking->text, seeking->from, "联系的|负责的|联系人")))
		return false;
	add(seeking, office_word(turn, ROLE_contact_cadre), home->contact_cadre);
	if (seeking->count == 0)
		add_village(seeking, 1);
	return true;
}

/* A person called by name: an office holder's office and phone; of anybody else nothing. */
static bool
find_person(struct seeking *seeking)
{
	struct turn *turn = seeking->turn;
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	bool found = false;

	for (size_t at = seeking->from; at < seeking->text->n; at++) {
		int count = names_at(turn->world, &kind_person, &scope, seeking->text, at, hits);

		if (count != 1 || hits[0].id == turn->actor->id || !of_his_county(turn, hits[0].id))
			continue;
		found = true;
		const char *office = NULL;
		EACH_BY (&turn->world->store, role, person, store_key_int(hits[0].id), role)
			if (role->role > ROLE_operator && office == NULL &&
			    access_has(turn->world, hits[0].id, ROLE_BIT(role->role), role->place, turn_today(turn)))
				office = office_word(turn, role->role);
		if (office)
			add(seeking, office, hits[0].id);
		else
			turn_say(turn, "who-private", WITH({"name", names_of(turn->world, &kind_person, hits[0].id)}));
		at += hits[0].used - 1;
	}
	return found;
}

/* The departments whose names hold one of the words and whose area the place lies in. */
static void
add_departments(struct seeking *seeking, const char *words)
{
	struct turn *turn = seeking->turn;

	EACH (&turn->world->store, place, place) {
		if (place->kind != PLACE_department || !place_inside(turn->world, seeking->place, place->parent))
			continue;
		struct glyphs name = text_glyphs(&turn->arena, place->name);
		if (!words_any(&name, 0, words))
			continue;
		int64_t officer = access_find(turn->world, ROLE_officer, place->id, turn_today(turn), 0);
		if (officer)
			add(seeking, place->name, officer);
	}
}

static void
find_matter(struct seeking *seeking)
{
	for (size_t i = 0; i < sizeof matters / sizeof *matters; i++)
		if (words_any(seeking->text, seeking->from, matters[i].words)) {
			add_village(seeking, 2);
			add_departments(seeking, matters[i].departments);
			return;
		}
	add_village(seeking, 2);
}

void
who_answer(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct seeking seeking = {.turn = turn, .text = text, .from = from};

	find_place(&seeking);
	int role = office_said(&seeking);
	bool named = !find_contact(&seeking, role) && find_person(&seeking);
	if (seeking.count == 0 && !named) {
		if (role >= 0)
			add_office(&seeking, role);
		else
			find_matter(&seeking);
	}
	if (seeking.count == 0 && !named) {
		const char *office = role >= 0 ? office_word(turn, role) : "";

		add_village(&seeking, 1);
		turn_say(turn,
		    seeking.count == 0 ? "who-nobody-at-all"
		        : role >= 0    ? "who-nobody"
		                       : "who-unknown",
		    WITH({"office", office}, {"lines", buf_text(&seeking.lines)}));
	} else if (seeking.count && role < 0 && !named && words_wrong(text, from))
		offer_report(turn, "who-report", buf_text(&seeking.lines), text, from);
	else if (seeking.count)
		turn_say(turn, turn->chat.private_chat ? role < 0 && !named ? "who-matter" : "who" : "who-group",
		    WITH({"lines", buf_text(&seeking.lines)}));
	buf_free(&seeking.lines);
}

int64_t
who_place(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct seeking seeking = {.turn = turn, .text = text, .from = from};

	find_place(&seeking);
	return seeking.place;
}
