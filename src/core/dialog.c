/* Open questions; see the header. */
#include "core/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
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

const char *
dialog_answer(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *key = turn_chat_key(turn, &turn->chat);
	const struct dialog *newest = NULL;
	const char *found = NULL;
	int64_t said_at = turn->message && turn->message->said_at ? turn->message->said_at : turn->now;

	if (text->n - from > 200)
		return NULL;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answers = dialog->answers.items;

		if (!dialog->open || strcmp(dialog->chat, key) != 0 ||
		    (dialog->person && (turn->actor == NULL || dialog->person != turn->actor->id)))
			continue;
		if (dialog->expires_at < turn->now ||
		    dialog->asked_at > said_at + 999) /* platform times are whole seconds */
			continue;
		for (size_t i = 0; i < dialog->answers.n; i++)
			for (const char *word = answers[i].words; *word;) {
				size_t bytes = strcspn(word, "|");
				const char *rest;

				if (says(turn, text, from, word, bytes, &rest)) {
					newest = dialog;
					found = fill(turn, answers[i].say, rest);
				}
				word += bytes + (word[bytes] == '|');
			}
	}
	if (newest && newest->kind != DIALOG_confirm) /* what is confirmed closes its question itself */
		close_one(turn, newest);
	return found;
}

void
dialog_close(struct turn *turn, enum dialog_kind kind, int64_t subject)
{
	EACH (&turn->world->store, dialog, dialog)
		if (dialog->open && (enum dialog_kind)dialog->kind == kind && dialog->subject == subject)
			close_one(turn, dialog);
}
