/* Guest dispatch; see the header. */
#include "subjects/guests/guests.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/require.h"
#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/plan_item.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guest_words.h"
#include "subjects/guests/ledger.h"
#include "subjects/wakes.h"

#define GIVEN_NAMED_MAX 4 /* households named in a re-allocation; more are one sum */
#define QUICK_NODES 10000 /* a search of some milliseconds is done at once; longer is a job */

/* Heads the plan gives, households among them. */
static int64_t
placed(const struct arrival *arrival)
{
	const struct plan_item *items = arrival->plan.items;
	int64_t sum = 0;

	for (size_t i = 0; i < arrival->plan.n; i++)
		sum += items[i].heads;
	return sum;
}

static const char *
quotas(struct turn *turn, const struct arrival *arrival, const struct board *board)
{
	struct buf out = {0};

	for (size_t i = 0; i < board->count; i++) {
		int64_t heads = guest_planned(arrival, board->operators[i]->id);

		if (heads)
			buf_addf(&out, "%s%s %lld%s", out.n ? " · " : "", board->operators[i]->name, (long long)heads,
			    guest_parties(turn, arrival, board->operators[i]->id));
	}
	return buf_keep(&out, &turn->arena);
}

/* Parties were searched for: is this the best there is? A bulk always is. */
static const char *
quality(struct turn *turn, const struct board *board, bool proven)
{
	return board->whole ? turn_phrase(turn, proven ? "guests-best" : "guests-good", WITH_NONE) : "";
}

/* The exact command for this arrival and all that wait together with it, a line each. */
static const char *
all_together(struct turn *turn, const struct arrival *arrival, const char *command)
{
	const char *out = "";

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_planned), one) {
		if (one->id != arrival->id && (arrival->together == 0 || one->together != arrival->together))
			continue;
		const char *word = strncmp(command, "确认", strlen("确认")) == 0 ? "确认派客" : "取消派客";

		out = arena_printf(&turn->arena, "%s%s%s %lld", out, *out ? "\n" : "", word, (long long)one->id);
	}
	return out;
}

static size_t
waiting_together(const struct turn *turn, const struct arrival *arrival)
{
	size_t count = 0;

	EACH_BY (&turn->world->store, arrival, state, store_key_int(ARRIVAL_planned), one)
		count += one->id == arrival->id || (arrival->together && one->together == arrival->together);
	return count;
}

/* What the read-back has to add: an hour that nobody said, wishes that the plan does not grant,
 * and what nobody divides by. */
static const char *
not_met(struct turn *turn, const struct arrival *arrival)
{
	const struct plan_item *items = arrival->plan.items;
	struct buf out = {0};

	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party)
		for (const char *p = party->prefer; p && *p; p = strchr(p, ';') ? strchr(p, ';') + 1 : "") {
			const struct operator* named = * p == '#' ? turn_find(turn, operator, strtoll(p + 1, NULL, 10))
			                                          : NULL;
			bool granted = named == NULL && *p == '#';

			for (size_t i = 0; i < arrival->plan.n && !granted; i++) {
				const struct operator* operator= turn_find(turn, operator, items[i].operator);

				granted = items[i].party == party->id &&
				    (named ? named == operator: operator && operator->features && strstr(operator->features, "river_view"));
			}
			if (granted)
				continue;
			buf_addf(&out, "%s%s", out.n ? "、" : "",
			    named ? turn_phrase(turn, "guests-wish-house", WITH({"name", named->name}))
			          : turn_phrase(turn, "guests-wish-river", WITH_NONE));
		}
	if (!text_empty(arrival->unmet))
		buf_addf(&out, "%s%s", out.n ? "、" : "", arrival->unmet);
	const char *text = arena_printf(&turn->arena, "%s%s",
	    arrival->hour_assumed
	        ? turn_phrase(turn, "guests-hour-assumed", WITH({"time", turn_time(turn, arrival->at)}))
	        : "",
	    out.n ? turn_phrase(turn, "guests-not-met", WITH({"what", buf_text(&out)})) : "");
	buf_free(&out);
	return text;
}

static void
read_back(struct turn *turn, const struct arrival *arrival, const struct board *board, bool proven)
{
	int64_t sum = placed(arrival), left = arrival->heads - sum;

	require(left >= 0);
	if (sum == 0) {
		turn_say(turn, "guests-no-room",
		    WITH({"heads", guest_heads(turn, arrival)}, {"time", turn_time(turn, arrival->at)}));
		return;
	}
	size_t waiting = waiting_together(turn, arrival);
	const char *besides = arena_printf(&turn->arena, "%s%s%s", quality(turn, board, proven),
	    not_met(turn, arrival),
	    waiting > 1
	        ? turn_phrase(turn, "guests-together", WITH({"count", turn_number(turn, (int64_t)waiting)}))
	        : "");
	struct draft draft = turn_draft(turn, left ? "guests-read-back-short" : "guests-read-back",
	    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)},
	        {"source", guest_source(turn, arrival)}, {"houses", turn_number(turn, (int64_t)board->open)},
	        {"seats", turn_number(turn, board->seats)}, {"quotas", quotas(turn, arrival, board)},
	        {"sum", turn_number(turn, sum)}, {"want", turn_number(turn, arrival->heads)},
	        {"left", turn_number(turn, left)}, {"who", guest_homeless(turn, arrival)}, {"best", besides}));
	draft.urgency = POST_URGENCY_guests;
	draft.buttons[draft.button_count++] = (struct button){
	    turn->language == EN ? "Confirm" : "确认", turn->language == EN ? "confirm" : "确认"};
	draft.buttons[draft.button_count++] = (struct button){
	    turn->language == EN ? "Cancel" : "取消", turn->language == EN ? "cancel" : "取消"};
	turn_say_draft(turn, &draft);
	struct answer_item answers[] = {
	    {"确认|确定|发布|confirm", all_together(turn, arrival, "确认派客 %lld")},
	    {"取消|不发|cancel", all_together(turn, arrival, "取消派客 %lld")},
	};
	/* Both the read-back and its answers live until it is confirmed, or lapses. */
	int64_t lapse = turn->now + turn->world->policy.confirm_min * MS_MINUTE;
	if (arrival->at < lapse)
		lapse = arrival->at;
	dialog_ask(turn, DIALOG_confirm, &turn->chat, arrival->by, arrival->id, answers,
	    sizeof answers / sizeof *answers, lapse);
	turn_wake(turn, &wake_arrival_lapse, arrival->id, 0, lapse);
}

static void
put_line(struct turn *turn, const struct arrival *arrival, int64_t operator, int64_t party_id, int64_t heads)
{
	const struct party *party = turn_find(turn, party, party_id);
	struct line line = {.arrival = arrival->id,
	    .operator= operator,
	    .party = party_id,
	    .heads = heads,
	    .state = LINE_offered,
	    .offered_at = turn->now};

	if (party && party->unit == 0)
		line.beds = party->beds;
	turn_put(turn, &kind_line, &line);
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

static void
plan_wakes(struct turn *turn, const struct arrival *arrival)
{
	int64_t close_at, end_at;

	windows(turn, arrival, &close_at, &end_at);
	turn_wake(turn, &wake_offer_status, arrival->id, 0, turn->now + (close_at - turn->now) / 2);
	turn_wake(turn, &wake_offer_close, arrival->id, 0, close_at);
	turn_wake(turn, &wake_offer_end, arrival->id, 0, end_at);
	turn_wake(turn, &wake_arrival_start, arrival->id, 0, arrival->at);
	turn_wake(turn, &wake_arrival_settle, arrival->id, 0,
	    arrival->at + turn->world->policy.settle_after_min * MS_MINUTE);
}

static void
drop_wakes(struct turn *turn, int64_t arrival)
{
	static const struct wake_kind *const kinds[] = {&wake_arrival_lapse, &wake_offer_status,
	    &wake_offer_close, &wake_offer_end, &wake_arrival_start, &wake_arrival_settle};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		turn_unwake(turn, kinds[i], arrival);
}

/* Could everybody still be put where the read-back said? */
static bool
still_fits(const struct arrival *arrival, const struct board *board)
{
	const struct plan_item *items = arrival->plan.items;

	for (size_t h = 0; h < board->count; h++) {
		const struct plan_household *house = &board->problem.households[h];
		int64_t beds = 0;
		int64_t heads = guest_planned(arrival, board->operators[h]->id);

		for (size_t i = 0; i < arrival->plan.n; i++) {
			int row = items[i].operator== board->operators[h]->id ? board_row(board, items[i].party) : - 1;

			beds += row >= 0 ? board->problem.parties[row].beds : 0;
		}
		if (heads && (!house->open || heads > house->seats || beds > house->beds))
			return false;
	}
	return true;
}

void
guests_publish(struct turn *turn, const struct arrival *planned)
{
	struct board board;
	struct arrival arrival = *planned;
	const struct plan_item *items = planned->plan.items;
	int64_t close_at, end_at, sum = placed(planned);

	board_open(turn, planned, &board);
	if (!still_fits(planned, &board)) {
		board_free(&board);
		turn_say(turn, "guests-changed-meanwhile", WITH_NONE);
		guests_divide(turn, planned, NULL);
		return;
	}
	arrival.state = ARRIVAL_posted;
	arrival.posted_at = turn->now;
	const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
	windows(turn, kept, &close_at, &end_at);
	for (size_t i = 0; i < planned->plan.n; i++)
		put_line(turn, kept, items[i].operator, items[i].party, items[i].heads);
	int64_t offered = 0;
	for (size_t h = 0; h < board.count; h++)
		offered += board_heads(turn, kept->id, board.operators[h]->id);
	require(offered == sum); /* a wrong number of guests never leaves */
	const char *tail = turn_phrase(turn, sum < kept->heads ? "guests-post-short" : "guests-post-sum",
	    WITH({"sum", turn_number(turn, sum)}, {"want", turn_number(turn, kept->heads)},
	        {"until", turn_time(turn, close_at)}, {"left", turn_number(turn, kept->heads - sum)}));
	guest_post(turn, kept, &board, tail);
	turn_unwake(turn, &wake_arrival_lapse, kept->id);
	plan_wakes(turn, kept);
	dialog_close(turn, DIALOG_confirm, kept->id);
	board_free(&board);
}

/* Offers what the plan gives beyond what each household has, takes back what was offered
 * and not answered where the plan gives less. Returns the heads newly offered. */
static int64_t
offer_changes(struct turn *turn, const struct arrival *arrival, const struct board *board, struct buf *moved,
    struct draft *now_have, struct buf *less)
{
	const struct plan_item *items = arrival->plan.items;
	int64_t sum = 0;

	for (size_t h = 0; h < board->count; h++) {
		const struct operator* operator= board->operators[h];
		int64_t before = board_heads(turn, arrival->id, operator->id),
		        now = guest_planned(arrival, operator->id), more = 0;

		/* Party by party: an offer shrinks or goes, a new one comes. */
		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), old) {
			int64_t want = 0, has = 0;

			if (old->operator!= operator->id || old->state != LINE_offered)
				continue;
			for (size_t i = 0; i < arrival->plan.n; i++)
				want += items[i].operator== operator->id && items[i].party == old->party ? items[i].heads : 0;
			EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), same)
				has += same->operator== operator->id && same->party == old->party && line_live(same)
				    ? same->heads
				    : 0;
			if (has <= want)
				continue;
			struct line line = *old;
			int64_t cut = has - want < line.heads ? has - want : line.heads;
			line.heads -= cut;
			if (line.heads == 0) {
				line.heads = cut;
				line.state = LINE_withdrawn;
			}
			turn_put(turn, &kind_line, &line);
		}
		for (size_t i = 0; i < arrival->plan.n; i++) {
			int64_t has = 0;

			if (items[i].operator!= operator->id)
				continue;
			EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), same)
				has += same->operator== operator->id && same->party == items[i].party && line_live(same)
				    ? same->heads
				    : 0;
			if (items[i].heads <= has)
				continue;
			put_line(turn, arrival, operator->id, items[i].party, items[i].heads - has);
			more += items[i].heads - has;
		}
		if (more) {
			sum += more;
			buf_addf(moved, "%s%s %lld", moved->n ? (turn->language == EN ? ", " : "、") : "", operator->name,
			    (long long)more);
			if (now_have->text.n)
				buf_addc(&now_have->text, ' ');
			draft_mention(turn, now_have, guests_contact(operator), operator->name);
			buf_addf(&now_have->text, turn->language == EN ? " now %lld%s" : " 现在 %lld%s", (long long)now,
			    guest_parties(turn, arrival, operator->id));
		} else if (now < before) {
			buf_addf(less, "%s%s %lld", less->n ? (turn->language == EN ? ", " : "、") : "", operator->name,
			    (long long)now);
		}
	}
	return sum;
}

static void
say_moved(struct turn *turn, const struct arrival *arrival, const struct board *board, const char *from)
{
	struct buf moved = {0}, less = {0};
	struct draft now_have = {0};
	int64_t sum = offer_changes(turn, arrival, board, &moved, &now_have, &less),
	        left = arrival->heads - placed(arrival);

	const char *fewer = less.n ? turn_phrase(turn, "guests-fewer", WITH({"who", buf_text(&less)})) : "";
	const char *key = sum == 0 ? (left ? "guests-moved-none" : "guests-moved-only")
	    : left                 ? "guests-moved-short"
	                           : "guests-moved";
	struct draft post = turn_draft(turn, key,
	    WITH({"from", from ? from : ""}, {"moved", buf_text(&moved)}, {"mentions", buf_text(&now_have.text)},
	        {"left", turn_number(turn, left)}, {"time", turn_time(turn, arrival->at)}, {"fewer", fewer},
	        {"heads", guest_heads(turn, arrival)}));
	memcpy(post.mentions, now_have.mentions, sizeof now_have.mentions);
	post.mention_count = now_have.mention_count;
	post.urgency = POST_URGENCY_guests;
	post.topic = turn_topic(&kind_arrival, arrival->id);
	turn_post_group(turn, arrival->group, &post);
	buf_free(&now_have.text);
	buf_free(&moved);
	buf_free(&less);
	if (sum && arrival->at - turn->now > 2 * MS_MINUTE) { /* the new ones have their own window */
		int64_t close_at, end_at;

		windows(turn, arrival, &close_at, &end_at);
		turn_wake(turn, &wake_offer_close, arrival->id, 0, close_at);
		turn_wake(turn, &wake_offer_end, arrival->id, 0, end_at);
	}
}

/* The plan is there: keeps it in the arrival and says it. */
static void
planned(struct turn *turn, const struct arrival *old, const struct board *board, const int64_t *heads,
    bool proven, const char *from)
{
	struct arrival arrival = *old;
	struct plan_item *items = arena_alloc(
	    &turn->arena, (board->problem.party_count * board->count + 1) * sizeof *items);
	size_t n = 0;

	for (size_t row = 0; row < board->problem.party_count; row++)
		for (size_t h = 0; h < board->count; h++) {
			int64_t here = heads[row * board->count + h];
			size_t same = 0;

			if (here == 0)
				continue;
			while (same < n &&
			    (items[same].party != board->parties[row] || items[same].operator!= board->operators[h]->id))
				same++;
			if (same == n)
				items[n++] = (struct plan_item){board->parties[row], board->operators[h]->id, 0};
			items[same].heads += here;
		}
	arrival.plan = (struct list){items, n};
	const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
	if (kept->state == ARRIVAL_planned)
		read_back(turn, kept, board, proven);
	else if (kept->state == ARRIVAL_posted || kept->state == ARRIVAL_running)
		say_moved(turn, kept, board, from);
}

void
guests_divide(struct turn *turn, const struct arrival *arrival, const char *from)
{
	struct board board;

	board_open(turn, arrival, &board);
	struct plan_result quick = plan_parties(&board.problem, board.whole ? QUICK_NODES : PLAN_NODES / 100);
	if (quick.proven || !board.whole) {
		planned(turn, arrival, &board, quick.heads, quick.proven, from);
	} else {
		struct buf inputs = {0};

		board_pack(&board, &inputs);
		jobs_put(turn, &job_plan_guests, arrival->id, inputs.p, inputs.n, from);
		if (turn->message)
			turn_say(turn, "guests-dividing",
			    WITH({"heads", guest_heads(turn, arrival)}, {"time", turn_time(turn, arrival->at)}));
		buf_free(&inputs);
	}
	plan_result_free(&quick);
	board_free(&board);
}

/* On another thread: the problem's bytes to the heads of each cell and, behind them,
 * whether nothing better exists. */
static void
work(const void *inputs, size_t n, struct buf *out)
{
	struct plan_problem problem;

	if (!board_unpack(inputs, n, &problem))
		return;
	struct plan_result result = plan_parties(&problem, PLAN_NODES);
	int64_t proven = result.proven;
	buf_add(out, result.heads, problem.household_count * problem.party_count * sizeof *result.heads);
	buf_add(out, &proven, sizeof proven);
	plan_result_free(&result);
	plan_problem_free(&problem);
}

static void
done(struct turn *turn, const struct job *job, const void *result, size_t n)
{
	const struct arrival *arrival = turn_find(turn, arrival, job->subject);
	struct board board;
	struct buf now = {0};

	if (arrival == NULL || arrival->state == ARRIVAL_settled || arrival->state == ARRIVAL_cancelled ||
	    arrival->state == ARRIVAL_lapsed)
		return;
	const struct person *by = turn_find(turn, person, arrival->by);
	turn->chat = arrival->privately && by ? (struct chat){.private_chat = true, .person = by->id}
	                                      : (struct chat){.group = arrival->group};
	turn->group = turn_find(turn, group, arrival->group);
	board_open(turn, arrival, &board);
	board_pack(&board, &now);
	size_t cells = board.count * board.problem.party_count;
	/* Somebody answered meanwhile: what was computed is about another village. */
	if (now.n != job->inputs.n || memcmp(now.p, job->inputs.p, now.n) != 0 ||
	    n != cells * sizeof(int64_t) + sizeof(int64_t))
		guests_divide(turn, arrival, job->note);
	else
		planned(turn, arrival, &board, result, ((const int64_t *)result)[cells] != 0, job->note);
	buf_free(&now);
	board_free(&board);
}

const struct job_kind job_plan_guests = {.name = "plan_guests", .work = work, .done = done};

const struct line *
guests_answer(struct turn *turn, const struct line *given, enum line_state state, const char *reason)
{
	struct line line = *given;

	line.state = (int32_t)state;
	line.answered_at = turn->now;
	line.answered_by = turn->actor ? turn->actor->id : 0;
	if (reason)
		line.reason = reason;
	return turn_put(turn, &kind_line, &line);
}

/* Marks one line given up and charges it (allocation.md, "How declines count"). */
static void
give_up_line(struct turn *turn, const struct arrival *arrival, const struct line *given,
    enum line_state state, const char *reason)
{
	const struct policy *policy = &turn->world->policy;
	bool was_taken = given->state != LINE_offered,
	     late_offer = given->offered_at > arrival->at - policy->decline_free_min * MS_MINUTE;
	const struct line *line = guests_answer(turn, given, state, reason);

	if (state == LINE_failed)
		ledger_charge(turn, line, ENTRY_failed, policy->failed_percent, reason);
	else if (late_offer && !was_taken)
		return; /* offered under two hours before: free */
	else
		ledger_charge(turn, line, state == LINE_declined ? ENTRY_declined : ENTRY_no_answer, 100, reason);
}

/* "陈家 12 人、李家 3 人": whose heads they were, household by household. */
static const char *
given_by(struct turn *turn, const int64_t *lines, size_t count, int64_t *sum)
{
	struct {
		int64_t operator, heads;
	} by[GIVEN_NAMED_MAX + 1] = {{0}};
	size_t houses = 0;
	struct buf from = {0};

	*sum = 0;
	for (size_t i = 0; i < count; i++) {
		const struct line *line = turn_find(turn, line, lines[i]);
		size_t at = 0;

		*sum += line->heads;
		while (at < houses && by[at].operator!= line->operator)
			at++;
		if (at == houses && houses <= GIVEN_NAMED_MAX)
			by[houses++].operator= line->operator;
		if (at < houses)
			by[at].heads += line->heads;
	}
	for (size_t i = 0; houses <= GIVEN_NAMED_MAX && i < houses; i++)
		buf_addf(&from, turn->language == EN ? "%s%s %lld" : "%s%s %lld 人",
		    i ? (turn->language == EN ? ", " : "、") : "",
		    names_of(turn->world, &kind_operator, by[i].operator), (long long)by[i].heads);
	if (houses > GIVEN_NAMED_MAX) /* a post is read on a phone */
		buf_adds(&from, turn_phrase(turn, "guests-given-many", WITH({"heads", turn_number(turn, *sum)})));
	return buf_keep(&from, &turn->arena);
}

void
guests_give_up(struct turn *turn, int64_t arrival_id, const int64_t *lines, size_t count,
    enum line_state state, const char *reason)
{
	const struct arrival *arrival = turn_find(turn, arrival, arrival_id);
	int64_t given;
	const char *from = given_by(turn, lines, count, &given);

	require(count > 0);
	for (size_t i = 0; i < count; i++)
		give_up_line(turn, arrival, turn_find(turn, line, lines[i]), state, reason);
	if (arrival->at > turn->now) {
		guests_divide(turn, arrival, from);
		return;
	}
	/* They are there already: nobody can be asked by a post any more. */
	struct draft draft = turn_draft(
	    turn, "guests-failed-now", WITH({"from", from}, {"time", turn_time(turn, arrival->at)}));
	draft.urgency = POST_URGENCY_guests;
	turn_post_group(turn, arrival->group, &draft);
}

void
guests_give_part(struct turn *turn, const struct line *line, int64_t heads)
{
	const struct arrival *arrival = turn_find(turn, arrival, line->arrival);
	const struct operator* operator= turn_find(turn, operator, line->operator);
	struct line kept = *line, back = *line;

	require(heads > 0 && heads < line->heads);
	kept.heads -= heads;
	kept.state = LINE_accepted;
	kept.answered_at = turn->now;
	kept.answered_by = turn->actor ? turn->actor->id : 0;
	turn_put(turn, &kind_line, &kept);
	back.id = 0;
	back.heads = heads;
	back.state = LINE_offered;
	const struct line *offered = turn_put(turn, &kind_line, &back);
	give_up_line(turn, arrival, offered, LINE_declined, NULL);
	guests_divide(turn, arrival,
	    arena_printf(
	        &turn->arena, turn->language == EN ? "%s %lld" : "%s %lld 人", operator->name, (long long)heads));
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
	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival.id), open)
		if (open->state == LINE_offered || open->state == LINE_accepted) {
			struct line line = *open;

			line.state = LINE_withdrawn;
			turn_put(turn, &kind_line, &line);
		}
	drop_wakes(turn, arrival.id);
	dialog_close(turn, DIALOG_confirm, arrival.id);
	/* What was charged for declining this arrival is given back: cancel costs nobody. */
	ledger_reverse(turn, arrival.id, "取消派客");
	return posted;
}

const struct party *
guests_elastic(const struct turn *turn, int64_t arrival)
{
	const struct party *found = NULL;

	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival), party)
		if (party->unit && text_empty(party->must) && (found == NULL || party->heads > found->heads))
			found = party;
	return found;
}

/* Fewer guests than were taken: the last to answer give back first, free of charge. */
static void
shrink(struct turn *turn, const struct arrival *arrival, const struct party *party)
{
	int64_t taken = 0;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line)
		taken += line->party == party->id && line->state == LINE_accepted ? line->heads : 0;
	while (taken > party->heads) {
		const struct line *last = NULL;

		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line)
			if (line->party == party->id && line->state == LINE_accepted &&
			    (last == NULL || line->heads > last->heads ||
			        (line->heads == last->heads && line->answered_at >= last->answered_at)))
				last = line;
		require(last != NULL);
		struct line line = *last;
		if (--line.heads == 0) {
			line.heads = 1;
			line.state = LINE_withdrawn;
		}
		turn_put(turn, &kind_line, &line);
		taken--;
	}
}

bool
guests_resize(struct turn *turn, struct arrival *arrival, int64_t heads, bool tables)
{
	const struct party *old = guests_elastic(turn, arrival->id);

	if (old == NULL || old->heads + heads - arrival->heads <= 0) {
		turn_say(turn, "guests-change-parties", WITH_NONE);
		return false;
	}
	struct party party = *old;
	party.heads += heads - arrival->heads;
	if (tables && party.heads % turn->world->policy.table_heads == 0)
		party.unit = turn->world->policy.table_heads;
	else if (!tables || party.heads % party.unit)
		party.unit = 1;
	arrival->unit = party.heads == heads ? party.unit : arrival->unit;
	arrival->heads = heads;
	turn_put(turn, &kind_party, &party);
	return true;
}

void
guests_regroup(struct turn *turn, const struct arrival *arrival, const char *from)
{
	EACH_BY (&turn->world->store, party, arrival, store_key_int(arrival->id), party)
		if (party->unit)
			shrink(turn, arrival, party);
	guests_divide(turn, arrival, from);
}

void
guests_change(struct turn *turn, const struct arrival *posted, int64_t heads, int64_t at)
{
	struct arrival arrival = *posted;
	const char *from = NULL;

	if (at && at != arrival.at) {
		arrival.at = at;
		const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
		plan_wakes(turn, kept);
		struct draft draft = turn_draft(turn, "guests-moved-time",
		    WITH({"time", turn_time(turn, at)}, {"heads", guest_heads(turn, kept)}));
		draft.urgency = POST_URGENCY_guests;
		turn_post_group(turn, kept->group, &draft);
	}
	if (heads && heads != arrival.heads) {
		const struct party *old = guests_elastic(turn, arrival.id);

		if (old == NULL || old->heads + heads - arrival.heads <= 0) {
			turn_say(turn, "guests-change-parties", WITH_NONE);
			return;
		}
		struct party party = *old;
		from = turn_phrase(turn, heads > arrival.heads ? "guests-now-heads" : "guests-now-fewer",
		    WITH({"old", turn_number(turn, arrival.heads)}, {"heads", turn_number(turn, heads)}));
		party.heads += heads - arrival.heads;
		if (party.heads % party.unit)
			party.unit = 1;
		arrival.heads = heads;
		const struct party *kept_party = turn_put(turn, &kind_party, &party);
		const struct arrival *kept = turn_put(turn, &kind_arrival, &arrival);
		shrink(turn, kept, kept_party);
		guests_divide(turn, kept, from);
	}
}

void
guests_settle(struct turn *turn, const struct arrival *open)
{
	struct arrival arrival = *open;

	if (arrival.state != ARRIVAL_posted && arrival.state != ARRIVAL_running)
		return;
	if (arrival.state == ARRIVAL_posted) { /* nobody was up when it began */
		arrival.state = ARRIVAL_running;
		turn_put(turn, &kind_arrival, &arrival);
	}
	arrival.state = ARRIVAL_settled;
	turn_put(turn, &kind_arrival, &arrival);
	drop_wakes(turn, arrival.id);
	EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival.id), kept) {
		struct line line = *kept;

		if (line.state == LINE_offered) /* nobody said anything and nobody chased: no charge */
			line.state = LINE_withdrawn;
		else if (line.state == LINE_accepted || line.state == LINE_seated)
			line.state = LINE_served;
		else
			continue;
		const struct line *final = turn_put(turn, &kind_line, &line);
		if (final->state == LINE_served)
			ledger_charge(turn, final, ENTRY_served, 100, NULL);
	}
}
