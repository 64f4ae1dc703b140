/* An operator household 经营户 that receives guests. */
#ifndef RECORDS_OPERATOR_H
#define RECORDS_OPERATOR_H

#include "data/field.h"
#include "data/store.h"

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

#define OPERATOR_HOUSES_MANY 3 /* from so many on somebody should look whether it is so */
/* For how many houses that receive guests this person answers; their names appended, the number of
 * the first one in *first. */
int operator_houses(const struct store *store, int64_t person, struct buf *names, int64_t *first);

/* Its part in what is to be divided. */
static inline int64_t
operator_share(const struct operator* operator)
{
	return operator->share> 0 ? operator->share : 1;
}

#endif
