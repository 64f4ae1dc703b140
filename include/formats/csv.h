/* CSV in and out (RFC 4180, UTF-8 with BOM or not, GB18030), by the field tables. Out:
 * with BOM, formula-safe, long digit strings as text. In: every bad cell is named. */
#ifndef FORMATS_CSV_H
#define FORMATS_CSV_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/memory.h"

struct csv_cell {
	const char *text; /* in the arena */
	int line, column; /* of its first character, from 1 */
};
struct csv_row {
	struct csv_cell *cells;
	size_t count;
	int line;
};
struct csv {
	struct csv_row *rows; /* the first is the header */
	size_t count;
	char fault[160]; /* "" = good, else what is wrong */
	int fault_line, fault_column;
};

/* Reads a whole file; texts in the arena. A first line "sep=;" says what stands between cells. */
struct csv csv_read(struct arena *arena, const char *p, size_t n);
/* One cell, escaped and made harmless for spreadsheets. */
void csv_add(struct buf *out, const char *text, bool first);

#endif
