/* The files of the group page (src/console/page), compiled in. */
#ifndef CONSOLE_ASSETS_H
#define CONSOLE_ASSETS_H

#include <stddef.h>

struct asset {
	const char *name, *type;
	const unsigned char *bytes;
	size_t n;
	const char *etag; /* with its quotes */
};

/* "/" and "/index.html" the page, else by name; NULL if there is none. */
const struct asset *assets_find(const char *path);

#endif
