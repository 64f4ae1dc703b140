/* Names → records: places, people, households, operators and groups by name and
 * alias, folded, and by their pinyin. Exact lookups are hash lookups; only a name
 * that is not found costs a walk. */
#ifndef CORE_NAMES_H
#define CORE_NAMES_H

#include "base/text_norm.h"
#include "core/world.h"

/* Takes a record's names in; older names of the same record go stale by themselves. */
void names_add(struct world *world, const struct kind *kind, const void *record);
/* A turn was taken back: names seen in its versions are looked at again before use. */
void names_forget_turn(struct world *world, int64_t turn);
void names_free(struct world *world);

struct name_hit {
	const struct kind *kind;
	int64_t id;
	size_t used; /* code points of the text that the name took */
};
#define NAME_HITS_MAX 12

/* Where to look first: the group's place and the actor's places; 0 = everywhere. */
struct name_scope {
	int64_t places[4];
	int count;
};

/* The records of `kind` whose name begins the text, longest name first; only those in
 * the innermost scope that has one. Also "Zhang San's home" for 张三家, and a place
 * name in front (辛庄村张三家). The number of hits. */
int names_at(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit hits[NAME_HITS_MAX]);
/* The records of every kind whose name begins the text at `from`: for each kind those of its
 * longest name, in the innermost scope. Cheap where no name begins. The number of hits. */
int names_all_at(const struct world *world, const struct name_scope *scope, const struct glyphs *text,
    size_t from, struct name_hit hits[NAME_HITS_MAX]);
/* Names like the word at `from`: one character different, missing or too many, or one
 * that sounds alike; best first. */
int names_like(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit hits[NAME_HITS_MAX]);
/* The first place named anywhere in the text inside the scope; 0 if none or several. */
int64_t names_place_in(const struct world *world, const struct name_scope *scope, const struct glyphs *text);
/* The only record of that exact name, or 0 (none) or -1 (several). */
int64_t names_only(const struct world *world, const struct kind *kind, const char *name);
/* The record that an operator's list or call means: by its id (code), by its only name, by its
 * number if it has no id; 0 = none, -1 = several have that name. */
int64_t names_record(const struct world *world, const struct kind *kind, const char *text);

/* The name of a record as people use it. */
const char *names_of(const struct world *world, const struct kind *kind, int64_t id);
/* The name of a place with its town before it: 辛庄村 stands in four. "" if unknown. */
const char *names_place_title(const struct world *world, int64_t id, struct arena *arena);
/* Is place `inner` the place `outer` or inside it? */
bool place_inside(const struct world *world, int64_t inner, int64_t outer);
/* The place of a record of one of the named kinds. */
int64_t names_place_of(const struct world *world, const struct kind *kind, int64_t id);

#endif
