/* 统计: the figures of a period, every rate with its denominator. */
#include "reading/parse.h"

#include "subjects/issues/figures.h"
#include "subjects/issues/issue_life.h"

/* 本月 by itself; 今年, 本周, 上月. Days, the last one not included. */
static const char *
period(struct turn *turn, const struct call *call, int32_t *from, int32_t *to)
{
	static const struct {
		const char *word, *key;
	} words[] = {{"今年", "period-year"}, {"全年", "period-year"}, {"year", "period-year"},
	    {"上月", "period-last-month"}, {"上个月", "period-last-month"}, {"last month", "period-last-month"},
	    {"本周", "period-week"}, {"这周", "period-week"}, {"week", "period-week"}};
	struct civil today = civil_of(turn_today(turn));
	const char *key = "period-month";

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (parse_find(&call->text, call->from, words[i].word) < call->text.n)
			key = words[i].key;
	*to = turn_today(turn) + 1;
	*from = civil_day(today.year, today.month, 1);
	if (key[7] == 'y')
		*from = civil_day(today.year, 1, 1);
	else if (key[7] == 'w')
		*from = turn_today(turn) - civil_weekday(turn_today(turn)) + 1;
	else if (key[7] == 'l') {
		*to = *from;
		*from = today.month == 1 ? civil_day(today.year - 1, 12, 1)
		                         : civil_day(today.year, today.month - 1, 1);
	}
	return turn_phrase(turn, key, WITH_NONE);
}

static void
run(struct turn *turn, const struct call *call)
{
	int zone = (int)turn->world->policy.zone_min;
	struct figures_of of = figures_asked(turn, call);
	int32_t from, to;
	const char *when = period(turn, call, &from, &to);

	of.since = zone_instant(from, 0, zone);
	of.until = zone_instant(to, 0, zone);
	struct figures f = figures_of(turn, &of);

	turn_say(turn, "figures",
	    WITH({"period", when}, {"place", figures_about(turn, &of)}, {"listed", turn_number(turn, f.listed)},
	        {"solved", turn_number(turn, f.solved)}, {"explained", turn_number(turn, f.explained)},
	        {"impossible", turn_number(turn, f.not_possible)}, {"open", turn_number(turn, f.open)},
	        {"suspended", turn_number(turn, f.suspended)}, {"oldest", turn_number(turn, f.oldest_days)},
	        {"responded", turn_number(turn, f.responded)}, {"asked", turn_number(turn, f.asked)},
	        {"answered", turn_number(turn, f.answered)}, {"confirmed", turn_number(turn, f.confirmed)},
	        {"silent", turn_number(turn, f.silent)}, {"double", turn_number(turn, f.duplicates)},
	        {"withdrawn", turn_number(turn, f.withdrawn)}, {"refused", turn_number(turn, f.refused)},
	        {"village", turn_number(turn, f.level[LEVEL_village])},
	        {"township", turn_number(turn, f.level[LEVEL_township])},
	        {"county", turn_number(turn, f.level[LEVEL_county])}, {"week", turn_number(turn, f.age[0])},
	        {"month", turn_number(turn, f.age[1])}, {"older", turn_number(turn, f.age[2])}));
}

const struct command command_figures = {
    .name = "figures",
    .topic = TOPIC_issues,
    .phrases = PHRASES("统计", "figures"),
    .help_zh = "统计 [本周/上月/今年] [村/人/类别]:报了多少、办成多少,比例都带分母",
    .help_en =
        "figures [week/last month/year] [village/person/category]: reported, solved, rates with their denominators",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("统计", "figures", "统计 今年"),
};
