/* What is said about an arrival: heads, sources, quotas in lines that align on a phone,
 * posts cut at household borders. */
#ifndef GUESTS_GUEST_WORDS_H
#define GUESTS_GUEST_WORDS_H

#include "core/turn.h"
#include "records/arrival.h"
#include "subjects/guests/board.h"

/* "150 人(15 桌)", "5 家 23 人,住 20 人". */
const char *guest_heads(struct turn *turn, const struct arrival *arrival);
/* "(上海客人)" or "". */
const char *guest_source(struct turn *turn, const struct arrival *arrival);
/* "(4人、6人要一楼)": the parties that stay together among what a household gets. */
const char *guest_parties(struct turn *turn, const struct arrival *arrival, int64_t operator);
/* Heads of the plan in one household. */
int64_t guest_planned(const struct arrival *arrival, int64_t operator);
/* "(6人要一楼、10 人)": who has no place in the plan; "" if everybody has one or all
 * are one bulk. */
const char *guest_homeless(struct turn *turn, const struct arrival *arrival);
/* Everybody's quota as a group post, in as many parts as the length limit asks for;
 * `tail` stands on the last part. */
void guest_post(
    struct turn *turn, const struct arrival *arrival, const struct board *board, const char *tail);
/* The sentence of each reason. */
extern const char *const guest_whys[PLAN_CODES];
/* "今天 12:00 的 150 人:已接 14/17 家,还等 竹园、磨坊 回", or how many no household has taken. */
const char *guest_status(struct turn *turn, const struct arrival *arrival);

#endif
