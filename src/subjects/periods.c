/* Periods of figures; see the header. */
#include "subjects/periods.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"

/* What people say of a time; where one of these is left, a period was meant and not understood. */
static const char *const time_words[] = {"季", "年", "月", "周", "星期", "礼拜", "旬", "最近", "近来", "以来",
    "前几天", "那几天", "那阵", "前阵", "开春", "入秋", "quarter", "since", "last", "past", "recent", "week",
    "month", "year", NULL};

static void
whole_year(struct turn *turn, struct period *out)
{
	out->from = civil_day(civil_of(turn_today(turn)).year, 1, 1);
	out->words = turn_phrase(turn, "period-year", WITH_NONE);
}

static void
this_week(struct turn *turn, struct period *out)
{
	out->from = turn_today(turn) - civil_weekday(turn_today(turn)) + 1;
	out->words = turn_phrase(turn, "period-week", WITH_NONE);
}

/* Days at `at`: code points used, 0 if there are none. */
static size_t
days_at(struct turn *turn, const struct glyphs *text, size_t at, struct period *out)
{
	struct when when;
	size_t used = when_read_as(text->cp + at, text->n - at, turn_today(turn), turn_minute(turn),
	    WHEN_RANGES | WHEN_VAGUE | WHEN_BACK, &when);

	if (used == 0 || !when.has_day || when.bad || when.repeat != WHEN_ONCE)
		return 0;
	int32_t last = when.grain == WHEN_range && when.to_day != DAY_NONE ? when.to_day : when.day;
	out->from = when.within ? turn_today(turn) : when.day;
	out->to = last < turn_today(turn) ? last + 1 : turn_today(turn) + 1;
	out->words = arena_text(&turn->arena, text->clean + text->at[at], text->at[at + used] - text->at[at]);
	return used;
}

/* 第三季度, 上季度, 二季度, this quarter: code points used. */
static size_t
quarter_at(struct turn *turn, const struct glyphs *text, size_t at, struct period *out)
{
	static const struct {
		const char *words;
		int quarter; /* 1..4; 0 this one, -1 the last one */
	} quarters[] = {{"第一季度", 1}, {"第二季度", 2}, {"第三季度", 3}, {"第四季度", 4}, {"一季度", 1},
	    {"二季度", 2}, {"三季度", 3}, {"四季度", 4}, {"上个季度", -1}, {"上季度", -1}, {"这个季度", 0},
	    {"本季度", 0}, {"last quarter", -1}, {"this quarter", 0}};
	struct civil today = civil_of(turn_today(turn));
	int now = ((int)today.month - 1) / 3;

	for (size_t i = 0; i < sizeof quarters / sizeof *quarters; i++) {
		size_t used = parse_word(text, at, quarters[i].words);
		int which = quarters[i].quarter > 0 ? quarters[i].quarter - 1 : now + quarters[i].quarter;
		int year = today.year - (which < 0 || which > now);

		if (used == 0)
			continue;
		which = (which + 4) % 4;
		out->from = civil_day(year, which * 3 + 1, 1);
		out->to = which == 3 ? civil_day(year + 1, 1, 1) : civil_day(year, which * 3 + 4, 1);
		if (out->to > turn_today(turn))
			out->to = turn_today(turn) + 1;
		out->words = arena_text(&turn->arena, text->clean + text->at[at], text->at[at + used] - text->at[at]);
		return used;
	}
	return 0;
}

/* Is a time spoken of at `at` that no rule has read? The word up to the next blank. */
static const char *
time_left(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	for (size_t at = from; at < text->n; at++) {
		int named = names_at(turn->world, &kind_place, &scope, text, at, hits);

		if (named == 0)
			named = names_at(turn->world, &kind_person, &scope, text, at, hits);
		if (named > 0 && hits[0].used) {
			at += hits[0].used - 1;
			continue;
		}
		for (int i = 0; time_words[i]; i++)
			if (parse_word(text, at, time_words[i])) {
				size_t begin = at, end = at;

				while (begin > from && text->cp[begin - 1] != ' ')
					begin--;
				while (end < text->n && text->cp[end] != ' ')
					end++;
				return arena_text(
				    &turn->arena, text->clean + text->at[begin], text->at[end] - text->at[begin]);
			}
	}
	return NULL;
}

bool
periods_asked(struct turn *turn, const struct call *call, struct period *out)
{
	const struct glyphs *text = &call->text;
	struct civil today = civil_of(turn_today(turn));

	*out = (struct period){.from = civil_day(today.year, today.month, 1),
	    .to = turn_today(turn) + 1,
	    .words = turn_phrase(turn, "period-month", WITH_NONE)};
	for (size_t at = call->from; at < text->n; at++)
		if (quarter_at(turn, text, at, out) || days_at(turn, text, at, out))
			return true;
	size_t first = parse_skip(text, call->from);
	if (parse_find(text, first, "全年") < text->n || parse_find(text, first, "this year") < text->n ||
	    parse_word(text, first, "year")) {
		whole_year(turn, out);
		return true;
	}
	if (parse_word(text, first, "week")) {
		this_week(turn, out);
		return true;
	}
	const char *left = time_left(turn, text, call->from);
	if (left == NULL)
		return true;
	turn_say(turn, "period-which", WITH({"given", left}));
	return false;
}
