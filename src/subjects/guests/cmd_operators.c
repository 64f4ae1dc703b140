/* 经营户: the register of the village with its totals. */
#include "reading/parse.h"

#include "base/text.h"
#include "language/count.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/register.h"

static void
run(struct turn *turn, const struct call *call)
{
	static const char *const states[] = {"", "operator-trial", "operator-suspended"};
	int64_t village = guests_village(turn), count, seats, beds;
	struct buf lines = {0};

	(void)call;
	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator) {
		buf_addf(&lines, "\n%s ", operator->name);
		for (size_t pad = text_length(operator->name); pad < 4; pad++)
			buf_adds(&lines, "　");
		buf_addf(&lines, "%s%s", turn_phrase(turn, "operator-line", WITH({"seats", turn_number(turn, operator->seats)}, {"beds", turn_number(turn, operator->beds)}, {"ground", turn_number(turn, operator->ground_beds)}, {"share", turn_number(turn, operator->share)})), operator->status ? turn_phrase(turn, states[operator->status], WITH_NONE) : "");
	}
	register_totals(turn, village, &count, &seats, &beds);
	turn_say(turn, village ? "operators" : "guests-no-operators",
	    WITH({"count", turn_number(turn, count)}, {"seats", turn_number(turn, seats)},
	        {"beds", turn_number(turn, beds)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_operators = {
    .name = "operators",
    .topic = TOPIC_operators,
    .phrases = PHRASES("经营户", "农家乐名单", "households"),
    .help_zh = "经营户:各家餐位、床位、份额和合计",
    .help_en = "households: seats, beds and shares of all, with totals",
    .right = RIGHT_any,
    .where = WHERE_group,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("经营户", "households"),
};
