/* 账目: one household's entries in the ledger, for everyone to see. */
#include "reading/parse.h"

#include "base/text.h"
#include "core/names.h"
#include "records/kinds.h"
#include "subjects/guests/ledger.h"

#define ENTRIES_SHOWN 8

static void
run(struct turn *turn, const struct call *call)
{
	static const char *const causes[] = {"entry-served", "entry-declined", "entry-no-answer",
	    "entry-correction", "entry-no-show", "entry-failed", "entry-newcomer"};
	const struct operator* operator= turn_find(turn, operator, call->args[0].id);
	struct buf lines = {0};
	int64_t total = 0, shown = 0;

	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry)
		total++;
	EACH_BY (&turn->world->store, entry, operator, store_key_int(operator->id), entry) {
		if (total - shown++ > ENTRIES_SHOWN)
			continue;
		const char *author = entry->author ? names_of(turn->world, &kind_person, entry->author) : "";

		buf_addf(&lines, "\n%s %+lld %s%s%s%s%s",
		    turn_day(turn, zone_day(entry->at, (int)turn->world->policy.zone_min)), (long long)entry->points,
		    turn_phrase(turn, causes[entry->cause], WITH_NONE), *author ? " · " : "", author,
		    text_empty(entry->reason) ? "" : " · ", entry->reason ? entry->reason : "");
	}
	turn_say(turn, total ? "entries" : "entries-none", WITH({"name", operator->name}, {"points", turn_number(turn, ledger_points(turn, operator))}, {"opening", turn_number(turn, operator->ledger)}, {"count", turn_number(turn, total)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_entries = {
    .name = "entries",
    .topic = TOPIC_guests,
    .phrases = PHRASES("账目", "公平账明细", "entries"),
    .help_zh = "账目 <经营户>:这家公平账的每一笔",
    .help_en = "entries <household>: each entry of its ledger",
    .right = RIGHT_near,
    .where = WHERE_said,
    .hear = HEAR_CERTAIN,
    .args = {ARG_OPERATOR},
    .run = run,
    .examples = EXAMPLES("账目 陈家", "entries 陈家"),
};
