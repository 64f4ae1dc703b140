/* Open questions; see the header. */
#include "core/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/choice.h"
#include "language/polarity.h"
#include "records/kinds.h"

static void
close_one(struct turn *turn, const struct dialog *open)
{
	struct dialog closed = *open;

	closed.open = 0;
	turn_put(turn, &kind_dialog, &closed);
}

void
dialog_ask(struct turn *turn, enum dialog_kind kind, const struct chat *chat, int64_t person, int64_t subject,
    const struct answer_item *answers, size_t count, int64_t expires_at)
{
	const char *key = turn_chat_key(turn, chat);
	struct dialog dialog = {
	    .chat = key,
	    .person = person,
	    .kind = (int32_t)kind,
	    .subject = subject,
	    .asked_at = turn->now,
	    .expires_at = expires_at,
	    .answers = {answers, count},
	    .open = 1,
	};

	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), old)
		if (old->open && old->person == person && (enum dialog_kind)old->kind == kind &&
		    strcmp(old->chat, key) == 0)
			close_one(turn, old);
	turn_put(turn, &kind_dialog, &dialog);
}

void
dialog_buttons(struct turn *turn, struct draft *draft, const struct answer_item *answers, size_t count)
{
	for (size_t i = 0; i < count && draft->button_count < sizeof draft->buttons / sizeof *draft->buttons;
	     i++) {
		size_t n = strcspn(answers[i].words, "|");
		const char *label = arena_text(&turn->arena, answers[i].words, n);

		if (strstr(label, "…") == NULL && strstr(answers[i].say, "{rest}") == NULL)
			draft->buttons[draft->button_count++] = (struct button){label, answers[i].say};
	}
}

void
dialog_say(struct turn *turn, const char *key, const struct with *with, enum dialog_kind kind,
    int64_t subject, const struct answer_item *answers, size_t count, int64_t expires_at)
{
	struct draft draft = turn_draft(turn, key, with);

	if (turn->chat.private_chat)
		dialog_buttons(turn, &draft, answers, count);
	turn_say_draft(turn, &draft);
	dialog_ask(
	    turn, kind, &turn->chat, turn->actor ? turn->actor->id : 0, subject, answers, count, expires_at);
}

static bool
punctuation(uint32_t cp)
{
	return cp == ' ' || cp == ',' || cp == '.' || cp == '!' || cp == '~' || cp == ':' || cp == 0x3002 ||
	    cp == 0x3001 || cp == ';' || cp == '\n';
}

/* Does the message from `from` on say this word? The rest for open words goes to *rest. */
static bool
says(struct turn *turn, const struct glyphs *text, size_t from, const char *word, size_t bytes,
    const char **rest)
{
	bool open = bytes > 3 && memcmp(word + bytes - 3, "…", 3) == 0;
	struct glyphs want = text_glyphs(&turn->arena, arena_text(&turn->arena, word, open ? bytes - 3 : bytes));
	size_t end = text->n;

	while (end > from && punctuation(text->cp[end - 1]))
		end--;
	if (end - from < want.n || memcmp(text->cp + from, want.cp, want.n * sizeof *want.cp) != 0)
		return false;
	size_t at = from + want.n;
	if (!open && at != end)
		return false;
	if (open && at < end && !punctuation(text->cp[at]) && want.cp[0] >= 0x80 && want.n < 2)
		return false;
	while (at < end && punctuation(text->cp[at]))
		at++;
	/* 转给 1 王网格 is the command with its number; 转给王网格 answers what is asked. */
	size_t digits = at;
	while (digits < end && text->cp[digits] >= '0' && text->cp[digits] <= '9')
		digits++;
	if (open && want.cp[0] >= 0x80 && digits > at && digits < end && text->cp[digits] == ' ')
		return false;
	*rest = arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
	return true;
}

static const char *
fill(struct turn *turn, const char *say, const char *rest)
{
	const char *at = strstr(say, "{rest}");

	if (at == NULL)
		return arena_text(&turn->arena, say, strlen(say));
	return arena_printf(&turn->arena, "%.*s%s%s", (int)(at - say), say, rest, at + 6);
}

/* May the message answer this question? */
static bool
stands(const struct turn *turn, const struct dialog *dialog, const char *key)
{
	int64_t said_at = turn->message && turn->message->said_at ? turn->message->said_at : turn->now;

	if (!dialog->open || strcmp(dialog->chat, key) != 0 ||
	    (dialog->person && (turn->actor == NULL || dialog->person != turn->actor->id)))
		return false;
	/* Platform times are whole seconds. */
	return dialog->expires_at >= turn->now && dialog->asked_at <= said_at + 999;
}

/* The answer of this question that a bare yes or no means, or NULL: its first answer if that
 * has a word beside its number; for a no the one that says no. */
static const struct answer_item *
meant_by(const struct dialog *dialog, enum polarity polarity)
{
	static const char *const noes[] = {"不是", "取消", "不发", "都不是", "不用", "no", "cancel", NULL};
	const struct answer_item *answers = dialog->answers.items;

	if (dialog->answers.n == 0)
		return NULL;
	if (polarity == POLARITY_yes) {
		const char *second = strchr(answers[0].words, '|');
		bool digits = answers[0].words[0] >= '0' && answers[0].words[0] <= '9';

		return digits && (second == NULL || strstr(answers[0].words, "|#") != NULL) ? NULL : &answers[0];
	}
	for (size_t i = 0; i < dialog->answers.n; i++)
		for (int k = 0; noes[k]; k++)
			if (strstr(answers[i].words, noes[k]))
				return &answers[i];
	return NULL;
}

/* A short yes of a group may be said to somebody else: it counts right after the question. */
#define SHORT_YES_MS (3 * MS_MINUTE)

static bool
certain_enough(const struct turn *turn, const struct dialog *dialog, size_t glyphs)
{
	if (turn->addressed)
		return true;
	return dialog->person != 0 && dialog->kind == DIALOG_confirm &&
	    (glyphs > 1 || turn->now - dialog->asked_at < SHORT_YES_MS);
}

static struct dialog_heard
heard_as(struct turn *turn, const struct dialog *dialog, const struct answer_item *answer, const char *rest)
{
	return (struct dialog_heard){fill(turn, answer->say, rest),
	    arena_text(&turn->arena, answer->words, strcspn(answer->words, "|")), (enum dialog_kind)dialog->kind};
}

/* ①, 第一个, 选1: the newest question whose answers have numbers. */
static const struct dialog *
by_choice(
    struct turn *turn, const struct glyphs *text, size_t from, const char *key, struct dialog_heard *heard)
{
	int chosen = choice_said(text->cp + from, text->n - from);
	const struct dialog *newest = NULL;

	if (chosen == 0)
		return NULL;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answers = dialog->answers.items;

		if (!stands(turn, dialog, key) || (dialog->person == 0 && !turn->addressed))
			continue;
		for (size_t i = 0; i < dialog->answers.n; i++)
			if (answers[i].words[0] == '0' + chosen &&
			    (answers[i].words[1] == 0 || answers[i].words[1] == '|')) {
				newest = dialog;
				*heard = heard_as(turn, dialog, &answers[i], "");
			}
	}
	return newest;
}

/* 好的, OK, 算了: to the newest question that a yes or no can answer. */
static const struct dialog *
by_polarity(
    struct turn *turn, const struct glyphs *text, size_t from, const char *key, struct dialog_heard *heard)
{
	enum polarity polarity = polarity_of(text->cp + from, text->n - from);
	const struct dialog *newest = NULL;

	if (polarity == POLARITY_none)
		return NULL;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answer = stands(turn, dialog, key) ? meant_by(dialog, polarity) : NULL;

		if (answer == NULL || !certain_enough(turn, dialog, text->n - from) || strstr(answer->say, "{rest}"))
			continue;
		newest = dialog;
		*heard = heard_as(turn, dialog, answer, "");
	}
	return newest;
}

struct dialog_heard
dialog_answer(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *key = turn_chat_key(turn, &turn->chat);
	const struct dialog *newest = NULL;
	struct dialog_heard heard = {0};

	if (text->n - from > 200)
		return heard;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answers = dialog->answers.items;

		if (!stands(turn, dialog, key))
			continue;
		for (size_t i = 0; i < dialog->answers.n; i++)
			for (const char *word = answers[i].words; *word;) {
				size_t bytes = strcspn(word, "|");
				const char *rest;

				if (says(turn, text, from, word, bytes, &rest)) {
					newest = dialog;
					heard = heard_as(turn, dialog, &answers[i], rest);
				}
				word += bytes + (word[bytes] == '|');
			}
	}
	if (newest == NULL)
		newest = by_choice(turn, text, from, key, &heard);
	if (newest == NULL)
		newest = by_polarity(turn, text, from, key, &heard);
	if (newest && newest->kind != DIALOG_confirm) /* what is confirmed closes its question itself */
		close_one(turn, newest);
	return heard;
}

void
dialog_close(struct turn *turn, enum dialog_kind kind, int64_t subject)
{
	EACH (&turn->world->store, dialog, dialog)
		if (dialog->open && (enum dialog_kind)dialog->kind == kind && dialog->subject == subject)
			close_one(turn, dialog);
}
