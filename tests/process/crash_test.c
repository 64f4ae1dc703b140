/* crash_test PROGRAM: kills the real program at the Nth system call (write, sync or
 * answer, each thread counted by itself) during a mixed script, starts it again and
 * compares what was acknowledged with what is there.
 *
 * Law: nothing acknowledged is lost, nothing is done twice; a repeat after the crash gets
 * the same answer, byte for byte. Without the right to trace, the test is skipped (77). */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "bot.h"

#define MESSAGES 14

struct said {
	char id[24], text[120], mark[40];
	const char *sender;
	struct buf answer; /* of the acknowledgement, empty = none */
};

static void
write_script(struct said *said, int run)
{
	for (int i = 0; i < MESSAGES; i++) {
		snprintf(said[i].id, sizeof said[i].id, "r%d-m%d", run, i);
		snprintf(said[i].mark, sizeof said[i].mark, "记号%d之%d完", run, i);
		said[i].sender = i % 2 ? "胡文学" : "何书记";
		if (i % 2)
			snprintf(said[i].text, sizeof said[i].text, "上报 水渠堵了%s", said[i].mark);
		else
			snprintf(said[i].text, sizeof said[i].text, "走访 孙家 都好%s", said[i].mark);
	}
}

static int
times(const char *text, const char *mark)
{
	int count = 0;

	for (const char *at = text; (at = strstr(at, mark)) != NULL; at++)
		count++;
	return count;
}

/* Says the whole script; where it was acknowledged before, the answer must be the same. */
static int
say_all(const struct bot *bot, struct said *said, int run, const char *when)
{
	int bad = 0;

	for (int i = 0; i < MESSAGES; i++) {
		struct buf answer = {0};
		int status = bot_hook(bot, said[i].id, "", said[i].sender, said[i].text, &answer);

		if (status == 200 && said[i].answer.n == 0) {
			said[i].answer = answer;
			continue;
		}
		if (status == 200 && strcmp(answer.p, said[i].answer.p) != 0) {
			printf("run %d %s: %s got another answer: %s\n", run, when, said[i].id, answer.p);
			bad++;
		}
		buf_free(&answer);
		if (status == 0)
			break; /* it is dead */
	}
	return bad;
}

static int
check(const struct bot *bot, struct said *said, int run, int least, const char *when)
{
	struct buf all = {0};
	char words[700];
	int bad = 0;

	snprintf(words, sizeof words, "-c %s -d %s export visits", bot->config, bot->data);
	bot_call(&all, words);
	snprintf(words, sizeof words, "-c %s -d %s export issues", bot->config, bot->data);
	bot_call(&all, words);
	for (int i = 0; i < MESSAGES; i++) {
		int have = times(buf_text(&all), said[i].mark), want = said[i].answer.n ? 1 : least;

		if (have < want || have > 1) {
			printf("run %d %s: %s stands %d times, acknowledged %s\n", run, when, said[i].text, have,
			    said[i].answer.n ? "yes" : "no");
			bad++;
		}
	}
	buf_free(&all);
	return bad;
}

/* One life, one death, one second life. */
static int
play(int run, const char *inject, int *acknowledged)
{
	struct said said[MESSAGES] = {0};
	struct bot bot;
	struct buf out = {0};
	char name[32], words[700];
	int bad;

	snprintf(name, sizeof name, "crash%d", run);
	write_script(said, run);
	bot_start(&bot, name, "", inject);
	bad = bot.port ? say_all(&bot, said, run, "before the crash") : 0;
	for (int i = 0; i < MESSAGES; i++)
		*acknowledged += said[i].answer.n != 0;
	bot_stop(&bot, SIGTERM); /* if it lives longer than N calls it drains */
	bad += check(&bot, said, run, 0, "after the crash");
	bot_start(&bot, name, "", NULL);
	bad += say_all(&bot, said, run, "after the restart");
	bad += check(&bot, said, run, 1, "at the end");
	bot_stop(&bot, SIGTERM);
	snprintf(words, sizeof words, "-c %s -d %s verify", bot.config, bot.data);
	if (bot_call(&out, words) != 0) {
		printf("run %d: %s", run, buf_text(&out));
		bad++;
	}
	buf_free(&out);
	for (int i = 0; i < MESSAGES; i++)
		buf_free(&said[i].answer);
	snprintf(words, sizeof words, "rm -rf %s", bot.data);
	return system(words) == 0 ? bad : bad + 1;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *calls;
		int first, last, step;
	} deaths[] = {
	    {"pwrite64", 1, 61, 4},
	    {"fdatasync", 1, 22, 3},
	    {"write,writev,sendmsg", 1, 19, 3},
	};
	int run = 0, bad = 0, acknowledged = 0;
	char inject[100];

	if (argc > 1)
		bot_program = argv[1];
	if (system("strace -qq -o /dev/null true 2>/dev/null") != 0) {
		printf("tracing is not permitted here; the simulator and the disk shim stand alone\n");
		return 77;
	}
	bot_folder_make();
	for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
		for (int n = deaths[i].first; n <= deaths[i].last; n += deaths[i].step, run++) {
			snprintf(inject, sizeof inject, "inject=%s:signal=KILL:when=%d", deaths[i].calls, n);
			bad += play(run, inject, &acknowledged);
		}
	bot_folder_remove();
	printf("%d crashes, %d messages acknowledged before them, %d wrong\n", run, acknowledged, bad);
	return bad || acknowledged == 0;
}
