/* Tables of cells as JSON, CSV and XLSX, each written once. */
#ifndef FORMATS_TABLES_H
#define FORMATS_TABLES_H

#include "data/table.h"

/* {"columns":[{"key","label"}],"rows":[[…]]}; numbers are numbers. */
void table_json(const struct table *table, struct buf *out);
/* [{"key":…}]: an object a row, empty cells left out. */
void table_objects(const struct table *table, struct buf *out);
/* With a BOM; see csv_add for what is made harmless. */
void table_csv(const struct table *table, struct buf *out);
/* A workbook of one sheet: texts are texts whatever they begin with, so that nothing is a
 * formula and no digit is rounded. libxlsxwriter works in temporary files, so call it off the
 * loop. False if it could not be made. */
bool table_xlsx(const struct table *table, const char *title, struct buf *out);
/* The table as bytes and back (columns, title and cells in the arena), for the way to another thread. */
void table_pack(const struct table *table, const char *title, struct buf *out);
bool table_unpack(const void *p, size_t n, struct arena *arena, struct table *table, const char **title);

#endif
