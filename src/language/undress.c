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

/* What UTF-8 Chinese becomes when its bytes are read as GBK: hardly any of these stands in real text. */
static bool
of_other_bytes(uint32_t cp)
{
	static const char signs[] = "佽亰瀹绉璁曚彵彿澶涘寮缇鏉鏈啘箰墠涔樻姣簡鍛璇畨鍥搴皬鍔鎴鐕汉夌鐜缁"
	                            "杩鏃鐨鍗哄殑鑳颁闀庡潙簞勬堟拌妱浠洖瀛笉烘婂跺鍒峰晣勫鏄帇湁嬪绛愰鍚"
	                            "嗘笁宸犱虹杈闄嶅鍏堝笅剁鎺笂湀戞娌嗗鏀閱瑁锋扮彁帴緵綘嗙夊竴槑垜欏姙"
	                            "槸炲嶆枃埌鸿鎵舵婃闂棩紶鏍鍐洓閿曟嬬曞煡犲姘寰憡綍鍦挙鑱瑰氬惧戠閫垮"
	                            "杞濂潕姤撳炵勯堢灏鐪愪鎻棰湪犳悕彂嶇潵鍘骞戦啋暱鍙鎶銆涓浜浼鑰闃绀鍇"
	                            "鈥锛璺伅鍧忎囨埅閬撶數渚";

	for (const char *p = signs; *p;)
		if (text_next(&p) == cp)
			return true;
	return false;
}

bool
undress_broken(const uint32_t *cp, size_t n)
{
	size_t seen = 0, letters = 0, accents = 0;

	for (size_t i = 0; i < n; i++) {
		if (cp[i] == 0xfffd)
			seen += 2;
		else if (of_other_bytes(cp[i]))
			seen++;
		accents += cp[i] >= 0xa1 && cp[i] < 0x250;
		letters += !undress_mark(cp[i]) && (cp[i] >= 0xa1 || (cp[i] >= 'a' && cp[i] <= 'z'));
	}
	return (n >= 3 && seen >= 2 && seen * 2 >= letters) || (accents >= 3 && accents * 2 > letters);
}

static bool
known_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 0x3400 && cp < 0xa000) || (cp >= 0x20000 && cp < 0x40000);
}

/* Letters of a script that is neither Chinese nor Latin. */
static bool
other_letter(uint32_t cp)
{
	return (cp >= 0x370 && cp < 0x2000) || (cp >= 0x2c00 && cp < 0x2e00) || (cp >= 0x3040 && cp < 0x3130) ||
	    (cp >= 0xa000 && cp < 0xd7b0) || (cp >= 0xfb1d && cp < 0xfe00) || (cp >= 0xfe70 && cp < 0xff00) ||
	    (cp >= 0x10000 && cp < 0x1f000);
}

bool
undress_foreign(const uint32_t *cp, size_t n)
{
	size_t known = 0, other = 0;

	for (size_t i = 0; i < n; i++) {
		known += known_letter(cp[i]);
		other += other_letter(cp[i]);
	}
	return other >= 2 && other > known;
}
