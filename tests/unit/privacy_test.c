/* Privacy as a property: every secret field of a small world holds a mark of its own;
 * everybody says everything, in the group and in private, and every timed work runs.
 * No mark may stand in a group, nor in private before somebody this table does not allow;
 * nor in a masked export, nor in the log. A step is taken back after each try. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/sync_rim.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "console/completion.h"
#include "console/lists.h"
#include "shell/talk.h"
#include "core/names.h"
#include "reading/step.h"
#include "formats/tables.h"
#include "records/account.h"
#include "records/diary.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/lesson.h"
#include "records/member.h"
#include "records/person.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/post.h"
#include "records/promise.h"
#include "records/reminder.h"
#include "records/role.h"
#include "records/slip.h"
#include "records/visit.h"
#include "subjects/wakes.h"
#include "subjects/people/import.h"
#include "subjects/jobs.h"

#define NOW zone_instant(civil_day(2026, 11, 23), 600, 480)

static struct seal_key key = {{9}};
static struct world world;

/* The people: one a role, and those things happen to. */
enum who {
	ADMIN,
	SECRETARY,
	HEAD,
	FIRST,
	CADRE,
	CONTACT,
	GRID,
	ADVISER,
	DISTRICT,
	SPONSOR,
	TEAM,
	CHIEF,
	OFFICER,
	CHECKER,
	VILLAGER,
	PARTY,
	OTHER,
	STRANGER_CADRE,
	PEOPLE
};
static const struct {
	const char *name;
	int role;
	int place;
} people[PEOPLE] = {
    [ADMIN] = {"高管理", ROLE_admin, 1},
    [SECRETARY] = {"冯支书", ROLE_village_secretary, 2},
    [HEAD] = {"马主任", ROLE_village_head, 2},
    [FIRST] = {"何一书", ROLE_first_secretary, 2},
    [CADRE] = {"陈包村", ROLE_cadre, 2},
    [CONTACT] = {"林联户", ROLE_contact_cadre, 2},
    [GRID] = {"王网格", ROLE_grid_leader, 2},
    [ADVISER] = {"姜指导", ROLE_adviser, 2},
    [DISTRICT] = {"周管区", ROLE_district_secretary, 1},
    [SPONSOR] = {"徐包管", ROLE_district_sponsor, 1},
    [TEAM] = {"沈队长", ROLE_team_leader, 1},
    [CHIEF] = {"潘局长", ROLE_studio_chief, 2},
    [OFFICER] = {"丁部门", ROLE_officer, 4},
    [CHECKER] = {"罗督查", ROLE_checker, 1},
    [VILLAGER] = {"钱村民", ROLE_villager, 2},
    [PARTY] = {"吴当事", ROLE_villager, 2},
    [OTHER] = {"郑当事", ROLE_villager, 2},
    [STRANGER_CADRE] = {"邻包村", ROLE_cadre, 3},
};
static int64_t id_of[PEOPLE];
enum { PLACE_TOWN = 1, PLACE_HERE, PLACE_THERE, PLACE_BUREAU };

enum secret {
	ISSUE_TEXT,
	RESTRICTED_TEXT,
	DISPUTE_TEXT,
	AGREEMENT,
	PROMISE_TEXT,
	SLIP_TEXT,
	SLIP_REPLY,
	FACTS,
	DIARY_TEXT,
	VISIT_NOTE,
	HOME_HEAD,
	HOME_CLASS,
	PHONE_FIRST,
	PHONE_VILLAGER,
	REMINDER_TEXT,
	PICTURE,
	SECRETS
};
static const char *const marks[SECRETS] = {"密常事", "密低保", "密纠纷", "密协议", "密承诺", "密抄告",
    "密答复", "密现场", "密日记", "密走访", "密户头", "密类别", "13912340002", "13912340001", "密提醒",
    "密照片"};

#define PUT(kindname, ...) put(&turn, &kind_##kindname, &(struct kindname){__VA_ARGS__})

/* Puts the record and gives its number. */
static int64_t
put(struct turn *turn, const struct kind *kind, const void *source)
{
	return *(const int64_t *)turn_put(turn, kind, source);
}

static void
populate(void)
{
	struct turn turn;
	struct arena arena = {0};

	world_open(&world, "x", 1, &key);
	world.everyone_on_console = true;
	turn_begin(&turn, &world, "import", NOW - 10 * MS_DAY);
	PUT(place, .kind = PLACE_township, .name = "柳镇");
	PUT(place, .kind = PLACE_village, .name = "柳村", .parent = PLACE_TOWN);
	PUT(place, .kind = PLACE_village, .name = "邻村", .parent = PLACE_TOWN);
	PUT(place, .kind = PLACE_department, .name = "柳水局", .parent = PLACE_TOWN);
	int64_t group = PUT(group, .name = "柳村群", .place = PLACE_HERE, .purpose = PURPOSE_villagers,
	    .channel = "console", .chat_id = "柳村群");
	PUT(group, .name = "柳镇干部群", .place = PLACE_TOWN, .purpose = PURPOSE_cadres, .channel = "console",
	    .chat_id = "柳镇干部群");
	for (int i = 0; i < PEOPLE; i++) {
		id_of[i] = PUT(person, .name = people[i].name,
		    .phone = i == FIRST ? marks[PHONE_FIRST]
		        : i == VILLAGER ? marks[PHONE_VILLAGER]
		                        : "");
		PUT(role, .person = id_of[i], .role = people[i].role, .place = people[i].place, .from = DAY_NONE,
		    .to = DAY_NONE);
		PUT(member, .group = group, .person = id_of[i]);
	}
	int64_t home = PUT(household, .name = "孙家", .head = marks[HOME_HEAD], .village = PLACE_HERE,
	    .classes = marks[HOME_CLASS], .contact_cadre = id_of[CONTACT], .review = DAY_NONE);
	PUT(visit, .household = home, .by = id_of[FIRST], .day = civil_day(2026, 10, 1),
	    .note = marks[VISIT_NOTE]);
	PUT(diary, .by = id_of[FIRST], .at = NOW - MS_DAY, .text = marks[DIARY_TEXT]);
	PUT(reminder, .person = id_of[FIRST], .by = id_of[FIRST], .text = marks[REMINDER_TEXT],
	    .at = NOW + MS_HOUR);
	struct list parties = {0};
	parties = person_item_added(&arena, &parties, id_of[PARTY]);
	parties = person_item_added(&arena, &parties, id_of[OTHER]);
	/* 1 under way and out as a slip, 2 restricted, 3 a dispute, 4 finished, 5 not taken yet */
	PUT(issue, .text = marks[ISSUE_TEXT], .category = "水电路气", .place = PLACE_HERE,
	    .reporter = id_of[VILLAGER], .owner = id_of[FIRST], .state = ISSUE_escalated,
	    .reported_at = NOW - MS_DAY, .pictures = marks[PICTURE]);
	PUT(issue, .text = marks[RESTRICTED_TEXT], .category = "社会保障", .place = PLACE_HERE,
	    .reporter = id_of[OTHER], .owner = id_of[FIRST], .state = ISSUE_in_progress,
	    .reported_at = NOW - MS_DAY, .restricted = 1, .group = group);
	int64_t dispute = PUT(issue, .text = marks[DISPUTE_TEXT], .category = "邻里纠纷", .place = PLACE_HERE,
	    .reporter = id_of[VILLAGER], .owner = id_of[FIRST], .state = ISSUE_in_progress,
	    .reported_at = NOW - MS_DAY, .restricted = 1, .parties = parties, .agreement = marks[AGREEMENT]);
	PUT(issue, .text = marks[RESTRICTED_TEXT], .category = "社会保障", .place = PLACE_HERE,
	    .reporter = id_of[OTHER], .owner = id_of[FIRST], .state = ISSUE_resolved, .outcome = OUTCOME_solved,
	    .reported_at = NOW - MS_DAY, .finished_at = NOW, .restricted = 1);
	PUT(issue, .text = marks[RESTRICTED_TEXT], .category = "社会保障", .urgency = URGENCY_danger,
	    .place = PLACE_HERE, .reporter = id_of[OTHER], .owner = id_of[FIRST], .state = ISSUE_reported,
	    .reported_at = NOW - MS_DAY, .restricted = 1);
	PUT(issue_event, .issue = 1, .by = id_of[FIRST], .at = NOW, .step = "verify", .text = marks[FACTS]);
	PUT(promise, .issue = dispute, .promiser = id_of[PARTY], .promisee = id_of[OTHER],
	    .text = marks[PROMISE_TEXT], .day = civil_day(2026, 11, 24));
	PUT(slip, .issue = 1, .department = PLACE_BUREAU, .office = PLACE_TOWN, .year = 2026, .serial = 1,
	    .text = marks[SLIP_TEXT], .days = 5, .drafter = id_of[FIRST], .approver = id_of[DISTRICT],
	    .state = SLIP_signed, .issued_at = NOW - MS_DAY, .sent_at = NOW - MS_HOUR,
	    .deadline = NOW + 3 * MS_DAY);
	PUT(slip, .issue = 1, .department = PLACE_BUREAU, .office = PLACE_TOWN, .year = 2026, .serial = 2,
	    .text = marks[SLIP_TEXT], .days = 5, .drafter = id_of[FIRST], .approver = id_of[DISTRICT],
	    .state = SLIP_replied, .issued_at = NOW - MS_DAY, .sent_at = NOW - MS_HOUR,
	    .deadline = NOW + 3 * MS_DAY, .reply = marks[SLIP_REPLY]);
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	arena_clear(&arena);
}

static bool
is(int64_t person, enum who who)
{
	return person == id_of[who];
}

/* An official of this village or above, who may hear of its everyday matters. */
static bool
official(int64_t person)
{
	static const enum who officials[] = {
	    ADMIN, SECRETARY, HEAD, FIRST, CADRE, CONTACT, GRID, ADVISER, DISTRICT, SPONSOR, TEAM, CHIEF};

	for (size_t i = 0; i < sizeof officials / sizeof *officials; i++)
		if (is(person, officials[i]))
			return true;
	return false;
}

/* In whose hands an issue is, at this moment of the step. */
static bool
works_on(int64_t id, int64_t person)
{
	const struct issue *issue = store_find(&world.store, &kind_issue, id);

	return issue &&
	    (issue->owner == person || person_item_in(&issue->helpers, person) ||
	        person_item_in(&issue->followers, person));
}

/* Who may be told what, in private. Written down once more, apart from the program. */
static bool
allowed(enum secret secret, int64_t person)
{
	bool approver = is(person, ADMIN) || is(person, DISTRICT) || is(person, SPONSOR) || is(person, TEAM);
	bool leader = is(person, ADMIN) || is(person, SECRETARY) || is(person, HEAD) || is(person, FIRST) ||
	    is(person, DISTRICT) || is(person, SPONSOR);

	switch (secret) {
	case ISSUE_TEXT:
	case PICTURE: return official(person) || is(person, VILLAGER) || works_on(1, person);
	/* Danger to life goes to the grid leader and village secretary too: the fifth is one; and where they
	 * cannot be reached, to the next one up. */
	case RESTRICTED_TEXT:
		return (!world.everyone_on_console && is(person, ADMIN)) || is(person, OTHER) ||
		    works_on(2, person) || works_on(4, person) || works_on(5, person) || is(person, GRID) ||
		    is(person, SECRETARY);
	case DISPUTE_TEXT: return is(person, VILLAGER) || works_on(3, person);
	case AGREEMENT: return is(person, PARTY) || is(person, OTHER) || works_on(3, person);
	case PROMISE_TEXT: return is(person, PARTY) || is(person, OTHER) || works_on(3, person);
	case SLIP_TEXT:
	case SLIP_REPLY:
	case FACTS:
		return official(person) || approver || is(person, OFFICER) || is(person, VILLAGER) ||
		    works_on(1, person);
	case DIARY_TEXT: return is(person, FIRST);
	case VISIT_NOTE: return is(person, FIRST) || is(person, CONTACT) || leader;
	case HOME_HEAD:
	case HOME_CLASS: return official(person);
	case PHONE_FIRST: return official(person);
	case PHONE_VILLAGER: return false;
	case REMINDER_TEXT: return is(person, FIRST);
	case SECRETS: break;
	}
	return false;
}

static const char *const sentences[] = {
    "查 1",
    "查 2",
    "查 3",
    "查 4",
    "查 5",
    "台账",
    "统计",
    "统计 社会保障",
    "待办",
    "待访",
    "覆盖",
    "户情 孙家",
    "孙家 改 联户何一书",
    "孙家 改 户主孙大",
    "登记 李家 柳村",
    "分户 孙家 孙小家",
    "走访 孙家 今天 都好",
    "走访 孙家 没人在家",
    "走访 孙家 不让进",
    "抽查 孙家 属实",
    "抽查 孙家 不符 没去过",
    "静默 孙家",
    "日记 今天晴",
    "找日记",
    "找日记 密",
    "日记转问题 1",
    "公示牌 孙家",
    "连心卡",
    "重印",
    "我是谁",
    "提醒我 明天 08:00 开会",
    "撤销",
    "受理 1",
    "受理 2",
    "受理 3",
    "受理 5",
    "转给 1 王网格",
    "转给 2 王网格",
    "转给 3 吴当事",
    "派单 2 王网格",
    "派单 3 吴当事",
    "派单 5 陈包村",
    "协办 1 邻包村",
    "协办 2 王网格",
    "协办 3 吴当事",
    "退回 2 不会",
    "核实 1 看了",
    "核实 2 看了",
    "挂起 2 12月1日 等钱",
    "办结 1 好了",
    "办结 2 好了",
    "办结 3 谈好了",
    "确认办结 4",
    "退回办结 4 没好",
    "重开 4",
    "撤回问题 2",
    "撤回问题 5",
    "不予受理 5 不归我们",
    "跟进 1",
    "跟进 2",
    "并案 2 3",
    "并案 5 2",
    "类别 1 咨询",
    "类别 2 咨询",
    "照片 1",
    "照片 2",
    "调解 1 吴当事 郑当事",
    "调解 3 吴当事 郑当事",
    "协议 3 和好",
    "承诺 3 吴当事 12月1日 道歉",
    "承诺单",
    "兑现 承诺1",
    "确认兑现 1",
    "没兑现 1 没有",
    "免除承诺 1",
    "抄告 1 柳水局 请再看看",
    "抄告 2 柳水局 请看看",
    "抄告单",
    "查抄告 1",
    "查抄告 2",
    "打印 抄告1",
    "打印 抄告2",
    "验抄告 1 0000-0000",
    "签发 抄告1",
    "签收 抄告1",
    "退单 抄告1 不归我们",
    "转发 抄告1",
    "延期 抄告1 2天 忙",
    "会商 抄告1 难",
    "定案 抄告1 柳水局 12月20日 先修",
    "答复 抄告1 12月1日前修好水渠",
    "认可 抄告2",
    "不认可 抄告2 不够",
    "撤销抄告 1",
    "撤销抄告 2",
    "收到答复 2",
    "收到",
    "任命 钱村民 网格长 柳村",
    "免去 王网格 网格长 柳村",
    "代班 王网格 何一书 12月1日",
    "帮助",
    "帮助 问题",
    "上报 村口的树倒了",
    "上报 密常事又来了吗",
    "广播 柳村群 明天停水",
    "你好",
    "1",
    "2",
    "查",
    "查 99",
};

static int told, silent;

static void
look_at(const char *text, bool group, int64_t person, const char *what, const char *who)
{
	told++;
	for (int s = 0; s < SECRETS; s++)
		if (strstr(text, marks[s]) && strstr(what, marks[s]) == NULL &&
		    (group || !allowed((enum secret)s, person))) {
			const struct person *to = group ? NULL : store_find(&world.store, &kind_person, person);

			fail_msg("%s by %s: %s stands before %s: %s", what, who, marks[s],
			    group    ? "the group"
			        : to ? to->name
			             : "nobody",
			    text);
		}
}

/* Everything the step said and posted. */
static void
look_at_turn(struct turn *turn, const char *what, const char *who)
{
	silent += turn->reply_count + turn->post_count == 0;
	for (size_t i = 0; i < turn->reply_count; i++)
		look_at(
		    turn->replies[i].text, !turn->chat.private_chat, turn->actor ? turn->actor->id : 0, what, who);
	for (size_t i = 0; i < turn->post_count; i++) {
		const struct post *post = turn_find(turn, post, turn->posts[i]);

		if (post)
			look_at(post->text, !post->private, post->person, what, who);
	}
}

static void
test_nobody_hears(void **state)
{
	(void)state;
	populate();
	for (int who = 0; who < PEOPLE; who++)
		for (size_t s = 0; s < sizeof sentences / sizeof *sentences; s++)
			for (int private_chat = 0; private_chat < 2; private_chat++) {
				struct turn turn;
				char text[200];

				snprintf(text, sizeof text, "%s%s", private_chat ? "" : "@连心 ", sentences[s]);
				struct message message = {.channel = "console",
				    .event_id = "e",
				    .private_chat = private_chat,
				    .chat_id = private_chat ? "" : "柳村群",
				    .sender_id = people[who].name,
				    .sender_name = people[who].name,
				    .text = text};
				turn_begin(&turn, &world, "message", NOW);
				step_message(
				    &turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
				look_at_turn(&turn, sentences[s], people[who].name);
				turn_abort(&turn);
			}
	assert_true(told > 2000);
	world_close(&world);
}

/* Every timed work about every record and rung. */
static void
test_no_timed_work_tells(void **state)
{
	(void)state;
	populate();
	told = 0;
	for (int k = 0; wakes_all[k]; k++)
		for (int64_t subject = 1; subject <= PEOPLE; subject++)
			for (int rung = 0; rung <= 5; rung++) {
				struct wake wake = {
				    .id = 1, .kind = wakes_all[k]->name, .subject = subject, .rung = rung, .due_at = NOW};
				struct turn turn;

				turn_begin(&turn, &world, "wake", NOW + 2 * MS_DAY);
				turn.language = ZH;
				wakes_all[k]->run(&turn, &wake, false);
				look_at_turn(&turn, wakes_all[k]->name, "the clock");
				turn_abort(&turn);
			}
	assert_true(told > 20);
	world_close(&world);
}

/* The page: the board's lists, what is offered while typing, and the lines of others' chats. */
static void
test_page(void **state)
{
	const struct tables tables = {commands_all, wakes_all, jobs_all, hearers_all};
	struct turn turn;
	size_t shown = 0;

	(void)state;
	populate();
	turn_begin(&turn, &world, "message", NOW);
	for (int i = 0; i < PEOPLE; i++) { /* each has been told something that is his alone */
		struct talk talk = {.sort = TALK_bot, .person = id_of[i], .at = NOW, .text = people[i].name};

		turn_put(&turn, &kind_talk, &talk);
	}
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	for (int i = 0; i < PEOPLE; i++)
		for (int english = 0; english < 2; english++) {
			struct buf out = {0};

			turn_begin(&turn, &world, "page", NOW);
			turn.language = english ? EN : ZH;
			turn.actor = turn_find(&turn, person, id_of[i]);
			board_json(&turn, &tables, id_of[i], &out);
			look_at(out.p, false, id_of[i], "the board", people[i].name);
			shown += out.n > 200;
			buf_clear(&out);
			completion_json(&turn, commands_all, id_of[i], &out);
			look_at(out.p, false, id_of[i], "completion", people[i].name);
			for (const struct list_kind *kind = list_kinds; kind->name; kind++)
				for (int64_t of = 0; of <= PEOPLE; of++) {
					struct arena arena = {0};
					struct table table = {.arena = &arena};

					/* Whoever may not see the list may not by asking for a part of it. */
					assert_true((lists_find(&turn, &tables, id_of[i], kind->name) == NULL) ==
					    !completion_may(&turn, commands_all, id_of[i], kind->command));
					if (lists_find(&turn, &tables, id_of[i], kind->name) == NULL)
						continue;
					lists_fill(&turn, &tables, kind,
					    &(struct list_asked){.person = id_of[i], .of = of, .age = of % 4}, &table);
					buf_clear(&out);
					table_csv(&table, &out);
					look_at(buf_text(&out), false, id_of[i], kind->name, people[i].name);
					table_free(&table);
					arena_clear(&arena);
				}
			EACH (&world.store, talk, talk)
				assert_true(talk_visible(&world, talk, id_of[i]) == (talk->person == id_of[i]));
			buf_free(&out);
			turn_abort(&turn);
		}
	assert_true(shown > PEOPLE);
	world_close(&world);
}

/* A list for somebody who may not see it: names masked, texts left out. */
static void
test_masked_exports(void **state)
{
	(void)state;
	populate();
	for (int k = 0; k < KIND_COUNT; k++) {
		struct buf out = {0};
		struct arena arena = {0};
		struct table table = {.arena = &arena};

		export_table(&world, kinds_all[k], false, &table);
		table_csv(&table, &out);
		table_objects(&table, &out);
		table_free(&table);
		arena_clear(&arena);
		for (int s = 0; s < SECRETS; s++)
			if (strstr(buf_text(&out), marks[s]))
				fail_msg("the masked export of %s shows %s", kinds_all[k]->name, marks[s]);
		for (int i = 0; i < PEOPLE; i++) /* nor who anybody is, nor of what kind a restricted matter is */
			if (strstr(buf_text(&out), people[i].name))
				fail_msg("the masked export of %s names %s", kinds_all[k]->name, people[i].name);
		assert_true(kinds_all[k] == &kind_lesson || strstr(buf_text(&out), "社会保障") == NULL);
		buf_free(&out);
	}
	world_close(&world);
}

/* The log of messages that hold secrets, through the whole program. */
static void
test_log(void **state)
{
	struct sync_rim rim;
	char why[256], line[4096];
	FILE *log = tmpfile();
	int saved = dup(STDERR_FILENO);

	(void)state;
	populate();
	struct db *db = db_sqlite.open(":memory:", &key, why);
	assert_non_null(db);
	sync_rim_init(&rim, &db_sqlite, db, NOW);
	rim.serve = serve_open(&(struct serve_setup){.world = &world,
	    .rim = &rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	log_level_set(LOG_DEBUG);
	assert_true(dup2(fileno(log), STDERR_FILENO) >= 0);
	for (int s = 0; s < SECRETS; s++) {
		char id[16], text[200];

		snprintf(id, sizeof id, "e%d", s);
		snprintf(text, sizeof text, "上报 %s 村口", marks[s]);
		serve_say(rim.serve,
		    &(struct message){.channel = "console",
		        .event_id = id,
		        .private_chat = true,
		        .chat_id = "",
		        .sender_id = people[VILLAGER].name,
		        .sender_name = people[VILLAGER].name,
		        .text = text},
		    1);
	}
	sync_rim_until(&rim, NOW + 3 * MS_DAY);
	log_line(LOG_INFO, "written", "who", "13912340001", NULL);
	dup2(saved, STDERR_FILENO);
	close(saved);
	log_level_set(LOG_ERROR + 1);
	rewind(log);
	int lines = 0;
	while (fgets(line, sizeof line, log)) {
		lines++;
		for (int s = 0; s < SECRETS; s++)
			if (strstr(line, marks[s]))
				fail_msg("the log shows %s: %s", marks[s], line);
	}
	assert_true(lines > 0);
	fclose(log);
	serve_close(rim.serve);
	db_sqlite.close(db);
	world_close(&world);
	sync_rim_free(&rim);
}

/* Somebody concerned by a danger has no account: the next one up is told, the cadres'
 * group hears a number, the administrator too. */
static void
test_unreached(void **state)
{
	struct turn turn;
	bool number = false, admin = false;

	(void)state;
	populate();
	world.everyone_on_console = false;
	turn_begin(&turn, &world, "wake", NOW);
	turn_put(&turn, &kind_account,
	    &(struct account){.channel = "console", .sender_id = "高管理", .person = id_of[ADMIN]});
	world_batch_done(&world, turn_close(&turn, 200, NULL, 0));
	turn_begin(&turn, &world, "wake", NOW);
	wake_danger_repeat.run(
	    &turn, &(struct wake){.id = 1, .kind = "danger_repeat", .subject = 5, .rung = 1}, false);
	for (size_t i = 0; i < turn.post_count; i++) {
		const struct post *post = turn_find(&turn, post, turn.posts[i]);

		number |= !post->private && strstr(post->text, "5 号事情紧急") != NULL;
		admin |= post->private && post->person == id_of[ADMIN] && strstr(post->text, "联系不上") != NULL;
		look_at(post->text, !post->private, post->person, "danger", "the clock");
	}
	assert_true(number);
	assert_true(admin);
	turn_abort(&turn);
	world_close(&world);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_nobody_hears),
	    cmocka_unit_test(test_no_timed_work_tells),
	    cmocka_unit_test(test_page),
	    cmocka_unit_test(test_masked_exports),
	    cmocka_unit_test(test_log),
	    cmocka_unit_test(test_unreached),
	};

	log_level_set(LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
