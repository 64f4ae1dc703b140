/* serve: the real program: one loop, the database thread, HTTP both ways, the control
 * socket. This file is the rim of serve.c. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/require.h"
#include "base/text.h"
#include "cli/admin.h"
#include "cli/demo_clock.h"
#include "cli/folder.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "shell/config.h"
#include "formats/json.h"
#include "io/compute.h"
#include "io/control.h"
#include "io/db.h"
#include "io/files.h"
#include "io/http_server.h"
#include "io/readers.h"
#include "io/snapshots.h"
#include "io/uploads.h"
#include "io/websocket.h"
#include "io/http_client.h"
#include "console/page.h"
#include "records/kinds.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

#define DRAIN_MS 15000 /* trust.md: SIGTERM to exit */
#define MAINTENANCE_MS (60 * 1000)
#define VERIFIED_TURNS 20000
#define BEAT_MS (15 * 1000)

struct program {
	struct rim rim; /* first member */
	const struct options *options;
	const struct config *config;
	uv_loop_t loop;
	struct world world;
	struct serve *serve;
	struct page *page;
	struct uploads *uploads;
	struct readers *readers;
	struct db *db;
	struct db_thread *thread;
	struct http_server *http;
	struct http_client *client;
	struct socket {
		struct program *program;
		struct websocket *websocket; /* NULL: none */
	} sockets[CHANNELS_MAX];
	struct control *control;
	struct marks *marks;
	struct snapshots *snapshots;
	struct demo_clock demo_clock;
	uv_timer_t tick, maintenance, drain, beat;
	uv_signal_t term, interrupt;
	int64_t offset; /* demo mode's clock */
	int64_t wake_at;
	int64_t head_at;
	struct db_loss loss;
	char damage[240];
	int lock, exit_status;
	bool draining, hurried, ended;
};

#define SNAPSHOT_TOKEN (CONTROL_TOKEN | 1ULL << 62) /* nobody waits for it */

static struct program *
self(struct rim *rim)
{
	return (struct program *)rim;
}

static int64_t
wall(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static int64_t
rim_now(struct rim *rim)
{
	return wall() + self(rim)->offset;
}

static int64_t
rim_monotonic(struct rim *rim)
{
	return (int64_t)(uv_hrtime() / 1000000) + self(rim)->offset;
}

static void
rim_commit(struct rim *rim, struct batch *batch)
{
	db_thread_commit(self(rim)->thread, batch);
}

static void
rim_read(struct rim *rim, int64_t turn, uint64_t token)
{
	db_thread_read(self(rim)->thread, turn, token);
}

static size_t
channel_of(const struct socket *socket)
{
	return (size_t)(socket - socket->program->sockets);
}

static void
on_link_opened(void *context)
{
	struct socket *socket = context;

	serve_link_opened(socket->program->serve, channel_of(socket));
}

static void
on_link_message(void *context, bool binary, const char *p, size_t n)
{
	struct socket *socket = context;

	(void)binary; /* a platform's dialogue knows its own frames */
	serve_link_frame(socket->program->serve, channel_of(socket), p, n);
}

static void
on_link_closed(void *context, const char *why)
{
	struct socket *socket = context;

	socket->websocket = NULL;
	serve_link_closed(socket->program->serve, channel_of(socket), why);
}

static void
rim_link_close(struct rim *rim, size_t channel)
{
	struct socket *socket = &self(rim)->sockets[channel];

	if (socket->websocket)
		websocket_close(socket->websocket);
	socket->websocket = NULL;
}

static void
rim_link_open(struct rim *rim, size_t channel, const char *url)
{
	struct program *program = self(rim);
	struct socket *socket = &program->sockets[channel];

	rim_link_close(rim, channel);
	socket->program = program;
	socket->websocket = websocket_dial(&program->loop, program->client, url,
	    &(struct websocket_events){socket, on_link_opened, on_link_message, on_link_closed});
}

static void
rim_link_send(struct rim *rim, size_t channel, bool binary, const void *p, size_t n)
{
	struct socket *socket = &self(rim)->sockets[channel];

	if (socket->websocket)
		websocket_send(socket->websocket, binary, p, n);
}

static void
on_reader_gone(void *context, uint64_t token)
{
	page_gone(((struct program *)context)->page, token);
}

static void
rim_push(struct rim *rim, uint64_t token, const char *p, size_t n)
{
	readers_push(self(rim)->readers, token, p, n);
}

/* The newest connection of a bridge is the one: the old may be dead without our knowing. */
static void
accept_bridge(struct program *program, uint64_t token, const struct http_answer *answer)
{
	struct socket *socket = &program->sockets[answer->link];
	struct websocket *fresh;

	socket->program = program;
	fresh = websocket_serve(&program->loop, program->http, token, answer->accept,
	    &(struct websocket_events){socket, on_link_opened, on_link_message, on_link_closed});
	if (fresh == NULL)
		return;
	rim_link_close(&program->rim, answer->link);
	socket->websocket = fresh;
	serve_link_opened(program->serve, answer->link);
}

static void
rim_answer(struct rim *rim, uint64_t token, const struct http_answer *answer)
{
	struct program *program = self(rim);

	if (answer->status == 101)
		accept_bridge(program, token, answer);
	else if (answer->open)
		readers_begin(program->readers, program->http, token, answer);
	else if (token & CONTROL_TOKEN)
		control_answer(program->control, token, answer->status, answer->body, answer->n);
	else
		http_server_answer(program->http, token, answer);
}

static void
rim_send(struct rim *rim, const struct client_request *request, int64_t post)
{
	http_client_send(self(rim)->client, request, post);
}

static void
on_computed(void *context, int64_t job, const void *result, size_t n)
{
	struct program *program = context;

	if (program->ended) /* the job is still open and runs again */
		return;
	if (job < 0)
		page_computed(program->page, job, result, n);
	else
		serve_computed(program->serve, job, result, n);
}

static void
rim_compute(struct rim *rim, int64_t job, void (*work)(const void *inputs, size_t n, struct buf *result),
    const void *inputs, size_t n)
{
	compute_begin(&self(rim)->loop, job, work, inputs, n, on_computed, self(rim));
}

static void
rim_show(struct rim *rim, const char *json, size_t n)
{
	control_show(self(rim)->control, json, n);
	page_said(self(rim)->page);
}

static int64_t
demo_now(void *context)
{
	return rim_now(&((struct program *)context)->rim);
}

/* Nothing waits to be written, sent or answered. */
static bool
is_quiet(void *context)
{
	const struct program *program = context;

	return serve_idle(program->serve) && db_thread_bytes(program->thread) == 0 &&
	    http_client_flying(program->client) == 0;
}

static void
demo_step(void *context, int64_t to)
{
	struct program *program = context;
	int64_t now = rim_now(&program->rim), next = program->wake_at < to ? program->wake_at : to;

	if (next > now)
		program->offset += next - now;
	program->wake_at = INT64_MAX;
	serve_tick(program->serve);
}

static void
demo_arrived(void *context, uint64_t token)
{
	struct program *program = context;
	char body[48];

	snprintf(body, sizeof body, "{\"now\":%lld}", (long long)rim_now(&program->rim));
	page_beat(program->page);
	rim_answer(&program->rim, token,
	    &(struct http_answer){.status = token & CONTROL_TOKEN ? 0 : 200,
	        .body = body,
	        .n = token & CONTROL_TOKEN ? 0 : strlen(body)});
}

static void
rim_clock(struct rim *rim, int64_t at, uint64_t token)
{
	struct program *program = self(rim);
	static const char no[] = "{\"error\":\"the clock goes only forward, one journey at a time\"}";

	if (program->config->demo_world[0] == 0 || !demo_clock_send(&program->demo_clock, at, token))
		rim_answer(rim, token,
		    &(struct http_answer){.status = token & CONTROL_TOKEN ? 1 : 400, .body = no, .n = sizeof no - 1});
}

static void
on_file_read(void *context, uint64_t token, const char *type, const char *p, size_t n)
{
	struct program *program = context;
	static const char none[] = "{\"error\":\"no such picture\"}";

	/* A picture opened by itself runs nothing, whatever is in it. */
	if (p)
		http_server_answer(program->http, token,
		    &(struct http_answer){.status = 200,
		        .type = type,
		        .body = p,
		        .n = n,
		        .cache = "private, max-age=86400",
		        .headers = "Content-Security-Policy: sandbox; default-src 'none'\r\n"});
	else
		http_server_answer(
		    program->http, token, &(struct http_answer){.status = 404, .body = none, .n = sizeof none - 1});
}

static void
rim_read_file(struct rim *rim, const char *name, uint64_t token)
{
	uploads_read(self(rim)->uploads, name, on_file_read, token);
}

static int
file_begin(void *context, const struct http_request *request, uint64_t token)
{
	struct program *program = context;
	int status = page_takes_file(program->page, request);

	return status ? status : uploads_begin(program->uploads, token) ? 0 : 503;
}

static bool
file_bytes(void *context, uint64_t token, const char *p, size_t n)
{
	return uploads_bytes(((struct program *)context)->uploads, token, p, n);
}

static void
file_end(void *context, uint64_t token, bool whole)
{
	uploads_end(((struct program *)context)->uploads, token, whole);
}

static void
on_file_kept(void *context, uint64_t token, const char *name)
{
	struct program *program = context;

	if (!http_server_file_kept(program->http, token, name) && name && *name)
		uploads_remove(program->uploads, name);
}

static void
on_tick(uv_timer_t *timer)
{
	struct program *program = timer->data;

	program->wake_at = INT64_MAX;
	serve_tick(program->serve);
}

static void
rim_wake_at(struct rim *rim, int64_t at)
{
	struct program *program = self(rim);
	int64_t wait = at - rim_now(rim);

	if (program->ended || (at >= program->wake_at && program->wake_at > rim_now(rim)))
		return;
	program->wake_at = at;
	/* A far time is looked at again every minute: the wall clock may be set meanwhile. */
	uv_timer_start(&program->tick, on_tick,
	    (uint64_t)(wait < 1        ? 1
	            : wait > MS_MINUTE ? MS_MINUTE
	                               : wait),
	    0);
}

static void
rim_mark(struct rim *rim, char kind, uint64_t key)
{
	marks_set(self(rim)->marks, kind, key);
}

static bool
rim_poisoned(struct rim *rim, char kind, uint64_t key)
{
	return marks_poisoned(self(rim)->marks, kind, key);
}

static size_t
rim_queued(struct rim *rim)
{
	return db_thread_bytes(self(rim)->thread);
}

static void end(struct program *program);

static void
rim_stop(struct rim *rim, int status, const char *why)
{
	struct program *program = self(rim);

	log_line(LOG_ERROR, "the database failed; the program ends and reads the truth again at its next start",
	    "why", why, NULL);
	program->exit_status = status;
	end(program);
}

static void
on_durable(void *context, struct batch *batch)
{
	serve_durable(((struct program *)context)->serve, batch);
}

static void
on_failed(void *context, struct batch *batch, const char *why)
{
	serve_failed(((struct program *)context)->serve, batch, why);
}

static void
on_answer_read(void *context, uint64_t token, int status, const void *body, size_t n)
{
	serve_answer_read(((struct program *)context)->serve, token, status, body, n);
}

static void
on_state(void *context, const char *trouble)
{
	serve_database_state(((struct program *)context)->serve, trouble);
}

static void
on_task_done(void *context, uint64_t token, bool good, const char *text)
{
	struct program *program = context;
	char said[700];

	if (token == SNAPSHOT_TOKEN) {
		snapshots_written(program->snapshots, good, text);
		return;
	}
	if (token == 0)
		return;
	snprintf(said, sizeof said, "%s\n",
	    text[0] ? text : "written; the encryption key is not inside, keep it elsewhere");
	control_answer(program->control, token, good ? 0 : 1, said, strlen(said));
}

static void
admin_backup(void *context, const char *path, uint64_t token)
{
	db_thread_ask(((struct program *)context)->thread, DB_SNAPSHOT, path, token);
}

static void
admin_verify(void *context, uint64_t token)
{
	db_thread_ask(((struct program *)context)->thread, DB_VERIFY, NULL, token);
}

static void
on_control(void *context, const char *line, const char *body, size_t n, uint64_t token)
{
	struct program *program = context;
	struct admin admin = {program->serve, &program->world, &program->rim, program->options->directory,
	    program, admin_backup, admin_verify};
	cJSON *root;
	const char *what;
	uint8_t random[12];
	char hex[25];

	if (admin_request(&admin, line, body, n, token))
		return;
	root = json_parse(line, strlen(line));
	what = json_text(root, "do");
	if (what && strcmp(what, "watch") == 0) {
		control_watch(program->control, token);
	} else if (what && strcmp(what, "clock") == 0 && program->config->demo_world[0]) {
		const cJSON *at = cJSON_GetObjectItemCaseSensitive(root, "at");

		if (cJSON_IsNumber(at) && (int64_t)at->valuedouble >= rim_now(&program->rim))
			rim_clock(&program->rim, (int64_t)at->valuedouble, token);
		else
			control_answer(program->control, token, 1, "the clock goes only forward\n", 28);
	} else if (what && strcmp(what, "say") == 0 && json_text(root, "as") && json_text(root, "text")) {
		const char *group = json_text(root, "group");

		digest_random(random, sizeof random);
		digest_hex(random, sizeof random, hex);
		serve_say(program->serve,
		    &(struct message){.channel = "console",
		        .event_id = hex,
		        .private_chat = text_empty(group),
		        .chat_id = group ? group : "",
		        .sender_id = json_text(root, "as"),
		        .sender_name = json_text(root, "as"),
		        .text = json_text(root, "text")},
		    token);
	} else {
		control_answer(program->control, token, 2, "unknown request\n", 16);
	}
	cJSON_Delete(root);
}

static void
on_request(void *context, const struct http_request *request, uint64_t token)
{
	struct program *program = context;

	if (text_starts(request->path, SERVE_HOOKS) || !page_http(program->page, request, token))
		serve_http(program->serve, request, token);
}

static bool
is_busy(void *context)
{
	struct program *program = context;

	return program->draining || db_thread_bytes(program->thread) >= QUEUE_BYTES_MAX;
}

static void
on_client(void *context, int64_t post, const struct client_result *result)
{
	serve_sent(((struct program *)context)->serve, post, result);
}

/* Everything closes; the loop ends when the last handle has. */
static void
end(struct program *program)
{
	if (program->ended)
		return;
	program->ended = true;
	uv_timer_stop(&program->tick);
	uv_close((uv_handle_t *)&program->tick, NULL);
	uv_close((uv_handle_t *)&program->maintenance, NULL);
	uv_close((uv_handle_t *)&program->drain, NULL);
	uv_close((uv_handle_t *)&program->beat, NULL);
	demo_clock_close(&program->demo_clock);
	uv_close((uv_handle_t *)&program->term, NULL);
	uv_close((uv_handle_t *)&program->interrupt, NULL);
	for (size_t i = 0; i < CHANNELS_MAX; i++)
		rim_link_close(&program->rim, i);
	http_client_close(program->client);
	uv_stop(&program->loop);
}

static void
on_drain(uv_timer_t *timer)
{
	struct program *program = timer->data;
	bool quiet = is_quiet(program);

	program->wake_at -= 100;
	for (size_t i = 0; quiet && i < CHANNELS_MAX; i++)
		rim_link_close(&program->rim, i);
	if (quiet && http_server_connections(program->http) == 0) {
		end(program);
	} else if (program->wake_at < 0) {
		/* A full disk, a platform that hangs: nobody was told what is not on the disk yet. */
		program->hurried = !quiet;
		end(program);
	}
}

/* Whatever hangs: what was acknowledged is on the disk. */
static void
on_alarm(int number)
{
	(void)number;
	_exit(0);
}

static void
on_signal(uv_signal_t *handle, int number)
{
	struct program *program = handle->data;

	(void)number;
	if (program->draining)
		return;
	program->draining = true;
	signal(SIGALRM, on_alarm);
	alarm((DRAIN_MS - 1000) / 1000);
	log_line(LOG_INFO, "draining", NULL);
	serve_drain(program->serve);
	readers_end(program->readers);
	http_server_drain(program->http);
	uv_timer_stop(&program->tick);
	program->wake_at = DRAIN_MS - 3000; /* counted down by on_drain: kept-alive connections are let go */
	uv_timer_start(&program->drain, on_drain, 1, 100);
}

static void
on_beat(uv_timer_t *timer)
{
	page_beat(((struct program *)timer->data)->page);
}

static void
on_maintenance(uv_timer_t *timer)
{
	struct program *program = timer->data;

	if (snapshots_due(program->snapshots, wall())) {
		snapshots_begin(program->snapshots, wall());
		db_thread_prune(program->thread, wall(), program->world.policy.seen_hours);
	}
	if (wall() >= program->head_at) {
		char hex[65], turn[32];

		program->head_at = wall() + MS_HOUR;
		digest_hex(program->world.chain, sizeof program->world.chain, hex);
		snprintf(turn, sizeof turn, "%lld", (long long)program->world.last_turn);
		log_line(LOG_INFO, "chain head", "turn", turn, "head", hex, NULL);
	}
}

/* Fills an empty demo from its folder. */
static bool
load_demo(struct program *program)
{
	struct turn turn;

	if (store_count(&program->world.store, kinds_find("people")))
		return true; /* already there from the last run */
	serve_turn_begin(program->serve, &turn, "import");
	if (!world_fill(&turn, program->config->demo_world)) {
		turn_abort(&turn);
		return false;
	}
	serve_turn_done(program->serve, &turn, 0, "", 0);
	return true;
}

/* A world of some thousand turns is verified in no time; a large one when its snapshot is checked. */
static void
check_small(struct program *program)
{
	struct db_check check;

	if (program->world.last_turn > VERIFIED_TURNS || db_sqlite.verify(program->db, &check) ||
	    strcmp(check.what, program->loss.what) == 0)
		return;
	fprintf(stderr, "%s: %s\n", program->options->directory, check.what);
	log_line(LOG_ERROR, "the database is not what was written", "what", check.what, NULL);
	snprintf(program->damage, sizeof program->damage, "%s", check.what);
}

static bool
open_data(struct program *program)
{
	const char *directory = program->options->directory;
	char path[600], why[256] = "";
	struct folder folder;
	uint8_t seed[32];

	if (!folder_open(&folder, program->options, FOLDER_MAY_MAKE))
		return false;
	program->lock = folder.lock;
	struct seal_key key = folder.key;
	memory_wipe(&folder.key, sizeof folder.key);
	snprintf(path, sizeof path, "%s/snapshots", directory);
	if (!folder_make(path)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	program->marks = marks_open(directory);
	snprintf(path, sizeof path, "%s/world.db", directory);
	program->db = program->marks ? db_sqlite.open(path, &key, why) : NULL;
	digest_random(seed, sizeof seed);
	/* A demo draws its lots as a conversation file does, so that a saved one can be replayed. */
	if (program->config->demo_world[0])
		world_open(&program->world, "chat", 4, &key);
	else
		world_open(&program->world, seed, sizeof seed, &key);
	program->world.policy = program->config->policy;
	if (!world_read_calendar(program->config->calendar_file, &program->world.calendar))
		return false;
	program->world.everyone_on_console = program->config->demo_world[0] != 0;
	if (program->db == NULL || !db_sqlite.load(program->db, &program->world, wall(), why)) {
		fprintf(stderr, "%s\n", why[0] ? why : "the data directory cannot be used");
		return false;
	}
	db_sqlite.tail(program->db, folder.tail, &program->loss);
	if (program->loss.what[0]) {
		fprintf(stderr, "%s: %s\n", directory, program->loss.what);
		log_line(LOG_ERROR, "the database has lost its end", "what", program->loss.what, NULL);
	}
	check_small(program);
	/* A demo whose clock was sent ahead goes on from there. */
	if (program->config->demo_world[0] && program->world.last_at > wall())
		program->offset = program->world.last_at - wall();
	program->uploads = uploads_open(&program->loop, directory, &key, on_file_kept, program);
	memory_wipe(&key, sizeof key);
	return true;
}

static void
no_dumps(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none); /* keys and secrets are in memory */
	prctl(PR_SET_DUMPABLE, 0);
}

static bool
open_all(struct program *program)
{
	char why[256] = "";
	struct db_events db_events = {program, on_durable, on_failed, on_answer_read, on_state, on_task_done};
	static const struct http_place places[] = {{SERVE_HOOKS, PLACE_WAITS | PLACE_UPGRADE},
	    {PAGE_FILES, PLACE_WAITS | PLACE_FILE}, {PAGE_CALLS, PLACE_WAITS}, {0}};
	struct http_events http_events = {program, places, on_request, is_busy, file_begin, file_bytes, file_end};

	program->thread = db_thread_start(
	    &program->loop, &db_sqlite, program->db, program->options->directory, &db_events);
	program->snapshots = snapshots_open(&(struct snapshots_setup){.loop = &program->loop,
	                                        .thread = program->thread,
	                                        .directory = program->options->directory,
	                                        .key_file = program->config->key_file,
	                                        .hours = program->config->snapshot_hours,
	                                        .keep_days = program->config->snapshot_keep_days,
	                                        .token = SNAPSHOT_TOKEN},
	    wall());
	program->readers = readers_open(on_reader_gone, program);
	program->client = http_client_open(&program->loop, program->config->allow_loopback_http != 0,
	    program->config->proxy, on_client, program);
	uv_timer_init(&program->loop, &program->tick);
	uv_timer_init(&program->loop, &program->maintenance);
	uv_timer_init(&program->loop, &program->drain);
	uv_timer_init(&program->loop, &program->beat);
	program->beat.data = program;
	demo_clock_init(&program->demo_clock, &program->loop,
	    &(struct demo_clock_events){program, demo_now, is_quiet, demo_step, demo_arrived});
	uv_signal_init(&program->loop, &program->term);
	uv_signal_init(&program->loop, &program->interrupt);
	program->tick.data = program->maintenance.data = program->drain.data = program->term.data =
	    program->interrupt.data = program;
	program->control = control_open(&program->loop, program->options->directory, on_control, program, why);
	program->http = program->control ? http_server_open(&program->loop, program->config->listen,
	                                       (int)program->config->port, &http_events, why)
	                                 : NULL;
	if (program->http == NULL) {
		fprintf(stderr, "%s\n", why);
		return false;
	}
	return true;
}

static void
close_all(struct program *program)
{
	if (program->control)
		control_close(program->control);
	if (program->http)
		http_server_close(program->http);
	uv_run(&program->loop, UV_RUN_DEFAULT);
}

static int
run(const struct options *options)
{
	struct program program = {
	    .rim = {rim_now, rim_monotonic, rim_commit, rim_read, rim_answer, rim_send, rim_compute, rim_show,
	        rim_wake_at, rim_mark, rim_poisoned, rim_queued, rim_link_open, rim_link_send, rim_link_close,
	        rim_push, rim_clock, rim_read_file, rim_stop},
	    .options = options,
	    .config = options->config,
	    .wake_at = INT64_MAX,
	    .lock = -1,
	};
	static const char *const levels[] = {"debug", "info", "warn", "error"};

	if (options->count)
		return 2;
	for (int i = 0; i < 4; i++)
		if (strcmp(levels[i], program.config->log_level) == 0)
			log_level_set((enum log_level)i);
	no_dumps();
	signal(SIGPIPE, SIG_IGN);
	if (!open_data(&program))
		return 1;
	require(uv_loop_init(&program.loop) == 0);
	program.serve = serve_open(&(struct serve_setup){
	    .world = &program.world,
	    .rim = &program.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .channels = program.config->channels,
	    .channel_count = program.config->channel_count,
	    .demo = program.config->demo_world[0] != 0,
	    .keep_talk = strcmp(program.config->page, "off") != 0,
	    .watch_clock = program.config->demo_world[0] == 0,
	    .lost = {program.loss.from, program.loss.to, program.loss.since, program.loss.until},
	    .damage = program.damage[0] ? program.damage
	        : program.loss.from     ? NULL
	                                : program.loss.what,
	});
	program.page = page_open(&(struct page_setup){.world = &program.world,
	    .rim = &program.rim,
	    .serve = program.serve,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = program.config->demo_world[0] != 0,
	    .folder = program.config->demo_world,
	    .origin = program.config->page});
	bool good = open_all(&program) && (program.config->demo_world[0] == 0 || load_demo(&program));
	if (good) {
		uv_signal_start(&program.term, on_signal, SIGTERM);
		uv_signal_start(&program.interrupt, on_signal, SIGINT);
		uv_timer_start(&program.maintenance, on_maintenance, 1000, MAINTENANCE_MS);
		uv_timer_start(&program.beat, on_beat, BEAT_MS, BEAT_MS);
		serve_boot(program.serve);
		printf("lianxin listens on http://%s:%d\n", program.config->listen, http_server_port(program.http));
		fflush(stdout);
		uv_run(&program.loop, UV_RUN_DEFAULT);
		if (program.exit_status == 0 && !program.hurried)
			snapshots_begin(program.snapshots, wall());
	}
	end(&program);
	db_thread_stop(program.thread);
	close_all(&program);
	uv_loop_close(&program.loop);
	readers_close(program.readers);
	snapshots_close(program.snapshots);
	page_close(program.page);
	uploads_close(program.uploads);
	serve_close(program.serve);
	world_close(&program.world);
	db_sqlite.close(program.db);
	marks_close(program.marks);
	close(program.lock);
	return good ? program.exit_status : 1;
}

const struct cli_call cli_serve = {"serve", "serve", "runs the bot", run};
