/* 统计: the figures of a period, every rate with its denominator. */
#include "reading/parse.h"

#include "records/kinds.h"
#include "records/place.h"
#include "records/promise.h"
#include "subjects/issues/figures.h"
#include "subjects/issues/issue_life.h"
#include "subjects/periods.h"

#define VILLAGES_MAX 15 /* named below a sum */

/* One number and its words; what is 0 is not said. */
struct said_sum {
	const char *key;
	int64_t count;
};

/* Adds the parts that are there, ended by one without a key; their number. */
static int
add_parts(struct turn *turn, struct buf *out, const char *comma, const struct said_sum *parts)
{
	int said = 0;

	for (; parts->key; parts++)
		if (parts->count)
			buf_addf(out, "%s%s", said++ ? comma : "",
			    turn_phrase(turn, parts->key, WITH({"count", turn_number(turn, parts->count)})));
	return said;
}

/* (村 1 · 镇 2) behind a part. */
static void
add_within(struct turn *turn, struct buf *out, const struct said_sum *parts)
{
	struct buf inner = {0};

	if (add_parts(turn, &inner, turn->language == EN ? ", " : "、", parts))
		buf_addf(out, turn->language == EN ? " (%s)" : "(%s)", buf_text(&inner));
	buf_free(&inner);
}

/* 问过 2 人,答了 1 人,说解决的 1/1: a rate keeps what it is a rate of. */
static void
add_words_of_reporters(struct turn *turn, struct buf *out, const struct figures *f)
{
	buf_addf(out, "\n%s",
	    turn_phrase(turn, "sum-responded",
	        WITH({"count", turn_number(turn, f->responded)}, {"listed", turn_number(turn, f->listed)})));
	if (f->asked)
		buf_adds(out,
		    turn_phrase(turn, "sum-asked",
		        WITH({"asked", turn_number(turn, f->asked)}, {"answered", turn_number(turn, f->answered)})));
	if (f->answered)
		buf_adds(out,
		    turn_phrase(turn, "sum-confirmed",
		        WITH({"count", turn_number(turn, f->confirmed)},
		            {"answered", turn_number(turn, f->answered)})));
	if (f->silent)
		buf_adds(out, turn_phrase(turn, "sum-silent", WITH({"count", turn_number(turn, f->silent)})));
}

/* The promises of the disputes that are counted. */
static void
add_promises(struct turn *turn, struct buf *out, const struct figures_of *of)
{
	int64_t kept = 0, broken = 0, open = 0;

	EACH (&turn->world->store, promise, promise) {
		const struct issue *issue = turn_find(turn, issue, promise->issue);

		if (issue == NULL || !figures_takes(turn, of, issue) || promise->state == PROMISE_cancelled)
			continue;
		kept += promise->state == PROMISE_kept;
		broken += promise->state == PROMISE_broken;
		open += promise->state <= PROMISE_claimed;
	}
	if (kept + broken + open == 0)
		return;
	buf_addf(out, "\n%s",
	    turn_phrase(turn, "sum-promises", WITH({"count", turn_number(turn, kept + broken + open)})));
	add_within(turn, out,
	    (struct said_sum[]){
	        {"sum-promises-kept", kept}, {"sum-promises-broken", broken}, {"sum-promises-open", open}, {0}});
}

/* A place above the villages: each village by itself, so that the sum can be checked. */
static void
add_villages(struct turn *turn, struct buf *out, const struct figures_of *of)
{
	const struct place *above = of->place ? turn_find(turn, place, of->place) : NULL;
	int named = 0;

	if (above == NULL || above->kind == PLACE_village || above->kind == PLACE_grid)
		return;
	EACH (&turn->world->store, place, place) {
		struct figures_of here = *of;

		if (place->kind != PLACE_village || !place_inside(turn->world, place->id, of->place))
			continue;
		here.place = place->id;
		struct figures f = figures_of(turn, &here);
		if (f.listed == 0 || named++ >= VILLAGES_MAX)
			continue;
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "sum-village",
		        WITH({"village", place->name}, {"listed", turn_number(turn, f.listed)},
		            {"solved", turn_number(turn, f.solved)}, {"open", turn_number(turn, f.open)})));
	}
	if (named > VILLAGES_MAX)
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "sum-villages-more", WITH({"count", turn_number(turn, named - VILLAGES_MAX)})));
}

static void
add_figures(struct turn *turn, struct buf *out, const struct figures *f)
{
	const char *comma = turn->language == EN ? ", " : ",";

	if (f->solved) {
		buf_addf(out, "%s%s", comma,
		    turn_phrase(turn, "sum-solved", WITH({"count", turn_number(turn, f->solved)})));
		add_within(turn, out,
		    (struct said_sum[]){{"sum-at-village", f->level[LEVEL_village]},
		        {"sum-at-township", f->level[LEVEL_township]}, {"sum-at-county", f->level[LEVEL_county]},
		        {0}});
	}
	struct buf more = {0};
	if (add_parts(turn, &more, comma,
	        (struct said_sum[]){{"sum-explained", f->explained}, {"sum-impossible", f->not_possible}, {0}}))
		buf_addf(out, "%s%s", comma, buf_text(&more));
	buf_free(&more);
	if (f->open == 0)
		return;
	buf_addf(out, "%s%s", comma, turn_phrase(turn, "sum-open", WITH({"count", turn_number(turn, f->open)})));
	add_within(turn, out,
	    (struct said_sum[]){{"sum-suspended", f->suspended}, {"sum-week", f->age[0]},
	        {"sum-month", f->age[1]}, {"sum-older", f->age[2]}, {"sum-oldest", f->oldest_days}, {0}});
}

static void
run(struct turn *turn, const struct call *call)
{
	int zone = (int)turn->world->policy.zone_min;
	struct figures_of of = figures_asked(turn, call);
	struct period period;
	struct buf lines = {0}, besides = {0};

	if (!figures_may(turn, call, &of) || !periods_asked(turn, call, &period))
		return;
	of.since = zone_instant(period.from, 0, zone);
	of.until = zone_instant(period.to, 0, zone);
	struct figures f = figures_of(turn, &of);
	if (f.listed) {
		add_figures(turn, &lines, &f);
		add_words_of_reporters(turn, &lines, &f);
	}
	if (add_parts(turn, &besides, turn->language == EN ? ", " : ",",
	        (struct said_sum[]){{"sum-double", f.duplicates}, {"sum-withdrawn", f.withdrawn},
	            {"sum-refused", f.refused}, {0}}))
		buf_addf(&lines, "\n%s", turn_phrase(turn, "sum-besides", WITH({"what", buf_text(&besides)})));
	add_promises(turn, &lines, &of);
	add_villages(turn, &lines, &of);
	turn_say(turn, f.listed ? "figures" : "figures-none",
	    WITH({"period", period.words}, {"place", figures_about(turn, &of)},
	        {"listed", turn_number(turn, f.listed)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
	buf_free(&besides);
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
