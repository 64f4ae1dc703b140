/* 配对: which cadre goes to which village, proposed with reasons and the best alternative of each. */
#include "reading/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "core/dialog.h"
#include "core/names.h"
#include "planning/matching.h"
#include "records/kinds.h"
#include "records/pair_item.h"
#include "records/pairing.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"

#define PEOPLE_MAX 400
#define VILLAGES_MAX 400

struct people {
	const struct person *cadres[PEOPLE_MAX];
	const struct place *villages[VILLAGES_MAX];
	size_t cadre_count, village_count;
};

/* The village a cadre is stationed in today, 0 if none. */
static int64_t
stationed(const struct turn *turn, int64_t person)
{
	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (role->role == ROLE_cadre && (role->from == DAY_NONE || role->from <= turn_today(turn)) &&
		    (role->to == DAY_NONE || role->to >= turn_today(turn)))
			return role->place;
	return 0;
}

/* Cadres are those whose lines are on the register, villages those that say what they need. */
static void
gather(const struct turn *turn, int64_t place, struct people *people)
{
	people->cadre_count = people->village_count = 0;
	EACH (&turn->world->store, person, person)
		if (!text_empty(person->lines) &&
		    access_of_county(turn->world, person->id, place, turn_today(turn)) &&
		    people->cadre_count < PEOPLE_MAX)
			people->cadres[people->cadre_count++] = person;
	EACH (&turn->world->store, place, village)
		if (village->kind == PLACE_village && !text_empty(village->need) &&
		    place_inside(turn->world, village->id, place) && people->village_count < VILLAGES_MAX)
			people->villages[people->village_count++] = village;
}

/* 0: his first line is what the village needs; 1: another; 3: none. */
static int
mismatch(const char *lines, const char *need)
{
	int at = 0;

	for (const char *p = lines; *p; at++) {
		size_t n = strcspn(p, ";");

		if (strlen(need) == n && memcmp(p, need, n) == 0)
			return at > 0;
		p += n + (p[n] == ';');
	}
	return 3;
}

static struct match_problem
problem_of(const struct turn *turn, const struct people *people)
{
	const struct policy *policy = &turn->world->policy;
	struct match_problem problem = {
	    .cadre_count = people->cadre_count, .village_count = people->village_count};

	problem.villages = mem_new((people->village_count + 1) * sizeof *problem.villages);
	problem.costs = mem_new((people->cadre_count * people->village_count + 1) * sizeof *problem.costs);
	problem.may = mem_new(people->cadre_count * people->village_count + 1);
	for (size_t v = 0; v < people->village_count; v++)
		problem.villages[v] = (struct match_village){
		    people->villages[v]->priority > 0 ? people->villages[v]->priority : 1, 1};
	for (size_t c = 0; c < people->cadre_count; c++) {
		int64_t now = stationed(turn, people->cadres[c]->id);

		for (size_t v = 0; v < people->village_count; v++) {
			const struct place *village = people->villages[v];
			struct match_cost *cost = &problem.costs[c * people->village_count + v];
			bool home = people->cadres[c]->home == village->id;

			problem.may[c * people->village_count + v] = !(policy->match_rotate && now == village->id);
			cost->level[MATCH_SPECIALTY] = mismatch(people->cadres[c]->lines, village->need);
			cost->level[MATCH_HOMETOWN] = policy->match_hometown == 0 ? !home
			    : policy->match_hometown == 1                         ? home
			                                                          : 0;
		}
	}
	return problem;
}

static void
propose(struct turn *turn, int64_t place, const struct people *people, const struct match_result *result)
{
	static const char *const fits[] = {"pair-fit-first", "pair-fit-other", "pair-fit-none", "pair-fit-none"};
	struct pair_item *items = arena_alloc(&turn->arena, (people->cadre_count + 1) * sizeof *items);
	struct buf lines = {0}, empty = {0};
	size_t n = 0;

	for (size_t c = 0; c < people->cadre_count; c++) {
		if (result->village[c] == MATCH_NONE)
			continue;
		const struct place *village = people->villages[result->village[c]];
		const char *next = result->next_best[c] == MATCH_NONE
		    ? "-"
		    : names_place_title(turn->world, people->villages[result->next_best[c]]->id, &turn->arena);

		items[n++] = (struct pair_item){people->cadres[c]->id, village->id,
		    result->next_best[c] == MATCH_NONE ? 0 : people->villages[result->next_best[c]]->id};
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, fits[mismatch(people->cadres[c]->lines, village->need)],
		        WITH({"who", people->cadres[c]->name},
		            {"village", names_place_title(turn->world, village->id, &turn->arena)},
		            {"need", village->need}, {"next", next})));
	}
	for (size_t v = 0; v < people->village_count; v++) {
		bool taken = false;

		for (size_t c = 0; c < people->cadre_count; c++)
			taken |= result->village[c] == (int)v;
		if (!taken)
			buf_addf(&empty, "%s%s", empty.n ? "、" : "",
			    names_place_title(turn->world, people->villages[v]->id, &turn->arena));
	}
	struct pairing pairing = {.by = turn->actor->id, .place = place, .pairs = {items, n}, .at = turn->now};
	const struct pairing *kept = turn_put(turn, &kind_pairing, &pairing);
	const char *left = empty.n ? turn_phrase(turn, "pair-empty", WITH({"villages", buf_text(&empty)})) : "";
	struct answer_item answers[] = {
	    {"确认|确定|confirm", arena_printf(&turn->arena, "确认配对 %lld", (long long)kept->id)},
	    {"取消|cancel", arena_printf(&turn->arena, "取消配对 %lld", (long long)kept->id)},
	};
	dialog_say(turn, "pair-proposal",
	    WITH({"lines", buf_text(&lines)}, {"left", left},
	        {"years", turn_number(turn, turn->world->policy.term_years)}),
	    DIALOG_choice, kept->id, answers, 2, turn->now + turn->world->policy.confirm_min * MS_MINUTE);
	buf_free(&lines);
	buf_free(&empty);
}

static void
run(struct turn *turn, const struct call *call)
{
	struct people *people = mem_new(sizeof *people);
	int64_t place = 0;

	(void)call;
	EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role)
		if (role->role == ROLE_admin && role->place &&
		    may(turn->world, turn->actor->id, RIGHT_administer, role->place, turn_today(turn)) &&
		    (place == 0 || place_inside(turn->world, place, role->place)))
			place = role->place;
	gather(turn, place, people);
	if (people->cadre_count == 0 || people->village_count == 0) {
		turn_say(turn, "pair-nothing", WITH_NONE);
		free(people);
		return;
	}
	struct match_problem problem = problem_of(turn, people);
	struct match_result result = match_solve(&problem);
	propose(turn, place, people, &result);
	match_result_free(&result);
	free(problem.villages);
	free(problem.costs);
	free(problem.may);
	free(people);
}

const struct command command_pair = {
    .name = "pair",
    .phrases = PHRASES("配对", "match cadres"),
    .help_zh = "配对:按专长和村里的需要提出谁驻哪个村",
    .help_en = "match cadres: proposes who goes to which village",
    .right = RIGHT_administer,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("配对", "match cadres"),
};
