/* An arrival as the planner sees it; see the header. */
#include "subjects/guests/board.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/text.h"
#include "planning/draw.h"
#include "records/booking.h"
#include "records/kinds.h"
#include "records/line.h"
#include "subjects/guests/ledger.h"

#define SAME_MEAL_MS (3 * MS_HOUR) /* two meals nearer than this share the seats */
#define PACK_VERSION 2
#define PACK_HEAD 9 /* numbers before the households */

static bool
same_meal(int64_t a, int64_t b)
{
	return a < b + SAME_MEAL_MS && a > b - SAME_MEAL_MS;
}

bool
board_free_room(const struct turn *turn, const struct operator* operator, int64_t at, int64_t nights,
    int64_t except, struct plan_household *room)
{
	int zone = (int)turn->world->policy.zone_min;
	int32_t day = zone_day(at, zone), leaves = day + (int32_t)(nights > 0 ? nights : 1);
	bool open = operator->status !=
	            OPERATOR_suspended &&(operator->from == DAY_NONE || operator->from <= day) &&
	    (operator->to == DAY_NONE || day <= operator->to);

	room->seats = operator->seats;
	room->beds = operator->beds;
	room->ground_beds = operator->ground_beds;
	EACH_BY (&turn->world->store, line, operator, store_key_int(operator->id), line) {
		const struct arrival *other = turn_find(turn, arrival, line->arrival);

		if (line->arrival == except || other == NULL || !line_live(line) || other->state > ARRIVAL_running)
			continue;
		if (same_meal(other->at, at))
			room->seats -= line->heads;
		int32_t from = zone_day(other->at, zone),
		        to = from + (int32_t)(other->nights > 0 ? other->nights : 1);
		if (line->beds && from < leaves && day < to) {
			const struct party *party = turn_find(turn, party, line->party);

			room->beds -= line->beds;
			room->ground_beds -= party ? party->ground_beds : 0;
		}
	}
	EACH_BY (&turn->world->store, booking, operator, store_key_int(operator->id), booking) {
		if (booking->from > day || booking->to < day) {
			if (booking->beds && booking->from < leaves && booking->to >= day)
				room->beds -= booking->beds;
			continue;
		}
		if (booking->sort == BOOKING_closed)
			open = false;
		if (booking->at == 0 || same_meal(booking->at, at))
			room->seats -= booking->heads;
		room->beds -= booking->beds;
	}
	if (room->ground_beds > room->beds)
		room->ground_beds = room->beds;
	return open;
}

int64_t
board_heads(const struct turn *turn, int64_t arrival, int64_t operator)
{
	int64_t heads = 0;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival), line)
		if (line->operator== operator&& line_live(line))
			heads += line->heads;
	return heads;
}

/* The household in this arrival: it refused (closed), it keeps a part (nothing more). */
static void
read_answers(const struct turn *turn, const struct arrival *arrival, const struct operator* operator,
    struct plan_household * house)
{
	int64_t has = 0;
	bool refused = false;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
		if (line->operator!= operator->id)
			continue;
		has += line_live(line) ? line->heads : 0;
		refused |= line->state == LINE_declined || line->state == LINE_no_answer ||
		    line->state == LINE_failed;
	}
	if (refused && has == 0)
		house->open = false;
	else if (refused)
		house->seats = has < house->seats ? has : house->seats;
}

static bool
in_list(const char *list, const char *word, size_t n)
{
	for (const char *p = list; p && *p;) {
		const char *end = strchr(p, ';');
		size_t length = end ? (size_t)(end - p) : strlen(p);

		if (length == n && memcmp(p, word, n) == 0)
			return true;
		p = end ? end + 1 : p + length;
	}
	return false;
}

/* Has the household all of these features? 一楼 is a ground floor at all. */
static bool
has_all(const struct operator* operator, const char * must)
{
	for (const char *p = must; p && *p;) {
		const char *end = strchr(p, ';');
		size_t n = end ? (size_t)(end - p) : strlen(p);
		bool ground = n == strlen("ground_floor") && memcmp(p, "ground_floor", n) == 0;

		if (n && !(ground ? operator->ground_beds > 0 : in_list(operator->features, p, n)))
			return false;
		p = end ? end + 1 : p + n;
	}
	return true;
}

/* Wishes weigh one each: a feature, or "#12" for a named household. */
static void
read_wishes(const struct party *party, const struct operator* operator, struct plan_cell * cell)
{
	char name[24];

	snprintf(name, sizeof name, "#%lld", (long long)operator->id);
	for (const char *p = party->prefer; p && *p;) {
		const char *end = strchr(p, ';');
		size_t n = end ? (size_t)(end - p) : strlen(p);
		bool named = *p == '#',
		     granted = named ? n == strlen(name) && memcmp(p, name, n) == 0
		                     : in_list(operator->features, p, n);

		cell->missed += n && !granted;
		cell->named |= named && granted;
		p = end ? end + 1 : p + n;
	}
}

static int64_t
wish_count(const char *list)
{
	int64_t count = 0;

	for (const char *p = list; p && *p; p = strchr(p, ';') ? strchr(p, ';') + 1 : "")
		count++;
	return count;
}

static void
add_row(struct board *board, const struct party *party, int64_t heads, int64_t unit, bool locked,
    const int64_t *previous, const int64_t *taken)
{
	struct plan_problem *problem = &board->problem;
	size_t row = problem->party_count++, H = board->count;

	board->parties = mem_grow(board->parties, problem->party_count * sizeof *board->parties);
	problem->parties = mem_grow(problem->parties, problem->party_count * sizeof *problem->parties);
	problem->cells = mem_grow(problem->cells, problem->party_count * (H + 1) * sizeof *problem->cells);
	board->parties[row] = party->id;
	bool stays = unit == 0;
	problem->parties[row] = (struct plan_party){
	    .heads = heads,
	    .unit = unit,
	    .beds = stays ? party->beds : 0,
	    .ground_beds = stays ? party->ground_beds : 0,
	    .wishes = wish_count(party->prefer),
	    .order = (int64_t)row,
	    .locked = locked,
	};
	for (size_t h = 0; h < H; h++) {
		struct plan_cell *cell = &problem->cells[row * H + h];

		*cell = (struct plan_cell){
		    .previous = previous[h], .taken = taken[h], .may = has_all(board->operators[h], party->must)};
		read_wishes(party, board->operators[h], cell);
	}
	board->whole |= stays && !locked;
}

static void
add_party(struct turn *turn, struct board *board, const struct arrival *arrival, const struct party *party,
    bool answers)
{
	static const int64_t none[BOARD_HOUSES_MAX];
	int64_t fixed[BOARD_HOUSES_MAX] = {0}, offered[BOARD_HOUSES_MAX] = {0}, taken = 0;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
		if (!answers || line->party != party->id || !line_live(line))
			continue;
		for (size_t h = 0; h < board->count; h++)
			if (board->operators[h]->id == line->operator) {
				*(line->state == LINE_offered ? &offered[h] : &fixed[h]) += line->heads;
				taken += line->state == LINE_offered ? 0 : line->heads;
			}
	}
	if (taken)
		add_row(board, party, taken, party->unit, true, fixed, none);
	if (taken < party->heads) /* a table of which a part was taken is given on by the head */
		add_row(board, party, party->heads - taken,
		    party->unit && (party->heads - taken) % party->unit ? 1 : party->unit, false, offered, fixed);
}

/* 别给磨坊, 只给陈家和李家. */
static bool
is_wanted(const struct arrival *arrival, const struct operator* operator)
{
	char id[24];

	snprintf(id, sizeof id, "%lld", (long long)operator->id);
	return !in_list(arrival->except, id, strlen(id)) &&
	    (text_empty(arrival->only) || in_list(arrival->only, id, strlen(id)));
}

static void
open_board(struct turn *turn, const struct arrival *arrival, struct board *board, bool answers)
{
	const struct policy *policy = &turn->world->policy;
	uint8_t draw[DRAW_BYTES] = {0};

	*board = (struct board){
	    .problem = {.meal_points = policy->meal_points,
	        .bed_points = policy->bed_points,
	        .band_points = policy->band_points,
	        .bulk_least = policy->bulk_least,
	        .table_heads = policy->table_heads,
	        .few = answers && arrival->state != ARRIVAL_planned && policy->bulk_least > 1}};
	board->problem.households = mem_new(BOARD_HOUSES_MAX * sizeof *board->problem.households);
	if (arrival->draw)
		digest_unhex(arrival->draw, draw, sizeof draw); /* without one: zeros (allocation.md) */
	EACH_BY (&turn->world->store, operator, village, store_key_int(arrival->village), operator) {
		struct plan_household *house = &board->problem.households[board->count];

		if (board->count == BOARD_HOUSES_MAX)
			break;
		*house = (struct plan_household){.share = operator_share(operator), .order = draw_tie(draw, text_empty(operator->code) ? operator->name : operator->code)};
		house->open = board_free_room(turn, operator, arrival->at, arrival->nights, arrival->id, house) &&
		    is_wanted(arrival, operator);
		house->ledger = ledger_points(turn, operator) + ledger_promised(turn, operator, arrival->id);
		if (answers)
			read_answers(turn, arrival, operator, house);
		else
			EACH_BY (&turn->world->store, entry, arrival, store_key_int(arrival->id), entry)
				house->ledger -= entry->operator== operator->id ? entry->points : 0;
		board->operators[board->count++] = operator;
		if (house->open) {
			board->open++;
			board->seats += house->seats > 0 ? house->seats : 0;
		}
	}
	board->problem.household_count = board->count;
	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party)
		add_party(turn, board, arrival, party, answers);
	/* Announced before there were parties: one bulk. */
	if (board->problem.party_count == 0)
		add_party(turn, board, arrival,
		    &(struct party){.arrival = arrival->id,
		        .heads = arrival->heads,
		        .unit = arrival->unit > 0 ? arrival->unit : 1},
		    answers);
}

void
board_open(struct turn *turn, const struct arrival *arrival, struct board *board)
{
	open_board(turn, arrival, board, true);
}

void
board_open_as_divided(struct turn *turn, const struct arrival *arrival, struct board *board)
{
	open_board(turn, arrival, board, false);
}

void
board_free(struct board *board)
{
	free(board->parties);
	plan_problem_free(&board->problem);
	*board = (struct board){0};
}

int
board_row(const struct board *board, int64_t party)
{
	for (size_t row = 0; row < board->problem.party_count; row++)
		if (board->parties[row] == party && !board->problem.parties[row].locked)
			return (int)row;
	return -1;
}

static void
add_number(struct buf *out, int64_t number)
{
	buf_add(out, &number, sizeof number);
}

void
board_pack(const struct board *board, struct buf *out)
{
	const struct plan_problem *problem = &board->problem;

	add_number(out, PACK_VERSION);
	add_number(out, problem->meal_points);
	add_number(out, problem->bed_points);
	add_number(out, problem->band_points);
	add_number(out, problem->bulk_least);
	add_number(out, problem->table_heads);
	add_number(out, problem->few);
	add_number(out, (int64_t)problem->household_count);
	add_number(out, (int64_t)problem->party_count);
	for (size_t h = 0; h < problem->household_count; h++) {
		const struct plan_household *x = &problem->households[h];
		const int64_t numbers[] = {x->seats, x->beds, x->ground_beds, x->share, x->ledger, x->order, x->open};

		buf_add(out, numbers, sizeof numbers);
	}
	for (size_t p = 0; p < problem->party_count; p++) {
		const struct plan_party *x = &problem->parties[p];
		const int64_t numbers[] = {
		    x->heads, x->unit, x->beds, x->ground_beds, x->wishes, x->order, x->locked};

		buf_add(out, numbers, sizeof numbers);
	}
	for (size_t i = 0; i < problem->household_count * problem->party_count; i++) {
		const struct plan_cell *x = &problem->cells[i];
		const int64_t numbers[] = {x->previous, x->taken, x->missed, x->may, x->named};

		buf_add(out, numbers, sizeof numbers);
	}
}

bool
board_unpack(const void *bytes, size_t n, struct plan_problem *problem)
{
	size_t count = n / sizeof(int64_t);
	int64_t *numbers = mem_new(n + sizeof(int64_t)), *at = numbers + PACK_HEAD;

	*problem = (struct plan_problem){0};
	memcpy(numbers, bytes, count * sizeof *numbers);
	if (count < PACK_HEAD || numbers[0] != PACK_VERSION || numbers[7] < 0 || numbers[8] < 0 ||
	    numbers[7] > BOARD_HOUSES_MAX ||
	    (size_t)(PACK_HEAD + 7 * numbers[7] + 7 * numbers[8] + 5 * numbers[7] * numbers[8]) != count) {
		free(numbers);
		return false;
	}
	*problem = (struct plan_problem){.meal_points = numbers[1],
	    .bed_points = numbers[2],
	    .band_points = numbers[3],
	    .bulk_least = numbers[4],
	    .table_heads = numbers[5],
	    .few = numbers[6] != 0,
	    .household_count = (size_t)numbers[7],
	    .party_count = (size_t)numbers[8]};
	problem->households = mem_new((problem->household_count + 1) * sizeof *problem->households);
	problem->parties = mem_new((problem->party_count + 1) * sizeof *problem->parties);
	problem->cells = mem_new((problem->household_count * problem->party_count + 1) * sizeof *problem->cells);
	for (size_t h = 0; h < problem->household_count; h++, at += 7)
		problem->households[h] = (struct plan_household){
		    at[0], at[1], at[2], at[3], at[4], at[5], at[6] != 0};
	for (size_t p = 0; p < problem->party_count; p++, at += 7)
		problem->parties[p] = (struct plan_party){at[0], at[1], at[2], at[3], at[4], at[5], at[6] != 0};
	for (size_t i = 0; i < problem->household_count * problem->party_count; i++, at += 5)
		problem->cells[i] = (struct plan_cell){at[0], at[1], at[2], at[3] != 0, at[4] != 0};
	free(numbers);
	return true;
}
