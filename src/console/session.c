/* Sessions and lockout; see the header. */
#include "console/session.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"

static void
digest_secret(const uint8_t *secret, uint8_t out[32])
{
	digest_parts(
	    DIGEST_SHA256, (struct digest_part[]){{"lianxin session ", 16}, {secret, SESSION_SECRET}}, 2, out);
}

struct session *
sessions_begin(struct sessions *sessions, int64_t person, const uint8_t *secret, int64_t now)
{
	struct session *session = &sessions->all[0];
	uint8_t csrf[32];

	if (sessions->count < SESSIONS_MAX)
		session = &sessions->all[sessions->count++];
	else
		for (size_t i = 1; i < SESSIONS_MAX; i++)
			if (sessions->all[i].seen < session->seen)
				session = &sessions->all[i];
	*session = (struct session){.person = person, .began = now, .seen = now};
	digest_secret(secret, session->digest);
	digest_parts(
	    DIGEST_SHA256, (struct digest_part[]){{"lianxin csrf ", 13}, {secret, SESSION_SECRET}}, 2, csrf);
	digest_hex(csrf, 16, session->csrf);
	return session;
}

void
sessions_end(struct sessions *sessions, struct session *session)
{
	*session = sessions->all[--sessions->count];
	memory_wipe(&sessions->all[sessions->count], sizeof *session);
}

void
sessions_end_of(struct sessions *sessions, int64_t person, const struct session *but)
{
	uint8_t kept[32];

	if (but)
		memcpy(kept, but->digest, sizeof kept);
	for (size_t i = sessions->count; i-- > 0;)
		if (sessions->all[i].person == person &&
		    (but == NULL || memcmp(sessions->all[i].digest, kept, sizeof kept) != 0))
			sessions_end(sessions, &sessions->all[i]);
}

/* The value of our cookie in "a=b; c=d"; NULL unless it stands there once in full length. */
static const char *
cookie_value(const char *cookies)
{
	static const char name[] = SESSION_COOKIE "=";
	const char *found = NULL;

	for (const char *p = cookies; p && *p;) {
		while (*p == ' ')
			p++;
		size_t n = strcspn(p, ";");
		if (n == sizeof name - 1 + 2 * SESSION_SECRET && strncmp(p, name, sizeof name - 1) == 0) {
			if (found)
				return NULL;
			found = p + sizeof name - 1;
		}
		p += n + (p[n] == ';');
	}
	return found;
}

static bool
over(const struct session *session, int64_t now)
{
	return now - session->seen > SESSION_IDLE_MS || now - session->began > SESSION_MS;
}

bool
sessions_alive(const struct sessions *sessions, const uint8_t digest[32], int64_t now)
{
	for (size_t i = 0; i < sessions->count; i++)
		if (memcmp(sessions->all[i].digest, digest, 32) == 0)
			return !over(&sessions->all[i], now);
	return false;
}

struct session *
sessions_find(struct sessions *sessions, const char *cookies, int64_t now)
{
	const char *value = cookie_value(cookies);
	char hex[2 * SESSION_SECRET + 1] = {0};
	uint8_t secret[SESSION_SECRET], digest[32];

	if (value == NULL)
		return NULL;
	memcpy(hex, value, 2 * SESSION_SECRET);
	if (!digest_unhex(hex, secret, sizeof secret))
		return NULL;
	digest_secret(secret, digest);
	for (size_t i = 0; i < sessions->count; i++) {
		struct session *session = &sessions->all[i];

		if (!digest_equal(session->digest, digest, sizeof digest))
			continue;
		if (over(session, now)) {
			sessions_end(sessions, session);
			return NULL;
		}
		session->seen = now;
		return session;
	}
	return NULL;
}

/* Names that nobody has are counted in their own half: however many there are, they push out
 * none of the others. */
static struct tries *
half_of(const struct sessions *sessions, int64_t counted)
{
	return (struct tries *)&sessions->tries[counted < TRIES_STRANGERS ? TRIES_HALF : 0];
}

int64_t
tries_of(int64_t person, const char *name, const char *address)
{
	uint64_t from = text_hash(address);

	return person ? (int64_t)(((uint64_t)person * UINT64_C(0x9e3779b97f4a7c15) ^ from) >> 8) + 1
	              : TRIES_STRANGERS - 1 - (int64_t)((text_hash(name) * 31 ^ from) >> 8);
}

int64_t
tries_wait(const struct sessions *sessions, int64_t counted, int64_t now)
{
	const struct tries *half = half_of(sessions, counted);

	for (size_t i = 0; i < TRIES_HALF; i++)
		if (half[i].counted == counted && half[i].locked_until > now)
			return half[i].locked_until - now;
	return 0;
}

void
tries_failed(struct sessions *sessions, int64_t counted, int64_t now)
{
	struct tries *half = half_of(sessions, counted), *mine = NULL, *oldest = &half[0];

	for (size_t i = 0; i < TRIES_HALF; i++) {
		bool locked = half[i].locked_until > now, oldest_locked = oldest->locked_until > now;

		if (half[i].counted == counted)
			mine = &half[i];
		/* A locked one gives way last: a flood of names opens no lock. */
		if (locked != oldest_locked ? !locked : half[i].since < oldest->since)
			oldest = &half[i];
	}
	if (mine == NULL || now - mine->since > LOCKED_MS) {
		mine = mine ? mine : oldest;
		*mine = (struct tries){.counted = counted, .since = now};
	}
	if (++mine->wrong >= (counted == TRIES_STRANGERS ? STRANGER_TRIES_MAX : TRIES_MAX))
		mine->locked_until = now + LOCKED_MS;
}

void
tries_good(struct sessions *sessions, int64_t counted)
{
	struct tries *half = half_of(sessions, counted);

	for (size_t i = 0; i < TRIES_HALF; i++)
		if (half[i].counted == counted)
			half[i] = (struct tries){0};
}
