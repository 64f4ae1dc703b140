/* A month of a township over a long holiday: 13 villages, 20 stationed cadres, departments,
 * villagers who report, quarrel and promise; crashes; one seed, one month. Checkers:
 * every open issue has one owner; the state of each issue is what its events say; every
 * report is answered with a number; no restricted word ever stands in a group; deadlines
 * are what the calendar says; nobody is chased in quiet hours or for what is done; a broken
 * promise is told; the figures of the parts add up to the whole.
 *   township FIRST COUNT     exit 1 at the first seed that fails, which is printed */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "language/calendar.h"
#include "core/names.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/place.h"
#include "records/promise.h"
#include "records/role.h"
#include "records/slip.h"
#include "subjects/issues/figures.h"
#include "subjects/issues/issues.h"

#include "stage.h"

#define DAYS 30
#define VILLAGES 13
#define VILLAGERS 4
#define HOMES 5
#define MARKS_MAX 4000

static const char *const surnames[VILLAGES] = {
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋"};
static const char *const villages[VILLAGES] = {"东庄村", "西庄村", "南庄村", "北庄村", "上塘村", "下塘村",
    "前洋村", "后洋村", "左溪村", "右溪村", "高坪村", "低坪村", "中堡村"};
static const char *const given[VILLAGERS] = {"甲", "乙", "丙", "丁"};

struct township {
	struct stage on;
	int reports, steps, finished, closed, slips, promises, broken, chased;
	size_t looked; /* posts looked at */
	int marks;
	bool secret[MARKS_MAX]; /* the report with this mark is nobody's business */
	int64_t told_broken;
};

static int64_t
put(struct turn *turn, const struct kind *kind, const void *source)
{
	return *(const int64_t *)turn_put(turn, kind, source);
}

static void
person(struct turn *turn, const char *surname, const char *rest, int role, int64_t place)
{
	char name[40];

	snprintf(name, sizeof name, "%s%s", surname, rest);
	int64_t id = put(turn, &kind_person, &(struct person){.name = name, .phone = "13900001111"});
	put(turn, &kind_role,
	    &(struct role){.person = id, .role = role, .place = place, .from = DAY_NONE, .to = DAY_NONE});
}

static void
fill(struct turn *turn)
{
	int64_t county = put(turn, &kind_place, &(struct place){.kind = PLACE_county, .name = "柳县"}),
	        town = put(
	            turn, &kind_place, &(struct place){.kind = PLACE_township, .name = "柳镇", .parent = county});
	int64_t water = put(turn, &kind_place,
	            &(struct place){.kind = PLACE_department, .name = "水务局", .parent = county}),
	        road = put(turn, &kind_place,
	            &(struct place){.kind = PLACE_department, .name = "交通局", .parent = county});
	int64_t districts[2];

	for (int i = 0; i < 2; i++)
		districts[i] = put(turn, &kind_place,
		    &(struct place){.kind = PLACE_district, .name = i ? "溪南片区" : "溪北片区", .parent = town});
	person(turn, "秦", "管理", ROLE_admin, town);
	person(turn, "朱", "包管", ROLE_district_sponsor, town);
	person(turn, "韩", "管区", ROLE_district_secretary, districts[0]);
	person(turn, "杨", "管区", ROLE_district_secretary, districts[1]);
	person(turn, "尤", "科长", ROLE_officer, water);
	person(turn, "许", "科长", ROLE_officer, road);
	put(turn, &kind_group,
	    &(struct group){.name = "柳镇干部群",
	        .place = town,
	        .purpose = PURPOSE_cadres,
	        .channel = "console",
	        .chat_id = "柳镇干部群"});
	for (int v = 0; v < VILLAGES; v++) {
		int64_t village = put(turn, &kind_place,
		    &(struct place){.kind = PLACE_village, .name = villages[v], .parent = districts[v % 2]});
		char text[80];

		snprintf(text, sizeof text, "%s群", villages[v]);
		put(turn, &kind_group,
		    &(struct group){.name = text,
		        .place = village,
		        .purpose = PURPOSE_villagers,
		        .channel = "console",
		        .chat_id = text});
		person(turn, surnames[v], "支书", ROLE_village_secretary, village);
		person(turn, surnames[v], "包村", ROLE_cadre, village);
		if (v < 7)
			person(turn, surnames[v], "一书", ROLE_first_secretary, village);
		person(turn, surnames[v], "网格", ROLE_grid_leader, village);
		if (v % 4 == 0)
			person(turn, surnames[v], "指导", ROLE_adviser, village);
		for (int i = 0; i < VILLAGERS; i++)
			person(turn, surnames[v], given[i], ROLE_villager, village);
		for (int i = 0; i < HOMES; i++) {
			snprintf(text, sizeof text, "%s家%d", surnames[v], i + 1);
			put(turn, &kind_household,
			    &(struct household){
			        .name = text, .village = village, .classes = i == 0 ? "困难户" : "", .review = DAY_NONE});
		}
	}
}

static const char *
name_of(const struct township *t, int64_t id)
{
	const struct person *found = id ? store_find(&t->on.world.store, &kind_person, id) : NULL;

	return found ? found->name : "秦管理";
}

static const char *
someone(struct township *t)
{
	int64_t last = t->on.world.store.tables[KIND_person].next_id - 1;

	return name_of(t, 1 + (int64_t)stage_below(&t->on, (uint64_t)last));
}

static uint64_t
chance(struct township *t, uint64_t of)
{
	return stage_below(&t->on, of);
}

/* What was posted since the last look: restricted words in groups, chases in quiet hours or
 * for what nobody waits for, broken promises told. */
static void
look(struct township *t, bool passive)
{
	int minute = zone_minute(t->on.rim.now, 480);
	bool quiet = minute >= 21 * 60 + 20 || minute < 7 * 60 || (minute >= 12 * 60 + 20 && minute < 14 * 60);

	for (; t->looked < t->on.rim.post_count; t->looked++) {
		const struct sync_post *post = &t->on.rim.posts[t->looked];
		const char *mark = post->text, *chase = strstr(post->text, "时限过半"),
		           *due = strstr(post->text, "到时限了");
		int64_t n = strncmp(post->text, "抄告 ", strlen("抄告 ")) == 0
		    ? strtoll(post->text + strlen("抄告 "), NULL, 10)
		    : 0;

		while (!post->private_chat && (mark = strstr(mark, "暗号")) != NULL) {
			long number = strtol(mark += strlen("暗号"), NULL, 10);

			if (number >= 0 && number < MARKS_MAX && t->secret[number])
				stage_violated(&t->on, "a restricted matter in a group", post->text);
		}
		t->told_broken += post->private_chat && strstr(post->text, "号纠纷的承诺") &&
		    strstr(post->text, "没兑现");
		if (!passive || (chase == NULL && due == NULL))
			continue;
		t->chased++;
		if (quiet)
			stage_violated(&t->on, "chased in quiet hours", post->text);
		if (n) {
			const struct slip *slip = store_find(&t->on.world.store, &kind_slip, n);

			if (slip == NULL || (slip->state != SLIP_issued && slip->state != SLIP_signed))
				stage_violated(&t->on, "a slip that waits for nobody is chased", post->text);
		} else {
			const struct issue *issue = store_find(
			    &t->on.world.store, &kind_issue, strtoll(post->text, NULL, 10));

			if (issue == NULL ||
			    (issue->state != ISSUE_reported && issue->state != ISSUE_accepted &&
			        issue->state != ISSUE_assigned))
				stage_violated(&t->on, "an issue in good hands is chased", post->text);
		}
	}
	if (t->on.rim.post_count > 2000) {
		sync_rim_clear_posts(&t->on.rim);
		t->looked = 0;
	}
}

/* The clock, a quarter of an hour at a time, so that what is said is judged when it is. */
static void
pass(struct township *t, int64_t until)
{
	while (t->on.rim.now < until && t->on.fault[0] == 0) {
		int64_t next = t->on.rim.now + 15 * MS_MINUTE;

		sync_rim_until(&t->on.rim, next < until ? next : until);
		look(t, true);
	}
}

static void
say(struct township *t, const char *who, const char *group, const char *text)
{
	char speaker[40];

	snprintf(speaker, sizeof speaker, "%s", who); /* the name may be replaced by what is said */
	stage_say(&t->on, speaker, group, text);
	look(t, false);
	t->steps++;
}

static void
report(struct township *t)
{
	static const char *const plain[] = {"第%d根路灯不亮了,暗号%d", "水管漏水,%d户没水,暗号%d",
	    "垃圾堆了%d天,暗号%d", "渠堵了%d米,暗号%d", "桥栏杆断了%d根,暗号%d", "广播停了%d天,暗号%d"};
	static const char *const secrets[] = {
	    "我家低保停了%d个月,暗号%d", "有人上访%d次了,暗号%d", "举报有人收了%d百块,暗号%d"};
	static const char *const dangers[] = {"屋顶塌了%d间,暗号%d", "电线漏电%d处,暗号%d"};
	uint64_t v = chance(t, VILLAGES), sort = chance(t, 20);
	const char *form = sort < 3 ? secrets[chance(t, 3)]
	    : sort < 4              ? dangers[chance(t, 2)]
	                            : plain[chance(t, 6)];
	char text[200], what[160], who[40], group[60];
	int64_t before = t->on.world.store.tables[KIND_issue].next_id;
	bool aloud = chance(t, 3) == 0;

	if (t->marks == MARKS_MAX)
		return;
	snprintf(who, sizeof who, "%s%s", surnames[v], given[chance(t, VILLAGERS)]);
	snprintf(group, sizeof group, "%s群", villages[v]);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(what, sizeof what, form, (int)chance(t, 30) + 1, t->marks);
#pragma GCC diagnostic pop
	t->secret[t->marks++] = sort < 3;
	snprintf(text, sizeof text, "%s上报 %s", aloud ? "@连心 " : "", what);
	size_t from = t->on.rim.post_count;
	t->looked = from;
	stage_say(&t->on, who, aloud ? group : NULL, text);
	bool answered = false;
	char number[40];
	snprintf(number, sizeof number, "%lld 号", (long long)before);
	for (size_t i = from; i < t->on.rim.post_count; i++)
		answered |= strcmp(t->on.rim.posts[i].chat, aloud ? group : who) == 0 &&
		    strstr(t->on.rim.posts[i].text, number) != NULL;
	if (!answered || t->on.world.store.tables[KIND_issue].next_id != before + 1)
		stage_violated(&t->on, "a report without a number", text);
	look(t, false);
	t->reports++;
}

/* A sentence about a number, by somebody. */
static void
saying(struct township *t, const char *who, const char *before, int64_t n, const char *behind)
{
	char text[200];

	snprintf(text, sizeof text, "%s%" PRId64 "%s%s", before, n, *behind ? " " : "", behind);
	say(t, who, NULL, text);
}

static const char *
officer_of(const struct township *t, const struct slip *slip)
{
	return strcmp(names_of(&t->on.world, &kind_place, slip->department), "水务局") == 0 ? "尤科长" : "许科长";
}

static void
step_slip(struct township *t, const struct slip *slip)
{
	const struct issue *issue = store_find(&t->on.world.store, &kind_issue, slip->issue);
	const char *officer = officer_of(t, slip), *approver = name_of(t, slip->approver),
	           *owner = name_of(t, issue->owner);
	int64_t n = slip->id;
	uint64_t dice = chance(t, 10);

	switch ((enum slip_state)slip->state) {
	case SLIP_drafted: saying(t, approver, dice < 9 ? "签发 抄告" : "撤销抄告 ", n, ""); break;
	case SLIP_issued:
		saying(t, officer, dice < 7 ? "签收 抄告" : "退单 抄告", n, dice < 7 ? "" : "不归我们管");
		break;
	case SLIP_signed:
		if (dice < 5)
			saying(t, officer, "答复 抄告", n, "11月15日前修好,已安排施工队");
		else
			saying(t, officer,
			    dice < 6       ? "答复 抄告"
			        : dice < 7 ? "延期 抄告"
			        : dice < 8 ? "会商 抄告"
			                   : "退单 抄告",
			    n,
			    dice < 6       ? "正在研究"
			        : dice < 7 ? "2天 材料没到"
			                   : "难办");
		break;
	case SLIP_returned: saying(t, owner, "转发 抄告", n, dice < 5 ? "水务局" : "交通局"); break;
	case SLIP_conference: saying(t, approver, "定案 抄告", n, "交通局 11月20日 先修一段"); break;
	case SLIP_replied:
		saying(t, dice < 5 ? owner : approver, dice < 7 ? "认可 抄告" : "不认可 抄告", n,
		    dice < 7 ? "" : "没说清楚");
		break;
	case SLIP_closed:
	case SLIP_cancelled: break;
	}
}

static void
step_issue(struct township *t, const struct issue *issue)
{
	static const char *const outcomes[] = {"换好了", "镇里派人修好了", "解释清楚了", "办不了,没有这项政策"};
	const char *owner = name_of(t, issue->owner), *reporter = name_of(t, issue->reporter);
	int64_t n = issue->id;
	uint64_t dice = chance(t, 20);

	EACH_BY (&t->on.world.store, slip, issue, store_key_int(n), slip)
		if (slip_live(slip) && dice < 12) {
			step_slip(t, slip);
			return;
		}
	switch ((enum issue_state)issue->state) {
	case ISSUE_reported:
	case ISSUE_accepted:
	case ISSUE_assigned:
		if (dice < 12)
			saying(t, owner, "受理 ", n, "");
		else if (dice < 14)
			saying(t, owner, "转给 ", n, someone(t));
		else if (dice < 16)
			saying(t, dice < 15 ? "朱包管" : "韩管区", "派单 ", n, someone(t));
		else if (dice < 17)
			saying(t, reporter, "撤回问题 ", n, "");
		else if (dice < 18)
			saying(t, owner, "退回 ", n, "不会办");
		else
			saying(t, owner, dice < 19 ? "不予受理 " : "并案 ", n, dice < 19 ? "不归村里" : "1");
		break;
	case ISSUE_in_progress:
		if (dice < 4)
			saying(t, owner, "核实 ", n, "到现场看过");
		else if (dice < 9)
			saying(t, owner, "办结 ", n, outcomes[chance(t, 4)]);
		else if (dice < 11)
			saying(t, owner, "挂起 ", n, chance(t, 2) ? "后天 等材料" : "10月20日 等天晴");
		else if (dice < 15)
			saying(t, owner, "抄告 ", n, dice < 13 ? "水务局 3天 请派人修" : "交通局 请派人修");
		else if (dice < 16)
			saying(t, owner, "协办 ", n, someone(t));
		else if (issue->parties.n == 0) {
			const char *at = name_of(t, issue->reporter);
			char who[60];

			snprintf(who, sizeof who, "%s %.3s%s", at, at, strcmp(at + 3, "甲") == 0 ? "乙" : "甲");
			saying(t, owner, "调解 ", n, who);
		} else {
			char what[160];

			snprintf(what, sizeof what, "%s %s 付%d元", reporter, chance(t, 2) ? "明天" : "10月12日",
			    (int)chance(t, 900) + 100);
			saying(t, owner, "协议 ", n, "各让一步");
			saying(t, owner, "承诺 ", n, what);
		}
		break;
	case ISSUE_suspended: saying(t, owner, dice < 6 ? "继续办 " : "查 ", n, ""); break;
	case ISSUE_resolved:
		saying(t, reporter,
		    dice < 8        ? "确认办结 "
		        : dice < 11 ? "退回办结 "
		                    : "查 ",
		    n, dice >= 8 && dice < 11 ? "还是不行" : "");
		break;
	case ISSUE_closed: saying(t, reporter, dice < 2 ? "重开 " : "查 ", n, ""); break;
	case ISSUE_duplicate: saying(t, reporter, dice < 4 ? "拆开 " : "查 ", n, ""); break;
	case ISSUE_escalated:
	case ISSUE_rejected:
	case ISSUE_withdrawn: break;
	}
}

static void
step_promise(struct township *t)
{
	int64_t last = t->on.world.store.tables[KIND_promise].next_id - 1;
	const struct promise *promise = last > 0
	    ? store_find(&t->on.world.store, &kind_promise, 1 + (int64_t)chance(t, (uint64_t)last))
	    : NULL;

	if (promise == NULL)
		return;
	uint64_t dice = chance(t, 4);
	saying(t, name_of(t, dice < 2 ? promise->promiser : promise->promisee),
	    dice < 2       ? "兑现 承诺"
	        : dice < 3 ? "确认兑现 "
	                   : "没兑现 ",
	    promise->id, "");
}

static void
visit(struct township *t)
{
	static const char *const notes[] = {"都好", "没人在家", "不让进", "老人来访,问医保", "院墙裂了"};
	uint64_t v = chance(t, VILLAGES);
	char who[40], text[160];

	snprintf(who, sizeof who, "%s%s", surnames[v], chance(t, 3) ? "包村" : "支书");
	snprintf(text, sizeof text, "走访 %s家%d 今天 %s", surnames[v], (int)chance(t, HOMES) + 1,
	    notes[chance(t, 5)]);
	say(t, who, NULL, text);
}

/* Somebody says something that is not his to say, or about what is not there. */
static void
nonsense(struct township *t)
{
	static const char *const words[] = {"受理 ", "办结 ", "查 ", "查抄告 ", "认可 抄告", "退单 抄告", "转给 ",
	    "派单 ", "兑现 承诺", "免除承诺 ", "确认办结 ", "拆开 ", "打印 抄告", "重开 ", "台账", "统计"};
	int64_t last = t->on.world.store.tables[KIND_issue].next_id;
	char who[40];

	snprintf(who, sizeof who, "%s", someone(t));
	saying(t, who, words[chance(t, sizeof words / sizeof *words)], 1 + (int64_t)chance(t, (uint64_t)last),
	    "试试");
}

static void
act(struct township *t)
{
	uint64_t dice = chance(t, 100);
	int64_t last = t->on.world.store.tables[KIND_issue].next_id - 1;

	const struct issue *issue = NULL;

	for (int tries = 0; tries < 4 && last > 0 && (issue == NULL || issue->state >= ISSUE_closed); tries++)
		issue = store_find(&t->on.world.store, &kind_issue, 1 + (int64_t)chance(t, (uint64_t)last));
	if (dice < 14 || issue == NULL)
		report(t);
	else if (dice < 80)
		step_issue(t, issue);
	else if (dice < 85)
		step_promise(t);
	else if (dice < 93)
		visit(t);
	else if (dice < 98)
		nonsense(t);
	else
		stage_crash(&t->on), t->looked = 0;
}

/* One owner, and the state that the events lead to. */
static void
check_issues(struct township *t)
{
	struct store *store = &t->on.world.store;

	EACH (store, issue, issue) {
		int64_t state = ISSUE_reported, round = 0;
		char number[24];

		snprintf(number, sizeof number, "%" PRId64, issue->id);
		if (issues_open(issue) &&
		    (issue->owner == 0 || store_find(store, &kind_person, issue->owner) == NULL))
			stage_violated(&t->on, "an open issue without an owner", number);
		EACH_BY (store, issue_event, issue, store_key_int(issue->id), event) {
			if (event->slip || event->promise)
				continue;
			if (event->from != state && strcmp(event->step, "report") != 0)
				stage_violated(&t->on, "an event that does not start where the last one ended", number);
			state = event->to;
			round = event->round;
		}
		if (state != issue->state || round != issue->round)
			stage_violated(&t->on, "the state is not what the events say", number);
		if (issue->state == ISSUE_suspended && issue->review < zone_day(t->on.rim.now, 480))
			stage_violated(&t->on, "suspended beyond its review day", number);
		if (issue->state == ISSUE_closed && issue->word == WORD_none &&
		    issue->closed_at <
		        zone_instant(
		            calendar_after(&t->on.world.calendar, zone_day(issue->finished_at, 480), 7), 1050, 480))
			stage_violated(&t->on, "closed without an answer before seven working days", number);
		if (issue->state == ISSUE_resolved &&
		    zone_day(t->on.rim.now, 480) >
		        calendar_after(&t->on.world.calendar, zone_day(issue->finished_at, 480), 7))
			stage_violated(&t->on, "not closed after seven working days", number);
	}
}

static void
check_slips(struct township *t)
{
	EACH (&t->on.world.store, slip, slip) {
		int32_t issued = zone_day(slip->issued_at, 480), due = zone_day(slip->deadline, 480);
		char number[24];
		int live = 0;

		snprintf(number, sizeof number, "%" PRId64, slip->id);
		EACH_BY (&t->on.world.store, slip, issue, store_key_int(slip->issue), other)
			live += slip_live(other) && other->department == slip->department;
		if (live > 1)
			stage_violated(&t->on, "two live slips of one issue at one department", number);
		if (slip->issued_at == 0)
			continue;
		if (slip->decision == NULL && slip->round == 0 && !slip->extended &&
		    slip->deadline !=
		        zone_instant(calendar_after(&t->on.world.calendar, issued, (int)slip->days), 1050, 480))
			stage_violated(&t->on, "a slip's deadline is not what the calendar says", number);
		if (slip->decision == NULL && !calendar_works(&t->on.world.calendar, due))
			stage_violated(&t->on, "a slip falls due on a holiday", number);
		if (slip->returns > 3)
			stage_violated(&t->on, "returned a fourth time", number);
		if (slip->state == SLIP_returned && slip->returns >= 3)
			stage_violated(&t->on, "a third return without a meeting", number);
	}
}

/* The parts add up, and the whole is what is there. */
static void
check_figures(struct township *t)
{
	struct turn turn = {.world = &t->on.world, .now = t->on.rim.now};
	struct figures_of of = {.until = INT64_MAX};
	struct figures all = figures_of(&turn, &of), sum = {0};
	int64_t there = 0, solved = 0;

	EACH (&t->on.world.store, issue, issue) {
		bool counts = issue->state != ISSUE_duplicate && issue->state != ISSUE_withdrawn;

		there += counts;
		solved += counts && (issue->state == ISSUE_resolved || issue->state == ISSUE_closed) &&
		    issue->outcome == OUTCOME_solved;
	}
	if (all.listed != there || all.solved != solved ||
	    all.open + all.solved + all.explained + all.not_possible + all.refused != all.listed ||
	    all.level[1] + all.level[2] + all.level[3] != all.solved ||
	    all.age[0] + all.age[1] + all.age[2] != all.open)
		stage_violated(&t->on, "the figures are not what is there", "");
	EACH (&t->on.world.store, place, place)
		if (place->kind == PLACE_village) {
			of.place = place->id;
			struct figures part = figures_of(&turn, &of);

			sum.listed += part.listed;
			sum.solved += part.solved;
		}
	of.place = 0;
	struct figures people = {0};
	EACH (&t->on.world.store, person, person) {
		of.owner = person->id;
		struct figures part = figures_of(&turn, &of);

		people.listed += part.listed;
		people.solved += part.solved;
	}
	if (sum.listed != all.listed || sum.solved != all.solved || people.listed != all.listed ||
	    people.solved != all.solved)
		stage_violated(&t->on, "the villages' or the people's figures do not add up", "");
	t->finished = (int)(all.solved + all.explained + all.not_possible);
	t->closed = (int)(all.confirmed + all.silent);
	arena_clear(&turn.arena);
}

static void
check_promises(struct township *t)
{
	int64_t broken = 0;

	EACH (&t->on.world.store, issue_event, event)
		broken += event->promise && strcmp(event->step, "promise broken") == 0;
	t->broken = (int)broken;
	t->promises = (int)store_count(&t->on.world.store, &kind_promise);
	t->slips = (int)store_count(&t->on.world.store, &kind_slip);
	if (t->told_broken < broken)
		stage_violated(&t->on, "a broken promise that was not told", "");
}

static int all_promises, all_broken;

static bool
play(uint64_t seed, bool loud)
{
	static struct township township;
	struct township *t = &township;
	int32_t first = civil_day(2026, 9, 19); /* make-up days, the long holiday, then work */

	*t = (struct township){0};
	stage_open(&t->on, seed, zone_instant(first, 450, 480));
	stage_fill(&t->on, fill);
	for (int day = 0; day < DAYS && t->on.fault[0] == 0; day++) {
		int64_t morning = zone_instant(first + day, 8 * 60, 480);

		pass(t, morning);
		check_issues(t);
		check_slips(t);
		uint64_t actions = calendar_works(&t->on.world.calendar, first + day) ? 25 + chance(t, 20)
		                                                                      : chance(t, 8);
		for (uint64_t i = 0; i < actions && t->on.fault[0] == 0; i++) {
			act(t);
			pass(t, t->on.rim.now + (int64_t)chance(t, 20) * MS_MINUTE);
		}
	}
	pass(t, zone_instant(first + DAYS + 20, 600, 480)); /* what waits for silence is over by then */
	check_issues(t);
	check_slips(t);
	check_figures(t);
	check_promises(t);
	if (t->on.fault[0] == 0 && (t->reports < 50 || t->finished < 10 || t->slips < 1 || t->chased < 5))
		stage_violated(&t->on, "too little happened to prove anything", "");
	if (t->on.fault[0] || loud)
		printf(
		    "month %" PRIu64
		    ": %s (%d reports, %d steps, %d finished, %d closed, %d slips, %d promises, %d broken, %d chased, %d crashes)\n",
		    seed, t->on.fault[0] ? t->on.fault : "good", t->reports, t->steps, t->finished, t->closed,
		    t->slips, t->promises, t->broken, t->chased, t->on.crashes);
	all_promises += t->promises;
	all_broken += t->broken;
	bool good = t->on.fault[0] == 0;
	stage_close(&t->on);
	return good;
}

int
main(int argc, char **argv)
{
	uint64_t first = argc > 1 ? strtoull(argv[1], NULL, 10) : 1,
	         count = argc > 2 ? strtoull(argv[2], NULL, 10) : 3;

	log_level_set(LOG_ERROR + 1);
	for (uint64_t seed = first; seed < first + count; seed++)
		if (!play(seed, count < 20))
			return 1;
	if (count > 3 && (all_promises == 0 || all_broken == 0)) {
		printf("no promise was made or broken in %" PRIu64 " months: nothing is proven\n", count);
		return 1;
	}
	printf("%" PRIu64 " months good, %d promises, %d broken\n", count, all_promises, all_broken);
	return 0;
}
