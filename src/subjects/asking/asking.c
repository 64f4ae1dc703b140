/* Questions in free words; see the header. */
#include "subjects/asking/asking.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "language/numeral.h"
#include "reading/placed.h"
#include "reading/reading.h"
#include "subjects/asking/corrected.h"
#include "subjects/asking/how.h"
#include "subjects/asking/inquiries.h"
#include "subjects/asking/rules.h"
#include "subjects/asking/who.h"
#include "subjects/asking/words.h"
#include "subjects/commands.h"

#define ASKS_LONGEST 32 /* code points; longer ones tell something, too */

/* A question whose words stand in both lists (the second may be absent) is answered by this
 * command, or by this phrase. The first row that fits. */
struct route {
	const char *first, *second, *say, *phrase;
	bool certain; /* a short question of these words is nothing else */
};
#define OWN "我报的" /* with a number: that matter alone */

static const struct route routes[] = {
    /* How far one's own matter is. */
    {"我报|报的|我反映|我说的|我的事|我那|我的问题|上次|上回|前几天报|前天说|的事|我家|my report|my problem|my issue",
        "怎么样|咋样|到哪一步|到哪了|有结果|结果了|动静|有信|没信|修好|弄好|办完|办好|解决|谁在办|几号来着|啥情况|什么情况|管了没|"
        "fixed|news|done",
        OWN, NULL, true},
    {"号", "怎么样|咋样|到哪一步|到哪了|有结果|结果了|办完|办好|解决|谁在办|情况", OWN, NULL, true},
    /* How to speak with the bot. */
    {"语音|voice", "听|能|懂|can|hear", NULL, "how-voice", true},
    {"看得到|看得见|知道我说|保密|会不会传|实名|匿名|anonymous", NULL, NULL, "how-private", true},
    {"机器人|真人|robot", NULL, NULL, "what-i-do", true},
    {"吃饭了没|吃了没|吃了吗|忙不忙|忙吗|最近好吗", NULL, NULL, "heard", true},
    {"你会|你能|你是|连心是|你懂|干啥用|干什么的|what are you|can you", NULL, "帮助", NULL, false},
    /* One's own guests and days off. */
    {"我家|我们家|轮到我",
        "几个客|多少客|有客|有没有客|轮到我|派了我家|派给我家|派我家|分给我家|分了我家|分我家", "待办", NULL,
        true},
    {"请的假|我休息到|我歇到", NULL, "待办", NULL, true},
    {"do i get|are mine|for me today", "guest", "待办", NULL, true},
    /* Figures. */
    {"床", "多少|几张", "经营户", NULL, false},
    {"照片|图片|photo|picture", "能|可以|怎么|can|how", "帮助 照片", NULL, true},
    {"客人|批客", "几批|多少|几个", "客流", NULL, false},
    {"来多少人|来几个人|来几批", NULL, "进度", NULL, false},
};

bool
asking_does(struct turn *turn, const char *say)
{
	struct call call = {.text = text_glyphs(&turn->arena, say)};

	call.command = parse_command(commands_all, turn, &call, 0);
	if (call.command == NULL ||
	    !may(turn->world, turn->actor->id, call.command->right, 0, turn_today(turn)) ||
	    !parse_args(turn, &call, true) || !placed(turn, &call, true))
		return false;
	if (turn->understanding)
		turn->understanding->does.does = call.command->name;
	turn->understood = call.command->name;
	call.command->run(turn, &call);
	return true;
}

/* Does the sentence end as a question does, and is it short? */
static bool
asks(const struct glyphs *text, size_t from)
{
	static const char *const ends[] = {"吗", "没", "没有", "怎么样", "咋样", "怎么样了", "来着", "谁在办",
	    "情况", "没信", "动静", "一步了", "到哪了", "几号", "几个客人", "多少客人", "几个", "给你", "没有啊",
	    "不", "到哪天", "真人", "yet", "report", "today", "懂不", "?", NULL};
	size_t n = text->n;

	while (n > from &&
	    (text->cp[n - 1] == ' ' || text->cp[n - 1] == U'啊' || text->cp[n - 1] == U'呀' ||
	        text->cp[n - 1] == U'呢'))
		n--;
	for (int i = 0; n - from <= ASKS_LONGEST && ends[i]; i++) {
		size_t used = text_length(ends[i]);

		if (n >= from + used && parse_word(text, n - used, ends[i]) == used)
			return true;
	}
	return false;
}

/* 3号: the number of a matter that is said; 0 if none. */
static int64_t
number_said(const struct glyphs *text, size_t from)
{
	for (size_t at = from; at < text->n; at++) {
		int64_t hundredths;
		size_t used = numeral_read(text->cp + at, text->n - at, &hundredths);

		if (used && hundredths > 0 && hundredths % 100 == 0 && at + used < text->n &&
		    text->cp[at + used] == U'号')
			return hundredths / 100;
	}
	return 0;
}

/* The command of this question and what is said to it; NULL if no row fits. */
static const struct route *
route_of(struct turn *turn, const struct glyphs *text, size_t from, const char **say)
{
	for (size_t i = 0; i < sizeof routes / sizeof *routes; i++) {
		const struct route *route = &routes[i];

		if (!words_any(text, from, route->first) || (route->second && !words_any(text, from, route->second)))
			continue;
		*say = route->say;
		int64_t number = route->say && strcmp(route->say, OWN) == 0 ? number_said(text, from) : 0;
		if (number)
			*say = arena_printf(&turn->arena, "查 %s", turn_number(turn, number));
		else if (strcmp(route->first, "号") == 0)
			continue;
		return route;
	}
	return NULL;
}

bool
asking_answer(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *say;
	const struct route *route = route_of(turn, text, from, &say);

	if (route && route->phrase) {
		turn_say(turn, route->phrase, WITH_NONE);
		return true;
	}
	if (route && asking_does(turn, say))
		return true;
	bool expired;
	if (!who_certain(text, from) && rules_answer(turn, text, from, &expired))
		return true;
	if (inquiries_known(turn, text, from))
		return true;
	if (!who_asked(text, from))
		return false;
	who_answer(turn, text, from);
	return true;
}

/* 写日记 …, 帮我记个日记 …: the words before it and its own; 0 if the sentence is no such. */
static size_t
diary_begins(const struct glyphs *text, size_t from)
{
	static const char *const before[] = {"帮我", "帮忙", "麻烦你", "麻烦", "请", "给我", "替我", "来", "我要",
	    "我想", "写一篇", "写个", "写篇", "写下", "写", "记一篇", "记一下", "记个", "记下", "记", "一篇",
	    "一下", "今天的", NULL};
	static const char *const diary[] = {"民情日记", "日记", NULL};
	size_t at = from;

	for (int i = 0; before[i]; i++) {
		size_t used = parse_word(text, at, before[i]);

		if (used == 0)
			continue;
		at = parse_skip(text, at + used);
		i = -1;
	}
	for (int i = 0; diary[i]; i++) {
		size_t used = parse_word(text, at, diary[i]);

		if (used && at > from && parse_skip(text, at + used) > at + used)
			return at + used;
	}
	return 0;
}

const char *
asking_hear(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *say;

	if (turn->actor == NULL || !turn->addressed)
		return NULL;
	size_t diary = diary_begins(text, from);
	if (rules_named(turn, text, from))
		return arena_printf(&turn->arena, "政策 %s", text->clean + text->at[from]);
	if (diary)
		return arena_printf(&turn->arena, "日记 %s", text->clean + text->at[parse_skip(text, diary)]);
	if (how_asked(text, from))
		return arena_printf(&turn->arena, "帮助 %s", text->clean + text->at[from]);
	if (corrected_certain(text, from))
		return arena_printf(&turn->arena, "更正 %s", text->clean + text->at[from]);
	if (who_certain(text, from))
		return arena_printf(&turn->arena, "提问 %s", text->clean + text->at[from]);
	const struct route *route = asks(text, from) ? route_of(turn, text, from, &say) : NULL;
	if (route == NULL || !route->certain)
		return NULL;
	if (route->phrase == NULL)
		return say;
	turn_say(turn, route->phrase, WITH_NONE);
	turn->understood = "question";
	return "";
}
