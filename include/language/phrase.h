/* What the bot says: phrases by key and language from config/phrases.*, filled by
 * name. Compiled in; no format strings. */
#ifndef LANGUAGE_PHRASE_H
#define LANGUAGE_PHRASE_H

#include "base/memory.h"

enum language { ZH, EN, LANGUAGES };

struct with {
	const char *name, *text;
};
/* The list of fillings, for calls: WITH({"n", "37"}, {"who", name}). */
#define WITH(...) ((const struct with[]){__VA_ARGS__, {0}})
#define WITH_NONE ((const struct with[]){{0}})

/* The phrase with its {names} replaced; in the arena. A key that does not exist is
 * a broken program: scripts and a test keep keys and files equal. */
const char *phrase(struct arena *arena, enum language language, const char *key, const struct with *with);
/* The raw phrase, or NULL. */
const char *phrase_raw(enum language language, const char *key);

#endif
