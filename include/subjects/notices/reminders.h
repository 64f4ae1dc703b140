/* What the commands about reminders share: which one is meant, how often it comes, its line. */
#ifndef SUBJECTS_NOTICES_REMINDERS_H
#define SUBJECTS_NOTICES_REMINDERS_H

#include "core/turn.h"
#include "language/when.h"
#include "reading/parse.h"
#include "records/reminder.h"

/* The rule of a record, old ones (repeat, repeat_on) too; false for a single reminder. */
bool reminders_rule(const struct turn *turn, const struct reminder *reminder, struct repeat *rule);
/* Fills at, repeat and the rule from what was said, for the coming time after now. False: there
 * is none. */
bool reminders_set(struct turn *turn, const struct when *when, struct reminder *reminder);
/* Plans its next time. Each time has a wake of its own that does nothing when the reminder was
 * moved or cancelled meanwhile: so 撤销, which knows no wakes, loses none. */
void reminders_wake(struct turn *turn, const struct reminder *reminder);
/* 每周一、周三 09:00; every Monday 09:00. */
const char *reminders_often(struct turn *turn, const struct repeat *rule);
/* When it comes next: 明天 08:00, or the rule and the next day. */
const char *reminders_when(struct turn *turn, const struct reminder *reminder);
/* What cannot be kept as it was said, as a sentence to follow; "" if nothing. */
const char *reminders_note(struct turn *turn, const struct reminder *reminder);
/* 你, 大家, a name. */
const char *reminders_whom(struct turn *turn, const struct reminder *reminder);
/* Why no reminder can be set so, said as a short question. False: it can. */
bool reminders_refused(struct turn *turn, const struct when *when);

/* 十分钟后再提醒我一次: the one that came last, once more. False: none came lately. */
bool reminders_again(struct turn *turn, const struct when *when);

/* The active reminders that concern who asks, in this chat; the next is NULL at the end. */
const struct reminder *reminders_mine(const struct turn *turn, const struct reminder *after);
/* All of them, a line each; the number is how many. */
size_t reminders_lines(struct turn *turn, struct buf *lines);
/* The one that words from … to mean: a number, a time, what it is about, or the only one. NULL
 * after saying that there is none or asking which. */
const struct reminder *reminders_pick(
    struct turn *turn, const struct glyphs *text, size_t from, size_t to, const char *command);
/* The first time said anywhere from `from` on, to come; vague words only where nothing better
 * stands. */
bool reminders_time(const struct turn *turn, const struct glyphs *text, size_t from, struct when *when,
    size_t *at, size_t *used);

extern const struct command command_reminders, command_cancel_reminder, command_change_reminder;

#endif
