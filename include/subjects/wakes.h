/* All wake kinds, NULL-terminated; made from src/subjects/wakes.def. Who plans one refers to it. */
#ifndef SUBJECTS_WAKES_H
#define SUBJECTS_WAKES_H

#include "core/post.h"
#include "core/schedule.h"

extern const struct wake_kind *const wakes_all[];

#define WAKE(name) extern const struct wake_kind wake_##name;
#include "../../src/subjects/wakes.def"
#undef WAKE

#endif
