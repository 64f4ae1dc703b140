/* JSON lines on standard error; see the header. */
#include "base/log.h"

#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/text.h"

#define DIGEST_HEX 64 /* digits of a digest of 32 bytes */

static enum log_level lowest = LOG_INFO;

void
log_level_set(enum log_level level)
{
	lowest = level;
}

/* A digest is nobody's number, and half of one proves nothing. */
static bool
is_digest(const char *value)
{
	return strlen(value) == DIGEST_HEX && strspn(value, "0123456789abcdef") == DIGEST_HEX;
}

void
log_line(enum log_level level, const char *what, ...)
{
	static const char *const names[] = {"debug", "info", "warn", "error"};
	struct buf line = {0};
	struct arena arena = {0};
	struct timespec now;
	va_list pairs;

	if (level < lowest)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	buf_addf(&line, "{\"t\":%lld.%03ld,\"level\":\"%s\",\"what\":", (long long)now.tv_sec,
	    now.tv_nsec / 1000000, names[level]);
	buf_json(&line, what);
	va_start(pairs, what);
	for (const char *key; (key = va_arg(pairs, const char *)) != NULL;) {
		const char *value = va_arg(pairs, const char *);

		buf_addc(&line, ',');
		buf_json(&line, key);
		buf_addc(&line, ':');
		if (value && !text_valid(value, strlen(value)))
			value = "(not UTF-8)";
		buf_json(&line, value && !is_digest(value) ? text_mask_numbers(&arena, value) : value);
	}
	va_end(pairs);
	buf_adds(&line, "}\n");
	ssize_t written = write(STDERR_FILENO, line.p, line.n);
	(void)written; /* nowhere left to complain */
	arena_clear(&arena);
	buf_free(&line);
}
