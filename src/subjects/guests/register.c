/* The register of operator households; see the header. */
#include "subjects/guests/register.h"

#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "language/count.h"
#include "language/numeral.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/guests/ledger.h"

#define NUMBER_MAX 100000

/* 能坐40个人, 8张床: the unit says which figure it is. */
static size_t
figure_alone(const struct glyphs *text, size_t at, struct operator* operator)
{
	size_t word = parse_word(text, at, "能坐") + parse_word(text, at, "坐") + parse_word(text, at, "能住") +
	    parse_word(text, at, "有"),
	       used;
	struct count count;

	used = count_at(text->cp, text->n, at + word, &count);
	if (used == 0 || count.lo != count.hi || count.ask || count.lo % 100 || count.lo <= 0 ||
	    count.lo / 100 > NUMBER_MAX)
		return 0;
	if (count.unit == COUNT_heads)
		operator->seats = count.lo / 100;
	else if (count.unit == COUNT_beds)
		operator->beds = count.lo / 100;
	else
		return 0;
	return word + used;
}

bool
register_figures(struct turn *turn, const struct call *call, size_t at, struct operator* operator)
{
	static const struct {
		const char *word;
		size_t offset;
		int64_t low, high;
	} figures[] = {
	    {"一楼床位", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"一楼", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"餐位", offsetof(struct operator, seats), 0, NUMBER_MAX},
	    {"seats", offsetof(struct operator, seats), 0, NUMBER_MAX},
	    {"床位", offsetof(struct operator, beds), 0, NUMBER_MAX},
	    {"ground beds", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"beds", offsetof(struct operator, beds), 0, NUMBER_MAX},
	    {"份额", offsetof(struct operator, share), 1, 10000},
	    {"share", offsetof(struct operator, share), 1, 10000},
	};
	static const struct {
		const char *word, *feature;
	} features[] = {
	    {"素食", "vegetarian"},
	    {"vegetarian", "vegetarian"},
	    {"清真", "halal"},
	    {"halal", "halal"},
	    {"无障碍", "step_free"},
	    {"step free", "step_free"},
	    {"河景", "river_view"},
	    {"river view", "river_view"},
	    {"安静", "quiet"},
	    {"quiet", "quiet"},
	};
	struct name_scope scope = parse_scope(turn);
	const struct glyphs *text = &call->text;

	for (at = parse_skip(text, at); at < text->n;) {
		size_t used = 0;

		for (size_t i = 0; i < sizeof figures / sizeof *figures && used == 0; i++) {
			size_t word = parse_word(text, at, figures[i].word), gap = word ? parse_skip(text, at + word) : 0;
			int64_t hundredths;
			/* Only the number: in 餐位40 床位8 the 床位 counts what follows. */
			size_t number = word && gap < text->n ? numeral_read(text->cp + gap, text->n - gap, &hundredths)
			                                      : 0;

			if (number == 0)
				continue;
			if (hundredths % 100 || hundredths / 100 < figures[i].low || hundredths / 100 > figures[i].high) {
				turn_say(turn, "register-range",
				    WITH({"word", figures[i].word}, {"low", turn_number(turn, figures[i].low)},
				        {"high", turn_number(turn, figures[i].high)}));
				return false;
			}
			*(int64_t *)((char *)operator+ figures[i].offset) = hundredths / 100;
			used = gap + number - at;
		}
		if (used == 0)
			used = figure_alone(text, at, operator);
		for (size_t i = 0; i < sizeof features / sizeof *features && used == 0; i++) {
			used = parse_word(text, at, features[i].word);
			if (used &&
			    (operator->features == NULL || strstr(operator->features, features[i].feature) == NULL))
				operator->features = arena_printf(&turn->arena, "%s%s%s", operator->features ? operator->features : "", text_empty(operator->features) ? "" : ";", features[i].feature);
		}
		if (used == 0 && (used = parse_word(text, at, "特色")) == 0 &&
		    (used = parse_word(text, at, "联系人") + parse_word(text, at, "contact") +
		            parse_word(text, at, "老板")) > 0) {
			struct name_hit hits[NAME_HITS_MAX];
			size_t who = parse_skip(text, at + used);

			if (names_at(turn->world, &kind_person, &scope, text, who, hits) != 1) {
				turn_say(turn, "register-contact", WITH_NONE);
				return false;
			}
			operator->contacts = person_item_added(&turn->arena, &operator->contacts, hits[0].id);
			used = who + hits[0].used - at;
		}
		if (used == 0) {
			turn_say(turn, "register-how", WITH({"given", text->clean + text->at[at]}));
			return false;
		}
		at = parse_skip(text, at + used);
	}
	if (operator->ground_beds> operator->beds) {
		turn_say(turn, "register-ground",
		    WITH({"ground", turn_number(turn, operator->ground_beds)},
		        {"beds", turn_number(turn, operator->beds)}));
		return false;
	}
	return true;
}

void
register_totals(const struct turn *turn, int64_t village, int64_t *count, int64_t *seats, int64_t *beds)
{
	*count = *seats = *beds = 0;
	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator)
		if (operator->status != OPERATOR_suspended) {
			++*count;
			*seats += operator->seats;
			*beds += operator->beds;
		}
}

/* Whoever answers for many houses now: often a name said for another. */
static const char *
contacts_warning(struct turn *turn, const struct operator* operator)
{
	const struct person_item *contacts = operator->contacts.items;
	const char *out = "";

	for (size_t i = 0; i < operator->contacts.n; i++) {
		struct buf names = {0};
		int64_t first;
		int houses = operator_houses(&turn->world->store, contacts[i].person, &names, &first);

		if (houses >= OPERATOR_HOUSES_MANY)
			out = turn_phrase(turn, "register-contact-many",
			    WITH({"who", names_of(turn->world, &kind_person, contacts[i].person)},
			        {"count", turn_number(turn, houses)}, {"names", buf_text(&names)}));
		buf_free(&names);
	}
	return out;
}

void
register_say(struct turn *turn, const char *key, const struct operator* operator)
{
	int64_t count, seats, beds;

	register_totals(turn, operator->village, &count, &seats, &beds);
	turn_say(turn, key, WITH({"name", operator->name}, {"seats", turn_number(turn, operator->seats)}, {"beds", turn_number(turn, operator->beds)}, {"ground", turn_number(turn, operator->ground_beds)}, {"share", turn_number(turn, operator->share)},
	                        {"points", turn_number(turn, ledger_points(turn, operator))}, {"count", turn_number(turn, count)}, {"all_seats", turn_number(turn, seats)}, {"all_beds", turn_number(turn, beds)}, {"contacts", contacts_warning(turn, operator)}));
}
