/* The last durable turn; see the header. */
#include "io/tail.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "io/files.h"

#define LINE "turn %20lld at %20lld head "
#define LINE_BYTES 120

enum tail_state
tail_read(const char *path, struct tail *tail)
{
	struct buf text = {0};
	char hex[65] = "";
	long long turn, at;
	enum tail_state state = TAIL_DAMAGED;

	if (!file_read(path, LINE_BYTES, &text))
		state = errno == ENOENT ? TAIL_NONE : TAIL_DAMAGED;
	else if (text.n == LINE_BYTES &&
	    sscanf(buf_text(&text), "turn %lld at %lld head %64s", &turn, &at, hex) == 3 &&
	    digest_unhex(hex, tail->chain, sizeof tail->chain)) {
		tail->turn = turn;
		tail->at = at;
		state = TAIL_GOOD;
	}
	buf_free(&text);
	return state;
}

int
tail_open(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
}

bool
tail_write(int fd, const struct tail *tail)
{
	char line[LINE_BYTES + 1], hex[65];

	digest_hex(tail->chain, sizeof tail->chain, hex);
	memset(line, ' ', sizeof line);
	int n = snprintf(line, sizeof line, LINE "%s", (long long)tail->turn, (long long)tail->at, hex);
	line[n] = ' ';
	line[LINE_BYTES - 1] = '\n';
	return pwrite(fd, line, LINE_BYTES, 0) == LINE_BYTES && fdatasync(fd) == 0;
}
