/* A sentence that may be a report is one after a yes alone: nobody is told before. */
#ifndef ASKING_OFFER_H
#define ASKING_OFFER_H

#include "base/text_norm.h"
#include "core/turn.h"

/* Asks whether it is to be a report. The phrase gets `lines`. */
void offer_report(
    struct turn *turn, const char *key, const char *lines, const struct glyphs *text, size_t from);
/* A text that is one line of a command, in the arena. */
const char *offer_line(struct turn *turn, const char *text);

#endif
