/* The table of names; see the header. Entries are only added; one whose record has
 * another name by now is stale and passed over. */
#include "core/names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/han.h"
#include "base/text.h"
#include "records/group.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/person.h"
#include "records/place.h"

#define NAME_GLYPHS_MAX 24
#define LIKE_WALK_MAX 20000 /* spellings looked at for a name that is not found */

struct spelling {
	const struct kind *kind;
	int64_t id;
	char *folded; /* owned */
	bool edge;    /* a shortened form: counts only where a word ends */
	bool sound;   /* folded is the pinyin */
	int64_t turn; /* the version of the record it was last seen in */
};

struct names {
	struct spelling *spellings;
	size_t count, cap;
	struct sorted index; /* hash of folded → spelling */
	uint64_t begins[64]; /* a bit for each first character, folded together: most begin no name */
};

static bool
begins(const struct names *names, uint32_t cp)
{
	return names->begins[cp >> 6 & 63] >> (cp & 63) & 1;
}

struct variant {
	char folded[NAME_GLYPHS_MAX * 4 + 1];
	bool edge, sound;
};
#define VARIANTS_MAX 24

static void
encode(const uint32_t *cp, size_t n, char *out)
{
	for (size_t i = 0; i < n && i < NAME_GLYPHS_MAX; i++)
		out += text_encode(cp[i], out);
	*out = 0;
}

/* Does the folded name end in this word? Then the length without it, else 0. */
static size_t
without(const struct glyphs *name, const char *ending)
{
	struct arena arena = {0};
	struct glyphs end = text_glyphs(&arena, ending);
	size_t rest = name->n > end.n && memcmp(name->cp + name->n - end.n, end.cp, end.n * sizeof *end.cp) == 0
	    ? name->n - end.n
	    : 0;

	arena_clear(&arena);
	return rest;
}

/* All folded forms of one name. */
static int
spell(const struct kind *kind, const char *name, size_t bytes, struct variant *out)
{
	static const char *const place_endings[] = {
	    "村民委员会", "社区居委会", "村委会", "居委会", "社区", "新村", "街道", "村", "镇", "乡", NULL};
	static const char *const home_endings[] = {"家", NULL};
	struct arena arena = {0};
	struct glyphs glyphs = text_glyphs(&arena, arena_text(&arena, name, bytes));
	const char *const *endings = kind == &kind_place ? place_endings
	    : kind == &kind_household                    ? home_endings
	                                                 : NULL;
	size_t core = glyphs.n;
	int count = 0;

	if (glyphs.n == 0 || glyphs.n > NAME_GLYPHS_MAX) {
		arena_clear(&arena);
		return 0;
	}
	out[count] = (struct variant){0};
	encode(glyphs.cp, glyphs.n, out[count++].folded);
	for (int i = 0; endings && endings[i]; i++) {
		size_t rest = without(&glyphs, endings[i]);

		if (rest < 2)
			continue;
		core = rest;
		out[count] = (struct variant){.edge = true};
		encode(glyphs.cp, rest, out[count++].folded);
		break;
	}
	/* The village as people say it: 辛庄村民委员会 is 辛庄村. */
	if (kind == &kind_place && core < glyphs.n && core >= 2 && glyphs.cp[core] == U'村' &&
	    core + 1 < glyphs.n) {
		out[count] = (struct variant){0};
		encode(glyphs.cp, core + 1, out[count++].folded);
	}
	/* A group of a village as its people say it: 辛庄村二组 is 二组 there. */
	if (kind == &kind_place && glyphs.cp[glyphs.n - 1] == U'组') {
		size_t at = glyphs.n;

		while (at > 0 && glyphs.cp[at - 1] != U'村')
			at--;
		if (at > 0 && at + 1 < glyphs.n) {
			out[count] = (struct variant){0};
			encode(glyphs.cp + at, glyphs.n - at, out[count++].folded);
		}
	}
	struct variant *sound = &out[count];
	*sound = (struct variant){.edge = true, .sound = true};
	for (size_t i = 0, n = 0; i < core; i++) {
		const char *reading = han_reading(glyphs.cp[i]);

		if (reading == NULL || n + strlen(reading) >= sizeof sound->folded) {
			sound->folded[0] = 0;
			break;
		}
		strcpy(sound->folded + n, reading);
		n += strlen(reading);
	}
	if (sound->folded[0])
		count++;
	arena_clear(&arena);
	return count;
}

/* Every form of every name of a record. */
static int
spell_all(const struct kind *kind, const void *record, struct variant out[VARIANTS_MAX])
{
	const struct field *name = field_find(kind, "name"), *aliases = field_find(kind, "aliases");
	const char *text = *(const char *const *)field_at(name, record);
	int count = text ? spell(kind, text, strlen(text), out) : 0;

	/* A household is known by its head, too: 毛小燕家 is 毛家. */
	const char *head = kind == &kind_household ? ((const struct household *)record)->head : NULL;
	if (head && *head && strlen(head) < 60) {
		char home[80];

		snprintf(home, sizeof home, "%s家", head);
		if (text == NULL || strcmp(home, text) != 0)
			count += spell(kind, home, strlen(home), out + count);
	}

	for (const char *p = aliases ? *(const char *const *)field_at(aliases, record) : NULL;
	     p && *p && count + 5 <= VARIANTS_MAX;) {
		size_t n = strcspn(p, ";");

		count += spell(kind, p, n, out + count);
		p += n + (p[n] == ';');
	}
	return count;
}

static bool
named_kind(const struct kind *kind)
{
	return kind == &kind_place || kind == &kind_person || kind == &kind_household || kind == &kind_operator ||
	    kind == &kind_group;
}

static struct spelling *
known(const struct names *names, const struct kind *kind, int64_t id, const char *folded)
{
	uint64_t hash = text_hash(folded);
	struct sorted_pair pair;

	for (uint64_t from = 0; sorted_seek(&names->index, hash, from, &pair) && pair.key == hash;
	     from = pair.value + 1) {
		struct spelling *spelling = &names->spellings[pair.value];

		if (spelling->kind == kind && spelling->id == id && strcmp(spelling->folded, folded) == 0)
			return spelling;
	}
	return NULL;
}

void
names_add(struct world *world, const struct kind *kind, const void *record)
{
	struct variant variants[VARIANTS_MAX];

	if (!named_kind(kind))
		return;
	if (world->names == NULL)
		world->names = mem_new(sizeof *world->names);
	struct names *names = world->names;
	int64_t id = *(const int64_t *)record, turn = record_of(record)->turn;
	int count = spell_all(kind, record, variants);
	for (int i = 0; i < count; i++) {
		struct spelling *old = known(names, kind, id, variants[i].folded);

		if (old) {
			old->turn = turn;
			continue;
		}
		if (names->count == names->cap) {
			names->cap = names->cap ? names->cap * 2 : 64;
			names->spellings = mem_grow(names->spellings, names->cap * sizeof *names->spellings);
		}
		names->spellings[names->count] = (struct spelling){kind, id,
		    mem_copy(variants[i].folded, strlen(variants[i].folded)), variants[i].edge, variants[i].sound,
		    turn};
		const char *first = variants[i].folded;
		uint32_t cp = text_next(&first);
		names->begins[cp >> 6 & 63] |= 1ull << (cp & 63);
		sorted_add(&names->index, text_hash(variants[i].folded), names->count++);
	}
}

void
names_forget_turn(struct world *world, int64_t turn)
{
	for (size_t i = 0; world->names && i < world->names->count; i++)
		if (world->names->spellings[i].turn == turn)
			world->names->spellings[i].turn = -1;
}

void
names_free(struct world *world)
{
	struct names *names = world->names;

	if (names == NULL)
		return;
	for (size_t i = 0; i < names->count; i++)
		free(names->spellings[i].folded);
	free(names->spellings);
	sorted_free(&names->index);
	free(names);
	world->names = NULL;
}

static bool
current(const struct world *world, const struct spelling *spelling)
{
	const void *record = store_find(&world->store, spelling->kind, spelling->id);
	struct variant variants[VARIANTS_MAX];

	if (record == NULL)
		return false;
	if (record_of(record)->turn == spelling->turn)
		return true;
	int count = spell_all(spelling->kind, record, variants);
	for (int i = 0; i < count; i++)
		if (strcmp(variants[i].folded, spelling->folded) == 0)
			return true;
	return false;
}

int64_t
names_place_of(const struct world *world, const struct kind *kind, int64_t id)
{
	const void *record = store_find(&world->store, kind, id);

	if (record == NULL)
		return 0;
	if (kind == &kind_place)
		return id;
	if (kind == &kind_household)
		return ((const struct household *)record)->village;
	if (kind == &kind_operator)
		return ((const struct operator*)record)->village;
	if (kind == &kind_group)
		return ((const struct group *)record)->place;
	return 0;
}

bool
place_inside(const struct world *world, int64_t inner, int64_t outer)
{
	for (int depth = 0; inner && depth < 16; depth++) {
		if (inner == outer)
			return true;
		const struct place *place = store_find(&world->store, &kind_place, inner);
		inner = place ? place->parent : 0;
	}
	return false;
}

/* Keeps only the hits of the innermost scope that has any. */
static int
narrow(const struct world *world, const struct name_scope *scope, struct name_hit *hits, int count)
{
	for (int s = 0; scope && s < scope->count; s++) {
		int kept = 0;

		for (int i = 0; i < count; i++)
			if (hits[i].kind == &kind_person ||
			    place_inside(world, names_place_of(world, hits[i].kind, hits[i].id), scope->places[s]))
				kept++;
		if (kept == 0 || kept == count)
			continue;
		kept = 0;
		for (int i = 0; i < count; i++)
			if (hits[i].kind == &kind_person ||
			    place_inside(world, names_place_of(world, hits[i].kind, hits[i].id), scope->places[s]))
				hits[kept++] = hits[i];
		return kept;
	}
	return count;
}

static bool
han(uint32_t cp)
{
	return cp >= 0x3400 && cp <= 0x9fff;
}

/* Current spellings of this kind spelled exactly so. */
static int
lookup(const struct world *world, const struct kind *kind, const char *folded, bool sound, bool at_edge,
    size_t used, struct name_hit *hits, int count)
{
	const struct names *names = world->names;
	uint64_t hash = text_hash(folded);
	struct sorted_pair pair;

	for (uint64_t from = 0;
	     count < NAME_HITS_MAX && sorted_seek(&names->index, hash, from, &pair) && pair.key == hash;
	     from = pair.value + 1) {
		const struct spelling *spelling = &names->spellings[pair.value];
		bool again = false;

		if (spelling->kind != kind || spelling->sound != sound || (spelling->edge && !at_edge) ||
		    strcmp(spelling->folded, folded) != 0)
			continue;
		for (int i = 0; i < count; i++)
			again |= hits[i].id == spelling->id;
		if (!again && current(world, spelling))
			hits[count++] = (struct name_hit){kind, spelling->id, used};
	}
	return count;
}

static bool
latin(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

static size_t
skip_word(const struct glyphs *text, size_t at, const char *word)
{
	size_t i = 0;

	for (; word[i]; i++)
		if (at + i >= text->n || text->cp[at + i] != (unsigned char)word[i])
			return 0;
	return at + i < text->n && latin(text->cp[at + i]) ? 0 : i;
}

/* "zhang san's home": one to three words whose letters are the name's pinyin. */
static int
names_at_pinyin(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit *hits)
{
	static const char *const homes[] = {
	    "'s", " home", " house", " household", " family", " farm", " village", NULL};
	size_t ends[4];
	int words = 0;

	for (size_t at = from; at < text->n && words < 4 && latin(text->cp[at]);) {
		while (at < text->n && latin(text->cp[at]))
			at++;
		ends[words++] = at;
		if (at < text->n && (text->cp[at] == ' ' || text->cp[at] == '-'))
			at++;
	}
	while (words-- > 0) {
		char folded[NAME_GLYPHS_MAX * 4 + 1];
		size_t n = 0, end = ends[words];

		for (size_t at = from; at < end && n + 1 < sizeof folded; at++)
			if (latin(text->cp[at]))
				folded[n++] = (char)text->cp[at];
		folded[n] = 0;
		int count = lookup(world, kind, folded, true, true, end - from, hits, 0);
		if (count == 0)
			continue;
		for (int i = 0; homes[i]; i++)
			end += skip_word(text, end, homes[i]);
		for (int i = 0; i < count; i++)
			hits[i].used = end - from;
		return narrow(world, scope, hits, count);
	}
	return 0;
}

static int
names_at_exact(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit *hits)
{
	size_t most = text->n - from < NAME_GLYPHS_MAX ? text->n - from : NAME_GLYPHS_MAX;

	for (size_t n = most; n > 0; n--) {
		char folded[NAME_GLYPHS_MAX * 4 + 1];
		bool edge = from + n == text->n || !han(text->cp[from + n]);

		if (text->cp[from + n - 1] == ' ')
			continue;
		encode(text->cp + from, n, folded);
		int count = lookup(world, kind, folded, false, edge, n, hits, 0);
		if (count)
			return narrow(world, scope, hits, count);
	}
	return 0;
}

int
names_at(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit hits[NAME_HITS_MAX])
{
	struct name_hit places[NAME_HITS_MAX];

	if (world->names == NULL || from >= text->n)
		return 0;
	int count = names_at_exact(world, kind, scope, text, from, hits);
	if (count == 0)
		count = names_at_pinyin(world, kind, scope, text, from, hits);
	if (count || kind == &kind_place)
		return count;
	/* A place in front narrows: 辛庄村张三家. */
	int found = names_at_exact(world, &kind_place, scope, text, from, places);
	for (int i = 0; i < found; i++) {
		size_t at = from + places[i].used;
		struct name_hit inner[NAME_HITS_MAX];

		while (at < text->n && (text->cp[at] == ' ' || text->cp[at] == U'的'))
			at++;
		int more = at < text->n ? names_at_exact(world, kind, NULL, text, at, inner) : 0;
		for (int k = 0; k < more && count < NAME_HITS_MAX; k++)
			if (place_inside(world, names_place_of(world, kind, inner[k].id), places[i].id)) {
				hits[count] = inner[k];
				hits[count++].used += at - from;
			}
	}
	return count;
}

/* Those of one spelling, of any kind; a shortened form counts where the word ends or when it
 * is long enough to be nothing else. */
static int
spelled(const struct world *world, const char *folded, size_t used, bool edge, bool sound,
    struct name_hit *hits, int count)
{
	const struct names *names = world->names;
	uint64_t hash = text_hash(folded);
	struct sorted_pair pair;

	for (uint64_t from = 0;
	     count < NAME_HITS_MAX && sorted_seek(&names->index, hash, from, &pair) && pair.key == hash;
	     from = pair.value + 1) {
		const struct spelling *spelling = &names->spellings[pair.value];
		bool again = false;

		if (spelling->sound != sound || (spelling->edge && !edge && used < 3) ||
		    strcmp(spelling->folded, folded) != 0)
			continue;
		for (int i = 0; i < count; i++)
			again |= hits[i].kind == spelling->kind && hits[i].id == spelling->id;
		if (!again && current(world, spelling))
			hits[count++] = (struct name_hit){spelling->kind, spelling->id, used};
	}
	return count;
}

/* Of each kind only its longest name, in the innermost scope that has one. */
static int
longest_of_kinds(const struct world *world, const struct name_scope *scope, struct name_hit *hits, int count)
{
	struct name_hit out[NAME_HITS_MAX];
	int kept = 0;

	for (int i = 0; i < count; i++) {
		struct name_hit same[NAME_HITS_MAX];
		size_t most = 0;
		int n = 0;
		bool first = true;

		for (int k = 0; k < i; k++)
			first &= hits[k].kind != hits[i].kind;
		for (int k = 0; first && k < count; k++)
			if (hits[k].kind == hits[i].kind && hits[k].used > most)
				most = hits[k].used;
		for (int k = 0; first && k < count; k++)
			if (hits[k].kind == hits[i].kind && hits[k].used == most)
				same[n++] = hits[k];
		n = narrow(world, scope, same, n);
		for (int k = 0; k < n && kept < NAME_HITS_MAX; k++)
			out[kept++] = same[k];
	}
	memcpy(hits, out, (size_t)kept * sizeof *out);
	return kept;
}

int
names_all_at(const struct world *world, const struct name_scope *scope, const struct glyphs *text,
    size_t from, struct name_hit hits[NAME_HITS_MAX])
{
	static const struct kind *const kinds[] = {
	    &kind_household, &kind_operator, &kind_person, &kind_place, &kind_group};
	char folded[NAME_GLYPHS_MAX * 4 + 1];
	size_t bytes = 0;
	int count = 0;

	if (world->names == NULL || from >= text->n)
		return 0;
	if (latin(text->cp[from])) { /* by sound, whole words */
		for (size_t k = 0; (from == 0 || !latin(text->cp[from - 1])) && k < sizeof kinds / sizeof *kinds;
		     k++) {
			struct name_hit some[NAME_HITS_MAX];
			int n = names_at(world, kinds[k], scope, text, from, some);

			for (int i = 0; i < n && count < NAME_HITS_MAX; i++)
				hits[count++] = some[i];
		}
		return count;
	}
	if (!begins(world->names, text->cp[from]))
		return 0;
	for (size_t n = 1; n <= NAME_GLYPHS_MAX && from + n <= text->n && text->cp[from + n - 1] != ' '; n++) {
		bytes += text_encode(text->cp[from + n - 1], folded + bytes);
		folded[bytes] = 0;
		bool edge = from + n == text->n || !han(text->cp[from + n]);
		/* Longer ones take the place of shorter ones when the room is short. */
		count = spelled(world, folded, n, edge, false, hits, count);
	}
	return longest_of_kinds(world, scope, hits, count);
}

/* How far two spellings are apart, in halves: 0 equal, 1 sounds alike, 2 another,
 * missing or additional character. Rows of the usual table, for short words. */
static int
apart(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	int row[NAME_GLYPHS_MAX + 1];

	for (size_t j = 0; j <= m; j++)
		row[j] = 2 * (int)j;
	for (size_t i = 1; i <= n; i++) {
		int diagonal = row[0];

		row[0] = 2 * (int)i;
		for (size_t j = 1; j <= m; j++) {
			int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : han_sounds_alike(a[i - 1], b[j - 1]) ? 1 : 2);
			int least = row[j] + 2 < row[j - 1] + 2 ? row[j] + 2 : row[j - 1] + 2;

			diagonal = row[j];
			row[j] = change < least ? change : least;
		}
	}
	return row[m];
}

int
names_like(const struct world *world, const struct kind *kind, const struct name_scope *scope,
    const struct glyphs *text, size_t from, struct name_hit hits[NAME_HITS_MAX])
{
	int scores[NAME_HITS_MAX], count = 0;
	size_t looked = 0, word = 0;

	while (from + word < text->n && word < NAME_GLYPHS_MAX && han(text->cp[from + word]))
		word++;
	if (world->names == NULL || word < 2)
		return 0;
	for (size_t e = 0; e < world->names->count && looked < LIKE_WALK_MAX; e++) {
		const struct spelling *spelling = &world->names->spellings[e];
		uint32_t name[NAME_GLYPHS_MAX];
		size_t n = 0, used = 0;
		int score = 99;

		if (spelling->kind != kind || spelling->sound)
			continue;
		looked++;
		for (const char *p = spelling->folded; *p && n < NAME_GLYPHS_MAX;)
			name[n++] = text_next(&p);
		if (n < 2 || (spelling->edge && word != n))
			continue;
		for (size_t take = n > 2 ? n - 1 : n; take <= n + 1 && take <= word; take++) {
			int here = apart(text->cp + from, take, name, n);

			if (here < score || (here == score && take == n)) {
				score = here;
				used = take;
			}
		}
		/* 石桥 finds 石桥村, 石桥头; two characters allow only a slip of the ear. */
		if (word < n && n - word <= 2 && memcmp(name, text->cp + from, word * sizeof *name) == 0) {
			score = 1;
			used = word;
		}
		if (score > 2 || (n == 2 && score > 1) || !current(world, spelling))
			continue;
		if (scope && scope->count && kind != &kind_person &&
		    !place_inside(world, names_place_of(world, kind, spelling->id), scope->places[scope->count - 1]))
			score += 1;
		int at = count;
		for (int i = 0; i < count; i++)
			if (hits[i].id == spelling->id)
				at = -1;
		if (at < 0 || score > 3)
			continue;
		while (at > 0 && scores[at - 1] > score) {
			if (at < NAME_HITS_MAX) {
				hits[at] = hits[at - 1];
				scores[at] = scores[at - 1];
			}
			at--;
		}
		if (at < NAME_HITS_MAX) {
			hits[at] = (struct name_hit){kind, spelling->id, used};
			scores[at] = score;
			count += count < NAME_HITS_MAX;
		}
	}
	return count;
}

int64_t
names_place_in(const struct world *world, const struct name_scope *scope, const struct glyphs *text)
{
	int64_t found = 0;

	if (world->names == NULL)
		return 0;
	for (size_t at = 0; at + 1 < text->n; at++) {
		struct name_hit hits[NAME_HITS_MAX];

		if (!han(text->cp[at]))
			continue;
		int count = names_at_exact(world, &kind_place, scope, text, at, hits);
		if (count == 0 || hits[0].used < 2)
			continue;
		if (count > 1)
			return found; /* several places of that name: not certain */
		if (found == 0 || place_inside(world, hits[0].id, found))
			found = hits[0].id;
		at += hits[0].used - 1;
	}
	return found;
}

int64_t
names_only(const struct world *world, const struct kind *kind, const char *name)
{
	struct arena arena = {0};
	struct glyphs glyphs = text_glyphs(&arena, name);
	struct name_hit hits[NAME_HITS_MAX];
	char folded[NAME_GLYPHS_MAX * 4 + 1];
	int count = 0;

	if (world->names && glyphs.n && glyphs.n <= NAME_GLYPHS_MAX) {
		encode(glyphs.cp, glyphs.n, folded);
		count = lookup(world, kind, folded, false, true, glyphs.n, hits, 0);
	}
	arena_clear(&arena);
	return count == 0 ? 0 : count == 1 ? hits[0].id : -1;
}

int64_t
names_record(const struct world *world, const struct kind *kind, const char *text)
{
	const struct store *store = &world->store;
	const struct field *code = field_find(kind, "code");
	char *end;

	if (code)
		for (const void *r = store_next(store, kind, code->offset, store_key_text(text), 0); r;
		     r = store_next(store, kind, code->offset, store_key_text(text), *(const int64_t *)r))
			if (text_equal(*(const char *const *)field_at(code, r), text))
				return *(const int64_t *)r;
	int64_t id = field_find(kind, "name") ? names_only(world, kind, text) : 0;
	if (id)
		return id;
	long long number = strtoll(text, &end, 10);
	const void *numbered = *text && *end == 0 ? store_find(store, kind, number) : NULL;
	/* Whatever has an id of its own is not called by its number. */
	return numbered && (code == NULL || text_empty(*(const char *const *)field_at(code, numbered))) ? number
	                                                                                                : 0;
}

const char *
names_of(const struct world *world, const struct kind *kind, int64_t id)
{
	const void *record = store_find(&world->store, kind, id);

	return record ? *(const char *const *)field_at(field_find(kind, "name"), record) : "";
}

const char *
names_place_title(const struct world *world, int64_t id, struct arena *arena)
{
	const struct place *place = store_find(&world->store, &kind_place, id),
	                   *above = place ? store_find(&world->store, &kind_place, place->parent) : NULL;

	if (place == NULL)
		return "";
	return above && above->kind == PLACE_township ? arena_printf(arena, "%s%s", above->name, place->name)
	                                              : place->name;
}
