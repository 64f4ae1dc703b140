/* Tables in their formats; see the header. */
#define LXW_NO_DEPRECATED
#include "formats/tables.h"
#include "base/require.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wstrict-prototypes"
#pragma GCC diagnostic ignored "-Wshadow"
#include <xlsxwriter.h>
#pragma GCC diagnostic pop

#include "base/text.h"
#include "formats/csv.h"
#include "formats/json_write.h"

#define CELL_CHARS_MAX 32767 /* what a spreadsheet takes in one cell */
#define WIDTH_MAX 60
#define TITLE_CHARS_MAX 31

void
table_json(const struct table *table, struct buf *out)
{
	struct json_writer json = json_writer(out);
	size_t width = table->column_count;

	require(width > 0); /* a table has columns */
	json_open(&json, NULL, '{');
	json_open(&json, "columns", '[');
	for (size_t i = 0; i < width; i++) {
		json_open(&json, NULL, '{');
		json_put_text(&json, "key", table->columns[i].key);
		json_put_text(&json, "label", table->columns[i].label);
		json_close(&json);
	}
	json_close(&json);
	json_open(&json, "rows", '[');
	for (size_t i = 0; i < table->count; i++) {
		if (i % width == 0)
			json_open(&json, NULL, '[');
		if (table->cells[i].text)
			json_put_text(&json, NULL, table->cells[i].text);
		else
			json_put_int(&json, NULL, table->cells[i].number);
		if (i % width + 1 == width)
			json_close(&json);
	}
	json_close(&json);
	json_close(&json);
}

void
table_objects(const struct table *table, struct buf *out)
{
	buf_addc(out, '[');
	for (size_t row = 0; row < table_rows(table); row++) {
		struct json_writer json = json_writer(out);

		buf_adds(out, row ? ",\n" : "\n");
		json_open(&json, NULL, '{');
		for (size_t i = 0; i < table->column_count; i++) {
			const struct cell *cell = &table->cells[row * table->column_count + i];

			if (cell->text == NULL)
				json_put_int(&json, table->columns[i].key, cell->number);
			else if (*cell->text)
				json_put_text(&json, table->columns[i].key, cell->text);
		}
		json_close(&json);
	}
	buf_adds(out, "\n]\n");
}

void
table_csv(const struct table *table, struct buf *out)
{
	require(table->column_count > 0);
	buf_adds(out, "\xef\xbb\xbf");
	for (size_t i = 0; i < table->column_count; i++)
		csv_add(out, table->columns[i].label, i == 0);
	buf_adds(out, "\r\n");
	for (size_t i = 0; i < table->count; i++) {
		size_t column = i % table->column_count;
		char number[24];

		snprintf(number, sizeof number, "%lld", (long long)table->cells[i].number);
		if (table->cells[i].text)
			csv_add(out, table->cells[i].text, column == 0);
		else
			buf_addf(out, "%s%s", column ? "," : "", number); /* a negative number is no formula */
		if (column + 1 == table->column_count)
			buf_adds(out, "\r\n");
	}
}

/* Columns a text takes: a Han character is as wide as two. */
static size_t
width_of(const char *text)
{
	size_t width = 0;

	for (uint32_t cp; (cp = text_next(&text)) != 0 && cp != '\n';)
		width += cp >= 0x2e80 ? 2 : 1;
	return width;
}

static void
write_text(lxw_worksheet *sheet, size_t row, size_t column, const char *text, lxw_format *format)
{
	/* Longer ones are cut, whole characters kept: the sheet would refuse them. */
	size_t room = text_length(text) > CELL_CHARS_MAX ? text_part(text, CELL_CHARS_MAX) : strlen(text);
	struct arena arena = {0};

	worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column, arena_text(&arena, text, room), format);
	arena_clear(&arena);
}

static bool
fill(lxw_workbook *book, const struct table *table, const char *title)
{
	char name[4 * TITLE_CHARS_MAX + 1];
	size_t n = 0, chars = 0;

	/* A sheet's name: at most 31 characters, none of []:*?/\ */
	for (const char *p = title, *from = p; text_next(&p) && chars < TITLE_CHARS_MAX; from = p)
		if (strchr("[]:*?/\\'", *from) == NULL) {
			memcpy(name + n, from, (size_t)(p - from));
			n += (size_t)(p - from);
			chars++;
		}
	name[n] = 0;
	lxw_worksheet *sheet = workbook_add_worksheet(book, n ? name : NULL);
	lxw_format *bold = workbook_add_format(book), *wrap = workbook_add_format(book);
	if (sheet == NULL || bold == NULL || wrap == NULL)
		return false;
	format_set_bold(bold);
	format_set_text_wrap(wrap);
	worksheet_freeze_panes(sheet, 1, 0);
	for (size_t column = 0; column < table->column_count; column++) {
		size_t width = width_of(table->columns[column].label);

		write_text(sheet, 0, column, table->columns[column].label, bold);
		for (size_t i = column; i < table->count; i += table->column_count) {
			const struct cell *cell = &table->cells[i];
			size_t row = i / table->column_count + 1;

			if (cell->text == NULL)
				worksheet_write_number(sheet, (lxw_row_t)row, (lxw_col_t)column, (double)cell->number, NULL);
			else if (*cell->text)
				write_text(sheet, row, column, cell->text, wrap);
			if (cell->text && width_of(cell->text) > width)
				width = width_of(cell->text);
		}
		worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column,
		    (double)(width < WIDTH_MAX ? width + 2 : WIDTH_MAX), NULL);
	}
	return true;
}

bool
table_xlsx(const struct table *table, const char *title, struct buf *out)
{
	int fd = memfd_create("table", MFD_CLOEXEC);
	char path[40], bytes[65536];
	bool good = false;
	ssize_t n;

	if (fd < 0)
		return false;
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	lxw_workbook *book = workbook_new(path);
	if (book) {
		good = fill(book, table, title);
		good = workbook_close(book) == LXW_NO_ERROR && good;
	}
	for (off_t at = 0; good && (n = pread(fd, bytes, sizeof bytes, at)) != 0; at += n) {
		if (n < 0)
			good = false;
		else
			buf_add(out, bytes, (size_t)n);
	}
	close(fd);
	return good;
}

static void
pack_text(struct buf *out, const char *text)
{
	buf_varint(out, strlen(text));
	buf_adds(out, text);
}

static const char *
unpack_text(struct reader *reader, struct arena *arena)
{
	uint64_t n;
	const void *p;

	if (!read_varint(reader, &n) || (p = read_bytes(reader, n)) == NULL)
		return NULL;
	return arena_text(arena, p, (size_t)n);
}

void
table_pack(const struct table *table, const char *title, struct buf *out)
{
	pack_text(out, title);
	buf_varint(out, table->column_count);
	for (size_t i = 0; i < table->column_count; i++)
		pack_text(out, table->columns[i].label);
	buf_varint(out, table->count);
	for (size_t i = 0; i < table->count; i++) {
		buf_addc(out, table->cells[i].text != NULL);
		if (table->cells[i].text)
			pack_text(out, table->cells[i].text);
		else
			buf_add(out, &table->cells[i].number, sizeof table->cells[i].number);
	}
}

bool
table_unpack(const void *p, size_t n, struct arena *arena, struct table *table, const char **title)
{
	struct reader reader = {p, (const uint8_t *)p + n};
	uint64_t columns, cells;

	*table = (struct table){.arena = arena};
	if ((*title = unpack_text(&reader, arena)) == NULL || !read_varint(&reader, &columns) || columns > n)
		return false;
	struct column *labels = arena_alloc(arena, (size_t)(columns + 1) * sizeof *labels);
	for (size_t i = 0; i < columns; i++)
		if ((labels[i].label = unpack_text(&reader, arena)) == NULL)
			return false;
	table->columns = labels;
	table->column_count = (size_t)columns;
	if (!read_varint(&reader, &cells))
		return false;
	for (uint64_t i = 0; i < cells; i++) {
		const uint8_t *is_text = read_bytes(&reader, 1);
		const char *text = is_text && *is_text ? unpack_text(&reader, arena) : NULL;
		const void *number = is_text && !*is_text ? read_bytes(&reader, sizeof(int64_t)) : NULL;
		int64_t value;

		if (text == NULL && number == NULL)
			return false;
		if (text) {
			table_text(table, text);
		} else {
			memcpy(&value, number, sizeof value);
			table_number(table, value);
		}
	}
	return true;
}
