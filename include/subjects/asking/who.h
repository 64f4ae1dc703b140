/* Who is responsible and whom to call, out of the register. Phones are said in private alone:
 * whole to who goes from door to door, masked to others, and never that of a private person. */
#ifndef ASKING_WHO_H
#define ASKING_WHO_H

#include <stdbool.h>

#include "base/text_norm.h"
#include "core/turn.h"

/* Does the sentence ask for a person? */
bool who_asked(const struct glyphs *text, size_t from);
/* Does it certainly, with an office: 村支书是谁? */
bool who_certain(const struct glyphs *text, size_t from);
/* Answers it; who for the matter cannot be told gets who is there for the village. */
void who_answer(struct turn *turn, const struct glyphs *text, size_t from);
/* Where the question is about: the place that is said, else the asker's own; 0 if unknown. */
int64_t who_place(struct turn *turn, const struct glyphs *text, size_t from);
/* "王网格 138****3456": a name with the phone as the asker may see it here. */
const char *who_person(struct turn *turn, int64_t id);

#endif
