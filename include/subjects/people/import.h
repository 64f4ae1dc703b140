/* Bringing lists in and out: CSV rows ↔ records by the field tables. All or nothing;
 * the same file a second time changes nothing. */
#ifndef PEOPLE_IMPORT_H
#define PEOPLE_IMPORT_H

#include "core/turn.h"
#include "data/table.h"

/* A table of texts: what a CSV file holds. */
struct sheet_cell {
	const char *text;
	int line, column;
};
struct sheet {
	const struct sheet_cell *const *rows; /* rows[0] is the header */
	const size_t *widths;
	size_t count;
	const char *file; /* for the faults */
};

struct import_result {
	size_t added, changed, same;
	size_t faults;
	struct buf fault_lines; /* "file:line:column: what, and what would be right\n" */
	struct buf warnings;    /* what is taken, but looks wrong: a sentence a line */
};

#define IMPORT_ROWS_MAX 1000000

/* Puts the sheet's records into the turn. When there are faults the caller aborts the
 * turn. References may point into this or an earlier sheet of the same turn. */
void import_sheet(
    struct turn *turn, const struct kind *kind, const struct sheet *sheet, struct import_result *result);
void import_result_free(struct import_result *result);
/* Fills an empty table with all records of the kind. Personal fields are masked unless `plain`. */
void export_table(struct world *world, const struct kind *kind, bool plain, struct table *table);
/* The kinds of a world folder, in the order in which they must be read. */
extern const struct kind *const import_order[];

#endif
