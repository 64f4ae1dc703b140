/* 公平账: the whole ledger, for everyone: points served and points due by share. */
#include "reading/parse.h"

#include "base/text.h"
#include "records/place.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/guests/ledger.h"

/* What the sum is made of, where it is not all guests that were served. */
static void
add_parts(struct turn *turn, struct buf *lines, const struct operator* operator)
{
	struct ledger_parts parts = ledger_parts(turn, operator);
	const struct {
		const char *key;
		int64_t points;
	} said[] = {{"ledger-charged", parts.charged}, {"ledger-corrected", parts.corrected},
	    {"ledger-promised", ledger_promised(turn, operator, 0)}};
	const char *before = turn->language == EN ? " (" : "(", *between = turn->language == EN ? ", " : ",";
	bool any = false;

	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (said[i].points) {
			buf_adds(lines, any ? between : before);
			if (!any && i < 2)
				buf_addf(lines, "%s%s",
				    turn_phrase(turn, "ledger-served", WITH({"points", turn_number(turn, parts.served)})),
				    between);
			buf_adds(
			    lines, turn_phrase(turn, said[i].key, WITH({"points", turn_number(turn, said[i].points)})));
			any = true;
		}
	if (any)
		buf_addc(lines, ')');
}

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
		buf_addf(&lines, turn->language == EN ? "%lld / %lld" : "%lld / 该接 %lld",
		    (long long)ledger_points(turn, operator), (long long)ledger_due(&sums, operator));
		add_parts(turn, &lines, operator);
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
    .help_zh = "公平账:各家累计接待和该接的数",
    .help_en = "ledger: what each household has served and is due",
    .right = RIGHT_any,
    .where = WHERE_group,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("公平账", "ledger"),
};
