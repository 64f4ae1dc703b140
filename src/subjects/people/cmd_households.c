/* 登记, 张三家 改 …, 分户, 户情: households by chat, and what is known of one before somebody
 * goes there. Classes are nobody's business in a group. */
#include "reading/parse.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/place.h"
#include "records/visit.h"
#include "subjects/issues/issues.h"
#include "subjects/visits/visits.h"

#define NAME_CHARS_MAX 12
#define VISITS_SHOWN 3

/* The five must-visit classes and two more (domain-terms, 五必访). */
static const char *const classes[] = {
    "困难群众", "困难户", "上访户", "信访户", "致富带头人", "村老干部", "驻村企业", "低保户", "危房户", NULL};
static const struct {
	const char *word;
	int status;
} statuses[] = {
    {"空户", HOUSEHOLD_empty},
    {"空着", HOUSEHOLD_empty},
    {"empty", HOUSEHOLD_empty},
    {"搬走", HOUSEHOLD_moved},
    {"moved away", HOUSEHOLD_moved},
    {"搬回", HOUSEHOLD_active},
    {"有人住", HOUSEHOLD_active},
    {"moved back", HOUSEHOLD_active},
};

/* "困难户;危房户" with a class in or out. */
static const char *
with_class(struct turn *turn, const char *old, const char *word, bool in)
{
	const char *out = "";

	while (old && *old) {
		size_t n = strcspn(old, ";");

		if (!(strlen(word) == n && strncmp(old, word, n) == 0))
			out = arena_printf(&turn->arena, "%s%s%.*s", out, *out ? ";" : "", (int)n, old);
		old += n + (old[n] == ';');
	}
	return in ? arena_printf(&turn->arena, "%s%s%s", out, *out ? ";" : "", word) : out;
}

/* A word up to the next separator, as typed. */
static const char *
word_at(struct turn *turn, const struct glyphs *text, size_t at, size_t *used)
{
	size_t end = at;

	while (end < text->n && text->cp[end] != ' ' && text->cp[end] != ',' && text->cp[end] != 0x3001 &&
	    end - at <= NAME_CHARS_MAX)
		end++;
	*used = end - at;
	return arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
}

/* 户主张三 困难户 联户何书记 二组 …, from `at` on; false after saying what is wrong. */
static bool
read_facts(struct turn *turn, const struct glyphs *text, size_t at, struct household *household)
{
	struct name_scope scope = parse_scope(turn);
	struct name_hit hits[NAME_HITS_MAX];

	for (at = parse_skip(text, at); at < text->n;) {
		size_t used = 0, word, gap;
		bool out = (word = parse_word(text, at, "去掉") + parse_word(text, at, "不是")) > 0;

		for (int i = 0; classes[i] && used == 0; i++)
			if (parse_word(text, at + word, classes[i])) {
				used = word + parse_word(text, at + word, classes[i]);
				household->classes = with_class(turn, household->classes, classes[i], !out);
			}
		for (size_t i = 0; i < sizeof statuses / sizeof *statuses && used == 0; i++)
			if ((used = parse_word(text, at, statuses[i].word)) > 0)
				household->status = statuses[i].status;
		if (used == 0 && ((word = parse_word(text, at, "户主") + parse_word(text, at, "head "))) > 0) {
			gap = parse_skip(text, at + word);
			household->head = word_at(turn, text, gap, &used);
			used += gap - at;
		}
		if (used == 0 && (word = parse_word(text, at, "改名") + parse_word(text, at, "叫")) > 0) {
			gap = parse_skip(text, at + word);
			household->name = word_at(turn, text, gap, &used);
			used += gap - at;
		}
		if (used == 0 &&
		    ((word = parse_word(text, at, "联户干部")) > 0 || (word = parse_word(text, at, "联户")) > 0 ||
		        (word = parse_word(text, at, "contact ")) > 0)) {
			gap = parse_skip(text, at + word);
			if (names_at(turn->world, &kind_person, &scope, text, gap, hits) != 1 ||
			    !access_has(turn->world, hits[0].id, VISITORS, 0, turn_today(turn))) {
				turn_say(turn, "household-contact", WITH_NONE);
				return false;
			}
			household->contact_cadre = hits[0].id;
			used = gap + hits[0].used - at;
		}
		if (used == 0) {
			word = parse_word(text, at, "搬到") + parse_word(text, at, "moved to ");
			gap = parse_skip(text, at + word);
			int count = names_at(turn->world, &kind_place, &scope, text, gap, hits);
			const struct place *place = count == 1 ? turn_find(turn, place, hits[0].id) : NULL;

			if (place && place->kind == PLACE_grid) {
				household->grid = place->id;
				household->village = place->parent;
				used = gap + hits[0].used - at;
			} else if (place && place->kind == PLACE_village) {
				household->grid = household->village == place->id ? household->grid : 0;
				household->village = place->id;
				used = gap + hits[0].used - at;
			}
		}
		if (used == 0) {
			turn_say(turn, "household-how", WITH({"given", text->clean + text->at[at]}));
			return false;
		}
		at = parse_skip(text, at + used);
	}
	if (household->classes && *household->classes && !turn->chat.private_chat) {
		turn_say(turn, "household-private", WITH_NONE);
		return false;
	}
	return true;
}

static bool
may(struct turn *turn, int64_t village)
{
	if (access_has(turn->world, turn->actor->id, VISITORS, village, turn_today(turn)))
		return true;
	turn_say(turn, "household-not-yours",
	    WITH({"village", names_place_title(turn->world, village, &turn->arena)}));
	return false;
}

static void
say(struct turn *turn, const char *key, const struct household *household)
{
	static const char *const states[] = {
	    "household-active", "household-empty", "household-moved", "household-muted"};
	const struct place *grid = household->grid ? turn_find(turn, place, household->grid) : NULL;
	const char *none = "—";

	turn_say(turn, key,
	    WITH({"household", household->name},
	        {"village", names_place_title(turn->world, household->village, &turn->arena)},
	        {"grid", grid ? grid->name : none},
	        {"head",
	            text_empty(household->head)   ? none
	                : turn->chat.private_chat ? household->head
	                                          : text_mask_name(&turn->arena, household->head)},
	        {"classes",
	            turn->chat.private_chat && !text_empty(household->classes) ? household->classes : none},
	        {"contact",
	            household->contact_cadre ? names_of(turn->world, &kind_person, household->contact_cadre)
	                                     : none},
	        {"state", turn_phrase(turn, states[household->status], WITH_NONE)}));
}

/* Is there a household of that name in the village already? */
static bool
taken(const struct turn *turn, const struct household *household)
{
	EACH_BY (&turn->world->store, household, village, store_key_int(household->village), other)
		if (other->id != household->id && strcmp(other->name, household->name) == 0 &&
		    other->status != HOUSEHOLD_moved)
			return true;
	return false;
}

static int64_t
village_of(const struct turn *turn)
{
	struct name_scope scope = parse_scope(turn);

	for (int i = 0; i < scope.count; i++) {
		const struct place *place = turn_find(turn, place, scope.places[i]);

		if (place && place->kind == PLACE_grid)
			return place->parent;
		if (place && place->kind == PLACE_village)
			return place->id;
	}
	return 0;
}

static void
run_enter(struct turn *turn, const struct call *call)
{
	size_t used;
	struct household household = {.name = word_at(turn, &call->text, call->args[0].from, &used),
	    .village = village_of(turn),
	    .status = HOUSEHOLD_active,
	    .review = DAY_NONE};

	if (used > NAME_CHARS_MAX) {
		turn_say(turn, "household-how", WITH({"given", household.name}));
		return;
	}
	if (!read_facts(turn, &call->text, call->args[0].from + used, &household))
		return;
	if (household.village == 0) {
		turn_say(turn, "household-village", WITH_NONE);
		return;
	}
	if (!may(turn, household.village))
		return;
	if (taken(turn, &household)) {
		turn_say(turn, "household-twice", WITH({"household", household.name}));
		return;
	}
	say(turn, "household-entered", turn_put(turn, &kind_household, &household));
}

const struct command command_enter_household = {
    .name = "enter_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("登记", "登记户", "enter household"),
    .help_zh = "登记 <户名> [村或组] [户主X 联户X 困难户 …]:新的一户",
    .help_en = "enter household <name> [village or grid] [head X contact X …]: a new one",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run_enter,
    .examples = EXAMPLES("登记 周家 安科村 户主周山 联户陈王芬", "enter household Zhou 安科村"),
};

static void
run_revise(struct turn *turn, const struct call *call)
{
	const struct household *old = turn_find(turn, household, call->args[0].id);
	struct household household = *old;

	if (!may(turn, old->village) || !read_facts(turn, &call->text, call->args[1].from, &household))
		return;
	if (household.village != old->village && household.contact_cadre == old->contact_cadre)
		household.contact_cadre = 0; /* another village has its own cadres */
	if (taken(turn, &household)) {
		turn_say(turn, "household-twice", WITH({"household", household.name}));
		return;
	}
	const struct household *kept = turn_put(turn, &kind_household, &household);
	if (kept->status == HOUSEHOLD_muted || kept->status == HOUSEHOLD_active || kept->printed == 0)
		say(turn, "household-revised", kept);
	else
		say(turn, "household-revised-board", kept);
}

const struct command command_revise_household = {
    .name = "revise_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("改户", "revise home"),
    .help_zh = "<户> 改 <户主X/联户X/困难户/去掉困难户/空户/搬走/搬到X>:改登记",
    .help_en = "revise home <household> <head X/contact X/empty/moved to X …>",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_REST},
    .run = run_revise,
    .name_first = "改",
    .examples = EXAMPLES("张三家 改 联户胡支书", "改户 张三家 空户"),
};

static void
run_split(struct turn *turn, const struct call *call)
{
	const struct household *old = turn_find(turn, household, call->args[0].id);
	size_t used;
	struct household household = {.village = old->village,
	    .grid = old->grid,
	    .contact_cadre = old->contact_cadre,
	    .status = HOUSEHOLD_active,
	    .review = DAY_NONE};

	household.name = word_at(turn, &call->text, call->args[1].from, &used);
	if (!may(turn, old->village) || !read_facts(turn, &call->text, call->args[1].from + used, &household))
		return;
	if (taken(turn, &household)) {
		turn_say(turn, "household-twice", WITH({"household", household.name}));
		return;
	}
	say(turn, "household-entered", turn_put(turn, &kind_household, &household));
}

const struct command command_split_household = {
    .name = "split_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("分户", "split home"),
    .help_zh = "分户 <户> <新户名> [户主X]:分出一户,村组和联户干部照原来",
    .help_en = "split home <household> <new name> [head X]: a new one beside it",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_REST},
    .run = run_split,
    .name_first = "分户",
    .examples = EXAMPLES("分户 张三家 张小三家 户主张小三", "split home 张三家 张小三家"),
};

/* What was said at the last visits: to the contact cadre and the village's leaders all of
 * it, to others what they wrote themselves. */
static void
run_show(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);
	const struct visit *last = visits_last(turn, household->id), *shown[VISITS_SHOWN];
	int64_t me = turn->actor->id;
	bool all = household->contact_cadre == me ||
	    access_has(turn->world, me, LEADERS, household->village, turn_today(turn));
	struct buf lines = {0};
	size_t count = 0;

	if (!turn->chat.private_chat) {
		turn_say(turn, "household-private", WITH_NONE);
		return;
	}
	if (!may(turn, household->village))
		return;
	say(turn, "household-shown", household);
	EACH_BY (&turn->world->store, visit, household, store_key_int(household->id), visit)
		if (all || visit->by == me) {
			if (count == VISITS_SHOWN)
				memmove(shown, shown + 1, (--count) * sizeof *shown);
			shown[count++] = visit;
		}
	while (count-- > 0)
		buf_addf(&lines, "\n%s %s %s", turn_day(turn, shown[count]->day),
		    names_of(turn->world, &kind_person, shown[count]->by),
		    text_empty(shown[count]->note) ? "—" : shown[count]->note);
	EACH_BY (&turn->world->store, issue, place, store_key_int(household->village), issue)
		if (issues_open(issue) && issues_may_read(turn, issue, me) && strstr(issue->text, household->name))
			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "household-issue",
			        WITH({"n", turn_number(turn, issue->id)}, {"brief", issues_brief(turn, issue)})));
	if (lines.n)
		turn_say(turn,
		    last && household->status == HOUSEHOLD_active ? "household-last" : "household-last-only",
		    WITH({"lines", buf_text(&lines)},
		        {"next",
		            last && household->status == HOUSEHOLD_active
		                ? turn_day(turn, visits_next(turn, household, last))
		                : ""}));
	buf_free(&lines);
}

const struct command command_show_household = {
    .name = "show_household",
    .topic = TOPIC_households,
    .phrases = PHRASES("户情", "show home"),
    .help_zh = "户情 <户>:出门前看一眼,上几次说了什么、还有什么没办",
    .help_en = "show home <household>: before going there: what was said, what is open",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD},
    .run = run_show,
    .examples = EXAMPLES("户情 张三家", "show home 张三家"),
};
