/* What is said about an arrival; see the header. */
#include "subjects/guests/guest_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "core/names.h"
#include "core/post.h"
#include "records/kinds.h"
#include "records/plan_item.h"
#include "subjects/guests/guest_facts.h"

#define POST_HOUSES_MAX 40 /* households in one post: mentions are limited everywhere */
#define WAITING_MAX 6      /* households named in a status */

const char *const guest_whys[PLAN_CODES] = {"plan-behind", "plan-ahead", "plan-full", "plan-need",
    "plan-wish", "plan-named", "plan-locked", "plan-kept", "plan-lot", "plan-closed", "plan-small"};

struct heads_of {
	int64_t all, parties, beds;
};

static struct heads_of
sums(const struct turn *turn, const struct arrival *arrival)
{
	struct heads_of sum = {0};

	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party) {
		sum.all++;
		sum.beds += party->beds;
		sum.parties += party->unit == 0 && party->beds == 0;
	}
	return sum;
}

const char *
guest_heads(struct turn *turn, const struct arrival *arrival)
{
	struct heads_of sum = sums(turn, arrival);
	const char *heads = turn_number(turn, arrival->heads);

	if (sum.beds)
		return turn_phrase(turn, sum.parties ? "guest-heads-parties-beds" : "guest-heads-beds",
		    WITH({"heads", heads}, {"parties", turn_number(turn, sum.parties)},
		        {"beds", turn_number(turn, sum.beds)},
		        {"nights", turn_number(turn, arrival->nights > 0 ? arrival->nights : 1)}));
	if (sum.parties)
		return turn_phrase(
		    turn, "guest-heads-parties", WITH({"heads", heads}, {"parties", turn_number(turn, sum.parties)}));
	if (arrival->unit > 1)
		return turn_phrase(turn, "guest-heads-tables",
		    WITH({"heads", heads}, {"tables", turn_number(turn, arrival->heads / arrival->unit)}));
	return turn_phrase(turn, "guest-heads", WITH({"heads", heads}));
}

/* 陈家、磨坊 of a list of ids. */
static const char *
houses(struct turn *turn, const char *ids)
{
	const char *out = "";

	for (const char *p = ids; p && *p;) {
		char *end;
		int64_t id = strtoll(p, &end, 10);

		out = arena_printf(&turn->arena, "%s%s%s", out, *out ? (turn->language == EN ? ", " : "、") : "",
		    names_of(turn->world, &kind_operator, id));
		p = *end ? end + 1 : end;
	}
	return out;
}

const char *
guest_source(struct turn *turn, const struct arrival *arrival)
{
	const char *parts[] = {arrival->source,
	    text_empty(arrival->bringer) ? ""
	                                 : turn_phrase(turn, "guest-bringer", WITH({"who", arrival->bringer})),
	    text_empty(arrival->except)
	        ? ""
	        : turn_phrase(turn, "guest-except", WITH({"who", houses(turn, arrival->except)})),
	    text_empty(arrival->only)
	        ? ""
	        : turn_phrase(turn, "guest-only", WITH({"who", houses(turn, arrival->only)}))};
	const char *out = "";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!text_empty(parts[i]))
			out = arena_printf(
			    &turn->arena, "%s%s%s", out, *out ? (turn->language == EN ? ", " : ",") : "", parts[i]);
	return *out ? arena_printf(&turn->arena, turn->language == EN ? " (%s)" : "(%s)", out) : "";
}

const char *
guest_parties(struct turn *turn, const struct arrival *arrival, int64_t operator)
{
	const struct plan_item *items = arrival->plan.items;
	struct buf out = {0};
	const char *text;

	for (size_t i = 0; i < arrival->plan.n; i++) {
		const struct party *party = items[i].operator== operator? turn_find(turn, party, items[i].party)
		                                                        : NULL;

		if (party == NULL || text_empty(party->name) || (party->unit && text_empty(party->must)))
			continue;
		buf_addf(&out, "%s%s", out.n ? "、" : "",
		    party->unit ? arena_printf(&turn->arena, "%s %lld", party->name, (long long)items[i].heads)
		                : party->name);
	}
	text = out.n ? arena_printf(&turn->arena, "(%s)", buf_text(&out)) : "";
	buf_free(&out);
	return text;
}

int64_t
guest_planned(const struct arrival *arrival, int64_t operator)
{
	const struct plan_item *items = arrival->plan.items;
	int64_t heads = 0;

	for (size_t i = 0; i < arrival->plan.n; i++)
		heads += items[i].operator== operator? items[i].heads : 0;
	return heads;
}

const char *
guest_homeless(struct turn *turn, const struct arrival *arrival)
{
	const struct plan_item *items = arrival->plan.items;
	struct buf out = {0};
	const char *text;

	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party) {
		int64_t left = party->heads;

		for (size_t i = 0; i < arrival->plan.n; i++)
			left -= items[i].party == party->id ? items[i].heads : 0;
		if (left > 0)
			buf_addf(&out, "%s%s", out.n ? "、" : "",
			    party->unit || text_empty(party->name)
			        ? turn_phrase(turn, "guest-heads", WITH({"heads", turn_number(turn, left)}))
			        : party->name);
	}
	/* A bulk alone: its number is said already. */
	text = out.n && arrival->plan.n && sums(turn, arrival).all > 1
	    ? arena_printf(&turn->arena, turn->language == EN ? " (%s)" : "(%s)", buf_text(&out))
	    : "";
	buf_free(&out);
	return text;
}

/* The longest name, so that numbers stand below each other. */
static size_t
name_width(const struct arrival *arrival, const struct board *board)
{
	size_t width = 0;

	for (size_t i = 0; i < board->count; i++)
		if (guest_planned(arrival, board->operators[i]->id) && text_length(board->operators[i]->name) > width)
			width = text_length(board->operators[i]->name);
	return width;
}

static struct draft
part_head(struct turn *turn, const struct arrival *arrival, size_t part)
{
	struct draft draft = turn_draft(turn, part > 1 ? "guests-post-more" : "guests-post-head",
	    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)},
	        {"source",
	            text_empty(arrival->source) ? (turn->language == EN ? "guests" : "客人") : arrival->source},
	        {"part", turn_number(turn, (int64_t)part)}));

	draft.urgency = POST_URGENCY_guests;
	draft.topic = turn_topic(&kind_arrival, arrival->id);
	return draft;
}

void
guest_post(struct turn *turn, const struct arrival *arrival, const struct board *board, const char *tail)
{
	size_t width = name_width(arrival, board), limit = (size_t)turn->world->policy.post_bytes_max, part = 1,
	       houses = 0;
	struct draft draft = part_head(turn, arrival, part);

	for (size_t i = 0; i < board->count; i++) {
		const struct operator* operator= board->operators[i];
		int64_t heads = guest_planned(arrival, operator->id);
		const char *parties = guest_parties(turn, arrival, operator->id);

		if (heads == 0)
			continue;
		/* Cut between households, with room for the sum. */
		if (houses &&
		    (houses == POST_HOUSES_MAX ||
		        draft.text.n + 4 * strlen(operator->name) + strlen(parties) + strlen(tail) + 40 > limit)) {
			turn_post_group(turn, arrival->group, &draft);
			draft = part_head(turn, arrival, ++part);
			houses = 0;
		}
		buf_addc(&draft.text, '\n');
		draft_mention(turn, &draft, guests_contact(operator), operator->name);
		for (size_t pad = text_length(operator->name); pad < width; pad++)
			buf_adds(&draft.text, "　");
		buf_addf(&draft.text, " %lld%s", (long long)heads, parties);
		houses++;
	}
	buf_addf(&draft.text, "\n%s", tail);
	draft.buttons[draft.button_count++] = (struct button){
	    turn->language == EN ? "Accept" : "接", turn->language == EN ? "accept" : "接"};
	draft.buttons[draft.button_count++] = (struct button){
	    turn->language == EN ? "Decline" : "不接", turn->language == EN ? "decline" : "不接"};
	turn_post_group(turn, arrival->group, &draft);
}

const char *
guest_status(struct turn *turn, const struct arrival *arrival)
{
	struct guest_count count = guests_count(turn, arrival->id);
	struct buf waiting = {0};
	const char *text;
	int named = 0;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
		const struct operator* operator= line->state == LINE_offered
		    ? turn_find(turn, operator, line->operator)
		    : NULL;
		bool before = false;

		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), other)
			before |= other->id < line->id && other->operator== line->operator&& other->state == LINE_offered;
		if (operator== NULL || before)
			continue;
		if (named++ < WAITING_MAX)
			buf_addf(&waiting, "%s%s", waiting.n ? "、" : "", operator->name);
	}
	if (named > WAITING_MAX)
		buf_adds(&waiting, turn_phrase(turn, "guests-and-more", WITH({"count", turn_number(turn, named)})));
	text = turn_phrase(turn,
	    named                                       ? "guests-status"
	        : count.heads_accepted < arrival->heads ? "guests-status-short"
	                                                : "guests-status-all",
	    WITH({"left", turn_number(turn, arrival->heads - count.heads_accepted)},
	        {"accepted", turn_number(turn, count.accepted)}, {"asked", turn_number(turn, count.asked)},
	        {"who", buf_text(&waiting)}, {"time", turn_time(turn, arrival->at)},
	        {"heads", guest_heads(turn, arrival)}, {"taken", turn_number(turn, count.heads_accepted)},
	        {"all", turn_number(turn, arrival->heads)}));
	buf_free(&waiting);
	return text;
}
