/* 进度: who has answered the last dispatch. */
#include "reading/parse.h"

#include "subjects/guests/guest_words.h"
#include "subjects/guests/guest_facts.h"

static const struct arrival *
current(const struct turn *turn)
{
	const struct arrival *posted = guests_current(turn, turn->chat.group, ARRIVAL_posted);

	return posted ? posted : guests_current(turn, turn->chat.group, ARRIVAL_running);
}

static bool
is_open(const struct turn *turn, const struct call *call)
{
	return parse_skip(&call->text, call->from) == call->text.n && current(turn) != NULL;
}

static void
run(struct turn *turn, const struct call *call)
{
	const struct arrival *arrival = current(turn);
	struct draft draft = {0};

	(void)call;
	if (arrival == NULL) {
		arrival = guests_current(turn, turn->chat.group, ARRIVAL_planned);
		if (arrival && arrival->at > turn->now)
			turn_say(turn, "guests-not-published",
			    WITH({"time", turn_time(turn, arrival->at)}, {"heads", guest_heads(turn, arrival)}));
		else
			turn_say(turn, "guests-not-open", WITH_NONE);
		return;
	}
	buf_adds(&draft.text, guest_status(turn, arrival));
	turn_say_draft(turn, &draft);
}

const struct command command_progress = {
    .name = "progress",
    .topic = TOPIC_guests,
    .phrases = PHRASES("进度", "接了几家", "progress"),
    .help_zh = "进度:派出去的客人几家接了,谁还没回",
    .help_en = "progress: who has answered the last dispatch",
    .right = RIGHT_any,
    .where = WHERE_group,
    .hear = HEAR_OPEN,
    .open = is_open,
    .args = {ARG_END},
    .run = run,
    .examples = EXAMPLES("进度", "progress"),
};
