/* Wording for channels; see the header. */
#include "core/wording.h"

#include <string.h>

#include "base/text.h"

#define SAY_FROM '\1'
#define SAY_TO '\2'

static bool
is_button(const struct draft *draft, const char *word, size_t n)
{
	for (size_t i = 0; i < draft->button_count; i++) {
		const char *names[] = {draft->buttons[i].label, draft->buttons[i].value};

		for (int k = 0; k < 2; k++)
			if (strlen(names[k]) == n && memcmp(names[k], word, n) == 0)
				return true;
	}
	return false;
}

/* The next marked word at or behind `at`: its length, *word where it stands; 0 if none. */
static size_t
next_word(const char *at, const char **word)
{
	const char *from = strchr(at, SAY_FROM), *to = from ? strchr(from, SAY_TO) : NULL;

	*word = to ? from + 1 : NULL;
	return to ? (size_t)(to - from - 1) : 0;
}

/* A verb of saying, and what it becomes where there is something to press, where nobody is heard. */
struct verb {
	const char *say, *press, *alone;
};

static const struct verb *
verb_of(const char *word, size_t n)
{
	static const struct verb verbs[] = {{"回", "点", "私聊我回"}, {"answer", "press", "answer me privately:"},
	    {"Answer", "Press", "Answer me privately:"}};

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (strlen(verbs[i].say) == n && memcmp(verbs[i].say, word, n) == 0)
			return &verbs[i];
	return NULL;
}

static void
word_invitations(struct turn *turn, struct draft *draft, const struct channel_traits *traits,
    bool private_chat, bool pressable)
{
	struct buf out = {0};
	const char *name = traits->name ? traits->name : turn->language == EN ? "lianxin" : "连心";

	for (const char *p = buf_text(&draft->text); *p; p++) {
		const char *word, *next;
		size_t n = *p == SAY_FROM ? next_word(p, &word) : 0;

		if (*p == SAY_FROM && n) {
			size_t next_n = next_word(word + n, &next);
			const struct verb *verb = verb_of(word, n);

			if (verb) {
				if (pressable && next_n && is_button(draft, next, next_n))
					buf_adds(&out, verb->press);
				else if (traits->deaf && !private_chat)
					buf_adds(&out, verb->alone);
				else
					buf_add(&out, word, n);
			} else {
				if (traits->mention_only && !private_chat && !(pressable && is_button(draft, word, n)))
					buf_addf(&out, "%s@%s ", out.n >= 3 && memcmp(out.p + out.n - 3, "回", 3) == 0 ? " " : "",
					    name);
				buf_add(&out, word, n);
			}
			p = word + n;
		} else if (*p != SAY_FROM && *p != SAY_TO) {
			buf_addc(&out, *p);
		}
	}
	buf_free(&draft->text);
	draft->text = out;
}

/* Names stand plainly where nobody can be mentioned. */
static void
unmention(struct turn *turn, struct draft *draft)
{
	for (size_t i = 0; i < draft->mention_count; i++) {
		const char *marked = arena_printf(&turn->arena, "@%s", draft->mentions[i].name);
		struct buf out = {0};

		for (const char *p = buf_text(&draft->text); *p;) {
			p += text_starts(p, marked);
			buf_addc(&out, *p++);
		}
		buf_free(&draft->text);
		draft->text = out;
	}
	draft->mention_count = 0;
}

/* An English sentence that begins with what was filled in (tomorrow 12:00) has its capital, too. */
static void
capitalize(struct draft *draft)
{
	char *first = (char *)draft->text.p;

	if (draft->text.n && *first >= 'a' && *first <= 'z')
		*first = (char)(*first - 'a' + 'A');
}

void
word_draft(struct turn *turn, struct draft *draft, const struct channel_traits *traits, bool private_chat,
    bool answer)
{
	bool pressable = draft->button_count && draft->text.n <= traits->button_bytes &&
	    !(answer && traits->posts_only);

	if (turn->language == EN)
		capitalize(draft);
	if (memchr(buf_text(&draft->text), SAY_FROM, draft->text.n))
		word_invitations(turn, draft, traits, private_chat, pressable);
	if (traits->no_buttons || (traits->button_bytes && !pressable))
		draft->button_count = 0;
	if (traits->no_mentions)
		unmention(turn, draft);
}

const char *
word_excerpt(struct arena *arena, const char *text, const char *name)
{
	const char *marked = arena_printf(arena, "@%s", name), *last = strrchr(text, '\n');
	struct buf out = {0};

	for (const char *line = text; line;) {
		size_t n = strcspn(line, "\n");
		const char *words = arena_text(arena, line, n);

		if (line == text || strstr(words, marked) || (last && line == last + 1))
			buf_addf(&out, "%s%s", out.n ? "\n" : "", words);
		line = line[n] ? line + n + 1 : NULL;
	}
	return buf_keep(&out, arena);
}
