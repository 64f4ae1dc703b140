/* danger FILE...: what danger_find says to labelled sentences. A .tsv with the columns text, yes or no, note is
 * split by its lines: even ones are for developing, odd ones are measured. Any other file is chatter: its
 * last column is danger to nobody. Fails when fewer than 98 % are found or more than 2 % are found falsely. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/text_norm.h"
#include "language/danger.h"

struct counts {
	int yes, found, no, wrong;
};

static enum danger_kind
kind_of(struct arena *arena, const char *text)
{
	struct glyphs glyphs = text_glyphs(arena, text);

	return danger_find(glyphs.cp, glyphs.n, NULL, NULL);
}

/* One labelled line. */
static void
judge(struct arena *arena, char *line, struct counts *half, bool show)
{
	char *label = strchr(line, '\t');

	if (label == NULL)
		return;
	*label++ = '\0';
	bool wanted = strncmp(label, "yes", 3) == 0, got = kind_of(arena, line) != DANGER_none;
	half->yes += wanted;
	half->found += wanted && got;
	half->no += !wanted;
	half->wrong += !wanted && got;
	if (show && wanted != got)
		printf("%s: %s\n", wanted ? "missed" : "false", line);
}

static bool
good(const char *name, const struct counts *half)
{
	printf("danger, %s: %d of %d found (%.1f %%), %d of %d falsely (%.1f %%)\n", name, half->found, half->yes,
	    100.0 * half->found / (half->yes ? half->yes : 1), half->wrong, half->no,
	    100.0 * half->wrong / (half->no ? half->no : 1));
	return half->found * 100 >= half->yes * 98 && half->wrong * 100 <= half->no * 2;
}

static bool
labelled(FILE *file, bool show)
{
	struct counts half[2] = {{0}};
	char line[4096];

	for (size_t n = 1; fgets(line, sizeof line, file); n++) {
		struct arena arena = {0};

		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] != '#')
			judge(&arena, line, &half[n & 1], show || (n & 1) == 0);
		arena_clear(&arena);
	}
	bool fine = good("developed on", &half[0]);
	return good("measured", &half[1]) && fine;
}

static bool
chatter(FILE *file, const char *name)
{
	char line[16384];
	int n = 0, wrong = 0;

	for (; fgets(line, sizeof line, file); n++) {
		struct arena arena = {0};

		line[strcspn(line, "\r\n")] = '\0';
		char *tab = strrchr(line, '\t');
		const char *text = tab ? tab + 1 : line;
		if (kind_of(&arena, text) != DANGER_none) {
			printf("false: %s\n", text);
			wrong++;
		}
		arena_clear(&arena);
	}
	printf("danger, %s: %d of %d falsely\n", name, wrong, n);
	return wrong == 0;
}

int
main(int argc, char **argv)
{
	bool fine = true, show = false;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--all") == 0) {
			show = true;
			continue;
		}
		FILE *file = fopen(argv[i], "r");

		if (file == NULL) {
			printf("danger: no %s\n", argv[i]);
			continue;
		}
		fine &= strstr(argv[i], "/danger") ? labelled(file, show) : chatter(file, argv[i]);
		fclose(file);
	}
	return fine ? 0 : 1;
}
