/* 接: an operator household takes its quota, or a part of it (接8个). In the group nothing
 * is said: the count moves; in private one line answers. */
#include "subjects/commands.h"

#include "language/numeral.h"
#include "records/party.h"
#include "subjects/guests/guests.h"

static size_t
skip_tails(const struct call *call)
{
	static const char *const tails[] = {"了", "好", "的", "单", "下", "啦", NULL};
	size_t at = call->from;

	for (bool more = true; more && at < call->text.n;) {
		size_t before = at;

		for (int i = 0; tails[i]; i++)
			at += parse_word(&call->text, at, tails[i]);
		at = parse_skip(&call->text, at);
		more = at != before;
	}
	return at;
}

/* 接8个, 接 8 人: how many; 0 if no number stands there. *end is behind it. */
static int64_t
part(const struct call *call, size_t at, size_t *end)
{
	static const char *const units[] = {"个人", "个", "人", "位", " guests", NULL};
	int64_t hundredths;
	size_t used = at < call->text.n ? numeral_read(call->text.cp + at, call->text.n - at, &hundredths) : 0;

	*end = at + used;
	if (used == 0)
		return 0;
	for (int i = 0; units[i]; i++) {
		size_t unit = parse_word(&call->text, *end, units[i]);

		*end += unit;
		if (unit)
			break;
	}
	*end = parse_skip(&call->text, *end);
	return hundredths % 100 ? -1 : hundredths / 100;
}

static bool
is_open(const struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn);
	size_t at = skip_tails(call), end;

	part(call, at, &end);
	return end == call->text.n && operator&& guests_line(turn, operator, - 1, 0) != NULL;
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
		turn_say(turn, "accepted-part",
		    WITH({"heads", turn_number(turn, heads)}, {"back", turn_number(turn, back)},
		        {"time", turn_time(turn, arrival->at)}));
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn);
	int64_t taken = 0;
	size_t at = skip_tails(call), end;
	int64_t some = part(call, at, &end);

	if (end > at && operator) {
		take_part(turn, operator, some);
		return;
	}
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
				        {"heads", turn_number(turn, refused->heads)}));
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
		        {"accepted", turn_number(turn, count.accepted)}, {"asked", turn_number(turn, count.asked)}));
}

const struct command command_accept = {
    .name = "accept",
    .topic = TOPIC_guests,
    .phrases = PHRASES("接", "接了", "accept"),
    .help_zh = "接 [几个]:接下分给我家的客人",
    .help_en = "accept [some]: take the guests offered",
    .needs = ANYBODY,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_REST_OPTIONAL},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("接", "accept", "接8个"),
};
