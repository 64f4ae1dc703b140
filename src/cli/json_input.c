/* JSON files given to a call; see the header. */
#include "cli/json_input.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "formats/json.h"
#include "io/files.h"

#define INPUT_BYTES_MAX (16 << 20)
#define EXACT_MAX 9007199254740992.0 /* 2^53: beyond it a double is no integer any more */

bool
json_input_open(struct json_input *input, const char *file)
{
	struct buf bytes = {0};
	const char *fault;
	size_t at;

	*input = (struct json_input){0};
	if (file && strcmp(file, "-") == 0)
		file = NULL;
	if (!file_read(file ? file : "/dev/stdin", INPUT_BYTES_MAX, &bytes)) {
		fprintf(stderr, "%s: %s\n", file ? file : "standard input", strerror(errno));
		buf_free(&bytes);
		return false;
	}
	input->root = json_parse_file(buf_text(&bytes), bytes.n, &fault, &at);
	if (input->root == NULL)
		fprintf(stderr, "/: no JSON at byte %zu: %s\n", at, fault);
	else if (!cJSON_IsObject(input->root))
		fprintf(stderr, "/: must be an object\n");
	buf_free(&bytes);
	if (cJSON_IsObject(input->root))
		return true;
	cJSON_Delete(input->root);
	return false;
}

bool
json_input_good(struct json_input *input)
{
	bool good = input->faults.n == 0;

	fputs(buf_text(&input->faults), stderr);
	return good;
}

void
json_input_close(struct json_input *input)
{
	cJSON_Delete(input->root);
	buf_free(&input->faults);
}

void
json_fault(struct json_input *input, const char *path, const char *member, const char *what)
{
	buf_addf(&input->faults, "%s%s", path, member ? "/" : "");
	for (; member && *member; member++) /* RFC 6901: ~ and / are written ~0 and ~1 */
		buf_addf(&input->faults, *member == '~' ? "~0" : *member == '/' ? "~1" : "%c", *member);
	buf_addf(&input->faults, ": %s\n", what);
}

int64_t
json_input_number(struct json_input *input, const cJSON *object, const char *path, const char *name,
    int64_t low, int64_t high, int64_t otherwise)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);
	char what[120];

	if (member == NULL)
		return otherwise;
	snprintf(what, sizeof what, "must be a whole number from %lld to %lld", (long long)low, (long long)high);
	double value = cJSON_IsNumber(member) ? member->valuedouble : 0;
	/* The range first: a cast of what an integer cannot hold is undefined. */
	if (!cJSON_IsNumber(member) || !(value > -EXACT_MAX && value < EXACT_MAX) ||
	    (double)(int64_t)value < value || (double)(int64_t)value > value || (int64_t)value < low ||
	    (int64_t)value > high) {
		json_fault(input, path, name, what);
		return otherwise;
	}
	return (int64_t)value;
}

bool
json_input_flag(
    struct json_input *input, const cJSON *object, const char *path, const char *name, bool otherwise)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (member == NULL)
		return otherwise;
	if (!cJSON_IsBool(member))
		json_fault(input, path, name, "must be true or false");
	return cJSON_IsTrue(member);
}

const cJSON *
json_input_list(struct json_input *input, const cJSON *object, const char *path, const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	if (member && !cJSON_IsArray(member)) {
		json_fault(input, path, name, "must be a list");
		return NULL;
	}
	return member;
}

const cJSON *
json_input_required(struct json_input *input, const char *name)
{
	if (cJSON_GetObjectItemCaseSensitive(input->root, name) == NULL)
		json_fault(input, "", name, "is missing");
	return json_input_list(input, input->root, "", name);
}

const char *
json_input_id(struct json_input *input, const cJSON *list, int at, const char *path)
{
	const cJSON *object = cJSON_GetArrayItem(list, at);
	const char *id = json_text(object, "id");

	if (id == NULL || *id == 0) {
		json_fault(input, path, "id", "must be a text that is not empty");
		return NULL;
	}
	if (json_input_find(list, id) < at)
		json_fault(input, path, "id", "stands twice");
	return id;
}

int
json_input_find(const cJSON *list, const char *id)
{
	const cJSON *object;
	int at = 0;

	cJSON_ArrayForEach(object, list)
	{
		const char *other = json_text(object, "id");

		if (other && strcmp(other, id) == 0)
			return at;
		at++;
	}
	return -1;
}

bool
json_input_has(const cJSON *list, const char *word)
{
	const cJSON *item;

	cJSON_ArrayForEach(
	    item, list) if (cJSON_IsString(item) && strcmp(item->valuestring, word) == 0) return true;
	return false;
}

void
json_input_texts(struct json_input *input, const cJSON *list, const char *path, const char *name)
{
	const cJSON *item;
	int at = 0;

	cJSON_ArrayForEach(item, list)
	{
		char place[300];

		snprintf(place, sizeof place, "%s/%s/%d", path, name, at++);
		if (!cJSON_IsString(item))
			json_fault(input, place, NULL, "must be a text");
	}
}
