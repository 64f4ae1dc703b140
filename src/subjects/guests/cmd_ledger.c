/* 公平账: the whole ledger, for everyone: points served and points due by share. */
#include "reading/parse.h"

#include "base/text.h"
#include "records/place.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/ledger.h"

static void
run(struct turn *turn, const struct call *call)
{
	struct buf lines = {0};
	int64_t village = guests_village(turn);

	(void)call;
	if (village == 0) {
		turn_say(turn, "guests-no-operators", WITH_NONE);
		return;
	}
	struct ledger_sums sums = ledger_sums(turn, village);
	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator) {
		buf_addf(&lines, "\n%s ", operator->name);
		for (size_t pad = text_length(operator->name); pad < 4; pad++)
			buf_adds(&lines, "　");
		buf_addf(&lines, turn->language == EN ? "%lld / %lld" : "%lld / 应得 %lld",
		    (long long)ledger_points(turn, operator), (long long)ledger_due(&sums, operator));
	}
	turn_say(turn, "ledger",
	    WITH({"village", names_of(turn->world, &kind_place, village)},
	        {"points", turn_number(turn, sums.points)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_ledger = {
    .name = "ledger",
    .topic = TOPIC_guests,
    .phrases = PHRASES("公平账", "ledger"),
    .help_zh = "公平账:各家累计接待和应得",
    .help_en = "ledger: what each household has served and is due",
    .needs = ANYBODY,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("公平账", "ledger"),
};
