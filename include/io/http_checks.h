/* Our own checks of a request's head, beside the parser's: what proxies and parsers read
 * differently is refused, and each address takes only what is meant for it. Pure. */
#ifndef IO_HTTP_CHECKS_H
#define IO_HTTP_CHECKS_H

#include "core/rim.h"

#define HEADER_FIELDS_MAX 64
#define BODY_BYTES_MAX (256 * 1024)
#define FILE_BYTES_MAX (8 << 20)

enum http_place_what {
	PLACE_WAITS = 1,   /* hears 503 while those above are busy; other addresses never wait */
	PLACE_UPGRADE = 2, /* a WebSocket may be opened here */
	PLACE_FILE = 4,    /* pictures are sent here, by POST; needs file_begin */
};
/* An address of those above; one that ends with / stands for all below it. */
struct http_place {
	const char *path;
	unsigned what; /* of enum http_place_what */
};

/* What a parser made of the head. */
struct http_head {
	int major, minor;
	bool get, post;
	bool upgrade;    /* the client wants another protocol */
	const char *url; /* path and query */
	const struct http_header *headers;
	size_t header_count;
};

/* Are the n bytes of a header block read alike by everybody? No bare CR or LF, no NUL, no
 * folding, no blank before a colon. */
bool http_clean_block(const char *p, size_t n);
/* Is the address (path and query) one of those for which `what` (enum http_place_what) holds? */
bool http_place_is(const struct http_place *places, const char *url, unsigned what);
/* 0 = go on, else the status to refuse with and its sentence. *waits: the client waits for
 * 100 Continue before it sends the body. */
int http_check_head(const struct http_head *head, const struct http_place *places, bool busy, bool *waits,
    const char **error);

#endif
