/* Covering a sentence; see the header. */
#include "language/cover.h"

#include <string.h>

#include "base/text.h"
#include "language/count.h"
#include "language/undress.h"
#include "language/when.h"

void
cover_begin(struct cover *cover, const uint32_t *cp, size_t n, size_t from)
{
	memset(cover, 0, sizeof *cover);
	cover->cp = cp;
	cover->from = from;
	cover->n = n > COVER_MAX ? from : n;
	for (size_t i = from; i < cover->n; i++)
		cover->used[i] = undress_mark(cp[i]) || undress_face(cp[i]);
}

static size_t
stands(const struct cover *cover, size_t at, const char *word)
{
	size_t n = 0;
	uint32_t last = 0;

	for (const char *p = word; *p; n++) {
		last = text_next(&p);
		if (at + n >= cover->n || cover->cp[at + n] != last)
			return 0;
	}
	bool latin = last >= 'a' && last <= 'z';
	return latin && at + n < cover->n && cover->cp[at + n] >= 'a' && cover->cp[at + n] <= 'z' ? 0 : n;
}

size_t
cover_word_at(const struct cover *cover, size_t at, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = stands(cover, at, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

/* No code point of the stretch is another word's. */
static bool
free_here(const struct cover *cover, size_t at, size_t used)
{
	for (size_t i = at; i < at + used; i++)
		if (cover->used[i] && !undress_mark(cover->cp[i]))
			return false;
	return true;
}

bool
cover_take(struct cover *cover, const char *const *words, size_t *at, size_t *used)
{
	for (*at = cover->from; *at < cover->n; ++*at) {
		*used = cover_word_at(cover, *at, words);
		if (*used && free_here(cover, *at, *used)) {
			cover_span(cover, *at, *at + *used);
			return true;
		}
	}
	return false;
}

void
cover_all(struct cover *cover, const char *const *words)
{
	for (size_t at = cover->from; at < cover->n; at++) {
		size_t used = cover_word_at(cover, at, words);

		if (used == 0 || !free_here(cover, at, used))
			continue;
		cover_span(cover, at, at + used);
		at += used - 1;
	}
}

void
cover_span(struct cover *cover, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < cover->n; i++)
		cover->used[i] = true;
}

bool
cover_done(const struct cover *cover, size_t from, size_t to)
{
	for (size_t i = from; i < to && i < cover->n; i++)
		if (!cover->used[i])
			return false;
	return true;
}

bool
cover_time(
    struct cover *cover, size_t at, int32_t today, int minute, struct when *when, size_t *from, size_t *to)
{
	for (*from = at; *from < cover->n; ++*from) {
		struct count count;
		size_t used, counted;

		if (cover->used[*from])
			continue;
		used = when_read(cover->cp + *from, cover->n - *from, today, minute, when);
		counted = count_at(cover->cp, cover->n, *from, &count);
		if (used == 0 && counted > 1) { /* not the tail of a longer number */
			*from += counted - 1;
			continue;
		}
		if (used == 0 || (counted >= used && count_firm(&count)))
			continue;
		*to = *from + used;
		cover_span(cover, *from, *to);
		return true;
	}
	return false;
}

bool
cover_says_hour(const uint32_t *cp, size_t from, size_t to)
{
	static const char *const hours[] = {
	    "点", ":", "中午", "正午", "noon", "am", "pm", "时", "分钟后", "小时后", NULL};
	struct cover cover;

	if (to - from > COVER_MAX)
		return false;
	cover_begin(&cover, cp, to, from);
	for (size_t at = from; at < to; at++)
		if (cover_word_at(&cover, at, hours))
			return true;
	return false;
}
