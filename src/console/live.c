/* Open answers of the group page; see the header. */
#include "console/live.h"

#include <stdio.h>
#include <string.h>

#include "records/kinds.h"
#include "shell/talk.h"

#define READERS_OF_ONE 12

void
live_begin(struct live *live, struct gate *gate)
{
	live->gate = gate;
	EACH (&gate->setup.world->store, talk, talk)
		live->told = talk->id;
}

static void
push(struct live *live, uint64_t token, const char *event, int64_t id, const char *json)
{
	struct buf out = {0};

	buf_addf(&out, "event: %s\n", event);
	if (id)
		buf_addf(&out, "id: %lld\n", (long long)id);
	buf_addf(&out, "data: %s\n\n", json);
	live->gate->setup.rim->push(live->gate->setup.rim, token, out.p, out.n);
	buf_free(&out);
}

/* GET /api/live: server-sent events. What was said before is asked for by /api/talk. */
void
live_open(struct exchange *exchange)
{
	struct live *live = exchange->live;
	size_t own = 0;

	for (size_t i = 0; i < live->reader_count; i++)
		own += live->readers[i].person == exchange->person;
	if (live->reader_count == READERS_MAX || own >= READERS_OF_ONE) {
		exchange_refuse(exchange, 503, "too many pages are open");
		return;
	}
	struct reader_of *reader = &live->readers[live->reader_count++];
	*reader = (struct reader_of){.token = exchange->token, .person = exchange->person};
	if (exchange->session)
		memcpy(reader->session, exchange->session->digest, sizeof reader->session);
	static const char hello[] = "retry: 1000\n\nevent: hello\ndata: {}\n\n";
	gate_answer(live->gate, exchange->token,
	    &(struct http_answer){
	        .status = 200, .type = "text/event-stream", .body = hello, .n = sizeof hello - 1, .open = true});
}

void
live_gone(struct live *live, uint64_t token)
{
	for (size_t i = 0; i < live->reader_count; i++)
		if (live->readers[i].token == token) {
			live->readers[i] = live->readers[--live->reader_count];
			return;
		}
}

void
live_said(struct live *live)
{
	struct world *world = live->gate->setup.world;

	for (const struct talk *line = store_after(&world->store, &kind_talk, live->told); line;
	     line = store_after(&world->store, &kind_talk, line->id)) {
		if (record_of(line)->turn > serve_durable_turn(live->gate->setup.serve))
			return;
		live->told = line->id;
		for (size_t i = live->reader_count; i-- > 0;) {
			struct buf json = {0};

			if (!talk_visible(world, line, live->readers[i].person))
				continue;
			talk_json(world, line, live->readers[i].person, &json);
			push(live, live->readers[i].token, "talk", line->id, json.p);
			buf_free(&json);
		}
	}
}

void
live_sweep(struct live *live)
{
	for (size_t i = live->reader_count; !live->gate->setup.demo && i-- > 0;)
		if (!sessions_alive(&live->gate->sessions, live->readers[i].session, gate_now(live->gate)))
			live->gate->setup.rim->push(live->gate->setup.rim, live->readers[i].token, NULL, 0);
}

void
live_beat(struct live *live)
{
	live_sweep(live);

	char clock[64];

	snprintf(clock, sizeof clock, "{\"now\":%lld}", (long long)gate_now(live->gate));
	for (size_t i = live->reader_count; i-- > 0;)
		push(live, live->readers[i].token, "clock", 0, clock);
}
