/* What a household answers to the guests offered to it: 接, 全接, 只能接8个, 接一半, 少两个,
 * 接不了,灶坏了, 住不下, 让给李家. Pure: the offer itself is not known here. A sentence with a
 * word that is not understood is no answer, so that chatter is none. */
#ifndef LANGUAGE_OFFER_ANSWER_H
#define LANGUAGE_OFFER_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum offer_does {
	OFFER_none, /* no answer */
	OFFER_all,  /* all of it */
	OFFER_some, /* so many */
	OFFER_less, /* so many fewer than offered */
	OFFER_half,
	OFFER_decline
};

struct offer_answer {
	enum offer_does does;
	int64_t lo, hi;  /* of some and less; different when about: 七八个 */
	bool tables;     /* they are tables: 接两桌 */
	bool ask;        /* not certain: OK, 好的, 10个, 今天有白事, 七八个 */
	size_t from, to; /* of a decline: the reason; else what else was said. Code points; empty: none */
};

struct offer_answer offer_answer_understand(
    const uint32_t *cp, size_t n, size_t from, int32_t today, int minute);

#endif
