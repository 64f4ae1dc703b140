/* An announcement as an event: what is missing is asked, what is whole is kept and divided. */
#ifndef GUESTS_ANNOUNCING_H
#define GUESTS_ANNOUNCING_H

#include "reading/parse.h"

/* Announces what the call says from its start. Asks when a plan waits already in this group,
 * unless the new guests are said to come `besides`. */
void guests_announce(struct turn *turn, const struct call *call, bool besides);

#endif
