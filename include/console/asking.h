/* One request of the group page on its way, and the page as the files that answer it see it:
 * page.c (where it comes from, chats, pictures, the board) and sign_in.c. */
#ifndef ASKING_H
#define ASKING_H

#include "console/session.h"
#include "formats/json.h"
#include "console/page.h"

#define READERS_MAX 300
#define PENDING_MAX 4 /* of a sort: a password takes 32 MiB while it is looked at */

/* Work that is on another thread, by its negative number. */
enum pending_what { PENDING_NONE, PENDING_SIGN_IN, PENDING_PASSWORD, PENDING_XLSX };
struct pending {
	enum pending_what what;
	uint64_t token;
	int64_t person, counted; /* whose tries these are */
	uint8_t salt[16], expected[32];
	bool known;       /* there is a password to compare with */
	uint8_t kept[32]; /* digest of the session that changes its password */
	char name[80];    /* of the file */
};

struct page {
	struct page_setup setup;
	struct sessions sessions;
	struct reader_of {
		uint64_t token;
		int64_t person;
		uint8_t session[32];
	} readers[READERS_MAX];
	size_t reader_count;
	int64_t told;                            /* the last line that readers have been told of */
	struct pending pending[2 * PENDING_MAX]; /* passwords, workbooks */
	struct sent_code {
		int64_t person, since;
		int count;
	} codes[64];
};

/* One request on its way. */
struct asking {
	struct page *page;
	const struct http_request *request;
	uint64_t token;
	int64_t person;          /* 0: nobody is known */
	struct session *session; /* NULL in the demo */
	cJSON *body;             /* of a POST with JSON */
	struct arena arena;
	enum language language;
};

/* One sentence of error; nothing of the world is in it, so it need not wait. */
void asking_refuse(const struct asking *asking, int status, const char *error);
/* The JSON body, when the disk has all of it; used up. */
void asking_give(const struct asking *asking, struct buf *body);
int64_t page_now(const struct page *page);
void page_answer(struct page *page, uint64_t token, const struct http_answer *answer);
/* The sender id under which the console knows the person, NULL if it does not. */
const char *page_sender(const struct page *page, int64_t person);
const char *page_random_id(struct arena *arena);
/* Who is signed out hears nothing more. */
void page_end_readers(struct page *page);
/* A place for work on another thread, NULL: too much of the sort is under way; and its beginning. */
struct pending *page_pending(struct page *page, enum pending_what what);
void page_compute(struct page *page, struct pending *pending,
    void (*work)(const void *inputs, size_t n, struct buf *result), const void *inputs, size_t n);

/* POST /api/sign-in, /api/code, /api/sign-out, /api/password. */
void sign_in(struct asking *asking);
void sign_in_code(struct asking *asking);
void sign_out(struct asking *asking);
void sign_in_password(struct asking *asking);
/* A password has been stretched. */
void sign_in_computed(const struct asking *asking, const struct pending *pending, const void *result);

#endif
