/* World folders and single CSV files → a turn; the calendar's file. */
#ifndef CLI_WORLD_FILES_H
#define CLI_WORLD_FILES_H

#include "core/turn.h"
#include "language/calendar.h"
#include "subjects/people/import.h"

/* Reads one CSV file into the turn. False if it cannot be read; faults are in result. */
bool world_read_csv(
    struct turn *turn, const struct kind *kind, const char *path, struct import_result *result);
/* The same from memory; `file` is its name in faults. */
void world_read_csv_bytes(struct turn *turn, const struct kind *kind, const char *file, const char *p,
    size_t n, struct import_result *result);
/* Reads every known file of a folder, in order. False if there is none. */
bool world_read_folder(struct turn *turn, const char *folder, struct import_result *result);
/* The same; faults go to stderr. True if there are none. */
bool world_fill(struct turn *turn, const char *folder);
/* Reads the working days of a file, "" = none; its fault goes to stderr. */
bool world_read_calendar(const char *path, struct calendar *calendar);

#endif
