/* Spans: everything in a sentence that has a type, found once: times, counts, numbers of
 * records, names, mentions, negations, question words. Spans of different types may lie over
 * each other (李家 is an operator and a person); which one is meant says the reading. */
#ifndef READING_SPANS_H
#define READING_SPANS_H

#include "base/text_norm.h"
#include "core/names.h"
#include "core/turn.h"
#include "language/when.h"

enum span_type {
	SPAN_when,
	SPAN_count,   /* a number with a unit */
	SPAN_number,  /* 3号, #3: of a record; a bare number, too (bare) */
	SPAN_slip,    /* 抄告3 */
	SPAN_promise, /* 承诺3 */
	SPAN_name,    /* records of one kind */
	SPAN_self,    /* 我家, 我们家 */
	SPAN_negation,
	SPAN_question
};

enum unit {
	UNIT_none,
	UNIT_heads,
	UNIT_tables,
	UNIT_beds,
	UNIT_days,
	UNIT_workdays,
	UNIT_nights,
	UNIT_money,
	UNIT_points,
	UNIT_other
};

#define SPAN_HITS_MAX 4
struct span {
	enum span_type type;
	size_t from, to; /* code points */
	struct when when;
	int64_t value; /* of a count or number */
	enum unit unit;
	bool bare;               /* a number without unit or mark */
	const struct kind *kind; /* of the names */
	int64_t ids[SPAN_HITS_MAX];
	int hits; /* 2 and more: several are called so */
	bool mention;
	bool used; /* by the reading that is being made */
};

#define SPANS_MAX 96
struct spans {
	const struct glyphs *text;
	size_t from; /* where the sentence begins, behind @连心 */
	struct span item[SPANS_MAX];
	size_t count;
	bool cut; /* more than SPANS_MAX stood there */
};

/* Finds the spans of the text from `from` on. Borrows the text. */
void spans_find(const struct turn *turn, const struct glyphs *text, size_t from, struct spans *spans);
/* The symbols of the sentence for the scorer: names replaced by their types. */
size_t spans_symbols(const struct turn *turn, const struct spans *spans, uint32_t *out);
/* The words of a stretch as they were written, in the arena. */
const char *spans_words(struct turn *turn, const struct spans *spans, size_t from, size_t to);

#endif
