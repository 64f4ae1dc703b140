/* One-time codes; see the header. */
#include "subjects/people/codes.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "records/kinds.h"

static void
digest_of(const char *digits, size_t n, char hex[2 * DIGEST_BYTES + 1])
{
	uint8_t digest[DIGEST_BYTES];

	digest_parts(DIGEST_SHA256, (struct digest_part[]){{"lianxin code ", 13}, {digits, n}}, 2, digest);
	digest_hex(digest, sizeof digest, hex);
}

void
codes_make(struct turn *turn, enum code_purpose purpose, int64_t target, char out[8])
{
	char hex[2 * DIGEST_BYTES + 1];

	snprintf(out, 8, "%06u", (unsigned)rng_below(&turn->world->rng, 1000000));
	digest_of(out, 6, hex);
	struct code code = {.digest = hex,
	    .purpose = (int32_t)purpose,
	    .target = target,
	    .expires_at = turn->now + turn->world->policy.code_min * MS_MINUTE};
	turn_put(turn, &kind_code, &code);
}

const struct code *
codes_find(const struct turn *turn, const char *digits)
{
	char hex[2 * DIGEST_BYTES + 1];

	if (strspn(digits, "0123456789") != 6 || strlen(digits) != 6)
		return NULL;
	digest_of(digits, 6, hex);
	EACH_BY (&turn->world->store, code, digest, store_key_text(hex), code)
		if (strcmp(code->digest, hex) == 0 && !code->used && code->expires_at > turn->now)
			return code;
	return NULL;
}

void
codes_use(struct turn *turn, const struct code *code)
{
	struct code used = *code;

	used.used = 1;
	turn_put(turn, &kind_code, &used);
}
