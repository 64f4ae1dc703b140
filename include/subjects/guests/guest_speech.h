/* What people say about guests in their own words: answers of households to what is offered
 * to them, changes by administrators, announcements. Each is read by a pure reader of
 * `language`; here is decided who may say it and about which guests. */
#ifndef GUESTS_GUEST_SPEECH_H
#define GUESTS_GUEST_SPEECH_H

#include "base/text_norm.h"
#include "core/turn.h"

/* A step_hear (reading/step.h). */
const char *guests_hear(struct turn *turn, const struct glyphs *text, size_t from);

#endif
