/* Lists of words; see the header. */
#include "subjects/asking/words.h"

#include <stdio.h>
#include <string.h>

#include "reading/parse.h"

#define WORD_BYTES 64

bool
words_any(const struct glyphs *text, size_t from, const char *words)
{
	char word[WORD_BYTES];

	while (words && *words) {
		size_t n = strcspn(words, "|");

		snprintf(word, sizeof word, "%.*s", (int)n, words);
		if (n && parse_find(text, from, word) < text->n)
			return true;
		words += n + (words[n] == '|');
	}
	return false;
}

bool
words_wrong(const struct glyphs *text, size_t from)
{
	return words_any(text, from,
	    "坏|漏|堵|断了|塌|臭|不亮|没水|停水|停电|没电|啃|偷|吵得|被占|没人收|没人管|什么时候修|啥时候修|还不修|"
	    "投诉|举报|反映|彻查|严查|查处|拖欠|欠薪|拒绝|违法|违规|违建|非法|乱收|乱扣|乱|隐患|噪音|污染|扰民|骗|"
	    "虚假|不公|不合理|严重|危险|维权|请对|请给|恳请|恳求|要求|希望|建议|瞎了|黑灯|不能用|用不了|没反应|"
	    "broken|leak|blocked|dangerous|complain");
}

bool
words_ask(const struct glyphs *text, size_t from)
{
	return words_any(text, from,
	    "吗|么|什么|怎么|咋|啥|谁|哪|几|多少|在不在|是否|好不好|行不行|会不会|该不该|准不准|了没|何时|何处|如何|能否|能不能|可不可以|有没有|是不是|要不要|请问|咨询|"
	    "为什么|呢|?|在不在|是否|好不好|行不行|会不会|该不该|准不准|了没|啥时|哪里|what|how|when|where|who|why|which|is there|can i|do i");
}
