/* Work of the page on another thread: passwords that are stretched, workbooks that are made. */
#ifndef CONSOLE_LATER_H
#define CONSOLE_LATER_H

#include "core/rim.h"

#define PENDING_MAX 4 /* of a sort: a password takes 32 MiB while it is looked at */

enum later_what { LATER_NONE, LATER_SIGN_IN, LATER_PASSWORD, LATER_XLSX };
struct pending {
	enum later_what what;
	uint64_t token;
	int64_t person, counted; /* whose tries these are */
	uint8_t salt[16], expected[32];
	bool known;       /* there is a password to compare with */
	uint8_t kept[32]; /* digest of the session that changes its password */
	char name[80];    /* of the file */
};
struct later {
	struct rim *rim;
	struct pending all[2 * PENDING_MAX]; /* passwords, workbooks */
};

/* A place for work, NULL: too much of the sort is under way. It is taken by setting `what`. */
struct pending *later_slot(struct later *later, enum later_what what);
/* Begins the work; page_computed follows with the place's number, which is negative. */
void later_compute(struct later *later, struct pending *pending,
    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n);
/* What stood at that number; the place is free again. */
struct pending later_take(struct later *later, int64_t job);

#endif
