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
		const struct with *found = NULL;

		for (const struct with *w = with; end && w && w->name; w++)
			if (strlen(w->name) == (size_t)(end - p - 1) && memcmp(w->name, p + 1, strlen(w->name)) == 0)
				found = w;
		require(end == NULL || found != NULL); /* a phrase asks for what the caller does not give */
		if (found) {
			buf_adds(&out, found->text ? found->text : "");
			p = end;
		} else {
			buf_addc(&out, *p);
		}
	}
	return buf_keep(&out, arena);
}
