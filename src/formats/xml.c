/* XML from strangers, by expat; see the header. */
#include "formats/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

#include "base/buf.h"
#include "base/require.h"
#include "base/text.h"

#define DEPTH_MAX 8
#define ELEMENTS_MAX 256

struct xml_reading {
	XML_Parser parser;
	struct arena *arena;
	struct xml *root;
	struct open {
		struct xml *element, **last;
		struct buf text;
	} open[DEPTH_MAX];
	int depth, elements;
	bool refused; /* expat may still tell of what it had begun */
};

static void
refuse(struct xml_reading *in)
{
	in->refused = true;
	XML_StopParser(in->parser, XML_FALSE);
}

/* Names of other alphabets and of namespaces are in no callback. */
static bool
plain(const char *name)
{
	return name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")] == 0;
}

static void XMLCALL
on_start(void *context, const char *name, const char **attributes)
{
	struct xml_reading *in = context;

	if (in->refused)
		return;
	if (in->depth == DEPTH_MAX || ++in->elements > ELEMENTS_MAX || attributes[0] || !plain(name)) {
		refuse(in);
		return;
	}
	struct xml *mine = arena_alloc(in->arena, sizeof *mine);
	mine->name = arena_text(in->arena, name, strlen(name));
	if (in->depth) {
		struct open *parent = &in->open[in->depth - 1];

		*parent->last = mine;
		parent->last = &mine->next;
	} else {
		in->root = mine;
	}
	in->open[in->depth++] = (struct open){.element = mine, .last = &mine->child};
}

static void XMLCALL
on_end(void *context, const char *name)
{
	struct xml_reading *in = context;

	(void)name;
	if (in->refused)
		return;
	struct open *open = &in->open[--in->depth];
	open->element->text = buf_keep(&open->text, in->arena);
}

static void XMLCALL
on_text(void *context, const char *p, int n)
{
	struct xml_reading *in = context;

	if (!in->refused)
		buf_add(&in->open[in->depth - 1].text, p, (size_t)n);
}

static void XMLCALL
on_doctype(void *context, const char *name, const char *system, const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(context);
}

static void XMLCALL
on_instruction(void *context, const char *target, const char *data)
{
	(void)target;
	(void)data;
	refuse(context);
}

static void XMLCALL
on_comment(void *context, const char *text)
{
	(void)text;
	refuse(context);
}

struct xml *
xml_parse(const char *p, size_t n, struct arena *arena)
{
	struct xml_reading in = {.parser = XML_ParserCreate("UTF-8"), .arena = arena};

	require(in.parser != NULL);
	p = text_past_bom(p, &n);
	for (; n && strchr(" \t\r\n", *p); p++)
		n--;
	XML_SetUserData(in.parser, &in);
	XML_SetElementHandler(in.parser, on_start, on_end);
	XML_SetCharacterDataHandler(in.parser, on_text);
	XML_SetStartDoctypeDeclHandler(in.parser, on_doctype);
	XML_SetProcessingInstructionHandler(in.parser, on_instruction);
	XML_SetCommentHandler(in.parser, on_comment);
	bool good = n <= INT_MAX && XML_Parse(in.parser, p, (int)n, XML_TRUE) == XML_STATUS_OK;
	while (in.depth > 0)
		buf_free(&in.open[--in.depth].text);
	XML_ParserFree(in.parser);
	return good ? in.root : NULL;
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
