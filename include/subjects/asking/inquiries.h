/* Questions that nothing here answers: offered to be passed to a person, kept until he answers,
 * and answered from what he said when somebody asks the same. */
#ifndef ASKING_INQUIRIES_H
#define ASKING_INQUIRIES_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "records/inquiry.h"

/* Offers to pass the question on; what sounds like a report may be kept as one instead. */
void inquiries_offer(struct turn *turn, const struct glyphs *text, size_t from);
/* Keeps it and asks whoever is responsible at the asker's place. */
void inquiries_ask(struct turn *turn, const char *text);
/* Nobody has answered yet: rung 1 reminds him, rung 2 asks the next one and tells the asker. */
void inquiries_chase(struct turn *turn, const struct inquiry *inquiry, int rung);
/* Quotes an answer that was given before to the same question and is for everybody; false if none. */
bool inquiries_known(struct turn *turn, const struct glyphs *text, size_t from);

#endif
