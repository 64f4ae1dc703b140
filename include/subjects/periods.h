/* The period a figure is asked for: 本周, 上个月, 今年, 11月1日到10日; 本月 by itself. One way for all
 * figures: a period that is not understood is asked about, never counted as 本月. */
#ifndef SUBJECTS_PERIODS_H
#define SUBJECTS_PERIODS_H

#include "reading/parse.h"

struct period {
	int32_t from, to;  /* civil days; `to` is not included, and none lies ahead */
	const char *words; /* as they were said, in the arena */
};
/* The period in the words of the call; false: it was asked what is meant. */
bool periods_asked(struct turn *turn, const struct call *call, struct period *out);

#endif
