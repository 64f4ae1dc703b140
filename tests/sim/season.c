/* A season of guests: 90 days, the demo's 17 households, arrivals of every sort, answers
 * of every sort, closures, crashes; one seed, one season. After each step the checkers:
 * nobody over capacity, sums equal, the ledger equals the events, nobody further from its
 * due share than one table and its largest party unless a hard rule says why.
 *   season FIRST COUNT     exit 1 at the first seed that fails, which is printed */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/require.h"
#include "cli/world_files.h"
#include "records/booking.h"
#include "records/entry.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/person_item.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"
#include "subjects/guests/ledger.h"

#include "stage.h"

#define DAYS 90
#define ADMIN "裘才强"
#define GROUP "安科农家乐群"
#define SAME_MEAL_MS (3 * MS_HOUR)

struct season {
	struct stage on;
	int arrivals, refused, jobs;
	int64_t given_up; /* the largest share given up lately: it goes to few, whole, by the rule */
	int64_t hard[64]; /* points beyond the even hand that a hard rule explains, by operator id */
	int64_t furthest; /* from the due share, at the end of any arrival */
};

/* The newest post to the operators' group since the last look that begins so. */
static const char *
posted(const struct season *season, const char *what)
{
	for (size_t i = season->on.rim.post_count; i-- > 0;)
		if (strcmp(season->on.rim.posts[i].chat, GROUP) == 0 && strstr(season->on.rim.posts[i].text, what))
			return season->on.rim.posts[i].text;
	return NULL;
}

static bool
holds(const struct line *line)
{
	return line_live(line) || line->state == LINE_served;
}

/* Seats at each meal, beds in each night. */
static void
check_capacity(struct season *season, const struct arrival *about)
{
	struct store *store = &season->on.world.store;

	EACH (store, operator, operator) {
		int64_t seats = 0, beds = 0;

		EACH_BY (store, line, operator, store_key_int(operator->id), line) {
			const struct arrival *arrival = store_find(store, &kind_arrival, line->arrival);
			int32_t from = zone_day(arrival->at, 480), day = zone_day(about->at, 480);

			if (!holds(line) || arrival->state == ARRIVAL_cancelled)
				continue;
			if (arrival->at < about->at + SAME_MEAL_MS && arrival->at > about->at - SAME_MEAL_MS)
				seats += line->heads;
			if (line->beds && from <= day && day < from + (arrival->nights > 0 ? arrival->nights : 1))
				beds += line->beds;
		}
		/* Arrivals nearer than three hours to this one may be further from each other. */
		if (seats > 2 * operator->seats || beds> operator->beds)
			stage_violated(&season->on, "over capacity", operator->name);
		int64_t here = 0;
		EACH_BY (store, line, arrival, store_key_int(about->id), line)
			here += line->operator== operator->id && holds(line) ? line->heads : 0;
		if (here > operator->seats)
			stage_violated(&season->on, "one arrival over capacity", operator->name);
	}
}

/* Every party's guests are somewhere or known to have no place; none is there twice. */
static void
check_sums(struct season *season, const struct arrival *arrival)
{
	struct store *store = &season->on.world.store;
	int64_t parties = 0;

	EACH_BY (store, party, arrival, store_key_int(arrival->id), party) {
		int64_t seated = 0, houses = 0;

		parties += party->heads;
		EACH_BY (store, line, arrival, store_key_int(arrival->id), line)
			if (line->party == party->id && holds(line)) {
				seated += line->heads;
				houses++;
			}
		if (seated > party->heads)
			stage_violated(&season->on, "guests are counted twice", party->name ? party->name : "bulk");
		if (party->unit == 0 && (houses > 1 || (seated && seated != party->heads)))
			stage_violated(&season->on, "a party was torn apart", party->name ? party->name : "?");
	}
	if (parties != arrival->heads)
		stage_violated(
		    &season->on, "the parties are not the arrival", arrival->source ? arrival->source : "");
}

/* The post's own arithmetic: the numbers behind the names sum to what it says. */
static void
check_post(struct season *season, const char *text)
{
	const char *sum = text ? strstr(text, "合计 ") : NULL;
	int64_t total = 0;

	if (sum == NULL)
		return;
	for (const char *line = strchr(text, '\n'); line && line < sum; line = strchr(line + 1, '\n')) {
		const char *space = line[1] == '@' ? strchr(line, ' ') : NULL;

		if (space && space < sum)
			total += strtoll(space, NULL, 10);
	}
	if (total != strtoll(sum + strlen("合计 "), NULL, 10))
		stage_violated(&season->on, "the sum of a post is wrong", text);
}

static int64_t
worth(const struct season *season, const struct line *line)
{
	return line->heads * season->on.world.policy.meal_points +
	    line->beds * season->on.world.policy.bed_points;
}

/* The ledger written from the lines alone must be the ledger. */
static void
check_ledger(struct season *season)
{
	struct store *store = &season->on.world.store;

	EACH (store, operator, operator) {
		int64_t events = 0, entries = 0;

		EACH_BY (store, line, operator, store_key_int(operator->id), line) {
			const struct arrival *arrival = store_find(store, &kind_arrival, line->arrival);
			bool late = line->offered_at > arrival->at - season->on.world.policy.decline_free_min * MS_MINUTE;

			if (arrival->state == ARRIVAL_cancelled)
				continue;
			switch (line->state) {
			case LINE_served: events += worth(season, line); break;
			case LINE_declined:
			case LINE_no_answer: events += late ? 0 : worth(season, line); break;
			case LINE_no_show: events += worth(season, line) / 2; break;
			case LINE_failed: events += 2 * worth(season, line); break;
			default: break;
			}
		}
		EACH_BY (store, entry, operator, store_key_int(operator->id), entry)
			entries += entry->points;
		if (events != entries) {
			char about[160];

			snprintf(about, sizeof about, "%s: events %" PRId64 ", entries %" PRId64, operator->name, events,
			    entries);
			stage_violated(&season->on, "the ledger is not what happened", about);
		}
	}
}

/* Fairness: what a household has and was promised against its due share. */
static void
check_fairness(struct season *season, int64_t largest)
{
	struct store *store = &season->on.world.store;
	struct turn turn = {.world = &season->on.world};
	int64_t points = 0, shares = 0;

	EACH (store, operator, operator) {
		points += ledger_points(&turn, operator) + ledger_promised(&turn, operator, 0);
		shares += operator->share;
	}
	EACH (store, operator, operator) {
		int64_t has = ledger_points(&turn, operator) + ledger_promised(&turn, operator, 0),
		        due = points * operator->share / shares;
		int64_t off = has > due ? has - due : due - has, allowed = season->on.world.policy.table_heads * season->on.world.policy.meal_points + largest + season->given_up + season->hard[operator->id % 64];
		char about[160];

		if (off > season->furthest)
			season->furthest = off;
		if (off <= allowed)
			continue;
		snprintf(about, sizeof about,
		    "%s has %" PRId64 ", is due %" PRId64 ", allowed %" PRId64, operator->name, has, due, allowed);
		stage_violated(&season->on, "too far from the due share", about);
	}
}

/* What an administrator would write; the largest party in points. */
static int64_t
announce(struct season *season, char *text, size_t n)
{
	static const char *const times[] = {"明天中午", "明天晚上6点", "今天晚上7点"};
	const char *when =
	    times[stage_below(&season->on, zone_minute(season->on.rim.now, 480) < 15 * 60 ? 3 : 2)];
	int64_t largest = 0;

	switch (stage_below(&season->on, 5)) {
	case 0: snprintf(text, n, "派客 %s %d人", when, (int)(10 + stage_below(&season->on, 140))); return 0;
	case 1: snprintf(text, n, "派客 %s %d桌", when, (int)(1 + stage_below(&season->on, 14))); return 10;
	case 2:
		snprintf(text, n, "派客 %s %d人,其中%d人住宿", when, (int)(40 + stage_below(&season->on, 60)),
		    (int)(2 + stage_below(&season->on, 30)));
		return 9;
	case 3:
		snprintf(text, n, "派客 %s %d人,其中素食1桌", when, (int)(20 + stage_below(&season->on, 60)));
		return 10;
	default: break;
	}
	int families = (int)(2 + stage_below(&season->on, 9));
	size_t at = (size_t)snprintf(text, n, "派客 %s来%d家:", when, families);
	for (int i = 0; i < families; i++) {
		int64_t heads = 2 + (int64_t)stage_below(&season->on, 7);

		largest = heads > largest ? heads : largest;
		at += (size_t)snprintf(text + at, n - at, "%s%d人", i ? "、" : "", (int)heads);
	}
	return largest;
}

static const char *
contact(const struct season *season, const struct operator* operator)
{
	return (
	    (const struct person *)store_find(&season->on.world.store, &kind_person, guests_contact(operator)))
	    ->name;
}

/* Each household with an offer answers in its way, or not at all. */
static void
answers(struct season *season, int64_t arrival)
{
	/* By number: a crash on the way makes every record another one. */
	for (int64_t id = 0;;) {
		const struct operator* operator= store_after(&season->on.world.store, &kind_operator, id);
		const struct line *offer = NULL;
		char text[60];

		if (operator== NULL)
			break;
		id = operator->id;

		EACH_BY (&season->on.world.store, line, operator, store_key_int(operator->id), line)
			if (line->arrival == arrival && line->state == LINE_offered)
				offer = line;
		if (offer == NULL)
			continue;
		uint64_t way = stage_below(&season->on, 100);
		if (way < 6) {
			stage_say(&season->on, contact(season, operator), NULL, "不接");
			season->refused++;
		} else if (way < 10 && offer->heads > 2) {
			snprintf(
			    text, sizeof text, "接%d个", (int)(1 + stage_below(&season->on, (uint64_t)offer->heads - 1)));
			stage_say(&season->on, contact(season, operator), NULL, text);
			stage_say(
			    &season->on, contact(season, operator), NULL, "接"); /* parties that cannot be cut: whole */
		} else if (way < 97) {
			stage_say(&season->on, contact(season, operator), GROUP, "接");
		}
		if (stage_below(&season->on, 200) == 0)
			stage_crash(&season->on);
	}
}

static void
guests_come(struct season *season, const struct arrival *about)
{
	int64_t id = about->id, at = about->at;

	sync_rim_until(&season->on.rim, at + 5 * MS_MINUTE);
	EACH (&season->on.world.store, operator, operator) {
		bool here = false;

		EACH_BY (&season->on.world.store, line, operator, store_key_int(operator->id), line)
			here |= line->arrival == id && line->state == LINE_accepted;
		if (!here)
			continue;
		uint64_t way = stage_below(&season->on, 100);
		char text[60];
		if (way < 60)
			stage_say(&season->on, contact(season, operator), GROUP, "到了");
		else if (way < 63)
			stage_say(&season->on, contact(season, operator), NULL, "没来");
		else if (way < 65) {
			snprintf(text, sizeof text, "失约 %s", operator->name);
			stage_say(&season->on, ADMIN, GROUP, text);
		}
	}
	sync_rim_until(&season->on.rim, at + 4 * MS_HOUR);
}

/* What no even hand can undo at once: refusals, failures, closures and needs move the
 * points of one household without the planner being asked. */
static void
note_hard(struct season *season)
{
	struct store *store = &season->on.world.store;

	memset(season->hard, 0, sizeof season->hard);
	season->given_up = 0;
	EACH_BY (store, arrival, state, store_key_int(ARRIVAL_settled), arrival) {
		if (arrival->at < season->on.rim.now - 20 * MS_DAY)
			continue; /* evened out since */
		EACH_BY (store, line, arrival, store_key_int(arrival->id), line)
			if (line->state != LINE_served && line->state != LINE_withdrawn) {
				season->hard[line->operator % 64] += 2 * worth(season, line);
				season->given_up = worth(season, line) > season->given_up ? worth(season, line)
				                                                          : season->given_up;
			}
		EACH_BY (store, party, arrival, store_key_int(arrival->id), party)
			if (party->must && *party->must)
				EACH_BY (store, line, arrival, store_key_int(arrival->id), line)
					season->hard[line->operator % 64] += line->party == party->id ? worth(season, line) : 0;
	}
	EACH (store, booking, booking)
		if (booking->to >= zone_day(season->on.rim.now, 480) - 6)
			season->hard[booking->operator % 64] += 30;
}

static const struct arrival *
newest(const struct season *season, int state)
{
	const struct arrival *found = NULL;

	EACH_BY (&season->on.world.store, arrival, state, store_key_int(state), arrival)
		found = arrival;
	return found;
}

/* The number behind a word of an explanation. */
static int64_t
said(const char *text, const char *word)
{
	const char *at = strstr(text, word);

	return at ? strtoll(at + strlen(word), NULL, 10) : INT64_MIN;
}

/* 为什么 of one household: its sums recomputed from the records alone. */
static void
check_why(struct season *season, int64_t arrival_id)
{
	struct store *store = &season->on.world.store;
	struct turn turn = {.world = &season->on.world};
	const struct arrival *arrival = store_find(store, &kind_arrival, arrival_id);
	const struct operator* asked = store_after(store, &kind_operator, (int64_t)stage_below(&season->on, 16));
	int64_t points = 0, shares = 0, mine = 0, today = 0, heads = 0;

	EACH (store, operator, operator) {
		struct plan_household room;
		int64_t has = ledger_points(&turn, operator) + ledger_promised(&turn, operator, arrival_id);

		mine = operator== asked ? has : mine;
		if (!board_free_room(&turn, operator, arrival->at, arrival->nights, arrival_id, &room))
			continue;
		points += has;
		shares += operator->share;
	}
	EACH_BY (store, party, arrival, store_key_int(arrival_id), party)
		points += party->heads * season->on.world.policy.meal_points +
		    party->beds * season->on.world.policy.bed_points;
	EACH_BY (store, line, arrival, store_key_int(arrival_id), line)
		if (line->operator== asked->id && line_live(line)) {
			heads += line->heads;
			today += worth(season, line);
		}
	sync_rim_clear_posts(&season->on.rim);
	int64_t share = asked->share, due = points * share / shares;
	char name[80];
	snprintf(name, sizeof name, "%s", asked->name);
	stage_say(&season->on, contact(season, asked), NULL, "为什么");
	for (size_t i = 0; i < season->on.rim.post_count; i++) {
		const char *text = season->on.rim.posts[i].text;

		if (strstr(text, "算下来该接 ") == NULL)
			continue;
		if (strstr(text, "不参加")) /* closed then: nothing is due to it */
			return;
		int64_t gap = mine + today - due;
		bool gap_right = gap == 0 ? strstr(text, "正好") != NULL
		    : gap > 0             ? said(text, ",多 ") == gap
		                          : said(text, "还差 ") == -gap;
		if (said(text, "算下来该接 ") != due || said(text, "份额 ") != share ||
		    said(text, "以前接了 ") != mine || said(text, "这次分 ") != heads || !gap_right)
			stage_violated(&season->on, "the explanation is not the plan's arithmetic", text);
		return;
	}
	stage_violated(&season->on, "no explanation", name);
}

static void
one_arrival(struct season *season, int64_t *largest)
{
	char text[600];
	int64_t mine = announce(season, text, sizeof text);

	if (mine > *largest)
		*largest = mine;
	sync_rim_clear_posts(&season->on.rim);
	stage_say(&season->on, ADMIN, GROUP, text);
	season->jobs += posted(season, "正在排") != NULL;
	const struct arrival *arrival = newest(season, ARRIVAL_planned);
	if (arrival == NULL) {
		stage_violated(&season->on, "not understood", text);
		return;
	}
	check_sums(season, arrival);
	if (stage_below(&season->on, 12) == 0)
		stage_crash(&season->on);
	stage_say(&season->on, ADMIN, GROUP, stage_below(&season->on, 15) ? "确认" : "取消");
	arrival = newest(season, ARRIVAL_posted);
	if (arrival == NULL)
		return;
	int64_t id = arrival->id;
	season->arrivals++;
	check_post(season, posted(season, "合计"));
	check_why(season, id);
	answers(season, id);
	arrival = store_find(&season->on.world.store, &kind_arrival, id);
	check_capacity(season, arrival);
	check_sums(season, arrival);
	if (stage_below(&season->on, 20) == 0) {
		stage_say(&season->on, ADMIN, GROUP, "取消派客");
		return;
	}
	guests_come(season, store_find(&season->on.world.store, &kind_arrival, id));
	arrival = store_find(&season->on.world.store, &kind_arrival, id);
	if (arrival->state != ARRIVAL_settled)
		stage_violated(&season->on, "not settled after it was over", text);
	check_capacity(season, arrival);
	check_sums(season, arrival);
	check_ledger(season);
	note_hard(season);
	check_fairness(season, *largest);
}

static void
fill(struct turn *turn)
{
	struct import_result result = {0};

	world_read_folder(turn, "config/demo", &result);
	require(result.faults == 0);
	import_result_free(&result);
}

static bool
play(uint64_t seed, bool loud)
{
	struct season season = {0};
	int64_t largest = 0;

	stage_open(&season.on, seed, zone_instant(civil_day(2026, 4, 1), 480, 480));
	stage_fill(&season.on, fill);
	for (int day = 0; day < DAYS && season.on.fault[0] == 0; day++) {
		sync_rim_until(&season.on.rim,
		    zone_instant(civil_day(2026, 4, 1) + day, 8 * 60, 480) > season.on.rim.now
		        ? zone_instant(civil_day(2026, 4, 1) + day, 8 * 60, 480)
		        : season.on.rim.now);
		if (stage_below(&season.on, 10) == 0) {
			const struct operator* some = store_after(
			    &season.on.world.store, &kind_operator, (int64_t)stage_below(&season.on, 16));

			if (some)
				stage_say(&season.on, contact(&season, some), NULL,
				    stage_below(&season.on, 2) ? "休息 明天" : "自带客 8人 明天中午");
		}
		for (uint64_t i = stage_below(&season.on, 3); i > 0 && season.on.fault[0] == 0; i--)
			one_arrival(&season, &largest);
	}
	if (season.on.fault[0] == 0 && season.arrivals < DAYS / 4)
		stage_violated(&season.on, "too few arrivals to prove anything", "");
	if (season.on.fault[0] || loud)
		printf("season %" PRIu64
		       ": %s (%d arrivals, %d refusals, %d crashes, %d long plans, furthest from due %" PRId64
		       " points)\n",
		    seed, season.on.fault[0] ? season.on.fault : "good", season.arrivals, season.refused,
		    season.on.crashes, season.jobs, season.furthest);
	bool good = season.on.fault[0] == 0;
	stage_close(&season.on);
	return good;
}

int
main(int argc, char **argv)
{
	uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1,
	         count = argc > 2 ? strtoull(argv[2], NULL, 10) : 3;

	log_level_set(LOG_ERROR + 1);
	for (uint64_t seed = first; seed < first + count; seed++)
		if (!play(seed, count < 20))
			return 1;
	printf("%" PRIu64 " seasons good\n", count);
	return 0;
}
