/* Covering a sentence: a reader marks every word that it knows; what stays unmarked it has not
 * understood. A sentence is certain only when nothing is left, so a reader of few words may
 * listen to chatter without acting on it. Pure; works on folded code points. */
#ifndef LANGUAGE_COVER_H
#define LANGUAGE_COVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COVER_MAX 400 /* code points; nothing longer is covered */

struct cover {
	const uint32_t *cp;
	size_t from, n; /* of a text longer than COVER_MAX, n is from: nothing can be found */
	bool used[COVER_MAX];
};

/* Begins; marks and faces count as known. */
void cover_begin(struct cover *cover, const uint32_t *cp, size_t n, size_t from);
/* The length of the longest of the words that stands at `at`; a Latin word must end there. */
size_t cover_word_at(const struct cover *cover, size_t at, const char *const *words);
/* Marks the first unmarked place where one of the words stands, the longest there; true and
 * *at, *used when found. */
bool cover_take(struct cover *cover, const char *const *words, size_t *at, size_t *used);
/* Marks all places. */
void cover_all(struct cover *cover, const char *const *words);
void cover_span(struct cover *cover, size_t from, size_t to);
/* Is everything in [from, to) marked? */
bool cover_done(const struct cover *cover, size_t from, size_t to);
/* The first time at or behind `at` that is read in the sentence, marked; false if none. */
struct when;
bool cover_time(
    struct cover *cover, size_t at, int32_t today, int minute, struct when *when, size_t *from, size_t *to);

/* Does the time in [from, to) say an hour? 12点 and 中午 do (people eat at noon), 晚上 and 明天 do not. */
bool cover_says_hour(const uint32_t *cp, size_t from, size_t to);

#endif
