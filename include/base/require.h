/* require: the programmer's errors. Checked in release builds too: a broken
 * invariant ends the process before it can write something wrong; restart
 * replays from disk. Never used for input or for the world's failures. */
#ifndef BASE_REQUIRE_H
#define BASE_REQUIRE_H

_Noreturn void require_failed(const char *what, const char *file, int line);

#define require(x) ((x) ? (void)0 : require_failed(#x, __FILE__, __LINE__))

/* A place that cannot be reached; says why. */
#define require_never(why) require_failed(why, __FILE__, __LINE__)

#endif
