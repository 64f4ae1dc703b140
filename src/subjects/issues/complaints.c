/* Complaints; see the header. */
#include "subjects/issues/complaints.h"

#include "core/access.h"
#include "core/names.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/issues/issue_place.h"

#define CONDUCT_REACH 14 /* characters between whom it is about and what he does */

/* Says itself that somebody is reported. */
static const char *const accusing[] = {
    "举报", "投诉", "检举", "告发", "控告", "告状", "report on", "complain about", "complaint about", NULL};

/* What somebody in office does, and should not. */
static const char *const conduct[] = {"从来不来", "从没来过", "从来没来", "从不来", "没来过", "一次没来",
    "一次都没来", "一次也没来", "不来我家", "不上门", "不见人影", "见不到人", "不管", "不理", "不问",
    "不办事", "不干事", "不做事", "不作为", "乱作为", "不讲理", "不公平", "不公道", "收钱", "收礼", "收了钱",
    "收了礼", "收红包", "收了红包", "收了我", "收了人家", "收人家", "要钱", "要好处", "好处费", "吃拿卡要",
    "吃回扣", "贪", "受贿", "挪用", "占为己有", "给了他亲戚", "给他亲戚", "给自家", "给了自家", "给他家亲戚",
    "优亲厚友", "偏心", "假公济私", "骂", "打人", "打了", "动手", "威胁", "欺负", "刁难", "为难", "态度差",
    "态度不好", "态度恶劣", "态度很差", "态度很不好", "凶", "推诿", "推来推去", "敷衍", "应付", "糊弄",
    "说话不算", "说了不算", "骗", "撒谎", "弄虚作假", "造假", "作风", "喝酒", "赌", "扣了", "克扣", "占了",
    "霸占", "歧视", "never comes", "never came", "takes money", "took money", "takes bribes", "bribe",
    "corrupt", "is rude", "was rude", "does nothing", "lies to", "shouted at", "swore at", NULL};

/* Words before it that turn it round; those it has of its own do not count. */
static const char *const negations[] = {"没有", "没", "从不", "不会", "不", "别", "not ", "never ", NULL};

#define VILLAGE_OFFICES \
	(ROLE_BIT(ROLE_first_secretary) | ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_contact_cadre) | \
	    ROLE_BIT(ROLE_village_secretary) | ROLE_BIT(ROLE_village_head) | ROLE_BIT(ROLE_grid_leader) | \
	    ROLE_BIT(ROLE_adviser))
#define SECRETARIES \
	(ROLE_BIT(ROLE_first_secretary) | ROLE_BIT(ROLE_village_secretary) | ROLE_BIT(ROLE_district_secretary))

/* How people call those in office, longer ones first. A surname before it says which of them. */
static const struct {
	const char *word;
	uint32_t roles;
} titles[] = {
    {"驻村第一书记", ROLE_BIT(ROLE_first_secretary)},
    {"第一书记", ROLE_BIT(ROLE_first_secretary)},
    {"驻村书记", ROLE_BIT(ROLE_first_secretary)},
    {"驻村的书记", ROLE_BIT(ROLE_first_secretary)},
    {"管区书记", ROLE_BIT(ROLE_district_secretary)},
    {"片区书记", ROLE_BIT(ROLE_district_secretary)},
    {"村支书", ROLE_BIT(ROLE_village_secretary)},
    {"村书记", ROLE_BIT(ROLE_village_secretary)},
    {"支书", ROLE_BIT(ROLE_village_secretary)},
    {"书记", SECRETARIES},
    {"村主任", ROLE_BIT(ROLE_village_head)},
    {"村长", ROLE_BIT(ROLE_village_head)},
    {"主任", ROLE_BIT(ROLE_village_head)},
    {"网格长", ROLE_BIT(ROLE_grid_leader)},
    {"网格员", ROLE_BIT(ROLE_grid_leader)},
    {"包村干部", ROLE_BIT(ROLE_cadre)},
    {"驻村干部", ROLE_BIT(ROLE_cadre) | ROLE_BIT(ROLE_first_secretary)},
    {"联户干部", ROLE_BIT(ROLE_contact_cadre) | ROLE_BIT(ROLE_first_secretary) | ROLE_BIT(ROLE_cadre)},
    {"指导员", ROLE_BIT(ROLE_adviser)},
    {"镇长", ROLE_BIT(ROLE_district_sponsor)},
    {"乡长", ROLE_BIT(ROLE_district_sponsor)},
    {"包管区领导", ROLE_BIT(ROLE_district_sponsor)},
    {"工作队长", ROLE_BIT(ROLE_team_leader)},
    {"驻点局长", ROLE_BIT(ROLE_studio_chief)},
    {"管理员", ROLE_BIT(ROLE_admin)},
    {"first secretary", ROLE_BIT(ROLE_first_secretary)},
    {"village secretary", ROLE_BIT(ROLE_village_secretary)},
    {"party secretary", ROLE_BIT(ROLE_village_secretary)},
    {"village head", ROLE_BIT(ROLE_village_head)},
    {"grid leader", ROLE_BIT(ROLE_grid_leader)},
    {"the secretary", SECRETARIES},
};

/* Somebody in office whom nobody names. */
static const char *const meant[] = {"村干部", "村里干部", "村里的干部", "干部", "村官", "当官的", "领导",
    "他们", "她们", "他", "她", "那个人", "这个人", "the official", "the cadre", "he ", "she ", "they ",
    NULL};
/* Then it is one of these that is meant by 他. */
static const char *const others[] = {"邻居", "隔壁", "老公", "老婆", "儿子", "女儿", "爸", "妈", "孩子",
    "客人", "游客", "老板", "司机", "亲戚", "丈夫", "妻子", "neighbour", "husband", "son", "guest", NULL};
/* A question, not a complaint. */
static const char *const asking[] = {
    "找谁", "找哪", "哪里", "怎么", "电话多少", "打什么", "吗", "?", "who ", "where ", "how ", NULL};

static size_t
one_of(const struct glyphs *text, size_t at, const char *const *words)
{
	size_t longest = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = parse_word(text, at, words[i]);

		longest = used > longest ? used : longest;
	}
	return longest;
}

static size_t
any_of(const struct glyphs *text, size_t from, const char *const *words)
{
	while (from < text->n && one_of(text, from, words) == 0)
		from++;
	return from;
}

static bool
turned_round(const struct glyphs *text, size_t at)
{
	for (int i = 0; negations[i]; i++)
		for (size_t back = 1; back <= 6 && back <= at; back++)
			if (parse_word(text, at - back, negations[i]) == back)
				return true;
	return false;
}

/* Bad conduct between the two places. */
static bool
conducts(const struct glyphs *text, size_t from, size_t to)
{
	for (size_t at = from; at < text->n && at <= to; at++)
		if (one_of(text, at, conduct) && !turned_round(text, at))
			return true;
	return false;
}

static void
add(struct turn *turn, struct list *about, int64_t person)
{
	if (!person_item_in(about, person))
		*about = person_item_added(&turn->arena, about, person);
}

static bool
serves(const struct turn *turn, const struct role *role, int64_t place)
{
	return place && role->place &&
	    (place_inside(turn->world, place, role->place) || place_inside(turn->world, role->place, place)) &&
	    access_has(turn->world, role->person, ROLE_BIT(role->role), role->place, turn_today(turn));
}

/* Those in these offices for the reporter; with a surname those of that name, if there are any. */
static size_t
holders(struct turn *turn, uint32_t roles, uint32_t surname, struct list *about)
{
	int64_t place = issue_home(turn);
	size_t before = about->n;

	EACH (&turn->world->store, role, role) {
		const struct person *person = turn_find(turn, person, role->person);
		const char *name = person ? person->name : "";

		if (ROLE_BIT(role->role) & roles && serves(turn, role, place) &&
		    (surname == 0 || text_glyphs(&turn->arena, name).cp[0] == surname))
			add(turn, about, role->person);
	}
	return about->n - before;
}

static bool
in_office(const struct turn *turn, int64_t person)
{
	return may(turn->world, person, RIGHT_serve, 0, turn_today(turn));
}

struct named {
	size_t used;
	bool official;
	struct list who;
};

/* Whom the words at `at` name, by name or office. */
static struct named
named_at(struct turn *turn, const struct glyphs *text, size_t at)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];
	struct named found = {0};
	int count = names_at(turn->world, &kind_person, &scope, text, at, hits);

	for (int i = 0; i < count; i++) {
		add(turn, &found.who, hits[i].id);
		found.official |= in_office(turn, hits[i].id);
		found.used = hits[i].used;
	}
	for (size_t i = 0; count <= 0 && i < sizeof titles / sizeof *titles; i++) {
		size_t used = parse_word(text, at, titles[i].word);

		if (used == 0 || used <= found.used)
			continue;
		found.who = (struct list){0};
		if (at == 0 || holders(turn, titles[i].roles, text->cp[at - 1], &found.who) == 0)
			holders(turn, titles[i].roles, 0, &found.who);
		found.used = used;
		found.official = true;
	}
	return found;
}

/* Everybody in office in the reporter's village. */
static void
whole_tier(struct turn *turn, struct list *about)
{
	holders(turn, VILLAGE_OFFICES, 0, about);
}

struct complaint
complaints_read(struct turn *turn, const struct glyphs *text, size_t from)
{
	struct complaint complaint = {0};
	size_t accused = any_of(text, from, accusing);
	bool reports = accused < text->n;

	for (size_t at = from; at < text->n; at++) {
		struct named named = named_at(turn, text, at);
		size_t behind = at + named.used;

		if (named.used == 0)
			continue;
		bool bad = named.official && conducts(text, behind, behind + CONDUCT_REACH);
		for (size_t i = 0; (bad || (reports && at > accused)) && i < named.who.n; i++)
			add(turn, &complaint.about, ((const struct person_item *)named.who.items)[i].person);
		complaint.is |= bad || (reports && at > accused);
		at = behind - 1;
	}
	complaint.sure = complaint.is;
	for (size_t at = any_of(text, from, meant);
	     !complaint.is && at < text->n && any_of(text, from, others) == text->n;
	     at = any_of(text, at + 1, meant)) {
		size_t behind = at + one_of(text, at, meant);

		if (!(reports && at > accused) && !conducts(text, behind, behind + CONDUCT_REACH))
			continue;
		complaint.is = true;
		whole_tier(turn, &complaint.about);
	}
	return complaint;
}

const char *
complaints_hear(struct turn *turn, const struct glyphs *text, size_t from)
{
	if (!turn->addressed || turn->actor == NULL || any_of(text, from, asking) < text->n)
		return NULL;
	struct complaint complaint = complaints_read(turn, text, from);
	return complaint.sure && complaint.about.n
	    ? arena_printf(&turn->arena, "上报 %s", text->clean + text->at[from])
	    : NULL;
}
