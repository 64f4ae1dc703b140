/* What somebody says who corrects himself: 不对,是李家; 是水管不是水泵; 说错了,明天下午三点. */
#ifndef ASKING_CORRECTED_H
#define ASKING_CORRECTED_H

#include "core/turn.h"
#include "base/text_norm.h"
#include "language/when.h"

struct corrected {
	int64_t household, old_household; /* 0: not said */
	struct when when;
	const char *time;              /* as written; NULL: no time is said */
	int64_t number;                /* 0: none */
	const char *words, *old_words; /* 是A不是B; NULL: not said so */
	const char *rest;              /* what stands behind the words that something was wrong; maybe "" */
};

/* Reads the sentence from `from` on. The texts live in the turn's arena. */
void corrected_read(struct turn *turn, const struct glyphs *text, size_t from, struct corrected *corrected);
/* Does the sentence begin as a correction does and nothing else? */
bool corrected_certain(const struct glyphs *text, size_t from);

#endif
