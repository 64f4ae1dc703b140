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
#include "cli/sync_rim.h"
#include "cli/world_files.h"
#include "commands/commands.h"
#include "records/booking.h"
#include "records/entry.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/person_item.h"
#include "wakes/wakes.h"
#include "work/guests.h"
#include "work/jobs.h"
#include "work/ledger.h"

#define DAYS 90
#define ADMIN "裘才强"
#define GROUP "安科农家乐群"
#define SAME_MEAL_MS (3 * MS_HOUR)

struct season {
	uint64_t        seed;
	struct rng      rng;
	struct seal_key key;
	struct world    world;
	struct sync_rim rim;
	struct db      *db;
	int             event, crashes, arrivals, refused, jobs;
	int64_t         hard[64]; /* points beyond the even hand that a hard rule explains, by operator id */
	int64_t         furthest; /* from the due share, at the end of any arrival */
	char            fault[400];
};

static void
violated(struct season *season, const char *what, const char *about)
{
	if (season->fault[0] == 0)
		snprintf(season->fault, sizeof season->fault, "day %" PRId64 ": %s: %.200s", (int64_t)zone_day(season->rim.now, 480), what, about);
}

static uint64_t
below(struct season *season, uint64_t bound)
{
	return rng_below(&season->rng, bound);
}

static void
open_serve(struct season *season)
{
	season->rim.serve = serve_open(&(struct serve_setup){.world = &season->world, .rim = &season->rim.rim, .tables = {commands_all, wakes_all, jobs_all}, .demo = true});
}

/* The program dies without a word and starts again from its file. */
static void
crash(struct season *season)
{
	int64_t now = season->rim.now;
	char why[256] = "";
	uint64_t seed = season->seed * 977 + (uint64_t)++season->crashes;

	serve_close(season->rim.serve);
	world_close(&season->world);
	sync_rim_free(&season->rim);
	world_open(&season->world, &seed, sizeof seed, &season->key);
	season->world.everyone_on_console = true;
	if (!db_sqlite.load(season->db, &season->world, now, why))
		violated(season, "the database does not load", why);
	sync_rim_init(&season->rim, &db_sqlite, season->db, now);
	open_serve(season);
	serve_boot(season->rim.serve);
}

static void
say(struct season *season, const char *who, const char *group, const char *text)
{
	char id[24];

	snprintf(id, sizeof id, "e%d", season->event++);
	serve_say(season->rim.serve, &(struct message){.channel = "console", .event_id = id, .private_chat = group == NULL, .chat_id = group ? group : "", .sender_id = who, .sender_name = "", .text = text}, 1);
	sync_rim_until(&season->rim, season->rim.now);
}

/* The newest post to the operators' group since the last look that begins so. */
static const char *
posted(const struct season *season, const char *what)
{
	for (size_t i = season->rim.post_count; i-- > 0;)
		if (strcmp(season->rim.posts[i].chat, GROUP) == 0 && strstr(season->rim.posts[i].text, what))
			return season->rim.posts[i].text;
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
	struct store *store = &season->world.store;

	EACH(store, operator, operator) {
		int64_t seats = 0, beds = 0;

		EACH_BY(store, line, operator, store_key_int(operator->id), line) {
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
		if (seats > 2 * operator->seats || beds > operator->beds)
			violated(season, "over capacity", operator->name);
		int64_t here = 0;
		EACH_BY(store, line, arrival, store_key_int(about->id), line)
			here += line->operator == operator->id && holds(line) ? line->heads : 0;
		if (here > operator->seats)
			violated(season, "one arrival over capacity", operator->name);
	}
}

/* Every party's guests are somewhere or known to have no place; none is there twice. */
static void
check_sums(struct season *season, const struct arrival *arrival)
{
	struct store *store = &season->world.store;
	int64_t parties = 0;

	EACH_BY(store, party, arrival, store_key_int(arrival->id), party) {
		int64_t seated = 0, houses = 0;

		parties += party->heads;
		EACH_BY(store, line, arrival, store_key_int(arrival->id), line)
			if (line->party == party->id && holds(line)) {
				seated += line->heads;
				houses++;
			}
		if (seated > party->heads)
			violated(season, "guests are counted twice", party->name ? party->name : "bulk");
		if (party->unit == 0 && (houses > 1 || (seated && seated != party->heads)))
			violated(season, "a party was torn apart", party->name ? party->name : "?");
	}
	if (parties != arrival->heads)
		violated(season, "the parties are not the arrival", arrival->source ? arrival->source : "");
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
		violated(season, "the sum of a post is wrong", text);
}

static int64_t
worth(const struct season *season, const struct line *line)
{
	return line->heads * season->world.policy.meal_points + line->beds * season->world.policy.bed_points;
}

/* The ledger written from the lines alone must be the ledger. */
static void
check_ledger(struct season *season)
{
	struct store *store = &season->world.store;

	EACH(store, operator, operator) {
		int64_t events = 0, entries = 0;

		EACH_BY(store, line, operator, store_key_int(operator->id), line) {
			const struct arrival *arrival = store_find(store, &kind_arrival, line->arrival);
			bool late = line->offered_at > arrival->at - season->world.policy.decline_free_min * MS_MINUTE;

			if (arrival->state == ARRIVAL_cancelled)
				continue;
			switch (line->state) {
			case LINE_served: events += worth(season, line); break;
			case LINE_declined: case LINE_no_answer: events += late ? 0 : worth(season, line); break;
			case LINE_no_show: events += worth(season, line) / 2; break;
			case LINE_failed: events += 2 * worth(season, line); break;
			default: break;
			}
		}
		EACH_BY(store, entry, operator, store_key_int(operator->id), entry)
			entries += entry->points;
		if (events != entries) {
			char about[160];

			snprintf(about, sizeof about, "%s: events %" PRId64 ", entries %" PRId64, operator->name, events, entries);
			violated(season, "the ledger is not what happened", about);
		}
	}
}

/* Fairness: what a household has and was promised against its due share. */
static void
check_fairness(struct season *season, int64_t largest)
{
	struct store *store = &season->world.store;
	struct turn turn = {.world = &season->world};
	int64_t points = 0, shares = 0;

	EACH(store, operator, operator) {
		points += ledger_points(&turn, operator) + ledger_promised(&turn, operator, 0);
		shares += operator->share;
	}
	EACH(store, operator, operator) {
		int64_t has = ledger_points(&turn, operator) + ledger_promised(&turn, operator, 0), due = points * operator->share / shares;
		int64_t off = has > due ? has - due : due - has, allowed = season->world.policy.table_heads * season->world.policy.meal_points + largest + season->hard[operator->id % 64];
		char about[160];

		if (off > season->furthest)
			season->furthest = off;
		if (off <= allowed)
			continue;
		snprintf(about, sizeof about, "%s has %" PRId64 ", is due %" PRId64 ", allowed %" PRId64, operator->name, has, due, allowed);
		violated(season, "too far from the due share", about);
	}
}

/* What an administrator would write; the largest party in points. */
static int64_t
announce(struct season *season, char *text, size_t n)
{
	static const char *const times[] = {"明天中午", "明天晚上6点", "今天晚上7点"};
	const char *when = times[below(season, zone_minute(season->rim.now, 480) < 15 * 60 ? 3 : 2)];
	int64_t largest = 0;

	switch (below(season, 5)) {
	case 0:
		snprintf(text, n, "派客 %s %d人", when, (int)(10 + below(season, 140)));
		return 0;
	case 1:
		snprintf(text, n, "派客 %s %d桌", when, (int)(1 + below(season, 14)));
		return 10;
	case 2:
		snprintf(text, n, "派客 %s %d人,其中%d人住宿", when, (int)(40 + below(season, 60)), (int)(2 + below(season, 30)));
		return 9;
	case 3:
		snprintf(text, n, "派客 %s %d人,其中素食1桌", when, (int)(20 + below(season, 60)));
		return 10;
	default: break;
	}
	int families = (int)(2 + below(season, 9));
	size_t at = (size_t)snprintf(text, n, "派客 %s来%d家:", when, families);
	for (int i = 0; i < families; i++) {
		int64_t heads = 2 + (int64_t)below(season, 7);

		largest = heads > largest ? heads : largest;
		at += (size_t)snprintf(text + at, n - at, "%s%d人", i ? "、" : "", (int)heads);
	}
	return largest;
}

static const char *
contact(const struct season *season, const struct operator *operator)
{
	return ((const struct person *)store_find(&season->world.store, &kind_person, guests_contact(operator)))->name;
}

/* Each household with an offer answers in its way, or not at all. */
static void
answers(struct season *season, int64_t arrival)
{
	/* By number: a crash on the way makes every record another one. */
	for (int64_t id = 0;;) {
		const struct operator *operator = store_after(&season->world.store, &kind_operator, id);
		const struct line *offer = NULL;
		char text[60];

		if (operator == NULL)
			break;
		id = operator->id;

		EACH_BY(&season->world.store, line, operator, store_key_int(operator->id), line)
			if (line->arrival == arrival && line->state == LINE_offered)
				offer = line;
		if (offer == NULL)
			continue;
		uint64_t way = below(season, 100);
		if (way < 6) {
			say(season, contact(season, operator), NULL, "不接");
			season->refused++;
		} else if (way < 10 && offer->heads > 2) {
			snprintf(text, sizeof text, "接%d个", (int)(1 + below(season, (uint64_t)offer->heads - 1)));
			say(season, contact(season, operator), NULL, text);
			say(season, contact(season, operator), NULL, "接"); /* parties that cannot be cut: whole */
		} else if (way < 97) {
			say(season, contact(season, operator), GROUP, "接");
		}
		if (below(season, 200) == 0)
			crash(season);
	}
}

static void
guests_come(struct season *season, const struct arrival *about)
{
	int64_t id = about->id, at = about->at;

	sync_rim_until(&season->rim, at + 5 * MS_MINUTE);
	EACH(&season->world.store, operator, operator) {
		bool here = false;

		EACH_BY(&season->world.store, line, operator, store_key_int(operator->id), line)
			here |= line->arrival == id && line->state == LINE_accepted;
		if (!here)
			continue;
		uint64_t way = below(season, 100);
		char text[60];
		if (way < 60)
			say(season, contact(season, operator), GROUP, "到了");
		else if (way < 63)
			say(season, contact(season, operator), NULL, "没来");
		else if (way < 65) {
			snprintf(text, sizeof text, "失约 %s", operator->name);
			say(season, ADMIN, GROUP, text);
		}
	}
	sync_rim_until(&season->rim, at + 4 * MS_HOUR);
}

/* What no even hand can undo at once: refusals, failures, closures and needs move the
 * points of one household without the planner being asked. */
static void
note_hard(struct season *season)
{
	struct store *store = &season->world.store;

	memset(season->hard, 0, sizeof season->hard);
	EACH_BY(store, arrival, state, store_key_int(ARRIVAL_settled), arrival) {
		if (arrival->at < season->rim.now - 20 * MS_DAY)
			continue; /* evened out since */
		EACH_BY(store, line, arrival, store_key_int(arrival->id), line)
			if (line->state != LINE_served && line->state != LINE_withdrawn)
				season->hard[line->operator % 64] += 2 * worth(season, line);
		EACH_BY(store, party, arrival, store_key_int(arrival->id), party)
			if (party->must && *party->must)
				EACH_BY(store, line, arrival, store_key_int(arrival->id), line)
					season->hard[line->operator % 64] += line->party == party->id ? worth(season, line) : 0;
	}
	EACH(store, booking, booking)
		if (booking->to >= zone_day(season->rim.now, 480) - 6)
			season->hard[booking->operator % 64] += 30;
}

static const struct arrival *
newest(const struct season *season, int state)
{
	const struct arrival *found = NULL;

	EACH_BY(&season->world.store, arrival, state, store_key_int(state), arrival)
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
	struct store *store = &season->world.store;
	struct turn turn = {.world = &season->world};
	const struct arrival *arrival = store_find(store, &kind_arrival, arrival_id);
	const struct operator *asked = store_after(store, &kind_operator, (int64_t)below(season, 16));
	int64_t points = 0, shares = 0, mine = 0, today = 0, heads = 0;

	EACH(store, operator, operator) {
		struct plan_household room;
		int64_t has = ledger_points(&turn, operator) + ledger_promised(&turn, operator, arrival_id);

		mine = operator == asked ? has : mine;
		if (!board_free_room(&turn, operator, arrival->at, arrival->nights, arrival_id, &room))
			continue;
		points += has;
		shares += operator->share;
	}
	EACH_BY(store, party, arrival, store_key_int(arrival_id), party)
		points += party->heads * season->world.policy.meal_points + party->beds * season->world.policy.bed_points;
	EACH_BY(store, line, arrival, store_key_int(arrival_id), line)
		if (line->operator == asked->id && line_live(line)) {
			heads += line->heads;
			today += worth(season, line);
		}
	sync_rim_clear_posts(&season->rim);
	int64_t share = asked->share, due = points * share / shares;
	char name[80];
	snprintf(name, sizeof name, "%s", asked->name);
	say(season, contact(season, asked), NULL, "为什么");
	for (size_t i = 0; i < season->rim.post_count; i++) {
		const char *text = season->rim.posts[i].text;

		if (strstr(text, "应得累计") == NULL)
			continue;
		if (strstr(text, "不参加")) /* closed then: nothing is due to it */
			return;
		if (said(text, "应得累计 ") != due || said(text, "份额 ") != share || said(text, "已接 ") != mine || said(text, "这次 ") != today || said(text, "点(") != heads || said(text, "合计 ") != mine + today || said(text, "差 ") != mine + today - due)
			violated(season, "the explanation is not the plan's arithmetic", text);
		return;
	}
	violated(season, "no explanation", name);
}

static void
one_arrival(struct season *season, int64_t *largest)
{
	char text[600];
	int64_t mine = announce(season, text, sizeof text);

	if (mine > *largest)
		*largest = mine;
	sync_rim_clear_posts(&season->rim);
	say(season, ADMIN, GROUP, text);
	season->jobs += posted(season, "正在排") != NULL;
	const struct arrival *arrival = newest(season, ARRIVAL_planned);
	if (arrival == NULL) {
		violated(season, "not understood", text);
		return;
	}
	check_sums(season, arrival);
	if (below(season, 12) == 0)
		crash(season);
	say(season, ADMIN, GROUP, below(season, 15) ? "确认" : "取消");
	arrival = newest(season, ARRIVAL_posted);
	if (arrival == NULL)
		return;
	int64_t id = arrival->id;
	season->arrivals++;
	check_post(season, posted(season, "合计"));
	check_why(season, id);
	answers(season, id);
	arrival = store_find(&season->world.store, &kind_arrival, id);
	check_capacity(season, arrival);
	check_sums(season, arrival);
	if (below(season, 20) == 0) {
		say(season, ADMIN, GROUP, "取消派客");
		return;
	}
	guests_come(season, store_find(&season->world.store, &kind_arrival, id));
	arrival = store_find(&season->world.store, &kind_arrival, id);
	if (arrival->state != ARRIVAL_settled)
		violated(season, "not settled after it was over", text);
	check_capacity(season, arrival);
	check_sums(season, arrival);
	check_ledger(season);
	note_hard(season);
	check_fairness(season, *largest);
}

static bool
play(uint64_t seed, bool loud)
{
	struct season season = {.seed = seed, .key = {{7}}};
	struct import_result result = {0};
	struct turn turn;
	char why[256] = "";
	int64_t largest = 0;

	rng_seed(&season.rng, &seed, sizeof seed);
	season.db = db_sqlite.open(":memory:", &season.key, why);
	require(season.db != NULL);
	world_open(&season.world, &seed, sizeof seed, &season.key);
	season.world.everyone_on_console = true;
	sync_rim_init(&season.rim, &db_sqlite, season.db, zone_instant(civil_day(2026, 4, 1), 480, 480));
	open_serve(&season);
	serve_turn_begin(season.rim.serve, &turn, "import");
	world_read_folder(&turn, "config/demo", &result);
	require(result.faults == 0);
	serve_turn_done(season.rim.serve, &turn, 0, "", 0);
	buf_free(&result.fault_lines);
	for (int day = 0; day < DAYS && season.fault[0] == 0; day++) {
		sync_rim_until(&season.rim, zone_instant(civil_day(2026, 4, 1) + day, 8 * 60, 480) > season.rim.now ? zone_instant(civil_day(2026, 4, 1) + day, 8 * 60, 480) : season.rim.now);
		if (below(&season, 10) == 0) {
			const struct operator *some = store_after(&season.world.store, &kind_operator, (int64_t)below(&season, 16));

			if (some)
				say(&season, contact(&season, some), NULL, below(&season, 2) ? "休息 明天" : "自带客 8人 明天中午");
		}
		for (uint64_t i = below(&season, 3); i > 0 && season.fault[0] == 0; i--)
			one_arrival(&season, &largest);
	}
	if (season.fault[0] == 0 && season.arrivals < DAYS / 4)
		violated(&season, "too few arrivals to prove anything", "");
	if (season.fault[0] || loud)
		printf("season %" PRIu64 ": %s (%d arrivals, %d refusals, %d crashes, %d long plans, furthest from due %" PRId64 " points)\n", seed, season.fault[0] ? season.fault : "good", season.arrivals, season.refused, season.crashes, season.jobs, season.furthest);
	serve_close(season.rim.serve);
	db_sqlite.close(season.db);
	sync_rim_free(&season.rim);
	world_close(&season.world);
	return season.fault[0] == 0;
}

int
main(int argc, char **argv)
{
	uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1, count = argc > 2 ? strtoull(argv[2], NULL, 10) : 3;

	log_level_set(LOG_ERROR + 1);
	for (uint64_t seed = first; seed < first + count; seed++)
		if (!play(seed, count < 20))
			return 1;
	printf("%" PRIu64 " seasons good\n", count);
	return 0;
}
