/* Issues; see the header. Words and rules: rules.md, issues. */
#include "subjects/issues/issues.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/dialog.h"
#include "core/names.h"
#include "core/schedule.h"
#include "language/calendar.h"
#include "reading/parse.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/post.h"
#include "subjects/issues/alarms.h"
#include "subjects/issues/categories.h"
#include "subjects/issues/chasing.h"
#include "subjects/issues/complaints.h"
#include "subjects/issues/doubles.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issue_place.h"
#include "subjects/wakes.h"

static const char *const urgent_words[] = {
    "停水", "停电", "断电", "断水", "漏水", "堵", "急", "马上", "urgent", "outage", "leak", NULL};
static const char *const negations[] = {
    "没有", "没", "不再", "不会", "没再", "无", "不", "未", "防", "预防", "no ", "not ", "no more ", NULL};
static const char *const private_words[] = {"上访", "信访", "低保", "困难补助", "特困", "残疾", "癌", "尿毒",
    "精神病", "艾滋", "家暴", "未成年", "孤儿", "留守儿童", "贪污", "受贿", "举报", "petition", "disab",
    "cancer", "abuse", NULL};
/* Does the word stand at `at` with a negation right before it or behind (没有漏电了, 火灭了)? */
static bool
negated(const struct glyphs *text, size_t at)
{
	for (size_t back = 1; back <= 8 && back <= at; back++)
		for (int i = 0; negations[i]; i++) {
			size_t used = parse_word(text, at - back, negations[i]);

			if (used == back)
				return true;
			if (used && used < back && back - used <= 1 && parse_word(text, at - back + used, "再"))
				return true;
		}
	return false;
}

static bool
stands(const struct glyphs *text, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		for (size_t at = parse_find(text, 0, words[i]); at < text->n; at = parse_find(text, at + 1, words[i]))
			if (!negated(text, at))
				return true;
	return false;
}

enum issue_urgency
issues_urgency(const struct glyphs *text)
{
	return alarms_kind(text) ? URGENCY_danger : stands(text, urgent_words) ? URGENCY_urgent : URGENCY_normal;
}

bool
issues_restricted(const struct glyphs *text)
{
	for (int i = 0; private_words[i]; i++)
		if (parse_find(text, 0, private_words[i]) < text->n)
			return true;
	return false;
}

bool
issues_open(const struct issue *issue)
{
	return issue->state < ISSUE_resolved;
}

const char *
issues_place(struct turn *turn, const struct issue *issue)
{
	const char *title = names_place_title(turn->world, issue->place, &turn->arena);

	return *title ? title : turn->language == EN ? "place not given" : "地点未说";
}

/* Ends a clause of a sentence. */
static bool
clause_end(uint32_t cp)
{
	return cp == ',' || cp == '.' || cp == '?' || cp == '!' || cp == ';' || cp == '\n' || cp == 0xff0c ||
	    cp == 0x3002 || cp == 0xff1f || cp == 0xff01 || cp == 0xff1b;
}

const char *
issues_brief(struct turn *turn, const struct issue *issue)
{
	/* The first clause that says what is wrong; people begin with who they are. */
	const char *best = NULL, *from = issue->text;
	size_t best_bytes = 0;

	while (*from) {
		const char *end = from, *next = from;
		uint32_t cp;

		while ((cp = text_next(&next)) != 0 && !clause_end(cp))
			end = next;
		const char *clause = arena_text(&turn->arena, from, (size_t)(end - from));
		struct glyphs glyphs = text_glyphs(&turn->arena, clause);
		bool says = issues_urgency(&glyphs) != URGENCY_normal || categories_says(&glyphs);

		if (glyphs.n && (best == NULL || says)) {
			best = clause;
			best_bytes = strlen(clause);
			if (says)
				break;
		}
		if (cp == 0)
			break;
		from = next;
	}
	if (best == NULL)
		return "";
	size_t n = 0;
	const char *p = best;
	while (*p && n < 24) {
		text_next(&p);
		n++;
	}
	return arena_printf(
	    &turn->arena, "%.*s%s", (int)(p - best), best, (size_t)(p - best) < best_bytes ? "……" : "");
}

/* A complaint goes to the tier above everybody it is about: none of them is its judge, nor are those
 * who work with him every day. */
static int64_t
tier_above(const struct turn *turn, const struct issue *issue)
{
	static const enum role_role order[] = {
	    ROLE_district_secretary, ROLE_team_leader, ROLE_district_sponsor, ROLE_admin};
	const struct person_item *about = issue->about.items;
	int rank = 0;

	for (size_t i = 0; i < issue->about.n; i++) {
		int his = issues_rank(turn, about[i].person, issue->place);

		rank = his > rank ? his : rank;
	}
	for (int easier = 0; rank && easier < 2; easier++)
		for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
			int64_t person = issue_officer(turn, issue, order[i], 0);

			if (person &&
			    (easier ||
			        (issues_rank(turn, person, issue->place) > rank &&
			            !issue_serves_village(turn, issue, person))))
				return person;
		}
	return 0;
}

/* Who must act: exactly one, the innermost who is there and whom it is not about. */
static int64_t
owner_for(const struct turn *turn, const struct issue *issue)
{
	static const enum role_role order[] = {ROLE_first_secretary, ROLE_cadre, ROLE_village_secretary,
	    ROLE_village_head, ROLE_grid_leader, ROLE_district_secretary, ROLE_admin};
	int64_t above = tier_above(turn, issue);

	if (above)
		return above;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		int64_t person = issue_officer(turn, issue, order[i], 0);

		if (person)
			return person;
	}
	/* Nobody there: an administrator of the county; where nobody knows whose it is, any. */
	EACH (&turn->world->store, role, role)
		if (role->role == ROLE_admin && !issues_about(turn, issue, role->person) &&
		    (issue->place == 0 || role->place == 0 ||
		        access_county(turn->world, role->place) == access_county(turn->world, issue->place)))
			return role->person;
	return 0;
}

/* An alarm that has not left yet is renewed by itself: one post, not one more each round. */
static bool
alarm_waits(const struct turn *turn, const struct issue *issue, int64_t person)
{
	int64_t topic = turn_topic(&kind_issue, issue->id);

	EACH_BY (&turn->world->store, post, topic, store_key_int(topic), post)
		if (post->person == person && post->urgency == POST_URGENCY_danger &&
		    (post->state == POST_queued || post->state == POST_retry || post->state == POST_sending))
			return true;
	return false;
}

/* The alert's question in the private chat of one person. */
static bool
tell(struct turn *turn, const struct issue *issue, int64_t person, const char *key, int round)
{
	const struct person *reporter = turn_find(turn, person, issue->reporter);
	const char *n = turn_number(turn, issue->id);
	struct chat private_chat = {.person = person, .private_chat = true};
	struct answer_item answers[] = {
	    {"1|我去|接|接了|我来|mine", arena_printf(&turn->arena, "受理 %s", n)},
	    {"2…|转给…|转…", arena_printf(&turn->arena, "转给 %s {rest}", n)},
	    /* Who does not go says who does. */
	    {"不去|我不去|去不了|我去不了|我没空|没空|没时间|走不开|不归我|不归我管|这事不归我|这事不归我管|"
	     "不是我管|不是我管的|不是我的事|not mine",
	        arena_printf(&turn->arena, "转给 %s", n)},
	};

	if (!turn_reachable(turn, person))
		return false;
	struct draft draft = turn_draft(turn, key,
	    WITH({"n", n}, {"category", categories_behind(turn, issue->category)},
	        {"place", issues_place(turn, issue)}, {"reporter", reporter ? reporter->name : ""},
	        {"text", issue->text}, {"count", turn_number(turn, round)},
	        {"minutes", turn_number(turn, turn->world->policy.danger_repeat_min)}));
	bool danger = issue->urgency == URGENCY_danger;
	if (danger && alarm_waits(turn, issue, person)) {
		buf_free(&draft.text);
		return true;
	}
	draft.urgency = danger ? POST_URGENCY_danger : POST_URGENCY_plain;
	draft.topic = turn_topic(&kind_issue, issue->id);
	if (!danger)
		draft.due_at = schedule_speak_at(turn->world, turn->now);
	draft.buttons[draft.button_count++] = (struct button){
	    turn->language == EN ? "mine" : "我去", answers[0].say};
	if (!turn_post_person(turn, person, &draft))
		return false;
	dialog_ask(turn, DIALOG_alert, &private_chat, person, issue->id, answers,
	    sizeof answers / sizeof *answers, turn->now + 7 * MS_DAY);
	return true;
}

/* By number only, where the cadres talk; nothing of the matter. */
static void
tell_cadres_group(struct turn *turn, const struct issue *issue)
{
	EACH (&turn->world->store, group, group)
		if (group->purpose == PURPOSE_cadres &&
		    (group->place == 0 || issue->place == 0 ||
		        place_inside(turn->world, issue->place, group->place))) {
			struct draft draft = turn_draft(
			    turn, "issue-alert-group", WITH({"n", turn_number(turn, issue->id)}));

			draft.urgency = POST_URGENCY_danger;
			turn_post_group(turn, group->id, &draft);
		}
}

#define ALARMED_MAX 12

/* Whom an alarm is for: its owner and the village, then who was told later. Their number. */
static size_t
alarmed(const struct turn *turn, const struct issue *issue, int64_t told[ALARMED_MAX])
{
	static const enum role_role concerned[] = {ROLE_grid_leader, ROLE_village_secretary, ROLE_village_head};
	const struct person_item *chased = issue->chased.items;
	bool danger = issue->urgency == URGENCY_danger;
	size_t count = 0;

	if (issue->owner)
		told[count++] = issue->owner;
	for (size_t i = 0; danger && i < sizeof concerned / sizeof *concerned; i++) {
		int64_t person = issue_officer(turn, issue, concerned[i], issue->owner);
		bool again = person == 0;

		for (size_t k = 0; k < count; k++)
			again |= told[k] == person;
		if (!again && !(concerned[i] == ROLE_village_head && count > 2))
			told[count++] = person;
	}
	for (size_t i = 0; danger && i < issue->chased.n && count < ALARMED_MAX; i++)
		told[count++] = chased[i].person;
	return count;
}

bool
issues_alert(struct turn *turn, const struct issue *issue, int round)
{
	static const enum role_role higher[] = {
	    ROLE_cadre, ROLE_district_secretary, ROLE_district_sponsor, ROLE_team_leader, ROLE_admin};
	int64_t told[ALARMED_MAX] = {0};
	size_t count = alarmed(turn, issue, told), reached = 0;
	int32_t today = turn_today(turn);
	bool danger = issue->urgency == URGENCY_danger;

	for (size_t i = 0; i < count; i++)
		if (round == 0 && turn->actor && turn->actor->id == told[i])
			reached++; /* he has just said it himself */
		else
			reached += tell(turn, issue, told[i],
			    !danger                                                            ? "issue-alert"
			        : issue->restricted && person_item_in(&issue->chased, told[i]) ? "alarm-up-number"
			                                                                       : "issue-alert-danger",
			    round);
	if (danger && reached < count) {
		/* Somebody cannot be reached: the next one up, the cadres' group by number, and the
		 * administrator is told. */
		for (size_t i = 0; i < sizeof higher / sizeof *higher; i++) {
			int64_t person = issue_officer(turn, issue, higher[i], issue->owner);
			bool again = person == 0;

			for (size_t k = 0; k < count; k++)
				again |= told[k] == person;
			if (!again && tell(turn, issue, person, "issue-alert-danger", round)) {
				reached++;
				break;
			}
		}
		tell_cadres_group(turn, issue);
		EACH (&turn->world->store, role, role)
			if (role->role == ROLE_admin && !issues_about(turn, issue, role->person) &&
			    (issue->place == 0 || access_has(turn->world, role->person, ADMINS, issue->place, today))) {
				struct draft draft = turn_draft(
				    turn, "issue-alert-unreached", WITH({"n", turn_number(turn, issue->id)}));

				turn_post_person(turn, role->person, &draft);
				break;
			}
	}
	return reached > 0;
}

void
issues_alarm_up(struct turn *turn, const struct issue *issue, int round)
{
	struct issue known = *issue;
	int64_t told[ALARMED_MAX];
	int tier;

	for (size_t i = 0, count = alarmed(turn, issue, told); i < count; i++)
		known.chased = person_item_added(&turn->arena, &known.chased, told[i]);
	int64_t up = chasing_next(turn, &known, 1, &tier);
	struct glyphs glyphs = text_glyphs(&turn->arena, issue->text);
	const char *number = danger_call(alarms_kind(&glyphs));
	const struct issue *kept = up ? chasing_told(turn, issue, up) : issue;

	if (up == 0 && round > ALARM_ROUNDS)
		return; /* the reporter knows already */
	if (up)
		tell(turn, kept, up, issue->restricted ? "alarm-up-number" : "alarm-up", round);
	struct draft draft = turn_draft(turn, up ? "alarm-nobody" : "alarm-nobody-up",
	    WITH({"n", turn_number(turn, issue->id)}, {"count", turn_number(turn, round)},
	        {"names", up ? names_of(turn->world, &kind_person, up) : ""},
	        {"number", *number ? number : danger_call(DANGER_cry)}));
	draft.urgency = POST_URGENCY_danger;
	draft.topic = turn_topic(&kind_issue, issue->id);
	turn_post_person(turn, issue->reporter, &draft);
}

void
issues_clock(struct turn *turn, const struct issue *issue)
{
	/* What was planned of the one who held it before is not his who holds it now. */
	turn_unwake(turn, &wake_issue_unaccepted, issue->id);
	turn_unwake(turn, &wake_danger_repeat, issue->id);
	if (issue->urgency == URGENCY_danger)
		turn_wake(turn, &wake_danger_repeat, issue->id, 1,
		    turn->now + turn->world->policy.danger_repeat_min * MS_MINUTE);
	else
		turn_wake(turn, &wake_issue_unaccepted, issue->id, 2,
		    schedule_working(turn->world, turn->now, (turn->world->policy.accept_hours + 1) / 2));
}

static const struct issue *
same_report(const struct turn *turn, const char *text)
{
	const struct issue *found = NULL;

	EACH_BY (&turn->world->store, issue, reporter, store_key_int(turn->actor->id), issue)
		if (issue->reported_at >= turn->now - turn->world->policy.same_report_min * MS_MINUTE &&
		    strcmp(issue->text, text) == 0 && issue->state != ISSUE_withdrawn)
			found = issue;
	return found;
}

static void
say_number(struct turn *turn, const struct issue *issue)
{
	const char *owner = issue->owner ? names_of(turn->world, &kind_person, issue->owner)
	    : turn->language == EN       ? "somebody in the village"
	                                 : "村里";
	const char *n = turn_number(turn, issue->id);
	bool group = !turn->chat.private_chat;
	struct glyphs glyphs = text_glyphs(&turn->arena, issue->text);
	const char *call = issue->urgency == URGENCY_danger ? alarms_call(turn, &glyphs) : "";
	const char *key = issue->restricted && group ? "issue-taken-number"
	    : issue->urgency == URGENCY_danger       ? (group ? "issue-danger-group" : "issue-danger")
	    : group                                  ? "issue-reported-group"
	                                             : "issue-reported";

	turn_say(turn, key,
	    WITH({"n", n}, {"place", issues_place(turn, issue)}, {"brief", issues_brief(turn, issue)},
	        {"owner", owner}, {"call", call}));
}

const struct issue *
issues_report(struct turn *turn, const struct glyphs *text, const char *clean)
{
	const struct issue *same = same_report(turn, clean);

	if (same) {
		say_number(turn, same);
		return same;
	}
	struct issue issue = {
	    .text = clean,
	    .category = categories_likely(turn, text, clean),
	    .urgency = (int32_t)issues_urgency(text),
	    .place = issue_place(turn, text),
	    .reporter = turn->actor->id,
	    .group = turn->chat.group,
	    .state = ISSUE_reported,
	    .reported_at = turn->now,
	    .review = DAY_NONE,
	    .restricted = issues_restricted(text),
	    .pictures = turn->message ? turn->message->media : NULL,
	};
	struct complaint complaint = complaints_read(turn, text, 0);
	issue.restricted |= complaint.is;
	issue.about = complaint.about;
	issue.owner = owner_for(turn, &issue);
	int64_t sign[2];
	doubles_sign(clean, sign);
	issue.sign_a = sign[0];
	issue.sign_b = sign[1];
	issue.round_at = turn->now;
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "report", ISSUE_reported, NULL);
	say_number(turn, kept);
	enum language said = turn->language;
	turn->language = ZH; /* what goes to others is in their language, not the reporter's */
	issues_alert(turn, kept, 0);
	turn->language = said;
	issues_clock(turn, kept);
	return kept;
}

void
issues_correct(struct turn *turn, const struct issue *old, const char *text)
{
	struct issue issue = *old;
	struct glyphs glyphs = text_glyphs(&turn->arena, text);
	int64_t sign[2];
	int32_t urgency = (int32_t)issues_urgency(&glyphs);
	bool worse = urgency > issue.urgency;

	issue.text = text;
	doubles_sign(text, sign);
	issue.sign_a = sign[0];
	issue.sign_b = sign[1];
	issue.urgency = worse ? urgency : issue.urgency;
	issue.place = issue_place(turn, &glyphs);
	struct complaint complaint = complaints_read(turn, &glyphs, 0);
	issue.restricted |= complaint.is || issues_restricted(&glyphs);
	if (complaint.is)
		issue.about = complaint.about;
	/* Now it is about who has it: it leaves his hands, and he is not told. */
	bool about_owner = issue.owner && issues_about(turn, &issue, issue.owner);
	if (about_owner) {
		issue.owner = owner_for(turn, &issue);
		issue.dispatcher = 0;
		dialog_close(turn, DIALOG_alert, issue.id);
	}
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, "correct", kept->state, text);
	turn_say(turn, turn->chat.private_chat ? "change-issue" : "change-issue-group",
	    WITH({"n", turn_number(turn, kept->id)}, {"text", text}, {"place", issues_place(turn, kept)}));
	if (worse || about_owner) {
		issues_alert(turn, kept, 0);
		issues_clock(turn, kept);
	} else if (kept->owner && kept->owner != turn->actor->id) {
		enum language said = turn->language;

		turn->language = ZH;
		struct draft draft = turn_draft(turn, "change-issue-told",
		    WITH({"n", turn_number(turn, kept->id)}, {"who", turn->actor->name}, {"text", text}));
		draft.topic = turn_topic(&kind_issue, kept->id);
		turn_post_person(turn, kept->owner, &draft);
		turn->language = said;
	}
}

/* Is another alert waiting for this person? Then a number answers that one. */
static bool
alert_waits(struct turn *turn, int64_t person)
{
	struct chat chat = {.person = person, .private_chat = true};

	EACH_BY (&turn->world->store, dialog, chat, store_key_text(turn_chat_key(turn, &chat)), dialog)
		if (dialog->open && dialog->kind == DIALOG_alert && dialog->person == person)
			return true;
	return false;
}

/* What kind of matter it is: two guesses by number, learned from the answer. Not while
 * life is in danger, not in a group, not over another open question. */
static const char *
ask_category(struct turn *turn, const struct issue *issue)
{
	struct glyphs glyphs = text_glyphs(&turn->arena, issue->text);
	const char *two[2], *n = turn_number(turn, issue->id);

	if (issue->sorted || issue->urgency == URGENCY_danger || !turn->chat.private_chat ||
	    alert_waits(turn, turn->actor->id))
		return "";
	if (!categories_two(turn, &glyphs, issue->text, two))
		return turn_phrase(turn, "issue-sort-unknown", WITH({"n", n}));
	struct answer_item answers[] = {{"1", arena_printf(&turn->arena, "类别 %s %s", n, two[0])},
	    {"2", arena_printf(&turn->arena, "类别 %s %s", n, two[1])}};
	dialog_ask(turn, DIALOG_choice, &turn->chat, turn->actor->id, turn_topic(&kind_issue, issue->id), answers,
	    2, turn->now + 24 * MS_HOUR);
	return turn_phrase(turn, "issue-sort",
	    WITH({"one", categories_said(turn, two[0])}, {"two", categories_said(turn, two[1])}));
}

/* Whoever was called to it hears that it has somebody: the owner before, in danger everybody alarmed. */
static void
tell_has(struct turn *turn, const struct issue *open, const struct issue *kept)
{
	int64_t told[ALARMED_MAX];
	size_t count = alarmed(turn, open, told);

	for (size_t i = 0; i < count; i++) {
		if (told[i] == turn->actor->id || told[i] == kept->reporter || !turn_reachable(turn, told[i]))
			continue;
		struct draft draft = turn_draft(
		    turn, "issue-other-has", WITH({"n", turn_number(turn, kept->id)}, {"owner", turn->actor->name}));

		turn_post_person(turn, told[i], &draft);
	}
}

void
issues_take(struct turn *turn, const struct issue *open)
{
	struct issue issue = *open;
	bool changed_hands = issue.owner != turn->actor->id;

	issue.owner = turn->actor->id;
	if (issue.state == ISSUE_reported || issue.state == ISSUE_accepted || issue.state == ISSUE_assigned)
		issue.state = ISSUE_in_progress;
	issue.accepted_at = turn->now;
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, life_name(LIFE_take), open->state, NULL);
	life_chased_no_more(turn, kept);
	turn_say(turn, "issue-you-have",
	    WITH({"n", turn_number(turn, kept->id)}, {"place", issues_place(turn, kept)},
	        {"brief",
	            turn->chat.private_chat ? arena_printf(&turn->arena, "%s%s",
	                                          turn->language == EN ? ": " : ":", issues_brief(turn, kept))
	                                    : ""},
	        {"sort", ask_category(turn, kept)}));
	const char *phone = turn->actor->phone ? text_mask_phone(&turn->arena, turn->actor->phone) : "";
	if (kept->reporter != turn->actor->id) {
		struct draft draft = turn_draft(turn, *phone ? "issue-taken-phone" : "issue-taken",
		    WITH({"n", turn_number(turn, kept->id)}, {"owner", turn->actor->name}, {"phone", phone}));

		draft.topic = turn_topic(&kind_issue, kept->id);
		turn_post_person(turn, kept->reporter, &draft);
	}
	if (changed_hands || kept->urgency == URGENCY_danger)
		tell_has(turn, open, kept);
}

void
issues_hand_over(struct turn *turn, const struct issue *open, int64_t person, bool dispatched)
{
	struct issue issue = *open;

	issue.owner = person;
	issue.dispatcher = dispatched ? turn->actor->id : 0;
	if (dispatched && (issue.state == ISSUE_reported || issue.state == ISSUE_accepted))
		issue.state = ISSUE_assigned;
	if (issue.state == ISSUE_in_progress)
		issue.state = ISSUE_reported; /* the new one has not taken it yet: first receiver leads until then */
	issue.accepted_at = 0;
	issue.chased = (struct list){0};
	const struct issue *kept = turn_put(turn, &kind_issue, &issue);
	life_note(turn, kept, life_name(dispatched ? LIFE_assign : LIFE_hand_over), open->state,
	    names_of(turn->world, &kind_person, person));
	dialog_close(turn, DIALOG_alert, kept->id);
	turn_say(turn, dispatched ? "issue-dispatched" : "issue-handed",
	    WITH({"n", turn_number(turn, kept->id)}, {"owner", names_of(turn->world, &kind_person, person)}));
	tell(turn, kept, person, kept->urgency == URGENCY_danger ? "issue-alert-danger" : "issue-alert", 0);
	issues_clock(turn, kept);
}

void
issues_give(struct turn *turn, const struct issue *issue, int64_t person, bool order)
{
	const char *n = turn_number(turn, issue->id);

	if (issue->state > ISSUE_in_progress)
		turn_say(turn, "issue-not-open", WITH({"n", n}));
	/* What a higher tier has ordered is not passed on; it can be given back with a reason. */
	else if (issue->dispatcher && issue->dispatcher != turn->actor->id &&
	    issues_rank(turn, issue->dispatcher, issue->place) > issues_rank(turn, turn->actor->id, issue->place))
		turn_say(turn, "issue-ordered",
		    WITH({"n", n}, {"who", names_of(turn->world, &kind_person, issue->dispatcher)}));
	else if (order &&
	    issues_rank(turn, person, issue->place) > issues_rank(turn, turn->actor->id, issue->place))
		turn_say(
		    turn, "issue-order-up", WITH({"n", n}, {"name", names_of(turn->world, &kind_person, person)}));
	else if (issues_about(turn, issue, person))
		turn_say(turn, "issue-about-him", WITH({"n", n}));
	else if (!turn_reachable(turn, person))
		turn_say(turn, "person-unreachable", WITH({"name", names_of(turn->world, &kind_person, person)}));
	else
		issues_hand_over(turn, issue, person, order);
}

#define OWN_SHOWN 6

void
issues_own(struct turn *turn, const char *example)
{
	struct buf lines = {0};
	size_t shown = 0;

	EACH (&turn->world->store, issue, issue)
		if (issue->reporter == turn->actor->id && issue->state < ISSUE_closed && shown < OWN_SHOWN) {
			bool group = !turn->chat.private_chat;

			buf_addf(&lines, "\n%s",
			    turn_phrase(turn, "own-issue",
			        WITH({"n", turn_number(turn, issue->id)},
			            {"brief", group ? "" : issues_brief(turn, issue)},
			            {"state", life_state(turn, issue->state)},
			            {"owner", issue->owner ? names_of(turn->world, &kind_person, issue->owner) : "—"})));
			shown++;
		}
	if (shown)
		turn_say(turn, "own-issues", WITH({"lines", buf_text(&lines)}));
	else
		turn_say(turn, "own-issues-none", WITH({"example", example}));
	buf_free(&lines);
}
