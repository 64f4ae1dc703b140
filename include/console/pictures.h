/* Pictures that are sent on the page and shown there. */
#ifndef CONSOLE_PICTURES_H
#define CONSOLE_PICTURES_H

#include "console/gate.h"

/* POST /api/file, GET /api/file/NAME. */
void pictures_kept(struct exchange *exchange);
void pictures_read(struct exchange *exchange);
/* Is it a list of names as pictures are kept under, separated by ; and not too long? */
bool pictures_good(const char *list);

#endif
