/* Danger is something that happens, not a noun: 煤气漏了, 有人掉水里了, 山墙要倒. What is only asked,
 * forbidden, insured, practised, long over or like it (热得像着火) is none. Pure. */
#ifndef LANGUAGE_DANGER_H
#define LANGUAGE_DANGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum danger_kind {
	DANGER_none,
	DANGER_fire,
	DANGER_gas,
	DANGER_electric,
	DANGER_water,    /* somebody in the water, down a well, over an edge */
	DANGER_flood,    /* and dams */
	DANGER_ground,   /* slides, falling rocks */
	DANGER_collapse, /* of what people built */
	DANGER_ill,
	DANGER_poison,
	DANGER_suicide,
	DANGER_missing,
	DANGER_animal,
	DANGER_violence,
	DANGER_traffic,
	DANGER_trapped,
	DANGER_cry, /* 救命, and nothing more */
};

/* The first event of danger in n folded code points; *at and *to (may be NULL) are where it stands. */
enum danger_kind danger_find(const uint32_t *cp, size_t n, size_t *at, size_t *to);
/* The number that helps with it: 119, 120, 110. */
const char *danger_call(enum danger_kind kind);

#endif
