/* 提醒: a reminder for oneself, somebody else or the group, once or repeated. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/dialog.h"
#include "core/schedule.h"
#include "language/lunar.h"
#include "records/kinds.h"
#include "records/reminder.h"
#include "records/role.h"
#include "subjects/notices/reminders.h"
#include "subjects/wakes.h"

#define PEOPLE_MAX 8
struct target {
	int64_t person, group;
	int64_t others[PEOPLE_MAX]; /* @甲 @乙, 甲、乙: further people */
	size_t other_count;
};

/* 老王明天…, 王网个 明天…: meant for somebody, but for whom? */
static bool
somebody(struct turn *turn, const struct glyphs *text, size_t at, const struct name_scope *scope)
{
	static const char *const titles[] = {"老", "小", NULL};
	struct name_hit hits[NAME_HITS_MAX];
	struct when when;

	if (at >= text->n || when_read(text->cp + at, text->n - at, turn_today(turn), turn_minute(turn), &when))
		return false;
	for (int i = 0; titles[i]; i++)
		if (parse_word(text, at, titles[i]) && at + 2 < text->n &&
		    (text->cp[at + 2] == ' ' ||
		        when_read(text->cp + at + 2, text->n - at - 2, turn_today(turn), turn_minute(turn), &when)))
			return true;
	return names_like(turn->world, &kind_person, scope, text, at, hits) > 0;
}

/* Who leads somewhere reminds people of that county. */
static bool
leads_where(const struct turn *turn, int64_t person)
{
	EACH_BY (&turn->world->store, role, person, store_key_int(turn->actor->id), role)
		if (ROLE_BIT(role->role) & LEADERS &&
		    access_has(turn->world, turn->actor->id, ROLE_BIT(role->role), role->place, turn_today(turn)) &&
		    access_of_county(turn->world, person, role->place, turn_today(turn)))
			return true;
	return false;
}

/* 、乙 和丙 @丁 behind the first name. */
static bool
further_people(struct turn *turn, const struct call *call, size_t *at, struct target *target)
{
	static const char *const joins[] = {"、", "和", "跟", "及", ",", "and ", NULL};
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	while (target->other_count < PEOPLE_MAX) {
		size_t next = *at, join = 0;

		while (next < call->text.n && call->text.cp[next] == ' ')
			next++;
		for (int i = 0; joins[i] && !join; i++)
			join = parse_word(&call->text, next, joins[i]);
		next += join;
		while (join && next < call->text.n && call->text.cp[next] == ' ')
			next++;
		bool mention = next < call->text.n && call->text.cp[next] == '@';
		if (!join && !mention)
			return true;
		next += mention;
		int count = names_at(turn->world, &kind_person, &scope, &call->text, next, hits);
		if (count == 0 && !mention)
			return true;
		if (count != 1) {
			turn_say(turn, "remind-whom", WITH_NONE);
			return false;
		}
		if (hits[0].id != turn->actor->id && !leads_where(turn, hits[0].id)) {
			turn_say(turn, "remind-others-role", WITH_NONE);
			return false;
		}
		target->others[target->other_count++] = hits[0].id;
		*at = next + hits[0].used;
	}
	return true;
}

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
			*at += parse_word(&call->text, *at, "一下");
			return true;
		}
	for (int i = 0; all[i]; i++)
		if ((used = parse_word(&call->text, *at, all[i])) != 0) {
			*at += used;
			if (turn->group == NULL ||
			    !access_has(turn->world, turn->actor->id, LEADERS, turn->group->place, turn_today(turn))) {
				turn_say(turn, turn->group ? "remind-others-role" : "remind-where", WITH_NONE);
				return false;
			}
			*target = (struct target){.person = turn->actor->id, .group = turn->group->id};
			return true;
		}
	bool mention = *at < call->text.n && call->text.cp[*at] == '@';
	*at += mention;
	int count = names_at(turn->world, &kind_person, &scope, &call->text, *at, hits);
	/* A record that is no person, as a reading refers to it, is nobody to remind, and no time. */
	mention |= *at < call->text.n && call->text.cp[*at] == '#';
	if (count > 1 || (count == 0 && (mention || somebody(turn, &call->text, *at, &scope)))) {
		turn_say(turn, "remind-whom", WITH_NONE);
		return false;
	}
	if (count == 1) {
		if (hits[0].id != turn->actor->id && !leads_where(turn, hits[0].id)) {
			if (may(turn->world, turn->actor->id, RIGHT_lead, 0, turn_today(turn)))
				turn_say(turn, "office-not-yours",
				    WITH({"place", names_of(turn->world, &kind_person, hits[0].id)}));
			else
				turn_say(turn, "remind-others-role", WITH_NONE);
			return false;
		}
		target->person = hits[0].id;
		*at += hits[0].used;
		return further_people(turn, call, at, target);
	}
	return true;
}

/* 提醒我:明天…; remind me to … */
static const char *
without_lead(struct turn *turn, const char *text)
{
	static const char *const leads[] = {"to ", ":", ",", "一下", "一声", "去一下", NULL};

	for (int again = 0; again < 2; again++)
		for (int i = 0; leads[i]; i++)
			if (text_starts(text, leads[i]))
				text += strlen(leads[i]);
	return text_clean(&turn->arena, text);
}

/* What stands from `from` to `to` without the time in it. */
static const char *
text_of(
    struct turn *turn, const struct glyphs *text, size_t from, size_t to, size_t when_at, size_t when_used)
{
	size_t after = parse_skip(text, when_at + when_used);
	const char *before = arena_text(
	    &turn->arena, text->clean + text->at[from], text->at[when_at] - text->at[from]);
	const char *rest = after < to
	    ? arena_text(&turn->arena, text->clean + text->at[after], text->at[to] - text->at[after])
	    : "";

	before = text_clean(&turn->arena, before);
	return without_lead(
	    turn, arena_printf(&turn->arena, "%s%s%s", before, *before && *rest ? " " : "", rest));
}

/* One reminder of the sentence: its time and where its words stand. */
struct remind_item {
	struct when when;
	size_t at, used, from, to;
};
#define ITEMS_MAX 5

/* Does a second reminder begin at `at`? Behind a blank or a stop, with a day of its own, words
 * before it and behind it: 12号下午去县里 13号上午体检. */
static bool
begins_item(const struct glyphs *text, const struct remind_item *last, size_t at, size_t used,
    const struct when *when)
{
	static const char *const asks[] = {"通知", "告诉", "参加", "大家", "转告", "关于", "准备", "约", NULL};
	uint32_t before = text->cp[at - 1];
	size_t words = last->at + last->used;

	if (!(before == ' ' || before == ',' || before == 0x3002 || before == ';' || before == 0x3001))
		return false;
	if (!when->has_day || when->repeat != WHEN_ONCE || when->bad || parse_skip(text, at + used) >= text->n)
		return false;
	while (words < at && text->cp[words] == ' ')
		words++;
	size_t end = at - 1;
	while (end > words && text->cp[end - 1] == ' ')
		end--;
	for (int i = 0; asks[i]; i++)
		for (size_t k = words; k < end; k++)
			if (k + parse_word(text, k, asks[i]) == end && parse_word(text, k, asks[i]))
				return false;
	return end >= words + 2;
}

/* The reminders of the sentence from `from` on. */
static size_t
items_of(const struct turn *turn, const struct glyphs *text, size_t from, struct remind_item items[ITEMS_MAX])
{
	struct remind_item *last = &items[0];
	size_t count = 1;

	if (!reminders_time(turn, text, from, &last->when, &last->at, &last->used))
		return 0;
	last->from = from;
	last->to = text->n;
	for (size_t at = last->at + last->used; at < text->n && count < ITEMS_MAX;) {
		struct when when;
		size_t used = at == 0 ? 0
		                      : when_read_as(text->cp + at, text->n - at, turn_today(turn), turn_minute(turn),
		                            WHEN_RANGES | WHEN_LISTS | WHEN_AHEAD, &when);

		if (used && begins_item(text, last, at, used, &when)) {
			last->to = at;
			last = &items[count++];
			*last = (struct remind_item){.when = when, .at = at, .used = used, .from = at, .to = text->n};
		}
		at += used ? used : 1;
	}
	return count;
}

/* The sentence without its time, as far as the time stood and behind it. */
static void
around_time(struct turn *turn, const struct call *call, const struct remind_item *item, const char **before,
    const char **behind)
{
	const struct glyphs *text = &call->text;
	size_t from = call->start, to = item->at;

	if (call->led) { /* 明天七点|提醒我|起床 */
		struct when when;
		size_t used = when_read_as(text->cp + from, text->n - from, turn_today(turn), turn_minute(turn),
		    WHEN_RANGES | WHEN_LISTS | WHEN_AHEAD, &when);

		from = parse_skip(text, from + used);
	}
	*before = arena_text(&turn->arena, text->clean + text->at[from], text->at[to] - text->at[from]);
	*behind = text->clean + text->at[parse_skip(text, item->at + item->used)];
}

/* 明天七点: morning or evening? The answer sets it. */
static bool
asked_half(
    struct turn *turn, const struct call *call, const struct remind_item *item, const struct when *when)
{
	struct when_point point = when_point(when, turn_today(turn), turn_minute(turn));
	int zone = (int)turn->world->policy.zone_min;
	int32_t days[2] = {point.day, point.day};
	int minutes[2] = {point.minute, (point.minute + 720) % 1440};
	struct answer_item answers[2];
	const char *before, *behind;

	if (!(when->ask & WHEN_ASK_half) || when->repeat != WHEN_ONCE)
		return false;
	around_time(turn, call, item, &before, &behind);
	days[1] += zone_instant(days[1], minutes[1], zone) <= turn->now;
	for (int i = 0; i < 2; i++)
		answers[i] = (struct answer_item){.words = i ? "2" : "1",
		    .say = arena_printf(&turn->arena, "%s %s %02d:%02d %s", before, civil_text(&turn->arena, days[i]),
		        minutes[i] / 60, minutes[i] % 60, behind)};
	dialog_say(turn, "remind-half",
	    WITH({"one", turn_time(turn, zone_instant(days[0], minutes[0], zone))},
	        {"two", turn_time(turn, zone_instant(days[1], minutes[1], zone))}),
	    DIALOG_choice, 0, answers, 2, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	return true;
}

/* 三月三, 八月十五: of which calendar? */
static bool
asked_lunar(
    struct turn *turn, const struct call *call, const struct remind_item *item, const struct when *when)
{
	struct civil civil = civil_of(when->day);
	int zone = (int)turn->world->policy.zone_min;
	int minute = when->has_minute ? when->minute : WORK_BEGINS;
	int32_t days[2] = {when->day, when->day};
	struct answer_item answers[2];
	const char *before, *behind;

	if (!(when->ask & WHEN_ASK_lunar) || when->repeat != WHEN_ONCE)
		return false;
	if (when->lunar_month > 0) { /* the same numbers of the civil calendar */
		civil.month = when->lunar_month;
		civil.day = when->lunar_day;
		while (civil_valid(civil.year, civil.month, civil.day) &&
		    civil_day(civil.year, civil.month, civil.day) > turn_today(turn))
			civil.year--;
		while (!civil_valid(civil.year, civil.month, civil.day) ||
		    civil_day(civil.year, civil.month, civil.day) < turn_today(turn))
			civil.year++;
		days[1] = civil_day(civil.year, civil.month, civil.day);
	} else if (!lunar_next(turn_today(turn), civil.month, civil.day, &days[0])) {
		return false;
	}
	around_time(turn, call, item, &before, &behind);
	for (int i = 0; i < 2; i++)
		answers[i] = (struct answer_item){.words = i ? "2" : "1",
		    .say = arena_printf(&turn->arena, "%s %s %02d:%02d %s", before, civil_text(&turn->arena, days[i]),
		        minute / 60, minute % 60, behind)};
	dialog_say(turn, "remind-lunar",
	    WITH({"one", turn_time(turn, zone_instant(days[0], minute, zone))},
	        {"two", turn_time(turn, zone_instant(days[1], minute, zone))}),
	    DIALOG_choice, 0, answers, 2, turn->now + turn->world->policy.undo_min * MS_MINUTE * 3);
	return true;
}

/* Nothing is kept before all of them can be. */
static bool
refused(struct turn *turn, const struct call *call, const struct remind_item *item, struct reminder *reminder)
{
	if (reminders_refused(turn, &item->when) || asked_half(turn, call, item, &item->when) ||
	    asked_lunar(turn, call, item, &item->when))
		return true;
	if (text_empty(reminder->text)) {
		turn_say(turn, "remind-what", WITH_NONE);
		return true;
	}
	if (!reminders_set(turn, &item->when, reminder)) {
		turn_say(turn, "remind-past", WITH({"time", turn_time(turn, reminder->at)}));
		return true;
	}
	return false;
}

static const struct reminder *
keep(struct turn *turn, const struct reminder *reminder)
{
	const struct reminder *kept = turn_put(turn, &kind_reminder, reminder);

	reminders_wake(turn, kept);
	return kept;
}

static void
say(struct turn *turn, const struct reminder *kept)
{
	struct repeat rule;

	if (!reminders_rule(turn, kept, &rule)) {
		turn_say(turn, "remind-once",
		    WITH({"who", reminders_whom(turn, kept)}, {"time", turn_time(turn, kept->at)},
		        {"text", kept->text}));
		return;
	}
	int32_t day = zone_day(kept->at, (int)turn->world->policy.zone_min);
	turn_say(turn, "remind-often",
	    WITH({"who", reminders_whom(turn, kept)}, {"often", reminders_often(turn, &rule)},
	        {"text", kept->text}, {"next", rule.times > 1 ? turn_time(turn, kept->at) : turn_day(turn, day)},
	        {"note", reminders_note(turn, kept)}));
}

/* Nothing to remind of but "once more". */
static bool
once_more(const char *text)
{
	static const char *const words[] = {
	    "再 一次", "再 一遍", "再 一下", "再一次", "再", "一次", "再说一次", "again", "once more", NULL};

	for (int i = 0; words[i]; i++)
		if (strcmp(text, words[i]) == 0)
			return true;
	return false;
}

#define KEPT_MAX (ITEMS_MAX * (1 + WHEN_MORE) * (1 + PEOPLE_MAX))

/* 上午九点、下午三点 of one day are two reminders with the same words. */
static size_t
spread(
    struct turn *turn, const struct remind_item *item, const struct reminder *reminder, struct reminder *out)
{
	size_t count = 1;
	int zone = (int)turn->world->policy.zone_min;

	out[0] = *reminder;
	for (size_t i = 0; i < item->when.more_count; i++) {
		const struct when_point *more = &item->when.more[i];
		int32_t day = more->day == DAY_NONE ? zone_day(reminder->at, zone) : more->day;

		out[count] = *reminder;
		out[count].at = zone_instant(day, more->minute < 0 ? WORK_BEGINS : more->minute, zone);
		count += out[count].at > turn->now;
	}
	return count;
}

static void
keep_all(struct turn *turn, struct reminder *reminders, size_t count)
{
	struct buf lines = {0};

	for (size_t i = 0; i < count; i++) {
		const struct reminder *kept = keep(turn, &reminders[i]);

		if (count == 1)
			say(turn, kept);
		buf_addf(&lines, "\n%s",
		    turn_phrase(turn, "remind-line",
		        WITH({"time", reminders_when(turn, kept)}, {"who", reminders_whom(turn, kept)},
		            {"text", kept->text})));
	}
	if (count > 1)
		turn_say(turn, "remind-several",
		    WITH({"count", turn_number(turn, (int64_t)count)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

/* 2号提醒不要了, 明天提醒改到九点, 提醒都有哪些: nothing to be set, but about what was set. */
static bool
about_set_ones(struct turn *turn, const struct call *call)
{
	static const struct {
		const char *word;
		const struct command *command;
	} words[] = {{"不要了", &command_cancel_reminder}, {"不用了", &command_cancel_reminder},
	    {"取消", &command_cancel_reminder}, {"删", &command_cancel_reminder},
	    {"停掉", &command_cancel_reminder}, {"改到", &command_change_reminder},
	    {"改成", &command_change_reminder}, {"改为", &command_change_reminder},
	    {"推迟到", &command_change_reminder}, {"提前到", &command_change_reminder},
	    {"都有哪些", &command_reminders}, {"有哪些", &command_reminders}, {"列表", &command_reminders}};
	size_t at = parse_skip(&call->text, call->from);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (parse_word(&call->text, at, words[i].word)) {
			struct call other = *call;

			other.command = words[i].command;
			other.from = call->start;
			words[i].command->run(turn, &other);
			return true;
		}
	return false;
}

static void
run(struct turn *turn, const struct call *call)
{
	struct reminder reminders[KEPT_MAX];
	struct remind_item items[ITEMS_MAX];
	struct target target;
	size_t from, count = 0, item_count = 1;

	if (about_set_ones(turn, call) || !target_of(turn, call, &from, &target))
		return;
	if (call->led) { /* 明早八点提醒我开会: all that follows is what to say */
		items[0] = (struct remind_item){.when = call->lead, .at = from, .from = from, .to = call->text.n};
	} else if ((item_count = items_of(turn, &call->text, from, items)) == 0) {
		turn_say(turn, "remind-when", WITH_NONE);
		return;
	}
	for (size_t i = 0; i < item_count; i++) {
		const struct remind_item *item = &items[i];
		struct reminder reminder = {.person = target.person,
		    .by = turn->actor->id,
		    .group = target.group,
		    .set_at = turn->now,
		    .text = text_of(turn, &call->text, item->from, item->to, item->at, item->used)};

		if (item_count == 1 && once_more(reminder.text) && reminders_again(turn, &item->when))
			return;
		if (refused(turn, call, item, &reminder))
			return;
		count += spread(turn, item, &reminder, reminders + count);
	}
	for (size_t i = 0, first = count; i < target.other_count; i++)
		for (size_t k = 0; k < first; k++) {
			reminders[count] = reminders[k];
			reminders[count++].person = target.others[i];
		}
	keep_all(turn, reminders, count);
}

const struct command command_remind = {
    .name = "remind",
    .topic = TOPIC_notices,
    .phrases = PHRASES("提醒", "remind"),
    .help_zh = "提醒 [谁] <什么时候> <什么事>",
    .help_en = "remind [whom] <when> <what>",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .time_first = true,
    .times = true,
    .examples = EXAMPLES("提醒我 明早八点 去镇里开会", "remind me tomorrow 9:30 to call the electrician",
        "提醒大家 每周五下午五点 交周报"),
};
