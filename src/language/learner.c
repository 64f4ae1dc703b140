/* A learner of labels; see the header. */
#include "language/learner.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "language/bigrams.h"
#include "base/memory.h"

#define PAIRS_MAX 600
#define REPEATS 4 /* earlier lessons looked at again with each new one */
#define NOBODY UINT32_MAX

/* Fixed point. Values are parts of a text of length 1, weights what a machine has learned. */
#define VALUE_BITS 16
#define WEIGHT_BITS 20
#define ONE (INT32_C(1) << WEIGHT_BITS)

struct learned {
	int64_t key;
	int label;
	size_t n;
	uint32_t *feature;
	int32_t *value;
	int32_t *alpha; /* one a label */
};

struct learner {
	char *labels[LEARNER_LABELS_MAX];
	int label_count;
	uint64_t *pair;  /* of each feature */
	uint32_t *seen;  /* lessons a feature stood in */
	int32_t *weight; /* feature x LEARNER_LABELS_MAX, grown with the features */
	size_t features, feature_cap;
	uint32_t *slots; /* pair → feature, open addressing */
	size_t slot_count;
	struct learned lessons[LEARNER_LESSONS_MAX]; /* a ring */
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
forget(struct learned *lesson)
{
	free(lesson->feature);
	free(lesson->value);
	free(lesson->alpha);
	*lesson = (struct learned){0};
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

/* The logarithm to base 2 of x ≥ 1, in VALUE_BITS: the square of the mantissa tells one bit
 * after the other. */
static int64_t
log_of(uint64_t x)
{
	int64_t out = 0;
	uint64_t mantissa;

	for (int top = 63; top > 0 && out == 0; top--)
		out = x >> top & 1 ? top : 0;
	mantissa = x << (31 - out); /* 1 … 2 in 31 bits behind the point; x stays below 2^31 */
	for (int bit = 0; bit < VALUE_BITS; bit++) {
		mantissa = mantissa * mantissa >> 31;
		out *= 2;
		if (mantissa >> 32) {
			mantissa >>= 1;
			out++;
		}
	}
	return out;
}

static uint64_t
root_of(uint64_t x)
{
	uint64_t root = 0;

	for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
		if ((root + bit) * (root + bit) <= x)
			root += bit;
	return root;
}

/* The text as features and values of length 1: counts damped, rare ones heavier. Features
 * nobody has taught are left out; with `add` they are made. */
static size_t
measure(struct learner *learner, const char *text, bool add, uint32_t feature[PAIRS_MAX],
    int32_t value[PAIRS_MAX])
{
	uint64_t pair[PAIRS_MAX];
	int times[PAIRS_MAX];
	int64_t raw[PAIRS_MAX];
	size_t distinct = bigrams_distinct(pair, bigrams(text, pair, PAIRS_MAX), times), kept = 0;
	uint64_t length = 0;

	for (size_t i = 0; i < distinct; i++) {
		uint32_t f = add ? feature_add(learner, pair[i]) : feature_of(learner, pair[i]);

		if (f == NOBODY)
			continue;
		learner->seen[f] += add;
		int64_t rare = log_of(learner->total + 20) - log_of(learner->seen[f] + 1);
		feature[kept] = f;
		raw[kept] = log_of(1 + (uint64_t)times[i]) * rare >> VALUE_BITS;
		length += (uint64_t)(raw[kept] * raw[kept]);
		kept++;
	}
	int64_t root = (int64_t)root_of(length);
	for (size_t i = 0; i < kept; i++)
		value[i] = root ? (int32_t)(raw[i] * (1 << VALUE_BITS) / root) : 0;
	return kept;
}

/* What each label's machine says of the features. */
static void
sums(const struct learner *learner, const uint32_t *feature, const int32_t *value, size_t n,
    int64_t out[LEARNER_LABELS_MAX])
{
	memset(out, 0, LEARNER_LABELS_MAX * sizeof *out);
	for (size_t i = 0; i < n; i++) {
		const int32_t *weight = learner->weight + (size_t)feature[i] * LEARNER_LABELS_MAX;

		for (int label = 0; label < learner->label_count; label++)
			out[label] += (int64_t)weight[label] * value[i];
	}
	for (int label = 0; label < learner->label_count; label++)
		out[label] /= 1 << VALUE_BITS;
}

/* Adds `by[label]` times the lesson to each label's machine. */
static void
move(struct learner *learner, const struct learned *lesson, const int64_t by[LEARNER_LABELS_MAX])
{
	for (size_t i = 0; i < lesson->n; i++) {
		int32_t *weight = learner->weight + (size_t)lesson->feature[i] * LEARNER_LABELS_MAX;

		for (int label = 0; label < learner->label_count; label++)
			weight[label] += (int32_t)(by[label] * lesson->value[i] / (1 << VALUE_BITS));
	}
}

/* One coordinate of each label's machine: it looks at one lesson again. A lesson on the wrong
 * side costs its square (C = 1), so the step is (side * sum - 1 + old / 2) / (1 + 1 / 2). */
static void
look(struct learner *learner, struct learned *lesson)
{
	int64_t sum[LEARNER_LABELS_MAX], by[LEARNER_LABELS_MAX] = {0};

	sums(learner, lesson->feature, lesson->value, lesson->n, sum);
	for (int label = 0; label < learner->label_count; label++) {
		int64_t side = lesson->label == label ? 1 : -1, old = lesson->alpha[label];
		int64_t alpha = old - (2 * (side * sum[label] - ONE) + old) / 3;

		alpha = alpha < 0 ? 0 : alpha;
		lesson->alpha[label] = (int32_t)alpha;
		by[label] = (alpha - old) * side;
	}
	move(learner, lesson, by);
}

/* Takes back what the lesson taught, before it gets another label. */
static void
unlearn(struct learner *learner, struct learned *lesson)
{
	int64_t by[LEARNER_LABELS_MAX] = {0};

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
	struct learned *lesson = NULL;
	uint32_t feature[PAIRS_MAX];
	int32_t value[PAIRS_MAX];

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

size_t
learner_guess(const struct learner *learner, const char *text, struct learner_guess *out, size_t max)
{
	uint32_t feature[PAIRS_MAX];
	int32_t value[PAIRS_MAX];
	int64_t sum[LEARNER_LABELS_MAX];
	size_t count = 0;

	if (learner->label_count < 2)
		return 0;
	/* Measuring without adding changes nothing. */
	size_t n = measure((struct learner *)(uintptr_t)learner, text, false, feature, value);
	sums(learner, feature, value, n, sum);
	for (int label = 0; label < learner->label_count; label++) {
		struct learner_guess guess = {learner->labels[label], sum[label] * LEARNER_SURE / ONE};
		size_t at = count;

		for (; at > 0 && out[at - 1].score < guess.score; at--) /* of equal ones the first learned */
			if (at < max)
				out[at] = out[at - 1];
		if (at < max)
			out[at] = guess;
		count += count < max;
	}
	return count;
}

size_t
learner_lessons(const struct learner *learner)
{
	return learner->total;
}
