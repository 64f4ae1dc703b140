/* Phrases; see the header. The table is made at build time from config/phrases.zh
 * and config/phrases.en by scripts/gen-phrases, sorted by key. */
#include "language/phrase.h"

#include <string.h>

#include "base/buf.h"
#include "base/require.h"

struct phrase_row {
	const char *key, *text;
};

#include "phrase_tables.inc"

const char *
phrase_raw(enum language language, const char *key)
{
	const struct phrase_row *rows = language == EN ? phrases_en : phrases_zh;
	size_t low = 0,
	       high = language == EN ? sizeof phrases_en / sizeof *phrases_en
	                             : sizeof phrases_zh / sizeof *phrases_zh;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(rows[middle].key, key);

		if (order == 0)
			return rows[middle].text;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const struct with *
with_named(const struct with *with, const char *name, size_t n)
{
	for (; with && with->name; with++)
		if (strlen(with->name) == n && memcmp(with->name, name, n) == 0)
			return with;
	return NULL;
}

/* {heads?guest:guests}: the first word where heads is 1, else the second. */
static void
add_counted(struct buf *out, const struct with *number, const char *words, const char *end)
{
	const char *colon = memchr(words, ':', (size_t)(end - words));

	require(colon != NULL);
	if (number->text && strcmp(number->text, "1") == 0)
		buf_add(out, words, (size_t)(colon - words));
	else
		buf_add(out, colon + 1, (size_t)(end - colon - 1));
}

const char *
phrase(struct arena *arena, enum language language, const char *key, const struct with *with)
{
	const char *raw = phrase_raw(language, key);
	struct buf out = {0};

	if (raw == NULL && language == EN)
		raw = phrase_raw(ZH, key);
	require(raw != NULL);
	for (const char *p = raw; *p; p++) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;
		size_t n = end ? strcspn(p + 1, "?}") : 0;
		const struct with *found = end ? with_named(with, p + 1, n) : NULL;

		require(end == NULL || found != NULL); /* a phrase asks for what the caller does not give */
		if (end == NULL)
			buf_addc(&out, *p);
		else if (p[n + 1] == '?')
			add_counted(&out, found, p + n + 2, end);
		else
			buf_adds(&out, found->text ? found->text : "");
		p = end ? end : p;
	}
	return buf_keep(&out, arena);
}
