/* A reading: what a sentence may mean. An intent, its slots with their values, and the
 * sentence that says the same exactly, which the grammar of commands then does. */
#ifndef READING_READING_H
#define READING_READING_H

#include "reading/parse.h"
#include "reading/spans.h"
#include "reading/standing.h"

enum effect {
	EFFECT_look,  /* shows something */
	EFFECT_own,   /* changes what is the speaker's; can be taken back */
	EFFECT_others /* others hear of it */
};

/* How a command is said exactly (config/forms.tsv). */
struct form {
	const char *name; /* of the command */
	enum effect effect;
	const char *form; /* words and {slots} */
	const char *cues; /* words of the intent, separated by | */
};
const struct form *form_of(const char *name);

struct slot {
	const char *key, *value; /* keys and notation: contract, `lianxin read` */
};

#define READING_SLOTS 24
#define READING_SENTENCES 8
#define READING_UNUSED 4
#define READING_WHICH 5

struct reading {
	const char *does; /* the command's name; or announce, answer, report, question, thanks, nothing */
	const struct form *form;
	struct slot slots[READING_SLOTS];
	size_t slot_count;
	const char *sentences[READING_SENTENCES]; /* each an exact command */
	size_t sentence_count;
	const char *missing;                /* the key of a slot that has to be asked, or NULL */
	const char *unused[READING_UNUSED]; /* words with a number, date, name or negation that no slot took */
	size_t unused_count;
	size_t unused_vague; /* of them, names that several bear */
	/* Reports that may be meant where no number was said, the newest last; each with the exact command. */
	int64_t which[READING_WHICH];
	const char *which_sentences[READING_WHICH];
	size_t which_count;
	bool assumed; /* a record was picked because no other fits */
	int score;    /* of the scorer */
};

enum zone { ZONE_silent, ZONE_act, ZONE_read_back, ZONE_ask };

/* What was made of one message; kept in the turn for who wants to see it. */
#define READINGS_ASKED 3
struct understanding {
	enum zone zone;
	struct reading does; /* of act, read_back and of a missing slot */
	struct reading asks[READINGS_ASKED];
	size_t ask_count;
	bool too_many;     /* more numbers and names than are read: nothing of it is done */
	int score, margin; /* 0 … 1000 */
	/* A command that is clearly meant and that he may not give, or NULL: it is refused, and not
	 * taken for the next thing that it might be. */
	const struct command *denied;
};

/* Reads the sentence as this intent: fills the slots of its form. */
void reading_make(struct turn *turn, struct spans *spans, const struct standing *standing, const char *intent,
    struct reading *reading);
/* Adds a slot to what is reported; a key may stand several times. */
void reading_slot(struct reading *reading, const char *key, const char *value);

#endif
