/* XML from strangers, as chat platforms use it: elements and text, CDATA, the five named
 * and numeric entities. A byte order mark and one XML declaration in front are passed over; any
 * DOCTYPE, entity declaration, comment, processing instruction or attribute is refused; depth 8,
 * 256 elements. */
#ifndef FORMATS_XML_H
#define FORMATS_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"

struct xml {
	const char *name, *text; /* text of this element itself, its children's left out */
	struct xml *child, *next;
};

/* The root element, in the arena; NULL if refused. */
struct xml *xml_parse(const char *p, size_t n, struct arena *arena);
/* The text of the only child of that name; NULL if it is absent or stands twice. */
const char *xml_text(const struct xml *element, const char *name);
const struct xml *xml_child(const struct xml *element, const char *name);

#endif
