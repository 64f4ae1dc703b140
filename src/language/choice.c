/* Numbers that choose; see the header. */
#include "language/choice.h"

#include "base/text.h"
#include "language/undress.h"

static size_t
word_of(const uint32_t *cp, size_t n, size_t at, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = 0;
		const char *p = words[i];

		for (; *p && at + used < n; used++)
			if (text_next(&p) != cp[at + used]) {
				used = n + 1;
				break;
			}
		if (*p == 0 && used <= n && used > most)
			most = used;
	}
	return most;
}

static int
digit(uint32_t cp)
{
	static const char han[] = "一二三四五六七八九";
	int value = 1;

	if (cp >= '1' && cp <= '9')
		return (int)(cp - '0');
	if (cp >= 0x2460 && cp <= 0x2468) /* ① */
		return (int)(cp - 0x245f);
	if (cp >= 0x2474 && cp <= 0x247c) /* ⑴ */
		return (int)(cp - 0x2473);
	if (cp >= 0x2776 && cp <= 0x277e) /* ❶ */
		return (int)(cp - 0x2775);
	for (const char *p = han; *p; value++)
		if (text_next(&p) == cp)
			return value;
	return 0;
}

static size_t
dressing(const uint32_t *cp, size_t n, size_t at)
{
	while (at < n && (undress_mark(cp[at]) || (undress_face(cp[at]) && digit(cp[at]) == 0)))
		at++;
	return at;
}

int
choice_said(const uint32_t *cp, size_t n)
{
	static const char *const leads[] = {"我选择", "我选", "选择", "选", "就选", "就", "那就", "要", "我要",
	    "回", "回复", "是", "应该是", "我说", "我说的是", "说的是", "就是", "option ", "number ", "the ",
	    NULL},
	                         *const tails[] = {"个", "号", "项", "家", "条", "种", "那个", "个吧", "吧", "啊",
	                             "哦", "呀", "嘛", "呢", "了", "的", "户", "谢谢", NULL},
	                         *const english[] = {
	                             "first one", "first", "second one", "second", "third one", "third", NULL};
	size_t at = dressing(cp, n, 0), used;
	int value;

	at += word_of(cp, n, at, leads);
	at = dressing(cp, n, at);
	for (int i = 0; english[i]; i++) {
		const char *const one[] = {english[i], NULL};

		if ((used = word_of(cp, n, at, one)) && dressing(cp, n, at + used) == n)
			return i / 2 + 1;
	}
	at += word_of(cp, n, at, (const char *const[]){"第", NULL});
	if (at >= n || (value = digit(cp[at])) == 0)
		return 0;
	at++;
	while (at < n && (cp[at] == 0xfe0f || cp[at] == 0x20e3)) /* 1️⃣ */
		at++;
	for (used = 1; used > 0 && at < n; at = dressing(cp, n, at + used))
		used = word_of(cp, n, at, tails);
	return at == n ? value : 0;
}
