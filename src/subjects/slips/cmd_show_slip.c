/* 查抄告: one slip with what became of it; in private alone. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

/* Who has confirmed the reply, who has not. */
/* 已收到:徐镇长;还没回:胡支书、姜指导 */
static const char *
receipts(struct turn *turn, const struct slip *slip)
{
	static const char *const keys[] = {"slip-receipt-yes", "slip-receipt-no"};
	const struct person_item *to = slip->receivers.items;
	const char *out = "";

	for (int k = 0; k < 2; k++) {
		const char *names = "";

		for (size_t i = 0; i < slip->receivers.n; i++)
			if (person_item_in(&slip->received, to[i].person) == (k == 0))
				names = arena_printf(&turn->arena, "%s%s%s", names,
				    *names == 0                ? ""
				        : turn->language == EN ? ", "
				                               : "、",
				    names_of(turn->world, &kind_person, to[i].person));
		if (*names)
			out = arena_printf(&turn->arena, "%s%s%s", out,
			    *out == 0                  ? ""
			        : turn->language == EN ? "; "
			                               : ";",
			    turn_phrase(turn, keys[k], WITH({"who", names})));
	}
	return out;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *slip = turn_find(turn, slip, call->args[0].id);

	if (!slips_readable(turn, slip))
		return;
	turn_say(turn,
	    slip->reply          ? "slip-show-reply"
	        : slip->deadline ? "slip-show"
	                         : "slip-show-draft",
	    WITH({"slip", turn_number(turn, slip->id)}, {"title", slips_title(turn, slip)},
	        {"n", turn_number(turn, slip->issue)},
	        {"department", names_of(turn->world, &kind_place, slip->department)}, {"ask", slip->text},
	        {"state", slip_state(turn, slip->state)}, {"until", slips_until(turn, slip)},
	        {"returns", turn_number(turn, slip->returns)}, {"reply", slip->reply ? slip->reply : ""},
	        {"receipts", receipts(turn, slip)}));
}

const struct command command_show_slip = {
    .name = "show_slip",
    .topic = TOPIC_slips,
    .phrases = PHRASES("查抄告", "查 抄告", "查抄告单", "show slip"),
    .help_zh = "查抄告 <抄告编号>:到哪一步、谁收到了答复",
    .help_en = "show slip <number>: how far it is, who has the reply",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP},
    .run = run,
    .examples = EXAMPLES("查抄告 1", "show slip 1"),
};
