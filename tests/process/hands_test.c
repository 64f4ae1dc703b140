/* The operator's own hands: what a call does in a folder without a world, without its key, as root,
 * with a bad configuration; nothing is sent from the files alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bot.h"
#include "receiver.h"

#define NOBODY 65534

/* A call on the folder `name`; its status, and what it said in `out`. */
static int
call(struct buf *out, const char *name, const char *words)
{
	char line[1500];

	buf_clear(out);
	snprintf(line, sizeof line, "-d %s/%s %s", bot_folder, name, words);
	return bot_call(out, line);
}

/* A line of the shell in the folder of everything. */
static void
shell(const char *words)
{
	char line[900];

	snprintf(line, sizeof line, "cd %s && %s", bot_folder, words);
	assert_int_equal(system(line), 0);
}

/* How many files there are; -1: no folder. */
static int
entries(const char *name)
{
	char path[400];
	int count = 0;

	snprintf(path, sizeof path, "%s/%s", bot_folder, name);
	DIR *folder = opendir(path);
	if (folder == NULL)
		return -1;
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		count += entry->d_name[0] != '.';
	closedir(folder);
	return count;
}

/* Whoever looks into a folder makes nothing there, be it missing, empty or with other things in it. */
static void
test_no_world(void **state)
{
	static const char *const calls[] = {"verify", "export people", "invite --admin", "invite 何书记",
	    "talk </dev/null", "import people config/demo/people.csv --dry-run", NULL};
	struct buf out = {0};
	char words[400];

	(void)state;
	shell("mkdir -p empty");
	snprintf(words, sizeof words, "backup %s/copy.db", bot_folder);
	for (int i = -1; i < 0 || calls[i]; i++) {
		const char *one = i < 0 ? words : calls[i];

		assert_int_equal(call(&out, "missing", one), 1);
		assert_non_null(strstr(buf_text(&out), "there is no world here"));
		assert_int_equal(entries("missing"), -1);
		assert_int_equal(call(&out, "empty", one), 1);
		assert_non_null(strstr(buf_text(&out), "there is no world here"));
		assert_int_equal(entries("empty"), 0);
	}
	snprintf(words, sizeof words, "%s/copy.db", bot_folder);
	assert_int_equal(access(words, F_OK), -1);
	/* What may make one says that it did. */
	assert_int_equal(call(&out, "made", "import people config/demo/people.csv"), 0);
	assert_non_null(strstr(out.p, "a new world is made in"));
	assert_int_equal(call(&out, "made", "import people config/demo/people.csv"), 0);
	assert_null(strstr(out.p, "a new world"));
	buf_free(&out);
}

/* A key is never made beside a database, and none is replaced. */
static void
test_no_key(void **state)
{
	static const char *const calls[] = {
	    "verify", "export people", "invite --admin", "import people config/demo/people.csv", "serve", NULL};
	struct buf out = {0};
	char path[400];

	(void)state;
	assert_int_equal(call(&out, "keyless", "import people config/demo/people.csv"), 0);
	shell("mv keyless/key key.away");
	for (int i = 0; calls[i]; i++) {
		assert_int_equal(call(&out, "keyless", calls[i]), 1);
		assert_non_null(strstr(buf_text(&out), "is missing beside"));
		snprintf(path, sizeof path, "%s/keyless/key", bot_folder);
		assert_int_equal(access(path, F_OK), -1);
	}
	shell("mv key.away keyless/key");
	assert_int_equal(call(&out, "keyless", "verify"), 0);
	shell("echo 12 > keyless/key");
	assert_int_equal(call(&out, "keyless", "verify"), 1);
	assert_non_null(strstr(buf_text(&out), "no key of 64 hex digits"));
	buf_free(&out);
}

static void
assert_owned(const char *name, unsigned user)
{
	char path[700];
	struct stat at;

	snprintf(path, sizeof path, "%s/%s", bot_folder, name);
	DIR *folder = opendir(path);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		snprintf(path, sizeof path, "%s/%s/%s", bot_folder, name, entry->d_name);
		if (strcmp(entry->d_name, "..") == 0 || stat(path, &at) != 0)
			continue;
		if (at.st_uid != user)
			fail_msg("%s belongs to %u", path, at.st_uid);
	}
	closedir(folder);
}

/* What root does in somebody's folder stays that one's. */
static void
test_owner(void **state)
{
	struct buf out = {0};
	char words[1200], path[200];

	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(chmod(bot_folder, 0755), 0);
	shell("mkdir theirs && chown 65534 theirs");
	assert_int_equal(call(&out, "theirs", "import people config/demo/people.csv"), 0);
	assert_owned("theirs", NOBODY);
	assert_int_equal(call(&out, "theirs", "invite 何书记"), 0);
	assert_owned("theirs", NOBODY);
	snprintf(words, sizeof words, "backup %s/theirs.db", bot_folder);
	assert_int_equal(call(&out, "theirs", words), 0);
	assert_owned("theirs", NOBODY);
	shell("mkdir back && cp theirs/key back && chown -R 65534 back");
	snprintf(words, sizeof words, "restore %s/theirs.db", bot_folder);
	assert_int_equal(call(&out, "back", words), 0);
	assert_owned("back", NOBODY);
	assert_int_equal(call(&out, "back", "verify"), 0);
	/* Another user hears why not. */
	snprintf(path, sizeof path, "%s/lianxin", bot_folder);
	snprintf(words, sizeof words, "cp %s %s && chmod 755 %s", bot_program, path, path);
	assert_int_equal(system(words), 0);
	snprintf(words, sizeof words,
	    "setpriv --reuid 1 --clear-groups %s -d %s/theirs verify > %s/said 2>&1; grep -q 'Permission denied' %s/said",
	    path, bot_folder, bot_folder, bot_folder);
	assert_int_equal(chmod(strcat(strcpy(path, bot_folder), "/theirs"), 0700), 0);
	assert_int_equal(system(words), 0);
	buf_free(&out);
}

static void
test_config(void **state)
{
	struct buf out = {0};
	char words[400], path[200];

	(void)state;
	snprintf(path, sizeof path, "%s/empty.json", bot_folder);
	bot_write(path, "");
	snprintf(words, sizeof words, "-c %s verify", path);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "the file is empty"));
	buf_clear(&out);
	snprintf(words, sizeof words, "check %s", path);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "the file is empty"));
	buf_clear(&out);
	snprintf(words, sizeof words, "-c %s verify", bot_folder);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "Is a directory"));
	buf_free(&out);
}

static int64_t
number(const char *file, const char *sql)
{
	char line[600], said[40] = "";

	snprintf(line, sizeof line, "sqlite3 %s/%s \"%s\"", bot_folder, file, sql);
	FILE *answer = popen(line, "r");
	assert_non_null(fgets(said, sizeof said, answer));
	assert_int_equal(pclose(answer), 0);
	return atoll(said);
}

/* A post that is tried again waits for a person after a restore, and nothing is sent on the way. */
static void
test_restore_retry(void **state)
{
	struct bot bot;
	struct buf out = {0};
	char words[900];

	(void)state;
	bot_village("retry", "places people roles households", "demo,li,李四\ndemo,ho,何书记\n");
	bot_start_with(&bot, "retry",
	    ",\"allow_loopback_http\":1,\"quiet_from\":0,\"quiet_to\":0,\"noon_from\":0,\"noon_to\":0,\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\",\"post_url\":\"http://127.0.0.1:9/\"}]");
	assert_int_equal(bot_hook(&bot, "r1", "", "li", "上报 我家门口的路塌了一大块", &out), 200);
	for (int i = 0; i < 100; i++) {
		snprintf(words, sizeof words, "backup %s/retry%d.db", bot_folder, i);
		assert_int_equal(call(&out, "retry", words), 0);
		snprintf(words, sizeof words, "retry%d.db", i);
		if (number(words, "SELECT count(*) FROM posts WHERE state='retry'") > 0)
			break;
		usleep(50000);
	}
	int64_t waiting = number(words, "SELECT count(*) FROM posts WHERE state='retry'");
	assert_true(waiting > 0);
	assert_int_equal(bot_stop(&bot, SIGKILL), -SIGKILL);
	usleep(1500000); /* the retry is due by now */
	shell("mkdir again && cp retry/key again");
	char restore[1200];
	snprintf(restore, sizeof restore, "restore %s/%s", bot_folder, words);
	assert_int_equal(call(&out, "again", restore), 0);
	assert_int_equal(number("again/world.db", "SELECT count(*) FROM posts WHERE state='unknown'"), waiting);
	assert_int_equal(number("again/world.db", "SELECT count(*) FROM posts WHERE state='retry'"), 0);
	/* An invitation on the files of the old world sends nothing either. */
	int64_t tries = number("retry/world.db", "SELECT sum(attempt) FROM posts");
	assert_int_equal(call(&out, "retry", "invite hsj"), 0); /* an id is as good as a name */
	assert_int_equal(number("retry/world.db", "SELECT sum(attempt) FROM posts"), tries);
	assert_int_equal(call(&out, "again", "verify"), 0);
	buf_free(&out);
}

/* A copy of the world of test_lost_end with something done to it; what verify and a start then say. */
static void
lost(const char *done, const char *verify_says, const char *start_says)
{
	struct buf out = {0};
	char words[700];

	shell("rm -rf lost && cp -r whole lost && rm -f lost/control.sock");
	snprintf(words, sizeof words, "cd lost && %s", done);
	shell(words);
	if (call(&out, "lost", "verify") != 1)
		fail_msg("%s was not noticed: %s", done, buf_text(&out));
	if (strstr(buf_text(&out), verify_says) == NULL)
		fail_msg("%s: %s", done, buf_text(&out));
	if (start_says) {
		buf_clear(&out);
		snprintf(words, sizeof words, "timeout 1 %s -c %s/whole.json -d %s/lost serve 2>&1; true",
		    bot_program, bot_folder, bot_folder);
		FILE *said = popen(words, "r");
		char line[500];
		while (fgets(line, sizeof line, said))
			buf_adds(&out, line);
		pclose(said);
		if (strstr(buf_text(&out), start_says) == NULL)
			fail_msg("start after %s: %s", done, buf_text(&out));
	}
	buf_free(&out);
}

/* A lost tail and a changed record are noticed, whatever was done to the files. */
static void
test_lost_end(void **state)
{
	static const char end[] = "the end is missing: turns ";
	struct bot bot;
	struct buf out = {0};
	char id[20];

	(void)state;
	bot_village("whole", "places people roles households", "demo,li,李四\ndemo,ho,何书记\n");
	shell("cp -r whole early");
	bot_start_with(&bot, "whole",
	    ",\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\"}]");
	for (int i = 0; i < 8; i++) {
		snprintf(id, sizeof id, "w%d", i);
		char said[80];
		snprintf(said, sizeof said, "走访 张三家 都好,井水也清了,第%d桶", i);
		assert_int_equal(bot_hook(&bot, id, "", "ho", said, &out), 200);
	}
	assert_int_equal(bot_stop(&bot, SIGKILL), -SIGKILL);
	shell("test -s whole/world.db-wal");
	shell("printf '{\"port\":0,\"log_level\":\"error\"}' > whole.json");
	lost("rm world.db-wal", end, end);
	lost("truncate -s -5000 world.db-wal", end, NULL);
	lost(
	    "head -c 64 /dev/zero | tr '\\0' '\\377' | dd of=world.db-wal bs=1 seek=$(($(stat -c %s world.db-wal) / 2)) conv=notrunc 2>/dev/null",
	    end, NULL);
	lost("rm world.db-wal && cp ../early/world.db world.db", end, end);
	lost("rm world.db-wal && : > world.db", "is empty, though turns up to", "is empty, though turns up to");
	lost("rm world.db world.db-wal", "is missing, though turns up to", "is missing, though turns up to");
	lost("sqlite3 world.db \"UPDATE people SET name='张某' WHERE id=3\"", "people 3 is not what turn ",
	    "people 3 is not");
	lost("sqlite3 world.db 'DELETE FROM visits WHERE id=2'", "visits 2 is missing: turn ", NULL);
	lost("sqlite3 world.db 'INSERT INTO roles(id,turn,person,role,place) VALUES(99,3,1,\"admin\",1)'",
	    "roles 99 was written by no turn", NULL);
	lost("sqlite3 world.db 'UPDATE turns SET body=NULL WHERE id=2'", "no erasing turn says so", NULL);
	lost("sqlite3 world.db 'DELETE FROM turns WHERE id=(SELECT max(id) FROM turns)'", "visits ", NULL);
	/* Who goes on says it in the chain: verify tells of the gap for good. */
	lost("rm world.db-wal", end, end);
	assert_int_equal(call(&out, "lost", "verify"), 0);
	assert_non_null(strstr(out.p, "1 gaps were noted"));
	/* The whole one is whole, and its numbers are refused by a program that knows fewer fields. */
	assert_int_equal(call(&out, "whole", "verify"), 0);
	shell("cp -r whole newer && sqlite3 newer/world.db 'PRAGMA application_id=99999'");
	assert_int_equal(call(&out, "newer", "verify"), 1);
	assert_non_null(strstr(out.p, "newer lianxin"));
	buf_free(&out);
}

/* Resident memory of the bot, KiB. */
static long
resident(const struct bot *bot)
{
	char path[40], line[200];
	long kib = 0;

	snprintf(path, sizeof path, "/proc/%d/status", bot->pid);
	FILE *file = fopen(path, "r");
	while (fgets(line, sizeof line, file))
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	fclose(file);
	return kib;
}

/* Whoever is not known yet cannot fill the memory: many large bodies that never end are refused in sum,
 * and small requests are answered meanwhile. */
static void
test_flood(void **state)
{
	enum { MANY = 400 };
	static char body[200 * 1024];
	struct bot bot;
	struct buf out = {0};
	int fds[MANY];

	(void)state;
	bot_start(&bot, "flood", "", NULL);
	long before = resident(&bot);
	memset(body, 'x', sizeof body);
	for (int i = 0; i < MANY; i++) {
		char head[200];
		struct timeval soon = {.tv_usec = 20000};

		fds[i] = bot_dial(&bot);
		setsockopt(fds[i], SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
		int n = snprintf(
		    head, sizeof head, "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 250000\r\n\r\n");
		send(fds[i], head, (size_t)n, MSG_NOSIGNAL);
		send(fds[i], body, sizeof body, MSG_NOSIGNAL);
	}
	assert_int_equal(bot_request(&bot, "GET /healthz HTTP/1.1\r\nHost: x\r\n", "", &out), 200);
	long grown = resident(&bot) - before;
	/* A sanitizer keeps what is freed for a while and a margin around every block: it is the
	 * program as it is installed that promises 32 MiB. */
#ifdef __SANITIZE_ADDRESS__
	long most = 64 * 1024;
#else
	long most = 32 * 1024;
#endif
	if (grown > most)
		fail_msg("%ld KiB more", grown);
	for (int i = 0; i < MANY; i++)
		close(fds[i]);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	buf_free(&out);
}

/* The story of a demo is saved, whatever was pressed. */
static void
test_story(void **state)
{
	static const char *const said[] = {
	    "{\"group\":\"安科农家乐群\",\"as\":\"裘才强\",\"text\":\"\",\"button\":true}",
	    "{\"group\":\"安科农家乐群\",\"as\":\"裘才强\",\"button\":true}",
	    "{\"group\":\"安科农家乐群\",\"as\":\"裘才强\",\"text\":\"\\n\",\"button\":true}"};
	struct bot bot;
	struct buf out = {0};

	(void)state;
	bot_start(&bot, "story", "", NULL);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		bot_request(&bot, "POST /api/say HTTP/1.1\r\nHost: 127.0.0.1\r\n", said[i], &out);
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, "GET /api/story?as=1 HTTP/1.1\r\nHost: 127.0.0.1\r\n", "", &out), 200);
	assert_non_null(strstr(buf_text(&out), "Replay it"));
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	buf_free(&out);
}

/* A platform that takes the connection and says nothing: the end comes in time all the same. */
static void
test_end_in_time(void **state)
{
	struct bot bot;
	struct buf out = {0};
	char settings[600];
	int port, listener = receiver_open(&port);

	(void)state;
	bot_village("hang", "places people roles households", "demo,li,李四\ndemo,ho,何书记\n");
	snprintf(settings, sizeof settings,
	    ",\"allow_loopback_http\":1,\"quiet_from\":0,\"quiet_to\":0,\"noon_from\":0,\"noon_to\":0,\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\",\"post_url\":\"http://127.0.0.1:%d/\"}]",
	    port);
	bot_start_with(&bot, "hang", settings);
	assert_int_equal(bot_hook(&bot, "h1", "", "li", "上报 我家门口的路塌了一大块", &out), 200);
	usleep(300000);
	time_t begun = time(NULL);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	assert_true(time(NULL) - begun <= 15);
	close(listener);
	buf_free(&out);
}

/* A disk that is full before the first message: nothing of it kills the program. */
static void
test_full_disk(void **state)
{
	struct bot bot;
	struct buf out = {0};
	char words[400];

	(void)state;
	snprintf(words, sizeof words, "mkdir -p %s/small && mount -t tmpfs -o size=8m none %s/small 2>/dev/null",
	    bot_folder, bot_folder);
	if (geteuid() != 0 || system(words) != 0)
		skip();
	bot_start(&bot, "small", "", NULL);
	assert_int_equal(bot_request(&bot, "GET /healthz HTTP/1.1\r\nHost: x\r\n", "", &out), 200);
	shell("dd if=/dev/zero of=small/fill bs=64k 2>/dev/null; true");
	int status = 200;
	for (int i = 0; i < 400 && status == 200; i++) {
		char id[20];

		snprintf(id, sizeof id, "f%d", i);
		status = bot_hook(&bot, id, "", "何书记", "走访 张三家 都好,井水也清了", &out);
	}
	assert_int_equal(status, 503);
	assert_int_equal(bot_request(&bot, "GET /healthz HTTP/1.1\r\nHost: x\r\n", "", &out), 503);
	assert_non_null(strstr(buf_text(&out), "its reserve is spent"));
	/* Known to be full: the next hears it at once, and what only looks is answered. */
	time_t begun = time(NULL);
	assert_int_equal(bot_hook(&bot, "later", "", "何书记", "走访 李四家 都好", &out), 503);
	assert_true(time(NULL) - begun <= 2);
	assert_int_equal(bot_request(&bot, "GET /api/me?as=3 HTTP/1.1\r\nHost: 127.0.0.1\r\n", "", &out), 200);
	shell("rm small/fill");
	for (int i = 0; i < 60 && status != 200; i++) { /* the reserve is made again before anything else */
		usleep(250000);
		status = bot_hook(&bot, "later", "", "何书记", "走访 李四家 都好", &out);
	}
	assert_int_equal(status, 200);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	/* And one that is full before the program starts. */
	shell("rm -f small/marks && dd if=/dev/zero of=small/fill bs=1k 2>/dev/null; true");
	snprintf(words, sizeof words, "timeout 2 %s -c %s/small.json -d %s/small serve >/dev/null 2>&1",
	    bot_program, bot_folder, bot_folder);
	status = system(words);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 128);
	buf_free(&out);
}

/* The small disk goes first, whatever the test said. */
static int
teardown(void **state)
{
	char words[200];

	snprintf(words, sizeof words, "umount %s/small 2>/dev/null; true", bot_folder);
	return system(words) + bot_folder_teardown(state);
}

/* PROGRAM for what is quick, PROGRAM slow for what waits and floods. */
int
main(int argc, char **argv)
{
	const struct CMUnitTest quick[] = {cmocka_unit_test(test_no_world), cmocka_unit_test(test_no_key),
	    cmocka_unit_test(test_owner), cmocka_unit_test(test_config), cmocka_unit_test(test_restore_retry)};
	const struct CMUnitTest slow[] = {cmocka_unit_test(test_lost_end), cmocka_unit_test(test_flood),
	    cmocka_unit_test(test_story), cmocka_unit_test(test_end_in_time), cmocka_unit_test(test_full_disk)};

	if (argc > 1)
		bot_program = argv[1];
	if (argc > 2)
		return cmocka_run_group_tests_name("hands, slow", slow, bot_folder_setup, teardown);
	return cmocka_run_group_tests_name("hands", quick, bot_folder_setup, bot_folder_teardown);
}
