/* What is kept of a person; see the header. */
#include "subjects/people/erasing.h"

#include <string.h>

#include "base/text.h"
#include "core/access.h"
#include "core/names.h"
#include "core/outbox.h"
#include "records/account.h"
#include "records/dialog.h"
#include "records/diary.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/operator.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/post.h"
#include "records/promise.h"
#include "records/reminder.h"
#include "records/role.h"
#include "records/talk.h"
#include "records/visit.h"
#include "subjects/issues/issues.h"
#include "subjects/people/roles.h"

static bool
holds_item(const struct list *list, int64_t person)
{
	return person_item_in(list, person);
}

/* ---- shown ---- */

static void
add_line(struct turn *turn, struct buf *out, const char *key, const char *text)
{
	if (*text)
		buf_addf(out, "\n%s", turn_phrase(turn, key, WITH({"text", text})));
}

static void
add_word(struct turn *turn, struct buf *out, const char *word)
{
	buf_addf(out, "%s%s", out->n ? (turn->language == EN ? ", " : "、") : "", word);
}

static void
add_offices(struct turn *turn, int64_t person, struct buf *out)
{
	struct buf words = {0};

	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		add_word(turn, &words,
		    arena_printf(&turn->arena, "%s%s%s", names_of(turn->world, &kind_place, role->place),
		        turn->language == EN ? " " : "", roles_word(turn, role->role)));
	add_line(turn, out, "my-data-offices", words.n ? buf_text(&words) : "");
	words.n = 0;
	EACH_BY (&turn->world->store, account, person, store_key_int(person), account)
		add_word(turn, &words, account->channel);
	add_line(turn, out, "my-data-accounts", words.n ? buf_text(&words) : "");
	words.n = 0;
	EACH_BY (&turn->world->store, member, person, store_key_int(person), member)
		add_word(turn, &words, names_of(turn->world, &kind_group, member->group));
	add_line(turn, out, "my-data-groups", words.n ? buf_text(&words) : "");
	buf_free(&words);
}

static void
add_matters(struct turn *turn, int64_t person, struct buf *out)
{
	EACH_BY (&turn->world->store, issue, reporter, store_key_int(person), issue)
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "my-data-issue",
		        WITH({"n", turn_number(turn, issue->id)}, {"text", issue->text},
		            {"time", turn_time(turn, issue->reported_at)})));
	EACH (&turn->world->store, household, household)
		if (household->head && text_equal(household->head, names_of(turn->world, &kind_person, person)))
			add_line(turn, out, "my-data-home", household->name);
	EACH_BY (&turn->world->store, reminder, person, store_key_int(person), reminder)
		add_line(turn, out, "my-data-reminder",
		    arena_printf(&turn->arena, "%s %s", turn_time(turn, reminder->at), reminder->text));
	EACH_BY (&turn->world->store, diary, by, store_key_int(person), diary)
		add_line(turn, out, "my-data-diary", diary->text);
	EACH (&turn->world->store, promise, promise)
		if (promise->promiser == person || promise->promisee == person)
			add_line(turn, out, "my-data-promise", promise->text);
}

static void
add_counts(struct turn *turn, int64_t person, struct buf *out)
{
	int64_t visits = 0, lines = 0;

	EACH_BY (&turn->world->store, visit, by, store_key_int(person), visit)
		visits += visit->id != 0;
	EACH (&turn->world->store, talk, talk)
		lines += talk->by == person || talk->person == person;
	if (visits + lines)
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "my-data-counts",
		        WITH({"visits", turn_number(turn, visits)}, {"lines", turn_number(turn, lines)})));
}

const char *
erasing_kept(struct turn *turn, int64_t id)
{
	const struct person *person = turn_find(turn, person, id);
	struct buf out = {0};

	add_line(turn, &out, "my-data-aliases", person->aliases ? person->aliases : "");
	add_line(turn, &out, "my-data-phone", person->phone ? person->phone : "");
	add_line(turn, &out, "my-data-lines", person->lines ? person->lines : "");
	add_offices(turn, id, &out);
	add_matters(turn, id, &out);
	add_counts(turn, id, &out);
	return buf_keep(&out, &turn->arena);
}

/* ---- erased ---- */

/* Nobody does away with a complaint of himself by erasing who made it, or himself. */
static bool
hides_complaint(const struct turn *turn, int64_t person)
{
	EACH (&turn->world->store, issue, issue)
		if ((issue->reporter == person && issue_against(turn, issue, turn->actor->id)) ||
		    (issues_open(issue) && person_item_in(&issue->about, person) && turn->actor->id == person))
			return true;
	return false;
}

bool
erasing_may(const struct turn *turn, int64_t person)
{
	if (hides_complaint(turn, person))
		return false;
	if (turn->actor->id == person)
		return true;
	EACH_BY (&turn->world->store, role, person, store_key_int(person), role)
		if (!may(turn->world, turn->actor->id, RIGHT_administer, role->place, turn_today(turn)))
			return false;
	return may(turn->world, turn->actor->id, RIGHT_administer, 0, turn_today(turn));
}

int64_t
erasing_holds(const struct turn *turn, int64_t person)
{
	int64_t count = 0;

	EACH_BY (&turn->world->store, issue, owner, store_key_int(person), issue)
		count += issues_open(issue);
	return count;
}

/* Takes out every record of the kind whose field names the person. */
static void
remove_all(struct turn *turn, const struct kind *kind, const char *field, int64_t person)
{
	const struct field *of = field_find(kind, field);

	for (const void *record = store_after(&turn->world->store, kind, 0), *next; record; record = next) {
		int64_t id = *(const int64_t *)record;
		bool his = *(const int64_t *)field_at(of, record) == person;

		next = store_after(&turn->world->store, kind, id);
		if (his)
			turn_remove(turn, kind, id);
	}
}

static struct list
without(struct turn *turn, const struct list *list, int64_t person)
{
	const struct person_item *items = list->items;
	struct list left = {0};

	for (size_t i = 0; i < list->n; i++)
		if (items[i].person != person)
			left = person_item_added(&turn->arena, &left, items[i].person);
	return left;
}

/* The next record behind `id`, whatever has been put meanwhile. */
#define EACH_AGAIN(kindname, variable) \
	for (const struct kindname *variable = store_after(&turn->world->store, &kind_##kindname, 0); variable; \
	     variable = store_after(&turn->world->store, &kind_##kindname, variable##_id))

static void
forget_issues(struct turn *turn, int64_t person)
{
	int64_t old_id = 0;

	EACH_AGAIN(issue, old)
	{
		struct issue issue = *old;

		old_id = issue.id;
		bool his = issue.reporter == person;
		if (!his && !holds_item(&issue.followers, person) && !holds_item(&issue.helpers, person) &&
		    !holds_item(&issue.parties, person) && !holds_item(&issue.about, person))
			continue;
		if (his) {
			issue.text = turn_phrase(turn, "erased-text", WITH_NONE);
			issue.pictures = NULL;
		}
		issue.followers = without(turn, &issue.followers, person);
		issue.helpers = without(turn, &issue.helpers, person);
		issue.parties = without(turn, &issue.parties, person);
		issue.about = without(turn, &issue.about, person);
		turn_put(turn, &kind_issue, &issue);
	}
}

static void
forget_homes(struct turn *turn, int64_t person, const char *name)
{
	int64_t old_id = 0, home_id = 0;

	EACH_AGAIN(household, old)
	{
		struct household household = *old;

		old_id = household.id;
		bool head = household.head && text_equal(household.head, name);
		if (!head && household.contact_cadre != person)
			continue;
		household.head = head ? NULL : household.head;
		if (head && strstr(household.name, name)) /* 胡文学家 is his name, too */
			household.name = turn_phrase(turn, "erased-home", WITH({"n", turn_number(turn, household.id)}));
		household.contact_cadre = household.contact_cadre == person ? 0 : household.contact_cadre;
		turn_put(turn, &kind_household, &household);
	}
	EACH_AGAIN(operator, home)
	{
		struct operator operator= * home;

		home_id = operator.id;
		if (!holds_item(&operator.contacts, person))
			continue;
		operator.contacts = without(turn, &operator.contacts, person);
		turn_put(turn, &kind_operator, &operator);
	}
}

void
erasing_do(struct turn *turn, int64_t id)
{
	struct person person = *(const struct person *)turn_find(turn, person, id);

	turn->forgets = true;
	turn->kind = "erase"; /* the chain knows by it that bodies before this turn may be gone */
	forget_homes(turn, id, arena_printf(&turn->arena, "%s", person.name));
	forget_issues(turn, id);
	remove_all(turn, &kind_account, "person", id);
	remove_all(turn, &kind_member, "person", id);
	remove_all(turn, &kind_role, "person", id);
	remove_all(turn, &kind_reminder, "person", id);
	remove_all(turn, &kind_diary, "by", id);
	remove_all(turn, &kind_dialog, "person", id);
	remove_all(turn, &kind_talk, "person", id);
	remove_all(turn, &kind_talk, "by", id);
	int64_t old_id = 0;
	EACH_AGAIN(post, old)
	{ /* what has left goes from the disk with him */
		old_id = old->id;
		if (old->person == id && old->state == POST_queued)
			outbox_withdraw(turn, old_id, NOTE_undone);
	}
	person.name = turn_phrase(turn, "erased-name", WITH({"n", turn_number(turn, id)}));
	person.code = person.aliases = person.phone = person.lines = NULL;
	person.home = person.printed = 0;
	person.erased = turn->now;
	turn_put(turn, &kind_person, &person);
}
