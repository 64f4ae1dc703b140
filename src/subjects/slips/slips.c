/* What goes with the steps of a slip; see the header. */
#include "subjects/slips/slips.h"

#include <string.h>

#include "base/digest.h"
#include "language/count.h"
#include "base/text.h"
#include "core/access.h"
#include "language/calendar.h"
#include "core/dialog.h"
#include "core/names.h"
#include "reading/parse.h"
#include "core/schedule.h"
#include "records/issue_event.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"
#include "subjects/deadlines.h"
#include "subjects/issues/issue_life.h"
#include "subjects/issues/issues.h"
#include "subjects/slips/slip_life.h"
#include "subjects/wakes.h"

#define DAYS_MAX 60

enum rung { RUNG_actor = 1, RUNG_half, RUNG_due, RUNG_up, RUNG_leader };

const char *
slips_title(struct turn *turn, const struct slip *slip)
{
	if (slip->serial == 0)
		return "";
	return arena_printf(&turn->arena, "%s抄〔%lld〕%lld号", names_of(turn->world, &kind_place, slip->office),
	    (long long)slip->year, (long long)slip->serial);
}

const char *
slips_verified(const struct turn *turn, int64_t id)
{
	const struct issue *issue = turn_find(turn, issue, id);
	const char *facts = NULL;

	EACH_BY (&turn->world->store, issue_event, issue, store_key_int(id), event)
		if (event->round == issue->round && life_is(event, LIFE_verify))
			facts = event->text;
	return facts;
}

int64_t
slips_department_at(
    const struct turn *turn, const struct glyphs *text, size_t at, int64_t where, size_t *used)
{
	struct name_hit hits[NAME_HITS_MAX];
	int count = names_at(turn->world, &kind_place, NULL, text, at, hits);

	for (int i = 0; i < count; i++) {
		const struct place *place = turn_find(turn, place, hits[i].id);

		*used = hits[i].used;
		if (place->kind == PLACE_department &&
		    (where == 0 || place_inside(turn->world, where, place->parent)))
			return place->id;
	}
	return 0;
}

size_t
slips_days_at(const struct glyphs *text, size_t at, int64_t *days)
{
	struct count count;
	size_t used = count_at(text->cp, text->n, at, &count);

	if (used == 0 || (count.unit != COUNT_days && count.unit != COUNT_workdays) || count.lo != count.hi ||
	    count.ask || count.lo % 100 || count.lo <= 0 || count.lo / 100 > DAYS_MAX)
		return 0;
	*days = count.lo / 100;
	return used;
}

const struct slip *
slips_live(const struct turn *turn, int64_t issue, int64_t department, int64_t except)
{
	EACH_BY (&turn->world->store, slip, issue, store_key_int(issue), slip)
		if (slip->department == department && slip->id != except && slip_live(slip))
			return slip;
	return NULL;
}

int64_t
slips_day_end(const struct turn *turn, int32_t day)
{
	return schedule_at(turn->world, day, WORK_ENDS);
}

void
slips_deadline(struct turn *turn, struct slip *slip, int32_t from, int days)
{
	int32_t last = calendar_after(&turn->world->calendar, from, days);

	slip->deadline = slips_day_end(turn, last);
	slip->guessed_year = deadline_guessed_year(turn, from, last);
}

const char *
slips_until(struct turn *turn, const struct slip *slip)
{
	if (slip->deadline == 0)
		return "";
	return arena_printf(
	    &turn->arena, "%s%s", turn_time(turn, slip->deadline), deadline_guess_note(turn, slip->guessed_year));
}

void
slips_clock(struct turn *turn, const struct slip *slip)
{
	const struct calendar *calendar = &turn->world->calendar;
	int32_t last = zone_day(slip->deadline, (int)turn->world->policy.zone_min), today = turn_today(turn);
	int left = 0;

	turn_unwake(turn, &wake_slip_due, slip->id);
	for (int32_t day = today + 1; day <= last; day++)
		left += calendar_works(calendar, day);
	if (left >= 2)
		turn_wake(turn, &wake_slip_due, slip->id, RUNG_half,
		    schedule_at(turn->world, calendar_after(calendar, today, left / 2), WORK_BEGINS));
	turn_wake(turn, &wake_slip_due, slip->id, RUNG_due, slip->deadline);
	turn_wake(turn, &wake_slip_due, slip->id, RUNG_up,
	    schedule_at(turn->world, calendar_after(calendar, last, 1), WORK_BEGINS));
	turn_wake(turn, &wake_slip_due, slip->id, RUNG_leader,
	    schedule_at(turn->world, calendar_after(calendar, last, 3), WORK_BEGINS));
}

void
slips_nudge(struct turn *turn, const struct slip *slip)
{
	turn_unwake(turn, &wake_slip_due, slip->id);
	turn_wake(turn, &wake_slip_due, slip->id, RUNG_actor,
	    schedule_at(turn->world, calendar_after(&turn->world->calendar, turn_today(turn), 1), WORK_BEGINS));
}

int64_t
slips_actor(const struct turn *turn, const struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);

	if (slip->state == SLIP_drafted || slip->state == SLIP_conference)
		return slip->approver;
	return issue->owner ? issue->owner : slip->drafter;
}

/* The fillings every phrase about a slip may use. */
#define ABOUT(turn, slip, said) \
	WITH({"slip", turn_number(turn, (slip)->id)}, {"title", slips_title(turn, slip)}, \
	    {"n", turn_number(turn, (slip)->issue)}, \
	    {"department", names_of((turn)->world, &kind_place, (slip)->department)}, {"ask", (slip)->text}, \
	    {"until", slips_until(turn, slip)}, {"days", turn_number(turn, (slip)->days)}, \
	    {"text", (said) ? (said) : ""}, {"state", slip_state(turn, (slip)->state)}, \
	    {"returns", turn_number(turn, (slip)->returns)})

static bool
tell_asking(struct turn *turn, const struct slip *slip, int64_t person, const char *key, const char *text,
    const struct answer_item *answers, size_t count)
{
	struct chat chat = {.person = person, .private_chat = true};
	enum language said = turn->language;

	if (person == 0 || !turn_reachable(turn, person))
		return false;
	turn->language = ZH; /* what goes to others is in their language, not the speaker's */
	struct draft draft = turn_draft(turn, key, ABOUT(turn, slip, text));
	turn->language = said;
	draft.topic = turn_topic(&kind_slip, slip->id);
	draft.unasked = turn->actor == NULL;
	dialog_buttons(turn, &draft, answers, count);
	turn_post_person(turn, person, &draft);
	if (count)
		dialog_ask(turn, DIALOG_alert, &chat, person, turn_topic(&kind_slip, slip->id), answers, count,
		    turn->now + 30 * MS_DAY);
	return true;
}

void
slips_tell(struct turn *turn, const struct slip *slip, int64_t person, const char *key, const char *text)
{
	const char *n = turn_number(turn, slip->id);
	struct answer_item sign[] = {{"1|签收", arena_printf(&turn->arena, "签收 抄告%s", n)},
	    {"2…|不签收…", arena_printf(&turn->arena, "退单 抄告%s {rest}", n)}};
	struct answer_item approve[] = {{"1|签发", arena_printf(&turn->arena, "签发 抄告%s", n)},
	    {"2…|不发…|不签…|不同意…|不批…|不批准…", arena_printf(&turn->arena, "撤销抄告 %s {rest}", n)}};
	struct answer_item take[] = {{"1|认可", arena_printf(&turn->arena, "认可 抄告%s", n)},
	    {"2…|不同意…", arena_printf(&turn->arena, "不认可 抄告%s {rest}", n)}};
	struct answer_item got[] = {{"1|收到", arena_printf(&turn->arena, "收到答复 %s", n)}};
	const struct {
		const char *key;
		const struct answer_item *answers;
		size_t count;
	} asks[] = {
	    {"slip-for-department", sign, 2},
	    {"slip-for-approver", approve, 2},
	    {"slip-reply-check", take, 2},
	    {"slip-reply-copy", got, 1},
	};

	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
		if (strcmp(asks[i].key, key) == 0) {
			tell_asking(turn, slip, person, key, text, asks[i].answers, asks[i].count);
			return;
		}
	tell_asking(turn, slip, person, key, text, NULL, 0);
}

/* Office, year and number, given once; the number runs by office and year. */
static void
number(struct turn *turn, struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	int64_t office = issue->place;
	const struct place *place;

	if (slip->serial)
		return;
	while (office && (place = turn_find(turn, place, office)) != NULL && place->kind != PLACE_township &&
	    place->kind != PLACE_county)
		office = place->parent;
	slip->office = office ? office : issue->place;
	slip->year = civil_of(turn_today(turn)).year;
	EACH_BY (&turn->world->store, slip, office, store_key_int(slip->office), other)
		if (other->year == slip->year && other->serial > slip->serial)
			slip->serial = other->serial;
	slip->serial++;
}

void
slips_send(struct turn *turn, const struct slip *issued)
{
	struct slip slip = *issued;
	const struct issue *issue = turn_find(turn, issue, slip.issue);
	bool reached = false;

	number(turn, &slip);
	slip.sent_at = turn->now;
	slip.signed_at = slip.signed_by = 0;
	if (slip.issued_at == 0) { /* the clock runs from issue, not from signature; a return does not stop it */
		slip.issued_at = turn->now;
		slips_deadline(turn, &slip, turn_today(turn), (int)slip.days);
	}
	const struct slip *kept = turn_put(turn, &kind_slip, &slip);
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, kept->id));
	if (issue->state == ISSUE_in_progress)
		life_step(turn, issue->id, LIFE_escalate, slips_title(turn, kept), NULL, NULL);
	for (int64_t officer = slip_officer(turn, kept->department, 0); officer;
	     officer = slip_officer(turn, kept->department, officer)) {
		slips_tell(turn, kept, officer, "slip-for-department",
		    issues_place(turn, turn_find(turn, issue, kept->issue)));
		reached = true;
	}
	if (!reached) /* nobody there reads messages: it goes on paper */
		turn_say(turn, "slip-on-paper", ABOUT(turn, kept, NULL));
	if (kept->deadline > turn->now)
		slips_clock(turn, kept);
}

void
slips_deliver(struct turn *turn, const struct slip *replied)
{
	const struct issue *issue = turn_find(turn, issue, replied->issue);
	int64_t village = issue_officer(turn, issue, ROLE_village_secretary, 0);
	int64_t to[] = {
	    replied->approver, village ? village : issue->owner, issue_officer(turn, issue, ROLE_adviser, 0)};
	struct slip slip = *replied;

	slip.receivers = slip.received = (struct list){0};
	for (size_t i = 0; i < sizeof to / sizeof *to; i++)
		if (to[i] && !person_item_in(&slip.receivers, to[i]))
			slip.receivers = person_item_added(&turn->arena, &slip.receivers, to[i]);
	const struct slip *kept = turn_put(turn, &kind_slip, &slip);
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, kept->id));
	/* Each receives once; who decides about the reply is asked for more than a receipt. */
	const struct person_item *receivers = kept->receivers.items;
	for (size_t i = 0; i < kept->receivers.n; i++)
		if (receivers[i].person != slips_actor(turn, kept))
			slips_tell(turn, kept, receivers[i].person, "slip-reply-copy", kept->reply);
	slips_tell(turn, kept, slips_actor(turn, kept), "slip-reply-check", kept->reply);
	slips_nudge(turn, kept);
}

void
slips_ended(struct turn *turn, const struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);

	turn_unwake(turn, &wake_slip_due, slip->id);
	dialog_close(turn, DIALOG_alert, turn_topic(&kind_slip, slip->id));
	if (issue->state != ISSUE_escalated)
		return;
	EACH_BY (&turn->world->store, slip, issue, store_key_int(issue->id), other)
		if (other->id != slip->id && slip_live(other) && other->state != SLIP_drafted)
			return;
	const struct issue *kept = life_step(turn, issue->id, LIFE_slip_closed, slip->reply, NULL, NULL);
	if (kept && kept->owner && (turn->actor == NULL || kept->owner != turn->actor->id))
		slips_tell(turn, slip, kept->owner, "slip-ended-owner", slip->reply);
}

static void
finished(struct turn *turn, const struct issue *issue)
{
	int64_t live[16];
	size_t count = 0;

	EACH_BY (&turn->world->store, slip, issue, store_key_int(issue->id), slip)
		if (slip->state == SLIP_drafted && count < sizeof live / sizeof *live)
			live[count++] = slip->id;
	for (size_t i = 0; i < count; i++) {
		const struct slip *slip = slip_step(turn, live[i], SLIP_cancel, NULL, NULL, NULL);

		if (slip)
			slips_ended(turn, slip);
	}
}

static void
show(struct turn *turn, const struct issue *issue, struct buf *out)
{
	EACH_BY (&turn->world->store, slip, issue, store_key_int(issue->id), slip)
		buf_addf(out, "\n%s",
		    turn_phrase(turn, "show-slip",
		        WITH({"slip", turn_number(turn, slip->id)},
		            {"department", names_of(turn->world, &kind_place, slip->department)},
		            {"state", slip_state(turn, slip->state)})));
}

const struct issue_part slips_of_issue = {.finished = finished, .show = show};

bool
slips_may_read(const struct turn *turn, const struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);

	return turn->actor &&
	    (slip_who(turn, slip) || person_item_in(&slip->receivers, turn->actor->id) ||
	        issues_may_read(turn, issue, turn->actor->id));
}

const char *
slips_check(struct turn *turn, const struct slip *slip)
{
	const char *fields[] = {slips_title(turn, slip), names_of(turn->world, &kind_place, slip->department),
	    slip->text, slip->reply ? slip->reply : "", slip->decision ? slip->decision : ""};
	const int64_t numbers[] = {slip->issue, slip->issued_at, slip->deadline, slip->state, slip->guessed_year};
	struct digest_part parts[2 * 5 + 1];
	size_t sizes[5], count = 0;
	uint8_t digest[DIGEST_BYTES];
	char hex[9];

	for (size_t i = 0; i < 5; i++) {
		sizes[i] = strlen(fields[i]);
		parts[count++] = (struct digest_part){&sizes[i], sizeof sizes[i]};
		parts[count++] = (struct digest_part){fields[i], sizes[i]};
	}
	parts[count++] = (struct digest_part){numbers, (slip->guessed_year ? 5 : 4) * sizeof *numbers};
	digest_parts(DIGEST_SHA256, parts, count, digest);
	digest_hex(digest, 4, hex);
	return arena_printf(&turn->arena, "%.4s-%.4s", hex, hex + 4);
}

/* A day on paper, which outlives "today". */
static const char *
paper_day(struct turn *turn, int64_t at)
{
	return at ? civil_text(&turn->arena, zone_day(at, (int)turn->world->policy.zone_min)) : "—";
}

const char *
slips_print(struct turn *turn, const struct slip *slip)
{
	const struct issue *issue = turn_find(turn, issue, slip->issue);
	const char *facts = slips_verified(turn, slip->issue);
	const char *none = "—";

	return turn_phrase(turn, "slip-paper",
	    WITH({"title", slips_title(turn, slip)},
	        {"department", names_of(turn->world, &kind_place, slip->department)},
	        {"n", turn_number(turn, slip->issue)}, {"place", issues_place(turn, issue)}, {"ask", slip->text},
	        {"facts", facts ? facts : none}, {"issued", paper_day(turn, slip->issued_at)},
	        {"until",
	            arena_printf(&turn->arena, "%s%s", paper_day(turn, slip->deadline),
	                deadline_guess_note(turn, slip->guessed_year))},
	        {"drafter", names_of(turn->world, &kind_person, slip->drafter)},
	        {"approver", slip->approver ? names_of(turn->world, &kind_person, slip->approver) : none},
	        {"decision", slip->decision ? slip->decision : none}, {"reply", slip->reply ? slip->reply : none},
	        {"check", slips_check(turn, slip)}));
}
