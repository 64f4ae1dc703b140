/* 同一件: what the reporter answers when asked whether it is the same matter. */
#include "reading/parse.h"

#include "subjects/issues/doubles.h"

const struct command command_same_issue = {
    .name = "same_issue",
    .phrases = PHRASES("同一件"),
    .help_zh = "同一件 <编号> <编号>",
    .help_en = "同一件 <number> <number>",
    .right = RIGHT_near,
    .where = WHERE_issue,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_NUMBER, ARG_NUMBER},
    .run = doubles_join,
    .hidden = true,
    .examples = EXAMPLES("同一件 2 1"),
};
