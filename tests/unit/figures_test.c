/* 203 listed and 95 solved come out as 203 and 95, from what people say: the figures of a
 * year, by village, category and person, and what does not count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "cli/sync_rim.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "core/names.h"
#include "records/group.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/wakes.h"
#include "subjects/issues/figures.h"
#include "subjects/jobs.h"

#define LISTED 203
#define SOLVED 95
#define DOUBLES 4
#define WITHDRAWN 3
#define VILLAGES 5

static struct seal_key key = {{3}};
static struct world world;
static struct sync_rim rim;
static int event;
static const char *const surnames[VILLAGES] = {"赵", "钱", "孙", "李", "周"};
static const char *const villages[VILLAGES] = {"东庄村", "西庄村", "南庄村", "北庄村", "上塘村"};
/* So different that nobody asks whether they are the same; the number makes them their own. */
static const char *const matters[] = {"路灯坏了第%d盏", "垃圾堆了%d天没人收", "水管漏水%d户", "渠堵在第%d段",
    "厕所%d号门掉了", "游客停车占了%d号田", "养老金少发%d个月", "邻居噪音吵了%d夜"};

static int64_t
put(struct turn *turn, const struct kind *kind, const void *source)
{
	return *(const int64_t *)turn_put(turn, kind, source);
}

static void
populate(void)
{
	struct turn turn;

	serve_turn_begin(rim.serve, &turn, "import");
	int64_t town = put(&turn, &kind_place, &(struct place){.kind = PLACE_township, .name = "柳镇"});
	int64_t chief = put(&turn, &kind_person, &(struct person){.name = "秦管理"});
	put(&turn, &kind_role,
	    &(struct role){.person = chief, .role = ROLE_admin, .place = town, .from = DAY_NONE, .to = DAY_NONE});
	for (int v = 0; v < VILLAGES; v++) {
		int64_t village = put(
		    &turn, &kind_place, &(struct place){.kind = PLACE_village, .name = villages[v], .parent = town});
		char name[40];

		for (int i = 0; i < 2; i++) {
			snprintf(name, sizeof name, "%s%s", surnames[v], i ? "村民" : "包村");
			int64_t person = put(&turn, &kind_person, &(struct person){.name = name});
			put(&turn, &kind_role,
			    &(struct role){.person = person,
			        .role = i ? ROLE_villager : ROLE_cadre,
			        .place = village,
			        .from = DAY_NONE,
			        .to = DAY_NONE});
		}
	}
	serve_turn_done(rim.serve, &turn, 0, "", 0);
}

static void say(const char *surname, const char *rest, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
say(const char *surname, const char *rest, const char *format, ...)
{
	char who[40], text[200], id[16];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	snprintf(who, sizeof who, "%s%s", surname, rest);
	snprintf(id, sizeof id, "e%d", event++);
	serve_say(rim.serve,
	    &(struct message){.channel = "console",
	        .event_id = id,
	        .private_chat = true,
	        .chat_id = "",
	        .sender_id = who,
	        .sender_name = who,
	        .text = text},
	    1);
	sync_rim_until(&rim, rim.now);
}

static int64_t
newest(void)
{
	return world.store.tables[KIND_issue].next_id - 1;
}

/* What was posted last to somebody. */
static const char *
heard(const char *who)
{
	for (size_t i = rim.post_count; i-- > 0;)
		if (strcmp(rim.posts[i].chat, who) == 0)
			return rim.posts[i].text;
	return "";
}

static void
test_203(void **state)
{
	char why[256];
	int64_t last = 0;

	(void)state;
	world_open(&world, "x", 1, &key);
	world.everyone_on_console = true;
	struct db *db = db_sqlite.open(":memory:", &key, why);
	sync_rim_init(&rim, &db_sqlite, db, zone_instant(civil_day(2026, 1, 5), 540, 480));
	rim.serve = serve_open(&(struct serve_setup){.world = &world,
	    .rim = &rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	populate();
	/* From January to November: each report is taken; of every ten some are solved, some
	 * explained, some not possible, some wait. */
	int solved = 0, explained = 0, impossible = 0, open = 0;
	for (int i = 0; i < LISTED + DOUBLES + WITHDRAWN; i++) {
		const char *surname = surnames[i % VILLAGES];
		char text[120];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(text, sizeof text, matters[i % 8], i + 1);
#pragma GCC diagnostic pop
		say(surname, "村民", "上报 %s", text);
		int64_t n = newest();
		assert_int_equal(n, last + 1);
		last = n;
		if (i >= LISTED && i < LISTED + DOUBLES) { /* one of the village's that are still open */
			const struct issue *original = NULL;

			EACH (&world.store, issue, issue)
				if (issue->id < n && issue->state == ISSUE_in_progress &&
				    issue->place == ((const struct issue *)store_find(&world.store, &kind_issue, n))->place)
					original = issue;
			say(surname, "包村", "并案 %lld %lld", (long long)n, (long long)original->id);
		} else if (i >= LISTED) {
			say(surname, "村民", "撤回问题 %lld", (long long)n);
		} else {
			say(surname, "包村", "受理 %lld", (long long)n);
			if (solved < SOLVED && i % 2 == 0) {
				say(surname, "包村", "办结 %lld 换好了", (long long)n);
				if (i % 4 == 0)
					say(surname, "村民", "确认办结 %lld", (long long)n);
				solved++;
			} else if (i % 7 == 0) {
				say(surname, "包村", "办结 %lld 解释清楚了", (long long)n);
				explained++;
			} else if (i % 11 == 0) {
				say(surname, "包村", "办结 %lld 办不了", (long long)n);
				impossible++;
			} else {
				open++;
			}
		}
		sync_rim_until(&rim, rim.now + 36 * MS_HOUR);
	}
	assert_int_equal(solved, SOLVED);
	assert_int_equal(solved + explained + impossible + open, LISTED);
	struct turn turn = {.world = &world, .now = rim.now};
	struct figures_of of = {.until = INT64_MAX};
	struct figures all = figures_of(&turn, &of);
	assert_int_equal(all.listed, LISTED);
	assert_int_equal(all.solved, SOLVED);
	assert_int_equal(all.explained, explained);
	assert_int_equal(all.not_possible, impossible);
	assert_int_equal(all.open, open);
	assert_int_equal(all.duplicates, DOUBLES);
	assert_int_equal(all.withdrawn, WITHDRAWN);
	assert_int_equal(all.asked, solved + explained + impossible);
	assert_int_equal(all.answered, all.confirmed);
	assert_int_equal(all.confirmed + all.silent, solved + explained + impossible);
	/* By village, by person, by category: each way the parts make the whole. */
	struct figures sums[3] = {{0}};
	for (int v = 0; v < VILLAGES; v++) {
		char name[40];

		snprintf(name, sizeof name, "%s包村", surnames[v]);
		struct figures village = figures_of(&turn,
		    &(struct figures_of){.until = INT64_MAX, .place = names_only(&world, &kind_place, villages[v])});
		struct figures person = figures_of(
		    &turn, &(struct figures_of){.until = INT64_MAX, .owner = names_only(&world, &kind_person, name)});
		sums[0].listed += village.listed;
		sums[0].solved += village.solved;
		sums[1].listed += person.listed;
		sums[1].solved += person.solved;
	}
	static const char *const categories[] = {"办公环境", "基础设施", "社区管理", "信访维稳", "征地拆迁",
	    "民生发展", "水电路气", "环境卫生", "邻里纠纷", "农业生产", "社会保障", "危房与安全", "旅游接待",
	    "咨询", "其他"};
	for (size_t c = 0; c < sizeof categories / sizeof *categories; c++) {
		struct figures part = figures_of(
		    &turn, &(struct figures_of){.until = INT64_MAX, .category = categories[c]});

		sums[2].listed += part.listed;
		sums[2].solved += part.solved;
	}
	for (int i = 0; i < 3; i++) {
		assert_int_equal(sums[i].listed, LISTED);
		assert_int_equal(sums[i].solved, SOLVED);
	}
	/* And in words. */
	say("秦", "管理", "统计 今年 柳镇");
	assert_non_null(strstr(heard("秦管理"), "上报 203 件,办成 95"));
	/* Two categories counted as one: the records keep theirs. */
	world.policy.merged = "水电路气=基础设施;环境卫生=基础设施";
	struct figures lamps = figures_of(
	    &turn, &(struct figures_of){.until = INT64_MAX, .category = "基础设施"});
	struct figures none = figures_of(&turn, &(struct figures_of){.until = INT64_MAX, .category = "水电路气"});
	assert_int_equal(none.listed, 0);
	assert_true(lamps.listed > 60);
	world.policy.merged = "";
	arena_clear(&turn.arena);
	serve_close(rim.serve);
	db_sqlite.close(db);
	sync_rim_free(&rim);
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_203)};

	log_level_set(LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
