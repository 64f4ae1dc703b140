/* Taking off what is not said; see the header. */
#include "language/undress.h"

#include "base/text.h"

bool
undress_mark(uint32_t cp)
{
	switch (cp) {
	case ' ':
	case ',':
	case ':':
	case ';':
	case '\n':
	case '.':
	case '!':
	case '?':
	case '~':
	case '"':
	case '\'':
	case '(':
	case ')':
	case '-':
	case 0x3001: /* 、 */
	case 0x3002: /* 。 */
	case 0x2026: /* … */
	case 0x300a:
	case 0x300b:
	case 0x3010:
	case 0x3011: return true;
	default: return false;
	}
}

bool
undress_face(uint32_t cp)
{
	return (cp >= 0x1f000 && cp <= 0x1faff) || (cp >= 0x2600 && cp <= 0x27bf) || cp == 0x200d ||
	    cp == 0xfe0f || cp == 0x2b50 || cp == 0x203c || (cp >= 0x1f3fb && cp <= 0x1f3ff) ||
	    (cp >= 0xe0020 && cp <= 0xe007f);
}

/* Code points that the word takes at `at`, 0 if it does not stand there. */
static size_t
stands(const uint32_t *cp, size_t n, size_t at, const char *word)
{
	size_t used = 0;

	for (const char *p = word; *p; used++)
		if (at + used >= n || cp[at + used] != text_next(&p))
			return 0;
	/* A Latin filler is a word of its own. */
	if ((unsigned char)word[0] < 0x80 && at + used < n && cp[at + used] >= 'a' && cp[at + used] <= 'z')
		return 0;
	return used;
}

/* Words that only look as if they began with a filler. */
static const char *const no_fillers[] = {"请假", "请客", "请示", "请教", "请求", "请柬", "请人", "请来",
    "请了", "喂猪", "喂鸡", "喂奶", "喂食", "喂狗", "喂牛", "喂鱼", "连心卡", "额外", "额度", "额头", "哈尔",
    "哈密", "那个人", "那个谁", "那个路", "那个灯", "那个提醒", "那个事", "哈哈", "帮忙的", NULL};

static size_t
filler(const uint32_t *cp, size_t n, size_t at)
{
	static const char *const words[] = {"请问一下", "请问", "请你", "请您", "麻烦你", "麻烦您", "麻烦",
	    "帮我", "帮忙", "帮个忙", "劳驾", "拜托", "那个啥", "那个", "那啥", "嗯嗯", "嗯", "呃", "额", "哎呀",
	    "哎", "唉", "诶", "喂", "哦", "噢", "哈", "你好啊", "你好", "您好", "连心啊", "连心", "小连",
	    "机器人", "对了", "话说", "就是说", "请", "could you please", "can you please", "could you",
	    "can you", "please", "pls", "hello", "hi", "hey", "lianxin", "well", "um", "uh", NULL};
	size_t most = 0;

	for (int i = 0; no_fillers[i]; i++)
		if (stands(cp, n, at, no_fillers[i]))
			return 0;
	for (int i = 0; words[i]; i++) {
		size_t used = stands(cp, n, at, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

/* [流泪], [OK]: the name of a sticker; its length with the brackets. */
static size_t
sticker(const uint32_t *cp, size_t n, size_t at)
{
	if (cp[at] != '[')
		return 0;
	for (size_t end = at + 1; end < n && end - at <= 8; end++) {
		if (cp[end] == ']')
			return end + 1 - at;
		if (cp[end] == ' ' || cp[end] == '[')
			return 0;
	}
	return 0;
}

void
undress(const uint32_t *cp, size_t n, uint8_t *dress)
{
	bool begins = true;

	for (size_t at = 0; at < n;) {
		size_t used = sticker(cp, n, at), put = 0;
		enum dress what = DRESS_word;

		if (used || undress_face(cp[at])) {
			what = DRESS_face;
			put = used ? used : 1;
		} else if (undress_mark(cp[at])) {
			what = DRESS_mark;
			put = 1;
			begins = true;
		} else if (begins && (used = filler(cp, n, at)) != 0) {
			what = DRESS_filler;
			put = used;
		} else {
			put = 1;
			begins = false;
		}
		for (size_t i = 0; i < put; i++)
			dress[at + i] = (uint8_t)what;
		at += put;
	}
}

size_t
undress_begin(const uint32_t *cp, size_t n)
{
	for (size_t at = 0; at < n;) {
		size_t used = sticker(cp, n, at);

		if (used == 0)
			used = undress_mark(cp[at]) || undress_face(cp[at]) ? 1 : filler(cp, n, at);
		if (used == 0)
			return at;
		at += used;
	}
	return n;
}

size_t
undress_quote(const uint32_t *cp, size_t n)
{
	if (n == 0 || cp[0] != '"')
		return 0;
	for (size_t at = 1; at + 1 < n; at++) {
		size_t end = at + 1, dashes = 0;

		if (cp[at] != '"')
			continue;
		while (end < n && (cp[end] == ' ' || cp[end] == '\n' || cp[end] == '-')) {
			dashes += cp[end] == '-';
			end++;
		}
		if (dashes >= 3 && end < n)
			return end;
	}
	return 0;
}

bool
undress_broken(const uint32_t *cp, size_t n)
{
	/* The commonest characters that UTF-8 Chinese becomes when its bytes are read as GBK;
	 * each is rare in real text, several in one sentence never stand there by chance. */
	static const uint32_t marks[] = {U'鍏', U'鐢', U'鍙', U'鍒', U'銆', U'鍦', U'鐨', U'鏄', U'涓', U'浼',
	    U'璇', U'鑰', U'鍙', U'闃', U'绀', U'杩', U'浠', U'鎶', U'憡', U'鍇', U'缁', U'鈥', U'€', U'锛', '0',
	    0};
	size_t seen = 0;

	for (size_t i = 0; i < n; i++) {
		if (cp[i] == 0xfffd)
			seen += 2;
		for (int k = 0; marks[k] > 0x30; k++)
			seen += cp[i] == marks[k];
	}
	return n >= 3 && seen * 4 >= n && seen >= 2;
}
