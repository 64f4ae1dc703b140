/* CSV; see the header. */
#include "formats/csv.h"
#include "base/require.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define CELL_BYTES_MAX (32 * 1024)

/* UTF-8 as it is; otherwise GB18030, the clerk's spreadsheet. NULL if neither. */
static const char *
to_utf8(struct arena *arena, const char *p, size_t n, size_t *out_n)
{
	p = text_past_bom(p, &n);
	if (text_valid(p, n)) {
		*out_n = n;
		return arena_text(arena, p, n);
	}
	iconv_t convert = iconv_open("UTF-8", "GB18030");
	if (convert == (iconv_t)-1)
		return NULL;
	size_t room = n * 4 + 4, left = room, in_left = n;
	char *text = arena_alloc(arena, room + 1), *to = text, *from = arena_text(arena, p, n);
	size_t code = iconv(convert, &from, &in_left, &to, &left);
	iconv_close(convert);
	*out_n = room - left;
	return code == (size_t)-1 || !text_valid(text, *out_n) ? NULL : text;
}

struct reader_at {
	const char *p, *end;
	int line, column;
	char between; /* cells */
};

/* "sep=;" in the first line: what a spreadsheet wrote there, and not a row. */
static void
read_separator(struct reader_at *at)
{
	size_t left = (size_t)(at->end - at->p), line = left > 5 ? strcspn(at->p, "\r\n") : 0;

	at->between = ',';
	if (line != 5 || strncmp(at->p, "sep=", 4) != 0 || strchr(",;\t|", at->p[4]) == NULL)
		return;
	at->between = at->p[4];
	at->p += line;
	at->p += at->p < at->end && *at->p == '\r';
	at->p += at->p < at->end && *at->p == '\n';
	at->line++;
}

static void
step(struct reader_at *at)
{
	unsigned char c = (unsigned char)*at->p++;

	if (c == '\n') {
		at->line++;
		at->column = 1;
	} else if ((c & 0xc0) != 0x80) {
		at->column++;
	}
}

/* One cell; false on a quote that does not end. */
static bool
read_cell(struct arena *arena, struct reader_at *at, struct csv_cell *cell)
{
	struct buf text = {0};
	bool good = true;

	*cell = (struct csv_cell){.line = at->line, .column = at->column};
	if (at->p < at->end && *at->p == '"') {
		step(at);
		for (;;) {
			if (at->p == at->end) {
				good = false;
				break;
			}
			if (*at->p == '"') {
				step(at);
				if (at->p == at->end || *at->p != '"')
					break;
			}
			buf_addc(&text, *at->p);
			step(at);
		}
	}
	while (good && at->p < at->end && *at->p != at->between && *at->p != '\n' &&
	    !(*at->p == '\r' && at->p + 1 < at->end && at->p[1] == '\n')) {
		buf_addc(&text, *at->p);
		step(at);
	}
	cell->text = arena_text(arena, buf_text(&text), text.n);
	good = good && text.n <= CELL_BYTES_MAX;
	buf_free(&text);
	return good;
}

static void
fail(struct csv *csv, const struct reader_at *at, const char *what)
{
	snprintf(csv->fault, sizeof csv->fault, "%s", what);
	csv->fault_line = at->line;
	csv->fault_column = at->column;
}

struct csv
csv_read(struct arena *arena, const char *p, size_t n)
{
	struct csv csv = {0};
	size_t bytes, rows_cap = 0;
	const char *text = to_utf8(arena, p, n, &bytes);
	struct reader_at at = {text, text ? text + bytes : NULL, 1, 1, ','};
	struct csv_row *rows = NULL;

	if (text == NULL) {
		at = (struct reader_at){.line = 1, .column = 1};
		fail(&csv, &at, "the file is neither UTF-8 nor GB18030; save it as CSV UTF-8");
		return csv;
	}
	read_separator(&at);
	while (at.p < at.end) {
		struct csv_cell cells[64];
		struct csv_row row = {.line = at.line};

		for (;;) {
			struct reader_at before = at;

			if (row.count == 64) {
				fail(&csv, &at, "more than 64 columns");
				break;
			}
			if (!read_cell(arena, &at, &cells[row.count++])) {
				fail(&csv, &before, "a quotation mark that does not end, or a cell over 32 KiB");
				break;
			}
			if (at.p < at.end && *at.p == at.between) {
				step(&at);
				continue;
			}
			while (at.p < at.end && (*at.p == '\r' || *at.p == '\n')) {
				bool end = *at.p == '\n';

				step(&at);
				if (end)
					break;
			}
			break;
		}
		if (csv.fault[0])
			break;
		bool blank = true;
		for (size_t i = 0; i < row.count; i++)
			blank &= cells[i].text[strspn(cells[i].text, " \t\r")] == 0;
		if (blank)
			continue;
		require(cells != NULL); /* a row has one at least */
		row.cells = arena_alloc(arena, row.count * sizeof *row.cells);
		memcpy(row.cells, cells, row.count * sizeof *row.cells);
		if (csv.count == rows_cap) {
			rows_cap = rows_cap ? rows_cap * 2 : 64;
			rows = mem_grow(rows, rows_cap * sizeof *rows);
		}
		require(rows != NULL);
		rows[csv.count++] = row;
	}
	csv.rows = arena_alloc(arena, (csv.count + 1) * sizeof *rows);
	if (rows)
		memcpy(csv.rows, rows, csv.count * sizeof *rows);
	free(rows);
	return csv;
}

void
csv_add(struct buf *out, const char *text, bool first)
{
	size_t digits = strspn(text, "0123456789");
	/* A cell that a spreadsheet would run (= + - @) or round (long digits) becomes text. */
	bool guard = (*text && strchr("=+-@\t\r", *text)) || (digits > 11 && text[digits] == 0);
	bool quote = guard || strpbrk(text, ",\"\r\n") != NULL;

	if (!first)
		buf_addc(out, ',');
	if (!quote) {
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '"');
	if (guard)
		buf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(out, '"');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}
