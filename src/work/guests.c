/* Guest dispatch; see the header. States: domain-terms, arrival and its lines. */
#include "work/guests.h"

#include <string.h>

#include "base/digest.h"
#include "base/require.h"
#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/entry.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"

#define GIVEN_NAMED_MAX 4 /* households named in a re-allocation; more are one sum */
#define SAME_MEAL_MS (3 * MS_HOUR) /* two arrivals nearer than this share the seats */

int64_t
guests_contact(const struct operator *operator)
{
	const struct person_item *contacts = operator->contacts.items;

	return operator->contacts.n ? contacts[0].person : 0;
}

int64_t
guests_ledger(const struct turn *turn, const struct operator *operator)
{
	int64_t points = operator->ledger;

	EACH_BY(&turn->world->store, entry, operator, store_key_int(operator->id), entry)
		points += entry->points;
	return points;
}

static bool
live(const struct line *line)
{
	return line->state == LINE_offered || line->state == LINE_accepted || line->state == LINE_seated;
}

static bool
open_on(const struct operator *operator, int32_t day)
{
	return operator->status != OPERATOR_suspended && (operator->from == DAY_NONE || operator->from <= day) && (operator->to == DAY_NONE || day <= operator->to);
}

/* Ties: HMAC-SHA-256(draw, household id), lowest first; without a draw its key is 32
 * zero bytes (allocation.md). */
static int64_t
draw_order(const struct operator *operator)
{
	static const uint8_t draw[32];
	uint8_t mac[DIGEST_BYTES];
	struct digest_part id = {operator->code ? operator->code : operator->name, strlen(operator->code ? operator->code : operator->name)};
	uint64_t order = 0;

	digest_hmac(draw, sizeof draw, &id, 1, mac);
	for (int i = 0; i < 8; i++)
		order = order << 8 | mac[i];
	return (int64_t)(order >> 1);
}

/* Heads of this operator: in this arrival, in others at the same meal, and whether it
 * has refused here. */
static void
weigh(const struct turn *turn, const struct arrival *arrival, const struct operator *operator, struct bulk_household *household)
{
	EACH_BY(&turn->world->store, line, operator, store_key_int(operator->id), line) {
		const struct arrival *other = turn_find(turn, arrival, line->arrival);

		if (line->arrival == arrival->id) {
			if (live(line))
				household->previous += line->heads;
			else if (line->state == LINE_declined || line->state == LINE_no_answer || line->state == LINE_failed)
				household->open = false;
		} else if (other && live(line) && other->state <= ARRIVAL_running && other->at < arrival->at + SAME_MEAL_MS && other->at > arrival->at - SAME_MEAL_MS) {
			household->seats -= line->heads;
		}
	}
}

void
guests_plan(struct turn *turn, const struct arrival *arrival, struct guest_plan *plan)
{
	const struct policy *policy = &turn->world->policy;
	int32_t day = zone_day(arrival->at, (int)policy->zone_min);

	plan->count = 0;
	plan->seats = 0;
	EACH_BY(&turn->world->store, operator, village, store_key_int(arrival->village), operator) {
		if (plan->count == GUEST_OPERATORS_MAX)
			break;
		struct bulk_household household = {
			.seats = operator->seats, .share = operator->share > 0 ? operator->share : 1, .ledger = guests_ledger(turn, operator),
			.order = draw_order(operator), .open = open_on(operator, day),
		};
		weigh(turn, arrival, operator, &household);
		if (household.open)
			plan->seats += household.seats > 0 ? household.seats : 0;
		plan->operators[plan->count] = operator;
		plan->households[plan->count++] = household;
	}
	plan->result = bulk_plan(plan->households, plan->count, arrival->heads, arrival->unit > 0 ? arrival->unit : 1, &(struct bulk_policy){policy->meal_points, policy->band_points});
}

static int64_t
placed(const struct guest_plan *plan)
{
	int64_t sum = 0;

	for (size_t i = 0; i < plan->count; i++)
		sum += plan->households[i].heads;
	return sum;
}

/* "(上海客人)" or nothing. */
static const char *
source_text(struct turn *turn, const struct arrival *arrival)
{
	return text_empty(arrival->source) ? "" : arena_printf(&turn->arena, turn->language == EN ? " (%s)" : "(%s)", arrival->source);
}

static const char *
heads_text(struct turn *turn, const struct arrival *arrival)
{
	if (arrival->unit > 1)
		return arena_printf(&turn->arena, turn->language == EN ? "%lld guests (%lld tables)" : "%lld 人(%lld 桌)", (long long)arrival->heads, (long long)(arrival->heads / arrival->unit));
	return arena_printf(&turn->arena, turn->language == EN ? "%lld guests" : "%lld 人", (long long)arrival->heads);
}

void
guests_read_back(struct turn *turn, const struct arrival *arrival)
{
	struct guest_plan plan;
	struct buf quotas = {0};
	size_t houses = 0;

	guests_plan(turn, arrival, &plan);
	int64_t sum = placed(&plan);
	for (size_t i = 0; i < plan.count; i++) {
		houses += plan.households[i].open;
		if (plan.households[i].heads == 0)
			continue;
		buf_addf(&quotas, "%s%s %lld", quotas.n ? " · " : "", plan.operators[i]->name, (long long)plan.households[i].heads);
	}
	require(sum + plan.result.unplaced == arrival->heads);
	if (sum == 0) {
		turn_say(turn, "guests-no-room", WITH({"heads", heads_text(turn, arrival)}, {"time", turn_time(turn, arrival->at)}));
		buf_free(&quotas);
		return;
	}
	struct draft draft = turn_draft(turn, plan.result.unplaced ? "guests-read-back-short" : "guests-read-back",
	    WITH({"time", turn_time(turn, arrival->at)}, {"heads", heads_text(turn, arrival)}, {"source", source_text(turn, arrival)}, {"houses", turn_number(turn, (int64_t)houses)},
	        {"seats", turn_number(turn, plan.seats)}, {"quotas", buf_text(&quotas)}, {"sum", turn_number(turn, sum)}, {"want", turn_number(turn, arrival->heads)}, {"left", turn_number(turn, plan.result.unplaced)}));
	draft.buttons[draft.button_count++] = (struct button){turn->language == EN ? "Confirm" : "确认", turn->language == EN ? "confirm" : "确认"};
	draft.buttons[draft.button_count++] = (struct button){turn->language == EN ? "Cancel" : "取消", turn->language == EN ? "cancel" : "取消"};
	turn_say_draft(turn, &draft);
	buf_free(&quotas);
	const char *n = turn_number(turn, arrival->id);
	struct answer_item answers[] = {
		{"确认|确定|发布|confirm", arena_printf(&turn->arena, "确认派客 %s", n)},
		{"取消|不发|cancel", arena_printf(&turn->arena, "取消派客 %s", n)},
		{"改成…|改为…|改…|change to…", arena_printf(&turn->arena, "改派客 %s {rest}", n)},
		{"推迟到…|提前到…|时间改到…", arena_printf(&turn->arena, "改派客 %s {rest}", n)},
	};
	/* Both the read-back and its answers live until it is confirmed, or lapses. */
	int64_t lapse = turn->now + turn->world->policy.confirm_min * MS_MINUTE;
	if (arrival->at < lapse)
		lapse = arrival->at;
	dialog_ask(turn, DIALOG_confirm, &turn->chat, turn->actor->id, arrival->id, answers, sizeof answers / sizeof *answers, lapse);
	turn_wake(turn, "arrival_lapse", arrival->id, 0, lapse);
}

static int64_t
put_line(struct turn *turn, int64_t arrival, const struct operator *operator, int64_t heads)
{
	struct line line = {.arrival = arrival, .operator = operator->id, .heads = heads, .state = LINE_offered, .offered_at = turn->now};

	return ((const struct line *)turn_put(turn, &kind_line, &line))->id;
}

/* When answers close (chase) and when what is open goes to others. */
static void
windows(const struct turn *turn, const struct arrival *arrival, int64_t *close_at, int64_t *end_at)
{
	const struct policy *policy = &turn->world->policy;
	int64_t left = arrival->at - turn->now, grace = policy->offer_grace_min * MS_MINUTE;

	*close_at = arrival->at - policy->offer_close_min * MS_MINUTE;
	if (*close_at < turn->now + left / 2 && *close_at < turn->now + grace)
		*close_at = turn->now + (left / 2 < grace ? left / 2 : grace);
	*end_at = *close_at + grace;
	if (*end_at >= arrival->at)
		*end_at = *close_at + (arrival->at - *close_at) / 2;
}

void
guests_publish(struct turn *turn, const struct arrival *planned)
{
	struct guest_plan plan;
	struct arrival arrival = *planned;
	int64_t sum = 0, close_at, end_at;

	guests_plan(turn, planned, &plan);
	arrival.state = ARRIVAL_posted;
	arrival.posted_at = turn->now;
	const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
	windows(turn, kept, &close_at, &end_at);
	struct draft draft = turn_draft(turn, "guests-post-head", WITH({"time", turn_time(turn, kept->at)}, {"heads", heads_text(turn, kept)}, {"source", text_empty(kept->source) ? (turn->language == EN ? "guests" : "客人") : kept->source}));
	draft.urgency = POST_URGENCY_guests;
	draft.topic = turn_topic(&kind_arrival, kept->id);
	for (size_t i = 0; i < plan.count; i++) {
		int64_t heads = plan.households[i].heads;

		if (heads == 0)
			continue;
		put_line(turn, kept->id, plan.operators[i], heads);
		sum += heads;
		buf_addc(&draft.text, draft.mention_count ? ' ' : '\n');
		draft_mention(turn, &draft, guests_contact(plan.operators[i]), plan.operators[i]->name);
		buf_addf(&draft.text, " %lld", (long long)heads);
	}
	require(sum + plan.result.unplaced == kept->heads); /* a wrong number of guests never leaves */
	buf_addc(&draft.text, '\n');
	if (plan.result.unplaced)
		buf_adds(&draft.text, turn_phrase(turn, "guests-post-short", WITH({"sum", turn_number(turn, sum)}, {"left", turn_number(turn, plan.result.unplaced)}, {"want", turn_number(turn, kept->heads)}, {"until", turn_time(turn, close_at)})));
	else
		buf_adds(&draft.text, turn_phrase(turn, "guests-post-sum", WITH({"sum", turn_number(turn, sum)}, {"want", turn_number(turn, kept->heads)}, {"until", turn_time(turn, close_at)})));
	draft.buttons[draft.button_count++] = (struct button){turn->language == EN ? "Accept" : "接", turn->language == EN ? "accept" : "接"};
	draft.buttons[draft.button_count++] = (struct button){turn->language == EN ? "Decline" : "不接", turn->language == EN ? "decline" : "不接"};
	turn_post_group(turn, kept->group, &draft);
	turn_unwake(turn, "arrival_lapse", kept->id);
	turn_wake(turn, "offer_close", kept->id, 0, close_at);
	turn_wake(turn, "offer_end", kept->id, 0, end_at);
	turn_wake(turn, "arrival_settle", kept->id, 0, kept->at + turn->world->policy.settle_after_min * MS_MINUTE);
	dialog_close(turn, DIALOG_confirm, kept->id);
}

const struct line *
guests_line(const struct turn *turn, int64_t operator, int state, int64_t after)
{
	const struct line *line = NULL;

	for (;;) {
		line = store_next(&turn->world->store, &kind_line, offsetof(struct line, operator), store_key_int(operator), line ? line->id : after);
		if (line == NULL)
			return NULL;
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (arrival && (arrival->state == ARRIVAL_posted || arrival->state == ARRIVAL_running) && (state < 0 ? live(line) : line->state == state))
			return line;
	}
}

struct guest_count
guests_count(const struct turn *turn, int64_t arrival)
{
	struct guest_count count = {0};

	EACH_BY(&turn->world->store, line, arrival, store_key_int(arrival), line) {
		if (!live(line))
			continue;
		bool first = true; /* a household with two lines counts once */
		bool all = true;
		EACH_BY(&turn->world->store, line, arrival, store_key_int(arrival), other) {
			if (other->operator != line->operator || !live(other))
				continue;
			first &= other->id >= line->id;
			all &= other->state != LINE_offered;
		}
		count.asked += first;
		count.accepted += first && all;
		count.heads += line->heads;
		if (line->state != LINE_offered)
			count.heads_accepted += line->heads;
	}
	return count;
}

/* The charge for a line given up after the offer; 0 when the offer came too late. */
static void
charge(struct turn *turn, const struct line *line, const struct arrival *arrival, enum entry_cause cause, const char *reason)
{
	const struct policy *policy = &turn->world->policy;

	if (line->offered_at > arrival->at - policy->decline_free_min * MS_MINUTE)
		return; /* offered under two hours before: free (allocation.md) */
	struct entry entry = {
		.operator = line->operator, .points = line->heads * policy->meal_points, .arrival = arrival->id, .cause = (int32_t)cause,
		.author = turn->actor ? turn->actor->id : 0, .at = turn->now, .reason = reason,
	};
	turn_put(turn, &kind_entry, &entry);
}

/* Marks one line given up and charges it. */
static void
give_up_line(struct turn *turn, const struct arrival *arrival, const struct line *given, enum line_state state, const char *reason)
{
	struct line line = *given;

	line.state = (int32_t)state;
	line.answered_at = turn->now;
	line.reason = reason;
	turn_put(turn, &kind_line, &line);
	charge(turn, &line, arrival, state == LINE_declined ? ENTRY_declined : ENTRY_no_answer, reason);
}

/* Offers what the plan gives beyond what each household has; the heads placed so. */
static int64_t
offer_more(struct turn *turn, const struct arrival *arrival, struct buf *moved, struct draft *now_have)
{
	struct guest_plan plan;
	int64_t sum = 0;

	guests_plan(turn, arrival, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		const struct bulk_household *household = &plan.households[i];
		int64_t more = household->heads - household->previous;

		if (more <= 0 || !household->open)
			continue;
		put_line(turn, arrival->id, plan.operators[i], more);
		sum += more;
		buf_addf(moved, "%s%s %lld", moved->n ? (turn->language == EN ? ", " : "、") : "", plan.operators[i]->name, (long long)more);
		if (now_have->text.n)
			buf_addc(&now_have->text, ' ');
		draft_mention(turn, now_have, guests_contact(plan.operators[i]), plan.operators[i]->name);
		buf_addf(&now_have->text, turn->language == EN ? " now %lld" : " 现在 %lld", (long long)household->heads);
	}
	return sum;
}

void
guests_give_up(struct turn *turn, int64_t arrival_id, const int64_t *lines, size_t count, enum line_state state, const char *reason)
{
	const struct arrival *arrival = turn_find(turn, arrival, arrival_id);
	struct buf from = {0}, moved = {0};
	struct draft now_have = {0};
	int64_t given = 0;

	require(count > 0);
	for (size_t i = 0; i < count; i++) {
		const struct line *line = turn_find(turn, line, lines[i]);
		const struct operator *operator = turn_find(turn, operator, line->operator);

		given += line->heads;
		if (count <= GIVEN_NAMED_MAX)
			buf_addf(&from, turn->language == EN ? "%s%s %lld" : "%s%s %lld 人", from.n ? (turn->language == EN ? ", " : "、") : "", operator ? operator->name : "?", (long long)line->heads);
		give_up_line(turn, arrival, line, state, reason);
	}
	if (count > GIVEN_NAMED_MAX) /* a post is read on a phone */
		buf_adds(&from, turn_phrase(turn, "guests-given-many", WITH({"heads", turn_number(turn, given)})));
	int64_t sum = offer_more(turn, arrival, &moved, &now_have);
	struct draft post = turn_draft(turn, sum == 0 ? "guests-moved-none" : sum < given ? "guests-moved-short" : "guests-moved",
	    WITH({"from", buf_text(&from)}, {"moved", buf_text(&moved)}, {"mentions", buf_text(&now_have.text)}, {"left", turn_number(turn, given - sum)}, {"time", turn_time(turn, arrival->at)}));
	memcpy(post.mentions, now_have.mentions, sizeof now_have.mentions);
	post.mention_count = now_have.mention_count;
	post.urgency = POST_URGENCY_guests;
	post.topic = turn_topic(&kind_arrival, arrival->id);
	turn_post_group(turn, arrival->group, &post);
	buf_free(&now_have.text);
	buf_free(&moved);
	buf_free(&from);
	if (sum && arrival->at - turn->now > 2 * MS_MINUTE) { /* the new ones have their own window */
		int64_t close_at, end_at;

		windows(turn, arrival, &close_at, &end_at);
		turn_wake(turn, "offer_close", arrival->id, 0, close_at);
		turn_wake(turn, "offer_end", arrival->id, 0, end_at);
	}
}

bool
guests_cancel(struct turn *turn, const struct arrival *live_one)
{
	struct arrival arrival = *live_one;

	if (arrival.state != ARRIVAL_planned && arrival.state != ARRIVAL_posted)
		return false;
	bool posted = arrival.state == ARRIVAL_posted;
	arrival.state = ARRIVAL_cancelled;
	turn_put(turn, &kind_arrival, &arrival);
	EACH_BY(&turn->world->store, line, arrival, store_key_int(arrival.id), open)
		if (open->state == LINE_offered || open->state == LINE_accepted) {
			struct line line = *open;

			line.state = LINE_withdrawn;
			turn_put(turn, &kind_line, &line);
		}
	turn_unwake(turn, "arrival_lapse", arrival.id);
	turn_unwake(turn, "offer_close", arrival.id);
	turn_unwake(turn, "offer_end", arrival.id);
	turn_unwake(turn, "arrival_settle", arrival.id);
	dialog_close(turn, DIALOG_confirm, arrival.id);
	/* What was charged for declining this arrival is given back: cancel costs nobody. */
	EACH_BY(&turn->world->store, entry, arrival, store_key_int(arrival.id), charged) {
		if (charged->cause == ENTRY_correction)
			continue;
		struct entry back = {.operator = charged->operator, .points = -charged->points, .arrival = arrival.id, .cause = ENTRY_correction, .author = turn->actor ? turn->actor->id : 0, .at = turn->now, .reason = "arrival cancelled"};
		turn_put(turn, &kind_entry, &back);
	}
	return posted;
}

void
guests_settle(struct turn *turn, const struct arrival *open)
{
	struct arrival arrival = *open;
	const struct policy *policy = &turn->world->policy;

	if (arrival.state != ARRIVAL_posted && arrival.state != ARRIVAL_running)
		return;
	arrival.state = ARRIVAL_settled;
	turn_put(turn, &kind_arrival, &arrival);
	EACH_BY(&turn->world->store, line, arrival, store_key_int(arrival.id), kept) {
		struct line line = *kept;

		if (line.state == LINE_offered) { /* nobody said anything and nobody chased: no charge */
			line.state = LINE_withdrawn;
		} else if (line.state == LINE_accepted || line.state == LINE_seated) {
			struct entry entry = {.operator = line.operator, .points = line.heads * policy->meal_points, .arrival = arrival.id, .cause = ENTRY_served, .at = turn->now};

			line.state = LINE_served;
			turn_put(turn, &kind_entry, &entry);
		} else {
			continue;
		}
		turn_put(turn, &kind_line, &line);
	}
}

const struct arrival *
guests_current(const struct turn *turn, int64_t group, int state)
{
	const struct arrival *found = NULL;

	EACH_BY(&turn->world->store, arrival, state, store_key_int(state), arrival)
		if (group == 0 || arrival->group == group)
			found = arrival;
	return found;
}
