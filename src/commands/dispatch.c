/* 派客: an administrator announces guests, with the phrase or in his own words. Reads
 * back what was understood with everybody's number; nothing is published before 确认. */
#include "commands/commands.h"

#include "base/text.h"
#include "records/group.h"
#include "records/place.h"
#include "work/guests.h"

#define HEADS_MAX 100000

/* The village whose operators are meant: the group's, or the one the actor administers. */
static int64_t
village_of(const struct turn *turn)
{
	struct name_scope scope = parse_scope(turn);

	for (int i = 0; i < scope.count; i++)
		EACH(&turn->world->store, operator, operator)
			if (place_inside(turn->world, operator->village, scope.places[i]))
				return operator->village;
	return 0;
}

/* Characters that end what stands before a source: 150个上海客人, 来一批游客. */
static bool
ends_source(const struct glyphs *text, size_t at)
{
	static const char *const marks[] = {"个", "位", "名", "人", "的", "有", "来", "点", "午", "天", "批", "桌", NULL};

	for (int i = 0; marks[i]; i++)
		if (parse_word(text, at, marks[i]))
			return true;
	return false;
}

/* "上海客人", "上海团": the word before 客人, 游客 or 团. */
static const char *
source_of(struct turn *turn, const struct glyphs *text)
{
	static const char *const words[] = {"客人", "游客", "旅行团", "团", NULL};

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, 0, words[i]), from = at, used = parse_word(text, at, words[i]);

		if (at >= text->n)
			continue;
		while (from > 0 && at - from < 8 && text->cp[from - 1] >= 0x3400 && !ends_source(text, from - 1))
			from--;
		/* 今天中午上海团: the time is no source. */
		for (size_t skip = from; skip < at; skip++) {
			struct when when;
			size_t time = when_read(text->cp + skip, at - skip, turn_today(turn), turn_minute(turn), &when);

			if (time)
				from = skip + time;
		}
		if (from == at)
			return NULL;
		return arena_printf(&turn->arena, "%.*s", (int)(text->at[at + used] - text->at[from]), text->clean + text->at[from]);
	}
	return NULL;
}

/* The instant meant; false after saying what is missing or wrong. */
static bool
time_of(struct turn *turn, const struct glyphs *text, size_t from, int64_t *at)
{
	const struct policy *policy = &turn->world->policy;
	struct when when;
	size_t where, used;

	if (!parse_when(turn, text, from, &when, &where, &used) || when.within || when.repeat != WHEN_ONCE) {
		turn_say(turn, "guests-no-time", WITH_NONE);
		return false;
	}
	if (when.bad) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return false;
	}
	if (when.after_ms) {
		*at = turn->now + when.after_ms;
		return true;
	}
	int32_t day = when.has_day ? when.day : turn_today(turn);
	int minute = when.has_minute ? when.minute : (int)policy->lunch_minute;
	*at = zone_instant(day, minute, (int)policy->zone_min);
	/* Said without a day and already past: named below, never moved silently. */
	if (*at <= turn->now) {
		turn_say(turn, "guests-past", WITH({"time", turn_time(turn, *at)}));
		return false;
	}
	return true;
}

static void
run(struct turn *turn, const struct call *call)
{
	struct heads heads;
	const struct group *group = turn->group;
	int64_t at, village = village_of(turn);

	if (group == NULL) { /* said in private: it is meant for the operators' group he administers */
		EACH(&turn->world->store, group, one)
			if (one->purpose == PURPOSE_operators && place_inside(turn->world, one->place, village))
				group = one;
	}
	if (group == NULL || village == 0 || !access_has(turn->world, turn->actor->id, ADMINS, village, turn_today(turn))) {
		turn_say(turn, village ? "needs-admin" : "guests-no-operators", WITH({"command", "派客"}));
		return;
	}
	if (!parse_heads(turn, &call->text, call->start, &heads)) {
		turn_say(turn, "guests-no-heads", WITH_NONE);
		return;
	}
	if (heads.two) {
		turn_say(turn, "guests-two-numbers", WITH_NONE);
		return;
	}
	if (heads.heads <= 0 || heads.heads > HEADS_MAX) {
		turn_say(turn, "guests-bad-number", WITH_NONE);
		return;
	}
	if (!time_of(turn, &call->text, call->start, &at))
		return;
	struct arrival arrival = {
		.group = group->id, .village = village, .by = turn->actor->id, .heads = heads.heads,
		.unit = heads.tables ? turn->world->policy.table_heads : 1, .at = at, .source = source_of(turn, &call->text), .state = ARRIVAL_planned,
	};
	guests_read_back(turn, turn_put(turn, &kind_arrival, &arrival));
	if (parse_find(&call->text, call->from, "住") < call->text.n || parse_find(&call->text, call->from, "overnight") < call->text.n)
		turn_say(turn, "guests-beds-by-hand", WITH_NONE);
}

const struct command command_dispatch = {
	.name = "dispatch",
	.phrases = PHRASES("派客", "分客", "allocate guests", "allocate", "dispatch guests"),
	.help_zh = "派客 <人数或桌数> <时间>:按份额分给各家,确认后发布",
	.help_en = "allocate <guests or tables> <time>: divides them, published after confirm",
	.needs = ADMINS,
	.hear = HEAR_CERTAIN,
	.args = {ARG_REST},
	.run = run,
	.time_first = true,
	.examples = EXAMPLES("派客 150人 明天中午", "allocate 150 guests tomorrow noon", "派客 15桌 周六中午"),
};
