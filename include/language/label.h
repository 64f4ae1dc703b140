/* 3号楼, 8号病房, 1号电池: a number that names a thing is no day of the month and no record. Pure. */
#ifndef LANGUAGE_LABEL_H
#define LANGUAGE_LABEL_H

#include <stddef.h>
#include <stdint.h>

/* How many code points the noun behind 号 takes at `at` if it is one that bears numbers; 0 if a day
 * may be meant: 3号下午, 5号门诊, 6号机场接人. */
size_t label_noun(const uint32_t *cp, size_t n, size_t at);

#endif
