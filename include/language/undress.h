/* What manners and phones put around the words: 请, 帮我, 嗯, 那个, faces, stickers. */
#ifndef LANGUAGE_UNDRESS_H
#define LANGUAGE_UNDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dress { DRESS_word, DRESS_filler, DRESS_mark, DRESS_face };

/* What each of n folded code points is: a word, a filler, a mark of punctuation or part of a
 * face. A filler counts only where a clause begins; 那个 inside one is a word. */
void undress(const uint32_t *cp, size_t n, uint8_t *dress);
/* The first word's position; n if there is none. */
size_t undress_begin(const uint32_t *cp, size_t n);
/* How far a quotation reaches that stands before what is said, as phones send it: 「who: text」,
 * a line of dashes, then the answer. 0 if there is none. */
size_t undress_quote(const uint32_t *cp, size_t n);
/* A mark that separates clauses or words. */
bool undress_mark(uint32_t cp);
/* An emoji or one of its joiners. */
bool undress_face(uint32_t cp);
/* Does the text look like UTF-8 that was read as GBK on its way (鎶ュ憡)? */
bool undress_broken(const uint32_t *cp, size_t n);
/* Is most of it written in a script that is neither Chinese nor Latin? */
bool undress_foreign(const uint32_t *cp, size_t n);

#endif
