/* The real program under test: start, stop, speak HTTP and signed messages to it. */
#ifndef TESTS_BOT_H
#define TESTS_BOT_H

#include <sys/types.h>

#include "base/buf.h"

struct bot {
	pid_t pid;
	int port; /* 0: it died before it listened */
	char data[300], config[300];
};

extern const char *bot_program;
extern char bot_folder[64]; /* everything lies here; made by bot_folder_make */
void bot_folder_make(void);
void bot_folder_remove(void);
/* Imports these lists of config/demo (names separated by blanks) and accounts (rows of
 * channel,sender_id,person) into the data folder of that name. */
void bot_village(const char *name, const char *lists, const char *accounts);
/* The folder's making and removing as a group's fixtures. */
int bot_folder_setup(void **state);
int bot_folder_teardown(void **state);
void bot_write(const char *path, const char *text);
/* Starts serve and waits for its line; `extra` goes into the configuration, `inject` is a
 * strace expression or NULL. */
void bot_start(struct bot *bot, const char *name, const char *extra, const char *inject);
/* The same with a configuration of its own behind port and log level: `,"key":…`. */
void bot_start_with(struct bot *bot, const char *name, const char *settings);
/* Sends the signal (0 = none) and waits; the exit status, or minus the signal. */
int bot_stop(struct bot *bot, int signal);
int bot_dial(const struct bot *bot);
/* Sends raw bytes; the status of the first answer, 0 if none came; its body in `body`. */
int bot_raw(const struct bot *bot, const char *bytes, size_t n, struct buf *body);
int bot_request(const struct bot *bot, const char *head, const char *text, struct buf *body);
/* A signed message to /hook/demo; group "" = private. */
int bot_hook(const struct bot *bot, const char *id, const char *group, const char *sender, const char *text,
    struct buf *answer);
/* Runs a call of the program; its exit status, what it printed in out. */
int bot_call(struct buf *out, const char *words);

#endif
