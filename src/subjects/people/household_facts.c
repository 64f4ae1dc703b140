/* What is known of a household; see the header. */
#include "subjects/people/household_facts.h"

#include "subjects/visits/visits.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/place.h"

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

const char *
households_word_at(struct turn *turn, const struct glyphs *text, size_t at, size_t *used)
{
	size_t end = at;

	while (end < text->n && text->cp[end] != ' ' && text->cp[end] != ',' && text->cp[end] != 0x3001 &&
	    end - at <= HOUSEHOLD_NAME_CHARS_MAX)
		end++;
	*used = end - at;
	return arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
}

bool
households_read(struct turn *turn, const struct glyphs *text, size_t at, struct household *household)
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
			household->head = households_word_at(turn, text, gap, &used);
			used += gap - at;
		}
		if (used == 0 && (word = parse_word(text, at, "改名") + parse_word(text, at, "叫")) > 0) {
			gap = parse_skip(text, at + word);
			household->name = households_word_at(turn, text, gap, &used);
			used += gap - at;
		}
		if (used == 0 &&
		    ((word = parse_word(text, at, "联户干部")) > 0 || (word = parse_word(text, at, "联户")) > 0 ||
		        (word = parse_word(text, at, "contact ")) > 0)) {
			gap = parse_skip(text, at + word);
			if (names_at(turn->world, &kind_person, &scope, text, gap, hits) != 1 ||
			    !may(turn->world, hits[0].id, RIGHT_serve, household->village, turn_today(turn))) {
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

bool
households_may(struct turn *turn, int64_t village)
{
	if (access_has(turn->world, turn->actor->id, VISITORS, village, turn_today(turn)))
		return true;
	turn_say(turn, "household-not-yours",
	    WITH({"village", names_place_title(turn->world, village, &turn->arena)}));
	return false;
}

/* Adds a fact to a list, or the word for it to the list of what is not known yet. */
static void
add_fact(struct turn *turn, struct buf *facts, struct buf *missing, const char *fact, const char *word)
{
	const char *comma = turn->language == EN ? ", " : fact ? "," : "、";

	if (fact)
		buf_addf(facts, "%s%s", turn->language == EN ? ", " : ",", fact);
	else if (word)
		buf_addf(missing, "%s%s", missing->n ? comma : "", turn_phrase(turn, word, WITH_NONE));
}

static const char *
named(struct turn *turn, const char *key, const char *name)
{
	return text_empty(name) ? NULL : turn_phrase(turn, key, WITH({"name", name}));
}

void
households_say(struct turn *turn, const char *key, const struct household *household)
{
	static const char *const states[] = {
	    [HOUSEHOLD_empty] = "household-empty", "household-moved", "household-muted"};
	const struct place *grid = household->grid ? turn_find(turn, place, household->grid) : NULL;
	bool private_chat = turn->chat.private_chat;
	const char *head = text_empty(household->head) || private_chat
	    ? household->head
	    : text_mask_name(&turn->arena, household->head);
	const char *contact = household->contact_cadre
	    ? names_of(turn->world, &kind_person, household->contact_cadre)
	    : NULL;
	struct buf facts = {0}, missing = {0};

	add_fact(turn, &facts, &missing, grid ? grid->name : NULL, "household-word-grid");
	add_fact(turn, &facts, &missing, named(turn, "household-fact-head", head), "household-word-head");
	add_fact(turn, &facts, &missing,
	    private_chat && !text_empty(household->classes) ? household->classes : NULL, NULL);
	add_fact(
	    turn, &facts, &missing, named(turn, "household-fact-contact", contact), "household-word-contact");
	if (household->status != HOUSEHOLD_active)
		add_fact(turn, &facts, &missing, turn_phrase(turn, states[household->status], WITH_NONE), NULL);
	const char *what = missing.n
	    ? turn_phrase(turn, "household-missing-facts", WITH({"what", buf_text(&missing)}))
	    : "";
	turn_say(turn, key,
	    WITH({"household", household->name},
	        {"village", names_place_title(turn->world, household->village, &turn->arena)},
	        {"facts", buf_text(&facts)}, {"missing", what}));
	buf_free(&facts);
	buf_free(&missing);
}

bool
households_taken(const struct turn *turn, const struct household *household)
{
	EACH_BY (&turn->world->store, household, village, store_key_int(household->village), other)
		if (other->id != household->id && strcmp(other->name, household->name) == 0 &&
		    other->status != HOUSEHOLD_moved)
			return true;
	return false;
}

void
households_enter(struct turn *turn, const struct household *household)
{
	if (households_taken(turn, household))
		turn_say(turn, "household-twice", WITH({"household", household->name}));
	else {
		const struct household *kept = turn_put(turn, &kind_household, household);

		households_say(turn, "household-entered", kept);
		if (kept->contact_cadre)
			visits_plan_digest(turn, kept->contact_cadre, turn_today(turn) + 1);
	}
}
