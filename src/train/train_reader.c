/* train_reader DIR…: learns the scorer's weights from the lessons (config/language)
 * at build time and prints them as C tables. With --folds N instead: how well it does on
 * lessons that it has not seen.
 *
 * A softmax over sparse binary features, by stochastic gradients with a falling rate; the
 * weights are rounded to a byte. Chance is a fixed sequence, so that the same lessons give
 * the same tables. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/rng.h"
#include "base/text_norm.h"
#include "language/symbols.h"
#include "base/civil.h"

#define LABELS_MAX 160
#define SCALE 24 /* one unit of the logit, in steps of a stored weight */

struct example {
	int label;
	size_t n;
	uint16_t *features;
};

struct course {
	struct example *lessons;
	size_t count, cap;
	char *labels[LABELS_MAX];
	int label_count;
	float *weights; /* [FEATURE_BUCKETS][label_count] */
};

static int
label_of(struct course *course, const char *name)
{
	for (int i = 0; i < course->label_count; i++)
		if (strcmp(course->labels[i], name) == 0)
			return i;
	if (course->label_count == LABELS_MAX) {
		fprintf(stderr, "more than %d intents\n", LABELS_MAX);
		exit(1);
	}
	course->labels[course->label_count] = mem_copy(name, strlen(name));
	return course->label_count++;
}

static uint64_t
contexts_of(const char *words, const char *file, int line)
{
	uint64_t bits = 0;

	for (const char *p = words; *p && strcmp(words, "-") != 0;) {
		size_t n = strcspn(p, ", ");
		bool found = n == 0;

		for (int i = 0; i < CONTEXTS; i++)
			if (strlen(context_names[i]) == n && memcmp(context_names[i], p, n) == 0) {
				bits |= 1ull << i;
				found = true;
			}
		if (!found) {
			fprintf(stderr, "%s:%d: unknown context %.*s\n", file, line, (int)n, p);
			exit(1);
		}
		p += n + (p[n] != 0);
	}
	return bits;
}

/* {household} → the symbol of a name, in place. */
static size_t
names_in(uint32_t *cp, size_t n)
{
	static const struct {
		const char *word;
		uint32_t symbol;
	} names[] = {{"{household}", SYMBOL_NAME}, {"{person}", SYMBOL_NAME}, {"{operator}", SYMBOL_NAME},
	    {"{department}", SYMBOL_DEPARTMENT}, {"{place}", SYMBOL_PLACE}, {"{group}", SYMBOL_GROUP}};
	size_t out = 0;

	for (size_t at = 0; at < n;) {
		uint32_t symbol = cp[at];
		size_t used = 1;

		for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
			size_t k = 0;

			while (names[i].word[k] && at + k < n && cp[at + k] == (unsigned char)names[i].word[k])
				k++;
			if (names[i].word[k] == 0) {
				symbol = names[i].symbol;
				used = k;
			}
		}
		cp[out++] = symbol;
		at += used;
	}
	return out;
}

static void
take_line(struct course *course, char *line, const char *file, int number)
{
	char *context = strchr(line, '\t'), *text = context ? strchr(context + 1, '\t') : NULL;
	struct arena arena = {0};
	uint32_t symbols[SYMBOLS_MAX];
	uint16_t features[FEATURES_MAX];

	line[strcspn(line, "\r\n")] = 0;
	if (line[0] == 0 || line[0] == '#')
		return;
	if (text == NULL) {
		fprintf(stderr, "%s:%d: intent, context and text, with tabs between\n", file, number);
		exit(1);
	}
	*context++ = 0;
	*text++ = 0;
	struct glyphs glyphs = text_glyphs(&arena, text);
	uint32_t *cp = arena_alloc(&arena, (glyphs.n + 1) * sizeof *cp);
	memcpy(cp, glyphs.cp, glyphs.n * sizeof *cp);
	size_t n = names_in(cp, glyphs.n);
	n = symbols_of(cp, n, civil_day(2026, 11, 10), 540, symbols);
	n = symbols_features(symbols, n, contexts_of(context, file, number), features);
	if (course->count == course->cap) {
		course->cap = course->cap ? 2 * course->cap : 1024;
		course->lessons = mem_grow(course->lessons, course->cap * sizeof *course->lessons);
	}
	uint16_t *own = mem_new((n + 1) * sizeof *own);
	memcpy(own, features, n * sizeof *features);
	course->lessons[course->count++] = (struct example){label_of(course, line), n, own};
	arena_clear(&arena);
}

static void
take_file(struct course *course, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[4096];
	int number = 0;

	if (file == NULL) {
		perror(path);
		exit(1);
	}
	while (fgets(line, sizeof line, file))
		take_line(course, line, path, ++number);
	fclose(file);
}

/* Deterministic on every machine: no libm. */
static float
exponential(float x)
{
	if (x < -20)
		return 0;
	x = 1 + x / 1024;
	for (int i = 0; i < 10; i++)
		x *= x;
	return x;
}

static void
scores_of(const struct course *course, const struct example *lesson, float *scores)
{
	memset(scores, 0, (size_t)course->label_count * sizeof *scores);
	for (size_t f = 0; f < lesson->n; f++) {
		const float *row = course->weights + (size_t)lesson->features[f] * (size_t)course->label_count;

		for (int k = 0; k < course->label_count; k++)
			scores[k] += row[k];
	}
}

static void
teach(struct course *course, const struct example *lesson, float rate)
{
	float scores[LABELS_MAX], most = -1e9f, sum = 0;

	scores_of(course, lesson, scores);
	for (int k = 0; k < course->label_count; k++)
		most = scores[k] > most ? scores[k] : most;
	for (int k = 0; k < course->label_count; k++)
		sum += scores[k] = exponential(scores[k] - most);
	float step[LABELS_MAX];
	float each = rate / (1 + 0.02f * (float)lesson->n);
	for (int k = 0; k < course->label_count; k++)
		step[k] = each * ((k == lesson->label) - scores[k] / sum);
	for (size_t f = 0; f < lesson->n; f++) {
		float *row = course->weights + (size_t)lesson->features[f] * (size_t)course->label_count;

		for (int k = 0; k < course->label_count; k++)
			row[k] += step[k];
	}
}

/* Learns all lessons but those of one fold (-1: all). */
static void
learn(struct course *course, int fold, int folds)
{
	struct rng rng;
	size_t *order = mem_new((course->count + 1) * sizeof *order);
	const int rounds = 24;

	free(course->weights);
	course->weights = mem_new(
	    (size_t)FEATURE_BUCKETS * (size_t)course->label_count * sizeof *course->weights);
	rng_seed(&rng, "lessons", 7);
	for (size_t i = 0; i < course->count; i++)
		order[i] = i;
	for (int round = 0; round < rounds; round++) {
		for (size_t i = course->count; i > 1; i--) {
			size_t j = (size_t)rng_below(&rng, i), keep = order[i - 1];

			order[i - 1] = order[j];
			order[j] = keep;
		}
		for (size_t i = 0; i < course->count; i++)
			if (fold < 0 || (int)(order[i] * 2654435761u % 1000003 % (size_t)folds) != fold)
				teach(course, &course->lessons[order[i]], 0.35f / (1 + 0.25f * (float)round));
	}
	free(order);
}

static void
examine(struct course *course, int folds)
{
	size_t first = 0, third = 0, seen = 0;
	size_t sure[6] = {0}, sure_wrong[6] = {0};

	for (int fold = 0; fold < folds; fold++) {
		learn(course, fold, folds);
		for (size_t i = 0; i < course->count; i++) {
			float scores[LABELS_MAX];
			int above = 0;

			if ((int)(i * 2654435761u % 1000003 % (size_t)folds) != fold)
				continue;
			scores_of(course, &course->lessons[i], scores);
			int right = course->lessons[i].label;
			float best = -1e9f, next = -1e9f;
			for (int k = 0; k < course->label_count; k++) {
				above += k != right && scores[k] >= scores[right];
				if (scores[k] > best) {
					next = best;
					best = scores[k];
				} else if (scores[k] > next)
					next = scores[k];
			}
			seen++;
			first += above == 0;
			third += above < 3;
			for (int z = 0; z < 6; z++)
				if (best - next >= (float)z) {
					sure[z]++;
					sure_wrong[z] += above > 0;
				}
		}
	}
	printf("%zu lessons, %d intents: first %.1f %%, among three %.1f %%\n", seen, course->label_count,
	    100.0 * (double)first / (double)seen, 100.0 * (double)third / (double)seen);
	for (int z = 0; z < 6; z++)
		printf("margin >= %d: %.1f %% of all, of these wrong %.2f %%\n", z,
		    100.0 * (double)sure[z] / (double)seen,
		    100.0 * (double)sure_wrong[z] / (double)(sure[z] ? sure[z] : 1));
}

static void
print_tables(const struct course *course)
{
	int *used = mem_new(FEATURE_BUCKETS * sizeof *used), rows = 1;

	for (size_t i = 0; i < course->count; i++)
		for (size_t f = 0; f < course->lessons[i].n; f++)
			used[course->lessons[i].features[f]]++;
	printf("#define SCORER_LABELS %d\nstatic const char *const scorer_labels[] = {\n", course->label_count);
	for (int k = 0; k < course->label_count; k++)
		printf("\"%s\",\n", course->labels[k]);
	printf("};\nstatic const uint16_t scorer_row[FEATURE_BUCKETS] = {\n");
	/* What stands in one lesson alone teaches little: it stays out of the tables. */
	for (int b = 0; b < FEATURE_BUCKETS; b++)
		printf("%d,%s", used[b] >= 2 ? rows++ : 0, b % 32 == 31 ? "\n" : "");
	printf("};\n#define SCORER_SCALE %d\nstatic const int8_t scorer_weights[][SCORER_LABELS] = {\n{0},\n",
	    SCALE);
	for (int b = 0; b < FEATURE_BUCKETS; b++) {
		if (used[b] < 2)
			continue;
		printf("{");
		for (int k = 0; k < course->label_count; k++) {
			float weight = course->weights[(size_t)b * (size_t)course->label_count + (size_t)k] * SCALE;
			int value = (int)(weight + (weight < 0 ? -0.5f : 0.5f));

			printf("%d,", value > 127 ? 127 : value < -127 ? -127 : value);
		}
		printf("},\n");
	}
	printf("};\n");
	free(used);
}

static void
forget(struct course *course)
{
	for (size_t i = 0; i < course->count; i++)
		free(course->lessons[i].features);
	for (int k = 0; k < course->label_count; k++)
		free(course->labels[k]);
	free(course->lessons);
	free(course->weights);
}

int
main(int argc, char **argv)
{
	struct course course = {0};
	int folds = 0, first = 1;

	if (argc > 2 && strcmp(argv[1], "--folds") == 0) {
		folds = atoi(argv[2]);
		first = 3;
	}
	for (int i = first; i < argc; i++)
		take_file(&course, argv[i]);
	if (course.count == 0) {
		fprintf(stderr, "usage: train_reader [--folds N] LESSONS.tsv…\n");
		return 2;
	}
	if (folds)
		examine(&course, folds);
	else {
		learn(&course, -1, 1);
		print_tables(&course);
	}
	forget(&course);
	return 0;
}
