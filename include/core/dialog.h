/* Open questions: numbered choices, confirmations, alerts. A record each, so they
 * survive a restart; one that nobody answers lapses. */
#ifndef CORE_DIALOG_H
#define CORE_DIALOG_H

#include "base/text_norm.h"
#include "core/post.h"
#include "records/answer_item.h"
#include "records/dialog.h"

#define DIALOG_ANSWERS_MAX 6

/* Asks in `chat` (of `person`, 0 = whoever may answer). An answer's words are
 * alternatives separated by |; a word that ends in … may be followed by more, which
 * replaces {rest} in what is then done. An older question of the same kind to the same
 * person there is closed; an alert or a receipt only if it is about the same subject. */
void dialog_ask(struct turn *turn, enum dialog_kind kind, const struct chat *chat, int64_t person,
    int64_t subject, const struct answer_item *answers, size_t count, int64_t expires_at);
/* The phrase said here with its answers on buttons, and the question asked of who spoke. */
void dialog_say(struct turn *turn, const char *key, const struct with *with, enum dialog_kind kind,
    int64_t subject, const struct answer_item *answers, size_t count, int64_t expires_at);
/* Buttons for the answers that need no further words, where one alone reads it: a button says
 * what the answer does, so it means the same on the day after. In groups there are none:
 * anybody could press. */
void dialog_buttons(struct turn *turn, struct draft *draft, const struct answer_item *answers, size_t count);
/* What a message said to an open question. */
struct dialog_heard {
	const char *say;  /* the command text to do; NULL: it answers nothing; "": something was asked */
	const char *word; /* the first word of the answer that was meant */
	enum dialog_kind kind;
};
/* If the whole message answers an open question that was asked before it was said, closes the
 * question. A yes or no in other words (好的, OK, 算了) answers the newest question of this
 * very person that can be answered so. Where several things that were told of the last day may be meant,
 * which one is asked. */
struct dialog_heard dialog_answer(struct turn *turn, const struct glyphs *text, size_t from);
/* The beginning of a text, as much as a line of a question shows. */
const char *dialog_brief(struct turn *turn, const char *text);
/* Closes all open questions about this subject. */
void dialog_close(struct turn *turn, enum dialog_kind kind, int64_t subject);

#endif
