/* The strict scanner and records as JSON; see the header. */
#include "formats/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "formats/json_write.h"

struct scan {
	const char *p, *end, *begin;
	const char *fault;
	int depth;
	size_t members, members_max, names_max;
};

static bool
fail(struct scan *scan, const char *what)
{
	if (scan->fault == NULL)
		scan->fault = what;
	return false;
}

static void
blanks(struct scan *scan)
{
	while (
	    scan->p < scan->end && (*scan->p == ' ' || *scan->p == '\t' || *scan->p == '\n' || *scan->p == '\r'))
		scan->p++;
}

static int
hex4(const struct scan *scan, const char *p)
{
	int value = 0;

	if (scan->end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		int digit = c >= '0' && c <= '9' ? c - '0'
		    : c >= 'a' && c <= 'f'       ? c - 'a' + 10
		    : c >= 'A' && c <= 'F'       ? c - 'A' + 10
		                                 : -1;

		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

static bool
string(struct scan *scan)
{
	const char *from = ++scan->p;

	for (; scan->p < scan->end && *scan->p != '"'; scan->p++) {
		unsigned char c = (unsigned char)*scan->p;

		if (c < 0x20)
			return fail(scan, "a control character in a string");
		if (scan->p - from > JSON_STRING_MAX)
			return fail(scan, "a string that is too long");
		if (c != '\\')
			continue;
		if (++scan->p == scan->end)
			break;
		if (*scan->p == 'u') {
			int unit = hex4(scan, scan->p + 1);

			if (unit <= 0)
				return fail(scan, unit ? "a bad \\u escape" : "a NUL");
			scan->p += 4;
			if (unit >= 0xdc00 && unit <= 0xdfff)
				return fail(scan, "a lone surrogate");
			if (unit >= 0xd800 && unit <= 0xdbff) {
				int low = scan->end - scan->p > 6 && scan->p[1] == '\\' && scan->p[2] == 'u'
				    ? hex4(scan, scan->p + 3)
				    : -1;

				if (low < 0xdc00 || low > 0xdfff)
					return fail(scan, "a lone surrogate");
				scan->p += 6;
			}
		} else if (*scan->p == 0 || strchr("\"\\/bfnrt", *scan->p) == NULL) {
			return fail(scan, "a bad escape");
		}
	}
	if (scan->p >= scan->end)
		return fail(scan, "a string without end");
	scan->p++;
	return true;
}

static bool
number(struct scan *scan)
{
	const char *p = scan->p;

	if (*p == '-')
		p++;
	if (p < scan->end && *p == '0')
		p++;
	else if (p < scan->end && *p >= '1' && *p <= '9')
		while (p < scan->end && *p >= '0' && *p <= '9')
			p++;
	else
		return fail(scan, "a bad number");
	if (p < scan->end && *p == '.') {
		const char *digits = ++p;

		while (p < scan->end && *p >= '0' && *p <= '9')
			p++;
		if (p == digits)
			return fail(scan, "a bad number");
	}
	if (p < scan->end && (*p == 'e' || *p == 'E')) {
		p++;
		if (p < scan->end && (*p == '+' || *p == '-'))
			p++;
		const char *digits = p;
		while (p < scan->end && *p >= '0' && *p <= '9')
			p++;
		if (p == digits)
			return fail(scan, "a bad number");
	}
	if (p - scan->p > 64)
		return fail(scan, "a number that is too long");
	scan->p = p;
	return true;
}

static bool value(struct scan *scan);

struct name {
	const char *p;
	size_t n;
};

/* Names are compared unescaped only where they hold escapes: rare, and then refused,
 * so that no two spellings of one name can differ. */
static bool
object(struct scan *scan)
{
	struct name few[16], *names = few;
	size_t count = 0, cap = 16;
	bool good = false;

	scan->p++;
	blanks(scan);
	if (scan->p < scan->end && *scan->p == '}') {
		scan->p++;
		return true;
	}
	for (;;) {
		blanks(scan);
		if (scan->p >= scan->end || *scan->p != '"') {
			fail(scan, "a name is missing");
			break;
		}
		const char *from = scan->p + 1;
		if (!string(scan))
			break;
		struct name name = {from, (size_t)(scan->p - 1 - from)};
		bool twice = memchr(name.p, '\\', name.n) != NULL;
		for (size_t i = 0; i < count && !twice; i++)
			twice = names[i].n == name.n && memcmp(names[i].p, name.p, name.n) == 0;
		if (twice || ++scan->members > scan->members_max || count == scan->names_max) {
			fail(scan, twice ? "a name twice or escaped" : "too many members");
			break;
		}
		if (count == cap) {
			struct name *more = mem_grow(NULL, 2 * cap * sizeof *more);

			memcpy(more, names, count * sizeof *more);
			if (names != few)
				free(names);
			names = more;
			cap *= 2;
		}
		names[count++] = name;
		blanks(scan);
		if (scan->p >= scan->end || *scan->p != ':') {
			fail(scan, "a colon is missing");
			break;
		}
		scan->p++;
		if (!value(scan))
			break;
		blanks(scan);
		if (scan->p < scan->end && *scan->p == ',') {
			scan->p++;
			continue;
		}
		if (scan->p < scan->end && *scan->p == '}') {
			scan->p++;
			good = true;
		} else {
			fail(scan, "an object without end");
		}
		break;
	}
	if (names != few)
		free(names);
	return good;
}

static bool
array(struct scan *scan)
{
	scan->p++;
	blanks(scan);
	if (scan->p < scan->end && *scan->p == ']') {
		scan->p++;
		return true;
	}
	for (;;) {
		if (++scan->members > scan->members_max)
			return fail(scan, "too many members");
		if (!value(scan))
			return false;
		blanks(scan);
		if (scan->p < scan->end && *scan->p == ',') {
			scan->p++;
			continue;
		}
		if (scan->p < scan->end && *scan->p == ']') {
			scan->p++;
			return true;
		}
		return fail(scan, "an array without end");
	}
}

static bool
value(struct scan *scan)
{
	static const char *const words[] = {"true", "false", "null"};
	bool good;

	blanks(scan);
	if (scan->p >= scan->end)
		return fail(scan, "a value is missing");
	switch (*scan->p) {
	case '"': return string(scan);
	case '{':
	case '[':
		if (++scan->depth > JSON_DEPTH_MAX)
			return fail(scan, "too deep");
		good = *scan->p == '{' ? object(scan) : array(scan);
		scan->depth--;
		return good;
	default: break;
	}
	for (size_t i = 0; i < 3; i++) {
		size_t n = strlen(words[i]);

		if ((size_t)(scan->end - scan->p) >= n && memcmp(scan->p, words[i], n) == 0) {
			scan->p += n;
			return true;
		}
	}
	return number(scan);
}

static const char *
scan_within(const char *p, size_t n, size_t members_max, size_t names_max, size_t *at)
{
	struct scan scan = {.p = p, .end = p + n, .begin = p, .members_max = members_max, .names_max = names_max};

	*at = 0;
	if (!text_valid(p, n))
		return "not UTF-8";
	if (value(&scan)) {
		blanks(&scan);
		if (scan.p != scan.end)
			fail(&scan, "something behind the value");
	}
	*at = (size_t)(scan.p - p);
	return scan.fault;
}

const char *
json_scan(const char *p, size_t n, size_t *at)
{
	return scan_within(p, n, JSON_MEMBERS_MAX, JSON_NAMES_MAX, at);
}

cJSON *
json_parse_file(const char *p, size_t n, const char **fault, size_t *at)
{
	const char *text = text_past_bom(p, &n);

	size_t mark = (size_t)(text - p);
	p = text;
	*fault = scan_within(p, n, JSON_FILE_MEMBERS_MAX, JSON_FILE_MEMBERS_MAX, at);
	*at += mark;
	if (*fault)
		return NULL;
	cJSON *root = cJSON_ParseWithLengthOpts(p, n, NULL, 0);
	if (root == NULL)
		*fault = "not readable";
	return root;
}

cJSON *
json_parse(const char *p, size_t n)
{
	size_t at;

	if (json_scan(p, n, &at) != NULL)
		return NULL;
	return cJSON_ParseWithLengthOpts(p, n, NULL, 0);
}

cJSON *
json_parse_ids(const char *p, size_t n)
{
	struct buf out = {0};
	bool inside = false;
	size_t at;

	if (json_scan(p, n, &at))
		return NULL;
	for (size_t i = 0; i < n;) {
		size_t digits = i + (p[i] == '-');

		if (p[i] == '"')
			inside = !inside;
		if (inside && p[i] == '\\') {
			buf_add(&out, p + i, 2);
			i += 2;
			continue;
		}
		while (!inside && digits < n && p[digits] >= '0' && p[digits] <= '9')
			digits++;
		bool whole = !inside && digits > i &&
		    (digits == n || (p[digits] != '.' && p[digits] != 'e' && p[digits] != 'E'));
		if (whole && digits - i > 15) {
			buf_addc(&out, '"');
			buf_add(&out, p + i, digits - i);
			buf_addc(&out, '"');
			i = digits;
		} else if (!inside && digits > i) { /* a number that fits, or a fraction: as it is */
			while (digits < n && strchr("0123456789.eE+-", p[digits]))
				digits++;
			buf_add(&out, p + i, digits - i);
			i = digits;
		} else {
			buf_addc(&out, p[i++]);
		}
	}
	cJSON *root = cJSON_Parse(buf_text(&out));
	buf_free(&out);
	return root;
}

const char *
json_id(const cJSON *object, const char *name, struct arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	if (cJSON_IsString(item))
		return arena_text(arena, item->valuestring, strlen(item->valuestring));
	if (!cJSON_IsNumber(item) || item->valuedouble <= -9e15 || item->valuedouble >= 9e15 ||
	    item->valuedouble != (double)(int64_t)item->valuedouble)
		return NULL;
	return arena_printf(arena, "%lld", (long long)item->valuedouble);
}

const char *
json_printed(const cJSON *item, struct arena *arena)
{
	char *text = item ? cJSON_PrintUnformatted(item) : NULL;
	const char *kept = text ? arena_text(arena, text, strlen(text)) : NULL;

	cJSON_free(text);
	return kept;
}

int64_t
json_whole(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	if (cJSON_IsNumber(item) && item->valuedouble > -9e15 && item->valuedouble < 9e15)
		return (int64_t)item->valuedouble;
	return cJSON_IsString(item) ? strtoll(item->valuestring, NULL, 10) : 0;
}

const cJSON *
json_at(const cJSON *object, const char *path)
{
	char name[80];

	while (object && *path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof name)
			return NULL;
		memcpy(name, path, n);
		name[n] = 0;
		object = cJSON_GetObjectItemCaseSensitive(object, name);
		path += n + (path[n] == '.');
	}
	return object;
}

const char *
json_text(const cJSON *object, const char *name)
{
	const cJSON *member = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(member) ? member->valuestring : NULL;
}

static void
add_value(const struct field *field, const void *data, int zone_min, struct buf *out)
{
	struct arena arena = {0};

	switch (field->type) {
	case F_INT: buf_addf(out, "%lld", (long long)*(const int64_t *)field_at(field, data)); break;
	case F_LIST: json_list_add(field, field_at(field, data), out); break;
	default: buf_json(out, field_text(field, data, zone_min, &arena)); break;
	}
	arena_clear(&arena);
}

void
json_record_add(const struct kind *kind, const void *data, int zone_min, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (field_absent(field, data) || (field->flags & INTERNAL) || field->type == F_BYTES)
			continue;
		json_put_name(&json, field->name);
		add_value(field, data, zone_min, out);
	}
	json_close(&json);
}

void
json_list_add(const struct field *field, const struct list *list, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '[');
	for (size_t i = 0; i < list->n; i++) {
		json_put_name(&json, NULL);
		json_record_add(field->to, (const char *)list->items + i * field->to->size, 0, out);
	}
	json_close(&json);
}

static bool
read_member(const struct field *field, const cJSON *member, struct arena *arena, void *out)
{
	void *at = (char *)out + field->offset;
	const char *text = cJSON_IsString(member) ? member->valuestring : NULL;

	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_TIME:
		if (text == NULL)
			return false;
		*(int64_t *)at = strtoll(text, NULL, 10);
		return true;
	case F_INT:
		if (!cJSON_IsNumber(member) || member->valuedouble < -0x1p62 || member->valuedouble > 0x1p62)
			return false;
		*(int64_t *)at = (int64_t)member->valuedouble;
		return true;
	case F_TEXT:
		if (text == NULL)
			return false;
		*(const char **)at = arena_text(arena, text, strlen(text));
		return true;
	default: return false; /* sub-tables hold no other types */
	}
}

bool
json_list_read(const struct field *field, const char *text, struct arena *arena, struct list *out)
{
	cJSON *array = cJSON_Parse(text);
	const cJSON *item;
	size_t n = 0;
	bool good = cJSON_IsArray(array);

	*out = (struct list){0};
	if (good) {
		char *items = arena_alloc(arena, (size_t)cJSON_GetArraySize(array) * field->to->size + 1);

		cJSON_ArrayForEach(item, array)
		{
			void *at = items + n++ * field->to->size;

			record_blank(field->to, at);
			for (size_t i = 0; i < field->to->field_count; i++) {
				const cJSON *member = cJSON_GetObjectItemCaseSensitive(item, field->to->fields[i].name);

				if (member)
					good &= read_member(&field->to->fields[i], member, arena, at);
			}
		}
		*out = (struct list){items, n};
	}
	cJSON_Delete(array);
	return good;
}
