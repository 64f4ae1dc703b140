/* 客流: how many visitors came in a month or a year, from where, brought by whom. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "language/count.h"
#include "subjects/guests/guest_facts.h"

#define SOURCES_MAX 12

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
run(struct turn *turn, const struct call *call)
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
	if (arrivals == 0)
		turn_say(turn, "visitors-none",
		    WITH({"period", turn_phrase(turn, year ? "period-year" : "period-month", WITH_NONE)}));
	else
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
    .right = RIGHT_lead,
    .where = WHERE_group,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("客流", "visitors", "客流 今年"),
};
