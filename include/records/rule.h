/* A rule 政策 as the compendium has it: what it rests on, for whom, how much, how, who; from a
 * day to a day (both included; absent = open). Quoted, never interpreted. */
#ifndef RECORDS_RULE_H
#define RECORDS_RULE_H

#include "data/field.h"

struct rule {
	int64_t id;
	const char *title;
	const char *aliases; /* separated by ; */
	const char *basis;
	const char *scope;
	const char *standard;
	const char *procedure;
	const char *department;
	int64_t person; /* responsible there, or 0 */
	const char *source;
	int64_t place; /* 0: everywhere */
	int32_t from, to;
};

extern const struct kind kind_rule;

#endif
