/* simulate FIRST COUNT SEEDS-FILE: the program's own serve code under virtual time and
 * seeded faults: crashes, slow and full disks, repeats, lost answers, failing receivers,
 * clock jumps. After each seed the checkers judge what people saw against what is on disk.
 * simulate --find BUG COUNT: puts one bug in and must find it within COUNT seeds.
 *
 * Laws: nothing acknowledged is lost, nothing is done twice; nothing is said before it is
 * durable; a repeat gets the same answer, byte for byte; posts arrive at least once, in
 * order within a chat, again only after an unclear outcome; each reminder once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/rng.h"
#include "base/text.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "formats/json.h"
#include "io/db.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/reminder.h"
#include "records/talk.h"
#include "records/visit.h"
#include "shell/serve.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

#define MESSAGES 90
#define HAPPENINGS_MAX 4096
#define POSTS_MAX 4096

enum bug { BUG_NONE, BUG_LOST_BATCH, BUG_EARLY_ANSWER, BUG_DOUBLE_POST, BUG_REORDER, BUG_MISSED_WAKE };
static const char *const bug_names[] = {
    "", "lost-batch", "early-answer", "double-post", "reorder", "missed-wake"};

enum what { SAY, COMMIT, ANSWERED, TICK, CRASH, JUMP, COMPUTED };

struct happening {
	int64_t at;
	int64_t order;
	enum what what;
	int64_t number; /* message, post */
	int epoch;      /* of the process that planned it */
	struct batch *batch;
	int result;
};

enum sort { REPORT, VISIT, REMIND, CHATTER, KINDS };

struct message_state {
	enum sort kind;
	char text[120];
	char id[32];
	char *answer; /* the first 200, owned */
	size_t answer_n;
	int tries;
	uint64_t token;
};

struct delivery {
	int64_t post;
	char chat[64], text[200];
	bool clear; /* the sender was told 200 and that is on disk */
	int times;
	int first; /* order of the first arrival */
	int urgency;
	int attempts_before;
	bool held_back; /* by quiet hours or budget: others may pass */
};

struct sim {
	struct rim rim; /* first member */
	uint64_t seed;
	enum bug bug;
	struct rng rng;
	int64_t now, mono;
	int epoch; /* counts crashes */
	struct seal_key key;
	struct db *db;
	struct world world;
	struct serve *serve;
	bool up;
	int64_t committed;    /* last batch really on disk */
	int64_t acknowledged; /* last batch reported durable */
	struct happening heap[HAPPENINGS_MAX];
	size_t count;
	int64_t order;
	struct message_state messages[MESSAGES];
	struct delivery posts[POSTS_MAX];
	size_t post_count;
	int arrivals;
	int64_t commit_free_at;
	size_t in_queue;
	int64_t held_post; /* reorder bug */
	struct delivery held;
	bool quiet; /* the end: no more faults */
	char fault[300];
	int64_t last_tick;
	struct {
		int64_t post;
	} clear_pending[256];
	struct channel channel;
};

static void
violated(struct sim *sim, const char *what, const char *about)
{
	if (sim->fault[0] == 0)
		snprintf(sim->fault, sizeof sim->fault, "%s: %.200s", what, about);
}

static bool
chance(struct sim *sim, unsigned percent)
{
	return rng_below(&sim->rng, 100) < percent;
}

static void
plan(struct sim *sim, int64_t at, enum what what, int64_t number, struct batch *batch, int result)
{
	if (sim->count == HAPPENINGS_MAX) {
		violated(sim, "the simulator's heap is full", "");
		return;
	}
	sim->heap[sim->count++] = (struct happening){
	    at < sim->now ? sim->now : at, sim->order++, what, number, sim->epoch, batch, result};
}

static struct sim *
self(struct rim *rim)
{
	return (struct sim *)rim;
}

static int64_t
rim_now(struct rim *rim)
{
	return self(rim)->now;
}

static int64_t
rim_monotonic(struct rim *rim)
{
	return self(rim)->mono;
}

static void
rim_commit(struct rim *rim, struct batch *batch)
{
	struct sim *sim = self(rim);
	int64_t took = 1 + (int64_t)rng_below(&sim->rng, sim->quiet ? 3 : 40);

	if (!sim->quiet && chance(sim, 3))
		took += 1000 + (int64_t)rng_below(&sim->rng, 4000); /* a full or slow disk */
	if (sim->commit_free_at < sim->now)
		sim->commit_free_at = sim->now;
	sim->commit_free_at += took;
	sim->in_queue += batch->bytes;
	plan(sim, sim->commit_free_at, COMMIT, batch->number, batch, 0);
	if (sim->bug == BUG_EARLY_ANSWER && batch->number > sim->acknowledged) {
		/* Tells the program that it is durable while it is still on the way. */
		struct batch *empty = mem_new(sizeof *empty);

		empty->number = batch->number;
		sim->acknowledged = batch->number;
		serve_durable(sim->serve, empty);
	}
}

static void
rim_read(struct rim *rim, int64_t turn, uint64_t token)
{
	struct sim *sim = self(rim);

	/* Behind all commits: a result of 1 marks the read, its batch carries nothing. */
	plan(sim, sim->commit_free_at + 1, COMMIT, turn, NULL, (int)token);
}

static void
client_retry(struct sim *sim, int64_t number)
{
	plan(sim, sim->now + 200 + (int64_t)rng_below(&sim->rng, 5000), SAY, number, NULL, 0);
}

static void
rim_answer(struct rim *rim, uint64_t token, const struct http_answer *answer)
{
	struct sim *sim = self(rim);
	struct message_state *message = &sim->messages[token - 1];

	if (answer->status != 200) {
		client_retry(sim, (int64_t)token - 1);
		return;
	}
	/* Nothing is said before it is durable: the reply names the turn that said it. */
	char *body = mem_copy(answer->body, answer->n);
	const char *at = strstr(body, "\"post_id\":\"t");
	if (at && strtoll(at + 12, NULL, 10) > sim->committed)
		violated(sim, "answered before it was durable", message->text);
	if (message->answer == NULL) {
		message->answer = body;
		message->answer_n = answer->n;
	} else {
		if (message->answer_n != answer->n || memcmp(message->answer, body, answer->n) != 0)
			violated(sim, "a repeat got another answer", message->text);
		free(body);
	}
	if (!sim->quiet && chance(sim, 15) &&
	    message->tries < 6) /* the answer got lost: the platform pushes again */
		client_retry(sim, (int64_t)token - 1);
}

static struct delivery *
delivery_of(struct sim *sim, int64_t post)
{
	for (size_t i = 0; i < sim->post_count; i++)
		if (sim->posts[i].post == post)
			return &sim->posts[i];
	if (sim->post_count == POSTS_MAX) {
		violated(sim, "too many posts", "");
		return &sim->posts[0];
	}
	sim->posts[sim->post_count] = (struct delivery){.post = post};
	return &sim->posts[sim->post_count++];
}

/* The receiver gets a post. */
static void
arrive(struct sim *sim, const struct delivery *given)
{
	struct delivery *post = delivery_of(sim, given->post);

	if (post->times == 0) {
		struct delivery copy = *given;

		copy.clear = post->clear;
		copy.first = ++sim->arrivals;
		*post = copy;
	} else if (post->clear) {
		violated(sim, "a post came again after a clear success", given->text);
	}
	post->times++;
}

static void
rim_send(struct rim *rim, const struct client_request *request, int64_t id)
{
	struct sim *sim = self(rim);
	const struct post *post = store_find(&sim->world.store, &kind_post, id);
	struct delivery given = {.post = id,
	    .urgency = post->urgency,
	    .attempts_before = (int)post->attempt,
	    .held_back = post->attempt == 0 && post->due_at > post->created_at};
	unsigned fate = sim->quiet ? 100 : (unsigned)rng_below(&sim->rng, 100);

	(void)request;
	snprintf(given.chat, sizeof given.chat, "%s", post->chat);
	snprintf(given.text, sizeof given.text, "%.190s", post->text);
	/* 0-7: refused, 8-15: 503, 16-22: arrived but no answer, else arrived and 200 */
	if (fate >= 16) {
		if (sim->bug == BUG_REORDER && fate >= 23 && sim->held_post == 0 && chance(sim, 40)) {
			sim->held_post = id; /* said to be sent, but leaves after the next one */
			sim->held = given;
		} else {
			arrive(sim, &given);
			if (sim->held_post) {
				arrive(sim, &sim->held);
				sim->held_post = 0;
			}
		}
	}
	plan(sim, sim->now + 1 + (int64_t)rng_below(&sim->rng, 200), ANSWERED, id, NULL,
	    fate < 8        ? 0
	        : fate < 16 ? 503
	        : fate < 23 ? 1
	                    : 200);
}

/* The work is done when it is told: a crash before loses it, and boot starts it again. */
static void
rim_compute(struct rim *rim, int64_t job, void (*work)(const void *inputs, size_t n, struct buf *result),
    const void *inputs, size_t n)
{
	struct sim *sim = self(rim);

	(void)work;
	(void)inputs;
	(void)n;
	plan(sim, sim->now + 1 + (int64_t)rng_below(&sim->rng, 3000), COMPUTED, job, NULL, 0);
}

static void
computed(struct sim *sim, int64_t id)
{
	const struct job *job = store_find(&sim->world.store, &kind_job, id);
	struct buf result = {0};

	if (job == NULL)
		return;
	jobs_find(jobs_all, job->kind)->work(job->inputs.p, job->inputs.n, &result);
	serve_computed(sim->serve, id, result.p, result.n);
	buf_free(&result);
}

static void
rim_show(struct rim *rim, const char *json, size_t n)
{
	(void)rim;
	(void)json;
	(void)n;
}

static void
rim_wake_at(struct rim *rim, int64_t at)
{
	struct sim *sim = self(rim);

	if (sim->last_tick > sim->now && sim->last_tick <= at)
		return;
	sim->last_tick = at;
	if (at != INT64_MAX)
		plan(sim, at, TICK, 0, NULL, 0);
}

static void
rim_mark(struct rim *rim, char kind, uint64_t key)
{
	(void)rim;
	(void)kind;
	(void)key;
}

static bool
rim_poisoned(struct rim *rim, char kind, uint64_t key)
{
	(void)rim;
	(void)kind;
	(void)key;
	return false;
}

static size_t
rim_queued(struct rim *rim)
{
	return self(rim)->in_queue;
}

static void
rim_stop(struct rim *rim, int status, const char *why)
{
	(void)status;
	violated(self(rim), "the program stopped", why);
}

/* Every other seed is a village whose chats are on the group page, which keeps them. */
static bool
keeps_talk(const struct sim *sim)
{
	return sim->seed % 2 == 1;
}

static void
boot(struct sim *sim)
{
	char why[256] = "";
	uint64_t seed = sim->seed * 1000 + (uint64_t)sim->epoch;

	world_open(&sim->world, &seed, sizeof seed, &sim->key);
	if (!db_sqlite.load(sim->db, &sim->world, sim->now, why))
		violated(sim, "the database does not load", why);
	sim->world.policy.quiet_from = sim->world.policy.quiet_to = sim->world.policy.noon_from =
	    sim->world.policy.noon_to = 0;
	sim->world.policy.village_rate = 1000000;
	sim->committed = sim->acknowledged = sim->world.last_turn;
	sim->commit_free_at = sim->now;
	sim->in_queue = 0;
	sim->last_tick = 0;
	sim->serve = serve_open(&(struct serve_setup){.world = &sim->world,
	    .rim = &sim->rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .channels = &sim->channel,
	    .channel_count = 1,
	    .keep_talk = keeps_talk(sim)});
	sim->up = true;
	if (sim->bug == BUG_MISSED_WAKE && sim->epoch) { /* a boot that forgets one */
		const struct wake *wake = store_after(&sim->world.store, &kind_wake, 0);

		while (wake && strcmp(wake->kind, "calendar_missing") == 0) /* a boot plans that again by itself */
			wake = store_after(&sim->world.store, &kind_wake, wake->id);
		if (wake)
			record_drop(store_swap(&sim->world.store, &kind_wake, wake->id, NULL));
	}
	serve_boot(sim->serve);
}

static void
drop_batch(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		if (batch->changes[i].after)
			record_drop(batch->changes[i].after);
	free(batch->changes);
	free(batch);
}

/* What waits for the disk never gets there. */
static void
drop_waiting(struct sim *sim)
{
	for (size_t i = 0; i < sim->count; i++)
		if (sim->heap[i].what == COMMIT && sim->heap[i].batch)
			drop_batch(sim->heap[i].batch);
}

/* The process dies: what was under way is gone, what was committed stays. */
static void
crash(struct sim *sim)
{
	size_t kept = 0;

	sim->epoch++;
	serve_close(sim->serve);
	for (size_t i = 0; i < sim->count; i++) {
		struct happening *h = &sim->heap[i];

		if (h->what == COMMIT && h->batch)
			drop_batch(h->batch);
		if (h->what == COMMIT && h->batch == NULL)
			client_retry(sim, h->result - 1);
		if (h->what == SAY || h->what == CRASH || h->what == JUMP)
			sim->heap[kept++] = *h;
	}
	/* client_retry appended behind: keep those too */
	sim->count = kept;
	world_close(&sim->world);
	for (int64_t i = 0; i < MESSAGES; i++) /* clients whose connection broke push again */
		if (sim->messages[i].tries && sim->messages[i].answer == NULL)
			client_retry(sim, i);
	sim->now += 100 + (int64_t)rng_below(&sim->rng, 20000);
	sim->mono += 1;
	boot(sim);
}

static void
say(struct sim *sim, int64_t number)
{
	struct message_state *message = &sim->messages[number];
	static const char *const who[] = {"hua", "ming", "qiang"};
	bool group = message->kind == CHATTER || (number % 3) == 0;

	message->tries++;
	serve_say(sim->serve,
	    &(struct message){.channel = "hook",
	        .event_id = message->id,
	        .private_chat = !group,
	        .chat_id = group ? "village-1" : "",
	        .sender_id = who[number % 3],
	        .sender_name = "",
	        .text = message->text},
	    (uint64_t)number + 1);
}

static void
committed(struct sim *sim, struct happening *h)
{
	if (h->batch == NULL) { /* a read behind the commits */
		struct buf body = {0};
		int status = 0;

		if (!db_sqlite.read_answer(sim->db, h->number, &status, &body))
			status = 0;
		serve_answer_read(sim->serve, (uint64_t)h->result, status, body.p, body.n);
		buf_free(&body);
		return;
	}
	struct batch *batch = h->batch;
	long failed;
	sim->in_queue -= batch->bytes;
	bool lose = sim->bug == BUG_LOST_BATCH && chance(sim, 4);
	if (!lose && db_sqlite.commit(sim->db, &batch, 1, &failed) != DB_OK)
		violated(sim, "commit failed", db_sqlite.trouble(sim->db));
	sim->committed = batch->number;
	/* A post whose success is now on disk must not come again. */
	for (size_t i = 0; i < batch->count; i++)
		if (batch->changes[i].kind == &kind_post && batch->changes[i].after &&
		    ((const struct post *)record_data(batch->changes[i].after))->state == POST_sent)
			delivery_of(sim, batch->changes[i].id)->clear = true;
	if (sim->bug == BUG_EARLY_ANSWER)
		world_batch_done(&sim->world, batch);
	else
		serve_durable(sim->serve, batch);
}

static void
answered(struct sim *sim, struct happening *h)
{
	struct client_result result = {.status = h->result == 1 ? 0 : h->result,
	    .refused = h->result == 0,
	    .retry_after_s = h->result == 503 && chance(sim, 50) ? 2 : -1};

	if (sim->bug == BUG_DOUBLE_POST && h->result == 200 && chance(sim, 10)) {
		struct delivery again = *delivery_of(sim, h->number);

		serve_sent(sim->serve, h->number, &result);
		delivery_of(sim, h->number)->clear = true;
		arrive(sim, &again); /* a second sending of what had succeeded */
		return;
	}
	serve_sent(sim->serve, h->number, &result);
}

static void
step(struct sim *sim)
{
	size_t next = 0;

	for (size_t i = 1; i < sim->count; i++)
		if (sim->heap[i].at < sim->heap[next].at ||
		    (sim->heap[i].at == sim->heap[next].at && sim->heap[i].order < sim->heap[next].order))
			next = i;
	struct happening h = sim->heap[next];
	sim->heap[next] = sim->heap[--sim->count];
	if (h.at > sim->now) {
		sim->mono += h.at - sim->now;
		sim->now = h.at;
	}
	if (h.epoch != sim->epoch && (h.what == ANSWERED || h.what == TICK || h.what == COMMIT))
		return;
	switch (h.what) {
	case SAY: say(sim, h.number); break;
	case COMMIT: committed(sim, &h); break;
	case ANSWERED: answered(sim, &h); break;
	case COMPUTED: computed(sim, h.number); break;
	case TICK:
		sim->last_tick = 0;
		serve_tick(sim->serve);
		break;
	case CRASH: crash(sim); break;
	case JUMP: sim->now += h.number; break; /* the wall clock is set; time measured stays */
	}
}

static void
make_world(struct sim *sim)
{
	static const struct {
		const char *kind, *csv;
	} files[] = {
	    {"places",
	        "id,kind,name,aliases,parent\nx,county,天台县,,\nt,township,始丰街道,,x\nv,village,安科村,,t\n"},
	    {"people", "id,name,aliases,phone\nhua,周华,,\nming,许明,,\nqiang,裘强,,\n"},
	    {"roles",
	        "person,role,place,from,to,stand_in_for\nqiang,admin,t,,,\nming,cadre,v,,,\nhua,village_secretary,v,,,\n"},
	    {"accounts", "channel,sender_id,person\nhook,hua,hua\nhook,ming,ming\nhook,qiang,qiang\n"},
	    {"groups", "id,name,place,purpose,channel,chat_id\ng,安科群,v,villagers,hook,village-1\n"},
	    {"households",
	        "id,name,head,village,grid,classes,contact_cadre,status\nh1,毛家,,v,,,ming,active\nh2,钱家,,v,,,ming,active\n"},
	};
	struct import_result result = {0};
	struct turn turn;

	turn_begin(&turn, &sim->world, "import", sim->now);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		world_read_csv_bytes(
		    &turn, kinds_find(files[i].kind), files[i].kind, files[i].csv, strlen(files[i].csv), &result);
	if (result.faults)
		violated(sim, "the world cannot be read", buf_text(&result.fault_lines));
	struct batch *batch = turn_close(&turn, 200, NULL, 0);
	long failed;
	db_sqlite.commit(sim->db, &batch, 1, &failed);
	world_batch_done(&sim->world, batch);
	import_result_free(&result);
}

static void
make_messages(struct sim *sim, int64_t start)
{
	for (int64_t i = 0; i < MESSAGES; i++) {
		struct message_state *message = &sim->messages[i];
		int64_t at = start + (int64_t)rng_below(&sim->rng, 3 * MS_HOUR);

		message->kind = (enum sort)rng_below(&sim->rng, KINDS);
		snprintf(message->id, sizeof message->id, "m%lld", (long long)i);
		switch (message->kind) {
		case REPORT:
			snprintf(message->text, sizeof message->text, "上报 %s口水渠第%lld段坏了",
			    chance(sim, 5) ? "老屋塌了," : "村", (long long)i);
			break;
		case VISIT:
			snprintf(message->text, sizeof message->text, "走访 %s家 情况%lld都好", i % 2 ? "毛" : "钱",
			    (long long)i);
			break;
		case REMIND:
			snprintf(message->text, sizeof message->text, "@连心 提醒我 %d分钟后 办第%lld件事",
			    5 + (int)rng_below(&sim->rng, 90), (long long)i);
			break;
		default: snprintf(message->text, sizeof message->text, "今天天气不错%lld", (long long)i); break;
		}
		plan(sim, at, SAY, i, NULL, 0);
		if (chance(sim, 20))
			plan(sim, at + (int64_t)rng_below(&sim->rng, 3000), SAY, i, NULL, 0); /* pushed twice at once */
	}
	for (int i = 0; i < 3; i++)
		plan(sim, start + (int64_t)rng_below(&sim->rng, 3 * MS_HOUR), CRASH, 0, NULL, 0);
	if (chance(sim, 30))
		plan(sim, start + (int64_t)rng_below(&sim->rng, 3 * MS_HOUR), JUMP, MS_DAY, NULL, 0);
}

static size_t
count_issues(struct sim *sim, const char *text)
{
	size_t count = 0;

	EACH (&sim->world.store, issue, issue)
		count += strstr(text, issue->text) != NULL;
	return count;
}

static size_t
count_visits(struct sim *sim, const char *text)
{
	size_t count = 0;

	EACH (&sim->world.store, visit, visit)
		count += visit->note && strstr(text, visit->note) != NULL;
	return count;
}

/* On the page each message stands once, answered or not, with its answer behind it. */
static void
judge_talk(struct sim *sim, const struct message_state *message)
{
	size_t said = 0, behind = 0;

	EACH (&sim->world.store, talk, talk)
		if (talk->sort == TALK_said && text_equal(talk->event, message->id)) {
			const struct talk *next = store_after(&sim->world.store, &kind_talk, talk->id);

			said++;
			behind += next && next->sort == TALK_bot && next->group == talk->group &&
			    next->person == talk->person;
		}
	if (said != 1)
		violated(
		    sim, said ? "a line stands twice on the page" : "a line is lost from the page", message->text);
	else if (message->kind != CHATTER && behind != 1)
		violated(sim, "an answer is lost from the page", message->text);
}

static void
judge(struct sim *sim)
{
	struct db_check check;

	for (int i = 0; i < MESSAGES; i++) {
		struct message_state *message = &sim->messages[i];
		size_t want = 1, have = 1, arrived = 0;

		if (message->answer == NULL) {
			violated(sim, "never answered", message->text);
			continue;
		}
		bool effect = message->kind == REPORT || message->kind == VISIT || message->kind == REMIND;
		if (effect != (strstr(message->answer, "\"post_id\"") != NULL))
			violated(sim, effect ? "no reply" : "a reply to chatter", message->text);
		if (keeps_talk(sim))
			judge_talk(sim, message);
		if (message->kind == REPORT)
			have = count_issues(sim, message->text);
		if (message->kind == VISIT)
			have = count_visits(sim, message->text);
		if (have != want)
			violated(sim, have ? "done twice" : "acknowledged and lost", message->text);
		if (message->kind == REMIND) {
			char text[60];

			snprintf(text, sizeof text, "办第%d件事", i);
			for (size_t k = 0; k < sim->post_count; k++)
				arrived += sim->posts[k].times && strstr(sim->posts[k].text, text) != NULL;
			if (arrived != 1)
				violated(sim, arrived ? "a reminder came twice" : "a reminder never came", message->text);
		}
	}
	/* In order within a chat, among posts of one urgency that never failed three times. */
	for (size_t a = 0; a < sim->post_count; a++)
		for (size_t b = 0; b < sim->post_count; b++) {
			struct delivery *x = &sim->posts[a], *y = &sim->posts[b];

			if (x->times && y->times && x->post < y->post && x->first > y->first &&
			    x->urgency == y->urgency && strcmp(x->chat, y->chat) == 0 &&
			    x->attempts_before < LANE_HEAD_TRIES && y->attempts_before == 0 && !x->held_back &&
			    !y->held_back)
				violated(sim, "posts of one chat changed their order", x->text);
		}
	EACH (&sim->world.store, post, post)
		if (post->due_at < sim->now - MS_HOUR && post->created_at < sim->now - MS_HOUR)
			violated(sim, "a post still waits at the end", post->text);
	if (!db_sqlite.verify(sim->db, &check))
		violated(sim, "the audit chain is broken", check.what);
}

/* One seed; the fault, "" if all laws hold. */
static void
play(uint64_t seed, enum bug bug, char fault[300])
{
	struct sim *sim = mem_new(sizeof *sim);
	char why[256] = "";
	int64_t start = zone_instant(civil_day(2026, 11, 9), 480, 480);

	sim->rim = (struct rim){rim_now, rim_monotonic, rim_commit, rim_read, rim_answer, rim_send, rim_compute,
	    rim_show, rim_wake_at, rim_mark, rim_poisoned, rim_queued, NULL, NULL, NULL, NULL, NULL, NULL,
	    rim_stop};
	sim->seed = seed;
	sim->bug = bug;
	sim->now = start;
	sim->channel = (struct channel){.name = "hook",
	    .platform = &platform_webhook,
	    .post_url = "https://receiver.invalid/",
	    .secret_n = {32, 0}};
	rng_seed(&sim->rng, &seed, sizeof seed);
	sim->db = db_sqlite.open(":memory:", &sim->key, why);
	if (sim->db == NULL) {
		snprintf(fault, 300, "%s", why);
		free(sim);
		return;
	}
	boot(sim);
	make_world(sim);
	serve_close(sim->serve);
	world_close(&sim->world);
	drop_waiting(sim);
	sim->count = 0;
	boot(sim);
	make_messages(sim, start);
	while (sim->count && sim->now < start + 4 * MS_HOUR + (sim->now > start + MS_DAY ? MS_DAY : 0) &&
	    !sim->fault[0])
		step(sim);
	/* The weather clears: everything that was promised must now come true. */
	sim->quiet = true;
	for (int64_t i = 0; i < MESSAGES; i++)
		if (sim->messages[i].answer == NULL)
			plan(sim, sim->now + i, SAY, i, NULL, 0);
	plan(sim, sim->now, TICK, 0, NULL, 0);
	int64_t until = sim->now + 20 * MS_HOUR;
	for (int steps = 0; sim->count && steps < 200000 && sim->now < until && !sim->fault[0]; steps++)
		step(sim);
	drop_waiting(sim);
	/* Judged on what is on disk, read again. */
	serve_close(sim->serve);
	world_close(&sim->world);
	world_open(&sim->world, "judge", 5, &sim->key);
	db_sqlite.load(sim->db, &sim->world, sim->now, why);
	if (!sim->fault[0])
		judge(sim);
	world_close(&sim->world);
	db_sqlite.close(sim->db);
	snprintf(fault, 300, "%s", sim->fault);
	for (int i = 0; i < MESSAGES; i++)
		free(sim->messages[i].answer);
	free(sim);
}

static int
find(const char *name, long count)
{
	char fault[300];

	for (int bug = BUG_LOST_BATCH; bug <= BUG_MISSED_WAKE; bug++) {
		if (strcmp(bug_names[bug], name) != 0)
			continue;
		for (long seed = 1; seed <= count; seed++) {
			play((uint64_t)seed, (enum bug)bug, fault);
			if (fault[0]) {
				printf("%s found at seed %ld: %s\n", name, seed, fault);
				return 0;
			}
		}
		printf("%s not found in %ld seeds\n", name, count);
		return 1;
	}
	return 2;
}

int
main(int argc, char **argv)
{
	char fault[300];
	int failed = 0;
	long first, count;

	log_level_set(LOG_ERROR);
	if (argc == 4 && strcmp(argv[1], "--find") == 0)
		return find(argv[2], atol(argv[3]));
	if (argc < 3)
		return 2;
	first = atol(argv[1]);
	count = atol(argv[2]);
	for (long i = 0; i < count; i++) {
		play((uint64_t)(first + i), BUG_NONE, fault);
		if (fault[0] == 0)
			continue;
		printf("seed %ld: %s\n", first + i, fault);
		failed++;
		FILE *seeds = argc > 3 ? fopen(argv[3], "a") : NULL;
		if (seeds) {
			fprintf(seeds, "%ld\n", first + i);
			fclose(seeds);
		}
	}
	/* Seeds that failed once are played for good. */
	FILE *seeds = argc > 3 ? fopen(argv[3], "r") : NULL;
	for (long seed; seeds && fscanf(seeds, "%ld", &seed) == 1;) {
		play((uint64_t)seed, BUG_NONE, fault);
		if (fault[0]) {
			printf("kept seed %ld: %s\n", seed, fault);
			failed++;
		}
	}
	if (seeds)
		fclose(seeds);
	printf("%ld seeds, %d failed\n", count, failed);
	return failed ? 1 : 0;
}
