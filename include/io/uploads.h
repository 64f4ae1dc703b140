/* Pictures in the data directory: taken in bit by bit, four at once, sealed on the disk
 * (trust.md, Input). A name is 32 hex digits, a dot and the kind: jpg png gif webp. */
#ifndef IO_UPLOADS_H
#define IO_UPLOADS_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "base/buf.h"
#include "base/seal.h"

#define UPLOADS_MAX 4
#define UPLOAD_NAME 40 /* bytes, with its end */

struct uploads;
/* `kept` hears of each that is whole: its name once it is synced, "" if it is no picture, NULL if it could not be written. */
struct uploads *uploads_open(uv_loop_t *loop, const char *directory, const struct seal_key *key,
    void (*kept)(void *context, uint64_t token, const char *name), void *context);
/* False: too many at once, or no room. */
bool uploads_begin(struct uploads *uploads, uint64_t token);
bool uploads_bytes(struct uploads *uploads, uint64_t token, const char *p, size_t n);
void uploads_end(struct uploads *uploads, uint64_t token, bool whole);
void uploads_remove(struct uploads *uploads, const char *name);
/* Reads one on another thread; NULL bytes: there is none of that name, or it is damaged. */
void uploads_read(struct uploads *uploads, const char *name,
    void (*done)(void *context, uint64_t token, const char *type, const char *p, size_t n), uint64_t token);
/* The loop must have ended its work before. */
void uploads_close(struct uploads *uploads);
/* The content type of a name as above; NULL if it is none. */
const char *upload_type(const char *name);

#endif
