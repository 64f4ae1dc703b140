/* match [FILE]: cadres and villages as JSON, who goes where as JSON (contract.md section 5). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/cli.h"
#include "cli/json_input.h"
#include "formats/json.h"
#include "planning/matching.h"

#define PEOPLE_MAX 1000
#define SLOTS_MAX 100
#define NUMBER_MAX 1000000

enum hometown { HOME_PREFER, HOME_AVOID, HOME_IGNORE };
struct rules {
	bool rotate, home_only;
	enum hometown hometown;
};

static struct rules
read_rules(struct json_input *input)
{
	static const char *const names[] = {"prefer", "avoid", "ignore"};
	const cJSON *object = cJSON_GetObjectItemCaseSensitive(input->root, "rules");
	struct rules rules = {.hometown = HOME_IGNORE};

	if (object && !cJSON_IsObject(object)) {
		json_fault(input, "", "rules", "must be an object");
		return rules;
	}
	rules.rotate = json_input_flag(input, object, "/rules", "rotate", false);
	rules.home_only = json_input_flag(input, object, "/rules", "home_only", false);
	const char *hometown = json_text(object, "hometown");
	bool known = hometown == NULL && cJSON_GetObjectItemCaseSensitive(object, "hometown") == NULL;
	for (int i = 0; hometown && i < 3; i++)
		if (strcmp(hometown, names[i]) == 0) {
			rules.hometown = (enum hometown)i;
			known = true;
		}
	if (!known)
		json_fault(input, "/rules", "hometown", "must be prefer, avoid or ignore");
	return rules;
}

/* A text, null or absent. */
static const char *
text_or_null(struct json_input *input, const cJSON *object, const char *path, const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (member && !cJSON_IsNull(member) && !cJSON_IsString(member))
		json_fault(input, path, name, "must be a text or null");
	return member && cJSON_IsString(member) ? member->valuestring : NULL;
}

struct pair_place {
	const cJSON *cadre, *village, *distances;
	const char *distance_path;
};

static void
read_pair(struct json_input *input, const struct rules *rules, const struct pair_place *place,
    struct match_cost *cost, bool *may)
{
	const char *village = json_text(place->village, "id"), *need = json_text(place->village, "need");
	const char *home = json_text(place->cadre, "home"), *previous = json_text(place->cadre, "previous");
	const cJSON *lines = cJSON_GetObjectItemCaseSensitive(place->cadre, "lines"),
	            *first = cJSON_GetArrayItem(lines, 0);
	const cJSON *weight = cJSON_GetObjectItemCaseSensitive(place->village, "weight");
	int64_t heavy = cJSON_IsNumber(weight) ? json_whole(place->village, "weight") : 1;
	bool at_home = home && village && strcmp(home, village) == 0;

	if (village == NULL)
		return;
	*may = !json_input_has(cJSON_GetObjectItemCaseSensitive(place->cadre, "forbid"), village) &&
	    !(rules->rotate && previous && strcmp(previous, village) == 0) && (!rules->home_only || at_home);
	if (need && !(cJSON_IsString(first) && strcmp(first->valuestring, need) == 0))
		cost->level[MATCH_SPECIALTY] = json_input_has(lines, need) ? heavy : 3 * heavy;
	cost->level[MATCH_HOMETOWN] = rules->hometown == HOME_PREFER ? !at_home
	    : rules->hometown == HOME_AVOID                          ? at_home
	                                                             : 0;
	if (place->distances)
		cost->level[MATCH_DISTANCE] = json_input_number(
		    input, place->distances, place->distance_path, village, 0, NUMBER_MAX, 0);
}

static void
print(const struct match_problem *problem, const cJSON *cadres, const cJSON *villages,
    const struct match_result *result)
{
	static const char *const names[] = {NULL, "specialty", "hometown_miss", "distance"};
	struct buf out = {0};
	bool first = true;

	buf_adds(&out, "{\"assignment\": {");
	for (size_t c = 0; c < problem->cadre_count; c++) {
		if (result->village[c] == MATCH_NONE)
			continue;
		buf_adds(&out, first ? "" : ", ");
		buf_json(&out, json_text(cJSON_GetArrayItem(cadres, (int)c), "id"));
		buf_adds(&out, ": ");
		buf_json(&out, json_text(cJSON_GetArrayItem(villages, result->village[c]), "id"));
		first = false;
	}
	buf_adds(&out, "},\n \"vector\": [");
	for (int i = 0; i < MATCH_LEVELS; i++)
		buf_addf(&out, "%s%lld", i ? ", " : "", (long long)result->vector.level[i]);
	buf_adds(&out, "],\n \"reasons\": {");
	first = true;
	for (size_t c = 0; c < problem->cadre_count; c++) {
		if (result->village[c] == MATCH_NONE)
			continue;
		const struct match_cost *cost =
		    &problem->costs[c * problem->village_count + (size_t)result->village[c]];

		buf_adds(&out, first ? "\n  " : ",\n  ");
		buf_json(&out, json_text(cJSON_GetArrayItem(cadres, (int)c), "id"));
		buf_adds(&out, ": {\"village\": ");
		buf_json(&out, json_text(cJSON_GetArrayItem(villages, result->village[c]), "id"));
		for (int i = 1; i < MATCH_LEVELS; i++)
			buf_addf(&out, ", \"%s\": %lld", names[i], (long long)cost->level[i]);
		buf_adds(&out, ", \"next_best\": ");
		buf_json(&out,
		    result->next_best[c] == MATCH_NONE
		        ? NULL
		        : json_text(cJSON_GetArrayItem(villages, result->next_best[c]), "id"));
		buf_addc(&out, '}');
		first = false;
	}
	buf_adds(&out, "}}\n");
	fputs(buf_text(&out), stdout);
	buf_free(&out);
}

static void
read_all(struct json_input *input, const struct rules *rules, const cJSON *cadres, const cJSON *villages,
    struct match_problem *problem)
{
	const cJSON *distance = cJSON_GetObjectItemCaseSensitive(input->root, "distance");
	char path[200];

	if (distance && !cJSON_IsObject(distance))
		json_fault(input, "", "distance", "must be an object of objects");
	for (int v = 0; v < (int)problem->village_count; v++) {
		const cJSON *village = cJSON_GetArrayItem(villages, v);

		snprintf(path, sizeof path, "/villages/%d", v);
		if (!cJSON_IsObject(village)) {
			json_fault(input, path, NULL, "must be an object");
			continue;
		}
		json_input_id(input, villages, v, path);
		text_or_null(input, village, path, "need");
		json_input_number(input, village, path, "weight", 0, NUMBER_MAX, 1);
		problem->villages[v] = (struct match_village){
		    json_input_number(input, village, path, "priority", 0, NUMBER_MAX, 1),
		    json_input_number(input, village, path, "slots", 0, SLOTS_MAX, 1)};
	}
	for (int c = 0; c < (int)problem->cadre_count; c++) {
		const cJSON *cadre = cJSON_GetArrayItem(cadres, c);

		snprintf(path, sizeof path, "/cadres/%d", c);
		if (!cJSON_IsObject(cadre)) {
			json_fault(input, path, NULL, "must be an object");
			continue;
		}
		const char *id = json_input_id(input, cadres, c, path);
		text_or_null(input, cadre, path, "home");
		text_or_null(input, cadre, path, "previous");
		json_input_texts(input, json_input_list(input, cadre, path, "lines"), path, "lines");
		json_input_texts(input, json_input_list(input, cadre, path, "forbid"), path, "forbid");
		const cJSON *row = id ? cJSON_GetObjectItemCaseSensitive(distance, id) : NULL;
		snprintf(path, sizeof path, "/distance/%.100s", id ? id : "");
		if (row && !cJSON_IsObject(row))
			json_fault(input, path, NULL, "must be an object of numbers by village");
		for (int v = 0; v < (int)problem->village_count; v++) {
			size_t at = (size_t)c * problem->village_count + (size_t)v;
			struct pair_place place = {
			    cadre, cJSON_GetArrayItem(villages, v), cJSON_IsObject(row) ? row : NULL, path};

			read_pair(input, rules, &place, &problem->costs[at], &problem->may[at]);
		}
	}
}

static int
run(const struct options *options)
{
	struct json_input input;
	int status = 1;

	if (options->count > 1)
		return 2;
	if (!json_input_open(&input, options->count ? options->words[0] : NULL))
		return 1;
	struct rules rules = read_rules(&input);
	const cJSON *cadres = json_input_required(&input, "cadres"),
	            *villages = json_input_required(&input, "villages");
	struct match_problem problem = {.cadre_count = (size_t)cJSON_GetArraySize(cadres),
	    .village_count = (size_t)cJSON_GetArraySize(villages)};
	if (problem.cadre_count > PEOPLE_MAX || problem.village_count > PEOPLE_MAX) {
		json_fault(
		    &input, "", problem.cadre_count > PEOPLE_MAX ? "cadres" : "villages", "may be 1000 at most");
		problem.cadre_count = problem.village_count = 0;
	}
	problem.villages = mem_new((problem.village_count + 1) * sizeof *problem.villages);
	problem.costs = mem_new((problem.cadre_count * problem.village_count + 1) * sizeof *problem.costs);
	problem.may = mem_new(problem.cadre_count * problem.village_count + 1);
	read_all(&input, &rules, cadres, villages, &problem);
	if (json_input_good(&input)) {
		struct match_result result = match_solve(&problem);

		print(&problem, cadres, villages, &result);
		match_result_free(&result);
		status = 0;
	}
	free(problem.villages);
	free(problem.costs);
	free(problem.may);
	json_input_close(&input);
	return status;
}

const struct cli_call cli_match = {"match", "match [FILE]", "matches cadres to villages given as JSON", run};
