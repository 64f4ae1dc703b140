/* An announcement of guests as an arrival and its parties; see the header. What is an
 * announcement, its meals and numbers, is read by language/announcing; here its words are cut
 * into clauses: one with a number of families makes those behind it parties of their own, one
 * that says what some of the guests need takes them out of the bulk. */
#include "subjects/guests/announce.h"

#include <string.h>

#include "base/text.h"
#include "core/post.h"
#include "language/undress.h"
#include "language/cover.h"
#include "records/kinds.h"
#include "records/operator.h"

#define HEADS_MAX 100000
#define NIGHTS_MAX 60
#define MENTIONS_MAX 24
#define CLAUSES_MAX (ANNOUNCE_PARTIES_MAX + 8)

enum mention_mode { MENTION_wish, MENTION_except, MENTION_only };

/* A household that is named. */
struct household_mention {
	size_t from, to;
	int64_t id;
	enum mention_mode mode;
};

struct clause {
	struct glyphs text; /* ends where the clause does */
	size_t from;
};

/* What is being read: one meal of a sentence. */
struct maker {
	struct turn *turn;
	const struct glyphs *text;
	const struct announced *said;
	const struct announced_meal *meal;
	struct announcement *out;
	struct clause clauses[CLAUSES_MAX];
	size_t clause_count;
	struct household_mention mentions[MENTIONS_MAX];
	size_t mention_count;
};

/* What a clause says guests need. */
struct needs {
	const char *must, *prefer;
	bool stays, ground;
};

static bool
ends_clause(const struct glyphs *text, size_t at)
{
	uint32_t cp = text->cp[at];

	return cp == ',' || cp == 0x3001 || cp == ';' || cp == 0x3002 || cp == ':' || cp == '\n' || cp == '+';
}

static bool
digit_at(const struct glyphs *text, size_t at)
{
	return at < text->n && text->cp[at] >= '0' && text->cp[at] <= '9';
}

static void
cut(struct maker *maker)
{
	struct glyphs text = *maker->text;

	text.n = maker->meal->to;
	for (size_t at = maker->meal->from; at < text.n && maker->clause_count < CLAUSES_MAX;) {
		size_t end = at;
		/* 8:30 is a time, not the end of a clause; 30+2 one number. */
		while (end < text.n &&
		    (!ends_clause(&text, end) ||
		        ((text.cp[end] == ':' || text.cp[end] == '+') && end > at && digit_at(&text, end - 1) &&
		            digit_at(&text, end + 1))))
			end++;
		if (end > at) {
			struct clause *clause = &maker->clauses[maker->clause_count++];

			clause->text = text;
			clause->text.n = end;
			clause->from = at;
		}
		at = end + 1;
	}
}

static bool
says(const struct clause *clause, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_find(&clause->text, clause->from, words[i]) < clause->text.n)
			return true;
	return false;
}

/* ---- households that are named ---- */

static bool
stands_before(const struct glyphs *text, size_t from, size_t at, const char *const *words)
{
	for (int i = 0; words[i]; i++) {
		size_t n = text_length(words[i]);

		if (at >= from + n && parse_word(text, at - n, words[i]) == n)
			return true;
	}
	return false;
}

static bool
stands_at(const struct glyphs *text, size_t at, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (parse_word(text, at, words[i]))
			return true;
	return false;
}

/* 磨坊家里有事不要派: the no stands at the end of the clause, behind the reason; another household's
 * name ends it. */
static bool
excluded_behind(const struct maker *maker, size_t to, const char *const *excluded)
{
	struct name_scope scope = parse_scope(maker->turn);
	struct name_hit hits[NAME_HITS_MAX];
	const struct glyphs *text = maker->text;

	for (size_t at = to; at < maker->meal->to && !undress_mark(text->cp[at]); at++) {
		if (stands_at(text, at, excluded))
			return true;
		if (at > to && names_at(maker->turn->world, &kind_operator, &scope, text, at, hits) == 1)
			return false;
	}
	return false;
}

/* 别给磨坊 and 磨坊除外 exclude, 只给陈家 allows no other, 点名去陈家 wishes. */
static enum mention_mode
mode_of(const struct maker *maker, size_t from, size_t to)
{
	static const char *const excludes[] = {"别给", "不要给", "不给", "别派给", "不派给", "别派", "不派",
	    "不要派", "除了", "别去", "不去", "不要去", "别安排", "不安排", "不要安排", "避开", "跳过", "不算",
	    "别排", "not ", "except ", "without ", NULL},
	                         *const excluded[] = {"除外", "不去", "别去", "不派", "别派", "不接", "不要",
	                             "不算", "不开门", "休息", "就别", "就不", "先不", "不要派", "不用派", "不给",
	                             "别给", "不安排", NULL},
	                         *const only[] = {"只给", "只派给", "只派", "只去", "只安排", "只要", "就给",
	                             "都给", "全给", "都去", "全去", "全派给", "只住", "only ", NULL},
	                         *const and[] = {"、", "和", "跟", "与", "及", ",", " ", NULL};
	const struct glyphs *text = maker->text;
	const struct household_mention *last = maker->mention_count ? &maker->mentions[maker->mention_count - 1]
	                                                            : NULL;

	if (stands_before(text, maker->meal->from, from, excludes) || excluded_behind(maker, to, excluded))
		return MENTION_except;
	if (stands_before(text, maker->meal->from, from, only))
		return MENTION_only;
	if (last && from == last->to + 1 && stands_at(text, last->to, and))
		return last->mode;
	return MENTION_wish;
}

/* 竹园和陈家除外: the no behind the last of a list is meant for all of it. */
static void
share_mode(struct maker *maker)
{
	static const char *const and[] = {"、", "和", "跟", "与", "及", " ", NULL};

	for (size_t i = maker->mention_count; i-- > 1;) {
		struct household_mention *before = &maker->mentions[i - 1], *here = &maker->mentions[i];

		if (here->mode == MENTION_except && before->mode == MENTION_wish && here->from == before->to + 1 &&
		    stands_at(maker->text, before->to, and))
			before->mode = MENTION_except;
	}
}

static void
find_mentions(struct maker *maker)
{
	struct name_scope scope = parse_scope(maker->turn);
	struct name_hit hits[NAME_HITS_MAX];
	struct glyphs text = *maker->text;

	text.n = maker->meal->to;
	for (size_t at = maker->meal->from; at < text.n && maker->mention_count < MENTIONS_MAX; at++) {
		if (names_at(maker->turn->world, &kind_operator, &scope, &text, at, hits) != 1)
			continue;
		size_t from = at > maker->meal->from && text.cp[at - 1] == '@' ? at - 1 : at;
		struct household_mention mention = {.from = from,
		    .to = at + hits[0].used,
		    .id = hits[0].id,
		    .mode = mode_of(maker, from, at + hits[0].used)};

		maker->mentions[maker->mention_count++] = mention;
		at += hits[0].used - 1;
	}
	share_mode(maker);
}

static const char *list_of(const struct maker *maker, enum mention_mode mode);

/* Words around a household's name that say what is meant by it. */
static const char *const around_names[] = {"别给", "不要给", "不给", "别派给", "不派给", "别派", "不派",
    "不要派", "除了", "别去", "不去", "不要去", "别安排", "不安排", "不要安排", "避开", "跳过", "不算",
    "别排", "除外", "不接", "不要", "不开门", "休息", "就别", "就不", "先不", "只给", "只派给", "只派",
    "只去", "只安排", "就给", "都给", "全给", "都去", "全去", "全派给", "点名", "要去", "想去", "去", "给",
    "派", "和", "跟", "与", "了", "吧", "他家", "灶坏了", "客人", "这批", "这次", "家", "今天", "明天", "也",
    "都", "就", "请", "他们家", "她家", "家里", "今晚", "后天", "停电", "停水", "有事", "有白事", "有喜事",
    "办白事", "办喜事", "灶坏", "没人", "没空", "装修", "生病", "住院", "病了", "不方便", "not", "except",
    "only", NULL};

bool
announce_households(struct turn *turn, const struct glyphs *text, size_t from, const char **except,
    const char **only, const char **wish)
{
	struct announced said = {.count = 1};
	struct announced_meal meal = {.from = from, .to = text->n};
	struct maker *maker = arena_alloc(&turn->arena, sizeof *maker);
	struct cover cover;

	memset(maker, 0, sizeof *maker);
	maker->turn = turn;
	maker->text = text;
	maker->said = &said;
	maker->meal = &meal;
	find_mentions(maker);
	cover_begin(&cover, text->cp, text->n, from);
	for (size_t i = 0; i < maker->mention_count; i++)
		cover_span(&cover, maker->mentions[i].from, maker->mentions[i].to);
	cover_all(&cover, around_names);
	*except = list_of(maker, MENTION_except);
	*only = list_of(maker, MENTION_only);
	*wish = list_of(maker, MENTION_wish);
	return maker->mention_count && cover_done(&cover, from, text->n);
}

static const char *
list_of(const struct maker *maker, enum mention_mode mode)
{
	const char *list = NULL;

	for (size_t i = 0; i < maker->mention_count; i++)
		if (maker->mentions[i].mode == mode)
			list = arena_printf(&maker->turn->arena, "%s%s%lld", list ? list : "", list ? ";" : "",
			    (long long)maker->mentions[i].id);
	return list;
}

/* ---- what guests need ---- */

static const char *
with_feature(struct turn *turn, const char *list, const char *feature)
{
	return strstr(list, feature) ? list
	                             : arena_printf(&turn->arena, "%s%s%s", list, *list ? ";" : "", feature);
}

static struct needs
needs_of(const struct maker *maker, const struct clause *clause)
{
	static const struct {
		const char *words[8], *feature;
	} musts[] =
	    {
	        {{"吃素", "素食", "素菜", "素席", "素的", "vegetarian", NULL}, "vegetarian"},
	        {{"清真", "回民", "halal", NULL}, "halal"},
	        {{"轮椅", "无障碍", "step-free", "step free", "wheelchair", NULL}, "step_free"},
	    },
	  wishes[] = {
	      {{"河景", "看河", "看到河", "临河", "江景", "靠河", "river view", NULL}, "river_view"},
	  };
	static const char *const stays[] = {"住宿", "过夜", "住", "overnight", "stay", NULL},
	                         *const ground[] = {"一楼", "底楼", "ground floor", NULL};
	struct turn *turn = maker->turn;
	struct needs needs = {
	    .must = "", .prefer = "", .stays = says(clause, stays), .ground = says(clause, ground)};

	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (says(clause, musts[i].words))
			needs.must = with_feature(turn, needs.must, musts[i].feature);
	for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++)
		if (says(clause, wishes[i].words))
			needs.prefer = with_feature(turn, needs.prefer, wishes[i].feature);
	/* 想住陈家, 要去溪边人家: a named household is a wish. */
	for (size_t i = 0; i < maker->mention_count; i++)
		if (maker->mentions[i].mode == MENTION_wish && maker->mentions[i].from >= clause->from &&
		    maker->mentions[i].from < clause->text.n)
			needs.prefer = arena_printf(&turn->arena, "%s%s#%lld", needs.prefer, *needs.prefer ? ";" : "",
			    (long long)maker->mentions[i].id);
	return needs;
}

static bool
needs_any(const struct needs *needs)
{
	return *needs->must || *needs->prefer || needs->stays || needs->ground;
}

/* What all of them need, with the ground floor for those who do not stay. */
static const char *
must_of(struct turn *turn, const struct needs *needs)
{
	return needs->ground ? with_feature(turn, needs->must, "ground_floor") : needs->must;
}

/* ---- numbers ---- */

/* 住两晚, 住三夜; 1 if none is said. */
static int64_t
nights(const struct maker *maker)
{
	for (size_t i = 0; i < maker->said->counted; i++) {
		const struct count *one = &maker->said->counts[i];

		if (one->unit == COUNT_nights && one->from >= maker->meal->from && one->from < maker->meal->to &&
		    one->lo == one->hi && one->lo % 100 == 0 && one->lo > 0 && one->lo / 100 <= NIGHTS_MAX)
			return one->lo / 100;
	}
	return 1;
}

static const char *
words_of(struct turn *turn, const struct clause *clause)
{
	size_t from = parse_skip(&clause->text, clause->from), end = clause->text.n;

	return text_clean(&turn->arena,
	    arena_printf(&turn->arena, "%.*s", (int)(clause->text.at[end] - clause->text.at[from]),
	        clause->text.clean + clause->text.at[from]));
}

static bool
add(struct turn *turn, struct announcement *out, const struct party *party)
{
	if (out->count == ANNOUNCE_PARTIES_MAX) {
		turn_say(turn, "guests-too-many-parties", WITH({"max", turn_number(turn, ANNOUNCE_PARTIES_MAX)}));
		return false;
	}
	out->parties[out->count++] = *party;
	return true;
}

/* One family as it was said. */
static bool
add_family(struct maker *maker, const struct clause *clause, int64_t heads, bool all_stay)
{
	struct turn *turn = maker->turn;
	struct needs needs = needs_of(maker, clause);
	struct party party = {.name = words_of(turn, clause), .heads = heads, .prefer = needs.prefer};
	bool stays = needs.stays || all_stay;

	if (stays) {
		party.beds = heads;
		party.ground_beds = needs.ground ? heads : 0;
	}
	party.must = stays ? needs.must : must_of(turn, &needs);
	return add(turn, maker->out, &party);
}

/* Lodgers who are not named share rooms: parties of two, the last of one or three. */
static bool
add_lodgers(struct maker *maker, int64_t heads, const struct needs *needs)
{
	struct turn *turn = maker->turn;
	int64_t together = turn->world->policy.lodgers_together;

	while (heads > 0) {
		int64_t some = heads == together + 1 ? heads : heads < together ? heads : together;
		struct party party = {
		    .name = turn_phrase(turn, "guest-lodgers", WITH({"heads", turn_number(turn, some)})),
		    .heads = some,
		    .beds = some,
		    .ground_beds = needs->ground ? some : 0,
		    .must = needs->must,
		    .prefer = needs->prefer};

		if (!add(turn, maker->out, &party))
			return false;
		heads -= some;
	}
	return true;
}

static bool
bad_number(struct turn *turn, const struct heads *heads)
{
	if (heads->two)
		turn_say(turn, "guests-two-numbers", WITH_NONE);
	else if (heads->heads <= 0 || heads->heads > HEADS_MAX)
		turn_say(turn, "guests-bad-number", WITH_NONE);
	else
		return false;
	return true;
}

/* 周六来5家:4人、3人 … or 来3家,每家4人. */
static bool
read_families(struct maker *maker)
{
	static const char *const each[] = {"每家", "每户", "各", "each", NULL};
	struct turn *turn = maker->turn;
	int64_t said = maker->meal->people.families;
	size_t first = 0, listed = 0;

	for (size_t i = 0; i < maker->said->counted; i++)
		if (maker->said->counts[i].unit == COUNT_families)
			for (size_t k = 0; k < maker->clause_count && first == 0; k++)
				first = maker->said->counts[i].from >= maker->clauses[k].from &&
				        maker->said->counts[i].from < maker->clauses[k].text.n
				    ? k
				    : first;
	bool all_stay = needs_of(maker, &maker->clauses[first]).stays;
	/* 来3家,每家4人,住两晚: said of nobody in particular, it is said of all. */
	for (size_t i = 0; i < maker->clause_count; i++) {
		struct heads heads;

		all_stay |= needs_of(maker, &maker->clauses[i]).stays &&
		    !parse_heads(turn, &maker->clauses[i].text, maker->clauses[i].from, &heads);
	}
	for (size_t i = first; i < maker->clause_count; i++) {
		struct heads heads;
		const struct clause *clause = &maker->clauses[i];

		/* 来5家4人 in one clause has no list. */
		if (!parse_heads(turn, &clause->text, clause->from, &heads))
			continue;
		if (bad_number(turn, &heads))
			return false;
		if (says(clause, each)) {
			/* 6家,每家3人 in one clause comes to 18: of each again 3. */
			if (i == first && heads.heads % said == 0)
				heads.heads /= said;
			for (; (int64_t)listed < said; listed++) {
				if (!add_family(maker, clause, heads.heads, all_stay))
					return false;
				maker->out->parties[maker->out->count - 1].name = turn_phrase(
				    turn, "guest-heads", WITH({"heads", turn_number(turn, heads.heads)}));
			}
			continue;
		}
		if (i == first)
			continue;
		if (!add_family(maker, clause, heads.heads, all_stay))
			return false;
		listed++;
	}
	if (listed != (size_t)said) {
		turn_say(turn, listed ? "guests-families-differ" : "guests-families-list",
		    WITH({"said", turn_number(turn, said)}, {"listed", turn_number(turn, (int64_t)listed)}));
		return false;
	}
	for (size_t i = 0; i < maker->out->count; i++)
		maker->out->arrival.heads += maker->out->parties[i].heads;
	return true;
}

/* The words that belong to one count of its clause: behind it up to the next, or before it. */
static struct needs
needs_around(const struct maker *maker, size_t index)
{
	const struct announced *said = maker->said;
	const struct count *one = &said->counts[index];
	const struct clause *clause = &maker->clauses[0];

	for (size_t i = 0; i < maker->clause_count; i++)
		if (one->from >= maker->clauses[i].from && one->from < maker->clauses[i].text.n)
			clause = &maker->clauses[i];
	struct clause behind = {clause->text, one->to}, before = {clause->text, clause->from};
	if (index + 1 < said->counted && said->counts[index + 1].from < behind.text.n)
		behind.text.n = said->counts[index + 1].from;
	if (index > 0 && said->counts[index - 1].to > before.from)
		before.from = said->counts[index - 1].to;
	before.text.n = one->to;
	struct needs needs = needs_of(maker, &behind), first = needs_of(maker, &before);
	return needs_any(&needs) ? needs : first;
}

static bool
has_part(const struct maker *maker, const struct clause *clause)
{
	for (size_t i = 0; i < maker->said->counted; i++)
		if (maker->said->counts[i].part && maker->said->counts[i].from >= clause->from &&
		    maker->said->counts[i].from < clause->text.n)
			return true;
	return false;
}

/* What the sentence says of all of them. */
static struct needs
general_needs(const struct maker *maker)
{
	struct needs all = {.must = "", .prefer = ""};
	struct turn *turn = maker->turn;

	for (size_t i = 0; i < maker->clause_count; i++) {
		struct needs one = needs_of(maker, &maker->clauses[i]);

		if (has_part(maker, &maker->clauses[i]))
			continue;
		all.stays |= one.stays;
		all.ground |= one.ground;
		if (*one.must)
			all.must = *all.must ? with_feature(turn, all.must, one.must) : one.must;
		if (*one.prefer)
			all.prefer = *all.prefer ? arena_printf(&turn->arena, "%s;%s", all.prefer, one.prefer)
			                         : one.prefer;
	}
	return all;
}

static const char *
bulk_name(struct turn *turn, const char *must)
{
	if (*must == 0)
		return NULL;
	return turn_phrase(turn,
	    strcmp(must, "vegetarian") == 0  ? "guest-vegetarian"
	        : strcmp(must, "halal") == 0 ? "guest-halal"
	                                     : "guest-special",
	    WITH_NONE);
}

static bool
add_bulk(struct maker *maker, int64_t heads, int64_t unit, const struct needs *needs)
{
	const char *must = must_of(maker->turn, needs);

	return add(maker->turn, maker->out,
	    &(struct party){.name = bulk_name(maker->turn, must),
	        .heads = heads,
	        .unit = heads % unit ? 1 : unit,
	        .must = must,
	        .prefer = needs->prefer});
}

/* 20人住宿, 素食2桌 of the 150. */
static bool
add_part(struct maker *maker, size_t index, const struct needs *all, int64_t *parts)
{
	const struct count *one = &maker->said->counts[index];
	struct turn *turn = maker->turn;
	int64_t unit = one->unit == COUNT_tables ? turn->world->policy.table_heads : 1;
	struct needs needs = needs_around(maker, index);

	if (one->lo != one->hi || one->ask || one->sign || one->lo * unit % 100 || one->lo <= 0) {
		turn_say(turn, "guests-two-numbers", WITH_NONE);
		return false;
	}
	if (!needs_any(&needs)) /* 含10个小孩: they need nothing of their own */
		return true;
	if (*all->must)
		needs.must = *needs.must ? with_feature(turn, needs.must, all->must) : all->must;
	int64_t heads = one->lo * unit / 100;
	*parts += heads;
	return needs.stays ? add_lodgers(maker, heads, &needs) : add_bulk(maker, heads, unit, &needs);
}

/* 150人,其中20人住宿,素食2桌. */
static bool
read_bulk(struct maker *maker)
{
	struct turn *turn = maker->turn;
	const struct count_people *people = &maker->meal->people;
	int64_t table = turn->world->policy.table_heads, total = people->lo, parts = 0,
	        unit = people->tables && total * 100 == people->tables * table && total % table == 0 ? table : 1;
	struct needs all = general_needs(maker);

	if (total <= 0 || total > HEADS_MAX) {
		turn_say(turn, "guests-bad-number", WITH_NONE);
		return false;
	}
	for (size_t i = 0; i < maker->said->counted; i++)
		if (maker->said->counts[i].part && maker->said->counts[i].from >= maker->meal->from &&
		    maker->said->counts[i].from < maker->meal->to && !add_part(maker, i, &all, &parts))
			return false;
	if (parts > total) {
		turn_say(turn, "guests-parts-too-many",
		    WITH({"parts", turn_number(turn, parts)}, {"heads", turn_number(turn, total)}));
		return false;
	}
	maker->out->arrival.heads = total;
	maker->out->arrival.unit = unit;
	int64_t rest = total - parts;
	if (rest == 0)
		return true;
	return all.stays ? add_lodgers(maker, rest, &all) : add_bulk(maker, rest, unit, &all);
}

/* Characters that end what stands before a source: 150个上海客人, 来一批游客. */
static bool
ends_source(const struct glyphs *text, size_t at)
{
	static const char *const marks[] = {
	    "个", "位", "名", "人", "的", "有", "来", "点", "午", "天", "批", "桌", "客", NULL};

	for (int i = 0; marks[i]; i++)
		if (parse_word(text, at, marks[i]))
			return true;
	return false;
}

/* The word that ends at `end`, not reaching back over what cannot belong to it. */
static const char *
word_before(struct turn *turn, const struct glyphs *text, size_t from, size_t end, size_t used)
{
	size_t at = end;

	while (at > from && end - at < 8 && text->cp[at - 1] >= 0x3400 && !ends_source(text, at - 1))
		at--;
	/* 今天中午上海团: the time is no source. */
	for (size_t skip = at; skip < end; skip++) {
		struct when when;
		size_t time = when_read(text->cp + skip, end - skip, turn_today(turn), turn_minute(turn), &when);

		if (time)
			at = skip + time;
	}
	if (at == end)
		return NULL;
	return arena_printf(
	    &turn->arena, "%.*s", (int)(text->at[end + used] - text->at[at]), text->clean + text->at[at]);
}

/* "上海客人", "上海团": the word before 客人, 游客 or 团. */
static const char *
source_of(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const char *const words[] = {"客人", "游客", "旅行团", "团", NULL};

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, from, words[i]), used = parse_word(text, at, words[i]);

		if (at < text->n)
			return word_before(turn, text, from, at, used);
	}
	return NULL;
}

/* "老王带来的", "旅行社介绍的". */
static const char *
bringer_of(struct turn *turn, const struct glyphs *text, size_t from)
{
	static const char *const words[] = {"带来", "带的", "介绍", "联系的", "brought by ", NULL};

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, from, words[i]);

		if (at >= text->n)
			continue;
		if (words[i][0] != 'b')
			return word_before(turn, text, from, at, 0);
		size_t end = at + parse_word(text, at, words[i]), start = end;
		while (end < text->n && !ends_clause(text, end))
			end++;
		return arena_printf(
		    &turn->arena, "%.*s", (int)(text->at[end] - text->at[start]), text->clean + text->at[start]);
	}
	return NULL;
}

/* 明天7点: breakfast or supper? 23点: nobody eats then. What two meals can mean is asked, not guessed. */
static bool
hour_doubtful(const struct when *when)
{
	int hour = when->minute / 60;

	if (!when->has_minute || when->after_ms)
		return false;
	if (hour >= 22 || hour < 5)
		return true;
	return (when->ask & WHEN_ASK_half) && hour % 12 >= 6 && hour % 12 <= 9;
}

bool
announce_time(struct turn *turn, const struct when *when, int64_t otherwise, int64_t *at)
{
	const struct policy *policy = &turn->world->policy;
	int zone = (int)policy->zone_min;

	if (when->bad) {
		turn_say(turn, "no-such-day", WITH_NONE);
		return false;
	}
	if (otherwise == 0 && hour_doubtful(when)) {
		int hour = when->minute / 60 % 12;

		turn_say(turn, "guests-which-half", WITH({"hour", turn_number(turn, hour ? hour : 12)}));
		return false;
	}
	int32_t day = when->has_day ? when->day : otherwise ? zone_day(otherwise, zone) : turn_today(turn);
	int minute = when->has_minute ? when->minute
	    : otherwise               ? zone_minute(otherwise, zone)
	                              : (int)policy->lunch_minute;
	*at = when->after_ms ? turn->now + when->after_ms : zone_instant(day, minute, zone);
	if (*at <= turn->now) { /* named, never moved silently */
		turn_say(turn, "guests-past", WITH({"time", turn_time(turn, *at)}));
		return false;
	}
	return true;
}

/* Wishes that nothing here can divide by are told, not dropped: 别放辣, 要包厢. */
static const char *
unmet(const struct maker *maker)
{
	static const char *const wishes[] = {"要", "最好", "想", "希望", "需要", "不", "别", "忌", "过敏",
	    "prefer", "want", "need", "no ", NULL},
	                         *const own[] = {
	                             "大家", "各家", "分头", "准备", "服务", "不好意思", "差不多", NULL};
	struct turn *turn = maker->turn;
	const char *out = NULL;

	for (size_t i = 0; i < maker->clause_count; i++) {
		const struct clause *clause = &maker->clauses[i];

		for (size_t at = clause->from; at < clause->text.n;) {
			struct clause piece = {clause->text, at};
			struct heads heads;
			struct when when;
			size_t end = at, where, used;

			while (end < clause->text.n && clause->text.cp[end] != ' ')
				end++;
			piece.text.n = end;
			at = end + 1;
			struct needs needs = needs_of(maker, &piece);
			bool named = false;
			for (size_t k = 0; k < maker->mention_count; k++)
				named |= maker->mentions[k].from >= piece.from && maker->mentions[k].from < end;
			if (named || needs_any(&needs) || !says(&piece, wishes) || says(&piece, own) ||
			    parse_heads(turn, &piece.text, piece.from, &heads) ||
			    parse_when(turn, &piece.text, piece.from, &when, &where, &used))
				continue;
			out = arena_printf(
			    &turn->arena, "%s%s%s", out ? out : "", out ? "、" : "", words_of(turn, &piece));
		}
	}
	return out;
}

static bool
read_meal(struct maker *maker)
{
	struct turn *turn = maker->turn;
	struct announcement *out = maker->out;
	struct glyphs text = *maker->text;

	memset(out, 0, sizeof *out);
	cut(maker);
	find_mentions(maker);
	for (size_t i = 0; i < maker->said->counted; i++)
		if (maker->said->counts[i].sign && maker->said->counts[i].unit == COUNT_heads) {
			turn_say(turn, "guests-bad-number", WITH_NONE);
			return false;
		}
	if (maker->meal->people.families > ANNOUNCE_PARTIES_MAX) {
		turn_say(turn, "guests-too-many-parties", WITH({"max", turn_number(turn, ANNOUNCE_PARTIES_MAX)}));
		return false;
	}
	if (maker->meal->people.families ? !read_families(maker) : !read_bulk(maker))
		return false;
	if (!announce_time(turn, &maker->meal->when, 0, &out->arrival.at))
		return false;
	text.n = maker->meal->to;
	for (size_t i = 0; i < out->count; i++)
		out->arrival.nights = out->parties[i].beds ? nights(maker) : out->arrival.nights;
	out->arrival.source = source_of(turn, &text, maker->meal->from);
	out->arrival.bringer = bringer_of(turn, &text, maker->meal->from);
	out->arrival.except = list_of(maker, MENTION_except);
	out->arrival.only = list_of(maker, MENTION_only);
	out->arrival.unmet = unmet(maker);
	out->clock = maker->meal->clock;
	out->arrival.hour_assumed = !out->clock;
	return true;
}

void
announce_hear(const struct turn *turn, const struct glyphs *text, size_t from, struct announced *said)
{
	bool *known = arena_alloc(&((struct turn *)turn)->arena, (text->n + 1) * sizeof *known);
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	memset(known, 0, (text->n + 1) * sizeof *known);
	for (size_t at = from; at < text->n; at++)
		if (names_at(turn->world, &kind_operator, &scope, text, at, hits))
			memset(known + at, 1, hits[0].used);
	const struct announced_now now = {
	    turn_today(turn), turn_minute(turn), turn->world->policy.table_heads, known};
	announce_understand(text->cp, text->n, from, &now, said);
}

size_t
announce_read(
    struct turn *turn, const struct glyphs *text, const struct announced *said, struct announcement *out)
{
	for (size_t i = 0; i < said->count; i++) {
		struct maker *maker = arena_alloc(&turn->arena, sizeof *maker);

		memset(maker, 0, sizeof *maker);
		maker->turn = turn;
		maker->text = text;
		maker->said = said;
		maker->meal = &said->meals[i];
		maker->out = &out[i];
		if (!read_meal(maker))
			return 0;
	}
	return said->count;
}
