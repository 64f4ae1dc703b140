/* 撤销: a new turn built from the stored before-images of the person's last one. */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/turn.h"

/* Called when a message's turn closes: keeps its before-images for the window. */
void undo_keep(struct turn *turn);
/* While loading: the same from a turn row's audit body; false on damaged bytes. */
bool undo_load(struct world *world, int64_t person, int64_t number, int64_t at, const void *body, size_t n);
/* The person's last undoable turn, or NULL (nothing, or older than the window). */
const struct undo *undo_last(const struct world *world, int64_t person, int64_t now);
/* The first record of that turn that somebody has built on since, or NULL. */
const void *undo_blocked(const struct turn *turn, const struct undo *undo, const struct kind **kind);
/* Puts the before-images back. Numbers already spoken stay: an issue is withdrawn,
 * not removed. Posts still queued are withdrawn; *told counts those already out. */
void undo_apply(struct turn *turn, const struct undo *undo, size_t *told);
void undo_forget(struct world *world, int64_t person);

#endif
