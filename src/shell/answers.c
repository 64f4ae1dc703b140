/* Waiting answers, and their forms; see the header. */
#include "shell/answers.h"

#include <stdlib.h>
#include <string.h>

#include "core/post.h"
#include "formats/http.h"
#include "formats/json_write.h"
#include "language/phrase.h"

struct waiting {
	uint64_t token;
	int64_t need;  /* durable at least this */
	int64_t since; /* monotonic ms */
	int status;
	char *body; /* owned */
	size_t n;
	char *show;       /* console: what watchers see, owned; NULL = nothing */
	bool late;        /* 503 has been said */
	const char *type; /* of the body; NULL: JSON */
	char *headers;    /* more of them, owned; NULL = none */
};

static struct waiting *
waiting_at(const struct answers *answers, size_t i)
{
	return &answers->waiting[(answers->first + i) % answers->cap];
}

static void
waiting_free(struct waiting *waiting)
{
	free(waiting->body);
	free(waiting->show);
	free(waiting->headers);
}

void
answers_close(struct answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		waiting_free(waiting_at(answers, i));
	free(answers->waiting);
}

bool
answers_by_link(uint64_t token)
{
	return token >> 61 == LINK_TOKEN >> 61;
}

/* What was refused is told in words there: nobody sends it again by himself. */
static void
link_answer(struct answers *answers, uint64_t token, int status, const char *body, size_t n)
{
	struct arena arena = {0};

	links_answer(answers->links, token, status,
	    status == 200 ? arena_text(&arena, n ? body : "", n) : phrase(&arena, ZH, "not-taken", WITH_NONE));
	arena_clear(&arena);
}

static void
give(struct answers *answers, uint64_t token, const struct http_answer *answer)
{
	if (answers_by_link(token))
		link_answer(answers, token, answer->status, answer->body, answer->n);
	else if (token)
		answers->rim->answer(answers->rim, token, answer);
}

void
answers_give(struct answers *answers, uint64_t token, int status, const char *body, size_t n)
{
	give(answers, token, &(struct http_answer){.status = status, .body = body, .n = n});
}

void
answers_refuse(struct answers *answers, uint64_t token, int status, const char *error)
{
	struct buf body = {0};

	http_error(error, &body);
	answers->refused++;
	give(answers, token,
	    &(struct http_answer){.status = status,
	        .body = body.p,
	        .n = body.n,
	        .retry_after_s = status == 503 || status == 429 ? 2 : 0});
	buf_free(&body);
}

static void
grow(struct answers *answers)
{
	size_t cap = answers->cap ? answers->cap * 2 : 64;
	struct waiting *ring = mem_new(cap * sizeof *ring);

	for (size_t i = 0; i < answers->count; i++)
		ring[i] = *waiting_at(answers, i);
	free(answers->waiting);
	answers->waiting = ring;
	answers->first = 0;
	answers->cap = cap;
}

static void
wait_for(struct answers *answers, struct waiting waiting)
{
	if (answers->count == answers->cap)
		grow(answers);
	waiting.since = answers->rim->monotonic(answers->rim);
	*waiting_at(answers, answers->count++) = waiting;
}

void
answers_behind(
    struct answers *answers, uint64_t token, int64_t need, int status, char *body, size_t n, char *show)
{
	wait_for(answers,
	    (struct waiting){.token = token, .need = need, .status = status, .body = body, .n = n, .show = show});
}

void
answers_behind_as(struct answers *answers, uint64_t token, int64_t need, int status, const char *type,
    char *body, size_t n, char *headers)
{
	wait_for(answers,
	    (struct waiting){.token = token,
	        .need = need,
	        .status = status,
	        .type = type,
	        .body = body,
	        .n = n,
	        .headers = headers});
}

void
answers_release(struct answers *answers)
{
	while (answers->count && waiting_at(answers, 0)->need <= answers->durable) {
		struct rim *rim = answers->rim;
		/* Taken out first: an answer may bring the next request of its connection, at once. */
		struct waiting waiting = *waiting_at(answers, 0);

		answers->first = (answers->first + 1) % answers->cap;
		answers->count--;
		if (waiting.show)
			rim->show(rim, waiting.show, strlen(waiting.show));
		if (!waiting.late)
			give(answers, waiting.token,
			    &(struct http_answer){.status = waiting.status,
			        .type = waiting.type,
			        .body = waiting.body,
			        .n = waiting.n,
			        .headers = waiting.headers});
		waiting_free(&waiting);
	}
}

void
answers_expire(struct answers *answers)
{
	int64_t now = answers->rim->monotonic(answers->rim);

	for (size_t i = 0; i < answers->count; i++) {
		struct waiting *waiting = waiting_at(answers, i);

		if (now - waiting->since < WAIT_MS)
			break;
		/* Nobody resends what came by a connection: it waits. */
		if (waiting->late || answers_by_link(waiting->token))
			continue;
		waiting->late = true;
		answers_refuse(answers, waiting->token, 503, "the database is slow; please send again");
	}
}

void
answers_fail(struct answers *answers, const char *error)
{
	for (size_t i = 0; i < answers->count; i++) {
		struct waiting *waiting = waiting_at(answers, i);

		if (!waiting->late)
			answers_refuse(answers, waiting->token, 503, error);
		waiting->late = true;
	}
}

void
answer_body(struct turn *turn, bool link, const struct platform *platform, const struct answering *to,
    struct buf *body)
{
	struct arena arena = {0};

	/* Whoever pressed a button is answered alone where the platform can: nobody else pressed it. */
	if (turn->message->button && !turn->chat.private_chat && platform->toast &&
	    platform->toast(turn->replies, turn->reply_count, body))
		return;
	if (link ? !platform->link->words_inside
	         : to && platform->replies_by_post && platform->replies_by_post(to->channel))
		turn_replies_by_post(turn);
	if (link) {
		for (size_t i = 0; i < turn->reply_count; i++)
			buf_addf(body, "%s%s", i ? "\n" : "", turn->replies[i].text);
	} else if (to && platform->answer) {
		platform->answer(to, turn->replies, turn->reply_count, &arena, body);
	} else if (platform->reply) {
		platform->reply(turn->replies, turn->reply_count, body);
	}
	arena_clear(&arena);
}

void
answer_shown(const struct speech *speech, const char *chat, struct buf *show)
{
	struct json_writer json = json_writer(show);

	json_open(&json, NULL, '{');
	json_put_text(&json, "chat", chat);
	json_put_name(&json, "post");
	speech_json(speech, show);
	json_close(&json);
}

/* What a person said. */
static void
show_said(const struct turn *turn, const char *chat, struct buf *show)
{
	struct json_writer json = json_writer(show);

	json_open(&json, NULL, '{');
	json_put_text(&json, "chat", chat);
	json_put_text(&json, "by", turn->actor->name);
	json_put_bool(&json, "private", turn->chat.private_chat);
	json_put_text(&json, "text", turn->message->text);
	json_close(&json);
}

void
answer_shown_turn(const struct turn *turn, bool said, struct buf *show)
{
	const char *chat = turn->chat.private_chat ? (turn->actor ? turn->actor->name : turn->chat.sender_id)
	    : turn->group                          ? turn->group->name
	                                           : turn->chat.chat_id;

	if (said && turn->actor)
		show_said(turn, chat, show);
	for (size_t i = 0; i < turn->reply_count; i++) {
		if (show->n)
			buf_addc(show, '\n');
		answer_shown(&turn->replies[i], chat, show);
	}
}
