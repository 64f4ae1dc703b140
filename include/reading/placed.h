/* Where a command acts: its right (may, core/access.h) is wanted at the place of everything it names. */
#ifndef READING_PLACED_H
#define READING_PLACED_H

#include "reading/parse.h"

/* May the actor do this with what the arguments name? Says that it is not his unless `quiet`; what he
 * may not know of is spoken of as if it did not exist. */
bool placed(struct turn *turn, const struct call *call, bool quiet);

#endif
