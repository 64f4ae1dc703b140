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
#define COVER_WORDS 12 /* when a whole name or word is said: people tell a story around it */

/* What people say beside what rules say: words of one matter a line. */
static const char *const groups[] = {
    "五保户|没儿没女|无儿无女|孤寡|孤老|老光棍|敬老院|福利院|没人养|特困|五保",
    "重病|手术|自费|住了院|花了几万|住院费|药费|看病|住院|医药费|手术费|报销完|医疗",
    "遭了难|遭难|周转不开|车祸|急病|急难|救急|应急|突发|意外|脑出血|心梗|拿不出钱|临时救助",
    "微耕机|打谷机|播种机|割稻机|打药机|脱粒机|抽水机|拖拉机|收割机|旋耕机|插秧机|烘干机|无人机|买机器|农机",
    "承包地补|田补|粮补|良种|种粮|种地|种田|粮食补|种稻|种麦|地力|耕地",
    "庄稼|水稻|小麦|玉米|油菜|农业",
    "庄稼保险|水稻保险|小麦保险|粮食保险|种植保险|农业保险",
    "大病报销|大病怎么报|得了大病|大病保险",
    "自闭症|聋|听不见|脑瘫|残疾儿童|残疾孩子|残疾娃|康复训练|康复",
    "爹进去了|判了刑|判刑|改嫁|蹲监狱|关进去|离家出走|坐牢|服刑|管不了孩子|不管孩子|妈跑了|爸跑了|父母失踪|事实无人抚养|事实孤儿",
    "爹妈都死|父母都没|爹娘都死|没爹没娘|没爸没妈|爹娘都没了|父母双亡|孤儿",
    "中职|职中|读技|卫校|幼师|中专|职高|技校|高职|职业学校|职业教育|雨露计划",
    "上大学|考上大学|大学生|读大学|学费|助学贷款",
    "独女|双女|只生一个|只生了一|一个娃|独生子女|女儿户|独生女|两个女儿|一个女儿|两个丫头|一个丫头|计生|计划生育|奖励扶助",
    "失独|独生子没了|孩子没了|独苗|儿子走了|特别扶助",
    "九十了|百岁老人|老寿星|高龄|八十岁|九十岁|八十多|九十多|九十三|80岁|90岁|百岁|长寿",
    "瘫|痴呆|动不了|要人伺候|瘫痪|瘫在床|瘫了|不能自理|卧床|躺在床|失能|没人照料|护理钱",
    "烈士|烈属|残疾军人|伤残军人|抚恤|优抚",
    "退役兵|退役老兵|退伍兵|老战士|义务兵|当兵回来|服过役|当过兵|当兵|退伍|老兵|参过军|参军|部队|退役士兵",
    "老宅|翻新|盖楼|盖两层|盖三层|几层|盖间|砌房|造屋|批地|房基|盖房|造房|起屋|起新屋|修新房|建房|建新房|新屋|地基|宅基地",
    "田给别人种|地给别人种|大户包|包给|租给|租田|租地|转包|地租|流转",
    "回村|回乡|回家乡|回老家|返乡",
    "创业|开店|办厂|做生意",
    "监测户|报监测|防返贫|返贫",
    "水淹|暴雨|塌方|雪灾|旱灾|倒灌|台风|洪水|大水|淹了|冲了|冲走|刮倒|地震|冰雹|遭灾|受灾|救济|灾害",
    "请不起律师|官司|不给钱|欠工资|讨薪|律师|打官司|告状|起诉|法律援助",
    "没地方住|睡大街|走失老人|流浪汉|要饭|乞讨|桥洞|流浪",
    "午饭|中饭|午餐|学校吃饭|学校食堂|营养餐|营养",
    "厕改|马桶|茅厕|茅坑|旱厕|厕所|改厕|冲水|户厕",
    "老房子|土坯房|危房|修房|房子快倒|危旧房",
    "揭不开锅|没收入|过不下去|穷|吃不上饭|没劳力|低保线|低保",
    "养老金|养老钱|退休金|老农保|新农保|养老保险",
    "合作医疗|新农合|医保|医疗保险",
    "家里困难|生活补助|贫困生|困难学生|贫困学生|家庭经济困难学生|学生资助",
    "贷款|借款|信贷",
    "客栈|乡村客栈|民宿|农家乐|乡村旅游",
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
    "护照", "驾照", "排污", "环保", "医保卡", "社保卡", "公交", "养老院"};

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
	int64_t words = sum;
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
	size_t least = words ? COVER_WORDS : COVER_LEAST;
	bool enough = question->own_count == 0 || got * 100 >= question->own_count * least;
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
