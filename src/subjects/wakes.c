/* The table of wake kinds; see the header. */
#include "subjects/wakes.h"

#include <stddef.h>

const struct wake_kind *const wakes_all[] = {
#define WAKE(name) &wake_##name,
#include "wakes.def"
#undef WAKE
    NULL,
};
