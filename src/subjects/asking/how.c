/* How something is said to the bot; see the header. */
#include "subjects/asking/how.h"

#include <string.h>

#include "subjects/asking/words.h"
#include "subjects/commands.h"

#define LONGEST 24 /* code points of a question how; longer ones tell something */

/* Words that people have for what a command does. The first row that fits. */
static const struct {
	const char *words, *command;
} rows[] = {
    {"撤回|收回|撤销|取消|说错|take back|undo", "undo"},
    {"日记|diary", "diary"},
    {"提醒|闹钟|remind", "remind"},
    {"走访|入户|visit", "log_visit"},
    {"照片|图片|拍照|photo|picture", "attach_picture"},
    {"分客|派客|分配|allocate", "dispatch"},
    {"自带客|自己带的客|自己的客", "own_guests"},
    {"不接|不想接|推掉", "decline"},
    {"请假|请个假|休息|歇业|关门", "closed"},
    {"接客|接单", "accept"},
    {"查我|查进度|查一下|how far", "show"},
    {"绑定|换手机|换号", "bind"},
    {"抄告", "slip_draft"},
    {"公告|通知大家|发通知", "broadcast"},
    {"登记新|新农家乐|新开一家|登记农家乐", "register"},
    {"没收到通知|没看到通知", "missing"},
    {"改成|改人数|人数改", "accept"},
    {"报修|报问题|报个|反映|上报|报一|report", "report_issue"},
};

static const struct command *
named(const char *name)
{
	for (int i = 0; commands_all[i]; i++)
		if (strcmp(commands_all[i]->name, name) == 0)
			return commands_all[i];
	return NULL;
}

const struct command *
how_command(const struct glyphs *text, size_t from)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (words_any(text, from, rows[i].words))
			return named(rows[i].command);
	return NULL;
}

bool
how_asked(const struct glyphs *text, size_t from)
{
	static const char how[] =
	    "怎么说|怎么讲|怎么弄|怎么设|怎么记|怎么报|怎么撤|怎么查|怎么写|怎么用|怎么跟你|怎么取消|怎么登记|怎么改|怎么加|怎么看|怎么给|怎么收回|"
	    "咋说|咋弄|咋报|哪里写|哪儿写|how do i|how to|how can i";

	return text->n - from <= LONGEST * (text->n > from && text->cp[from] < 0x80 ? 2 : 1) &&
	    words_any(text, from, how) && !words_wrong(text, from) && how_command(text, from) != NULL;
}
