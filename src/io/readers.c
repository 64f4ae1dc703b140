/* Answers that stay open; see the header. */
#include "io/readers.h"

#include <stdlib.h>

#include "base/memory.h"

#define READERS_MAX 320

struct open_reader {
	struct readers *readers;
	struct stream *stream; /* NULL: none */
	uint64_t token;
};
struct readers {
	void (*gone)(void *context, uint64_t token);
	void *context;
	struct open_reader all[READERS_MAX];
};

struct readers *
readers_open(void (*gone)(void *context, uint64_t token), void *context)
{
	struct readers *readers = mem_new(sizeof *readers);

	readers->gone = gone;
	readers->context = context;
	return readers;
}

void
readers_close(struct readers *readers)
{
	free(readers);
}

static void
on_bytes(void *context, const char *p, size_t n)
{
	(void)context; /* a reader has nothing to say */
	(void)p;
	(void)n;
}

static void
on_gone(void *context, const char *why)
{
	struct open_reader *reader = context;

	(void)why;
	reader->stream = NULL;
	reader->readers->gone(reader->readers->context, reader->token);
}

void
readers_begin(
    struct readers *readers, struct http_server *server, uint64_t token, const struct http_answer *answer)
{
	struct open_reader *free_one = NULL;

	for (size_t i = 0; i < READERS_MAX && free_one == NULL; i++)
		if (readers->all[i].stream == NULL)
			free_one = &readers->all[i];
	if (free_one)
		*free_one = (struct open_reader){readers,
		    http_server_begin(
		        server, token, answer, &(struct stream_events){free_one, NULL, on_bytes, on_gone}),
		    token};
	if (free_one == NULL || free_one->stream == NULL)
		readers->gone(readers->context, token);
}

void
readers_push(struct readers *readers, uint64_t token, const char *p, size_t n)
{
	for (size_t i = 0; i < READERS_MAX; i++) {
		struct open_reader *reader = &readers->all[i];
		struct stream *stream = reader->stream;

		if (stream == NULL || reader->token != token)
			continue;
		if (p) {
			stream->write(stream, p, n);
			continue;
		}
		reader->stream = NULL;
		stream->close(stream);
		readers->gone(readers->context, token);
	}
}

void
readers_end(struct readers *readers)
{
	for (size_t i = 0; i < READERS_MAX; i++) {
		struct stream *stream = readers->all[i].stream;

		readers->all[i].stream = NULL;
		if (stream)
			stream->close(stream);
	}
}
