/* JSON from strangers: one strict scanner before cJSON (RFC 8259, valid UTF-8, no
 * duplicate names, no NUL, bounded depth, members and strings), then getters that
 * respect case. And records as JSON, by their field tables. */
#ifndef FORMATS_JSON_H
#define FORMATS_JSON_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/memory.h"
#include "data/record.h"

#define JSON_DEPTH_MAX 32
#define JSON_MEMBERS_MAX 20000 /* a chat message of 2,000 segments has some 10,000 */
#define JSON_NAMES_MAX 2000    /* of one object: each is compared with all before it */
#define JSON_FILE_MEMBERS_MAX 1000000
#define JSON_STRING_MAX (64 * 1024)

/* NULL if the text is acceptable, else what is wrong; *at is the byte. */
const char *json_scan(const char *p, size_t n, size_t *at);
/* Scans and parses; NULL if refused. The caller deletes it. */
cJSON *json_parse(const char *p, size_t n);
/* The same for a file its owner gave us, with more members; *fault says what is wrong
 * at byte *at. */
cJSON *json_parse_file(const char *p, size_t n, const char **fault, size_t *at);
/* The same, where ids may be numbers of any length: an integer of more than 15 digits
 * becomes the text of its digits, so that nothing is rounded. */
cJSON *json_parse_ids(const char *p, size_t n);
/* The member as a text: a string, or an integer as its digits; NULL if it is neither. In
 * the arena. */
const char *json_id(const cJSON *object, const char *name, struct arena *arena);
/* An item as JSON in the arena; NULL for none. */
const char *json_printed(const cJSON *item, struct arena *arena);
/* The member as a whole number, also from a text of digits; 0 if it is none. */
int64_t json_whole(const cJSON *object, const char *name);
/* The value at a path of names, a.b.c; NULL if any is missing. */
const cJSON *json_at(const cJSON *object, const char *path);
/* The string member, or NULL if absent or no string. */
const char *json_text(const cJSON *object, const char *name);

/* A list field as a JSON array, and back (false on a shape that does not fit). */
void json_list_add(const struct field *field, const struct list *list, struct buf *out);
bool json_list_read(const struct field *field, const char *text, struct arena *arena, struct list *out);
/* One record as an object; lists included, INTERNAL fields left out. */
void json_record_add(const struct kind *kind, const void *data, int zone_min, struct buf *out);

#endif
