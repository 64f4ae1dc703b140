/* 接: an operator household takes its quota, or a part of it (接8个). In the group nothing
 * is said: the count moves; in private one line answers. */
#include "reading/parse.h"

#include "language/offer_answer.h"
#include "records/party.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

static struct offer_answer
answer_of(const struct turn *turn, const struct call *call)
{
	return offer_answer_understand(
	    call->text.cp, call->text.n, call->start, turn_today(turn), turn_minute(turn));
}

static bool
is_open(const struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn);
	enum offer_does does = answer_of(turn, call).does;

	return does != OFFER_none &&
	    does != OFFER_decline && operator&& guests_line(turn, operator, - 1, 0) != NULL;
}

/* Heads offered to the household for the arrival of its first open line; 0 if there is none. */
static int64_t
offered_to(const struct turn *turn, int64_t operator)
{
	const struct line *first = operator? guests_line(turn, operator, LINE_offered, 0) : NULL;
	int64_t heads = 0;

	for (const struct line *line = first; line; line = guests_line(turn, operator, LINE_offered, line->id))
		heads += line->arrival == first->arrival ? line->heads : 0;
	return heads;
}

/* Takes `heads` of what is offered for one arrival: parties that stay together first, a
 * part of the bulk; the rest goes to others. */
static void
take_part(struct turn *turn, int64_t operator, int64_t heads)
{
	const struct line *first = guests_line(turn, operator, LINE_offered, 0), *bulk = NULL;
	int64_t offered = 0;
	const char *together = "";

	if (first == NULL) {
		turn_say(turn, "accept-nothing", WITH_NONE);
		return;
	}
	int64_t arrival_id = first->arrival;
	for (const struct line *line = first; line; line = guests_line(turn, operator, LINE_offered, line->id)) {
		const struct party *party = turn_find(turn, party, line->party);

		if (line->arrival != arrival_id)
			continue;
		offered += line->heads;
		if (party == NULL || party->unit)
			bulk = bulk == NULL || line->heads > bulk->heads ? line : bulk;
		else if (party->name)
			together = party->name;
	}
	int64_t back = offered - heads;
	if (heads <= 0 || back < 0) {
		turn_say(turn, "accept-part-range", WITH({"heads", turn_number(turn, offered)}));
		return;
	}
	if (back > 0 && (bulk == NULL || back > bulk->heads)) {
		turn_say(turn, "accept-whole", WITH({"party", together}));
		return;
	}
	int64_t bulk_id = back > 0 ? bulk->id : 0;
	const struct arrival *arrival = turn_find(turn, arrival, arrival_id);
	turn->answered = true;
	for (const struct line *line = first; line;) {
		int64_t id = line->id;

		if (line->arrival == arrival_id && id != bulk_id)
			guests_answer(turn, line, LINE_accepted, NULL);
		line = guests_line(turn, operator, LINE_offered, id);
	}
	if (bulk_id) {
		bulk = turn_find(turn, line, bulk_id);
		if (back == bulk->heads)
			guests_give_up(turn, arrival_id, &bulk_id, 1, LINE_declined, NULL);
		else
			guests_give_part(turn, bulk, back);
	}
	if (turn_wants_word(turn))
		turn_say(turn, back ? "accepted-part" : "accepted-all-part",
		    WITH({"heads", turn_number(turn, heads)}, {"back", turn_number(turn, back)},
		        {"time", turn_time(turn, arrival->at)}));
}

/* All that the household has of this arrival in the state of this line: it may have several lines. */
static int64_t
heads_of_answer(const struct turn *turn, const struct line *answered)
{
	int64_t heads = 0;

	EACH_BY (&turn->world->store, line, arrival, store_key_int(answered->arrival), line)
		heads += line->operator== answered->operator&& line->state == answered->state ? line->heads : 0;
	return heads;
}

static void
take_all(struct turn *turn, int64_t operator)
{
	int64_t taken = 0;
	const struct arrival *arrival = NULL;
	for (const struct line *line = operator? guests_line(turn, operator, LINE_offered, 0) : NULL; line;) {
		taken += line->heads;
		arrival = turn_find(turn, arrival, line->arrival);
		line = guests_line(turn, operator, LINE_offered, guests_answer(turn, line, LINE_accepted, NULL)->id);
	}
	if (arrival == NULL) {
		const struct line *already = operator? guests_line(turn, operator, LINE_accepted, 0) : NULL;
		/* The other half of the household has just refused: that stands, and is said. */
		const struct line *refused = operator? guests_line(turn, operator, LINE_declined, 0) : NULL;

		turn->answered = true;
		if (turn_wants_word(turn) ||
		    (already == NULL && refused && refused->answered_by != turn->actor->id)) {
			if (already == NULL && refused)
				turn_say(turn, "accept-too-late",
				    WITH({"who", names_of(turn->world, &kind_person, refused->answered_by)},
				        {"heads", turn_number(turn, heads_of_answer(turn, refused))}));
			else
				turn_say(turn, already ? "accept-already" : "accept-nothing", WITH_NONE);
		}
		return;
	}
	struct guest_count count = guests_count(turn, arrival->id);
	turn->answered = true;
	if (turn_wants_word(turn))
		turn_say(turn, "accepted",
		    WITH({"heads", turn_number(turn, taken)}, {"time", turn_time(turn, arrival->at)},
		        {"accepted", turn_number(turn, count.accepted)}, {"asked", turn_number(turn, count.asked)},
		        {"taken", turn_number(turn, count.heads_accepted)},
		        {"all", turn_number(turn, arrival->heads)}));
}

/* What was said may mean this or that: one question, which the answer's own words settle. */
static void
ask(struct turn *turn, const struct offer_answer *answer, int64_t offered)
{
	const char *heads = turn_number(turn, answer->does == OFFER_some ? answer->lo : offered);
	bool about = answer->lo != answer->hi;

	turn_say(turn,
	    offered == 0                              ? "accept-nothing"
	        : about || answer->does == OFFER_none ? "accept-how"
	        : answer->does == OFFER_some          ? "accept-is-it"
	                                              : "accept-all-is-it",
	    WITH({"heads", heads}));
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn), offered = offered_to(turn, operator);
	struct offer_answer answer = answer_of(turn, call);

	if (answer.tables)
		answer.lo *= turn->world->policy.table_heads;
	if (answer.ask || answer.does == OFFER_none || answer.does == OFFER_decline)
		ask(turn, &answer, offered);
	else if (answer.does == OFFER_all)
		take_all(turn, operator);
	else if (offered == 0)
		turn_say(turn, "accept-nothing", WITH_NONE);
	else if (answer.does == OFFER_half && offered % 2) /* of 15: 7 or 8? */
		turn_say(turn, "accept-how", WITH({"heads", turn_number(turn, offered)}));
	else {
		int64_t heads = answer.does == OFFER_half ? offered / 2
		    : answer.does == OFFER_less           ? offered - answer.lo
		                                          : answer.lo;

		guest_report_number(turn, guest_report(turn, ZONE_act, "accept"), "heads", heads);
		take_part(turn, operator, heads);
	}
	/* 接、另外帮我看下几点到: the time is in what is said. */
	if (answer.to > answer.from && turn->reply_count == 0 && offered)
		turn_say(turn, "accepted-when",
		    WITH({"time",
		        turn_time(turn,
		            guests_current(turn, turn->chat.group, ARRIVAL_posted)
		                ? guests_current(turn, turn->chat.group, ARRIVAL_posted)->at
		                : turn->now)}));
}

const struct command command_accept = {
    .name = "accept",
    .topic = TOPIC_guests,
    .phrases = PHRASES("接", "接了", "accept"),
    .help_zh = "接 [几个]:接下分给我家的客人",
    .help_en = "accept [some]: take the guests offered",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("接", "accept", "接8个", "接一半", "接 少2个"),
};
