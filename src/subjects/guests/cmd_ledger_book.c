/* 账目, 记账, 客流: one household's entries for everyone to see, an administrator's
 * counter-entry with a reason, and the totals of visitors. */
#include "subjects/commands.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "language/count.h"
#include "base/text.h"
#include "core/names.h"
#include "records/kinds.h"
#include "subjects/guests/guests.h"
#include "subjects/guests/ledger.h"

#define ENTRIES_SHOWN 8
#define POINTS_MAX 100000
#define SOURCES_MAX 12

static void
run_entries(struct turn *turn, const struct call *call)
{
	static const char *const causes[] = {"entry-served", "entry-declined", "entry-no-answer",
	    "entry-correction", "entry-no-show", "entry-failed", "entry-newcomer"};
	const struct operator* operator= turn_find(turn, operator, call->args[0].id);
	struct buf lines = {0};
	int64_t total = 0, shown = 0;

	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry)
		total++;
	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry) {
		if (total - shown++ > ENTRIES_SHOWN)
			continue;
		const char *author = entry->author ? names_of(turn->world, &kind_person, entry->author) : "";

		buf_addf(&lines, "\n%s %+lld %s%s%s%s%s",
		    turn_day(turn, zone_day(entry->at, (int)turn->world->policy.zone_min)), (long long)entry->points,
		    turn_phrase(turn, causes[entry->cause], WITH_NONE), *author ? " · " : "", author,
		    text_empty(entry->reason) ? "" : " · ", entry->reason ? entry->reason : "");
	}
	turn_say(turn, "entries", WITH({"name", operator->name}, {"points", turn_number(turn, ledger_points(turn, operator))}, {"opening", turn_number(turn, operator->ledger)}, {"count", turn_number(turn, total)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_entries = {
    .name = "entries",
    .topic = TOPIC_guests,
    .phrases = PHRASES("账目", "公平账明细", "entries"),
    .help_zh = "账目 <经营户>:这家公平账的每一笔",
    .help_en = "entries <household>: each entry of its ledger",
    .needs = ANYBODY,
    .hear = HEAR_CERTAIN,
    .args = {ARG_OPERATOR},
    .run = run_entries,
    .examples = EXAMPLES("账目 陈家", "entries 陈家"),
};

/* The sign before the points, whichever of the many minus signs it is, with a blank or not;
 * *at moves to the number. The marks before an argument are passed over, so it looks back. */
static int64_t
sign_at(const struct glyphs *text, size_t *at)
{
	int64_t sign = 1;

	for (size_t i = *at; i > 0 && (text->cp[i - 1] == ' ' || count_minus(text->cp[i - 1])); i--)
		if (count_minus(text->cp[i - 1]))
			sign = -1;
	while (*at < text->n && (text->cp[*at] == '+' || text->cp[*at] == ' ' || count_minus(text->cp[*at]))) {
		if (count_minus(text->cp[*at]))
			sign = -1;
		++*at;
	}
	return sign;
}

/* 记账 陈家 +5 补记上月: points with a sign, then why. */
static void
run_correct(struct turn *turn, const struct call *call)
{
	const struct operator* operator= turn_find(turn, operator, call->args[0].id);
	const struct glyphs *text = &call->text;
	size_t at = call->args[1].from;
	struct count count;
	int64_t sign = sign_at(text, &at);
	size_t used = count_at(text->cp, text->n, at, &count), rest = parse_skip(text, at + used);

	if (used == 0 || (count.unit != COUNT_points && count.unit != COUNT_none) || count.lo != count.hi ||
	    count.ask || count.lo % 100 || count.lo == 0 || count.lo / 100 > POINTS_MAX) {
		turn_say(turn, "correct-how", WITH_NONE);
		return;
	}
	if (rest >= text->n) {
		turn_say(turn, "correct-why", WITH_NONE);
		return;
	}
	int64_t points = sign * count.lo / 100;
	const char *reason = text->clean + text->at[rest];
	ledger_enter(turn, operator->id, points, ENTRY_correction, reason);
	turn_say(turn, "corrected", WITH({"name", operator->name}, {"points", arena_printf(&turn->arena, "%+lld", (long long)points)}, {"total", turn_number(turn, ledger_points(turn, operator))}, {"reason", reason}));
}

const struct command command_correct = {
    .name = "correct",
    .topic = TOPIC_operators,
    .phrases = PHRASES("记账", "correct entry"),
    .help_zh = "记账 <经营户> <+/-点数> <原因>:公平账上补记或冲回一笔",
    .help_en = "correct entry <household> <+/-points> <reason>: a counter-entry in the ledger",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR, ARG_REST},
    .run = run_correct,
    .examples = EXAMPLES("记账 陈家 +5 补记上次接待", "correct entry 陈家 -5 counted twice"),
};

struct total {
	const char *name;
	int64_t arrivals, persons, times;
};

static void
count_into(struct total *totals, size_t *count, const char *name, int64_t persons, int64_t times)
{
	size_t i = 0;

	while (i < *count && strcmp(totals[i].name, name) != 0)
		i++;
	if (i == SOURCES_MAX - 1 && i == *count)
		return;
	if (i == *count)
		totals[(*count)++] = (struct total){.name = name};
	totals[i].arrivals++;
	totals[i].persons += persons;
	totals[i].times += times;
}

static void
write_totals(struct turn *turn, struct buf *out, const struct total *totals, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "visitors-line",
		        WITH({"name", totals[i].name}, {"arrivals", turn_number(turn, totals[i].arrivals)},
		            {"persons", turn_number(turn, totals[i].persons)},
		            {"times", turn_number(turn, totals[i].times)})));
}

/* Persons are heads who came; person-times count each meal's day and each night. */
static void
run_visitors(struct turn *turn, const struct call *call)
{
	struct total sources[SOURCES_MAX] = {0}, bringers[SOURCES_MAX] = {0};
	size_t source_count = 0, bringer_count = 0;
	int64_t village = guests_village(turn), persons = 0, times = 0, arrivals = 0;
	struct civil today = civil_of(turn_today(turn));
	bool year = parse_find(&call->text, call->from, "今年") < call->text.n ||
	    parse_find(&call->text, call->from, "year") < call->text.n;
	int32_t since = civil_day(today.year, year ? 1 : today.month, 1);
	struct buf lines = {0};

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_settled), arrival) {
		int64_t heads = 0, beds = 0;

		if (arrival->village != village || zone_day(arrival->at, (int)turn->world->policy.zone_min) < since)
			continue;
		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line)
			if (line->state == LINE_served) {
				heads += line->heads;
				beds += line->beds;
			}
		int64_t occasions = heads + beds * (arrival->nights > 0 ? arrival->nights : 0);
		persons += heads;
		times += occasions;
		arrivals++;
		count_into(sources, &source_count,
		    text_empty(arrival->source) ? turn_phrase(turn, "visitors-unknown", WITH_NONE) : arrival->source,
		    heads, occasions);
		if (!text_empty(arrival->bringer))
			count_into(bringers, &bringer_count, arrival->bringer, heads, occasions);
	}
	write_totals(turn, &lines, sources, source_count);
	if (bringer_count) {
		buf_addf(&lines, "\n%s", turn_phrase(turn, "visitors-bringers", WITH_NONE));
		write_totals(turn, &lines, bringers, bringer_count);
	}
	turn_say(turn, year ? "visitors-year" : "visitors-month",
	    WITH({"arrivals", turn_number(turn, arrivals)}, {"persons", turn_number(turn, persons)},
	        {"times", turn_number(turn, times)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_visitors = {
    .name = "visitors",
    .topic = TOPIC_guests,
    .phrases = PHRASES("客流", "游客统计", "visitors"),
    .help_zh = "客流 [今年]:接待了多少人、多少人次,从哪来,谁带来",
    .help_en = "visitors [year]: persons and person-times, by source and by who brought them",
    .needs = LEADERS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run_visitors,
    .examples = EXAMPLES("客流", "visitors", "客流 今年"),
};
