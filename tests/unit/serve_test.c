/* serve.c above a rim of its own: floods, a full queue, a slow disk, poison marks, a
 * clock that cannot be right, work missed while the program was off. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/log.h"
#include "cli/sync_rim.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "core/names.h"
#include "io/files.h"
#include "records/kinds.h"
#include "records/post.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

struct scene {
	struct world world;
	struct sync_rim rim;
	struct channel channel;
	struct db *db;
};

static struct seal_key key = {{5}};
static int64_t monotonic_ms; /* measured time runs with the wall clock but for what was set */
static size_t queue_bytes;
static struct batch *held[8];
static size_t held_count;
static bool poison;

static int64_t
monotonic(struct rim *rim)
{
	return ((struct sync_rim *)rim)->now + monotonic_ms;
}

static size_t
queued(struct rim *rim)
{
	(void)rim;
	return queue_bytes;
}

static void
hold(struct rim *rim, struct batch *batch)
{
	(void)rim;
	held[held_count++] = batch;
}

static bool
poisoned(struct rim *rim, char kind, uint64_t id)
{
	(void)rim;
	(void)kind;
	(void)id;
	return poison;
}

static void
open_scene(struct scene *scene, bool watch)
{
	struct import_result result = {0};
	struct turn turn;
	char why[256];

	log_level_set(LOG_ERROR + 1);
	*scene = (struct scene){.channel = {.name = "hook",
	                            .platform = &platform_webhook,
	                            .speaks_for = "console",
	                            .secret_n = {32, 0},
	                            .max_skew_s = 300}};
	scene->db = db_sqlite.open(":memory:", &key, why);
	world_open(&scene->world, "x", 1, &key);
	scene->world.everyone_on_console = true;
	sync_rim_init(&scene->rim, &db_sqlite, scene->db, zone_instant(civil_day(2026, 11, 9), 540, 480));
	monotonic_ms = 0;
	queue_bytes = held_count = 0;
	poison = false;
	scene->rim.rim.monotonic = monotonic;
	scene->rim.rim.queued_bytes = queued;
	scene->rim.rim.poisoned = poisoned;
	scene->rim.serve = serve_open(&(struct serve_setup){.world = &scene->world,
	    .rim = &scene->rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .channels = &scene->channel,
	    .channel_count = 1,
	    .demo = true,
	    .watch_clock = watch});
	serve_turn_begin(scene->rim.serve, &turn, "import");
	world_read_folder(&turn, "config/demo", &result);
	serve_turn_done(scene->rim.serve, &turn, 0, "", 0);
	import_result_free(&result);
}

static void
close_scene(struct scene *scene)
{
	serve_close(scene->rim.serve);
	db_sqlite.close(scene->db);
	sync_rim_free(&scene->rim);
	world_close(&scene->world);
}

static int
say_as(struct scene *scene, const char *who, const char *id, const char *text)
{
	scene->rim.answer_status = 0;
	serve_say(scene->rim.serve,
	    &(struct message){.channel = "console",
	        .event_id = id,
	        .private_chat = true,
	        .chat_id = "",
	        .sender_id = who,
	        .sender_name = "",
	        .text = text},
	    1);
	return scene->rim.answer_status;
}

static int
say(struct scene *scene, const char *id, const char *text)
{
	return say_as(scene, "何书记", id, text);
}

/* One chat's flood is refused; another chat goes on. */
static void
test_flood(void **state)
{
	struct scene scene;
	char id[20];

	(void)state;
	open_scene(&scene, false);
	scene.world.policy.village_rate = 5;
	for (int i = 0; i < 8; i++) {
		snprintf(id, sizeof id, "f%d", i);
		assert_int_equal(say(&scene, id, "待办"), i < 5 ? 200 : 429);
	}
	assert_int_equal(say_as(&scene, "裘才强", "o", "待办"), 200);
	scene.rim.now += MS_MINUTE;
	assert_int_equal(say(&scene, "f9", "待办"), 200);
	close_scene(&scene);
}

static void
test_full_queue(void **state)
{
	struct scene scene;

	(void)state;
	open_scene(&scene, false);
	queue_bytes = QUEUE_BYTES_MAX;
	assert_int_equal(say(&scene, "q1", "走访 孙家 都好"), 503);
	queue_bytes = 0;
	assert_int_equal(say(&scene, "q1", "走访 孙家 都好"), 200);
	close_scene(&scene);
}

/* The disk takes too long: 503 after two seconds; when it is through, the repeat gets the
 * answer and nothing is done twice. */
static void
test_slow_disk(void **state)
{
	struct scene scene;
	long failed;

	(void)state;
	open_scene(&scene, false);
	void (*commit)(struct rim *, struct batch *) = scene.rim.rim.commit;
	scene.rim.rim.commit = hold;
	assert_int_equal(say(&scene, "s1", "走访 孙家 都好"), 0); /* waits */
	monotonic_ms += 2100;
	serve_tick(scene.rim.serve);
	assert_int_equal(scene.rim.answer_status, 503);
	assert_int_equal(held_count, 1);
	assert_int_equal(db_sqlite.commit(scene.db, held, 1, &failed), DB_OK);
	serve_durable(scene.rim.serve, held[0]);
	scene.rim.rim.commit = commit;
	assert_int_equal(say(&scene, "s1", "走访 孙家 都好"), 200);
	assert_non_null(strstr(scene.rim.answer, "已记"));
	close_scene(&scene);
}

/* An event that crashed the program three times is set aside; the next goes on. */
static void
test_poison(void **state)
{
	struct scene scene;
	char folder[] = "/tmp/lianxin-marks-XXXXXX", path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	for (int crash = 0; crash < 3; crash++) {
		struct marks *marks = marks_open(folder);

		assert_false(marks_poisoned(marks, 'm', 77));
		marks_set(marks, 'm', 77); /* and never cleared: the process died here */
		marks_close(marks);
	}
	struct marks *marks = marks_open(folder);
	assert_true(marks_poisoned(marks, 'm', 77));
	assert_false(marks_poisoned(marks, 'w', 77));
	assert_false(marks_poisoned(marks, 'm', 78));
	marks_close(marks);
	snprintf(path, sizeof path, "%s/marks", folder);
	unlink(path);
	rmdir(folder);
	open_scene(&scene, false);
	poison = true;
	assert_int_equal(say(&scene, "p1", "走访 孙家 都好"), 200);
	assert_string_equal(scene.rim.answer, "{\"replies\":[]}");
	poison = false;
	for (int i = 0; i < 50; i++) {
		char id[20];

		snprintf(id, sizeof id, "p%d", i + 2);
		assert_int_equal(say(&scene, id, "走访 孙家 都好"), 200);
	}
	close_scene(&scene);
}

static int
posts_with(const struct scene *scene, const char *words)
{
	int count = 0;

	for (size_t i = 0; i < scene->rim.post_count; i++)
		count += strstr(scene->rim.posts[i].text, words) != NULL;
	return count;
}

static int
signed_message(struct scene *scene)
{
	static const char body[] =
	    "{\"type\":\"message.created\",\"timestamp\":\"2026-01-01T00:00:00.000Z\",\"data\":{\"chat_type\":\"private\",\"sender_id\":\"毛小燕\",\"sender_name\":\"\",\"text\":\"待办\",\"message_id\":\"1\"}}";
	char stamp[24];
	uint8_t mac[32];
	struct buf signature = {0};

	snprintf(stamp, sizeof stamp, "%lld", (long long)scene->rim.now / 1000);
	digest_hmac(scene->channel.secrets[0], 32,
	    (struct digest_part[]){
	        {"id1", 3}, {".", 1}, {stamp, strlen(stamp)}, {".", 1}, {body, sizeof body - 1}},
	    5, mac);
	buf_adds(&signature, "v1,");
	base64_add(&signature, mac, 32);
	struct http_header headers[] = {
	    {"webhook-id", "id1"}, {"webhook-timestamp", stamp}, {"webhook-signature", signature.p}};
	serve_http(scene->rim.serve,
	    &(struct http_request){.method = "POST",
	        .path = "/hook/hook",
	        .query = "",
	        .headers = headers,
	        .header_count = 3,
	        .body = body,
	        .body_n = sizeof body - 1,
	        .loopback = true},
	    1);
	buf_free(&signature);
	return scene->rim.answer_status;
}

/* A OneBot event, said so many hours ago, with a good signature or a bad one; the answer's status. */
static int
bridge_says(struct scene *scene, int id, int64_t hours_ago, bool good)
{
	char body[300], given[60] = "sha1=", hex[41];
	uint8_t mac[DIGEST_SHA1_BYTES];

	snprintf(body, sizeof body,
	    "{\"time\":%lld,\"self_id\":1,\"post_type\":\"message\",\"message_type\":\"private\",\"message_id\":%d,\"user_id\":7,\"message\":\"待办\"}",
	    (long long)((scene->rim.now - hours_ago * MS_HOUR) / 1000), id);
	digest_hmac_sha1(scene->channel.app_secret, strlen(scene->channel.app_secret), body, strlen(body), mac);
	digest_hex(mac, sizeof mac, hex);
	if (!good)
		hex[0] = hex[0] == '0' ? '1' : '0';
	memcpy(given + 5, hex, sizeof hex);
	struct http_header headers[] = {{"x-signature", given}};
	serve_http(scene->rim.serve,
	    &(struct http_request){.method = "POST",
	        .path = "/hook/hook",
	        .query = "",
	        .headers = headers,
	        .header_count = 1,
	        .body = body,
	        .body_n = strlen(body),
	        .loopback = true},
	    1);
	return scene->rim.answer_status;
}

static int
times_in(const char *text, const char *words)
{
	int count = 0;

	for (const char *at = text; (at = strstr(at, words)) != NULL; at++)
		count++;
	return count;
}

/* A callback without a good proof is refused and logged, once a minute; so is one that is older than repeats
 * are known, since its proof holds no time. */
static void
test_refused(void **state)
{
	struct scene scene;
	char told[2048] = "";
	FILE *log = tmpfile();
	int standard = dup(STDERR_FILENO);

	(void)state;
	open_scene(&scene, false);
	scene.channel.platform = platform_find("onebot");
	scene.channel.app_secret = "a secret of the bridge";
	log_level_set(LOG_WARN);
	assert_non_null(log);
	dup2(fileno(log), STDERR_FILENO);
	int hours = (int)scene.world.policy.seen_hours;
	assert_int_equal(bridge_says(&scene, 1, 0, true), 200);
	assert_int_equal(bridge_says(&scene, 2, hours - 1, true), 200);
	for (int i = 0; i < 5; i++)
		assert_int_equal(bridge_says(&scene, 3, 0, false), 401);
	scene.rim.now += 2 * MS_MINUTE;
	assert_int_equal(bridge_says(&scene, 4, hours + 1, true), 401);
	dup2(standard, STDERR_FILENO);
	close(standard);
	rewind(log);
	told[fread(told, 1, sizeof told - 1, log)] = 0;
	fclose(log);
	log_level_set(LOG_ERROR + 1);
	assert_int_equal(times_in(told, "a callback is refused"), 2);
	assert_non_null(strstr(told, "\"channel\":\"hook\",\"why\":\"bad_signature\",\"more_before\":\"0\""));
	assert_non_null(strstr(told, "\"why\":\"stale_event\",\"more_before\":\"4\""));
	assert_null(strstr(told, "待办"));
	close_scene(&scene);
}

/* A wake that an older program planned and this one does not know: skipped, and told. */
static void
test_unknown_wake(void **state)
{
	struct scene scene;
	struct turn turn;
	char told[512] = "";
	FILE *log = tmpfile();
	int standard = dup(STDERR_FILENO);

	(void)state;
	open_scene(&scene, false);
	log_level_set(LOG_ERROR);
	assert_non_null(log);
	dup2(fileno(log), STDERR_FILENO);
	serve_turn_begin(scene.rim.serve, &turn, "import");
	struct wake wake = {.kind = "harvest_feast", .due_at = scene.rim.now};
	int64_t id = ((const struct wake *)turn_put(&turn, &kind_wake, &wake))->id;
	serve_turn_done(scene.rim.serve, &turn, 0, "", 0);
	serve_tick(scene.rim.serve);
	dup2(standard, STDERR_FILENO);
	close(standard);
	rewind(log);
	told[fread(told, 1, sizeof told - 1, log)] = 0;
	fclose(log);
	log_level_set(LOG_ERROR + 1);
	assert_non_null(strstr(told, "harvest_feast"));
	const struct wake *left = store_find(&scene.world.store, &kind_wake, id);
	assert_true(left == NULL || left->state == WAKE_skipped);
	close_scene(&scene);
}

/* A wall clock that jumps holds the wakes until somebody else's clock agrees; then each
 * reminder comes once. */
static void
test_clock(void **state)
{
	static const int64_t jumps[] = {MS_DAY, -2 * MS_HOUR};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct scene scene;

		open_scene(&scene, true);
		assert_int_equal(say(&scene, "c1", "提醒我 十分钟后 关水"), 200);
		scene.rim.now += jumps[i];
		monotonic_ms -= jumps[i];
		serve_tick(scene.rim.serve);
		scene.rim.now += 15 * MS_MINUTE;
		serve_tick(scene.rim.serve);
		assert_int_equal(posts_with(&scene, "关水"), 1); /* the reply alone */
		assert_int_equal(signed_message(&scene), 200);
		sync_rim_until(&scene.rim, scene.rim.now + 3 * MS_HOUR);
		assert_int_equal(posts_with(&scene, "关水"), 2);
		sync_rim_until(&scene.rim, scene.rim.now + MS_DAY);
		assert_int_equal(posts_with(&scene, "关水"), 2);
		close_scene(&scene);
	}
}

/* Where nobody tells the time: a clock that has run evenly for ten minutes is believed, one that is
 * still being set is not; an administrator hears both. */
static void
test_quiet_clock(void **state)
{
	struct scene scene;

	(void)state;
	open_scene(&scene, true);
	scene.channel.platform = &platform_onebot;
	assert_int_equal(say(&scene, "q1", "提醒我 十分钟后 关水"), 200);
	scene.rim.now += MS_DAY;
	monotonic_ms -= MS_DAY;
	serve_tick(scene.rim.serve);
	assert_int_equal(posts_with(&scene, "电脑的钟跳了"), 1);
	scene.rim.now += 9 * MS_MINUTE;
	serve_tick(scene.rim.serve);
	assert_int_equal(posts_with(&scene, "关水"), 1);
	scene.rim.now -= MS_HOUR; /* set again: the ten minutes begin anew */
	monotonic_ms += MS_HOUR;
	serve_tick(scene.rim.serve);
	scene.rim.now += 9 * MS_MINUTE;
	serve_tick(scene.rim.serve);
	assert_int_equal(posts_with(&scene, "钟对上了("), 0);
	scene.rim.now += 2 * MS_MINUTE;
	serve_tick(scene.rim.serve);
	assert_int_equal(posts_with(&scene, "钟对上了("), 1);
	sync_rim_until(&scene.rim, scene.rim.now + MS_HOUR);
	assert_int_equal(posts_with(&scene, "关水"), 2);
	assert_int_equal(posts_with(&scene, "电脑的钟跳了"), 1);
	close_scene(&scene);
}

/* Off over a reminder: at boot the administrator hears one line, the reminder says that
 * it is late. */
static void
test_outage(void **state)
{
	struct scene scene;
	char why[256];

	(void)state;
	open_scene(&scene, false);
	assert_int_equal(say(&scene, "o1", "提醒我 十分钟后 关水"), 200);
	serve_close(scene.rim.serve);
	world_close(&scene.world);
	world_open(&scene.world, "x", 1, &key);
	scene.world.everyone_on_console = true;
	scene.rim.now += 2 * MS_HOUR;
	assert_true(db_sqlite.load(scene.db, &scene.world, scene.rim.now, why));
	scene.rim.serve = serve_open(&(struct serve_setup){.world = &scene.world,
	    .rim = &scene.rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	serve_boot(scene.rim.serve);
	assert_int_equal(posts_with(&scene, "有 1 个提醒晚了"), 1);
	assert_int_equal(posts_with(&scene, "提醒(本该 今天 09:10):关水"), 1);
	close_scene(&scene);
}

/* A job whose work the test does itself. */
static struct {
	int started;
	int64_t job;
	void (*work)(const void *inputs, size_t n, struct buf *result);
	struct buf inputs;
} computing;

static void
compute(struct rim *rim, int64_t job, void (*work)(const void *inputs, size_t n, struct buf *result),
    const void *inputs, size_t n)
{
	(void)rim;
	computing.started++;
	computing.job = job;
	computing.work = work;
	computing.inputs.n = 0;
	buf_add(&computing.inputs, inputs, n);
}

static void
finish_job(struct scene *scene)
{
	struct buf result = {0};
	int64_t job = computing.job;

	computing.work(computing.inputs.p, computing.inputs.n, &result);
	serve_computed(scene->rim.serve, job, result.p, result.n);
	buf_free(&result);
}

/* A long plan: answered at once, started once it is on the disk, started again after the
 * program has died, thrown away when the village has changed meanwhile, said once. */
static void
test_job(void **state)
{
	struct scene scene;
	char why[256];

	(void)state;
	open_scene(&scene, false);
	scene.rim.rim.compute = compute;
	computing.started = 0;
	say_as(&scene, "裘才强", "j1",
	    "派客 明天中午来14家:9人、9人、8人要一楼、8人要一楼、7人(吃素)、7人(吃素)、7人、6人(清真)、6人(清真)、5人、5人、4人、3人、2人");
	assert_int_equal(posts_with(&scene, "正在排"), 1);
	assert_int_equal(computing.started, 1);
	/* The program dies before the plan is there. */
	serve_close(scene.rim.serve);
	world_close(&scene.world);
	world_open(&scene.world, "x", 1, &key);
	scene.world.everyone_on_console = true;
	assert_true(db_sqlite.load(scene.db, &scene.world, scene.rim.now, why));
	scene.rim.serve = serve_open(&(struct serve_setup){.world = &scene.world,
	    .rim = &scene.rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	serve_boot(scene.rim.serve);
	assert_int_equal(computing.started, 2);
	/* A household closes while it is computed: what comes is about another village. */
	say_as(&scene, "陈家", "j2", "休息 明天");
	assert_int_equal(posts_with(&scene, "休息,不派客"), 1);
	finish_job(&scene);
	sync_rim_until(&scene.rim, scene.rim.now);
	assert_int_equal(posts_with(&scene, "合计 86 = 86"), 0);
	assert_int_equal(computing.started, 3);
	finish_job(&scene);
	assert_int_equal(posts_with(&scene, "合计 86 = 86"), 1);
	assert_int_equal(posts_with(&scene, "16 家共"), 1);
	/* A result that comes twice, or of nothing, changes nothing. */
	finish_job(&scene);
	serve_computed(scene.rim.serve, 4711, "", 0);
	assert_int_equal(posts_with(&scene, "合计 86 = 86"), 1);
	buf_free(&computing.inputs);
	close_scene(&scene);
}

static int
times_shown(const struct scene *scene, const char *text)
{
	int times = 0;

	for (size_t i = 0; i < scene->rim.post_count; i++)
		times += strcmp(scene->rim.posts[i].text, text) == 0;
	return times;
}

/* A post that died is listed with its reason to an administrator, sent again by word, once. */
static void
test_a_dead_post_is_sent_again(void **state)
{
	struct scene scene;
	struct turn turn;
	char again[40];

	(void)state;
	open_scene(&scene, false);
	int64_t person = names_only(&scene.world, &kind_person, "裘才强");
	serve_turn_begin(scene.rim.serve, &turn, "test");
	const struct post *post = turn_put(&turn, &kind_post,
	    &(struct post){.channel = "console",
	        .chat = "裘才强",
	        .private = 1,
	        .person = person,
	        .text = "明天停水",
	        .created_at = scene.rim.now,
	        .state = POST_dead,
	        .attempt = 3,
	        .note = NOTE_refused});
	int64_t id = post->id;
	serve_turn_done(scene.rim.serve, &turn, 0, "", 0);
	sync_rim_clear_posts(&scene.rim);
	assert_int_equal(say_as(&scene, "裘才强", "d1", "未送达"), 200);
	assert_non_null(strstr(scene.rim.answer, "裘才强:平台不收"));
	assert_null(strstr(scene.rim.answer, "停水"));
	snprintf(again, sizeof again, "重发 %lld", (long long)id);
	assert_int_equal(say_as(&scene, "裘才强", "d2", again), 200);
	assert_int_equal(times_shown(&scene, "明天停水"), 1);
	assert_int_equal(say_as(&scene, "裘才强", "d3", again), 200);
	assert_int_equal(times_shown(&scene, "明天停水"), 1);
	assert_int_equal(say_as(&scene, "裘才强", "d4", "未送达"), 200);
	assert_non_null(strstr(scene.rim.answer, "没有送不到的消息"));
	close_scene(&scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_flood), cmocka_unit_test(test_full_queue),
	    cmocka_unit_test(test_slow_disk), cmocka_unit_test(test_poison), cmocka_unit_test(test_refused),
	    cmocka_unit_test(test_unknown_wake), cmocka_unit_test(test_clock), cmocka_unit_test(test_quiet_clock),
	    cmocka_unit_test(test_outage), cmocka_unit_test(test_job),
	    cmocka_unit_test(test_a_dead_post_is_sent_again)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
