/* The configuration: what is a fault of it, and how it is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "shell/config.h"

/* Writes a file beside the secrets and reads it; what is wrong with it goes to faults. */
static bool
reads(const char *folder, const char *text, struct buf *faults)
{
	struct config config;
	char path[200];

	snprintf(path, sizeof path, "%s/c.json", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	bool good = config_read(&config, path, faults);
	config_free(&config);
	unlink(path);
	return good;
}

static void
test_channels(void **state)
{
#define CHANNEL(rest) "{\"channels\":[{\"name\":\"a\"," rest "}]}"
	static const struct {
		const char *text, *fault; /* %s: the folder; NULL: none */
	} rows[] = {
	    {"{}", NULL},
	    {"\xef\xbb\xbf{\"port\":8080}\r\n", NULL}, /* as Notepad saves it */
	    {"\xef\xbb\xbf{\"port\":8080", ":1:13: no JSON: an object without end"},
	    {"", "the file is empty"},
	    {CHANNEL("\"platform\":\"wecom\",\"token_file\":\"s\",\"cipher_key_file\":\"s\""),
	        ":1:14: channel \"a\" needs \"own_name\""},
	    {CHANNEL("\"platform\":\"wecom\",\"token_file\":\"s\",\"own_name\":\"连心\""), NULL},
	    {CHANNEL("\"platform\":\"wecom\",\"app_secret_file\":\"s\",\"own_id\":\"b\",\"link\":\"on\""),
	        "\"own_name\""},
	    {CHANNEL("\"platform\":\"wecom\",\"access_token_file\":\"s\""),
	        NULL}, /* a group robot hears nobody */
	    {CHANNEL("\"platform\":\"wecom\",\"token_file\":\"s\",\"receive_id\":\"ww1\""),
	        NULL}, /* an app has no groups */
	    {CHANNEL("\"platform\":\"wecom\",\"own_name\":\"连心\""), "nothing to prove itself with"},
	    {CHANNEL("\"platform\":\"qq\",\"token_file\":\"s\""), "\"platform\" must be"},
	    {CHANNEL("\"platform\":\"onebot\",\"acess_token_file\":\"s\""),
	        "did you mean \"access_token_file\"?"},
	    {CHANNEL("\"platform\":\"webhook\""), "needs a \"secret_file\""},
	    {CHANNEL("\"platform\":\"webhook\",\"secret_file\":\"s\",\"link\":\"on\""),
	        "have a standing connection"},
	};
	char folder[] = "/tmp/config-test-XXXXXX", secret[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(secret, sizeof secret, "%s/s", folder);
	FILE *file = fopen(secret, "w");
	assert_non_null(file);
	fputs("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n", file);
	fclose(file);
	assert_int_equal(chdir(folder), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf faults = {0};
		bool good = reads(folder, rows[i].text, &faults);

		if (good != (rows[i].fault == NULL) ||
		    (rows[i].fault && strstr(buf_text(&faults), rows[i].fault) == NULL))
			fail_msg("%s\n  %s", rows[i].text, buf_text(&faults));
		buf_free(&faults);
	}
	unlink(secret);
	rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_channels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
