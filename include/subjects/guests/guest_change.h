/* Changes of guests that are announced: who is meant, and doing it. */
#ifndef GUESTS_GUEST_CHANGE_H
#define GUESTS_GUEST_CHANGE_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "language/changing.h"
#include "records/arrival.h"

struct guest_change guest_change_read(const struct turn *turn, const struct glyphs *text, size_t from);
/* The arrival that waits for its confirmation or is published which the change is about; NULL
 * if there is none the speaker may change, or (*several) more than one. */
const struct arrival *guest_change_of(
    const struct turn *turn, const struct guest_change *change, bool *several);
/* Changes it, and says so; or says what is missing. */
void guest_change_apply(struct turn *turn, const struct arrival *arrival, const struct guest_change *change);
/* 别给磨坊, 只给陈家, 点名去陈家 about the arrival that waits for its confirmation: divides it anew.
 * False when the sentence says anything else. */
bool guest_change_households(struct turn *turn, const struct glyphs *text, size_t from);
/* Asks which of several arrivals is meant. */
void guest_change_which(
    struct turn *turn, const struct guest_change *change, const struct glyphs *text, size_t from);

#endif
