/* A question 询问 that the register and the compendium do not answer, passed to a person. */
#ifndef RECORDS_INQUIRY_H
#define RECORDS_INQUIRY_H

#include "data/field.h"

struct inquiry {
	int64_t id;
	const char *text;
	int64_t by;
	int64_t group; /* where it was asked; 0: in private */
	int64_t at;
	int64_t person; /* who is to answer */
	int64_t place;
	const char *answer; /* NULL: not yet */
	int64_t answered_at;
	int64_t shared; /* 1: the answer is for everybody who asks the same */
};

extern const struct kind kind_inquiry;

#endif
