/* Standing connections; see the header.
 *
 *   down ─► asking for an address ─► opening ─► entering ─► up
 *    ▲              │                   │           │        │
 *    └── a pause, longer each time ◄────┴───────────┴────────┘      stopped: a person must look */
#include "shell/links.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/text.h"
#include "formats/http.h"

#define PAUSE_FIRST_MS 1000
#define PAUSE_MAX_MS 60000
#define ENTER_MS 10000  /* the answer to our name */
#define ANSWER_MS 10000 /* the answer to a push */
#define LEAVE_MS 5000   /* what is being answered, before a connection is changed */
#define REFUSALS_MAX 5  /* then somebody must look: platforms count them */

enum link_state { LINK_down, LINK_asking, LINK_opening, LINK_entering, LINK_up, LINK_stopped };

struct link_flight {
	int64_t number, post, until;
};
/* A message on its way to the disk; answered in words, until that is known to be taken. */
struct link_pending {
	uint64_t token;
	size_t channel;
	int64_t opens; /* the connection it came by */
	struct arena arena;
	struct link_in in;
	const char *words; /* said, not yet known to be taken; NULL: not answered yet */
	const char *key;   /* what their answer is known by */
	int64_t until;
};
struct link_standing {
	const struct link_kind *kind; /* NULL: none on this channel */
	struct link link;
	enum link_state state;
	int64_t at;                /* down: dial then; entering: give up then */
	int64_t ping_at, leave_at; /* 0: not asked to leave */
	int tries, refusals;
	int64_t opens;
	struct link_flight *flights;
	size_t flight_count, flight_room;
};

struct links {
	struct rim *rim;
	const struct channel *channels;
	size_t count;
	struct links_events events;
	struct link_standing *standing;
	struct link_pending *pending;
	size_t pending_count, pending_room;
	uint64_t token;
	bool draining;
};

struct links *
links_open(struct rim *rim, const struct channel *channels, size_t count, const struct links_events *events)
{
	struct links *links = mem_new(sizeof *links);

	*links = (struct links){.rim = rim,
	    .channels = channels,
	    .count = count,
	    .events = *events,
	    .standing = mem_new((count + 1) * sizeof *links->standing)};
	for (size_t i = 0; i < count; i++)
		if (channels[i].link && channels[i].platform->link) {
			links->standing[i].kind = channels[i].platform->link;
			links->standing[i].link.channel = &channels[i];
		}
	return links;
}

void
links_close(struct links *links)
{
	for (size_t i = 0; i < links->count; i++) {
		link_end(links->standing[i].kind, &links->standing[i].link);
		free(links->standing[i].flights);
	}
	for (size_t i = 0; i < links->pending_count; i++)
		arena_clear(&links->pending[i].arena);
	free(links->pending);
	free(links->standing);
	free(links);
}

static int64_t
now_of(const struct links *links)
{
	return links->rim->now(links->rim);
}

static void
say(struct links *links, size_t channel, struct frame frame)
{
	if (frame.p)
		links->rim->link_send(links->rim, channel, links->standing[channel].kind->binary, frame.p, frame.n);
}

/* Between half and the whole of `most`, another for each channel and time: programs that lost
 * the same server do not come back together. */
static int64_t
jitter(const struct links *links, size_t channel, int64_t most)
{
	uint64_t mixed = (text_hash(links->channels[channel].name) ^ (uint64_t)now_of(links)) *
	    0x9e3779b97f4a7c15u;

	return most / 2 + (int64_t)((mixed >> 33) % (uint64_t)(most / 2 + 1));
}

static void
forget(struct links *links, size_t at)
{
	arena_clear(&links->pending[at].arena);
	links->pending[at] = links->pending[--links->pending_count];
}

/* Nothing stands any more; what was on its way is unknown, and it is dialled after a pause:
 * 1, 2, 4 … 60 s, or what the platform asked for. */
static void
fall(struct links *links, size_t channel, const char *why)
{
	struct link_standing *standing = &links->standing[channel];
	const struct link_asked *asked = &standing->link.asked;
	int64_t pause = standing->tries < 6 ? PAUSE_FIRST_MS << standing->tries : PAUSE_MAX_MS;

	if (asked->reconnect_s > 0)
		pause = standing->tries == 0 ? asked->reconnect_nonce_s * 1000 : asked->reconnect_s * 1000;
	log_line(LOG_WARN, "the connection is down", "channel", links->channels[channel].name, "why", why, NULL);
	standing->tries++;
	standing->leave_at = 0;
	if (standing->state != LINK_stopped) {
		standing->state = LINK_down;
		standing->at = now_of(links) +
		    jitter(links, channel, pause < PAUSE_FIRST_MS ? PAUSE_FIRST_MS : pause);
	}
	link_end(standing->kind, &standing->link);
	struct link_flight *flights = standing->flights;
	size_t count = standing->flight_count;
	standing->flights = NULL;
	standing->flight_count = standing->flight_room = 0;
	for (size_t i = 0; i < count; i++)
		links->events.settled(links->events.context, flights[i].post, ANSWER_retry, true, 0);
	free(flights);
	for (size_t i = links->pending_count; i-- > 0;) /* on their way, too: said, as far as one can know */
		if (links->pending[i].channel == channel && links->pending[i].words)
			forget(links, i);
}

static void
stop(struct links *links, size_t channel, const char *phrase)
{
	links->standing[channel].state = LINK_stopped;
	links->rim->link_close(links->rim, channel);
	fall(links, channel, phrase);
	links->events.stopped(links->events.context, channel, phrase);
}

static void
dial(struct links *links, size_t channel, const char *body, size_t n)
{
	struct link_standing *standing = &links->standing[channel];
	struct arena arena = {0};
	const char *url = standing->kind->address(&standing->link, body, n, &arena);
	bool plain = url != NULL && (text_starts(url, "wss://") || text_starts(url, "ws://"));

	for (const char *p = url; plain && *p; p++) /* it becomes a line of a request */
		plain = *p > ' ' && *p < 0x7f;
	if (plain) {
		standing->state = LINK_opening;
		links->rim->link_open(links->rim, channel, url);
	} else {
		fall(links, channel, "the platform gave no address");
	}
	arena_clear(&arena);
}

static void
begin(struct links *links, size_t channel)
{
	struct link_standing *standing = &links->standing[channel];
	const struct outgoing none = {.now_ms = now_of(links)};
	struct client_request request;
	struct arena arena = {0};

	if (standing->kind->ticket == NULL) {
		dial(links, channel, NULL, 0);
	} else if (standing->kind->ticket(&links->channels[channel], &none, &arena, &request)) {
		standing->state = LINK_asking;
		links->rim->send(links->rim, &request, -(int64_t)(links->count + channel) - 1);
	} else {
		stop(links, channel, "link-refused");
	}
	arena_clear(&arena);
}

void
links_ticket(struct links *links, size_t channel, const struct client_result *answer)
{
	struct link_standing *standing = &links->standing[channel];

	if (standing->state != LINK_asking)
		return;
	int64_t wait_s = 0;
	enum answer_class class = standing->kind->ticket_class(answer->status, answer->body, answer->n, &wait_s);
	bool refused = class == ANSWER_permanent || class == ANSWER_token_expired;
	if (class == ANSWER_ok) {
		dial(links, channel, answer->body, answer->n);
	} else if (refused && ++standing->refusals >= REFUSALS_MAX) {
		stop(links, channel, "link-refused");
	} else {
		fall(links, channel, refused ? "the platform gave no ticket" : "the platform was not reached");
		if (standing->at < now_of(links) + wait_s * 1000)
			standing->at = now_of(links) + wait_s * 1000;
	}
}

static void
rise(struct links *links, size_t channel)
{
	struct link_standing *standing = &links->standing[channel];

	standing->state = LINK_up;
	standing->tries = standing->refusals = 0;
	standing->opens++;
	standing->ping_at = now_of(links); /* at once: Feishu's server waits for it before it sends anything */
	log_line(LOG_INFO, "the connection is up", "channel", links->channels[channel].name, NULL);
	links->events.up(links->events.context, channel);
}

void
links_opened(struct links *links, size_t channel)
{
	struct link_standing *standing = &links->standing[channel];
	struct arena arena = {0};

	if (standing->state == LINK_up) /* a bridge came anew before its old connection was seen to be dead */
		fall(links, channel, "the bridge came again");
	if (standing->kind->open) {
		standing->state = LINK_entering;
		standing->at = now_of(links) + ENTER_MS;
		standing->link.next = 0;
		say(links, channel, standing->kind->open(&standing->link, &arena));
	} else {
		rise(links, channel);
	}
	arena_clear(&arena);
}

void
links_closed(struct links *links, size_t channel, const char *why)
{
	fall(links, channel, why);
}

/* Words that nobody heard as an answer are posted. */
static void
unsaid(struct links *links, const struct link_pending *pending)
{
	const struct arrived *arrived = &pending->in.arrived;
	const char *chat = arrived->private_chat ? arrived->sender_id : arrived->chat_id;

	if (!text_empty(chat) && !text_empty(pending->words))
		links->events.unsaid(
		    links->events.context, pending->channel, arrived->private_chat, chat, pending->words);
}

/* The answer to a request of ours: to our name, to a post, to a ping. */
static void
answered(struct links *links, size_t channel, const struct link_in *in)
{
	struct link_standing *standing = &links->standing[channel];
	int64_t number = link_request(in->request_id);

	if (standing->state == LINK_entering && number == 1) {
		if (in->class == ANSWER_ok) {
			rise(links, channel);
		} else if (in->class == ANSWER_permanent && ++standing->refusals >= REFUSALS_MAX) {
			stop(links, channel, "link-refused");
		} else {
			links->rim->link_close(links->rim, channel);
			fall(links, channel, "the platform did not let us in");
		}
		return;
	}
	for (size_t i = 0; i < links->pending_count; i++)
		if (links->pending[i].channel == channel && links->pending[i].key &&
		    text_equal(links->pending[i].key, in->request_id)) {
			if (in->class != ANSWER_ok)
				unsaid(links, &links->pending[i]);
			forget(links, i);
			return;
		}
	for (size_t i = 0; i < standing->flight_count; i++)
		if (standing->flights[i].number == number) {
			int64_t post = standing->flights[i].post;

			standing->flights[i] = standing->flights[--standing->flight_count];
			links->events.settled(links->events.context, post, in->class, false, in->wait_s);
			return;
		}
}

static const char *
kept(struct arena *arena, const char *text)
{
	return text ? arena_text(arena, text, strlen(text)) : NULL;
}

/* Something was said: it is acknowledged and answered when it is durable. */
static void
arrived(struct links *links, size_t channel, const struct link_in *in, const struct message *message)
{
	if (links->pending_count == links->pending_room) {
		links->pending_room = links->pending_room ? 2 * links->pending_room : 16;
		links->pending = mem_grow(links->pending, links->pending_room * sizeof *links->pending);
	}
	struct link_pending *pending = &links->pending[links->pending_count++];
	*pending = (struct link_pending){
	    .token = LINK_TOKEN | ++links->token, .channel = channel, .opens = links->standing[channel].opens};
	pending->in.request_id = kept(&pending->arena, in->request_id);
	if (in->frame.p)
		pending->in.frame = (struct frame){
		    arena_text(&pending->arena, in->frame.p, in->frame.n), in->frame.n};
	pending->in.arrived = (struct arrived){.event = in->arrived.event,
	    .private_chat = in->arrived.private_chat,
	    .chat_id = kept(&pending->arena, in->arrived.chat_id),
	    .sender_id = kept(&pending->arena, in->arrived.sender_id),
	    .action.card_id = kept(&pending->arena, in->arrived.action.card_id)};
	links->events.message(links->events.context, channel, message, pending->token);
}

void
links_frame(struct links *links, size_t channel, const char *p, size_t n)
{
	struct link_standing *standing = &links->standing[channel];
	struct arena arena = {0};
	struct message message;
	struct link_in in;

	if (standing->state != LINK_up && standing->state != LINK_entering)
		return;
	if (!standing->kind->read(&standing->link, p, n, now_of(links), &arena, &in)) {
		log_line(LOG_DEBUG, "a frame of no known form", "channel", links->channels[channel].name, NULL);
	} else if (in.answers) {
		answered(links, channel, &in);
	} else if (in.arrived.event == ARRIVED_KICKED) {
		stop(links, channel, "link-taken");
	} else if (in.reopen) {
		standing->leave_at = now_of(links);
	} else if (!arrived_message(&in.arrived, &links->channels[channel], &arena, &message)) {
		say(links, channel, in.frame);
	} else if (!links->draining) { /* else it comes again where platforms repeat */
		arrived(links, channel, &in, &message);
	}
	arena_clear(&arena);
	links->rim->wake_at(links->rim, now_of(links) + 1);
}

void
links_answer(struct links *links, uint64_t token, int status, const char *words)
{
	size_t i = 0;

	while (i < links->pending_count && links->pending[i].token != token)
		i++;
	if (i == links->pending_count)
		return;
	struct link_pending *pending = &links->pending[i];
	struct link_standing *standing = &links->standing[pending->channel];
	bool there = standing->state == LINK_up && standing->opens == pending->opens;
	struct frame frame = {0};

	pending->token = 0;
	pending->words = kept(&pending->arena, words);
	if (there && *words && standing->kind->answer && (status == 200 || standing->kind->words_inside))
		frame = standing->kind->answer(&standing->link, &pending->in, words, &pending->arena);
	if (there && status == 200 && frame.p == NULL)
		say(links, pending->channel, pending->in.frame);
	if (frame.p && !standing->kind->words_inside) {
		say(links, pending->channel, frame);
	} else if (frame.p) {
		pending->key = pending->in.request_id
		    ? pending->in.request_id
		    : arena_printf(&pending->arena, "lx-%lld", (long long)standing->link.next);
		pending->until = now_of(links) + ANSWER_MS;
		say(links, pending->channel, frame);
		return;
	}
	if (!there && standing->kind->words_inside) /* the connection it came by has gone */
		unsaid(links, pending);
	forget(links, i);
}

static bool
answering(const struct links *links, size_t channel)
{
	for (size_t i = 0; i < links->pending_count; i++)
		if (links->pending[i].channel == channel && links->pending[i].words == NULL)
			return true;
	return false;
}

static void
sooner(int64_t *next, int64_t at)
{
	if (at < *next)
		*next = at;
}

static void
keep_up(struct links *links, size_t channel, int64_t now, int64_t *next)
{
	struct link_standing *standing = &links->standing[channel];
	struct arena arena = {0};

	if (standing->leave_at) {
		if (!answering(links, channel) || now >= standing->leave_at + LEAVE_MS) {
			links->rim->link_close(links->rim, channel);
			fall(links, channel, "the platform asked for another connection");
			standing->at = now;
			begin(links, channel);
			return;
		}
		sooner(next, now + 100);
	}
	if (standing->kind->ping) {
		if (now >= standing->ping_at) {
			say(links, channel, standing->kind->ping(&standing->link, &arena));
			standing->ping_at = now +
			    1000 *
			        (standing->link.asked.ping_s > 0 ? standing->link.asked.ping_s : standing->kind->ping_s);
		}
		sooner(next, standing->ping_at);
	}
	for (size_t i = 0; i < standing->flight_count; i++) {
		int64_t post = standing->flights[i].post;

		if (now < standing->flights[i].until) {
			sooner(next, standing->flights[i].until);
			continue;
		}
		standing->flights[i--] = standing->flights[--standing->flight_count];
		links->events.settled(links->events.context, post, ANSWER_retry, true, 0);
	}
	for (size_t i = links->pending_count; i-- > 0;)
		if (links->pending[i].channel == channel && links->pending[i].words && now >= links->pending[i].until)
			forget(links, i);
	arena_clear(&arena);
}

int64_t
links_tick(struct links *links)
{
	int64_t now = now_of(links), next = INT64_MAX;

	for (size_t i = 0; i < links->count; i++) {
		struct link_standing *standing = &links->standing[i];

		if (standing->kind == NULL)
			continue;
		if (standing->state == LINK_down && !standing->kind->peer_dials && !links->draining) {
			if (now >= standing->at)
				begin(links, i);
			else
				sooner(&next, standing->at);
		} else if (standing->state == LINK_entering) {
			if (now >= standing->at) {
				links->rim->link_close(links->rim, i);
				fall(links, i, "the platform did not answer to our name");
			}
			sooner(&next, standing->at);
		} else if (standing->state == LINK_up) {
			keep_up(links, i, now, &next);
		}
	}
	return next;
}

void
links_drain(struct links *links)
{
	links->draining = true;
}

bool
links_carry(const struct links *links, size_t channel)
{
	return links->standing[channel].kind && links->standing[channel].kind->push;
}

bool
links_push(struct links *links, size_t channel, const struct outgoing *outgoing, int64_t post)
{
	struct link_standing *standing = &links->standing[channel];
	struct arena arena = {0};

	if (standing->state != LINK_up)
		return false;
	if (standing->flight_count == standing->flight_room) {
		standing->flight_room = standing->flight_room ? 2 * standing->flight_room : 16;
		standing->flights = mem_grow(standing->flights, standing->flight_room * sizeof *standing->flights);
	}
	struct frame frame = standing->kind->push(&standing->link, outgoing, &arena);
	standing->flights[standing->flight_count++] = (struct link_flight){
	    standing->link.next, post, now_of(links) + ANSWER_MS};
	say(links, channel, frame);
	arena_clear(&arena);
	return true;
}

int
links_accept(const struct links *links, size_t channel, const struct http_request *request,
    struct arena *arena, const char **accept)
{
	const struct link_standing *standing = &links->standing[channel];
	const char *error, *role;
	bool twice;

	if (standing->kind == NULL || !standing->kind->peer_dials || links->draining)
		return 404;
	role = http_header(request, "x-client-role", &twice);
	if (role && strcasecmp(role, "universal") != 0) /* events and calls come and go by one connection */
		return 400;
	return standing->kind->accept(&links->channels[channel], request, arena, accept, &error);
}

const char *
links_state(const struct links *links, size_t channel)
{
	static const char *const names[] = {[LINK_down] = "down",
	    [LINK_asking] = "opening",
	    [LINK_opening] = "opening",
	    [LINK_entering] = "opening",
	    [LINK_up] = "up",
	    [LINK_stopped] = "stopped"};

	return links->standing[channel].kind ? names[links->standing[channel].state] : NULL;
}

int64_t
links_opens(const struct links *links, size_t channel)
{
	return links->standing[channel].opens;
}
