/* A learner of labels; see the header. */
#include "language/learner.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "language/bigrams.h"
#include "base/memory.h"

#define PAIRS_MAX 600
#define REPEATS 4    /* earlier lessons looked at again with each new one */
#define CAPACITY 1.0 /* C: how much a lesson on the wrong side costs */
#define NOBODY UINT32_MAX

struct lesson {
	int64_t key;
	int label;
	size_t n;
	uint32_t *feature;
	float *value;
	float *alpha; /* one a label */
};

struct learner {
	char *labels[LEARNER_LABELS_MAX];
	int label_count;
	uint64_t *pair; /* of each feature */
	uint32_t *seen; /* lessons a feature stood in */
	float *weight;  /* feature x LEARNER_LABELS_MAX, grown with the features */
	size_t features, feature_cap;
	uint32_t *slots; /* pair → feature, open addressing */
	size_t slot_count;
	struct lesson lessons[LEARNER_LESSONS_MAX]; /* a ring */
	size_t held, total;
	uint64_t chance;
};

struct learner *
learner_new(void)
{
	struct learner *learner = mem_new(sizeof *learner);

	learner->chance = 1;
	return learner;
}

static void
forget(struct lesson *lesson)
{
	free(lesson->feature);
	free(lesson->value);
	free(lesson->alpha);
	*lesson = (struct lesson){0};
}

void
learner_free(struct learner *learner)
{
	if (learner == NULL)
		return;
	for (size_t i = 0; i < learner->held; i++)
		forget(&learner->lessons[i]);
	for (int i = 0; i < learner->label_count; i++)
		free(learner->labels[i]);
	free(learner->pair);
	free(learner->seen);
	free(learner->weight);
	free(learner->slots);
	free(learner);
}

static size_t
slot_of(const struct learner *learner, uint64_t pair)
{
	size_t at = (size_t)(pair * UINT64_C(0x9e3779b97f4a7c15) >> 20) & (learner->slot_count - 1);

	while (learner->slots[at] != NOBODY && learner->pair[learner->slots[at]] != pair)
		at = (at + 1) & (learner->slot_count - 1);
	return at;
}

static uint32_t
feature_of(const struct learner *learner, uint64_t pair)
{
	return learner->slot_count ? learner->slots[slot_of(learner, pair)] : NOBODY;
}

static uint32_t
feature_add(struct learner *learner, uint64_t pair)
{
	if (2 * (learner->features + 1) > learner->slot_count) {
		learner->slot_count = learner->slot_count ? 2 * learner->slot_count : 1024;
		learner->slots = mem_grow(learner->slots, learner->slot_count * sizeof *learner->slots);
		memset(learner->slots, 0xff, learner->slot_count * sizeof *learner->slots);
		for (size_t f = 0; f < learner->features; f++)
			learner->slots[slot_of(learner, learner->pair[f])] = (uint32_t)f;
	}
	size_t slot = slot_of(learner, pair);
	if (learner->slots[slot] != NOBODY)
		return learner->slots[slot];
	if (learner->features == learner->feature_cap) {
		learner->feature_cap = learner->feature_cap ? 2 * learner->feature_cap : 512;
		learner->pair = mem_grow(learner->pair, learner->feature_cap * sizeof *learner->pair);
		learner->seen = mem_grow(learner->seen, learner->feature_cap * sizeof *learner->seen);
		learner->weight = mem_grow(
		    learner->weight, learner->feature_cap * LEARNER_LABELS_MAX * sizeof *learner->weight);
	}
	uint32_t feature = (uint32_t)learner->features++;
	learner->pair[feature] = pair;
	learner->seen[feature] = 0;
	memset(learner->weight + (size_t)feature * LEARNER_LABELS_MAX, 0,
	    LEARNER_LABELS_MAX * sizeof *learner->weight);
	learner->slots[slot] = feature;
	return feature;
}

/* The text as features and values of length 1: counts damped, rare ones heavier. Features
 * nobody has taught are left out; with `add` they are made. */
static size_t
measure(
    struct learner *learner, const char *text, bool add, uint32_t feature[PAIRS_MAX], float value[PAIRS_MAX])
{
	uint64_t pair[PAIRS_MAX];
	int times[PAIRS_MAX];
	size_t distinct = bigrams_distinct(pair, bigrams(text, pair, PAIRS_MAX), times), kept = 0;
	double length = 0;

	for (size_t i = 0; i < distinct; i++) {
		uint32_t f = add ? feature_add(learner, pair[i]) : feature_of(learner, pair[i]);

		if (f == NOBODY)
			continue;
		learner->seen[f] += add;
		double v = log(1 + times[i]) * log((double)(learner->total + 20) / (learner->seen[f] + 1));
		feature[kept] = f;
		value[kept++] = (float)v;
		length += v * v;
	}
	for (size_t i = 0; i < kept && length > 0; i++)
		value[i] = (float)(value[i] / sqrt(length));
	return kept;
}

/* What each label's machine says of the features. */
static void
sums(const struct learner *learner, const uint32_t *feature, const float *value, size_t n,
    float out[LEARNER_LABELS_MAX])
{
	memset(out, 0, LEARNER_LABELS_MAX * sizeof *out);
	for (size_t i = 0; i < n; i++) {
		const float *weight = learner->weight + (size_t)feature[i] * LEARNER_LABELS_MAX;

		for (int label = 0; label < LEARNER_LABELS_MAX; label++)
			out[label] += weight[label] * value[i];
	}
}

/* Adds `by[label]` times the lesson to each label's machine. */
static void
move(struct learner *learner, const struct lesson *lesson, const float by[LEARNER_LABELS_MAX])
{
	for (size_t i = 0; i < lesson->n; i++) {
		float *weight = learner->weight + (size_t)lesson->feature[i] * LEARNER_LABELS_MAX;

		for (int label = 0; label < LEARNER_LABELS_MAX; label++)
			weight[label] += by[label] * lesson->value[i];
	}
}

/* One coordinate of each label's machine: it looks at one lesson again. */
static void
look(struct learner *learner, struct lesson *lesson)
{
	float sum[LEARNER_LABELS_MAX], by[LEARNER_LABELS_MAX] = {0};

	sums(learner, lesson->feature, lesson->value, lesson->n, sum);
	for (int label = 0; label < learner->label_count; label++) {
		double side = lesson->label == label ? 1 : -1, old = lesson->alpha[label];
		double alpha = old -
		    (side * (double)sum[label] - 1 + old / (2 * CAPACITY)) / (1 + 1 / (2 * CAPACITY));

		alpha = alpha < 0 ? 0 : alpha;
		lesson->alpha[label] = (float)alpha;
		by[label] = (float)((alpha - old) * side);
	}
	move(learner, lesson, by);
}

/* Takes back what the lesson taught, before it gets another label. */
static void
unlearn(struct learner *learner, struct lesson *lesson)
{
	float by[LEARNER_LABELS_MAX] = {0};

	for (int label = 0; label < learner->label_count; label++) {
		by[label] = lesson->label == label ? -lesson->alpha[label] : lesson->alpha[label];
		lesson->alpha[label] = 0;
	}
	move(learner, lesson, by);
}

static int
label_of(struct learner *learner, const char *label)
{
	for (int i = 0; i < learner->label_count; i++)
		if (strcmp(learner->labels[i], label) == 0)
			return i;
	if (learner->label_count == LEARNER_LABELS_MAX)
		return -1;
	learner->labels[learner->label_count] = mem_copy(label, strlen(label));
	return learner->label_count++;
}

static size_t
below(struct learner *learner, size_t bound)
{
	learner->chance = learner->chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)((learner->chance >> 33) % bound);
}

void
learner_learn(struct learner *learner, int64_t key, const char *text, const char *label)
{
	int number = label_of(learner, label);
	struct lesson *lesson = NULL;
	uint32_t feature[PAIRS_MAX];
	float value[PAIRS_MAX];

	if (number < 0)
		return;
	for (size_t i = 0; i < learner->held && lesson == NULL; i++)
		if (learner->lessons[i].key == key)
			lesson = &learner->lessons[i];
	if (lesson) {
		unlearn(learner, lesson);
	} else {
		learner->total++;
		lesson = &learner->lessons[(learner->total - 1) % LEARNER_LESSONS_MAX];
		if (learner->held == LEARNER_LESSONS_MAX)
			forget(lesson);
		else
			learner->held++;
		lesson->key = key;
		lesson->n = measure(learner, text, true, feature, value);
		lesson->feature = (void *)mem_copy(feature, lesson->n * sizeof *feature);
		lesson->value = (void *)mem_copy(value, lesson->n * sizeof *value);
		lesson->alpha = mem_new(LEARNER_LABELS_MAX * sizeof *lesson->alpha);
	}
	lesson->label = number;
	look(learner, lesson);
	for (int i = 0; i < REPEATS; i++)
		look(learner, &learner->lessons[below(learner, learner->held)]);
	look(learner, lesson);
}

static int
by_score(const void *a, const void *b)
{
	double x = ((const struct learner_guess *)a)->score, y = ((const struct learner_guess *)b)->score;

	return x > y ? -1 : x < y;
}

size_t
learner_guess(const struct learner *learner, const char *text, struct learner_guess *out, size_t max)
{
	struct learner_guess all[LEARNER_LABELS_MAX];
	uint32_t feature[PAIRS_MAX];
	float value[PAIRS_MAX], sum[LEARNER_LABELS_MAX];

	if (learner->label_count < 2)
		return 0;
	/* Measuring without adding changes nothing. */
	size_t n = measure((struct learner *)(uintptr_t)learner, text, false, feature, value);
	sums(learner, feature, value, n, sum);
	for (int label = 0; label < learner->label_count; label++)
		all[label] = (struct learner_guess){.label = learner->labels[label], .score = (double)sum[label]};
	qsort(all, (size_t)learner->label_count, sizeof *all, by_score);
	size_t count = (size_t)learner->label_count < max ? (size_t)learner->label_count : max;
	memcpy(out, all, count * sizeof *out);
	return count;
}

size_t
learner_lessons(const struct learner *learner)
{
	return learner->total;
}
