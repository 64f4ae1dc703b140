/* Text → command + typed arguments, or "did you mean". A command is data: its phrases,
 * who may say it, its arguments, help and examples; everything common to all commands
 * happens here, before run. */
#ifndef READING_PARSE_H
#define READING_PARSE_H

#include "base/text_norm.h"
#include "language/when.h"
#include "core/access.h"
#include "core/names.h"
#include "core/post.h"

enum arg_type {
	ARG_END,
	ARG_HOUSEHOLD, /* a household of the scope */
	ARG_PERSON,
	ARG_OPERATOR,     /* an operator household of the scope */
	ARG_DAY_OPTIONAL, /* a day; DAY_NONE if none is said */
	ARG_NUMBER,       /* 37, 37号, #37 */
	ARG_SLIP,         /* 抄告3: a slip by its number */
	ARG_PROMISE,      /* 承诺3 */
	ARG_PLACE,        /* a place anywhere: departments serve many */
	ARG_NUMBER_OPTIONAL,
	ARG_REST, /* what is left, as typed; must be something */
	ARG_REST_OPTIONAL,
};
#define ARGS_MAX 4

enum hear {
	HEAR_ADDRESSED, /* only when the bot is addressed */
	HEAR_CERTAIN,   /* also unaddressed where a group has a purpose, if the arguments resolve */
	HEAR_OPEN,      /* unaddressed only as the answer to something open: see open() */
};

/* What a command is about, as a place: its right is wanted there (reading/placed.h). */
enum where {
	WHERE_own,     /* what is the speaker's, or a list of what he may see */
	WHERE_said,    /* the places of the records that the arguments name */
	WHERE_issue,   /* the numbers are issues; a person named has to belong to their county */
	WHERE_arrival, /* the number is an arrival */
	WHERE_lot,     /* the number is a draw */
	WHERE_post,    /* the number is a post: the place of who gets it */
	WHERE_group,   /* the group it is said in */
	WHERE_asked,   /* a place that the words may name, else the speaker's own: the command asks for it */
	WHERE_told     /* the place stands in words that the command reads: it asks itself */
};

/* What a command is about: help lists words by topic, since nobody reads fifty lines. */
enum topic {
	TOPIC_self,
	TOPIC_issues,
	TOPIC_slips,
	TOPIC_disputes,
	TOPIC_visits,
	TOPIC_households,
	TOPIC_guests,
	TOPIC_operators,
	TOPIC_lots,
	TOPIC_notices,
	TOPICS
};

struct arg {
	int64_t id; /* of the record */
	int64_t number;
	int32_t day;
	const char *text;
	size_t from; /* the first code point of the argument */
	bool given;
};

struct call {
	const struct command *command;
	struct glyphs text;
	size_t start; /* where the sentence begins, behind @连心 */
	size_t from;  /* behind the phrase */
	size_t end;   /* behind the last argument */
	bool led;     /* a time stood before the phrase: 明天中午派客… */
	struct when lead;
	struct arg args[ARGS_MAX];
};

struct command {
	const char *name;
	enum topic topic;
	const char *const *phrases; /* zh and en, NULL-terminated; matched folded, longest first */
	const char *help_zh, *help_en;
	enum right right;
	enum where where;
	enum hear hear;
	enum arg_type args[ARGS_MAX];
	void (*without)(struct turn *turn, const struct call *call);    /* is said when its number is missing */
	bool (*open)(const struct turn *turn, const struct call *call); /* HEAR_OPEN */
	void (*run)(struct turn *turn, const struct call *call);
	const char *const *examples;
	bool hidden;            /* said by dialogs, not in help */
	bool strangers;         /* also for senders not bound to a person */
	bool operators;         /* listed by help for operator households alone */
	const char *name_first; /* a household may stand before this word: 张三家 改 … */
	bool time_first;        /* a time may stand before the phrase: 今天走访张三家 */
	bool times;             /* such a time may be several or a range: 下午三点半和四点半提醒我 */
	bool past;              /* its day has been: 30号 said on the 3rd is last month's */
};
#define PHRASES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define EXAMPLES(...) PHRASES(__VA_ARGS__)

/* The command whose phrase begins the text at `from`, or follows a time that stands
 * there (call->lead); NULL if there is none. */
const struct command *parse_command(
    const struct command *const *commands, struct turn *turn, struct call *call, size_t from);
/* Fills the arguments. When they do not resolve: false, and unless `quiet` a sentence
 * that says what would be right has been said. */
bool parse_args(struct turn *turn, struct call *call, bool quiet);
/* A command whose phrase sounds or looks like the beginning of the text; *used its length. */
const struct command *parse_like(const struct command *const *commands, struct turn *turn,
    const struct glyphs *text, size_t from, const char **phrase, size_t *used);

/* Helpers for commands that read their own arguments. */
size_t parse_skip(const struct glyphs *text, size_t at); /* blanks and separators */
/* The command as that language calls it. */
const char *parse_command_name(const struct command *command, enum language language);
const char *parse_rest(struct turn *turn, const struct call *call, size_t at); /* as typed */
size_t parse_word(const struct glyphs *text, size_t at, const char *word); /* its length if it stands here */
/* Does the word stand anywhere from `at` on? Its position, or text->n. */
size_t parse_find(const struct glyphs *text, size_t at, const char *word);
struct name_scope parse_scope(const struct turn *turn);

/* A number of people: 150人, 一百五十位, 15桌, 20个大人5个小孩. */
struct heads {
	int64_t heads, tables; /* not positive: no number of people */
	int64_t lo, hi;        /* of 七八个人 */
	bool two;              /* several different counts, or not exact: to be asked */
	bool about;            /* it is a range */
	size_t at, used;
};
bool parse_heads(const struct turn *turn, const struct glyphs *text, size_t from, struct heads *heads);
/* The first time expression anywhere from `from` on; false if none. */
bool parse_when(const struct turn *turn, const struct glyphs *text, size_t from, struct when *when,
    size_t *at, size_t *used);
/* Money in fen: 1万, 4000元, 3块5. */
bool parse_money(const struct glyphs *text, size_t from, int64_t *fen, size_t *used);

#endif
