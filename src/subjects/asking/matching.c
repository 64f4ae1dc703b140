/* Questions and what they are about; see the header. A pair of neighbouring letters counts the
 * more the fewer matters have it; a name, or another word for it, counts by its length. What of
 * the question no matter accounts for speaks against it. */
#include "subjects/asking/matching.h"

#include <string.h>

#include "base/text_norm.h"
#include "reading/parse.h"
#include "subjects/asking/words.h"

#define PAIRS_MAX 63   /* of a question; the rest is not looked at */
#define NAME_LETTER 96 /* a letter of a name in the question, in sixteenths */
#define WORD_LETTER 64 /* a letter of another word for it */
#define NAME_PAIR 3
#define BODY_PAIR 1
#define SCORE_LEAST 126
#define COVER_LEAST 35 /* per cent of the question's own letters */

/* What people say beside what rules say: words of one matter a line. */
static const char *const groups[] = {
    "五保户|没儿没女|无儿无女|孤寡|特困|五保",
    "看病|住院|医药费|医疗",
    "车祸|急难|救急|突发|意外|临时救助",
    "拖拉机|收割机|旋耕机|插秧机|农机",
    "种粮|种地|种田|粮食|地力|耕地",
    "庄稼|水稻|小麦|玉米|油菜|农业",
    "庄稼保险|水稻保险|小麦保险|农业保险",
    "自闭症|聋|听不见|脑瘫|残疾儿童|康复",
    "坐牢|服刑|管不了孩子|不管孩子|事实无人抚养|事实孤儿",
    "没爹没娘|没爸没妈|爹娘都没了|孤儿",
    "中专|职高|技校|职业教育|雨露计划",
    "上大学|大学生|助学贷款",
    "女儿户|独生女|两个女儿|一个女儿|计生|计划生育|奖励扶助",
    "失独|独生子没了|孩子没了|特别扶助",
    "高龄|八十岁|九十岁|80岁|90岁|百岁",
    "瘫痪|瘫在床|不能自理|卧床|躺在床|失能",
    "烈士|烈属|残疾军人|伤残军人|优抚",
    "当过兵|当兵|退伍|老兵|退役士兵",
    "盖房|造房|起屋|起新屋|建房|建新房|新屋|宅基地",
    "包给别人|租给别人|租田|转包|流转",
    "回村|回乡|回家乡|返乡",
    "创业|开店|办厂",
    "监测户|防返贫|返贫",
    "台风|洪水|淹了|刮倒|地震|冰雹|遭灾|受灾|灾害",
    "不给钱|欠工资|讨薪|律师|打官司|法律援助",
    "流浪汉|要饭|乞讨|流浪",
    "午饭|中饭|午餐|营养餐|营养",
    "茅厕|茅坑|旱厕|厕所|改厕|户厕",
    "老房子|危房|修房|房子快倒|危旧房",
    "穷|吃不上饭|低保",
    "养老|养老金|养老钱|退休金|养老保险",
    "合作医疗|新农合|医保|医疗保险",
    "困难学生|贫困学生|家庭经济困难学生|学生资助",
    "贷款|借款|信贷",
    "民宿|农家乐|乡村旅游",
    "grain|farming|crops|种粮|种地|耕地",
    "minimum living|low income|低保",
    "medical insurance|医保",
    "pension|养老金|养老保险",
};

/* Words that ask, or stand in every question of this kind. */
static const char *const stops[] = {"怎么弄", "怎么办", "怎么样", "怎么", "咋样", "咋", "如何", "什么时候",
    "什么", "啥时候", "啥", "多少钱", "多少", "几成", "几岁", "几间", "几点", "几", "能不能", "有没有",
    "可以", "能", "请问", "我这种情况", "这种情况", "一个月", "每月", "每年", "一年", "一亩", "今年", "现在",
    "申请", "办理", "领取", "开始", "手续", "标准", "政策", "条件", "材料", "待遇", "规定", "国家", "哪里",
    "去哪", "到哪", "在哪", "哪", "找谁", "谁", "吗", "呢", "啊", "呀", "的", "了", "没", "有", "还", "要",
    "是", "在", "给", "我", "家里", "家", "想", "钱", "岁", "补贴", "补助", "扶持", "发", "拿", "领", "交",
    "办", "批", "满", "也", "都", "把", "一点", "一次", "每", "让", "老了", "没钱", "按", "还是", "算",
    "好多", "what", "is", "there", "for", "the", "a", "subsidy", "how", "much"};

/* Whoever asks for these wants to hear of them: a text without them is no answer. */
static const char *const musts[] = {"消防", "哪些证", "什么证", "执照", "许可", "优待证", "身份证", "户口",
    "护照", "驾照", "排污", "环保", "医保卡", "公交"};

struct question {
	struct glyphs text;
	size_t pairs;              /* pair i is letter i and i + 1 */
	uint64_t *names, *bodies;  /* bits: which pairs stand in a matter's names, body */
	int64_t weight[PAIRS_MAX]; /* of each pair, in sixteenths */
	bool *own;                 /* letters that are not in every question */
	size_t own_count;
};

static bool
letter(uint32_t cp)
{
	return cp > ' ' && cp != ';' && cp != ',' && cp != U'、' && cp != U'?' && cp != U'。';
}

static uint64_t
pairs_in(const struct question *question, const struct glyphs *text)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < question->pairs; i++) {
		const uint32_t *pair = question->text.cp + i;

		for (size_t at = 0; letter(pair[0]) && letter(pair[1]) && at + 1 < text->n; at++)
			if (text->cp[at] == pair[0] && text->cp[at + 1] == pair[1]) {
				bits |= UINT64_C(1) << i;
				break;
			}
	}
	return bits;
}

/* 16 log2(a / b), a >= b > 0, rounded down: halving steps, then sixteenths of a straight line. */
static int64_t
log_sixteenths(int64_t a, int64_t b)
{
	int64_t whole = 0;

	while (a >= 2 * b) {
		b *= 2;
		whole++;
	}
	return whole * 16 + 16 * (a - b) / b;
}

static void
weigh(struct question *question, size_t count)
{
	for (size_t i = 0; i < question->pairs; i++) {
		int64_t having = 0;

		for (size_t m = 0; m < count; m++)
			having += (((question->names[m] | question->bodies[m]) >> i) & 1) != 0;
		/* log((count + 1) / (having + 1/2)) */
		int64_t rare = 2 * (int64_t)count + 2, often = 2 * having + 1;
		question->weight[i] = rare > often ? log_sixteenths(rare, often) : 0;
	}
}

static void
find_own(struct arena *arena, struct question *question)
{
	const struct glyphs *text = &question->text;

	question->own = arena_alloc(arena, text->n + 1);
	for (size_t at = 0; at < text->n; at++)
		question->own[at] = letter(text->cp[at]);
	for (size_t at = 0; at < text->n; at++) {
		size_t most = 0;

		for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
			size_t used = parse_word(text, at, stops[i]);

			most = used > most ? used : most;
		}
		for (size_t i = 0; i < most; i++)
			question->own[at + i] = false;
	}
	for (size_t at = 0; at < text->n; at++)
		question->own_count += question->own[at];
}

/* The word, if it stands in the question, covers its letters. How many. */
static size_t
cover(const struct question *question, const char *word, size_t bytes, bool *covered)
{
	char copy[128];

	if (bytes == 0 || bytes >= sizeof copy)
		return 0;
	memcpy(copy, word, bytes);
	copy[bytes] = 0;
	size_t at = parse_find(&question->text, 0, copy), used = parse_word(&question->text, at, copy);
	if (at >= question->text.n || used < 2)
		return 0;
	memset(covered + at, 1, used);
	return used;
}

/* Each word of the list that stands in the question. */
static int64_t
cover_words(const struct question *question, const char *words, char separator, int64_t each, bool *covered)
{
	const char ends[] = {separator, 0};
	int64_t sum = 0;

	for (const char *p = words; p && *p;) {
		size_t n = strcspn(p, ends);

		sum += each * (int64_t)cover(question, p, n, covered);
		p += n + (p[n] == separator);
	}
	return sum;
}

/* Does the matter speak of everything that the question cannot do without? */
static bool
speaks_of(const struct question *question, const struct glyphs *names, const struct glyphs *body)
{
	for (size_t i = 0; i < sizeof musts / sizeof *musts; i++)
		if (words_any(&question->text, 0, musts[i]) && !words_any(names, 0, musts[i]) &&
		    !words_any(body, 0, musts[i]))
			return false;
	return true;
}

static int64_t
score_of(struct arena *arena, const struct question *question, const struct matter *matter, size_t index)
{
	bool *covered = arena_alloc(arena, question->text.n + 1);
	struct glyphs names = text_glyphs(arena, matter->names), body = text_glyphs(arena, matter->body);
	int64_t sum = cover_words(question, matter->names, ';', NAME_LETTER, covered);
	size_t got = 0;

	for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
		if (words_any(&names, 0, groups[g]))
			sum += cover_words(question, groups[g], '|', WORD_LETTER, covered);
	for (size_t i = 0; i < question->pairs; i++)
		if ((question->names[index] >> i) & 1) {
			sum += NAME_PAIR * question->weight[i];
			covered[i] = covered[i + 1] = true;
		}
	if (sum == 0) /* words of its text alone are not what it is about */
		return 0;
	for (size_t i = 0; i < question->pairs; i++)
		if ((question->bodies[index] >> i) & ~(question->names[index] >> i) & 1) {
			sum += BODY_PAIR * question->weight[i];
			covered[i] = covered[i + 1] = true;
		}
	for (size_t at = 0; at < question->text.n; at++)
		got += question->own[at] && covered[at];
	bool enough = question->own_count == 0 || got * 100 >= question->own_count * COVER_LEAST;
	return enough && sum >= SCORE_LEAST && speaks_of(question, &names, &body) ? sum : 0;
}

size_t
matching_find(struct arena *arena, const char *question, const struct matter *matters, size_t count,
    struct match out[MATCHES_MAX])
{
	struct question asked = {.text = text_glyphs(arena, question)};
	size_t found = 0;

	asked.pairs = asked.text.n > 1 ? asked.text.n - 1 : 0;
	if (asked.pairs > PAIRS_MAX)
		asked.pairs = PAIRS_MAX;
	asked.names = arena_alloc(arena, (count + 1) * sizeof *asked.names);
	asked.bodies = arena_alloc(arena, (count + 1) * sizeof *asked.bodies);
	find_own(arena, &asked);
	for (size_t m = 0; m < count; m++) {
		struct glyphs names = text_glyphs(arena, matters[m].names),
		              body = text_glyphs(arena, matters[m].body);

		asked.names[m] = pairs_in(&asked, &names);
		asked.bodies[m] = pairs_in(&asked, &body);
	}
	weigh(&asked, count);
	for (size_t m = 0; m < count; m++) {
		struct match match = {m, score_of(arena, &asked, &matters[m], m)};
		size_t at = found;

		if (match.score == 0)
			continue;
		while (at > 0 && out[at - 1].score < match.score)
			at--;
		if (at == MATCHES_MAX)
			continue;
		if (found < MATCHES_MAX)
			found++;
		for (size_t i = found - 1; i > at; i--)
			out[i] = out[i - 1];
		out[at] = match;
	}
	return found;
}
