/* Categories of issues; see the header. */
#include "subjects/issues/categories.h"

#include <string.h>

#include "language/danger.h"
#include "language/learner.h"
#include "base/text.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/lesson.h"
#include "subjects/issues/issue_life.h"

#define NAMES_MAX 32
/* In parts of LEARNER_SURE. */
#define OTHER_WORD 10000    /* nothing speaks for anything */
#define FIRST_WORD 800000   /* the lexicon's first word in the text speaks for its category so much */
#define MORE_WORDS 200000   /* and each other category it hits */
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

struct word {
	const char *word, *means;
};
static const struct word lexicon[] = {
    {"危房", "危房与安全"},
    {"屋顶", "危房与安全"},
    {"塌", "危房与安全"},
    {"裂缝", "危房与安全"},
    {"起火", "危房与安全"},
    {"隐患", "危房与安全"},
    {"漏电", "危房与安全"},
    {"落水", "危房与安全"},
    {"路灯", "基础设施"},
    {"道路", "基础设施"},
    {"坑", "基础设施"},
    {"桥", "基础设施"},
    {"井盖", "基础设施"},
    {"路", "基础设施"},
    {"lamp", "基础设施"},
    {"road", "基础设施"},
    {"bridge", "基础设施"},
    {"停水", "水电路气"},
    {"漏水", "水电路气"},
    {"停电", "水电路气"},
    {"水管", "水电路气"},
    {"电线", "水电路气"},
    {"燃气", "水电路气"},
    {"自来水", "水电路气"},
    {"water", "水电路气"},
    {"power", "水电路气"},
    {"垃圾", "环境卫生"},
    {"臭", "环境卫生"},
    {"污水", "环境卫生"},
    {"化粪池", "环境卫生"},
    {"厕所", "环境卫生"},
    {"garbage", "环境卫生"},
    {"rubbish", "环境卫生"},
    {"邻居", "邻里纠纷"},
    {"吵架", "邻里纠纷"},
    {"地界", "邻里纠纷"},
    {"纠纷", "邻里纠纷"},
    {"噪音", "邻里纠纷"},
    {"征地", "征地拆迁"},
    {"拆迁", "征地拆迁"},
    {"补偿款", "征地拆迁"},
    {"低保", "社会保障"},
    {"医保", "社会保障"},
    {"养老", "社会保障"},
    {"社保", "社会保障"},
    {"庄稼", "农业生产"},
    {"灌溉", "农业生产"},
    {"水渠", "农业生产"},
    {"农药", "农业生产"},
    {"虫", "农业生产"},
    {"水泵", "农业生产"},
    {"游客", "旅游接待"},
    {"客人", "旅游接待"},
    {"农家乐", "旅游接待"},
    {"上访", "信访维稳"},
    {"信访", "信访维稳"},
    {"怎么办理", "咨询"},
    {"咨询", "咨询"},
    {"请问", "咨询"},
    {"roof", "危房与安全"},
};
#define LEXICON (sizeof lexicon / sizeof *lexicon)

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
	for (size_t i = 0; i < LEXICON; i++)
		if (parse_find(text, 0, lexicon[i].word) < text->n)
			return true;
	return false;
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
	const char *all[NAMES_MAX], *first = NULL;
	int64_t score[NAMES_MAX] = {0};
	size_t count = names(turn, all), best = 0, next = 0;

	weigh(all, score, count, CATEGORY_OTHER, OTHER_WORD);
	if (danger_find(text->cp, text->n, NULL, NULL))
		weigh(all, score, count, CATEGORY_DANGER, DANGER_SAYS);
	for (size_t i = 0; i < LEXICON; i++) {
		bool again = first && strcmp(first, lexicon[i].means) == 0;

		if (again || parse_find(text, 0, lexicon[i].word) >= text->n)
			continue;
		weigh(all, score, count, lexicon[i].means, first ? MORE_WORDS : FIRST_WORD);
		first = first ? first : lexicon[i].means;
	}
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
