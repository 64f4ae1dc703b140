/* 提醒: a reminder for oneself, somebody else or the group, once or repeated. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "records/kinds.h"
#include "records/reminder.h"
#include "records/role.h"
#include "subjects/wakes.h"

struct target {
	int64_t person, group;
};

/* 我, 大家 or a name; behind it *at stands. False after saying what is wrong. */
static bool
target_of(struct turn *turn, const struct call *call, size_t *at, struct target *target)
{
	static const char *const self[] = {"我", "自己", "me", NULL},
	                         *const all[] = {"大家", "全群", "群里", "everybody", "everyone", "us", NULL};
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	size_t used;

	*target = (struct target){.person = turn->actor->id};
	*at = parse_skip(&call->text, call->from);
	for (int i = 0; self[i]; i++)
		if ((used = parse_word(&call->text, *at, self[i])) != 0) {
			*at += used;
			return true;
		}
	for (int i = 0; all[i]; i++)
		if ((used = parse_word(&call->text, *at, all[i])) != 0) {
			*at += used;
			if (turn->group == NULL ||
			    !access_has(turn->world, turn->actor->id, LEADERS, turn->group->place, turn_today(turn))) {
				turn_say(turn, turn->group ? "needs-role" : "remind-where", WITH({"command", "提醒大家"}));
				return false;
			}
			*target = (struct target){.person = turn->actor->id, .group = turn->group->id};
			return true;
		}
	if (names_at(turn->world, &kind_person, &scope, &call->text, *at, hits) == 1) {
		if (hits[0].id != turn->actor->id &&
		    !access_has(turn->world, turn->actor->id, LEADERS, 0, turn_today(turn))) {
			turn_say(turn, "needs-role", WITH({"command", "提醒别人"}));
			return false;
		}
		target->person = hits[0].id;
		*at += hits[0].used;
	}
	return true;
}

/* What is left when target and time are taken out. */
static const char *
text_of(struct turn *turn, const struct call *call, size_t from, size_t when_at, size_t when_used)
{
	const struct glyphs *text = &call->text;
	size_t after = parse_skip(text, when_at + when_used);
	const char *before = arena_printf(
	    &turn->arena, "%.*s", (int)(text->at[when_at] - text->at[from]), text->clean + text->at[from]);
	const char *rest = text->clean + text->at[after];
	const char *joined = text_clean(
	    &turn->arena, arena_printf(&turn->arena, "%s%s%s", before, *before && *rest ? " " : "", rest));

	for (int again = 0; again < 2; again++) /* 提醒我:明天…; remind me to … */
		joined += text_starts(joined, "to ")                       ? 3
		    : text_starts(joined, ":") || text_starts(joined, ",") ? 1
		                                                           : 0;
	return text_clean(&turn->arena, joined);
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct policy *policy = &turn->world->policy;
	struct target target;
	struct when when;
	size_t from, at, used;

	if (!target_of(turn, call, &from, &target))
		return;
	if (call->led) { /* 明早八点提醒我开会: all that follows is what to say */
		when = call->lead;
		at = from;
		used = 0;
	} else if (!parse_when(turn, &call->text, from, &when, &at, &used)) {
		turn_say(turn, "remind-when", WITH_NONE);
		return;
	}
	if (when.bad) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return;
	}
	const char *text = text_of(turn, call, from, at, used);
	if (text_empty(text)) {
		turn_say(turn, "remind-what", WITH_NONE);
		return;
	}
	int32_t day = when.has_day ? when.day : turn_today(turn);
	int minute = when.has_minute ? when.minute : 540;
	int64_t due = when.after_ms ? turn->now + when.after_ms
	                            : zone_instant(day, minute, (int)policy->zone_min);
	if (when.repeat != WHEN_ONCE && due <= turn->now)
		due += when.repeat == WHEN_WEEKLY ? 7 * MS_DAY : MS_DAY;
	else if (!when.has_day && due <= turn->now)
		due += MS_DAY; /* 八点 said at nine means tomorrow */
	if (due <= turn->now) {
		turn_say(turn, "remind-past", WITH({"time", turn_time(turn, due)}));
		return;
	}
	struct reminder reminder = {.person = target.person,
	    .by = turn->actor->id,
	    .group = target.group,
	    .text = text,
	    .at = due,
	    .repeat = when.repeat,
	    .repeat_on = when.repeat_on};
	const struct reminder *kept = turn_put(turn, &kind_reminder, &reminder);
	turn_wake(turn, &wake_reminder, kept->id, 0, due);
	static const char *const repeats[] = {
	    "remind-once", "remind-daily", "remind-weekly", "remind-monthly", "remind-workdays"};
	const char *who = target.group         ? (turn->language == EN ? "the group" : "大家")
	    : target.person == turn->actor->id ? (turn->language == EN ? "you" : "你")
	                                       : names_of(turn->world, &kind_person, target.person);
	turn_say(turn, repeats[when.repeat], WITH({"who", who}, {"time", turn_time(turn, due)}, {"text", text}));
}

const struct command command_remind = {
    .name = "remind",
    .topic = TOPIC_notices,
    .phrases = PHRASES("提醒", "remind"),
    .help_zh = "提醒 [谁] <什么时候> <什么事>",
    .help_en = "remind [whom] <when> <what>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .time_first = true,
    .examples = EXAMPLES("提醒我 明早八点 去镇里开会", "remind me tomorrow 9:30 to call the electrician",
        "提醒大家 每周五下午五点 交周报"),
};
