/* 跟进, 并案, 同一件, 拆开: the same matter again. Both numbers stay; whoever reported it
 * follows and is told; joining can be undone. */
#include "reading/parse.h"

#include "core/dialog.h"
#include "records/kinds.h"
#include "subjects/issues/doubles.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run_follow(struct turn *turn, const struct call *call)
{
	const struct issue *issue = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number);

	if (issue == NULL || issue->restricted) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	bool first = doubles_follow(turn, issue, turn->actor->id);
	issue = turn_find(turn, issue, issue->id);
	if (first)
		life_note(turn, issue, "follow", issue->state, NULL);
	turn_say(turn, first ? "issue-follow" : "issue-follow-already",
	    WITH({"n", n}, {"owner", names_of(turn->world, &kind_person, issue->owner)},
	        {"state", life_state(turn, issue->state)}));
}

const struct command command_follow_issue = {
    .name = "follow_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("跟进", "follow issue"),
    .help_zh = "跟进 <编号>:有进展也告诉我",
    .help_en = "follow issue <number>: tell me, too",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_follow,
    .examples = EXAMPLES("跟进 1", "follow issue 1"),
};

static void
set_original(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	issue->original = *(const int64_t *)context;
}

static void
run_join(struct turn *turn, const struct call *call)
{
	const struct issue *original = turn_find(turn, issue, call->args[1].number);
	const char *n = turn_number(turn, call->args[0].number), *to = turn_number(turn, call->args[1].number);

	if (original == NULL || call->args[0].number == call->args[1].number ||
	    original->state == ISSUE_duplicate || original->state == ISSUE_withdrawn ||
	    original->state == ISSUE_rejected) {
		turn_say(turn, "issue-join-how", WITH({"n", to}));
		return;
	}
	const struct issue *joined = life_step(
	    turn, call->args[0].number, LIFE_join, to, set_original, &call->args[1].number);
	if (joined == NULL)
		return;
	turn_unwake(turn, "issue_unaccepted", joined->id);
	turn_unwake(turn, "danger_repeat", joined->id);
	dialog_close(turn, DIALOG_alert, joined->id);
	doubles_follow(turn, turn_find(turn, issue, original->id), joined->reporter);
	turn_say(turn, "issue-joined", WITH({"n", n}, {"to", to}));
	struct with with[] = {
	    {"n", n}, {"to", to}, {"owner", names_of(turn->world, &kind_person, original->owner)}, {0}};
	if (joined->reporter != turn->actor->id)
		life_tell_followers(turn, joined, "issue-joined-reporter", with);
	if (joined->owner != turn->actor->id) {
		struct draft draft = turn_draft(turn, "issue-joined-owner", with);

		turn_post_person(turn, joined->owner, &draft);
	}
}

const struct command command_join_issue = {
    .name = "join_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("并案", "join issue"),
    .help_zh = "并案 <编号> <并到编号>:是同一件事,两个号都留着",
    .help_en = "join issue <number> <number>: the same matter; both numbers stay",
    .needs = VISITORS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_NUMBER},
    .run = run_join,
    .examples = EXAMPLES("并案 2 1", "join issue 2 1"),
};

/* What the reporter answers when asked: 同一件 2 1, 另一件 2. */
const struct command command_same_issue = {
    .name = "same_issue",
    .phrases = PHRASES("同一件"),
    .help_zh = "同一件 <编号> <编号>",
    .help_en = "同一件 <number> <number>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_NUMBER},
    .run = run_join,
    .hidden = true,
    .examples = EXAMPLES("同一件 2 1"),
};

static void
run_separate(struct turn *turn, const struct call *call)
{
	turn_say(turn, "issue-separate", WITH({"n", turn_number(turn, call->args[0].number)}));
}

const struct command command_separate_issue = {
    .name = "separate_issue",
    .phrases = PHRASES("另一件"),
    .help_zh = "另一件 <编号>",
    .help_en = "另一件 <number>",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_separate,
    .hidden = true,
    .examples = EXAMPLES("另一件 2"),
};

static void
clear_original(struct turn *turn, struct issue *issue, const void *context)
{
	(void)turn;
	(void)context;
	issue->original = 0;
}

static void
run_split(struct turn *turn, const struct call *call)
{
	const struct issue *issue = life_step(turn, call->args[0].number, LIFE_split, NULL, clear_original, NULL);

	if (issue == NULL)
		return;
	issues_clock(turn, issue);
	turn_say(turn, "issue-split",
	    WITH({"n", turn_number(turn, issue->id)},
	        {"owner", names_of(turn->world, &kind_person, issue->owner)}));
}

const struct command command_split_issue = {
    .name = "split_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("拆开", "split issue"),
    .help_zh = "拆开 <编号>:不是同一件,分开办",
    .help_en = "split issue <number>: not the same matter after all",
    .needs = ANYBODY,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER},
    .run = run_split,
    .examples = EXAMPLES("拆开 2", "split issue 2"),
};
