/* What came of a visit or a matter, in people's words: one list for who reads a sentence and for
 * the command that keeps it. Lists end in NULL. */
#ifndef LANGUAGE_OUTCOME_H
#define LANGUAGE_OUTCOME_H

extern const char *const outcome_nobody_home[];
extern const char *const outcome_impossible[];
extern const char *const outcome_explained[];
/* 明天能办完: it is not done yet. */
extern const char *const outcome_not_yet[];

#endif
