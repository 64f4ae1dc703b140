/* Weak passwords; see the header. */
#include "console/password.h"

#include <string.h>

#include "base/text.h"

#define DISTINCT_MIN 5 /* different characters */
#define REST_MIN 6     /* characters that no rule explains */
#define RUN_MIN 3      /* abc, 321, qwe */
#define BYTES_MAX 256

/* Rows of keys, and words that people begin with; both ways round. */
static const char *const rows[] = {"1234567890", "0987654321", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "147258369"};
static const char *const words[] = {"password", "passw0rd", "p@ssw0rd", "passwd", "admin", "administrator",
    "root", "welcome", "letmein", "iloveyou", "woaini", "lianxin", "mima", "test", "guest", "user", "login",
    "hello", "china", "zhongguo", "beijing", "dragon", "monkey", "abc", "xyz", "qaz", "wsx", "aini", "520",
    "1314", "888", "666", "111", "000", "密码", "连心", "管理员"};

static void
fold(const char *text, char out[BYTES_MAX])
{
	size_t n = 0;

	for (; *text && n + 1 < BYTES_MAX; text++)
		out[n++] = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
	out[n] = 0;
}

/* Bytes at `p` that follow each other in the alphabet, in the numbers or on a row of keys, or repeat. */
static size_t
run_at(const char *p)
{
	size_t longest = 1;

	for (int step = -1; step <= 1; step++) {
		size_t n = 1;

		while (p[n] && p[n] == p[n - 1] + step)
			n++;
		longest = n > longest ? n : longest;
	}
	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
		for (const char *key = strchr(rows[r], *p); key; key = strchr(key + 1, *p)) {
			size_t n = 1;

			while (p[n] && key[n] == p[n])
				n++;
			longest = n > longest ? n : longest;
			for (n = 1; p[n] && (size_t)(key - rows[r]) >= n && key[-(ptrdiff_t)n] == p[n];)
				n++;
			longest = n > longest ? n : longest;
		}
	return longest >= RUN_MIN ? longest : 0;
}

static size_t
word_at(const char *p, const char *own)
{
	size_t longest = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if (strncmp(p, words[i], n) == 0 && n > longest)
			longest = n;
	}
	while (*own) {
		size_t n = strcspn(own, ";");

		if (n >= RUN_MIN && strncmp(p, own, n) == 0 && n > longest)
			longest = n;
		own += n + (own[n] == ';');
	}
	return longest;
}

/* 19900307, 900307, 2026: a day or a year. */
static size_t
day_at(const char *p)
{
	size_t digits = strspn(p, "0123456789");

	if (digits >= 4 && (strncmp(p, "19", 2) == 0 || strncmp(p, "20", 2) == 0))
		return digits >= 8 ? 8 : 4;
	return digits == 6 ? 6 : 0;
}

bool
password_weak(const char *password, const char *own)
{
	char folded[BYTES_MAX], known[BYTES_MAX], seen[BYTES_MAX] = "";
	size_t rest = 0, distinct = 0;

	fold(password, folded);
	fold(own, known);
	if (text_length(password) < PASSWORD_CHARS_MIN)
		return true;
	for (const char *p = folded; *p; p++)
		if (strchr(seen, *p) == NULL)
			seen[distinct++] = *p;
	size_t n = strlen(folded);
	for (size_t half = 1; half <= n / 2; half++) /* the same again and again */
		if (n % half == 0 && strncmp(folded, folded + half, n - half) == 0)
			return true;
	for (const char *p = folded; *p;) {
		size_t run = run_at(p), word = word_at(p, known), day = day_at(p), used = run > word ? run : word;

		used = day > used ? day : used;
		rest += used == 0;
		p += used ? used : 1;
	}
	return distinct < DISTINCT_MIN || rest < REST_MIN || (strspn(folded, "0123456789") == n && n < 14);
}
