/* Signing in on the group page: by a code in a private message, by a password, by an invitation. */
#ifndef CONSOLE_SIGN_IN_H
#define CONSOLE_SIGN_IN_H

#include "console/gate.h"

struct pending;

/* To whom codes were sent lately. */
struct sent_codes {
	struct sent_code {
		int64_t person, since;
		int count;
	} all[64];
};

/* POST /api/sign-in, /api/code, /api/sign-out, /api/password. */
void sign_in(struct exchange *exchange);
void sign_in_code(struct exchange *exchange);
void sign_out(struct exchange *exchange);
void sign_in_password(struct exchange *exchange);
/* A password has been stretched. */
void sign_in_computed(const struct exchange *exchange, const struct pending *pending, const void *result);

#endif
