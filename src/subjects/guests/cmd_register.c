/* 登记经营户: a new operator household, on trial. The village decides the shares. */
#include "reading/parse.h"

#include <string.h>

#include "records/kinds.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/ledger.h"
#include "subjects/guests/register.h"

#define NAME_MAX_CHARS 20

static void
run(struct turn *turn, const struct call *call)
{
	const struct glyphs *text = &call->text;
	size_t at = parse_skip(text, call->from), end = at;
	struct operator operator= {.share = 1,
	    .status = OPERATOR_trial,
	    .from = turn_today(turn),
	    .to = DAY_NONE,
	    .village = guests_village(turn)};

	while (end < text->n && text->cp[end] != ' ' && text->cp[end] != ',' && text->cp[end] != 0x3001 &&
	    end - at <= NAME_MAX_CHARS)
		end++;
	const char *name = arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
	if (operator.village == 0 || end - at> NAME_MAX_CHARS) {
		turn_say(turn, operator.village ? "register-how" : "guests-no-operators", WITH({"given", name}));
		return;
	}
	EACH_BY (&turn->world->store, operator, village, store_key_int(operator.village), other)
		if (strcmp(other->name, name) == 0) {
			turn_say(turn, "register-twice", WITH({"name", name}));
			return;
		}
	operator.name = name;
	if (!register_figures(turn, call, end, &operator))
		return;
	if (operator.seats == 0) {
		turn_say(turn, "register-seats", WITH_NONE);
		return;
	}
	struct reading *reading = guest_report(turn, ZONE_act, "register");
	reading_slot(reading, "operator", name);
	guest_report_number(turn, reading, "heads", operator.seats);
	if (operator.beds)
		guest_report_number(turn, reading, "beds", operator.beds);
	/* A newcomer starts at the average: neither ahead nor owed the whole past. */
	operator.ledger = ledger_average(turn, &operator);
	register_say(turn, "registered", turn_put(turn, &kind_operator, &operator));
}

const struct command command_register = {
    .name = "register",
    .topic = TOPIC_operators,
    .phrases = PHRASES("登记经营户", "新经营户", "register household"),
    .help_zh = "登记经营户 <名称> 餐位<数> [床位<数> 一楼<数> 份额<数> 素食 河景 联系人<人>]:试营起",
    .help_en = "register household <name> seats <n> [beds <n> ground beds <n> share <n> vegetarian …]",
    .right = RIGHT_administer,
    .where = WHERE_group,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run,
    .examples = EXAMPLES("登记经营户 云溪小筑 餐位40 床位8 一楼2 份额4 素食",
        "register household Riverside seats 40 beds 8 share 4"),
};
