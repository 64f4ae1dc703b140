/* Complaints: a matter that is about somebody in office, or reports a person. */
#ifndef ISSUES_COMPLAINTS_H
#define ISSUES_COMPLAINTS_H

#include "base/text_norm.h"
#include "core/turn.h"

struct complaint {
	bool is;
	bool sure;         /* it names whom it is about, by name or office */
	struct list about; /* struct person_item, in the arena */
};

/* Reads it from `from` on: 举报何书记…, 第一书记从来不来我家, 他收钱不办事. Where nobody is named but only
 * meant (他, 村干部), it is about everybody in office in the reporter's village. */
struct complaint complaints_read(struct turn *turn, const struct glyphs *text, size_t from);
/* Hears a free sentence that is one: the exact report to make of it (reading/step.h, step_hear). */
const char *complaints_hear(struct turn *turn, const struct glyphs *text, size_t from);

#endif
