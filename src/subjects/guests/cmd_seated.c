/* 到了: the guests of the household have come. */
#include "reading/parse.h"

#include "subjects/guests/guest_facts.h"
#include "subjects/guests/guests.h"

static bool
is_open(const struct turn *turn, const struct call *call)
{
	return parse_skip(&call->text, call->from) == call->text.n &&
	    guests_due_line(turn, guests_own(turn)) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	int64_t operator= guests_own(turn), heads = 0;

	(void)call;
	turn->answered = true;
	for (const struct line *line = guests_due_line(turn, operator); line;
	     line = guests_line(turn, operator, LINE_accepted, 0)) {
		const struct arrival *arrival = turn_find(turn, arrival, line->arrival);

		if (line->state != LINE_accepted || arrival->at - GUESTS_EARLY_MS > turn->now)
			break;
		heads += line->heads;
		guests_answer(turn, line, LINE_seated, NULL);
	}
	if (turn_wants_word(turn))
		turn_say(turn, heads ? "seated" : "seated-nothing", WITH({"heads", turn_number(turn, heads)}));
}

const struct command command_seated = {
    .name = "seated",
    .topic = TOPIC_guests,
    .phrases = PHRASES("到了", "客人到了", "已到", "guests arrived", "arrived"),
    .help_zh = "到了:分给我家的客人到了",
    .help_en = "arrived: the guests offered are here",
    .right = RIGHT_any,
    .where = WHERE_own,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_END},
    .run = run,
    .operators = true,
    .examples = EXAMPLES("到了", "arrived"),
};
