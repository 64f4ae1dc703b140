/* 抽查: somebody above has asked a household about its last visit. One that does not agree is
 * asked about; it is no punishment. */
#include "reading/parse.h"

#include "base/text.h"
#include "core/dialog.h"
#include "core/names.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/visit.h"

/* The last visit to the household that was made (nobody home is none). */
static const struct visit *
last_made(const struct turn *turn, int64_t household)
{
	const struct visit *last = NULL;

	EACH_BY (&turn->world->store, visit, household, store_key_int(household), visit)
		if (visit->outcome == VISIT_done && (last == NULL || visit->day >= last->day))
			last = visit;
	return last;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct household *household = turn_find(turn, household, call->args[0].id);
	const struct visit *made = last_made(turn, household->id);
	size_t at = call->args[1].from,
	       good = parse_word(&call->text, at, "属实") + parse_word(&call->text, at, "true"),
	       bad = parse_word(&call->text, at, "不符") + parse_word(&call->text, at, "differs");

	if (!access_has(turn->world, turn->actor->id, CHECKERS, household->village, turn_today(turn))) {
		turn_say(turn, "needs-role", WITH({"command", turn->language == EN ? "spot check" : "抽查"}));
		return;
	}
	if (!turn->chat.private_chat) {
		turn_say(turn, "check-private", WITH_NONE);
		return;
	}
	if (made == NULL) {
		turn_say(turn, "check-no-visit", WITH({"household", household->name}));
		return;
	}
	if (made->by == turn->actor->id) {
		turn_say(turn, "check-own", WITH({"household", household->name}));
		return;
	}
	const char *text = parse_rest(turn, call, at + good + bad);
	if (good + bad == 0 || (bad && text_empty(text))) {
		turn_say(turn, "check-how", WITH_NONE);
		return;
	}
	if (made->check == CHECK_verified || (made->check == CHECK_disputed && bad)) {
		turn_say(
		    turn, "check-done", WITH({"household", household->name}, {"day", turn_day(turn, made->day)}));
		return;
	}
	struct visit visit = *made;
	visit.check = good ? CHECK_verified : CHECK_disputed;
	visit.checker = turn->actor->id;
	const struct visit *kept = turn_put(turn, &kind_visit, &visit);
	turn_say(turn, good ? "check-verified" : "check-disputed",
	    WITH({"household", household->name}, {"day", turn_day(turn, kept->day)},
	        {"who", names_of(turn->world, &kind_person, kept->by)}));
	if (good)
		return;
	struct chat chat = {.person = kept->by, .private_chat = true};
	struct answer_item answer = {
	    "1…", arena_printf(&turn->arena, "回抽查 %s {rest}", turn_number(turn, kept->id))};
	struct draft draft = turn_draft(turn, "check-disputed-visitor",
	    WITH({"household", household->name}, {"day", turn_day(turn, kept->day)}, {"who", turn->actor->name},
	        {"text", text}));
	turn_post_person(turn, kept->by, &draft);
	dialog_ask(turn, DIALOG_receipt, &chat, kept->by, turn_topic(&kind_visit, kept->id), &answer, 1,
	    turn->now + 14 * MS_DAY);
}

const struct command command_spot_check = {
    .name = "spot_check",
    .topic = TOPIC_visits,
    .phrases = PHRASES("抽查", "spot check"),
    .help_zh = "抽查 <户> <属实/不符 说明>:核对最近一次走访;不符是请本人说说,不是处分",
    .help_en = "spot check <household> <true/differs why>: the last visit; a difference is talked about",
    .right = RIGHT_check,
    .where = WHERE_said,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_HOUSEHOLD, ARG_REST},
    .run = run,
    .examples = EXAMPLES("抽查 张三家 属实", "spot check 张三家 true"),
};
