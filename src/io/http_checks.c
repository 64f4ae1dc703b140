/* Checks of a request's head; see the header. */
#include "io/http_checks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
http_clean_block(const char *p, size_t n)
{
	bool line_start = false;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\n' && (i == 0 || p[i - 1] != '\r'))
			return false;
		if (p[i] == '\r' && (i + 1 == n || p[i + 1] != '\n'))
			return false;
		if (p[i] == 0)
			return false;
		if (line_start && (p[i] == ' ' || p[i] == '\t'))
			return false; /* obs-fold, RFC 9112 5.2 */
		if (line_start && p[i] != '\r') {
			const char *end = memchr(p + i, '\r', n - i),
			           *colon = memchr(p + i, ':', end ? (size_t)(end - p - (ptrdiff_t)i) : n - i);

			if (colon == NULL || colon == p + i || colon[-1] == ' ' || colon[-1] == '\t')
				return false;
		}
		line_start = p[i] == '\n';
	}
	return true;
}

/* Does the address lie at the place? One that ends with / takes all below it. */
static bool
lies_at(const struct http_place *place, const char *url)
{
	size_t n = strlen(place->path);

	return strncmp(url, place->path, n) == 0 && (place->path[n - 1] == '/' || url[n] == 0 || url[n] == '?');
}

bool
http_place_is(const struct http_place *places, const char *url, unsigned what)
{
	for (; places && places->path; places++)
		if ((places->what & what) && lies_at(places, url))
			return true;
	return false;
}

static const char *
field_of(const struct http_head *head, const char *name, int *count)
{
	const char *value = NULL;

	*count = 0;
	for (size_t i = 0; i < head->header_count; i++)
		if (strcasecmp(head->headers[i].name, name) == 0) {
			(*count)++;
			value = head->headers[i].value;
		}
	return value;
}

/* How long the body is, and that this is told once. */
static int
check_length(const struct http_head *head, int64_t most, const char **error)
{
	int count, encodings;
	const char *value = field_of(head, "Content-Length", &count);

	field_of(head, "Transfer-Encoding", &encodings);
	if (count > 1 || (count && encodings) || encodings > 1)
		return 400;
	if (value && (*value == 0 || strspn(value, "0123456789") != strlen(value) || strlen(value) > 12))
		return 400;
	if (value && strtoll(value, NULL, 10) > most) {
		*error = "the body is too large";
		return 413;
	}
	return 0;
}

int
http_check_head(
    const struct http_head *head, const struct http_place *places, bool busy, bool *waits, const char **error)
{
	int count, status;
	const char *value;

	*waits = false;
	*error = "bad request";
	field_of(head, "Host", &count);
	if (count != 1 && !(count == 0 && head->major == 1 && head->minor == 0))
		return 400;
	if (head->major != 1 || head->minor > 1)
		return 400;
	status = check_length(head,
	    head->post && http_place_is(places, head->url, PLACE_FILE) ? FILE_BYTES_MAX : BODY_BYTES_MAX, error);
	if (status != 0)
		return status;
	value = field_of(head, "Upgrade", &count);
	if (head->upgrade &&
	    (count != 1 || strcasecmp(value, "websocket") != 0 || !head->get ||
	        !http_place_is(places, head->url, PLACE_UPGRADE)))
		return 400;
	value = field_of(head, "Expect", &count);
	if (value && strcasecmp(value, "100-continue") != 0) {
		*error = "unknown expectation";
		return 417;
	}
	if (busy && http_place_is(places, head->url, PLACE_WAITS)) {
		*error = "busy; please send again";
		return 503;
	}
	*waits = value != NULL;
	return 0;
}
