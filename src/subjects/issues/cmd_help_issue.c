/* 协办: hands beside the one who leads. */
#include "reading/parse.h"

#include "core/names.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"

static void
run(struct turn *turn, const struct call *call)
{
	const struct issue *open = turn_find(turn, issue, call->args[0].number);
	const char *n = turn_number(turn, call->args[0].number),
	           *name = names_of(turn->world, &kind_person, call->args[1].id);

	if (open == NULL || !(issue_who(turn, open) & LIFE_OWNER)) {
		turn_say(turn, "issue-none", WITH({"n", n}));
		return;
	}
	if (!issues_open(open)) {
		turn_say(turn, "issue-not-open", WITH({"n", n}));
		return;
	}
	if (issues_about(turn, open, call->args[1].id)) {
		turn_say(turn, "issue-about-him", WITH({"n", n}));
		return;
	}
	if (call->args[1].id == open->owner || person_item_in(&open->helpers, call->args[1].id)) {
		turn_say(turn, "helper-already", WITH({"n", n}, {"name", name}));
		return;
	}
	struct issue issue = *open;
	issue.helpers = person_item_added(&turn->arena, &open->helpers, call->args[1].id);
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "help", kept->state, name);
	turn_say(turn, "helper-added", WITH({"n", n}, {"name", name}));
	struct draft draft = turn_draft(turn, "helper-told",
	    WITH({"n", n}, {"owner", turn->actor->name}, {"place", issues_place(turn, kept)},
	        {"text", kept->text}));
	draft.topic = turn_topic(&kind_issue, kept->id);
	turn_post_person(turn, call->args[1].id, &draft);
}

const struct command command_help_issue = {
    .name = "help_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("协办", "with issue"),
    .help_zh = "协办 <编号> <姓名>:几家一起办,牵头的还是负责人",
    .help_en = "with issue <number> <name>: helps; the owner leads",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_PERSON},
    .run = run,
    .examples = EXAMPLES("协办 1 陈王芬", "with issue 1 陈王芬"),
};
