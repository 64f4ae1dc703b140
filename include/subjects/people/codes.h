/* One-time codes for 绑定 and 绑定群; only their digest is kept. */
#ifndef PEOPLE_CODES_H
#define PEOPLE_CODES_H

#include "core/turn.h"
#include "records/code.h"

/* Makes a code for the target (0 = whoever says it) and writes its six digits. */
void codes_make(struct turn *turn, enum code_purpose purpose, int64_t target, char out[8]);
/* The unused code that these digits open and that has not expired, or NULL. */
const struct code *codes_find(const struct turn *turn, const char *digits);
/* It has been said: it opens nothing any more. */
void codes_use(struct turn *turn, const struct code *code);

#endif
