/* How well the learner of categories learns a corpus of labelled messages (id, label,
 * text; tab-separated, a header line): every fifth row by id is held out, the rest is
 * learned. Prints the majority guess and what was learned, in one run. Exit 1 when
 * learning is no better than guessing.
 *   learner FILE.tsv … */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "language/learner.h"
#include "base/memory.h"

#define ROWS_MAX 20000
#define LABELS_MAX 32

struct row {
	char *id, *label, *text;
};
static struct row rows[ROWS_MAX];
static size_t count;
static const char *labels[LABELS_MAX];
static size_t label_count;

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->id, ((const struct row *)b)->id);
}

static bool
read_rows(const char *path)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (file == NULL)
		return false;
	for (bool header = true; getline(&line, &size, file) > 0; header = false) {
		char *save = NULL, *id = strtok_r(line, "\t\n", &save), *label = strtok_r(NULL, "\t\n", &save),
		     *text = strtok_r(NULL, "\n", &save);

		if (!header && text && count < ROWS_MAX)
			rows[count++] = (struct row){
			    mem_copy(id, strlen(id)), mem_copy(label, strlen(label)), mem_copy(text, strlen(text))};
	}
	free(line);
	fclose(file);
	return true;
}

static size_t
label_number(const char *label)
{
	for (size_t i = 0; i < label_count; i++)
		if (strcmp(labels[i], label) == 0)
			return i;
	if (label_count == LABELS_MAX)
		return 0;
	labels[label_count] = label;
	return label_count++;
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Accuracy and the mean of the labels' F1. */
static double
report(const char *what, size_t hits[LABELS_MAX][LABELS_MAX])
{
	double right = 0, all = 0, f1 = 0;

	for (size_t l = 0; l < label_count; l++) {
		double said = 0, was = 0;

		for (size_t k = 0; k < label_count; k++) {
			said += (double)hits[k][l];
			was += (double)hits[l][k];
		}
		right += (double)hits[l][l];
		all += was;
		f1 += said + was > 0 ? 2 * (double)hits[l][l] / (said + was) : 0;
	}
	printf("%-14s accuracy %.4f  macro-F1 %.4f\n", what, right / all, f1 / (double)label_count);
	return right / all;
}

int
main(int argc, char **argv)
{
	static size_t guessed[LABELS_MAX][LABELS_MAX], learned[LABELS_MAX][LABELS_MAX];
	size_t often[LABELS_MAX] = {0}, most = 0, held = 0;
	struct learner *learner = learner_new();
	double began, spent;

	for (int i = 1; i < argc; i++)
		if (!read_rows(argv[i])) {
			fprintf(stderr, "%s: cannot be read\n", argv[i]);
			return 2;
		}
	if (count < 10)
		return 2;
	qsort(rows, count, sizeof *rows, by_id);
	began = seconds();
	for (size_t i = 0; i < count; i++)
		if (i % 5 != 4) {
			size_t label = label_number(rows[i].label);

			often[label]++;
			most = often[label] > often[most] ? label : most;
			learner_learn(learner, (int64_t)i + 1, rows[i].text, rows[i].label);
		}
	spent = seconds() - began;
	double guessing = seconds();
	for (size_t i = 4; i < count; i += 5) {
		struct learner_guess best;
		size_t label = label_number(rows[i].label);

		held++;
		guessed[label][most]++;
		if (learner_guess(learner, rows[i].text, &best, 1))
			learned[label][label_number(best.label)]++;
	}
	guessing = seconds() - guessing;
	printf("%zu rows, %zu labels, %zu held out\n", count, label_count, held);
	double base = report("majority", guessed), got = report("learned", learned);
	printf("learning %.0f us a message, guessing %.0f us\n", 1e6 * spent / (double)(count - held),
	    1e6 * guessing / (double)held);
	learner_free(learner);
	for (size_t i = 0; i < count; i++) {
		free(rows[i].id);
		free(rows[i].label);
		free(rows[i].text);
	}
	return got > base ? 0 : 1;
}
