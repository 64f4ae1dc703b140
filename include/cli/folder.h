/* The data directory as an administrator's call finds it. Looked at before anything is opened:
 * whoever only wants to read a world must not make one, a key is never made beside a database,
 * and root leaves the files to the directory's owner. What is in the way is said on standard error. */
#ifndef CLI_FOLDER_H
#define CLI_FOLDER_H

#include "base/seal.h"
#include "cli/cli.h"

enum folder_use {
	FOLDER_THERE,    /* there must be a world */
	FOLDER_CHANGE,   /* the same, and it will be written to */
	FOLDER_MAY_MAKE, /* one is made if there is none; that is said */
	FOLDER_RESTORE,  /* there must be a key and no world */
};

struct folder {
	char database[600], key_path[600], tail[600];
	struct seal_key key;
	int lock;                           /* -1: not taken */
	bool fresh;                         /* there was no world */
	unsigned caller_user, caller_group; /* who called, if files are made as the owner */
	bool as_owner;
};

/* Takes the directory's lock. False after saying why not; nothing is held then. */
bool folder_open(struct folder *folder, const struct options *options, enum folder_use use);
/* Gives the lock and the caller's rights back. */
void folder_close(struct folder *folder);
/* For what the caller named himself, outside of the directory: a backup's place. */
void folder_as_caller(const struct folder *folder);
void folder_as_owner(const struct folder *folder);
/* Why a running bot cannot be asked there: errno is of the failed connection. */
void folder_say_no_bot(const char *directory, int error);

#endif
