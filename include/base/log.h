/* The log: one JSON object a line on standard error (the journal keeps it).
 * User strings are escaped and their numbers masked. Thread-safe by one write(2) a line. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are not written; default LOG_INFO. */
void log_level_set(enum log_level level);
/* Writes {"t":…,"level":…,"what":what, key:value …}; pairs of strings end with NULL. */
void log_line(enum log_level level, const char *what, ...) __attribute__((sentinel));

#endif
