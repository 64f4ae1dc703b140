/* Writes JSON: commas, names and escapes are looked after, blanks there are none.
 *
 *	struct json_writer json = json_writer(&out);
 *	json_open(&json, NULL, '{');
 *	json_put_text(&json, "name", name);
 *	json_close(&json);
 *
 * `name` is that of the member; NULL inside a list, and outside of everything. */
#ifndef FORMATS_JSON_WRITE_H
#define FORMATS_JSON_WRITE_H

#include <stdbool.h>

#include "base/buf.h"

#define JSON_WRITE_DEPTH 30 /* levels that can be open at once */

struct json_writer {
	struct buf *out; /* borrowed */
	uint32_t filled; /* a bit a level: something stands there already */
	uint32_t lists;  /* a bit a level: it is a list */
	int depth;
};

/* A writer that appends to out. */
struct json_writer json_writer(struct buf *out);
/* Begins an object, kind '{', or a list, kind '['; json_close ends the one opened last. */
void json_open(struct json_writer *json, const char *name, char kind);
void json_close(struct json_writer *json);
/* NULL is null. */
void json_put_text(struct json_writer *json, const char *name, const char *text);
/* A text made as by printf. */
void json_put_format(struct json_writer *json, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void json_put_int(struct json_writer *json, const char *name, int64_t number);
void json_put_bool(struct json_writer *json, const char *name, bool value);
/* A value that is JSON already. */
void json_put_raw(struct json_writer *json, const char *name, const char *value);
/* For a value that somebody else appends to json->out: its comma and its name. */
void json_put_name(struct json_writer *json, const char *name);

#endif
