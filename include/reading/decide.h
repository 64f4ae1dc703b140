/* What to do with a sentence that no exact command is: act, read back, ask one question with
 * at most three readings, or say that it was not understood. */
#ifndef READING_DECIDE_H
#define READING_DECIDE_H

#include "reading/reading.h"

struct tables;

/* The command whose phrase begins the sentence, or NULL, and where the phrase ends. */
struct fixed {
	const struct command *command;
	size_t behind;
};
/* Reads the sentence from `from` on and decides. What is to be done stands in *out: sentences to do exactly, or what was asked. */
void decide(struct turn *turn, const struct tables *tables, const struct glyphs *text, size_t from,
    const struct fixed *fixed, struct understanding *out);
/* Does the sentence look like talk that is for nobody here, more than like anything else? What
 * is said in a group without the bot's name is heard only if it does not. */
bool decide_chatter(struct turn *turn, const struct glyphs *text, size_t from);
/* 反映在水里的月亮: the phrase of a command may begin a sentence of another kind. True if the
 * words behind it are set off or begin with something of a type, or the sentence as a whole
 * looks like this command. */
bool decide_means(struct turn *turn, const struct glyphs *text, size_t from, const struct fixed *fixed);
/* Asks what was decided to be asked. */
void decide_ask(struct turn *turn, const struct understanding *understanding);
/* Asks whether it is to be a report. */
void decide_ask_report(struct turn *turn, const struct reading *reading);
/* An exact sentence as a person reads it: records by their names. */
const char *decide_shown(struct turn *turn, const char *sentence);

/* The answer of a choice that means none of it. */
/* Asks which of the reports is meant that may be; their numbers answer. */
void decide_which(struct turn *turn, const struct reading *reading);
#define DECIDE_NONE "都不是"
/* A fault of reading that is read back: several sentences in one answer. */
#define DECIDE_SEPARATOR '\n'

#endif
