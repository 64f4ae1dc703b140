/* What stands in an HTTP request: its headers, its query, percent codes. */
#ifndef FORMATS_HTTP_H
#define FORMATS_HTTP_H

#include "base/buf.h"
#include "core/rim.h"

/* The last header of that name, NULL if absent; *twice if it stands more than once. Borrowed. */
const char *http_header(const struct http_request *request, const char *name, bool *twice);
/* The value of a query parameter, percent codes resolved; NULL if absent or twice. A + stays
 * a +: platforms send base64 in queries. The text in the arena. */
const char *http_query(const char *query, const char *name, struct arena *arena);
/* Percent codes resolved; the text in the arena. A code that is none stays as it is. */
const char *http_unescape(struct arena *arena, const char *p, size_t n);
/* The text with percent codes for all but letters, digits and -_.~ */
void http_escape(struct buf *out, const char *text);
/* The body of a refusal: {"error":…}. */
void http_error(const char *error, struct buf *body);

#endif
