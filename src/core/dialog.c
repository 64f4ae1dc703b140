/* Open questions; see the header. */
#include "core/dialog.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/choice.h"
#include "language/polarity.h"
#include "records/issue.h"
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

	/* What is told of two things stands twice; of two choices only the newer one. */
	bool told = kind == DIALOG_alert || kind == DIALOG_receipt;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), old)
		if (old->open && old->person == person && (enum dialog_kind)old->kind == kind &&
		    (!told || old->subject == subject) && strcmp(old->chat, key) == 0)
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

/* 2号, 2点, 2个 are no 2 with words behind it. */
static bool
counts_on(uint32_t cp)
{
	static const char signs[] = "号个月点人桌天日楼年块组户张次期级";

	for (const char *p = signs; *p;)
		if (text_next(&p) == cp)
			return true;
	return cp >= '0' && cp <= '9';
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
	if (open && at < end && want.cp[0] < 0x80 && counts_on(text->cp[at]))
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
meant_by(const struct dialog *dialog, enum polarity polarity, bool dismissed)
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
	for (size_t i = 0; i < dialog->answers.n; i++) {
		for (int k = 0; noes[k]; k++)
			if (strstr(answers[i].words, noes[k]) && strstr(answers[i].say, "{rest}") == NULL)
				return &answers[i];
		/* 解决了吗? 没有; 算了 does not say that it is not solved. */
		if (!dismissed && strstr(answers[i].words, "没有"))
			return &answers[i];
	}
	return NULL;
}

/* A short yes of a group may be said to somebody else: it counts right after the question. */
#define SHORT_YES_MS (3 * MS_MINUTE)
#define SHORT_YES_GLYPHS 4 /* 嗯... and 没有。 with their marks */
#define PLAIN_YES_MS (30 * MS_MINUTE)

static bool
certain_enough(const struct turn *turn, const struct dialog *dialog, size_t glyphs)
{
	if (turn->addressed)
		return true;
	int64_t since = turn->now - dialog->asked_at;

	return dialog->person != 0 && dialog->kind == DIALOG_confirm &&
	    since < (glyphs > SHORT_YES_GLYPHS ? PLAIN_YES_MS : SHORT_YES_MS);
}

static struct dialog_heard
heard_as(struct turn *turn, const struct dialog *dialog, const struct answer_item *answer, const char *rest)
{
	return (struct dialog_heard){fill(turn, answer->say, rest),
	    arena_text(&turn->arena, answer->words, strcspn(answer->words, "|")), (enum dialog_kind)dialog->kind};
}

/* The questions that a message may answer, the newest last. */
#define MATCHES_MAX 6
struct matches {
	struct match {
		const struct dialog *dialog;
		struct dialog_heard heard;
		bool half; /* 2 without whom: what is missing is asked, and the question stands */
	} item[MATCHES_MAX];
	size_t n;
};

static void
match(struct turn *turn, struct matches *matches, const struct dialog *dialog,
    const struct answer_item *answer, const char *rest)
{
	if (matches->n && matches->item[matches->n - 1].dialog == dialog)
		matches->n--;
	if (matches->n == MATCHES_MAX)
		memmove(matches->item, matches->item + 1, --matches->n * sizeof *matches->item);
	bool half = dialog->kind == DIALOG_alert && *rest == 0 && answer != dialog->answers.items;
	matches->item[matches->n++] = (struct match){dialog, heard_as(turn, dialog, answer, rest), half};
}

/* Said in the words of the answers themselves. */
static void
by_words(struct turn *turn, const struct glyphs *text, size_t from, const char *key, struct matches *matches)
{
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answers = dialog->answers.items;

		for (size_t i = 0; stands(turn, dialog, key) && i < dialog->answers.n; i++)
			for (const char *word = answers[i].words; *word;) {
				size_t bytes = strcspn(word, "|");
				const char *rest;

				if (says(turn, text, from, word, bytes, &rest))
					match(turn, matches, dialog, &answers[i], rest);
				word += bytes + (word[bytes] == '|');
			}
	}
}

/* ①, 第一个, 选1: questions whose answers have numbers; the first answer of one without any. */
static void
by_choice(struct turn *turn, const struct glyphs *text, size_t from, const char *key, struct matches *matches)
{
	int chosen = choice_said(text->cp + from, text->n - from);

	if (chosen == 0)
		return;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answers = dialog->answers.items;

		if (!stands(turn, dialog, key) || (dialog->person == 0 && !turn->addressed))
			continue;
		for (size_t i = 0; i < dialog->answers.n; i++)
			if (answers[i].words[0] == '0' + chosen &&
			    (answers[i].words[1] == 0 || answers[i].words[1] == '|'))
				match(turn, matches, dialog, &answers[i], "");
		if (chosen == 1 && dialog->kind == DIALOG_confirm && certain_enough(turn, dialog, 1))
			match(turn, matches, dialog, &answers[0], "");
	}
}

/* The newest question of this person here that a choice or a solved-or-not is asked with. */
static const struct dialog *
asked_last(struct turn *turn, const char *key)
{
	const struct dialog *last = NULL;

	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog)
		if (stands(turn, dialog, key) && dialog->person && dialog->kind != DIALOG_alert &&
		    dialog->kind != DIALOG_missing)
			last = dialog;
	return last;
}

/* Has the person taken another report since this one was told? Then a 好 is about that. */
static bool
passed_by(const struct turn *turn, const struct dialog *alert)
{
	EACH_BY (&turn->world->store, issue, owner, store_key_int(alert->person), issue)
		if (issue->id != alert->subject && issue->accepted_at && issue->accepted_at >= alert->asked_at)
			return true;
	return false;
}

/* 好 to "1 or 2?", 算了 to "solved?": which of its numbers is meant is asked, and nothing older done. */
static bool
ask_number(struct turn *turn, const struct dialog *last)
{
	const struct answer_item *answers = last->answers.items;
	const char *numbers = "";

	if (!turn->addressed && turn->now - last->asked_at >= SHORT_YES_MS)
		return false;
	for (size_t i = 0; i < last->answers.n; i++) {
		if (answers[i].words[0] < '0' || answers[i].words[0] > '9')
			return false;
		numbers = arena_printf(&turn->arena, "%s%s%.*s", numbers, i ? "、" : "",
		    (int)strspn(answers[i].words, "0123456789"), answers[i].words);
	}
	turn_say(turn, "answer-number", WITH({"numbers", numbers}));
	return true;
}

/* 好的, OK, 算了: questions that a yes or no can answer. True if a number was asked for. */
static bool
by_polarity(
    struct turn *turn, const struct glyphs *text, size_t from, const char *key, struct matches *matches)
{
	enum polarity polarity = polarity_of(text->cp + from, text->n - from);
	bool dismissed = polarity == POLARITY_no && polarity_dismisses(text->cp + from, text->n - from);

	if (polarity == POLARITY_none)
		return false;
	EACH_BY (&turn->world->store, dialog, chat, store_key_text(key), dialog) {
		const struct answer_item *answer = stands(turn, dialog, key) ? meant_by(dialog, polarity, dismissed)
		                                                             : NULL;

		if (answer && certain_enough(turn, dialog, text->n - from))
			match(turn, matches, dialog, answer, "");
	}
	if (matches->n && matches->item[matches->n - 1].dialog->kind == DIALOG_alert &&
	    passed_by(turn, matches->item[matches->n - 1].dialog))
		matches->n = 0;
	const struct dialog *last = asked_last(turn, key),
	                    *matched = matches->n ? matches->item[matches->n - 1].dialog : NULL;
	if (last == NULL || last->answers.n == 0 || (matched && matched->id >= last->id) ||
	    (matched == NULL && last->kind != DIALOG_receipt))
		return false;
	matches->n = 0;
	return ask_number(turn, last);
}

/* ---- which of several questions ---- */

#define SHOWN 20 /* glyphs of a report */

const char *
dialog_brief(struct turn *turn, const char *text)
{
	const char *end = text;

	for (int i = 0; i < SHOWN && *end; i++)
		(void)text_next(&end);
	return arena_printf(&turn->arena, "%.*s%s", (int)(end - text), text, *end ? "…" : "");
}

#define OLD_QUESTION (24 * MS_HOUR)
#define TALK (10 * MS_MINUTE)

/* May the message be meant for this one, too? A choice answers what the person has just said. */
static bool
may_be(const struct turn *turn, const struct match *newest, const struct match *other)
{
	enum dialog_kind kind = (enum dialog_kind)newest->dialog->kind,
	                 last = (enum dialog_kind)other->dialog->kind;

	if ((kind != DIALOG_alert && kind != DIALOG_receipt) || strcmp(newest->heard.say, other->heard.say) == 0)
		return false;
	if (last == DIALOG_alert || last == DIALOG_receipt)
		return other->dialog->asked_at > turn->now - OLD_QUESTION;
	/* What is asked of a record (which category is it?) may wait. */
	return other->dialog->subject == 0 && other->dialog->asked_at > turn->now - TALK;
}

/* The report that the question is about, or NULL. */
static const struct issue *
about_issue(const struct turn *turn, const struct dialog *dialog)
{
	bool told = dialog->kind == DIALOG_alert || dialog->kind == DIALOG_receipt;

	return told && dialog->subject < (int64_t)1 << 40 ? turn_find(turn, issue, dialog->subject) : NULL;
}

/* By the numbers of the reports, if all are such: one meaning of a number in one post. */
static void
ask_which(struct turn *turn, const struct matches *matches, const bool *meant)
{
	struct answer_item answers[MATCHES_MAX];
	size_t count = 0;
	bool issues = true;
	const char *lines = "";

	for (size_t i = 0; i < matches->n; i++)
		issues &= !meant[i] || about_issue(turn, matches->item[i].dialog) != NULL;
	for (size_t i = 0; i < matches->n; i++) {
		const struct match *one = &matches->item[i];
		const struct issue *issue = about_issue(turn, one->dialog);

		if (!meant[i])
			continue;
		const char *number = turn_number(turn, issues ? issue->id : (int64_t)count + 1);
		answers[count++] = (struct answer_item){
		    arena_printf(&turn->arena, "%s|%s号|第%s|#%s", number, number, number, number), one->heard.say};
		lines = arena_printf(&turn->arena, "%s%s%s%s%s", lines, *lines ? "\n" : "", number,
		    issues ? (turn->language == EN ? ": " : " 号:") : " ",
		    issue && issues && turn->chat.private_chat ? dialog_brief(turn, issue->text)
		        : one->dialog->kind == DIALOG_choice
		        ? (turn->language == EN ? "what I asked you before" : "前面问你的那件")
		        : one->heard.say);
	}
	dialog_say(
	    turn, "answer-which", WITH({"lines", lines}), DIALOG_choice, 0, answers, count, turn->now + TALK);
}

/* The one that is meant; several that may be are asked about. */
static struct dialog_heard
settle(struct turn *turn, const struct matches *matches)
{
	const struct match *newest = &matches->item[matches->n - 1];
	bool meant[MATCHES_MAX] = {false}, several = false;

	for (size_t i = 0; i + 1 < matches->n; i++)
		several |= meant[i] = may_be(turn, newest, &matches->item[i]);
	if (several) {
		meant[matches->n - 1] = true;
		ask_which(turn, matches, meant);
		return (struct dialog_heard){.say = "", .word = "", .kind = DIALOG_choice};
	}
	if (newest->dialog->kind != DIALOG_confirm &&
	    !newest->half) /* what is confirmed closes its question itself */
		close_one(turn, newest->dialog);
	return newest->heard;
}

struct dialog_heard
dialog_answer(struct turn *turn, const struct glyphs *text, size_t from)
{
	const char *key = turn_chat_key(turn, &turn->chat);
	struct matches matches = {.n = 0};

	if (text->n - from > 200)
		return (struct dialog_heard){0};
	by_words(turn, text, from, key, &matches);
	if (matches.n == 0)
		by_choice(turn, text, from, key, &matches);
	if (matches.n == 0 && by_polarity(turn, text, from, key, &matches))
		return (struct dialog_heard){.say = "", .word = "", .kind = DIALOG_choice};
	return matches.n ? settle(turn, &matches) : (struct dialog_heard){0};
}

void
dialog_close(struct turn *turn, enum dialog_kind kind, int64_t subject)
{
	EACH (&turn->world->store, dialog, dialog)
		if (dialog->open && (enum dialog_kind)dialog->kind == kind && dialog->subject == subject)
			close_one(turn, dialog);
}
