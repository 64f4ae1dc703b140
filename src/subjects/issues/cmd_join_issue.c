/* 并案: it is the same matter as another; both numbers stay. */
#include "reading/parse.h"

#include "subjects/issues/doubles.h"

const struct command command_join_issue = {
    .name = "join_issue",
    .topic = TOPIC_issues,
    .phrases = PHRASES("并案", "join issue"),
    .help_zh = "并案 <编号> <并到编号>:是同一件事,两个号都留着",
    .help_en = "join issue <number> <number>: the same matter; both numbers stay",
    .right = RIGHT_serve,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_NUMBER},
    .run = doubles_join,
    .examples = EXAMPLES("并案 2 1", "join issue 2 1"),
};
