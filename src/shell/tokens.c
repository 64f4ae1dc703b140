/* Access tokens, single flight; see the header. */
#include "shell/tokens.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define TOKEN_AGAIN_MS 30000 /* after one that could not be had */

struct token {
	char *text;
	int64_t until, again; /* good until; asked for again from */
	bool fetching;
};

struct tokens {
	struct rim *rim;
	const struct channel *channels;
	size_t count;
	struct token all[]; /* one a channel */
};

struct tokens *
tokens_open(struct rim *rim, const struct channel *channels, size_t count)
{
	struct tokens *tokens = mem_new(sizeof *tokens + count * sizeof *tokens->all);

	tokens->rim = rim;
	tokens->channels = channels;
	tokens->count = count;
	return tokens;
}

static void
forget(struct token *token)
{
	if (token->text)
		memory_wipe(token->text, strlen(token->text));
	free(token->text);
	token->text = NULL;
}

void
tokens_close(struct tokens *tokens)
{
	for (size_t i = 0; i < tokens->count; i++)
		forget(&tokens->all[i]);
	free(tokens);
}

bool
tokens_put(struct tokens *tokens, size_t index, struct channel *mine)
{
	struct token *token = &tokens->all[index];
	struct arena arena = {0};
	struct client_request request;
	struct outgoing none = {.now_ms = tokens->rim->now(tokens->rim)};

	if (mine->platform->token == NULL || mine->app_id == NULL || mine->app_secret == NULL)
		return true;
	if (token->text && none.now_ms < token->until) {
		mine->access_token = token->text;
		return true;
	}
	if (!token->fetching && none.now_ms >= token->again &&
	    mine->platform->token(mine, &none, &arena, &request)) {
		token->fetching = true;
		tokens->rim->send(tokens->rim, &request, -(int64_t)index - 1);
	}
	arena_clear(&arena);
	return false;
}

bool
tokens_came(struct tokens *tokens, size_t index, const struct client_result *answer)
{
	struct token *token = &tokens->all[index];
	struct arena arena = {0};
	const char *text;
	int64_t expires_s = 0, now = tokens->rim->now(tokens->rim);
	bool good = answer->status == 200 &&
	    platform_read_token(answer->body, answer->n, &arena, &text, &expires_s);

	token->fetching = false;
	if (good) {
		forget(token);
		token->text = mem_copy(text, strlen(text));
		token->until = now + (expires_s > 600 ? expires_s - 300 : expires_s / 2) * 1000;
		token->again = 0;
	} else {
		token->again = now + TOKEN_AGAIN_MS;
		log_line(LOG_WARN, "no access token", "channel", tokens->channels[index].name, NULL);
	}
	arena_clear(&arena);
	return good;
}

void
tokens_stale(struct tokens *tokens, size_t index)
{
	tokens->all[index].until = 0;
}
