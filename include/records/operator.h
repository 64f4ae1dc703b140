/* An operator household 经营户 that receives guests. */
#ifndef RECORDS_OPERATOR_H
#define RECORDS_OPERATOR_H

#include "data/field.h"

enum operator_status { OPERATOR_active, OPERATOR_trial, OPERATOR_suspended };

struct operator
{
	int64_t id;
	const char *code;
	const char *name;
	const char *aliases; /* separated by ; */
	int64_t village;
	struct list contacts; /* struct person_item */
	int64_t seats;
	int64_t beds;
	int64_t ground_beds;
	int64_t share;        /* set by the village, 1 if absent */
	const char *features; /* separated by ; */
	int32_t status;
	int32_t from;
	int32_t to;
	int64_t ledger; /* points before the first entry */
};

extern const struct kind kind_operator;

/* Its part in what is to be divided. */
static inline int64_t
operator_share(const struct operator* operator)
{
	return operator->share> 0 ? operator->share : 1;
}

#endif
