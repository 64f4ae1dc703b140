/* 统计, 台账: the figures of a period, and the list behind them; in a group by number only. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/figures.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

#define LISTED_MAX 15

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

/* The place, person and category named; without a place the group's, else the first of
 * the actor's. */
static struct figures_of
asked(struct turn *turn, const struct call *call)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	struct figures_of of = {.until = INT64_MAX};

	for (size_t at = call->from; at < call->text.n; at++) {
		size_t end = at;

		if (of.place == 0 && names_at(turn->world, &kind_place, &scope, &call->text, at, hits) == 1)
			of.place = hits[0].id;
		if (of.owner == 0 && names_at(turn->world, &kind_person, &scope, &call->text, at, hits) == 1)
			of.owner = hits[0].id;
		while (end < call->text.n && call->text.cp[end] != ' ')
			end++;
		const char *word = arena_text(
		    &turn->arena, call->text.clean + call->text.at[at], call->text.at[end] - call->text.at[at]);
		if (of.category == NULL)
			of.category = categories_named(turn, word);
	}
	if (of.place == 0 && of.owner == 0 && scope.count)
		of.place = scope.places[0];
	return of;
}

/* 辛庄村 何书记 基础设施: what was asked for. */
static const char *
about(struct turn *turn, const struct figures_of *of)
{
	return arena_printf(&turn->arena, "%s%s%s%s%s",
	    of->place ? names_of(turn->world, &kind_place, of->place) : "", of->place && of->owner ? " " : "",
	    of->owner ? names_of(turn->world, &kind_person, of->owner) : "", of->category ? " " : "",
	    of->category ? of->category : "");
}

static void
run_figures(struct turn *turn, const struct call *call)
{
	int zone = (int)turn->world->policy.zone_min;
	struct figures_of of = asked(turn, call);
	int32_t from, to;
	const char *when = period(turn, call, &from, &to);

	of.since = zone_instant(from, 0, zone);
	of.until = zone_instant(to, 0, zone);
	struct figures f = figures_of(turn, &of);

	turn_say(turn, "figures",
	    WITH({"period", when}, {"place", about(turn, &of)}, {"listed", turn_number(turn, f.listed)},
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
    .run = run_figures,
    .examples = EXAMPLES("统计", "figures", "统计 今年"),
};

static void
run_list(struct turn *turn, const struct call *call)
{
	struct figures_of of = asked(turn, call);
	struct buf lines = {0};
	int64_t count = 0;

	EACH (&turn->world->store, issue, issue) {
		if (!issues_open(issue) || !figures_takes(turn, &of, issue))
			continue;
		if (count++ >= LISTED_MAX)
			continue;
		bool full = turn->chat.private_chat && issues_may_read(turn, issue, turn->actor->id);
		int64_t days = (turn->now - issue->reported_at) / MS_DAY;

		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, full ? "list-line" : "list-line-number",
		        WITH({"n", turn_number(turn, issue->id)}, {"brief", full ? issues_brief(turn, issue) : ""},
		            {"state", life_state(turn, issue->state)},
		            {"owner", names_of(turn->world, &kind_person, issue->owner)},
		            {"days", turn_number(turn, days)})));
	}
	turn_say(turn, count > LISTED_MAX ? "list-many" : "list",
	    WITH({"count", turn_number(turn, count)}, {"shown", turn_number(turn, LISTED_MAX)},
	        {"lines", buf_text(&lines)}, {"place", about(turn, &of)}));
	buf_free(&lines);
}

const struct command command_issue_list = {
    .name = "issue_list",
    .topic = TOPIC_issues,
    .phrases = PHRASES("台账", "问题台账", "issue list"),
    .help_zh = "台账 [村/人/类别]:还没办完的问题",
    .help_en = "issue list [village/person/category]: what is not finished",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST_OPTIONAL},
    .run = run_list,
    .examples = EXAMPLES("台账", "issue list"),
};
