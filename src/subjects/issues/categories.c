/* Categories of issues; see the header. */
#include "subjects/issues/categories.h"

#include <string.h>

#include "language/danger.h"
#include "language/learner.h"
#include "language/matter.h"
#include "base/text.h"
#include "records/kinds.h"
#include "records/lesson.h"
#include "subjects/issues/issue_life.h"

#define NAMES_MAX 32
/* In parts of LEARNER_SURE. */
#define OTHER_WORD 10000    /* nothing speaks for anything */
#define FIRST_WORD 800000   /* what the words speak for most */
#define MORE_WORDS 200000   /* and at most for each other category */
#define DANGER_SAYS 1500000 /* danger wins over all words */
#define CATEGORY_DANGER "危房与安全"
#define HALF_HEARD 10 /* lessons after which what was learned counts half */

/* As they are kept, and as an English sentence calls them. */
static const struct {
	const char *name, *english;
} built_in[] = {
    {"办公环境", "offices"},
    {"基础设施", "roads and lamps"},
    {"社区管理", "community"},
    {"信访维稳", "petitions"},
    {"征地拆迁", "land and relocation"},
    {"民生发展", "livelihood"},
    {"水电路气", "water and power"},
    {"环境卫生", "cleanliness"},
    {"邻里纠纷", "neighbours"},
    {"农业生产", "farming"},
    {"社会保障", "benefits"},
    {"危房与安全", "safety"},
    {"旅游接待", "guests"},
    {"咨询", "questions"},
    {CATEGORY_OTHER, "other"},
};
#define BUILT_IN (sizeof built_in / sizeof *built_in)

/* The names in order: built in, then the configuration's. */
static size_t
names(struct turn *turn, const char *out[NAMES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < BUILT_IN; i++)
		out[count++] = built_in[i].name;
	for (const char *p = turn->world->policy.categories; p && *p && count < NAMES_MAX;) {
		size_t n = strcspn(p, ";");

		if (n)
			out[count++] = arena_text(&turn->arena, p, n);
		p += n + (p[n] == ';');
	}
	return count;
}

const char *
categories_named(struct turn *turn, const char *name)
{
	const char *all[NAMES_MAX];
	size_t count = names(turn, all);

	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i], name) == 0)
			return all[i];
	for (size_t i = 0; i < BUILT_IN; i++)
		if (strcmp(built_in[i].english, name) == 0)
			return built_in[i].name;
	return NULL;
}

const char *
categories_said(const struct turn *turn, const char *name)
{
	for (size_t i = 0; turn->language == EN && name && i < BUILT_IN; i++)
		if (strcmp(built_in[i].name, name) == 0)
			return built_in[i].english;
	return name ? name : CATEGORY_OTHER;
}

const char *
categories_behind(struct turn *turn, const char *name)
{
	return name == NULL || strcmp(name, CATEGORY_OTHER) == 0
	    ? ""
	    : arena_printf(&turn->arena, " %s", categories_said(turn, name));
}

const char *
categories_all(struct turn *turn)
{
	const char *all[NAMES_MAX], *out = "";
	size_t count = names(turn, all);

	for (size_t i = 0; i < count; i++)
		out = arena_printf(&turn->arena, "%s%s%s", out,
		    i == 0                     ? ""
		        : turn->language == EN ? ", "
		                               : "、",
		    categories_said(turn, all[i]));
	return out;
}

bool
categories_says(const struct glyphs *text)
{
	struct matter_label labels[MATTER_LABELS];

	/* A hint of one letter says nothing. */
	return matter_labels(text->cp, text->n, labels) > 0 && labels[0].weight > 1;
}

/* The learner, with every lesson it has not taken in yet. Lessons of a turn that was
 * taken back were never learned: nothing guesses after it teaches in one turn. */
static const struct learner *
taught(struct turn *turn)
{
	struct world *world = turn->world;

	for (const struct lesson *lesson = store_after(&world->store, &kind_lesson, world->taught); lesson;
	     lesson = store_after(&world->store, &kind_lesson, lesson->id)) {
		const struct issue *issue = turn_find(turn, issue, lesson->issue);

		if (world->learner == NULL)
			world->learner = learner_new();
		if (issue)
			learner_learn(world->learner, issue->id, issue->text, lesson->label);
		world->taught = lesson->id;
	}
	return world->learner;
}

static void
weigh(const char *all[], int64_t *score, size_t count, const char *label, int64_t weight)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i], label) == 0)
			score[i] += weight;
}

bool
categories_two(struct turn *turn, const struct glyphs *text, const char *clean, const char *out[2])
{
	const struct learner *learner = taught(turn);
	struct learner_guess guess[LEARNER_LABELS_MAX];
	struct matter_label labels[MATTER_LABELS];
	const char *all[NAMES_MAX];
	int64_t score[NAMES_MAX] = {0};
	size_t count = names(turn, all), best = 0, next = 0;

	weigh(all, score, count, CATEGORY_OTHER, OTHER_WORD);
	if (danger_find(text->cp, text->n, NULL, NULL))
		weigh(all, score, count, CATEGORY_DANGER, DANGER_SAYS);
	size_t label_count = matter_labels(text->cp, text->n, labels), first = 0;
	for (size_t i = 1; i < label_count; i++)
		first = labels[i].weight > labels[first].weight ? i : first;
	for (size_t i = 0; i < label_count; i++)
		weigh(all, score, count, labels[i].label,
		    i == first ? FIRST_WORD : (int64_t)MORE_WORDS * labels[i].weight / labels[first].weight);
	size_t guesses = learner ? learner_guess(learner, clean, guess, LEARNER_LABELS_MAX) : 0;
	int64_t lessons = learner ? (int64_t)learner_lessons(learner) : 0;
	for (size_t i = 0; i < guesses; i++)
		weigh(all, score, count, guess[i].label,
		    (LEARNER_SURE + guess[i].score) * lessons / (lessons + HALF_HEARD));
	for (size_t i = 1; i < count; i++)
		best = score[i] > score[best] ? i : best;
	next = best == 0;
	for (size_t i = 0; i < count; i++)
		next = i != best && score[i] > score[next] ? i : next;
	out[0] = all[best];
	out[1] = all[next];
	if (score[next] <= 0 && strcmp(out[0], CATEGORY_OTHER) != 0)
		out[1] = CATEGORY_OTHER;
	return score[next] > 0 || strcmp(out[0], CATEGORY_OTHER) != 0;
}

const char *
categories_likely(struct turn *turn, const struct glyphs *text, const char *clean)
{
	const char *two[2];

	categories_two(turn, text, clean, two);
	return two[0];
}

const struct issue *
categories_confirm(struct turn *turn, const struct issue *open, const char *category)
{
	struct issue issue = *open;
	bool same = open->sorted && strcmp(open->category, category) == 0;

	if (same)
		return open;
	issue.category = category;
	issue.sorted = 1;
	const char *was = open->sorted ? arena_text(&turn->arena, open->category, strlen(open->category)) : NULL;
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "sort", kept->state, category);
	turn_put(turn, &kind_lesson,
	    &(struct lesson){
	        .issue = kept->id, .label = category, .was = was, .by = turn->actor ? turn->actor->id : 0});
	return kept;
}

const char *
categories_counted(struct turn *turn, const char *category)
{
	size_t n = category ? strlen(category) : 0;

	for (const char *p = turn->world->policy.merged; n && p && *p;) {
		size_t row = strcspn(p, ";");

		if (row > n + 1 && strncmp(p, category, n) == 0 && p[n] == '=')
			return arena_text(&turn->arena, p + n + 1, row - n - 1);
		p += row + (p[row] == ';');
	}
	return category ? category : CATEGORY_OTHER;
}
