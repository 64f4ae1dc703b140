/* XML from strangers: what a chat platform sends is read, everything else of XML is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "formats/xml.h"

static struct xml *
parse(struct arena *arena, const char *text)
{
	return xml_parse(text, strlen(text), arena);
}

static void
callbacks_are_read(void **state)
{
	struct arena arena = {0};
	struct xml *root = parse(&arena,
	    " <xml>\n  <To><![CDATA[ww3f]]></To><Text>a&lt;b &amp;&#26449;&#x6751;<![CDATA[]]]]><![CDATA[>]]></Text>"
	    "<Empty/><Item><Key>1</Key></Item><Item><Key>2</Key></Item></xml>\r\n");

	(void)state;
	assert_non_null(root);
	assert_string_equal(root->name, "xml");
	assert_string_equal(xml_text(root, "To"), "ww3f");
	assert_string_equal(xml_text(root, "Text"), "a<b &村村]]>");
	assert_string_equal(xml_text(root, "Empty"), "");
	assert_null(xml_text(root, "Absent"));
	assert_null(xml_child(root, "Item")); /* twice is not once */
	const struct xml *item = root->child->next->next->next;
	assert_string_equal(xml_text(item, "Key"), "1");
	assert_string_equal(xml_text(item->next, "Key"), "2");
	arena_clear(&arena);
}

/* Some makers set a byte order mark or a declaration in front; the bytes are UTF-8 whatever it says. */
static void
fronts_are_passed_over(void **state)
{
	static const char *const fronts[] = {"", "\xef\xbb\xbf", "<?xml version=\"1.0\"?>",
	    "\xef\xbb\xbf\r\n<?xml version='1.0' encoding='GBK'?>\n"};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++)
		assert_string_equal(
		    xml_text(parse(&arena, arena_printf(&arena, "%s<xml><A>村</A></xml>", fronts[i])), "A"), "村");
	arena_clear(&arena);
}

static void
everything_else_is_refused(void **state)
{
	static const char *const texts[] = {
	    "",
	    "no element",
	    "<xml>",
	    "<xml></lmx>",
	    "<xml></xml><xml></xml>",
	    "<xml></xml> behind",
	    "<!DOCTYPE xml [<!ENTITY a \"b\">]><xml>&a;</xml>",
	    "<!DOCTYPE xml SYSTEM \"file:///etc/passwd\"><xml/>",
	    "<xml>&a;</xml>",
	    "<xml a=\"b\"></xml>",
	    "<xml xmlns=\"urn:x\"/>",
	    "<xml><!-- a --></xml>",
	    "<!-- a --><xml/>",
	    "<xml/><?xml version=\"1.0\"?>",
	    "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><xml/>",
	    "<xml><?php a ?></xml>",
	    "<xml>&#0;</xml>",
	    "<xml>&#xd800;</xml>",
	    "<xml>&#x110000;</xml>",
	    "<xml>&#1;</xml>",
	    "<xml><![CDATA[open</xml>",
	    "<xml>\xff</xml>",
	    "<xml>\xed\xa0\x80</xml>",
	    "<1/>",
	    "<a:b/>",
	    "<a><b><c><d><e><f><g><h><i/></h></g></f></e></d></c></b></a>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct arena arena = {0};

		if (parse(&arena, texts[i]) != NULL)
			fail_msg("not refused: %s", texts[i]);
		arena_clear(&arena);
	}
	struct arena arena = {0};
	assert_null(xml_parse("<a>\0</a>", 8, &arena));
	assert_non_null(parse(&arena, "<a><b><c><d><e><f><g><h/></g></f></e></d></c></b></a>"));
	arena_clear(&arena);
}

/* `count` children in one element. */
static struct xml *
wide(struct arena *arena, int count)
{
	struct buf text = {0};

	buf_adds(&text, "<a>");
	for (int i = 0; i < count; i++)
		buf_adds(&text, "<b/>");
	buf_adds(&text, "</a>");
	struct xml *root = xml_parse(buf_text(&text), text.n, arena);
	buf_free(&text);
	return root;
}

static void
elements_are_bounded(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_non_null(wide(&arena, 255));
	assert_null(wide(&arena, 256));
	arena_clear(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(callbacks_are_read),
	    cmocka_unit_test(fronts_are_passed_over),
	    cmocka_unit_test(everything_else_is_refused),
	    cmocka_unit_test(elements_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
