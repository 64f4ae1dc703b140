/* event → step → persist → speak; see the header.
 *
 *   http/console/link ─► receive ──► repeat? ── yes ─► read the old answer behind all commits
 *                                       │ no
 *                                       ▼
 *                     turn: step, reply bytes, close ─► commit ─► durable ─► answers, posts
 *
 * Nothing is spoken before every batch its author could have seen is durable: an answer
 * waits for the last number given when it was made, its own batch being empty or not. */
#include "shell/serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/require.h"
#include "base/text.h"
#include "core/mentioned.h"
#include "core/world_life.h"
#include "formats/http.h"
#include "formats/json.h"
#include "records/kinds.h"
#include "records/role.h"
#include "records/wake.h"
#include "shell/answers.h"
#include "shell/links.h"
#include "shell/refusals.h"
#include "shell/sending.h"
#include "shell/status.h"
#include "shell/talk.h"
#include "shell/tokens.h"

#define LOST_SKIP 1000 /* numbers, as after a restore */

struct serve {
	struct serve_setup setup;
	struct answers answers;
	struct tokens *tokens;
	struct refusals *refusals;
	struct links *links;
	struct sending sending;
	char trouble[256]; /* of the database; "" = none */
	bool draining, held, stopped;
	int64_t skew;                 /* wall - monotonic when the clock was last trusted */
	int64_t steady, steady_since; /* while it is not: the same since then, by measured time */
	struct flood {
		uint64_t chat;
		int64_t minute, count;
	} floods[1024];
	struct counts counts;
};

static void link_message(void *context, size_t channel, const struct message *message, uint64_t token);
static void link_settled(void *context, int64_t post, enum answer_class class, bool unknown, int64_t wait_s);
static void link_unsaid(
    void *context, size_t channel, bool private_chat, const char *chat, const char *words);
static void link_up(void *context, size_t channel);
static void link_stopped(void *context, size_t channel, const char *phrase);

struct serve *
serve_open(const struct serve_setup *setup)
{
	struct serve *serve = mem_new(sizeof *serve);

	serve->setup = *setup;
	serve->answers.rim = setup->rim;
	serve->answers.durable = setup->world->last_turn;
	serve->skew = setup->rim->now(setup->rim) - setup->rim->monotonic(setup->rim);
	serve->links = links_open(setup->rim, setup->channels, setup->channel_count,
	    &(struct links_events){serve, link_message, link_settled, link_unsaid, link_up, link_stopped});
	serve->answers.links = serve->links;
	/* The console is this program itself: nothing there has to be paced. */
	lanes_set_traits(setup->world, "console", (struct channel_traits){.burst = 10000, .per_minute = 600000},
	    setup->rim->now(setup->rim));
	serve->refusals = refusals_open(setup->channel_count);
	serve->tokens = tokens_open(setup->rim, setup->channels, setup->channel_count);
	serve->sending = (struct sending){.world = setup->world,
	    .rim = setup->rim,
	    .channels = setup->channels,
	    .channel_count = setup->channel_count,
	    .keep_talk = setup->keep_talk,
	    .answers = &serve->answers,
	    .tokens = serve->tokens,
	    .links = serve->links};
	for (size_t i = 0; i < setup->channel_count; i++) {
		const struct channel *channel = &setup->channels[i];

		if (channel->platform->traits == NULL)
			continue;
		struct channel_traits traits = channel->platform->traits(channel);
		for (size_t k = 0; k < setup->channel_count; k++) /* another one hears for it */
			traits.deaf = traits.deaf && !text_equal(setup->channels[k].speaks_for, channel->name);
		lanes_set_traits(setup->world, channel->name, traits, setup->rim->now(setup->rim));
	}
	return serve;
}

void
serve_close(struct serve *serve)
{
	answers_close(&serve->answers);
	tokens_close(serve->tokens);
	refusals_close(serve->refusals);
	links_close(serve->links);
	free(serve);
}

static int64_t
now_of(const struct serve *serve)
{
	return serve->setup.rim->now(serve->setup.rim);
}

static void
refuse(struct serve *serve, uint64_t token, int status, const char *error)
{
	answers_refuse(&serve->answers, token, status, error);
}

/* An answer that leaves when everything done until now is durable. Takes body and show. */
static void
answer_behind(struct serve *serve, uint64_t token, int status, char *body, size_t n, char *show)
{
	answers_behind(&serve->answers, token, serve->setup.world->last_turn, status, body, n, show);
}

static void
release(struct serve *serve)
{
	answers_release(&serve->answers);
}

void
serve_answer(
    struct serve *serve, uint64_t token, int status, const char *type, char *body, size_t n, char *headers)
{
	answers_behind_as(&serve->answers, token, serve->setup.world->last_turn, status, type, body, n, headers);
	release(serve);
}

/* One administrator hears of it. */
static void
tell_admin(struct turn *turn, const char *key, const struct with *with)
{
	EACH (&turn->world->store, role, role) {
		if (role->role != ROLE_admin)
			continue;
		struct draft draft = turn_draft(turn, key, with);
		if (turn_post_person(turn, role->person, &draft))
			return;
	}
}

/* Sends what may leave; when to ask again. */
static int64_t
pump(struct serve *serve)
{
	return serve->stopped || serve->setup.silent ? INT64_MAX : sending_pump(&serve->sending);
}

static int64_t
skew_of(const struct serve *serve)
{
	return now_of(serve) - serve->setup.rim->monotonic(serve->setup.rim);
}

static void
say_clock(struct serve *serve, const char *key)
{
	struct turn turn;

	turn_begin(&turn, serve->setup.world, "clock", now_of(serve));
	tell_admin(&turn, key, WITH({"time", turn_time(&turn, now_of(serve))}));
	turn_commit(serve->setup.rim, &turn);
}

static void
hold_clock(struct serve *serve, const char *why)
{
	serve->held = true;
	serve->steady = skew_of(serve);
	serve->steady_since = serve->setup.rim->monotonic(serve->setup.rim);
	log_line(LOG_WARN, why, NULL);
	say_clock(serve, "clock-held");
}

static void
release_clock(struct serve *serve, const char *why)
{
	serve->held = false;
	serve->skew = skew_of(serve);
	log_line(LOG_INFO, why, NULL);
	say_clock(serve, "clock-good");
}

/* Does a signed time come with the messages of any channel? Then that is waited for. */
static bool
hears_times(const struct serve *serve)
{
	for (size_t i = 0; i < serve->setup.channel_count; i++)
		if (serve->setup.channels[i].platform->stamped)
			return true;
	return false;
}

/* Wakes are held while the clock cannot be right: before the last turn, or far off. Where nobody tells
 * the time, a clock that has run evenly for a while is the one there is. */
static void
watch_clock(struct serve *serve)
{
	int64_t skew = skew_of(serve), ran = serve->setup.rim->monotonic(serve->setup.rim) - serve->steady_since;

	if (!serve->setup.watch_clock)
		return;
	if (!serve->held) {
		if (skew > serve->skew + CLOCK_JUMP_MS || skew < serve->skew - CLOCK_JUMP_MS)
			hold_clock(serve, "the clock jumped; reminders wait until somebody else's clock agrees with it");
		return;
	}
	if (skew > serve->steady + CLOCK_EVEN_MS || skew < serve->steady - CLOCK_EVEN_MS) {
		serve->steady = skew; /* it is still being set */
		serve->steady_since += ran;
	} else if (ran >= CLOCK_QUIET_MS && !hears_times(serve)) {
		release_clock(serve, "the clock has run evenly; reminders go on");
	}
}

/* A message whose time lies within the window has just been accepted: somebody else's clock agrees
 * with ours. */
static void
trust_clock(struct serve *serve)
{
	if (serve->held)
		release_clock(serve, "the clock agrees with a message; reminders go on");
}

/* The time that a platform gave its message, where the proof itself holds none. */
static void
hear_time(struct serve *serve, const struct message *message)
{
	int64_t off = now_of(serve) - message->said_at;

	if (message->said_at > 0 && off < CLOCK_JUMP_MS && off > -CLOCK_JUMP_MS)
		trust_clock(serve);
}

static bool
fire_one(struct serve *serve, const struct wake *wake)
{
	struct rim *rim = serve->setup.rim;
	struct turn turn;
	int64_t id = wake->id;
	bool poison = rim->poisoned(rim, 'w', (uint64_t)id);

	rim->mark(rim, 'w', (uint64_t)id);
	turn_begin(&turn, serve->setup.world, "wake", now_of(serve));
	if (poison) {
		struct wake skipped = *wake;

		skipped.state = WAKE_skipped;
		skipped.due_at = INT64_MAX;
		turn_put(&turn, &kind_wake, &skipped);
		serve->counts.poison++;
		log_line(
		    LOG_ERROR, "a wake that crashed the program three times is set aside", "kind", wake->kind, NULL);
	} else {
		if (schedule_kind(serve->setup.tables.wakes, wake->kind) == NULL)
			log_line(LOG_ERROR, "a wake of a kind this program does not know is skipped", "kind", wake->kind,
			    NULL);
		step_wake(&turn, &serve->setup.tables, wake);
	}
	struct batch *batch = turn_close(&turn, 0, NULL, 0);
	rim->mark(rim, 0, 0);
	serve->counts.wakes++;
	if (batch)
		rim->commit(rim, batch);
	return batch != NULL;
}

void
serve_tick(struct serve *serve)
{
	int64_t next = INT64_MAX, again, now = now_of(serve);
	const struct wake *wake;

	if (serve->stopped)
		return;
	watch_clock(serve);
	answers_expire(&serve->answers);
	for (int i = 0; !serve->setup.silent && !serve->held && !serve->draining && i < WAKES_A_TICK &&
	     sending_room(&serve->sending, QUEUE_BYTES_RESERVED);
	     i++) {
		wake = schedule_due(serve->setup.world, now, &next);
		if (wake == NULL || !fire_one(serve, wake))
			break;
	}
	again = links_tick(serve->links);
	if (again < next)
		next = again;
	again = pump(serve);
	if (again < next)
		next = again;
	if (serve->answers.count && now + WAIT_MS < next)
		next = now + WAIT_MS;
	if (serve->held && now + MS_MINUTE < next)
		next = now + MS_MINUTE;
	if (next < now + 1)
		next = now + 1;
	serve->setup.rim->wake_at(serve->setup.rim, next);
}

/* More messages a minute from one chat than a village writes: 429 for that chat alone. */
static bool
flooded(struct serve *serve, const struct message *message)
{
	uint64_t chat = text_hash(message->private_chat ? message->sender_id : message->chat_id) ^
	    text_hash(message->channel);
	struct flood *flood = &serve->floods[chat % (sizeof serve->floods / sizeof *serve->floods)];
	int64_t minute = now_of(serve) / MS_MINUTE;

	if (flood->minute != minute || flood->chat != chat)
		*flood = (struct flood){chat, minute, 0};
	return ++flood->count > serve->setup.world->policy.village_rate;
}

/* Is the message kept as a line of the page's chats? Not if another channel brought it in: there
 * its own chat keeps it. */
static bool
keeps(const struct serve *serve, const struct message *message, const struct platform *platform)
{
	return serve->setup.keep_talk && platform == &platform_console && !message->unkept;
}

static void
finish(struct serve *serve, struct turn *turn, uint64_t token, const struct platform *platform,
    const struct answering *to)
{
	struct rim *rim = serve->setup.rim;
	struct buf body = {0}, show = {0};
	bool console = strcmp(turn->message->channel, "console") == 0,
	     keep = keeps(serve, turn->message, platform);

	answer_body(turn, answers_by_link(token), platform, to, &body);
	if (keep)
		talk_heard(turn);
	if (console && !turn->message->unkept)
		answer_shown_turn(turn, keep, &show);
	serve->counts.silent += turn->reply_count == 0;
	struct batch *batch = turn_close(turn, 200, body.p, body.n);
	rim->mark(rim, 0, 0);
	answer_behind(serve, token, 200, body.p, body.n, show.p);
	if (batch)
		rim->commit(rim, batch);
	else
		release(serve);
}

/* One message of a channel: a repeat gets its old answer, everything else a turn. */
static void
handle(struct serve *serve, const struct message *message, const char *key_channel,
    const struct platform *platform, const struct answering *to, uint64_t token)
{
	struct rim *rim = serve->setup.rim;
	struct world *world = serve->setup.world;
	uint64_t digest = world_event_digest(world, key_channel, message->event_id);
	int64_t before = world_seen(world, digest);
	struct turn turn;

	if (serve->draining || serve->stopped || !sending_room(&serve->sending, 0)) {
		serve->counts.overload++;
		refuse(serve, token, 503, "busy; please send again");
		return;
	}
	if (before) {
		serve->counts.repeats++;
		rim->read_answer(rim, before, token);
		return;
	}
	/* It would wait until it is too late; what only looks is answered, since all that was accepted is kept. */
	if (strcmp(serve->trouble, DISK_FULL) == 0 || strcmp(serve->trouble, DISK_NEARLY_FULL) == 0) {
		serve->counts.overload++;
		refuse(serve, token, 503, DISK_FULL "; please send again");
		return;
	}
	if (keeps(serve, message, platform) && talk_known(world, message->event_id)) {
		/* A line among people, sent again because its answer was lost. */
		struct buf body = {0};

		serve->counts.repeats++;
		platform->reply(NULL, 0, &body);
		answer_behind(serve, token, 200, body.p, body.n, NULL);
		release(serve);
		return;
	}
	if (flooded(serve, message)) {
		refuse(serve, token, 429, "too many messages from this chat");
		return;
	}
	serve->counts.messages++;
	if (rim->poisoned(rim, 'm', digest)) {
		serve->counts.poison++;
		log_line(LOG_ERROR, "a message that crashed the program three times is set aside", "event",
		    message->event_id, NULL);
		struct buf body = {0};
		if (platform->reply && !answers_by_link(token))
			platform->reply(NULL, 0, &body);
		answer_behind(serve, token, 200, body.p, body.n, NULL);
		release(serve);
		return;
	}
	rim->mark(rim, 'm', digest);
	turn_begin(&turn, world, "message", now_of(serve));
	turn.digest = digest;
	struct message named = *message;
	named.text = mentioned_text(world, message, &turn.arena);
	step_message(&turn, &serve->setup.tables, &named);
	finish(serve, &turn, token, platform, to);
	serve_tick(serve);
}

void
serve_say(struct serve *serve, const struct message *message, uint64_t token)
{
	handle(serve, message, "console", &platform_console, NULL, token);
}

static void
link_message(void *context, size_t index, const struct message *message, uint64_t token)
{
	struct serve *serve = context;
	const struct channel *channel = &serve->setup.channels[index];
	struct message said = *message;

	hear_time(serve, message);
	if (channel->speaks_for)
		said.channel = channel->speaks_for;
	handle(serve, &said, channel->name, channel->platform, NULL, token);
}

static void
link_settled(void *context, int64_t post, enum answer_class class, bool unknown, int64_t wait_s)
{
	struct sent_result result = {.post = post};

	platform_fate(class, unknown, wait_s, &result);
	sending_settle(&((struct serve *)context)->sending, &result);
}

static void
link_unsaid(void *context, size_t channel, bool private_chat, const char *chat_id, const char *words)
{
	struct serve *serve = context;
	const struct channel *by = &serve->setup.channels[channel];
	const struct world *world = serve->setup.world;
	struct turn turn;
	struct draft draft = {0};
	const char *bound = by->speaks_for ? by->speaks_for : by->name;
	struct chat chat = {.private_chat = private_chat,
	    .channel = bound,
	    .chat_id = private_chat ? "" : chat_id,
	    .sender_id = private_chat ? chat_id : ""};
	const struct person *person = private_chat ? access_person(world, bound, chat_id) : NULL;
	const struct group *group = private_chat ? NULL : access_group(world, bound, chat_id);

	chat.person = person ? person->id : 0;
	chat.group = group ? group->id : 0;
	turn_begin(&turn, serve->setup.world, "link", now_of(serve));
	buf_adds(&draft.text, words);
	turn_post_chat(&turn, &chat, &draft);
	turn_commit(serve->setup.rim, &turn);
}

static void
link_up(void *context, size_t channel)
{
	struct serve *serve = context;

	lanes_open(serve->setup.world, serve->setup.channels[channel].name);
}

static void
link_stopped(void *context, size_t channel, const char *key)
{
	struct serve *serve = context;
	struct turn turn;

	turn_begin(&turn, serve->setup.world, "link", now_of(serve));
	tell_admin(&turn, key, WITH({"channel", serve->setup.channels[channel].name}));
	turn_commit(serve->setup.rim, &turn);
}

void
serve_link_opened(struct serve *serve, size_t channel)
{
	links_opened(serve->links, channel);
	serve_tick(serve);
}

void
serve_link_frame(struct serve *serve, size_t channel, const char *p, size_t n)
{
	if (!serve->stopped)
		links_frame(serve->links, channel, p, n);
}

void
serve_link_closed(struct serve *serve, size_t channel, const char *why)
{
	links_closed(serve->links, channel, why);
	serve_tick(serve);
}

static void
not_accepted(struct serve *serve, const struct channel *channel, int status, uint64_t token, const char *why)
{
	refusals_note(
	    serve->refusals, (size_t)(channel - serve->setup.channels), channel->name, why, now_of(serve));
	refuse(serve, token, status, "not accepted");
}

/* A bridge wants its connection. */
static void
upgrade(struct serve *serve, size_t channel, const struct http_request *request, uint64_t token)
{
	struct http_answer answer = {.link = channel};
	struct arena arena = {0};

	answer.status = links_accept(serve->links, channel, request, &arena, &answer.accept);
	if (answer.status == 101)
		serve->setup.rim->answer(serve->setup.rim, token, &answer);
	else
		not_accepted(serve, &serve->setup.channels[channel], answer.status, token,
		    answer.status == 401 ? "bad_token" : "no connection here");
	arena_clear(&arena);
}

/* Where the proof holds no time, what was once sent proves itself for ever: beyond the hours in which a repeat
 * is known again it may be one. */
static bool
may_be_replayed(const struct serve *serve, const struct platform *platform, const struct message *message)
{
	return !platform->stamped && message->said_at > 0 &&
	    now_of(serve) - message->said_at > serve->setup.world->policy.seen_hours * MS_HOUR;
}

static void
hook(struct serve *serve, const struct http_request *request, uint64_t token)
{
	const struct channel *channel = sending_channel(&serve->sending, request->path + strlen(SERVE_HOOKS));
	struct arena arena = {0};
	struct message message;
	const char *reply = NULL;

	if (channel == NULL || channel->platform->local) {
		refuse(serve, token, 404, "no such channel");
		return;
	}
	const struct platform *platform = channel->platform;
	bool twice;
	if (http_header(request, "upgrade", &twice)) {
		upgrade(serve, (size_t)(channel - serve->setup.channels), request, token);
		return;
	}
	if (strcmp(request->method, "POST") != 0 &&
	    !(platform->checked_by_get && strcmp(request->method, "GET") == 0)) {
		refuse(serve, token, 405, "only POST");
		return;
	}
	struct answering to = {.channel = channel, .request = request, .now_ms = now_of(serve)};
	enum decoded decoded = platform->receive(channel, request, to.now_ms, &arena, &message, &reply);
	if (decoded != DECODED_REFUSED && platform->stamped)
		trust_clock(serve);
	if ((decoded == DECODED_MESSAGE) && !platform->stamped)
		hear_time(serve, &message);
	switch (decoded) {
	case DECODED_REFUSED: /* one answer for every failed check; stale times may come from our own clock */
		not_accepted(serve, channel, 401, token, reply);
		break;
	case DECODED_BAD: refuse(serve, token, 400, "the message has not the form of this channel"); break;
	case DECODED_IGNORE:
		answer_behind(serve, token, 204, NULL, 0, NULL);
		release(serve);
		break;
	case DECODED_ANSWERED:
		answer_behind(serve, token, 200, mem_copy(reply, strlen(reply)), strlen(reply), NULL);
		release(serve);
		break;
	case DECODED_MESSAGE:
		if (may_be_replayed(serve, platform, &message)) {
			not_accepted(serve, channel, 401, token, "stale_event");
			break;
		}
		if (channel->speaks_for)
			message.channel = channel->speaks_for;
		handle(serve, &message, channel->name, platform, &to, token);
		break;
	}
	arena_clear(&arena);
}

/* How the program is now; a view of it. */
static struct status
status_of(const struct serve *serve)
{
	struct status status = {.counts = serve->counts,
	    .turn = serve->setup.world->last_turn,
	    .durable = serve->answers.durable,
	    .waiting = (int64_t)lanes_waiting(serve->setup.world),
	    .queue_bytes = (int64_t)serve->setup.rim->queued_bytes(serve->setup.rim),
	    .held = serve->held,
	    .draining = serve->draining,
	    .trouble = serve->trouble,
	    .channels = serve->setup.channels,
	    .channel_count = serve->setup.channel_count,
	    .links = serve->links};

	status.counts.refused = serve->answers.refused;
	status.counts.posts = serve->sending.posts;
	status.counts.posts_failed = serve->sending.posts_failed;
	return status;
}

static void
health(struct serve *serve, uint64_t token)
{
	struct buf body = {0};
	struct status status = status_of(serve);
	bool good = status_health(&status, &body);

	answers_give(&serve->answers, token, good ? 200 : 503, body.p, body.n);
	buf_free(&body);
}

static void
metrics(struct serve *serve, uint64_t token)
{
	struct buf body = {0};
	struct status status = status_of(serve);

	status_metrics(&status, &body);
	serve->setup.rim->answer(serve->setup.rim, token,
	    &(struct http_answer){.status = 200, .type = STATUS_METRICS_TYPE, .body = body.p, .n = body.n});
	buf_free(&body);
}

void
serve_http(struct serve *serve, const struct http_request *request, uint64_t token)
{
	bool get = strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;

	if (get && strcmp(request->path, "/healthz") == 0)
		health(serve, token);
	else if (get && strcmp(request->path, "/metrics") == 0)
		metrics(serve, token);
	else if (text_starts(request->path, SERVE_HOOKS))
		hook(serve, request, token);
	else
		refuse(serve, token, 404, "not here");
}

static void
start_job(struct serve *serve, const struct job *job)
{
	const struct job_kind *kind = job->state == JOB_open && serve->setup.tables.jobs
	    ? jobs_find(serve->setup.tables.jobs, job->kind)
	    : NULL;

	if (kind)
		serve->setup.rim->compute(serve->setup.rim, job->id, kind->work, job->inputs.p, job->inputs.n);
}

void
serve_computed(struct serve *serve, int64_t job, const void *result, size_t n)
{
	struct turn turn;

	if (serve->stopped)
		return;
	turn_begin(&turn, serve->setup.world, "job", now_of(serve));
	jobs_finish(&turn, serve->setup.tables.jobs, job, result, n);
	turn_commit(serve->setup.rim, &turn);
	serve_tick(serve);
}

void
serve_durable(struct serve *serve, struct batch *batch)
{
	require(batch->number > serve->answers.durable);
	serve->answers.durable = batch->number;
	/* Only what is on the disk is worked on. */
	for (size_t i = 0; i < batch->count; i++)
		if (batch->changes[i].kind == &kind_job && batch->changes[i].after)
			start_job(serve, record_data(batch->changes[i].after));
	world_batch_done(serve->setup.world, batch);
	release(serve);
	int64_t again = pump(serve);
	if (again != INT64_MAX)
		serve->setup.rim->wake_at(serve->setup.rim, again);
}

/* The text is the database's, and another thread writes there. */
static void
keep_trouble(struct serve *serve, const char *text)
{
	snprintf(serve->trouble, sizeof serve->trouble, "%s", text);
}

void
serve_failed(struct serve *serve, struct batch *batch, const char *why)
{
	/* Memory holds what the disk refused: nothing more may be said, and a restart reads
	 * the truth again. Nobody was told, so nothing is lost. */
	world_batch_done(serve->setup.world, batch);
	if (serve->stopped)
		return;
	serve->stopped = true;
	keep_trouble(serve, why);
	answers_fail(&serve->answers, "the database failed; please send again");
	serve->setup.rim->stop(serve->setup.rim, 1, why);
}

void
serve_answer_read(struct serve *serve, uint64_t token, int status, const void *body, size_t n)
{
	if (status == 0)
		refuse(serve, token, 503, "the old answer cannot be read; please send again");
	else
		answers_give(&serve->answers, token, status, body, n);
}

void
serve_sent(struct serve *serve, int64_t id, const struct client_result *answer)
{
	const struct post *post = store_find(&serve->setup.world->store, &kind_post, id);
	const struct channel *channel = post ? sending_channel(&serve->sending, post->channel) : NULL;
	struct sent_result result = {.post = id, .class = SENT_NEVER};

	if (serve->stopped)
		return;
	if (id < 0) { /* no post: a token, behind them the tickets of connections */
		size_t number = (size_t)(-id - 1), channels = serve->setup.channel_count;

		if (number >= channels)
			links_ticket(serve->links, number - channels, answer);
		else if (tokens_came(serve->tokens, number, answer))
			lanes_open(serve->setup.world, serve->setup.channels[number].name);
		serve_tick(serve);
		return;
	}
	if (channel == NULL)
		return;
	platform_settle(channel->platform, answer, &result);
	if (result.refresh) /* once more with a fresh one */
		tokens_stale(serve->tokens, (size_t)(channel - serve->setup.channels));
	sending_settle(&serve->sending, &result);
	serve_tick(serve);
}

void
serve_database_state(struct serve *serve, const char *trouble)
{
	if ((trouble == NULL) != (serve->trouble[0] == 0))
		log_line(trouble ? LOG_ERROR : LOG_INFO,
		    trouble ? "the database is in trouble" : "the database is well again", "why",
		    trouble ? trouble : "", NULL);
	keep_trouble(serve, trouble ? trouble : "");
}

void
serve_drain(struct serve *serve)
{
	serve->draining = true;
	links_drain(serve->links);
}

bool
serve_idle(const struct serve *serve)
{
	return serve->answers.count == 0;
}

void
serve_turn_begin(struct serve *serve, struct turn *turn, const char *kind)
{
	turn_begin(turn, serve->setup.world, kind, now_of(serve));
}

void
serve_turn_done(struct serve *serve, struct turn *turn, uint64_t token, const void *body, size_t n)
{
	struct batch *batch = turn_close(turn, 200, NULL, 0);

	answer_behind(serve, token, 200, mem_copy(body, n), n, NULL);
	if (batch)
		serve->setup.rim->commit(serve->setup.rim, batch);
	else
		release(serve);
	serve_tick(serve);
}

void
serve_turn_end(struct serve *serve, struct turn *turn)
{
	turn_commit(serve->setup.rim, turn);
	serve_tick(serve);
}

int64_t
serve_durable_turn(const struct serve *serve)
{
	return serve->answers.durable;
}

/* How many wakes fell due while the program was off. */
static int64_t
overdue(const struct serve *serve, int64_t now)
{
	int64_t count = 0;

	EACH (&serve->setup.world->store, wake, wake)
		count += wake->state == WAKE_scheduled &&
		    wake->due_at < now - serve->setup.world->policy.late_say_min * MS_MINUTE;
	return count;
}

/* What was said is lost: it is told, it stands in the chain, and no number of that time is given again. */
static void
note_loss(struct serve *serve)
{
	int64_t count = serve->setup.lost.to - serve->setup.lost.from + 1;
	struct turn turn;

	if (serve->setup.lost.to == 0 && text_empty(serve->setup.damage))
		return;
	turn_begin(&turn, serve->setup.world, serve->setup.lost.to ? "gap" : "boot", now_of(serve));
	if (serve->setup.lost.to) {
		turn.understood = arena_printf(&turn.arena, "turns %lld to %lld are lost",
		    (long long)serve->setup.lost.from, (long long)serve->setup.lost.to);
		turn.digest = world_event_digest(turn.world, "gap", turn.understood); /* a row of its own */
		turn_skip_numbers(&turn, LOST_SKIP);
		tell_admin(&turn, "gap",
		    WITH({"from", serve->setup.lost.since ? turn_time(&turn, serve->setup.lost.since) : "-"},
		        {"until", turn_time(&turn, serve->setup.lost.until)}, {"count", turn_number(&turn, count)}));
	}
	if (!text_empty(serve->setup.damage))
		tell_admin(&turn, "damage", WITH({"what", serve->setup.damage}));
	turn_commit(serve->setup.rim, &turn);
}

void
serve_boot(struct serve *serve)
{
	struct world *world = serve->setup.world;
	int64_t now = now_of(serve), missed;

	if (serve->setup.watch_clock && world->last_at &&
	    (now < world->last_at || now > world->last_at + CLOCK_AGE_MS)) {
		hold_clock(serve,
		    "the clock and the last record are far apart; reminders wait until somebody else's clock agrees");
	}
	note_loss(serve);
	EACH (&world->store, job, job)
		start_job(serve, job);
	if (serve->setup.keep_talk && serve->setup.demo) { /* for the story of the conversation */
		struct turn turn;

		turn_begin(&turn, world, "boot", now);
		talk_mark(&turn, world->last_turn > 1 ? TALK_restart : TALK_start); /* the first turn filled it */
		turn_commit(serve->setup.rim, &turn);
	}
	if (world->last_at && now - world->last_at > CLOCK_JUMP_MS && (missed = overdue(serve, now)) > 0) {
		struct turn turn;

		turn_begin(&turn, world, "boot", now);
		tell_admin(&turn, "outage",
		    WITH({"from", turn_time(&turn, world->last_at)}, {"count", turn_number(&turn, missed)}));
		turn_commit(serve->setup.rim, &turn);
	}
	struct turn turn;
	turn_begin(&turn, world, "boot", now);
	if (schedule_begin(&turn, serve->setup.tables.wakes))
		turn_commit(serve->setup.rim, &turn);
	else
		turn_abort(&turn);
	serve_tick(serve);
}
