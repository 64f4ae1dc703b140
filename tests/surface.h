/* A surface of a platform by its name, PLATFORM.…, as the platform's row lists it. */
#ifndef TESTS_SURFACE_H
#define TESTS_SURFACE_H

#include <string.h>

#include "platforms/platform.h"

/* NULL: nobody has it. */
static inline const struct surface *
platform_surface(const char *name)
{
	struct arena arena = {0};
	const struct platform *platform = platform_find(arena_text(&arena, name, strcspn(name, ".")));
	const struct surface *surface = platform ? platform->surfaces : NULL;

	while (surface && surface->name && strcmp(surface->name, name) != 0)
		surface++;
	arena_clear(&arena);
	return surface && surface->name ? surface : NULL;
}

#endif
