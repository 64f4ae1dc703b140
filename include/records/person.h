/* A person 人员 known to the bot. */
#ifndef RECORDS_PERSON_H
#define RECORDS_PERSON_H

#include "data/field.h"

struct person {
	int64_t id;
	const char *code;
	const char *name;
	const char *aliases; /* separated by ; */
	const char *phone;
	const char *lines; /* what he knows, first the best; separated by ; */
	int64_t home;      /* his home village */
	int64_t printed;   /* mark of the contact card last printed, 0: none */
	int64_t erased;    /* when he was, at his own wish or by an administrator; 0: he is not */
};

extern const struct kind kind_person;

#endif
