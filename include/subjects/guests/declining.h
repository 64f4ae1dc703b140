/* A household gives back what it was offered or has taken. */
#ifndef GUESTS_DECLINING_H
#define GUESTS_DECLINING_H

#include "core/turn.h"

/* Gives back every open line of the household of who speaks, one post an arrival. What the
 * other half of the household has accepted is asked about first, unless `certain`. */
void guests_decline(struct turn *turn, const char *reason, bool certain);

#endif
