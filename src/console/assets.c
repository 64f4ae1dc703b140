/* The page's files; see the header. */
#include "console/assets.h"

#include <string.h>

#include "assets.inc"

const struct asset *
assets_find(const char *path)
{
	const char *name;

	if (path[0] != '/')
		return NULL;
	name = path[1] ? path + 1 : "index.html";
	for (size_t i = 0; i < sizeof assets / sizeof *assets; i++)
		if (strcmp(assets[i].name, name) == 0)
			return &assets[i];
	return NULL;
}
