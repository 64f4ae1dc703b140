/* What an administrator says about guests that are announced already: 改成160人, 加10人, 减2桌,
 * 改到后天, 推迟到下午一点, 推迟半小时, 不来了, 不是150是130, 其中有10个吃素. Pure: which announcement
 * is meant is not known here. A sentence with a word that is not understood changes nothing. */
#ifndef LANGUAGE_CHANGING_H
#define LANGUAGE_CHANGING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/when.h"

enum change_heads {
	CHANGE_same,
	CHANGE_to,   /* so many in all */
	CHANGE_plus, /* so many more */
	CHANGE_minus
};
enum change_diet { CHANGE_no_diet, CHANGE_vegetarian, CHANGE_halal };

struct guest_change {
	bool any;    /* something was said; else the sentence is none of this */
	bool cancel; /* they do not come */
	bool ask;    /* not certain: 大概160人, 又多了几个 */
	enum change_heads heads;
	int64_t count; /* hundredths; of tables with `tables` */
	int64_t old;   /* 不是150是130: 150; 0 if not said */
	bool tables;
	bool dated; /* `which` only says which guests are meant: 明天的客人不来了 */
	struct when which;
	bool timed; /* `when` says the new time, or how much later or earlier */
	struct when when;
	bool no_hour;     /* 改成晚上: which hour? */
	int64_t shift_ms; /* 推迟半小时: later by so much; negative: earlier */
	enum change_diet diet;
	int64_t diet_count; /* hundredths; 0: all of them */
	bool diet_tables;
	bool diet_more; /* 再有8个吃素: besides those who do already */
	bool exact;     /* it begins as the exact form does: 改成, 加, 减, 素食, 取消派客 */
};

struct guest_change change_understand(const uint32_t *cp, size_t n, size_t from, int32_t today, int minute);

#endif
