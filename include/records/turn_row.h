/* A turn: seen-table, audit and answer in one row; chained. */
#ifndef RECORDS_TURN_ROW_H
#define RECORDS_TURN_ROW_H

#include "data/field.h"

struct turn_row {
	int64_t id;
	int64_t at;
	const char *kind; /* message, admin, undo, … */
	int64_t seen;     /* keyed digest of the event's key */
	int64_t person;
	int64_t status;      /* HTTP status */
	const char *event;   /* channel and event id */
	struct bytes body;   /* changes before and after, what was said */
	struct bytes answer; /* what the asker got */
	struct bytes salt;
	struct bytes leaf;
	struct bytes chain;
};

extern const struct kind kind_turn_row;

#endif
