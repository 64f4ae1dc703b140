/* World folders; see the header. */
#include "cli/world_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "formats/csv.h"
#include "io/files.h"

#define CSV_BYTES_MAX (64 << 20)

void
world_read_csv_bytes(struct turn *turn, const struct kind *kind, const char *file, const char *p, size_t n,
    struct import_result *result)
{
	struct arena arena = {0};
	struct csv csv = csv_read(&arena, p, n);

	if (csv.fault[0]) {
		result->faults++;
		buf_addf(&result->fault_lines, "%s:%d:%d: %s\n", file, csv.fault_line, csv.fault_column, csv.fault);
	} else {
		const struct sheet_cell **rows = arena_alloc(&arena, (csv.count + 1) * sizeof *rows);
		size_t *widths = arena_alloc(&arena, (csv.count + 1) * sizeof *widths);

		for (size_t r = 0; r < csv.count; r++) {
			struct sheet_cell *cells = arena_alloc(&arena, csv.rows[r].count * sizeof *cells);

			for (size_t c = 0; c < csv.rows[r].count; c++)
				cells[c] = (struct sheet_cell){
				    csv.rows[r].cells[c].text, csv.rows[r].cells[c].line, csv.rows[r].cells[c].column};
			rows[r] = cells;
			widths[r] = csv.rows[r].count;
		}
		import_sheet(turn, kind, &(struct sheet){rows, widths, csv.count, file}, result);
	}
	arena_clear(&arena);
}

bool
world_read_csv(struct turn *turn, const struct kind *kind, const char *path, struct import_result *result)
{
	struct buf bytes = {0};

	if (!file_read(path, CSV_BYTES_MAX, &bytes)) {
		result->faults++;
		buf_addf(&result->fault_lines, "%s: %s\n", path, strerror(errno));
		buf_free(&bytes);
		return false;
	}
	world_read_csv_bytes(turn, kind, path, buf_text(&bytes), bytes.n, result);
	buf_free(&bytes);
	return true;
}

bool
world_read_folder(struct turn *turn, const char *folder, struct import_result *result)
{
	bool any = false;

	for (int i = 0; import_order[i]; i++) {
		char path[512];

		snprintf(path, sizeof path, "%s/%s.csv", folder, import_order[i]->name);
		if (access(path, F_OK) == 0) {
			any = true;
			world_read_csv(turn, import_order[i], path, result);
		}
	}
	if (!any) {
		result->faults++;
		buf_addf(&result->fault_lines, "%s: no places.csv, people.csv, … there\n", folder);
	}
	return any;
}

bool
world_fill(struct turn *turn, const char *folder)
{
	struct import_result result = {0};

	world_read_folder(turn, folder, &result);
	if (result.faults)
		fputs(buf_text(&result.fault_lines), stderr);
	import_result_free(&result);
	return result.faults == 0;
}

bool
world_read_calendar(const char *path, struct calendar *calendar)
{
	struct buf text = {0};

	if (path[0] == 0)
		return true;
	bool good = file_read(path, 1 << 20, &text);
	int line = good ? calendar_load(calendar, buf_text(&text)) : 0;
	if (!good || line)
		fprintf(stderr, "%s:%d:1: expected date,off|work,name like 2026-10-01,off,国庆节\n", path, line);
	buf_free(&text);
	return good && line == 0;
}
