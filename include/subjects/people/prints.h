/* What is printed for households: the board at the door, the card in the hand. */
#ifndef PEOPLE_PRINTS_H
#define PEOPLE_PRINTS_H

#include "core/turn.h"
#include "records/household.h"
#include "records/person.h"

/* Everything on the board but the day it was printed. */
struct with *prints_board(struct turn *turn, const struct household *household);
/* A mark of the facts, the day left out; never 0. What was printed is compared by it. */
int64_t prints_mark(const struct with *facts);
/* Everything on a person's card. */
struct with *prints_card(struct turn *turn, const struct person *person);

#endif
