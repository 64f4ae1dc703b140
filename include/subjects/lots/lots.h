/* The public draw of a group: committed to, fed by members, revealed, repeatable. */
#ifndef LOTS_LOTS_H
#define LOTS_LOTS_H

#include "core/turn.h"
#include "planning/draw.h"
#include "records/lot.h"

#define LOT_NAMES_MAX 100
#define LOT_GIVERS_MIN 3 /* so many members at least feed the draw */

/* The lot's roll as the draw wants it; entries borrow the turn's arena. */
struct draw lots_draw(struct turn *turn, const struct lot *lot, struct draw_entry entries[LOT_NAMES_MAX]);
/* Its contributions, in order; the number of them. */
size_t lots_contributions(struct turn *turn, const struct lot *lot, const char *out[LOT_NAMES_MAX]);
/* The group's open lot, or NULL. */
const struct lot *lots_open(const struct turn *turn, int64_t group);
/* Bytes in hexadecimal, in the arena. */
const char *lots_hex(struct turn *turn, const uint8_t *bytes, size_t n);

#endif
