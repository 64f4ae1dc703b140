/* What 撤销 would take back: the before-images of each person's last turn, kept in the world for
 * the window. */
#ifndef CORE_UNDO_KEPT_H
#define CORE_UNDO_KEPT_H

#include "core/world.h"

/* A message's turn has closed: keeps its before-images and posts in place of the person's last.
 * All of `last` is borrowed; kinds that nobody sees are left out. */
void undo_keep(struct world *world, const struct undo *last);
/* While loading: the same from a turn row's audit body; false on damaged bytes. */
bool undo_load(struct world *world, int64_t person, int64_t number, int64_t at, const void *body, size_t n);
/* The person's last undoable turn, or NULL (nothing, or older than the window). */
const struct undo *undo_last(const struct world *world, int64_t person, int64_t now);
void undo_free(struct world *world);

#endif
