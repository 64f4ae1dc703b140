/* A line 指标: one household's part of an arrival. */
#ifndef RECORDS_LINE_H
#define RECORDS_LINE_H

#include "data/field.h"

enum line_who { LINE_BOT = 1, LINE_ADMIN = 2, LINE_HOUSEHOLD = 4 };

/* clang-format off */
/* The life of a line: STATE(name), MOVE(from, to, who may, bits of line_who): the clock, an
 * administrator of its village, the household itself. */
#define LINE_LIFE(STATE, MOVE) \
	STATE(offered) \
		MOVE(offered, accepted, LINE_HOUSEHOLD) \
		MOVE(offered, declined, LINE_HOUSEHOLD) \
		MOVE(offered, no_answer, LINE_BOT) \
		MOVE(offered, withdrawn, LINE_BOT | LINE_ADMIN) \
	STATE(accepted) \
		MOVE(accepted, declined, LINE_HOUSEHOLD) \
		MOVE(accepted, seated, LINE_HOUSEHOLD) \
		MOVE(accepted, no_show, LINE_HOUSEHOLD) \
		MOVE(accepted, failed, LINE_ADMIN) \
		MOVE(accepted, withdrawn, LINE_BOT | LINE_ADMIN) \
		MOVE(accepted, served, LINE_BOT) \
	STATE(declined) \
	STATE(no_answer) \
	STATE(seated) \
		MOVE(seated, served, LINE_BOT) \
		MOVE(seated, failed, LINE_ADMIN) \
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
