/* XML from strangers; see the header. */
#include "formats/xml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define DEPTH_MAX 8
#define ELEMENTS_MAX 256

struct reading {
	const char *at, *end;
	struct arena *arena;
	int elements;
};

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
	    c == '-' || c == '.';
}

static bool
stands(const struct reading *in, const char *text)
{
	size_t n = strlen(text);

	return (size_t)(in->end - in->at) >= n && memcmp(in->at, text, n) == 0;
}

static const char *
name(struct reading *in)
{
	const char *from = in->at;

	while (in->at < in->end && name_char(*in->at))
		in->at++;
	return in->at == from || (*from >= '0' && *from <= '9') || *from == '-' || *from == '.'
	    ? NULL
	    : arena_text(in->arena, from, (size_t)(in->at - from));
}

static void
blanks(struct reading *in)
{
	while (in->at < in->end && strchr(" \t\r\n", *in->at))
		in->at++;
}

/* &lt; &#26449; &#x6751; */
static bool
entity(struct reading *in, struct buf *out)
{
	static const struct {
		const char *code;
		char plain;
	} named[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};

	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		if (stands(in, named[i].code)) {
			buf_addc(out, named[i].plain);
			in->at += strlen(named[i].code);
			return true;
		}
	if (!stands(in, "&#"))
		return false;
	bool hex = in->at + 2 < in->end && in->at[2] == 'x';
	const char *from = in->at + (hex ? 3 : 2), *p = from;
	uint32_t cp = 0;
	for (; p < in->end && p - from < 8 && *p != ';'; p++) {
		int digit = *p >= '0' && *p <= '9'  ? *p - '0'
		    : hex && *p >= 'a' && *p <= 'f' ? *p - 'a' + 10
		    : hex && *p >= 'A' && *p <= 'F' ? *p - 'A' + 10
		                                    : -1;

		if (digit < 0)
			return false;
		cp = cp * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (p == from || p == in->end || *p != ';' || cp == 0 || cp > 0x10ffff ||
	    (cp >= 0xd800 && cp <= 0xdfff) || (cp < 32 && !strchr("\t\r\n", (int)cp)))
		return false;
	char bytes[4];
	buf_add(out, bytes, text_encode(cp, bytes));
	in->at = p + 1;
	return true;
}

static struct xml *
element(struct reading *in, int depth)
{
	struct xml *mine = arena_alloc(in->arena, sizeof *mine), **last = &mine->child;
	struct buf text = {0};
	bool good = false;

	*mine = (struct xml){0};
	if (depth > DEPTH_MAX || ++in->elements > ELEMENTS_MAX || !stands(in, "<"))
		return NULL;
	in->at++;
	mine->name = name(in);
	blanks(in);
	if (mine->name && stands(in, "/>")) {
		in->at += 2;
		mine->text = "";
		return mine;
	}
	if (mine->name == NULL || !stands(in, ">"))
		return NULL;
	in->at++;
	while (in->at < in->end) {
		if (stands(in, "<![CDATA[")) {
			const char *from = in->at + 9, *to = from;

			while (to + 3 <= in->end && memcmp(to, "]]>", 3) != 0)
				to++;
			if (to + 3 > in->end)
				break;
			buf_add(&text, from, (size_t)(to - from));
			in->at = to + 3;
		} else if (stands(in, "</")) {
			in->at += 2;
			const char *closed = name(in);
			blanks(in);
			good = closed && strcmp(closed, mine->name) == 0 && stands(in, ">");
			in->at += good;
			break;
		} else if (*in->at == '<') {
			struct xml *child = element(in, depth + 1);

			if (child == NULL)
				break;
			*last = child;
			last = &child->next;
		} else if (*in->at == '&') {
			if (!entity(in, &text))
				break;
		} else {
			buf_addc(&text, *in->at++);
		}
	}
	mine->text = buf_keep(&text, in->arena);
	return good ? mine : NULL;
}

struct xml *
xml_parse(const char *p, size_t n, struct arena *arena)
{
	struct reading in = {p, p + n, arena, 0};

	if (!text_valid(p, n))
		return NULL;
	blanks(&in);
	struct xml *root = element(&in, 1);
	blanks(&in);
	return root && in.at == in.end ? root : NULL;
}

const struct xml *
xml_child(const struct xml *parent, const char *wanted)
{
	const struct xml *found = NULL;

	for (const struct xml *child = parent ? parent->child : NULL; child; child = child->next)
		if (strcmp(child->name, wanted) == 0) {
			if (found)
				return NULL;
			found = child;
		}
	return found;
}

const char *
xml_text(const struct xml *parent, const char *wanted)
{
	const struct xml *child = xml_child(parent, wanted);

	return child ? child->text : NULL;
}
