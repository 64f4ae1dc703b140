/* The JSON writer; see the header. */
#include "formats/json_write.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/require.h"

struct json_writer
json_writer(struct buf *out)
{
	return (struct json_writer){.out = out};
}

void
json_put_name(struct json_writer *json, const char *name)
{
	uint32_t level = UINT32_C(1) << json->depth;

	require((name != NULL) == (json->depth > 0 && !(json->lists & level)));
	if (json->filled & level)
		buf_addc(json->out, ',');
	json->filled |= level;
	if (name) {
		buf_json(json->out, name);
		buf_addc(json->out, ':');
	}
}

void
json_open(struct json_writer *json, const char *name, char kind)
{
	json_put_name(json, name);
	require(json->depth < JSON_WRITE_DEPTH);
	json->depth++;
	json->filled &= ~(UINT32_C(1) << json->depth);
	json->lists &= ~(UINT32_C(1) << json->depth);
	if (kind == '[')
		json->lists |= UINT32_C(1) << json->depth;
	buf_addc(json->out, kind);
}

void
json_close(struct json_writer *json)
{
	require(json->depth > 0);
	buf_addc(json->out, json->lists & UINT32_C(1) << json->depth ? ']' : '}');
	json->depth--;
}

void
json_put_text(struct json_writer *json, const char *name, const char *text)
{
	json_put_name(json, name);
	buf_json(json->out, text);
}

void
json_put_format(struct json_writer *json, const char *name, const char *format, ...)
{
	char *text;
	va_list args;

	va_start(args, format);
	require(vasprintf(&text, format, args) >= 0);
	va_end(args);
	json_put_text(json, name, text);
	free(text);
}

void
json_put_int(struct json_writer *json, const char *name, int64_t number)
{
	json_put_name(json, name);
	buf_addf(json->out, "%lld", (long long)number);
}

void
json_put_bool(struct json_writer *json, const char *name, bool value)
{
	json_put_raw(json, name, value ? "true" : "false");
}

void
json_put_raw(struct json_writer *json, const char *name, const char *value)
{
	json_put_name(json, name);
	buf_adds(json->out, value);
}
