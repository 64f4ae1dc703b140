/* A line 指标: one household's part of an arrival. */
#ifndef RECORDS_LINE_H
#define RECORDS_LINE_H

#include "data/field.h"

enum line_state {
	LINE_offered,
	LINE_accepted,
	LINE_declined,
	LINE_no_answer,
	LINE_seated,
	LINE_served,
	LINE_no_show,
	LINE_failed,
	LINE_withdrawn
};

struct line {
	int64_t id;
	int64_t arrival;
	int64_t operator;
	int64_t party;
	int64_t heads;
	int64_t beds;
	int32_t state;
	int64_t offered_at;
	int64_t answered_at;
	int64_t answered_by;
	const char *reason;
};

extern const struct kind kind_line;

/* Given to the household and not refused: its heads take room and are promised. */
static inline bool
line_live(const struct line *line)
{
	return line->state == LINE_offered || line->state == LINE_accepted || line->state == LINE_seated;
}

#endif
