/* Yes and no; see the header. */
#include "language/polarity.h"

#include "base/text.h"
#include "language/undress.h"

static size_t
stands(const uint32_t *cp, size_t n, const char *word)
{
	size_t used = 0;

	for (const char *p = word; *p; used++)
		if (used >= n || cp[used] != text_next(&p))
			return 0;
	if ((unsigned char)word[0] < 0x80 && used < n && cp[used] >= 'a' && cp[used] <= 'z')
		return 0;
	return used;
}

static size_t
longest(const uint32_t *cp, size_t n, const char *const *words)
{
	size_t most = 0;

	for (int i = 0; words[i]; i++) {
		size_t used = stands(cp, n, words[i]);

		most = used > most ? used : most;
	}
	return most;
}

static const char *const yes_words[] = {"好", "好的", "好了", "好嘞", "好滴", "好啊", "好呀", "好吧", "好哒",
    "可以", "可以的", "行", "行的", "中", "成", "要得", "对", "对的", "对头", "是", "是的", "是啊", "没错",
    "没问题", "同意", "确认", "确认一下", "确定", "就这样", "就这样吧", "就这么办", "就这么发", "就这么定",
    "就这样发", "就这样定", "就这么着", "这么发", "没意见", "照这样", "照办", "按这个", "按这个来",
    "这样可以", "发吧", "发", "发出去", "发出去吧", "发布", "发布吧", "定了", "准了", "批准", "赞成",
    "必须的", "嗯", "嗯嗯", "恩", "哦好", "噢好", "得", "妥", "妥了", "没毛病", "ok", "okay", "yes", "yep",
    "yeah", "sure", "fine", "good", "right", "correct", "confirm", "confirmed", "go ahead", "do it",
    "send it", "that's right", NULL};
static const char *const no_words[] = {"不", "不是", "不是的", "不用", "不用了", "不要", "不要了", "不行",
    "不对", "不可以", "不好", "不同意", "算了", "算了吧", "先不", "先不要", "先不发", "先别", "先别发",
    "别发", "别发了", "不发", "不发了", "取消", "取消吧", "不弄了", "不搞了", "不必", "不必了", "免了",
    "都不是", "弗要", "勿要", "弗", "作废", "no", "nope", "not now", "cancel", "cancel it", "never mind",
    "don't", NULL};
static const char *const particles[] = {"吧", "啊", "呀", "了", "哦", "嘛", "啦", "呗", "的", "哈", "就",
    "那就", "那", "please", "thanks", "thank you", "谢谢", "谢谢你", "谢谢啊", "辛苦了", "麻烦了", NULL};

enum polarity
polarity_begins(const uint32_t *cp, size_t n, size_t *used)
{
	enum polarity found = POLARITY_none;
	size_t at = 0;

	*used = 0;
	while (at < n) {
		size_t yes = longest(cp + at, n - at, yes_words), no = longest(cp + at, n - at, no_words);
		size_t some = yes > no ? yes : no;
		enum polarity here = yes > no ? POLARITY_yes : POLARITY_no;

		if (some) {
			if (found != POLARITY_none && found != here)
				return POLARITY_none; /* 好,算了: both */
			found = here;
			at += some;
			*used = at;
			continue;
		}
		if (undress_mark(cp[at]) || undress_face(cp[at])) {
			/* 👌 and 👍 alone say yes, 🙏 thanks. */
			if (found == POLARITY_none && (cp[at] == 0x1f44c || cp[at] == 0x1f44d))
				found = POLARITY_yes;
			at++;
			*used = undress_mark(cp[at - 1]) ? *used : at;
			continue;
		}
		some = longest(cp + at, n - at, particles);
		if (some == 0)
			break;
		at += some;
		if (found != POLARITY_none)
			*used = at;
	}
	return found;
}

enum polarity
polarity_of(const uint32_t *cp, size_t n)
{
	size_t used;
	enum polarity found = polarity_begins(cp, n, &used);

	while (used < n && (undress_mark(cp[used]) || undress_face(cp[used])))
		used++;
	return used == n ? found : POLARITY_none;
}

static bool
has_any(const uint32_t *cp, size_t n, const char *const *words)
{
	for (size_t at = 0; at < n; at++)
		if (longest(cp + at, n - at, words))
			return true;
	return false;
}

bool
polarity_dismisses(const uint32_t *cp, size_t n)
{
	static const char *const words[] = {"算了", "不用", "不要", "不必", "免了", "取消", "作废", "先不",
	    "先别", "never mind", "cancel", "not now", NULL};

	return has_any(cp, n, words);
}

bool
polarity_agrees(const uint32_t *cp, size_t n)
{
	static const char *const words[] = {"同意", "批准", "准了", "赞成", "确认", "确定", "发", "照办",
	    "照这样", "按这个", "这么办", "confirm", "send it", "do it", "go ahead", NULL};

	return has_any(cp, n, words);
}

bool
polarity_received(const uint32_t *cp, size_t n)
{
	static const char *const words[] = {"收到", "收到了", "收到啦", "收悉", "已收到", "知道了", "知道啦",
	    "晓得了", "晓得嘞", "明白", "明白了", "了解", "了解了", "看到了", "看到啦", "看见了", "已阅", "已读",
	    "阅", "received", "got it", "noted", "read", "understood", NULL};
	static const char *const polite[] = {"书记", "主任", "领导", "干部", "老师", "辛苦", "您", "你", "大家",
	    "通知", "我", "都", "已经", "这边", "thank you", "thanks", NULL};
	bool found = false;

	for (size_t at = 0; at < n;) {
		size_t some = longest(cp + at, n - at, words);

		found |= some > 0;
		if (some == 0)
			some = longest(cp + at, n - at, yes_words);
		if (some == 0)
			some = longest(cp + at, n - at, particles);
		if (some == 0)
			some = longest(cp + at, n - at, polite);
		if (some == 0 && (undress_mark(cp[at]) || undress_face(cp[at])) && cp[at] != '?')
			some = 1;
		if (some == 0)
			return false;
		at += some;
	}
	return found;
}

size_t
polarity_negation(const uint32_t *cp, size_t n)
{
	static const char *const words[] = {"不", "没有", "没", "别", "弗", "勿", "甭", "莫", "无需", "不要",
	    "不用", "不能", "未", "not", "don't", "no", "never", "can't", "won't", "doesn't", NULL};
	static const char *const harmless[] = {"不错", "不好意思", "没问题", "没事", "没关系", "别人", "别的",
	    "别家", "特别", "不管", "不但", "不过", "不知道", "不然", "不得了", "没错", "未来", "不少", "不光",
	    "对不起", "差不多", "莫名", "no.", "no problem", NULL};

	return longest(cp, n, harmless) ? 0 : longest(cp, n, words);
}
