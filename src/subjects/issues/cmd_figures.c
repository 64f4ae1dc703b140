/* 统计: the figures of a period, every rate with its denominator. */
#include "reading/parse.h"

#include "subjects/issues/figures.h"
#include "subjects/issues/issue_life.h"

/* The days that are said, in the words they were said in; 本月 by itself. The last day is not
 * included, and none lies ahead. */
static const char *
period(struct turn *turn, const struct call *call, int32_t *from, int32_t *to)
{
	const struct glyphs *text = &call->text;
	struct civil today = civil_of(turn_today(turn));
	struct when when;

	*to = turn_today(turn) + 1;
	*from = civil_day(today.year, today.month, 1);
	for (size_t at = call->from; at < text->n; at++) {
		size_t used = when_read_as(text->cp + at, text->n - at, turn_today(turn), turn_minute(turn),
		    WHEN_RANGES | WHEN_VAGUE | WHEN_BACK, &when);

		if (used == 0 || !when.has_day || when.bad || when.repeat != WHEN_ONCE)
			continue;
		*from = when.within ? turn_today(turn) : when.day;
		int32_t last = when.grain == WHEN_range && when.to_day != DAY_NONE ? when.to_day : when.day;
		*to = last < turn_today(turn) ? last + 1 : turn_today(turn) + 1;
		return arena_text(&turn->arena, text->clean + text->at[at], text->at[at + used] - text->at[at]);
	}
	if (parse_find(text, call->from, "全年") < text->n || parse_find(text, call->from, "year") < text->n) {
		*from = civil_day(today.year, 1, 1);
		return turn_phrase(turn, "period-year", WITH_NONE);
	}
	if (parse_find(text, call->from, "week") < text->n) {
		*from = turn_today(turn) - civil_weekday(turn_today(turn)) + 1;
		return turn_phrase(turn, "period-week", WITH_NONE);
	}
	return turn_phrase(turn, "period-month", WITH_NONE);
}

static void
run(struct turn *turn, const struct call *call)
{
	int zone = (int)turn->world->policy.zone_min;
	struct figures_of of = figures_asked(turn, call);
	int32_t from, to;

	if (!figures_may(turn, call, &of))
		return;
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
    .right = RIGHT_figures,
    .where = WHERE_asked,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .examples = EXAMPLES("统计", "figures", "统计 今年"),
};
