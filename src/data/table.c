/* Tables of cells; see the header. */
#include "data/table.h"

#include <stdlib.h>
#include <string.h>

static void
add(struct table *table, struct cell cell)
{
	if (table->count == table->cap) {
		table->cap = table->cap ? table->cap * 2 : 64;
		table->cells = mem_grow(table->cells, table->cap * sizeof *table->cells);
	}
	table->cells[table->count++] = cell;
}

void
table_text(struct table *table, const char *text)
{
	add(table, (struct cell){.text = arena_text(table->arena, text ? text : "", text ? strlen(text) : 0)});
}

void
table_number(struct table *table, int64_t number)
{
	add(table, (struct cell){.number = number});
}

size_t
table_rows(const struct table *table)
{
	return table->column_count ? table->count / table->column_count : 0;
}

void
table_free(struct table *table)
{
	free(table->cells);
	*table = (struct table){0};
}
