/* The slots of a form (config/forms.tsv): how each is found in a sentence and said to the
 * command. */
#ifndef READING_SLOTS_H
#define READING_SLOTS_H

#include "reading/reading.h"

struct filling {
	struct turn *turn;
	struct spans *spans;
	const struct standing *standing;
	struct reading *reading;
	bool *used;   /* of each code point: a slot or the intent has it */
	bool refused; /* a needed slot is not there */
	/* A slot that stands several times: the pieces of its sentences. */
	const char *list[READING_SENTENCES];
	size_t list_count;
	bool listing;     /* the slot that is being filled may stand several times */
	size_t number_to; /* where the number of a list ended that was taken last */
	bool numbered;    /* its elements begin with their numbers */
};

/* The value of the slot called `name` (n bytes) as its command reads it, reported in the
 * reading; NULL if the sentence has none, or more than one that it could be. */
const char *slots_fill(struct filling *filling, const char *name, size_t n);
/* Marks the first place of each of these words (separated by |) as used. */
void slots_mark(struct filling *filling, const char *words);
void slots_take(struct filling *filling, const struct span *span);
/* The next span of a type (and kind, if not NULL) behind `after` (NULL: the first) that no slot
 * has; NULL if there is none. */
struct span *slots_next(
    const struct filling *filling, enum span_type type, const struct kind *kind, struct span *after);
/* Marks the first of these words (up to NULL) that stands there unused; false if none does. */
bool slots_word(struct filling *filling, const char *const *words);
/* A day, reported under this key. */
const char *slots_date(struct filling *filling, const char *key);
/* A named record of one kind that `fits` (NULL: any), reported under this key; NULL when none
 * or several are called so. */
const char *slots_named(struct filling *filling, const struct kind *kind, const char *key,
    bool (*fits)(const struct filling *, int64_t));
/* Does a slot have a part of this span already? */
bool slots_taken(const struct filling *filling, const struct span *span);

#endif
