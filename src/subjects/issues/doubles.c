/* The same matter again; see the header. */
#include "subjects/issues/doubles.h"

#include <stdlib.h>
#include <string.h>

#include "core/access.h"
#include "core/names.h"
#include "core/post.h"
#include "language/bigrams.h"
#include "language/matter.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/issue_life.h"

#define ASK_AT 60        /* hundredths */
#define MARKS_AT 42      /* hundredths of marks in common below which nothing is compared */
#define SAME_CATEGORY 10 /* hundredths more */
#define DECAY_DAYS 30    /* of a closed one */
#define PAIRS_MAX 600

static int
jaccard(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
	size_t both = 0;

	for (size_t i = 0, k = 0; i < n && k < m;)
		if (a[i] == b[k]) {
			both++;
			i++;
			k++;
		} else if (a[i] < b[k]) {
			i++;
		} else {
			k++;
		}
	return n + m - both ? (int)(100 * both / (n + m - both)) : 0;
}

static void
mark(const uint64_t *pair, size_t n, int64_t sign[2])
{
	sign[0] = sign[1] = 0;
	for (size_t i = 0; i < n; i++) {
		uint64_t bit = pair[i] * UINT64_C(0x9e3779b97f4a7c15) >> 57; /* 0 … 127 */

		sign[bit >> 6] |= (int64_t)(UINT64_C(1) << (bit & 63));
	}
}

void
doubles_sign(const char *text, int64_t sign[2])
{
	uint64_t pair[PAIRS_MAX];

	mark(pair, bigrams(text, pair, PAIRS_MAX), sign);
}

/* Common marks in hundredths of all marks. */
static int
marks_alike(const int64_t a[2], const int64_t b[2])
{
	int both = __builtin_popcountll((uint64_t)(a[0] & b[0])) + __builtin_popcountll((uint64_t)(a[1] & b[1]));
	int all = __builtin_popcountll((uint64_t)(a[0] | b[0])) + __builtin_popcountll((uint64_t)(a[1] | b[1]));

	return all ? 100 * both / all : 0;
}

/* A longer report tells of too much for its words to be one matter. */
#define SHORT_REPORT 40

struct likeness {
	const struct issue *found;
	const char *category;
	uint64_t mine[PAIRS_MAX];
	size_t n;
	int64_t sign[2];
	struct matter_told matter;
	bool brief;
	int best;
};

/* 戏台旁边灯不亮, 老戏台边上的路灯坏了: no pair of letters in common, the same lamp. */
static int
in_other_words(const struct turn *turn, const struct issue *issue, const struct likeness *likeness)
{
	struct arena *arena = &((struct turn *)turn)->arena;
	struct glyphs glyphs = text_glyphs(arena, issue->text);
	struct matter_told matter = matter_read(glyphs.cp, glyphs.n);

	return glyphs.n <= SHORT_REPORT && matter_same(&matter, &likeness->matter) ? ASK_AT : 0;
}

/* Looks through the issues of one place. */
static void
search(const struct turn *turn, int64_t place, struct likeness *likeness)
{
	uint64_t theirs[PAIRS_MAX];

	EACH_BY (&turn->world->store, issue, place, store_key_int(place), issue) {
		int64_t closed_days = issue->state == ISSUE_closed ? (turn->now - issue->closed_at) / MS_DAY : 0;

		if (issue->restricted || issue->state == ISSUE_withdrawn || issue->state == ISSUE_rejected ||
		    issue->state == ISSUE_duplicate || closed_days >= DECAY_DAYS)
			continue;
		int like = likeness->brief ? in_other_words(turn, issue, likeness) : 0;
		like -= (int)(like * closed_days / (2 * DECAY_DAYS));
		if (like > likeness->best) {
			likeness->best = like;
			likeness->found = issue;
		}
		/* Marks that fall together only make texts look more alike. */
		if ((issue->sign_a || issue->sign_b) &&
		    marks_alike(likeness->sign, (int64_t[]){issue->sign_a, issue->sign_b}) < MARKS_AT)
			continue;
		like = jaccard(likeness->mine, likeness->n, theirs,
		    bigrams_distinct(theirs, bigrams(issue->text, theirs, PAIRS_MAX), NULL));
		if (like >= 20 && issue->category && strcmp(issue->category, likeness->category) == 0)
			like += SAME_CATEGORY;
		like -= (int)(like * closed_days / (2 * DECAY_DAYS));
		if (like > likeness->best) {
			likeness->best = like;
			likeness->found = issue;
		}
	}
}

const struct issue *
doubles_find(struct turn *turn, const struct glyphs *glyphs, const char *text, int64_t place)
{
	struct likeness likeness = {.category = categories_likely(turn, glyphs, text), .best = ASK_AT - 1};
	const struct place *where = turn_find(turn, place, place);

	likeness.matter = matter_read(glyphs->cp, glyphs->n);
	likeness.brief = glyphs->n <= SHORT_REPORT;
	likeness.n = bigrams_distinct(likeness.mine, bigrams(text, likeness.mine, PAIRS_MAX), NULL);
	mark(likeness.mine, likeness.n, likeness.sign);
	search(turn, place, &likeness);
	/* A village and its grids are one place to those who live there. */
	EACH_BY (&turn->world->store, place, parent, store_key_int(place), grid)
		if (grid->kind == PLACE_grid)
			search(turn, grid->id, &likeness);
	if (where && where->kind == PLACE_grid)
		search(turn, where->parent, &likeness);
	return likeness.found;
}

bool
doubles_follow(struct turn *turn, const struct issue *open, int64_t person)
{
	struct issue issue = *open;

	if (open->reporter == person || person_item_in(&open->followers, person))
		return false;
	issue.followers = person_item_added(&turn->arena, &open->followers, person);
	turn_put(turn, &kind_issue, &issue);
	return true;
}

static void
set_original(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	issue->original = *(const int64_t *)context;
}

/* One county's matters are never joined to another's. */
static bool
elsewhere(const struct turn *turn, int64_t number, const struct issue *original)
{
	const struct issue *issue = turn_find(turn, issue, number);

	return issue && access_county(turn->world, issue->place) != access_county(turn->world, original->place);
}

void
doubles_join(struct turn *turn, const struct call *call)
{
	const struct issue *original = turn_find(turn, issue, call->args[1].number);
	const char *n = turn_number(turn, call->args[0].number), *to = turn_number(turn, call->args[1].number);

	if (original == NULL || call->args[0].number == call->args[1].number ||
	    original->state == ISSUE_duplicate || original->state == ISSUE_withdrawn ||
	    original->state == ISSUE_rejected || elsewhere(turn, call->args[0].number, original) ||
	    (original->restricted && !issues_may_read(turn, original, turn->actor->id))) {
		turn_say(turn, "issue-join-how", WITH({"n", to}));
		return;
	}
	const struct issue *joined = life_step(
	    turn, call->args[0].number, LIFE_join, to, set_original, &call->args[1].number);
	if (joined == NULL)
		return;
	life_chased_no_more(turn, joined);
	doubles_follow(turn, turn_find(turn, issue, original->id), joined->reporter);
	turn_say(turn, "issue-joined", WITH({"n", n}, {"to", to}));
	struct with with[] = {
	    {"n", n}, {"to", to}, {"owner", names_of(turn->world, &kind_person, original->owner)}, {0}};
	if (joined->reporter != turn->actor->id)
		life_tell_followers(turn, joined, "issue-joined-reporter", with);
	if (joined->owner != turn->actor->id) {
		struct draft draft = turn_draft(turn, "issue-joined-owner", with);

		turn_post_person(turn, joined->owner, &draft);
	}
}
