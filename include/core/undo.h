/* 撤销: a new turn built from the stored before-images of the person's last one. */
#ifndef CORE_UNDO_H
#define CORE_UNDO_H

#include "core/turn.h"
#include "core/undo_kept.h"

/* The first record of that turn that somebody has built on since, or NULL. */
const void *undo_blocked(const struct turn *turn, const struct undo *undo, const struct kind **kind);
/* Puts the before-images back. Numbers already spoken stay: an issue is withdrawn,
 * not removed. Posts still queued are withdrawn; *told counts those already out. */
void undo_apply(struct turn *turn, const struct undo *undo, size_t *told);

#endif
