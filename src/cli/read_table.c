/* read --table: says every row of a table of sentences and judges what was understood
 * (contract.md, 6). R right with all slots, done or read back; Q one question with the right
 * reading; S silent or not understood; W anything else done, kept or said to others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "cli/read.h"
#include "io/files.h"

#define TABLE_BYTES_MAX (8 << 20)
#define COLUMNS 8
#define PREPS_MAX 64

enum column { ID, PREP, CHAT, SPEAKER, TEXT, WANT, SLOTS, ALSO };

struct row {
	const char *cell[COLUMNS];
};

struct tally {
	char *want;
	int count[4]; /* R Q S W */
};

struct judge {
	const char *folder, *world;
	struct {
		char *name;
		struct player *player;
	} preps[PREPS_MAX];
	int prep_count;
	struct tally *tallies;
	size_t tally_count;
	int total[4];
};

static const char verdicts[] = "RQSW";

/* ---- what was wanted ---- */

/* The next "key=value" of a list; false at its end. */
static bool
next_wanted(struct arena *arena, const char **at, const char **key, const char **value)
{
	while (**at == ' ' || **at == ';')
		(*at)++;
	if (**at == 0)
		return false;
	size_t n = strcspn(*at, ";"), k = strcspn(*at, "=");

	if (k > n)
		k = n;
	*key = text_clean(arena, arena_text(arena, *at, k));
	*value = k < n ? text_clean(arena, arena_text(arena, *at + k + 1, n - k - 1)) : "";
	*at += n;
	return true;
}

static bool
free_key(const char *key)
{
	static const char *const keys[] = {"missing", "about", "count", "polarity", NULL};

	for (int i = 0; keys[i]; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

/* Does the reading have a slot of this key with this value, and as many of the key as wanted? */
static bool
has(struct arena *arena, const struct reading *reading, const char *wanted, const char *key,
    const char *value)
{
	size_t want = 0, have = 0;
	bool found = false;
	const char *k, *v;

	for (const char *at = wanted; next_wanted(arena, &at, &k, &v);)
		want += strcmp(k, key) == 0;
	for (size_t i = 0; i < reading->slot_count; i++) {
		const char *got = reading->slots[i].value;

		if (strcmp(reading->slots[i].key, key) != 0)
			continue;
		have++;
		found |= strcmp(key, "text") == 0 ? strstr(got, value) != NULL
		    : strcmp(key, "at") == 0      ? strncmp(got, value, 16) == 0
		                                  : strcmp(got, value) == 0;
	}
	return found && (strcmp(key, "text") == 0 || want == have);
}

static bool
fits(struct arena *arena, const struct reading *reading, const char *want, const char *wanted)
{
	const char *key, *value;

	if (reading->does == NULL || strcmp(reading->does, want) != 0)
		return false;
	for (const char *at = wanted; next_wanted(arena, &at, &key, &value);)
		if (!free_key(key) && !has(arena, reading, wanted, key, value))
			return false;
	return true;
}

static bool
also(const char *list, const char *word, bool prefix)
{
	for (const char *p = list; *p;) {
		while (*p == ' ' || *p == ',')
			p++;
		size_t n = strcspn(p, ","), w = strlen(word);

		if (n >= w && strncmp(p, word, w) == 0 && (prefix || n == w || p[w] == ':'))
			return true;
		p += n;
	}
	return false;
}

static bool
missing_fits(struct arena *arena, const struct understanding *said, const char *wanted)
{
	const char *key, *value;

	for (const char *at = wanted; next_wanted(arena, &at, &key, &value);)
		if (strcmp(key, "missing") == 0)
			return said->ask_count || (said->does.missing && strcmp(said->does.missing, value) == 0);
	return true;
}

static int
verdict(struct arena *arena, const struct row *row, const struct understanding *said)
{
	const char *want = row->cell[WANT], *wanted = row->cell[SLOTS], *others = row->cell[ALSO];
	const char *does = said->does.does;
	bool quiet = said->zone == ZONE_silent || (does == NULL && said->zone != ZONE_ask);

	if ((strcmp(want, "nothing") == 0 || also(others, "nothing", false)) && quiet)
		return 0;
	if (strcmp(want, "thanks") == 0 && (quiet || (does && strcmp(does, "thanks") == 0)))
		return 0;
	if ((strcmp(want, "ask") == 0 || also(others, "ask", true)) && said->zone == ZONE_ask &&
	    missing_fits(arena, said, wanted))
		return 0;
	if (said->zone == ZONE_act || said->zone == ZONE_read_back) {
		if (does == NULL)
			return 2;
		if ((fits(arena, &said->does, want, wanted) && said->does.unused_count == 0) ||
		    also(others, does, false))
			return 0;
		return strcmp(does, "question") == 0 || strcmp(does, "thanks") == 0 || strcmp(does, "nothing") == 0
		    ? 2
		    : 3;
	}
	for (size_t i = 0; said->zone == ZONE_ask && i < said->ask_count; i++)
		if (said->asks[i].does && strcmp(said->asks[i].does, want) == 0)
			return 1;
	return said->zone == ZONE_ask && does && strcmp(does, want) == 0 ? 1 : 2;
}

/* ---- the table ---- */

static struct player *
prepared(struct judge *judge, const char *name)
{
	char path[512];

	for (int i = 0; i < judge->prep_count; i++)
		if (strcmp(judge->preps[i].name, name) == 0)
			return judge->preps[i].player;
	if (judge->prep_count == PREPS_MAX)
		return NULL;
	snprintf(path, sizeof path, "%s/preps/%s.chat", judge->folder, name);
	struct player *player = read_prepare(*name ? path : NULL, judge->world, NULL);
	judge->preps[judge->prep_count].name = mem_copy(name, strlen(name));
	judge->preps[judge->prep_count++].player = player;
	return player;
}

static void
count(struct judge *judge, const char *want, int verdict)
{
	struct tally *tally = NULL;

	for (size_t i = 0; i < judge->tally_count; i++)
		if (strcmp(judge->tallies[i].want, want) == 0)
			tally = &judge->tallies[i];
	if (tally == NULL) {
		judge->tallies = mem_grow(judge->tallies, (judge->tally_count + 1) * sizeof *judge->tallies);
		tally = &judge->tallies[judge->tally_count++];
		*tally = (struct tally){.want = mem_copy(want, strlen(want))};
	}
	tally->count[verdict]++;
	judge->total[verdict]++;
}

static void
judge_row(struct judge *judge, const struct row *row)
{
	struct player *player = prepared(judge, row->cell[PREP]);
	struct read_result result = {0};

	if (player == NULL || !read_say(player, row->cell[CHAT], row->cell[SPEAKER], row->cell[TEXT], &result)) {
		printf("%s: cannot be said: %s, %s\n", row->cell[ID], row->cell[CHAT], row->cell[SPEAKER]);
		count(judge, row->cell[WANT], 3);
	} else {
		struct arena arena = {0};
		int v = verdict(&arena, row, result.understanding);

		printf("%c %s ", verdicts[v], row->cell[ID]);
		read_print(&result);
		count(judge, row->cell[WANT], v);
		arena_clear(&arena);
	}
	read_done(&result);
}

static int
by_want(const void *a, const void *b)
{
	return strcmp(((const struct tally *)a)->want, ((const struct tally *)b)->want);
}

static void
print_figures(const struct judge *judge)
{
	int all = judge->total[0] + judge->total[1] + judge->total[2] + judge->total[3];

	qsort(judge->tallies, judge->tally_count, sizeof *judge->tallies, by_want);
	for (size_t i = 0; i < judge->tally_count; i++) {
		printf("%-20s", judge->tallies[i].want);
		for (int v = 0; v < 4; v++)
			if (judge->tallies[i].count[v])
				printf(" %c %d", verdicts[v], judge->tallies[i].count[v]);
		printf("\n");
	}
	for (int v = 0; v < 4; v++)
		printf("%s%c %d (%.1f %%)", v ? " · " : "", verdicts[v], judge->total[v],
		    100.0 * judge->total[v] / (all ? all : 1));
	printf(" of %d\n", all);
}

int
read_table(const char *file, const char *world)
{
	struct judge judge = {.world = world};
	struct buf text = {0};
	char *folder = mem_copy(file, strlen(file)), *slash = strrchr(folder, '/');
	bool head = true;

	if (!file_read(file, TABLE_BYTES_MAX, &text) || !text_valid(buf_text(&text), text.n)) {
		fprintf(stderr, "%s: cannot be read, or is not UTF-8\n", file);
		buf_free(&text);
		free(folder);
		return 1;
	}
	if (slash)
		*slash = 0;
	judge.folder = slash ? folder : ".";
	for (char *line = text.p, *end; line && *line; line = end) {
		struct row row = {{"", "", "", "", "", "", "", ""}};

		end = strchr(line, '\n');
		if (end)
			*end++ = 0;
		line[strcspn(line, "\r")] = 0;
		for (int c = 0; c < COLUMNS && line; c++) {
			char *tab = strchr(line, '\t');

			if (tab)
				*tab++ = 0;
			row.cell[c] = line;
			line = tab;
		}
		if (!head && *row.cell[WANT])
			judge_row(&judge, &row);
		head = false;
	}
	print_figures(&judge);
	for (int i = 0; i < judge.prep_count; i++) {
		free(judge.preps[i].name);
		if (judge.preps[i].player)
			player_free(judge.preps[i].player);
	}
	for (size_t i = 0; i < judge.tally_count; i++)
		free(judge.tallies[i].want);
	free(judge.tallies);
	buf_free(&text);
	free(folder);
	return 0;
}
