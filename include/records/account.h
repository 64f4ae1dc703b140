/* A sender id of a platform channel, bound to a person 绑定. */
#ifndef RECORDS_ACCOUNT_H
#define RECORDS_ACCOUNT_H

#include "data/field.h"

struct account {
	int64_t id;
	const char *channel;
	const char *sender_id;
	int64_t person;
	const char *password; /* of the group page: 32 hex digits of salt, 64 of its scrypt; NULL: none */
};

extern const struct kind kind_account;

#endif
