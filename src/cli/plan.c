/* plan [FILE]: an arrival as JSON, its allocation as JSON (contract.md section 5). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "cli/cli.h"
#include "cli/json_input.h"
#include "shell/config.h"
#include "language/phrase.h"
#include "core/policy.h"
#include "formats/json.h"
#include "planning/draw.h"
#include "planning/parties.h"
#include "subjects/guests/guest_words.h"

#define COUNT_MAX 100000 /* heads, seats, beds of one household or party */
#define POINTS_MAX 1000000000
#define HOUSES_MAX 256
#define PARTIES_MAX 2000
#define SHARE_MAX 10000

static void
read_draw(struct json_input *input, uint8_t draw[DRAW_BYTES])
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(input->root, "draw");

	memset(draw, 0, DRAW_BYTES);
	if (member && !cJSON_IsNull(member) &&
	    !(cJSON_IsString(member) && digest_unhex(member->valuestring, draw, DRAW_BYTES)))
		json_fault(input, "", "draw", "must be 64 hexadecimal digits");
}

static void
read_household(struct json_input *input, const cJSON *list, int at, const uint8_t draw[DRAW_BYTES],
    struct plan_household *out)
{
	const cJSON *object = cJSON_GetArrayItem(list, at);
	char path[60];

	snprintf(path, sizeof path, "/households/%d", at);
	if (!cJSON_IsObject(object)) {
		json_fault(input, path, NULL, "must be an object");
		return;
	}
	const char *id = json_input_id(input, list, at, path);
	if (cJSON_GetObjectItemCaseSensitive(object, "seats") == NULL)
		json_fault(input, path, "seats", "is missing: how many guests can eat here");
	out->seats = json_input_number(input, object, path, "seats", 0, COUNT_MAX, 0) -
	    json_input_number(input, object, path, "booked_seats", 0, COUNT_MAX, 0);
	out->beds = json_input_number(input, object, path, "beds", 0, COUNT_MAX, 0) -
	    json_input_number(input, object, path, "booked_beds", 0, COUNT_MAX, 0);
	out->ground_beds = json_input_number(input, object, path, "ground_beds", 0, COUNT_MAX, 0) -
	    json_input_number(input, object, path, "booked_ground_beds", 0, COUNT_MAX, 0);
	out->share = json_input_number(input, object, path, "share", 1, SHARE_MAX, 1);
	out->ledger = json_input_number(input, object, path, "ledger", -POINTS_MAX, POINTS_MAX, 0);
	out->open = json_input_flag(input, object, path, "open", true);
	json_input_texts(input, json_input_list(input, object, path, "features"), path, "features");
	out->order = id ? draw_tie(draw, id) : 0;
}

/* What a household means to a party: has it what is needed, which wishes does it miss. */
static void
read_cells(struct json_input *input, const cJSON *party, const char *path, const cJSON *households,
    struct plan_party *out, struct plan_cell *cells)
{
	const cJSON *must = json_input_list(input, party, path, "must"),
	            *forbid = json_input_list(input, party, path, "forbid"),
	            *prefer = json_input_list(input, party, path, "prefer");
	const cJSON *previous = cJSON_GetObjectItemCaseSensitive(party, "previous"), *item;
	int at = 0;

	json_input_texts(input, must, path, "must");
	json_input_texts(input, forbid, path, "forbid");
	cJSON_ArrayForEach(item, forbid)
	{
		char place[80];

		snprintf(place, sizeof place, "%s/forbid/%d", path, at++);
		if (cJSON_IsString(item) && json_input_find(households, item->valuestring) < 0)
			json_fault(input, place, NULL, "is no household of this file");
	}
	const cJSON *household;
	at = 0;
	cJSON_ArrayForEach(household, households)
	{
		const cJSON *features = cJSON_GetObjectItemCaseSensitive(household, "features");
		const char *id = json_text(household, "id");

		cells[at].may = id && !json_input_has(forbid, id);
		cJSON_ArrayForEach(item, must) cells[at].may &= cJSON_IsString(item) &&
		    json_input_has(features, item->valuestring);
		at++;
	}
	int wish = 0;
	cJSON_ArrayForEach(item, prefer)
	{
		const char *feature = json_text(item, "feature"), *house = json_text(item, "household");
		char place[80];

		snprintf(place, sizeof place, "%s/prefer/%d", path, wish++);
		if (!cJSON_IsObject(item) || (feature == NULL) == (house == NULL)) {
			json_fault(input, place, NULL, "must be an object with either a feature or a household");
			continue;
		}
		int64_t weight = json_input_number(input, item, place, "weight", 0, COUNT_MAX, 1);
		if (house && json_input_find(households, house) < 0)
			json_fault(input, place, "household", "is no household of this file");
		out->wishes += weight;
		at = 0;
		cJSON_ArrayForEach(household, households)
		{
			const char *id = json_text(household, "id");
			bool granted = feature
			    ? json_input_has(cJSON_GetObjectItemCaseSensitive(household, "features"), feature)
			    : id && strcmp(id, house) == 0;

			cells[at].missed += granted ? 0 : weight;
			cells[at].named |= granted && house;
			at++;
		}
	}
	if (previous && !cJSON_IsNull(previous) && !cJSON_IsObject(previous))
		json_fault(input, path, "previous", "must be an object of heads by household");
	if (!cJSON_IsObject(previous))
		return;
	char place[60];
	snprintf(place, sizeof place, "%s/previous", path);
	cJSON_ArrayForEach(item, previous)
	{
		int h = json_input_find(households, item->string);

		if (h < 0)
			json_fault(input, place, item->string, "is no household of this file");
		else
			cells[h].previous = json_input_number(input, previous, place, item->string, 0, COUNT_MAX, 0);
	}
}

static void
read_party(struct json_input *input, const cJSON *list, int at, const cJSON *households,
    const uint8_t draw[DRAW_BYTES], struct plan_party *out, struct plan_cell *cells)
{
	const cJSON *object = cJSON_GetArrayItem(list, at);
	char path[40];

	snprintf(path, sizeof path, "/parties/%d", at);
	if (!cJSON_IsObject(object)) {
		json_fault(input, path, NULL, "must be an object");
		return;
	}
	const char *id = json_input_id(input, list, at, path);
	if (cJSON_GetObjectItemCaseSensitive(object, "heads") == NULL)
		json_fault(input, path, "heads", "is missing: how many guests");
	out->heads = json_input_number(input, object, path, "heads", 1, COUNT_MAX, 1);
	out->unit = json_input_number(input, object, path, "unit", 0, COUNT_MAX, 0);
	out->beds = json_input_number(input, object, path, "beds", 0, COUNT_MAX, 0);
	out->ground_beds = json_input_number(input, object, path, "ground_beds", 0, COUNT_MAX, 0);
	out->locked = json_input_flag(input, object, path, "locked", false);
	out->order = id ? draw_tie(draw, id) : 0;
	if (out->unit && (out->beds || out->ground_beds))
		json_fault(input, path, "unit", "must be 0 for guests who stay overnight");
	read_cells(input, object, path, households, out, cells);
	int64_t before = 0;
	size_t houses = 0;
	for (int h = 0; h < cJSON_GetArraySize(households); h++) {
		before += cells[h].previous;
		houses += cells[h].previous > 0;
	}
	if (out->locked &&
	    (before > out->heads || (out->unit == 0 && (houses > 1 || (before && before != out->heads)))))
		json_fault(input, path, "previous",
		    "of a locked party must be its heads, in one household unless it may be cut");
}

/* L * (sum of squares) must stay an exact number. */
static void
check_size(struct json_input *input, const struct plan_problem *problem)
{
	double squares = 0, points = 0;
	int64_t lcm = plan_lcm(problem);

	for (size_t h = 0; h < problem->household_count; h++)
		if (problem->households[h].open)
			squares += (double)problem->households[h].ledger * (double)problem->households[h].ledger;
	for (size_t p = 0; p < problem->party_count; p++)
		points += (double)plan_points(problem, &problem->parties[p]);
	if (lcm == 0 || (double)lcm * (squares + points * points) >= 9007199254740992.0)
		json_fault(input, "/households", NULL,
		    "shares and points are too large: the least common multiple of the shares times the squares of the points must stay below 2^53");
}

static void
add_vector(struct buf *out, const char *name, const int64_t vector[PLAN_LEVELS])
{
	buf_addf(out, ",\n \"%s\": [", name);
	static const enum plan_level six[] = {
	    PLAN_HEADS, PLAN_POINTS, PLAN_MOVED, PLAN_OUTSIDE, PLAN_WISHES, PLAN_SQUARES};

	for (size_t i = 0; i < sizeof six / sizeof *six; i++)
		buf_addf(out, "%s%lld", i ? ", " : "", (long long)vector[six[i]]);
	buf_addc(out, ']');
}

static void
print(const struct plan_problem *problem, const cJSON *households, const cJSON *parties,
    const struct plan_result *result)
{
	struct buf out = {0};
	struct arena arena = {0};

	buf_adds(&out, "{\"plan\": {");
	for (size_t p = 0; p < problem->party_count; p++) {
		bool first = true;

		buf_adds(&out, p ? ",\n  " : "\n  ");
		buf_json(&out, json_text(cJSON_GetArrayItem(parties, (int)p), "id"));
		buf_adds(&out, ": {");
		for (size_t h = 0; h < problem->household_count; h++) {
			int64_t heads = result->heads[p * problem->household_count + h];

			if (heads == 0)
				continue;
			buf_adds(&out, first ? "" : ", ");
			buf_json(&out, json_text(cJSON_GetArrayItem(households, (int)h), "id"));
			buf_addf(&out, ": %lld", (long long)heads);
			first = false;
		}
		buf_addc(&out, '}');
	}
	buf_addc(&out, '}');
	add_vector(&out, "vector", result->vector);
	if (problem->bulk_least > 1)
		buf_addf(&out, ",\n \"split_below\": %lld", (long long)result->vector[PLAN_SPLIT]);
	buf_addf(&out, ",\n \"proven\": %s", result->proven ? "true" : "false");
	add_vector(&out, "bound", result->bound);
	buf_adds(&out, ",\n \"reasons\": {");
	for (size_t h = 0; h < problem->household_count; h++) {
		struct plan_reason reason = plan_reason_of(problem, result->heads, h);

		buf_adds(&out, h ? ",\n  " : "\n  ");
		buf_json(&out, json_text(cJSON_GetArrayItem(households, (int)h), "id"));
		buf_addf(&out,
		    ": {\"due\": %lld, \"ledger\": %lld, \"today\": %lld, \"after\": %lld, \"code\": \"%s\", \"text\": ",
		    (long long)reason.due, (long long)reason.ledger, (long long)reason.today, (long long)reason.after,
		    plan_code_names[reason.code]);
		const char *why = phrase(&arena, ZH, guest_whys[reason.code], WITH_NONE);
		buf_json(&out,
		    phrase(&arena, ZH, "plan-reason",
		        WITH({"due", arena_printf(&arena, "%lld", (long long)reason.due)},
		            {"ledger", arena_printf(&arena, "%lld", (long long)reason.ledger)},
		            {"today", arena_printf(&arena, "%lld", (long long)reason.today)},
		            {"after", arena_printf(&arena, "%lld", (long long)reason.after)},
		            {"gap", arena_printf(&arena, "%+lld", (long long)(reason.after - reason.due))},
		            {"why", why})));
		buf_addc(&out, '}');
	}
	buf_adds(&out, "}}\n");
	fputs(buf_text(&out), stdout);
	buf_free(&out);
	arena_clear(&arena);
}

static int
run(const struct options *options)
{
	struct json_input input;
	uint8_t draw[DRAW_BYTES];
	int status = 1;

	if (options->count > 1)
		return 2;
	if (!json_input_open(&input, options->count ? options->words[0] : NULL))
		return 1;
	const struct policy *policy = &policy_defaults;
	const cJSON *rules = cJSON_GetObjectItemCaseSensitive(input.root, "policy");
	const cJSON *households = json_input_required(&input, "households"),
	            *parties = json_input_required(&input, "parties");
	int H = cJSON_GetArraySize(households), P = cJSON_GetArraySize(parties);
	if (rules && !cJSON_IsObject(rules))
		json_fault(&input, "", "policy", "must be an object");
	if (H > HOUSES_MAX)
		json_fault(&input, "", "households", "may be 256 at most");
	if (P > PARTIES_MAX)
		json_fault(&input, "", "parties", "may be 2000 at most");
	struct plan_problem problem = {
	    .meal_points = json_input_number(
	        &input, rules, "/policy", "meal_points", 0, COUNT_MAX, policy->meal_points),
	    .bed_points = json_input_number(
	        &input, rules, "/policy", "bed_points", 0, COUNT_MAX, policy->bed_points),
	    .band_points = json_input_number(
	        &input, rules, "/policy", "band_points", 0, POINTS_MAX, policy->band_points),
	    .bulk_least = json_input_number(&input, rules, "/policy", "bulk_least", 1, COUNT_MAX, 1),
	    .households = mem_new(((size_t)H + 1) * sizeof *problem.households),
	    .household_count = (size_t)H,
	    .parties = mem_new(((size_t)P + 1) * sizeof *problem.parties),
	    .party_count = (size_t)P,
	    .cells = mem_new(((size_t)H * (size_t)P + 1) * sizeof *problem.cells),
	};
	read_draw(&input, draw);
	if (input.faults.n == 0 || (H <= HOUSES_MAX && P <= PARTIES_MAX)) {
		for (int h = 0; h < H; h++)
			read_household(&input, households, h, draw, &problem.households[h]);
		for (int p = 0; p < P; p++)
			read_party(&input, parties, p, households, draw, &problem.parties[p],
			    &problem.cells[(size_t)p * (size_t)H]);
		if (input.faults.n == 0)
			check_size(&input, &problem);
	}
	if (json_input_good(&input)) {
		struct plan_result result = plan_parties(&problem, PLAN_NODES);

		print(&problem, households, parties, &result);
		plan_result_free(&result);
		status = 0;
	}
	plan_problem_free(&problem);
	json_input_close(&input);
	return status;
}

const struct cli_call cli_plan = {
    "plan", "plan [FILE]", "divides an arrival given as JSON among households", run};
