/* The board's lists; see the header. Nothing is computed here that the chat does not compute
 * with the same functions. */
#include "console/lists.h"

#include <string.h>

#include "base/text.h"
#include "console/completion.h"
#include "core/outbox.h"
#include "formats/json_write.h"
#include "formats/tables.h"
#include "records/arrival.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/line.h"
#include "records/operator.h"
#include "records/place.h"
#include "records/post.h"
#include "records/slip.h"
#include "records/wake.h"
#include "subjects/guests/board.h"
#include "subjects/issues/figures.h"
#include "subjects/guests/guest_facts.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/guests/ledger.h"
#include "subjects/visits/visits.h"

#define WEEKS 12
#define NEXT_MAX 200
#define COLUMNS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Is the place one the person belongs to: by an office there or above, a group, a household
 * that receives guests? */
static bool
belongs(const struct turn *turn, int64_t person, int64_t place)
{
	const struct store *store = &turn->world->store;

	EACH_BY (store, role, person, store_key_int(person), role)
		if (access_has(turn->world, person, ROLE_BIT(role->role), place, turn_today(turn)))
			return true;
	EACH_BY (store, member, person, store_key_int(person), member) {
		const struct group *group = turn_find(turn, group, member->group);

		if (group && group->place && place_inside(turn->world, place, group->place))
			return true;
	}
	return access_operator(turn->world, person, place) != 0;
}

static bool
officer_at(const struct turn *turn, int64_t person, int64_t place)
{
	return access_has(turn->world, person, VISITORS, place, turn_today(turn));
}

static const char *
time_text(struct turn *turn, int64_t at)
{
	return zone_text(&turn->arena, at, (int)turn->world->policy.zone_min);
}

/* Arrivals of today and to come, and what ran today. */
static bool
current(const struct turn *turn, const struct arrival *arrival)
{
	int32_t day = zone_day(arrival->at, (int)turn->world->policy.zone_min);

	return (arrival->state <= ARRIVAL_running && arrival->at >= turn->now - MS_DAY) ||
	    (arrival->state == ARRIVAL_settled && day == turn_today(turn));
}

static void
fill_arrivals(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	static const char *const zh[] = {"待确认", "已派出", "进行中", "已入账", "已取消", "已作废"},
	                         *const en[] = {
	                             "to confirm", "posted", "running", "settled", "cancelled", "lapsed"};

	(void)tables;
	EACH (&turn->world->store, arrival, arrival) {
		if (!current(turn, arrival) || !belongs(turn, asked->person, arrival->village))
			continue;
		/* What is still to be confirmed is between the bot and who announced it. */
		if (arrival->state == ARRIVAL_planned &&
		    !access_has(turn->world, asked->person, ADMINS, arrival->village, turn_today(turn)))
			continue;
		struct guest_count count = guests_count(turn, arrival->id);
		int64_t sum = 0, served = 0;

		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
			if (line->state == LINE_served)
				served += line->heads;
			else if (line_live(line))
				sum += line->heads;
		}
		table_number(table, arrival->id);
		table_text(table, time_text(turn, arrival->at));
		table_text(table, names_of(turn->world, &kind_place, arrival->village));
		table_text(table, arrival->source);
		table_number(table, arrival->heads);
		table_number(table, arrival->state == ARRIVAL_planned ? 0 : sum + served);
		table_number(table, count.asked);
		table_number(table, count.accepted);
		table_number(table, count.heads_accepted + served);
		table_text(table, (turn->language == EN ? en : zh)[arrival->state]);
	}
}

static void
fill_quotas(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	static const char *const zh[] = {"待应", "已接", "不接", "没应", "到了", "已接待", "没来", "失约",
	    "收回"},
	                         *const en[] = {"waiting", "accepted", "declined", "no answer", "arrived",
	                             "served", "no show", "failed", "withdrawn"};

	(void)tables;
	EACH (&turn->world->store, arrival, arrival) {
		if (!current(turn, arrival) || arrival->state == ARRIVAL_planned ||
		    (asked->of && arrival->id != asked->of) || !belongs(turn, asked->person, arrival->village))
			continue;
		EACH_BY (&turn->world->store, line, arrival, store_key_int(arrival->id), line) {
			const struct operator* operator= turn_find(turn, operator, line->operator);
			struct plan_household room = {0};

			if (operator== NULL)
				continue;
			board_free_room(turn, operator, arrival->at, arrival->nights, arrival->id, &room);
			table_number(table, arrival->id);
			table_text(table, operator->name);
			table_number(table, line->heads);
			table_number(table, line_live(line) || line->state == LINE_served ? line->heads : 0);
			table_number(table, room.seats > 0 ? room.seats : 0);
			table_number(table, operator->seats);
			table_text(table, (turn->language == EN ? en : zh)[line->state]);
			table_text(table, field_find(&kind_line, "state")->codes[line->state]);
			table_text(table, time_text(turn, line->answered_at));
			table_text(table, line->reason);
		}
	}
}

static void
fill_ledger(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	(void)tables;
	EACH (&turn->world->store, place, village) {
		if ((asked->of && village->id != asked->of) || !belongs(turn, asked->person, village->id))
			continue;
		struct ledger_sums sums = ledger_sums(turn, village->id);
		EACH_BY (&turn->world->store, operator, village, store_key_int(village->id), operator) {
			int64_t points = ledger_points(turn, operator), due = ledger_due(&sums, operator);
			struct ledger_parts parts = ledger_parts(turn, operator);

			table_text(table, village->name);
			table_text(table, operator->name);
			table_number(table, operator_share(operator));
			table_number(table, parts.served);
			table_number(table, parts.charged);
			table_number(table, parts.corrected);
			table_number(table, points);
			table_number(table, due);
			table_number(table, points - due);
			table_number(table, ledger_promised(turn, operator, 0));
		}
	}
}

static void
fill_issues(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	static const char *const zh[] = {"", "急", "险"}, *const en[] = {"", "urgent", "danger"};

	(void)tables;
	EACH (&turn->world->store, issue, issue) {
		bool reads = issues_may_read(turn, issue, asked->person);
		int64_t days = (turn->now - issue->reported_at) / MS_DAY, age = figures_age(days) + 1;

		if (!issues_open(issue) || (asked->of && issue->owner != asked->of) ||
		    (asked->age && asked->age != age))
			continue;
		if ((!reads && !officer_at(turn, asked->person, issue->place)) ||
		    issue_against(turn, issue, asked->person))
			continue;
		/* To whom a restricted matter was not given it is a number in somebody's hands, as in 台账. */
		table_number(table, issue->id);
		table_text(table, reads ? issues_brief(turn, issue) : "");
		table_text(table, reads ? issue->category : "");
		table_text(table, reads ? names_of(turn->world, &kind_place, issue->place) : "");
		table_text(table, names_of(turn->world, &kind_person, issue->owner));
		table_text(table, life_state(turn, issue->state));
		table_text(table, (turn->language == EN ? en : zh)[issue->urgency]);
		table_number(table, days);
		table_text(table, time_text(turn, issue->reported_at));
		table_number(table, issue->owner);
		table_number(table, age);
	}
}

/* Which of the last weeks, counted from `monday`, the time falls into; -1: none of them. */
static int
week_of(const struct turn *turn, int64_t at, int32_t monday)
{
	int32_t days = zone_day(at, (int)turn->world->policy.zone_min) - monday;

	return at && days >= 0 && days < 7 * WEEKS ? days / 7 : -1;
}

static void
fill_weeks(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	int32_t monday = turn_today(turn) - civil_weekday(turn_today(turn)) + 1 - 7 * (WEEKS - 1);
	struct {
		int64_t listed, solved, closed;
	} weeks[WEEKS] = {0};

	(void)tables;
	EACH (&turn->world->store, issue, issue) {
		bool over = issue->state == ISSUE_resolved || issue->state == ISSUE_closed;
		int listed = week_of(turn, issue->reported_at, monday),
		    ended = over ? week_of(turn, issue->finished_at, monday) : -1;

		if ((listed < 0 && ended < 0) || issue->state == ISSUE_duplicate || issue->state == ISSUE_withdrawn)
			continue;
		if (!issues_may_read(turn, issue, asked->person) && !officer_at(turn, asked->person, issue->place))
			continue;
		if (listed >= 0)
			weeks[listed].listed++;
		if (ended >= 0)
			*(issue->outcome == OUTCOME_solved ? &weeks[ended].solved : &weeks[ended].closed) += 1;
	}
	for (int week = 0; week < WEEKS; week++) {
		table_text(table, civil_text(&turn->arena, monday + 7 * week));
		table_number(table, weeks[week].listed);
		table_number(table, weeks[week].solved);
		table_number(table, weeks[week].closed);
	}
}

static void
fill_visits(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	bool leads = access_has(turn->world, asked->person, LEADERS, 0, turn_today(turn));

	(void)tables;
	EACH (&turn->world->store, household, household) {
		const struct visit *last = visits_last(turn, household->id);
		int32_t next = last ? visits_next(turn, household, last) : DAY_NONE;
		int64_t cadre = household->contact_cadre ? household->contact_cadre : last ? last->by : 0;

		if (household->status != HOUSEHOLD_active || (last && next > turn_today(turn)) ||
		    (asked->of && household->village != asked->of))
			continue;
		/* A cadre sees his own, who leads the place sees all. */
		if (cadre != asked->person &&
		    !(leads && access_has(turn->world, asked->person, LEADERS, household->village, turn_today(turn))))
			continue;
		table_text(table, household->name);
		table_text(table, names_of(turn->world, &kind_place, household->village));
		table_text(table, cadre ? names_of(turn->world, &kind_person, cadre) : "");
		table_text(table, last ? civil_text(&turn->arena, last->day) : "");
		table_text(table, civil_text(&turn->arena, next));
		if (last)
			table_number(table, turn_today(turn) - next);
		else
			table_text(table, "");
	}
}

static void
fill_coverage(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	struct civil today = civil_of(turn_today(turn));

	(void)tables;
	EACH (&turn->world->store, place, village) {
		if (village->kind != PLACE_village || !officer_at(turn, asked->person, village->id))
			continue;
		struct coverage c = visits_coverage(
		    turn, village->id, civil_day(today.year, today.month, 1), turn_today(turn) + 1);
		if (c.households == 0)
			continue;
		table_number(table, village->id);
		table_text(table, village->name);
		table_number(table, c.households);
		table_number(table, c.reached);
		table_number(table, c.visits);
		table_number(table, c.never);
		table_number(table, c.overdue);
		table_number(table, c.muted);
	}
}

static void
fill_posts(
    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	static const char *const zh[] = {"等着", "在发", "再发", "已发", "没送到", "不知送到没有", "收回",
	    "并发"},
	                         *const en[] = {"waiting", "sending", "trying again", "sent", "dead", "unknown",
	                             "withdrawn", "merged"};

	(void)tables;
	/* Whom and why, never what: a private text is nobody else's. */
	EACH (&turn->world->store, post, post) {
		bool lost = post->state == POST_dead || post->state == POST_unknown;

		if (!outbox_may(turn, asked->person, RIGHT_administer, post))
			continue;
		table_number(table, post->id);
		table_text(table, outbox_receiver(turn, post));
		table_text(table, post->channel);
		table_text(table, (turn->language == EN ? en : zh)[post->state]);
		table_text(table, field_find(&kind_post, "state")->codes[post->state]);
		table_number(table, post->attempt);
		table_text(table, time_text(turn, post->created_at));
		table_text(table, time_text(turn, post->due_at));
		table_text(table, lost ? outbox_why(turn, post) : "");
	}
}

/* What a wake is about, as far as its number may be said to anybody. */
static const char *
about(struct turn *turn, const struct wake *wake, const struct wake_kind *kind)
{
	static const struct {
		const struct kind *about;
		const char *zh, *en;
	} numbered[] = {
	    {&kind_issue, "问题 %lld 号", "issue %lld"},
	    {&kind_arrival, "派客 %lld", "arrival %lld"},
	    {&kind_slip, "抄告 %lld", "slip %lld"},
	};

	if (kind == NULL || kind->about == NULL)
		return "";
	for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
		if (numbered[i].about == kind->about)
			return arena_printf(&turn->arena, turn->language == EN ? numbered[i].en : numbered[i].zh,
			    (long long)wake->subject);
	return names_of(turn->world, kind->about, wake->subject);
}

/* What comes at other places is nobody's here. */
static bool
about_his_place(
    const struct turn *turn, int64_t person, const struct wake *wake, const struct wake_kind *kind)
{
	const struct kind *of = kind ? kind->about : NULL;
	const struct slip *slip = of == &kind_slip ? turn_find(turn, slip, wake->subject) : NULL;
	const struct issue *issue = slip ? turn_find(turn, issue, slip->issue)
	    : of == &kind_issue          ? turn_find(turn, issue, wake->subject)
	                                 : NULL;
	const struct arrival *arrival = of == &kind_arrival ? turn_find(turn, arrival, wake->subject) : NULL;
	int64_t place = issue ? issue->place
	    : arrival         ? arrival->village
	    : of              ? names_place_of(turn->world, of, wake->subject)
	                      : 0;

	return may(turn->world, person, RIGHT_administer, place, turn_today(turn));
}

static void
fill_next(struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table)
{
	struct sorted_pair at = {0};
	const struct wake *wake;

	for (int rows = 0; rows < NEXT_MAX &&
	     (wake = store_ordered(&turn->world->store, &kind_wake, offsetof(struct wake, due_at), &at)) != NULL;
	     at.value++) {
		const struct wake_kind *kind = schedule_kind(tables->wakes, wake->kind);

		if (wake->state != WAKE_scheduled || !about_his_place(turn, asked->person, wake, kind))
			continue;
		table_text(table, time_text(turn, wake->due_at));
		table_text(table, kind == NULL ? wake->kind : turn->language == EN ? kind->help : kind->help_zh);
		table_text(table, about(turn, wake, kind));
		rows++;
	}
}

const struct list_kind list_kinds[] = {
    {"arrivals", "来客", "Arrivals", "progress",
        COLUMNS("n", "编号", "No.", "at", "时间", "time", "village", "村", "village", "source", "来源",
            "from", "heads", "人数", "guests", "sum", "已分", "divided", "asked", "问了几家", "asked",
            "accepted", "接了几家", "accepted", "heads_accepted", "已接人数", "guests accepted", "state",
            "状态", "state"),
        fill_arrivals},
    {"quotas", "指标和应答", "Quotas and answers", "progress",
        COLUMNS("arrival", "派客", "arrival", "name", "经营户", "household", "heads", "指标", "quota",
            "counted", "计入", "counted", "free", "可坐", "free seats", "seats", "餐位", "seats", "answer",
            "应答", "answer", "code", "代码", "code", "at", "应答时间", "answered", "reason", "理由",
            "reason"),
        fill_quotas},
    {"ledger", "公平账", "Fairness ledger", "ledger",
        COLUMNS("village", "村", "village", "name", "经营户", "household", "share", "份额", "share", "served",
            "接待", "served", "charged", "不接等记账", "charged", "corrected", "更正", "corrected", "points",
            "累计", "points", "due", "应得", "due", "gap", "差", "gap", "promised", "待接待", "promised"),
        fill_ledger},
    {"issues", "没办完的问题", "Open issues", "issue_list",
        COLUMNS("n", "编号", "No.", "brief", "内容", "matter", "category", "类别", "category", "place",
            "地方", "place", "owner", "负责人", "owner", "state", "状态", "state", "urgency", "紧急",
            "urgency", "days", "天数", "days", "at", "上报", "reported", "owner_id", "负责人编号",
            "owner No.", "age", "久", "age"),
        fill_issues},
    {"weeks", "每周问题", "Issues by week", "figures",
        COLUMNS("week", "周一", "Monday", "listed", "上报", "listed", "solved", "办成", "solved", "closed",
            "说明或办不了", "explained or not possible"),
        fill_weeks},
    {"visits", "待访", "Visits due", "due_visits",
        COLUMNS("name", "户", "household", "village", "村", "village", "cadre", "联户干部", "cadre", "last",
            "上次", "last", "due", "该在", "due", "late", "过了几天", "days late"),
        fill_visits},
    {"coverage", "走访覆盖(本月)", "Coverage this month", "coverage",
        COLUMNS("place", "村编号", "village No.", "village", "村", "village", "households", "户数",
            "households", "reached", "走到", "reached", "visits", "次数", "visits", "never", "没去过",
            "never", "overdue", "过期", "overdue", "muted", "静默", "muted"),
        fill_coverage},
    {"posts", "没发出去的消息", "Posts waiting or dead", "undelivered",
        COLUMNS("n", "编号", "No.", "to", "发给", "to", "channel", "渠道", "channel", "state", "状态",
            "state", "code", "代码", "code", "attempts", "次数", "attempts", "made", "产生", "made", "due",
            "不早于", "not before", "why", "原因", "why"),
        fill_posts},
    {"next", "接下来要说的", "What comes next", "undelivered",
        COLUMNS("at", "时间", "time", "what", "什么事", "what", "about", "关于", "about"), fill_next},
    {0},
};

const struct list_kind *
lists_find(const struct turn *turn, const struct tables *tables, int64_t person, const char *name)
{
	for (const struct list_kind *kind = list_kinds; kind->name; kind++)
		if (strcmp(kind->name, name) == 0 && completion_may(turn, tables->commands, person, kind->command))
			return kind;
	return NULL;
}

const char *
lists_title(const struct turn *turn, const struct list_kind *kind)
{
	return turn->language == EN ? kind->title_en : kind->title_zh;
}

void
lists_fill(struct turn *turn, const struct tables *tables, const struct list_kind *kind,
    const struct list_asked *asked, struct table *table)
{
	size_t count = 0;

	while (kind->columns[count])
		count++;
	struct column *columns = arena_alloc(table->arena, count * sizeof *columns);
	for (size_t i = 0; i < count; i += 3)
		columns[table->column_count++] = (struct column){
		    kind->columns[i], kind->columns[i + (turn->language == EN ? 2 : 1)]};
	table->columns = columns;
	kind->fill(turn, tables, asked, table);
}

void
board_json(struct turn *turn, const struct tables *tables, int64_t person, struct buf *out)
{
	struct json_writer json = json_writer(out);

	json_open(&json, NULL, '{');
	json_put_int(&json, "now", turn->now);
	json_open(&json, "lists", '{');
	for (const struct list_kind *kind = list_kinds; kind->name; kind++) {
		struct arena arena = {0};
		struct table table = {.arena = &arena};

		if (lists_find(turn, tables, person, kind->name) == NULL)
			continue;
		lists_fill(turn, tables, kind, &(struct list_asked){.person = person}, &table);
		json_open(&json, kind->name, '{');
		json_put_text(&json, "title", lists_title(turn, kind));
		json_put_name(&json, "table");
		table_json(&table, out);
		json_close(&json);
		table_free(&table);
		arena_clear(&arena);
	}
	json_close(&json);
	json_close(&json);
}
