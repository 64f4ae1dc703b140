/* The public draw; see the header. */
#include "planning/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/memory.h"
#include "base/require.h"

void
draw_canonical(const struct draw *draw, struct buf *out)
{
	buf_addf(out, "lianxin draw %lld\npicks %zu\n", (long long)draw->number, draw->picks);
	for (size_t i = 0; i < draw->count; i++)
		buf_addf(out, "%s %lld\n", draw->roll[i].name, (long long)draw->roll[i].weight);
	buf_addf(out, "secret %s\n", draw->secret);
}

void
draw_commit(const struct draw *draw, uint8_t commit[DRAW_BYTES])
{
	struct buf text = {0};

	draw_canonical(draw, &text);
	digest_parts(DIGEST_SHA256, &(struct digest_part){text.p, text.n}, 1, commit);
	buf_free(&text);
}

void
draw_seed(const struct draw *draw, const char *const *contributions, size_t count, uint8_t seed[DRAW_BYTES])
{
	struct buf text = {0};

	buf_addf(&text, "%s\n", draw->secret);
	for (size_t i = 0; i < count; i++)
		buf_addf(&text, "%s\n", contributions[i]);
	digest_parts(DIGEST_SHA256, &(struct digest_part){text.p, text.n}, 1, seed);
	buf_free(&text);
}

struct draw_stream {
	const uint8_t *seed;
	uint64_t counter;
	uint8_t block[DIGEST_BYTES];
	unsigned left; /* 64-bit numbers of the block not yet used */
};

static uint64_t
next(struct draw_stream *stream)
{
	uint64_t value = 0;

	if (stream->left == 0) {
		uint8_t counter[8];

		for (int i = 0; i < 8; i++)
			counter[i] = (uint8_t)(stream->counter >> (56 - 8 * i));
		digest_hmac(stream->seed, DRAW_BYTES, &(struct digest_part){counter, 8}, 1, stream->block);
		stream->counter++;
		stream->left = 4;
	}
	for (int i = 0; i < 8; i++)
		value = value << 8 | stream->block[(4 - stream->left) * 8 + (unsigned)i];
	stream->left--;
	return value;
}

static uint64_t
below(struct draw_stream *stream, uint64_t bound)
{
	uint64_t limit = UINT64_MAX - (UINT64_MAX % bound + 1) % bound, value;

	do
		value = next(stream);
	while (value > limit);
	return value % bound;
}

size_t
draw_run(const struct draw *draw, const uint8_t seed[DRAW_BYTES], size_t *out)
{
	struct draw_stream stream = {.seed = seed};
	size_t picked = 0;
	uint64_t total = 0;
	unsigned char *gone = mem_new(draw->count + 1);

	for (size_t i = 0; i < draw->count; i++) {
		require(draw->roll[i].weight > 0);
		total += (uint64_t)draw->roll[i].weight;
	}
	while (picked < draw->picks && total > 0) {
		uint64_t at = below(&stream, total);
		size_t i = 0;

		for (;; i++) {
			if (gone[i])
				continue;
			if (at < (uint64_t)draw->roll[i].weight)
				break;
			at -= (uint64_t)draw->roll[i].weight;
		}
		gone[i] = 1;
		total -= (uint64_t)draw->roll[i].weight;
		out[picked++] = i;
	}
	free(gone);
	return picked;
}

int64_t
draw_tie(const uint8_t draw[DRAW_BYTES], const char *id)
{
	uint8_t mac[DIGEST_BYTES];
	uint64_t order = 0;

	digest_hmac(draw, DRAW_BYTES, &(struct digest_part){id, strlen(id)}, 1, mac);
	for (int i = 0; i < 8; i++)
		order = order << 8 | mac[i];
	return (int64_t)(order >> 1);
}
