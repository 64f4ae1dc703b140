/* sorting categories.tsv doubles.tsv: into which category everyday reports fall, and whether two that tell
 * of one thing in other words are found. Even lines are for developing, odd ones are measured. Fails above
 * 15 % in 其他, below 70 % found, above 10 % falsely suggested. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text_norm.h"
#include "language/matter.h"

static bool show;

static const char *
likely(struct arena *arena, const char *text)
{
	struct glyphs glyphs = text_glyphs(arena, text);
	struct matter_label labels[MATTER_LABELS];
	size_t count = matter_labels(glyphs.cp, glyphs.n, labels), best = 0;

	for (size_t i = 1; i < count; i++)
		best = labels[i].weight > labels[best].weight ? i : best;
	return count ? labels[best].label : "其他";
}

static bool
categories(FILE *file)
{
	char line[1000];
	int all[2] = {0}, other[2] = {0}, right[2] = {0};

	for (size_t n = 1; fgets(line, sizeof line, file); n++) {
		struct arena arena = {0};
		char *tab = strchr(line, '\t');

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || tab == NULL)
			continue;
		*tab++ = '\0';
		const char *got = likely(&arena, line);
		bool none = strcmp(got, "其他") == 0, same = strcmp(got, tab) == 0;
		all[n & 1]++;
		other[n & 1] += none;
		right[n & 1] += same;
		if (!same && (show || (n & 1) == 0))
			printf("%s: %s, not %s\n", line, got, tab);
		arena_clear(&arena);
	}
	bool fine = true;
	for (int half = 0; half < 2; half++) {
		printf("categories, %s: %d of %d in 其他 (%.1f %%), %d as a person sorts them (%.1f %%)\n",
		    half ? "measured" : "developed on", other[half], all[half], 100.0 * other[half] / all[half],
		    right[half], 100.0 * right[half] / all[half]);
		fine &= other[half] * 100 <= all[half] * 15;
	}
	return fine;
}

static bool
doubles(FILE *file)
{
	char line[1000];
	int same[2] = {0}, found[2] = {0}, others[2] = {0}, wrong[2] = {0};

	for (size_t n = 1; fgets(line, sizeof line, file); n++) {
		struct arena arena = {0};
		char *second = strchr(line, '\t'), *label = second ? strchr(second + 1, '\t') : NULL;

		if (line[0] == '#' || label == NULL)
			continue;
		*second++ = *label++ = '\0';
		struct glyphs a = text_glyphs(&arena, line), b = text_glyphs(&arena, second);
		struct matter_told one = matter_read(a.cp, a.n), other = matter_read(b.cp, b.n);
		bool wanted = strncmp(label, "same", 4) == 0, got = matter_same(&one, &other);
		same[n & 1] += wanted;
		others[n & 1] += !wanted;
		found[n & 1] += wanted && got;
		wrong[n & 1] += !wanted && got;
		if (wanted != got && (show || (n & 1) == 0))
			printf("%s: %s / %s\n", wanted ? "not found" : "falsely", line, second);
		arena_clear(&arena);
	}
	bool fine = true;
	for (int half = 0; half < 2; half++) {
		printf("doubles, %s: %d of %d found (%.1f %%), %d of %d falsely (%.1f %%)\n",
		    half ? "measured" : "developed on", found[half], same[half], 100.0 * found[half] / same[half],
		    wrong[half], others[half], 100.0 * wrong[half] / others[half]);
		fine &= found[half] * 100 >= same[half] * 70 && wrong[half] * 100 <= others[half] * 10;
	}
	return fine;
}

int
main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	show = argc > 3 && strcmp(argv[3], "--all") == 0;
	FILE *first = fopen(argv[1], "r"), *second = fopen(argv[2], "r");

	if (first == NULL || second == NULL)
		return 2;
	bool fine = categories(first);
	fine &= doubles(second);
	fclose(first);
	fclose(second);
	return fine ? 0 : 1;
}
