/* cases ISSUES: what a clerk's questions cost with so many open issues in one village and in
 * thirteen: 查, 台账, 统计, a report compared with all that are known, and a list of five
 * thousand households read twice. Rows of a table, in one run; nothing here is a test. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "reading/step.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "records/role.h"
#include "subjects/wakes.h"
#include "subjects/issues/doubles.h"
#include "subjects/jobs.h"

#define REPEATS 20
#define HOUSEHOLDS 5000

static struct world world;
static struct seal_key key;

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int64_t
put(struct turn *turn, const struct kind *kind, const void *source)
{
	return *(const int64_t *)turn_put(turn, kind, source);
}

/* As people write: who, where, what, since when; no two quite alike. */
static void
fill(int64_t issues, int villages)
{
	static const char *const where[] = {
	    "村口", "老戏台边", "晒谷场", "小学门口", "东头", "西头", "祠堂后面", "河埠头", "卫生室旁", "水井边"};
	static const char *const what[] = {"路灯不亮了", "水管一直漏水", "垃圾堆着没人收", "水渠堵了",
	    "桥栏杆断了", "广播没有声音", "厕所门坏了", "电线垂下来了", "路面塌了一个坑", "公交站牌倒了",
	    "树枝挡住了路", "井盖响个不停"};
	static const char *const since[] = {
	    "好几天了", "从上周开始", "晚上走路害怕", "老人小孩不方便", "报过一次没人来", "下雨天更厉害"};
	struct turn turn;
	int64_t place[13], person;

	turn_begin(&turn, &world, "import", zone_instant(civil_day(2026, 11, 1), 0, 480));
	int64_t town = put(&turn, &kind_place, &(struct place){.kind = PLACE_township, .name = "柳镇"});
	for (int i = 0; i < villages; i++) {
		char name[40];

		snprintf(name, sizeof name, "第%d村", i + 1);
		place[i] = put(
		    &turn, &kind_place, &(struct place){.kind = PLACE_village, .name = name, .parent = town});
	}
	person = put(&turn, &kind_person, &(struct person){.name = "何书记"});
	put(&turn, &kind_role,
	    &(struct role){.person = person,
	        .role = ROLE_first_secretary,
	        .place = place[0],
	        .from = DAY_NONE,
	        .to = DAY_NONE});
	put(&turn, &kind_role,
	    &(struct role){
	        .person = person, .role = ROLE_cadre, .place = town, .from = DAY_NONE, .to = DAY_NONE});
	for (int64_t i = 0; i < issues; i++) {
		char text[200];
		int64_t sign[2];

		snprintf(text, sizeof text, "%s第%d号%s,%s", where[i % 10], (int)(i % 977), what[i * 7 % 12],
		    since[i * 5 % 6]);
		doubles_sign(text, sign);
		put(&turn, &kind_issue,
		    &(struct issue){.text = text,
		        .category = "基础设施",
		        .place = place[i % villages],
		        .reporter = person,
		        .owner = person,
		        .state = ISSUE_in_progress,
		        .reported_at = turn.now,
		        .sign_a = sign[0],
		        .sign_b = sign[1]});
	}
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
}

/* The mean time of one sentence, its turn taken back each time. */
static double
timed(const char *text)
{
	double began = seconds();

	for (int i = 0; i < REPEATS; i++) {
		struct turn turn;
		struct message message = {.channel = "console",
		    .event_id = "e",
		    .private_chat = true,
		    .chat_id = "",
		    .sender_id = "何书记",
		    .sender_name = "",
		    .text = text};

		turn_begin(&turn, &world, "message", zone_instant(civil_day(2026, 11, 9), 540, 480));
		step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
		turn_abort(&turn);
	}
	return 1e3 * (seconds() - began) / REPEATS;
}

static double
import(size_t *changed)
{
	struct import_result result = {0};
	struct buf csv = {0};
	struct turn turn;
	double began;

	buf_adds(&csv, "id,name,head,village,classes,status\n");
	for (int i = 0; i < HOUSEHOLDS; i++)
		buf_addf(&csv, "h%d,第%d户,户主%d,第1村,%s,active\n", i, i, i, i % 9 ? "" : "困难户");
	began = seconds();
	turn_begin(&turn, &world, "import", zone_instant(civil_day(2026, 11, 9), 540, 480));
	world_read_csv_bytes(&turn, kinds_find("households"), "households.csv", csv.p, csv.n, &result);
	if (result.faults)
		printf("%s", buf_text(&result.fault_lines));
	struct batch *batch = turn_close(&turn, 200, NULL, 0);
	if (batch)
		world_batch_done(&world, batch);
	*changed = result.added + result.changed;
	import_result_free(&result);
	buf_free(&csv);
	return seconds() - began;
}

int
main(int argc, char **argv)
{
	int64_t issues = argc > 1 ? atol(argv[1]) : 10000;

	log_level_set(LOG_ERROR + 1);
	for (int villages = 1; villages <= 13; villages += 12) {
		world_open(&world, "x", 1, &key);
		world.everyone_on_console = true;
		fill(issues, villages);
		printf("| %lld open issues, %d village%s: `查`, `台账`, `统计` | %.2f ms, %.2f ms, %.2f ms | – |\n",
		    (long long)issues, villages, villages > 1 ? "s" : "", timed("查 5000"), timed("台账"),
		    timed("统计 今年"));
		printf("| %lld open issues, %d village%s: a report with its search for doubles | %.2f ms | – |\n",
		    (long long)issues, villages, villages > 1 ? "s" : "",
		    timed("上报 第1村老戏台边的路灯又不亮了,晚上走路害怕"));
		if (villages == 1) {
			size_t first, again;
			double one = import(&first), two = import(&again);

			printf(
			    "| %d households read from CSV, then the same again | %.2f s (%zu new), %.2f s (%zu changed) | thousands in seconds, the second changes nothing |\n",
			    HOUSEHOLDS, one, first, two, again);
		}
		world_close(&world);
	}
	return 0;
}
