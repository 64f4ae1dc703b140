/* Days counted over years whose holidays are not published: they are guessed, and that is said. */
#ifndef SUBJECTS_DEADLINES_H
#define SUBJECTS_DEADLINES_H

#include "core/turn.h"

/* Counted from `from` to `to`: the first year whose holidays are not published, or 0; then an
 * administrator hears of it now, if he has not heard yet. */
int deadline_guessed_year(struct turn *turn, int32_t from, int32_t to);
/* "(2027 年节假日未公布,…)" to stand behind a day that was counted so; "" for year 0. */
const char *deadline_guess_note(struct turn *turn, int64_t year);
/* Looks out for a missing list: plans the wake that asks for this year's or the next one's,
 * unless one is planned. True if it did. */
bool deadline_watch(struct turn *turn);

#endif
