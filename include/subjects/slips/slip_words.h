/* What several commands of slips share: finding a slip, saying it, telling those concerned. */
#ifndef SLIPS_SLIP_WORDS_H
#define SLIPS_SLIP_WORDS_H

#include "reading/parse.h"
#include "records/slip.h"

/* Are we in private? If not, it is said that slips are read there alone. */
bool slips_private(struct turn *turn);
bool slips_readable(struct turn *turn, const struct slip *slip);
/* Says a sentence about a slip: its number, department, deadline and returns. */
void slips_say(struct turn *turn, const char *key, const struct slip *slip);
/* The asking side hears of it, and who must decide is asked. */
void slips_tell_askers(struct turn *turn, const struct slip *slip, const char *key, const char *text);
/* Every officer of the department hears of it but who did it. */
void slips_tell_department(struct turn *turn, const struct slip *slip, const char *key, const char *text);
/* A department named in the text from `at` on, that serves the place; 0: none. */
int64_t slips_department_in(
    const struct turn *turn, const struct slip *slip, const struct glyphs *text, size_t at);

#endif
