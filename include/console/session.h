/* Who is signed in on the page, and who has tried too often. Sessions live in memory alone.
 * Pure: times and random bytes come in. */
#ifndef CONSOLE_SESSION_H
#define CONSOLE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SESSION_COOKIE "__Host-lianxin"
#define SESSION_SECRET 32                    /* bytes */
#define SESSION_IDLE_MS (12LL * 3600 * 1000) /* not seen for so long: over */
#define SESSION_MS (30LL * 24 * 3600 * 1000) /* over in any case */
#define SESSIONS_MAX 1000
#define TRIES_MAX 5 /* wrong ones, then locked */
#define LOCKED_MS (15LL * 60 * 1000)
#define TRIES_HALF 512
#define STRANGER_TRIES_MAX 20 /* of invitations, all together, in that time */

struct session {
	uint8_t digest[32]; /* of the secret, which only the browser has */
	int64_t person;
	char csrf[33];
	int64_t began, seen;
};
struct tries {
	int64_t counted; /* see tries_of; 0: none */
	int wrong;
	int64_t since, locked_until;
};
struct sessions {
	struct session all[SESSIONS_MAX];
	size_t count;
	struct tries tries[2 * TRIES_HALF];
};

/* Begins one; `secret` is SESSION_SECRET random bytes, its hex goes into the cookie. The one
 * not seen for longest gives way when there are too many. */
struct session *sessions_begin(struct sessions *sessions, int64_t person, const uint8_t *secret, int64_t now);
/* The session of a Cookie header's value, NULL if there is none or it is over; it has been seen now. */
struct session *sessions_find(struct sessions *sessions, const char *cookies, int64_t now);
/* Is the session of this digest still good? It has not been seen by this. */
bool sessions_alive(const struct sessions *sessions, const uint8_t digest[32], int64_t now);
void sessions_end(struct sessions *sessions, struct session *session);
/* Every session of the person but one (NULL: all): the password is another now. */
void sessions_end_of(struct sessions *sessions, int64_t person, const struct session *but);

#define TRIES_STRANGERS (-1) /* whoever gives an invitation: all together */

/* What is counted for a name asked for from an address: the pair, so that nobody locks out another by
 * his name alone. A name that nobody has gets a number below TRIES_STRANGERS: a lock does not tell who
 * is known. */
int64_t tries_of(int64_t person, const char *name, const char *address);
/* Milliseconds until the one counted may try again; 0: now. */
int64_t tries_wait(const struct sessions *sessions, int64_t counted, int64_t now);
void tries_failed(struct sessions *sessions, int64_t counted, int64_t now);
void tries_good(struct sessions *sessions, int64_t counted);

#endif
