/* The register of operator households: reading their figures, saying what is kept. */
#ifndef GUESTS_REGISTER_H
#define GUESTS_REGISTER_H

#include "language/count.h"
#include "reading/parse.h"
#include "records/operator.h"

/* 餐位80 床位16 一楼5 份额8 特色 素食 河景 联系人 张三, from `at` on; false after saying
 * what is wrong. */
bool register_figures(struct turn *turn, const struct call *call, size_t at, struct operator* operator);
/* Households of the village that take guests, and what room they have together. */
void register_totals(const struct turn *turn, int64_t village, int64_t *count, int64_t *seats, int64_t *beds);
/* Says a household as it is kept, with the totals of its village, so that a slip is seen. */
void register_say(struct turn *turn, const char *key, const struct operator* operator);

#endif
