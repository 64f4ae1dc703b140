/* One-time codes; see the header. */
#include "subjects/people/codes.h"

#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "core/post.h"
#include "records/kinds.h"

#define TRIES_CODE 5  /* in the life of a code */
#define TRIES_HOUR 20 /* of one sender */

/* No 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V. */
static const char letters[] = "34679ACDEFGHJKMNPQRTWXY";

static void
digest_of(const char *what, const char *code, char hex[2 * DIGEST_BYTES + 1])
{
	uint8_t digest[DIGEST_BYTES];

	digest_parts(
	    DIGEST_SHA256, (struct digest_part[]){{what, strlen(what)}, {code, strlen(code)}}, 2, digest);
	digest_hex(digest, sizeof digest, hex);
}

void
codes_make(struct turn *turn, enum code_purpose purpose, int64_t target, char out[CODE_CHARS + 1])
{
	char hex[2 * DIGEST_BYTES + 1];

	for (int i = 0; i < CODE_CHARS; i++)
		out[i] = letters[rng_below(&turn->world->rng, sizeof letters - 1)];
	out[CODE_CHARS] = 0;
	digest_of("lianxin code ", out, hex);
	struct code code = {.digest = hex,
	    .purpose = (int32_t)purpose,
	    .target = target,
	    .expires_at = turn->now + turn->world->policy.code_min * MS_MINUTE};
	turn_put(turn, &kind_code, &code);
}

/* The characters of a code, capital, without what people put between them; false if it is none. */
static bool
spelt(const char *said, char out[CODE_CHARS + 1])
{
	size_t n = 0;

	for (; *said; said++) {
		char c = *said >= 'a' && *said <= 'z' ? (char)(*said - 'a' + 'A') : *said;

		if (c == ' ' || c == '-')
			continue;
		if (n == CODE_CHARS || strchr(letters, c) == NULL)
			return false;
		out[n++] = c;
	}
	out[n] = 0;
	return n == CODE_CHARS;
}

const struct code *
codes_find(const struct turn *turn, const char *said)
{
	char hex[2 * DIGEST_BYTES + 1], code[CODE_CHARS + 1];

	if (!spelt(said, code))
		return NULL;
	digest_of("lianxin code ", code, hex);
	EACH_BY (&turn->world->store, code, digest, store_key_text(hex), found)
		if (found->purpose != CODE_tries && strcmp(found->digest, hex) == 0 && !found->used &&
		    found->expires_at > turn->now)
			return found;
	return NULL;
}

void
codes_use(struct turn *turn, const struct code *code)
{
	struct code used = *code;

	used.used = 1;
	turn_put(turn, &kind_code, &used);
}

/* What is counted of a sender, NULL if nothing is. */
static const struct code *
tries_of(const struct turn *turn, const char *hex)
{
	EACH_BY (&turn->world->store, code, digest, store_key_text(hex), found)
		if (found->purpose == CODE_tries && strcmp(found->digest, hex) == 0 && !found->used)
			return found;
	return NULL;
}

static void
sender_digest(const struct turn *turn, const char *channel, const char *sender_id, char *hex)
{
	struct arena *arena = &((struct turn *)turn)->arena;

	digest_of("lianxin tries ", arena_printf(arena, "%s %s", channel, sender_id), hex);
}

bool
codes_may_try(const struct turn *turn, const char *channel, const char *sender_id)
{
	char hex[2 * DIGEST_BYTES + 1];

	sender_digest(turn, channel, sender_id, hex);
	const struct code *tries = tries_of(turn, hex);
	if (tries == NULL)
		return true;
	/* Five in a row, then nothing until a code has had its life; twenty until the hour is over. */
	return (tries->target < TRIES_HOUR || tries->expires_at <= turn->now) &&
	    (tries->row < TRIES_CODE || tries->last_at + turn->world->policy.code_min * MS_MINUTE <= turn->now);
}

/* Is he an administrator where that person is? */
static bool
administers(const struct turn *turn, int64_t admin, int64_t person)
{
	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (role->place && may(turn->world, admin, RIGHT_administer, role->place, turn_today(turn)))
			return true;
	return false;
}

void
codes_tell_administrator(struct turn *turn, int64_t over, const char *key, const struct with *with)
{
	enum language said = turn->language;
	bool told = false;

	turn->language = ZH;
	for (int any = over == 0; any < 2 && !told; any++)
		EACH (&turn->world->store, role, role) {
			if (told || role->role != ROLE_admin || role->person == over ||
			    !may(turn->world, role->person, RIGHT_administer, 0, turn_today(turn)) ||
			    !(any || administers(turn, role->person, over)))
				continue;
			struct draft draft = turn_draft(turn, key, with);
			told = turn_post_person(turn, role->person, &draft);
		}
	turn->language = said;
}

void
codes_tried(struct turn *turn, const char *channel, const char *sender_id, const char *who, int64_t named)
{
	char hex[2 * DIGEST_BYTES + 1];

	sender_digest(turn, channel, sender_id, hex);
	const struct code *old = tries_of(turn, hex);
	struct code tries = old ? *old : (struct code){.digest = hex, .purpose = CODE_tries};
	if (tries.expires_at <= turn->now) {
		tries.target = 0;
		tries.expires_at = turn->now + MS_HOUR;
	}
	if (tries.last_at + turn->world->policy.code_min * MS_MINUTE <= turn->now)
		tries.row = 0;
	tries.target++;
	tries.row++;
	tries.last_at = turn->now;
	turn_put(turn, &kind_code, &tries);
	if (tries.row == TRIES_CODE)
		codes_tell_administrator(turn, named, "codes-guessed",
		    WITH({"who", who}, {"channel", channel},
		        {"name", named ? names_of(turn->world, &kind_person, named) : "-"},
		        {"count", turn_number(turn, TRIES_CODE)}));
}
