/* Reading and writing what stands in an HTTP request: headers, queries, percent codes. */
#include "formats/http.h"

#include <string.h>
#include <strings.h>

#include "formats/json_write.h"

const char *
http_header(const struct http_request *request, const char *name, bool *twice)
{
	const char *found = NULL;

	*twice = false;
	for (size_t i = 0; i < request->header_count; i++)
		if (strcasecmp(request->headers[i].name, name) == 0) {
			*twice |= found != NULL;
			found = request->headers[i].value;
		}
	return found;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0'
	    : c >= 'a' && c <= 'f'  ? c - 'a' + 10
	    : c >= 'A' && c <= 'F'  ? c - 'A' + 10
	                            : -1;
}

const char *
http_unescape(struct arena *arena, const char *p, size_t n)
{
	char *out = arena_alloc(arena, n + 1);
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '%' && i + 2 < n && hex_digit(p[i + 1]) >= 0 && hex_digit(p[i + 2]) >= 0) {
			out[used++] = (char)(hex_digit(p[i + 1]) * 16 + hex_digit(p[i + 2]));
			i += 2;
		} else {
			out[used++] = p[i];
		}
	}
	out[used] = 0;
	return out;
}

const char *
http_query(const char *query, const char *name, struct arena *arena)
{
	const char *found = NULL;
	size_t n = strlen(name);

	while (query && *query) {
		size_t whole = strcspn(query, "&");

		if (whole > n && strncmp(query, name, n) == 0 && query[n] == '=') {
			if (found)
				return NULL;
			found = http_unescape(arena, query + n + 1, whole - n - 1);
		}
		query += whole + (query[whole] == '&');
	}
	return found;
}

void
http_escape(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr("-_.~", c))
			buf_addc(out, *text);
		else
			buf_addf(out, "%%%02X", c);
	}
}

void
http_error(const char *error, struct buf *body)
{
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	json_put_text(&json, "error", error);
	json_close(&json);
}
