/* A table of cells, filled row by row: what a list or an export holds before it is written
 * as JSON, CSV or a spreadsheet. */
#ifndef DATA_TABLE_H
#define DATA_TABLE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/memory.h"

struct column {
	const char *key, *label;
};
struct cell {
	const char *text; /* NULL: the number */
	int64_t number;
};
struct table {
	struct arena *arena; /* of the texts; the caller's */
	const struct column *columns;
	size_t column_count;
	struct cell *cells; /* row by row; owned */
	size_t count, cap;
};

/* Cells follow one another; a row is full after as many as there are columns. The text is copied. */
void table_text(struct table *table, const char *text);
void table_number(struct table *table, int64_t number);
size_t table_rows(const struct table *table);
void table_free(struct table *table);

#endif
