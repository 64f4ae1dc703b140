/* Where a report is; see the header. */
#include "subjects/issues/issue_place.h"

#include "core/access.h"
#include "core/names.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/place.h"

/* Before a name: then it is where something comes from or goes to, or what it is compared with. */
static const char *const no_place_behind[] = {"从", "自", "来自", "比", "像", "跟", "和", "同", "不如", "学",
    "离", "去", "往", "到", "回", "通往", "开往", "通", "靠近", "嫁到", "搬到", "调到", "叫", "让", "请",
    "找", "问", NULL};
/* Behind a name: then it is where somebody works, whence he is, or who has to act. */
static const char *const no_place_before[] = {"打工", "上班", "工作", "做工", "干活", "读书", "上学", "念书",
    "看病", "住院", "过来", "来的", "开来", "回来", "的人", "的客人", "的游客", "的老板", "的师傅", "的车",
    "的书记", "的干部", "的领导", "的亲戚", "人", "政府", "干部", "领导", "书记", "派来", "派的", "一样",
    "那样", "那么", "还", "都", "不来", "不管", "说", "方向", "办事处", "街道办", NULL};

static bool
any_at(const struct glyphs *text, size_t at, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_word(text, at, words[i]))
			return true;
	return false;
}

static bool
any_before(const struct glyphs *text, size_t at, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		for (size_t back = 1; back <= 2 && back <= at; back++)
			if (parse_word(text, at - back, words[i]) == back)
				return true;
	return false;
}

static bool
holds_today(const struct turn *turn, const struct role *role)
{
	return access_has(turn->world, role->person, ROLE_BIT(role->role), role->place, turn_today(turn));
}

/* One of his places, in one of them or over it. */
static bool
in_scope(const struct turn *turn, int64_t place)
{
	bool somewhere = false;

	EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role) {
		const struct place *his = turn_find(turn, place, role->place);
		int64_t from = his && his->kind == PLACE_department ? his->parent : role->place;

		if (from == 0 || !holds_today(turn, role))
			continue;
		somewhere = true;
		if (place_inside(turn->world, place, from) || place_inside(turn->world, from, place))
			return true;
	}
	return !somewhere && turn->group &&
	    (place_inside(turn->world, place, turn->group->place) ||
	        place_inside(turn->world, turn->group->place, place));
}

int64_t
issue_home(const struct turn *turn)
{
	int64_t office = 0, village = 0;

	if (turn->actor == NULL)
		return turn->group ? turn->group->place : 0;
	if (turn->group && turn->group->place && in_scope(turn, turn->group->place)) {
		const struct place *here = turn_find(turn, place, turn->group->place);

		if (here && (here->kind == PLACE_village || here->kind == PLACE_grid))
			return here->id;
	}
	EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role) {
		const struct place *place = turn_find(turn, place, role->place);

		if (place == NULL || !holds_today(turn, role))
			continue;
		if (place->kind == PLACE_grid)
			place = turn_find(turn, place, place->parent);
		if (place && place->kind == PLACE_village && (village == 0 || role->role == ROLE_villager))
			village = place->id;
		if (place && office == 0)
			office = place->kind == PLACE_department ? place->parent : place->id;
	}
	if (village || office)
		return village ? village : office;
	return turn->group && turn->group->place ? turn->group->place : turn->actor->home;
}

/* Is it named as the place of something? */
static bool
names_where(const struct turn *turn, const struct glyphs *text, size_t at, const struct name_hit *hit)
{
	const struct place *place = turn_find(turn, place, hit->id);

	return place && place->kind != PLACE_department && !any_before(text, at, no_place_behind) &&
	    !any_at(text, at + hit->used, no_place_before) && in_scope(turn, place->id);
}

int64_t
issue_place(const struct turn *turn, const struct glyphs *text)
{
	struct name_scope scope = parse_scope(turn);
	int64_t home = issue_home(turn), found = 0;

	for (size_t at = 0; turn->actor && at + 1 < text->n; at++) {
		struct name_hit hits[NAME_HITS_MAX];
		int count = text->cp[at] < 0x2e80 ? 0 : names_at(turn->world, &kind_place, &scope, text, at, hits);

		if (count != 1 || hits[0].used < 2) /* several places of that name: not certain */
			continue;
		if (names_where(turn, text, at, &hits[0]) &&
		    (found == 0 || place_inside(turn->world, hits[0].id, found)))
			found = hits[0].id;
		at += hits[0].used - 1;
	}
	return found ? found : home;
}
