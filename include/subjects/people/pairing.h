/* Proposals of which cadre goes to which village. */
#ifndef PEOPLE_PAIRING_H
#define PEOPLE_PAIRING_H

#include "reading/parse.h"
#include "records/pairing.h"

/* The proposal with the number of the first argument, if it is the actor's and still open; NULL
 * after saying that it is gone. */
const struct pairing *pairing_proposed(struct turn *turn, const struct call *call);

#endif
