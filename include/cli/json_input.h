/* JSON files given to a call: read with every fault named by its JSON Pointer
 * (RFC 6901) on standard error. */
#ifndef CLI_JSON_INPUT_H
#define CLI_JSON_INPUT_H

#include <stdbool.h>

#include "base/buf.h"
#include "formats/json.h"

struct json_input {
	cJSON *root;
	struct buf faults; /* one a line */
};

/* Reads FILE, or standard input for NULL and "-". False if it is no JSON object; said. */
bool json_input_open(struct json_input *input, const char *file);
/* Says the faults, if any, and frees; true if there were none. */
bool json_input_good(struct json_input *input);
void json_input_close(struct json_input *input);

void json_fault(struct json_input *input, const char *path, const char *member, const char *what);
/* Members with a default; a fault is noted and the default returned. `path` is the object's. */
int64_t json_input_number(struct json_input *input, const cJSON *object, const char *path, const char *name,
    int64_t low, int64_t high, int64_t otherwise);
bool json_input_flag(
    struct json_input *input, const cJSON *object, const char *path, const char *name, bool otherwise);
/* An array member; NULL when absent, which is a fault of the required one. */
const cJSON *json_input_list(
    struct json_input *input, const cJSON *object, const char *path, const char *name);
const cJSON *json_input_required(struct json_input *input, const char *name);
/* The object's `id`, unique among its siblings before it; a fault is noted. */
const char *json_input_id(struct json_input *input, const cJSON *list, int at, const char *path);
/* The position of `id` among the objects of a list, or -1. */
int json_input_find(const cJSON *list, const char *id);
/* Is `word` one of a list of texts? */
bool json_input_has(const cJSON *list, const char *word);
/* A list that must hold texts only. */
void json_input_texts(struct json_input *input, const cJSON *list, const char *path, const char *name);

#endif
