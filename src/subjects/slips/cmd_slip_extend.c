/* 延期: the department asks for more days, before the deadline and once. */
#include "reading/parse.h"

#include "base/text.h"
#include "subjects/slips/slip_life.h"
#include "subjects/slips/slip_words.h"
#include "subjects/slips/slips.h"

#define EXTENSION_DAYS 3 /* working days, unless said */
#define EXTENSION_MAX 10

static void
set_extended(struct turn *turn, struct slip *slip, const void *context)
{
	int64_t before = slip->guessed_year;

	slip->extended = 1;
	slips_deadline(turn, slip, zone_day(slip->deadline, (int)turn->world->policy.zone_min),
	    (int)*(const int64_t *)context);
	if (slip->guessed_year == 0)
		slip->guessed_year = before; /* what was guessed first stays so */
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct slip *old = turn_find(turn, slip, call->args[0].id);
	int64_t days = EXTENSION_DAYS;
	size_t at = parse_skip(
	    &call->text, call->args[1].from + slips_days_at(&call->text, call->args[1].from, &days));
	const char *reason = parse_rest(turn, call, at);
	if (slip_who(turn, old) & SLIP_DEPARTMENT && old->state == SLIP_signed) {
		if (old->extended) {
			slips_say(turn, "slip-extended-already", old);
			return;
		}
		if (turn->now > old->deadline) {
			slips_say(turn, "slip-extend-late", old);
			return;
		}
		if (days < 1 || days > EXTENSION_MAX || text_empty(reason)) {
			turn_say(turn, "slip-extend-how", WITH({"most", turn_number(turn, EXTENSION_MAX)}));
			return;
		}
	}
	const struct slip *slip = slip_step(turn, call->args[0].id, SLIP_extend, reason, set_extended, &days);
	if (slip == NULL)
		return;
	slips_clock(turn, slip);
	slips_say(turn, "slip-extended", slip);
	slips_tell_askers(turn, slip, "slip-extended-asker", reason);
}

const struct command command_slip_extend = {
    .name = "slip_extend",
    .topic = TOPIC_slips,
    .phrases = PHRASES("延期", "extend slip"),
    .help_zh = "延期 <抄告编号> [几个工作日] <原因>:到期前说,只有一次",
    .help_en = "extend slip <number> [n days] <reason>: before the deadline, once",
    .right = RIGHT_serve,
    .where = WHERE_own,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_SLIP, ARG_REST},
    .run = run,
    .examples = EXAMPLES("延期 抄告1 3天 水泵还在路上", "extend slip 1 3 days the pump is on its way"),
};
