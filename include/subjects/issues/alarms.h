/* Danger to life: a cry for help is heard in any chat of the village, addressed or not. */
#ifndef ISSUES_ALARMS_H
#define ISSUES_ALARMS_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "language/danger.h"

enum danger_kind alarms_kind(const struct glyphs *text);
/* The line that names the number to dial (119, 120, 110); "" if it is no danger. */
const char *alarms_call(struct turn *turn, const struct glyphs *text);
/* Hears a free sentence that tells of danger: the report to make of it (reading/step.h, step_hear). */
const char *alarms_hear(struct turn *turn, const struct glyphs *text, size_t from);

#endif
