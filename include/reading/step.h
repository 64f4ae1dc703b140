/* step: one event, synchronously, in memory. Knows no clock, no I/O, no chance of its
 * own; the tables of commands and wakes come as parameters. */
#ifndef READING_STEP_H
#define READING_STEP_H

#include "core/jobs.h"
#include "core/outbox.h"
#include "reading/parse.h"
#include "core/schedule.h"

/* Reads free sentences of one subject of which it is certain, in any chat and of anybody: the
 * exact command to do instead; "" when it has answered itself; NULL when the sentence is none
 * of its own. */
typedef const char *step_hear(struct turn *turn, const struct glyphs *text, size_t from);

struct tables {
	const struct command *const *commands;
	const struct wake_kind *const *wakes;
	const struct job_kind *const *jobs;
	step_hear *const *hearers; /* NULL-terminated; or NULL */
};

/* A message; the turn has begun. Ordinary chatter leaves no trace at all. */
void step_message(struct turn *turn, const struct tables *tables, const struct message *message);
/* A due wake. */
void step_wake(struct turn *turn, const struct tables *tables, const struct wake *wake);

/* The command that keeps a report. */
#define REPORT_COMMAND "report_issue"
/* The command of a picture without a word. */
#define PICTURE_COMMAND "attach_picture"
/* The command of a question in free words. */
#define QUESTION_COMMAND "question"
/* The command of what asks nothing and tells nothing. */
#define TALK_COMMAND "small_talk"
/* The command of a correction in free words. */
#define CHANGE_COMMAND "change"
/* The command of an announcement said without any phrase. */
#define ANNOUNCE_COMMAND "dispatch"

#endif
