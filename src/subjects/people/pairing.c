/* Proposals; see the header. */
#include "subjects/people/pairing.h"

#include "records/pairing.h"

const struct pairing *
pairing_proposed(struct turn *turn, const struct call *call)
{
	const struct pairing *pairing = turn_find(turn, pairing, call->args[0].number);

	if (pairing && pairing->state == PAIRING_proposed && pairing->by == turn->actor->id)
		return pairing;
	turn_say(turn, "pair-gone", WITH_NONE);
	return NULL;
}
