/* A line 指标: one household's part of an arrival. */
#ifndef RECORDS_LINE_H
#define RECORDS_LINE_H

#include "data/field.h"

/* clang-format off */
/* The life of a line. */
#define LINE_LIFE(STATE, MOVE) \
	STATE(offered) \
		MOVE(offered, accepted) \
		MOVE(offered, declined) \
		MOVE(offered, no_answer) \
		MOVE(offered, withdrawn) \
	STATE(accepted) \
		MOVE(accepted, declined) \
		MOVE(accepted, seated) \
		MOVE(accepted, no_show) \
		MOVE(accepted, failed) \
		MOVE(accepted, withdrawn) \
		MOVE(accepted, served) \
	STATE(declined) \
	STATE(no_answer) \
	STATE(seated) \
		MOVE(seated, served) \
		MOVE(seated, failed) \
	STATE(served) \
	STATE(no_show) \
	STATE(failed) \
	STATE(withdrawn)
/* clang-format on */

enum line_state {
#define STATE(name) LINE_##name,
	LINE_LIFE(STATE, LIFE_SKIP)
#undef STATE
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
