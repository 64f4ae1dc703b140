/* Slots: each reads one kind of thing from the spans of a sentence; see the header. Every piece
 * that a slot takes is marked; what stays unmarked and means something is told. */
#include "reading/slots.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "core/names.h"
#include "language/calendar.h"
#include "language/numeral.h"
#include "language/polarity.h"
#include "language/undress.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/place.h"
#include "records/slip.h"
#include "reading/details.h"

void
reading_slot(struct reading *reading, const char *key, const char *value)
{
	if (reading->slot_count < READING_SLOTS && value)
		reading->slots[reading->slot_count++] = (struct slot){key, value};
}

/* ---- marking ---- */

void
slots_take(struct filling *filling, const struct span *span)
{
	size_t from = span->from;

	if (span->mention && from > filling->spans->from && filling->spans->text->cp[from - 1] == '@')
		from--;
	for (size_t i = from; i < span->to; i++)
		filling->used[i] = true;
}

bool
slots_taken(const struct filling *filling, const struct span *span)
{
	for (size_t i = span->from; i < span->to; i++)
		if (filling->used[i])
			return true;
	return false;
}

void
slots_mark(struct filling *filling, const char *words)
{
	const struct glyphs *text = filling->spans->text;

	for (const char *word = words; *word;) {
		size_t bytes = strcspn(word, "|");
		const char *one = arena_text(&filling->turn->arena, word, bytes);
		size_t at = parse_find(text, filling->spans->from, one),
		       n = at < text->n ? parse_word(text, at, one) : 0;

		for (size_t i = 0; i < n; i++)
			filling->used[at + i] = true;
		word += bytes + (word[bytes] == '|');
	}
}

/* ---- slots: each says its value, or refuses ---- */

struct span *
slots_next(const struct filling *filling, enum span_type type, const struct kind *kind, struct span *after)
{
	struct spans *spans = filling->spans;

	for (struct span *span = after ? after + 1 : spans->item; span < spans->item + spans->count; span++)
		if (span->type == type && (kind == NULL || span->kind == kind) && !slots_taken(filling, span))
			return span;
	return NULL;
}

static const char *
chosen_word(struct filling *filling, const struct kind *kind, int64_t id)
{
	return arena_printf(&filling->turn->arena, "#%d:%lld", kind->number, (long long)id);
}

/* As people call it: a department by its first short name, a grid without its village. */
static const char *
name_as_used(struct filling *filling, const struct kind *kind, int64_t id)
{
	const struct place *place = kind == &kind_place ? store_find(&filling->turn->world->store, kind, id)
	                                                : NULL;
	const char *name = names_of(filling->turn->world, kind, id);

	if (place && place->kind == PLACE_department && !text_empty(place->aliases))
		return arena_text(&filling->turn->arena, place->aliases, strcspn(place->aliases, ";"));
	if (place && place->kind == PLACE_grid) {
		const char *village = names_of(filling->turn->world, &kind_place, place->parent);

		return text_starts(name, village) ? name + strlen(village) : name;
	}
	return name;
}

/* A named record of one kind; NULL when none or several are called so. */
const char *
slots_named(struct filling *filling, const struct kind *kind, const char *key,
    bool (*fits)(const struct filling *, int64_t))
{
	struct span *best = NULL;

	for (struct span *span = slots_next(filling, SPAN_name, kind, NULL); span;
	     span = slots_next(filling, SPAN_name, kind, span))
		if (span->hits == 1 && (fits == NULL || fits(filling, span->ids[0])) &&
		    (best == NULL || (span->mention && !best->mention)))
			best = span;
	if (best == NULL)
		return NULL;
	slots_take(filling, best);
	reading_slot(filling->reading, key, name_as_used(filling, kind, best->ids[0]));
	return chosen_word(filling, kind, best->ids[0]);
}

static bool
is_department(const struct filling *filling, int64_t id)
{
	const struct place *place = store_find(&filling->turn->world->store, &kind_place, id);

	return place && place->kind == PLACE_department;
}

static bool
is_area(const struct filling *filling, int64_t id)
{
	return !is_department(filling, id);
}

static const char *
own_of(struct filling *filling, const struct kind *kind, const char *key, int64_t id)
{
	struct span *self = slots_next(filling, SPAN_self, NULL, NULL);

	if (id == 0)
		return NULL;
	if (self)
		slots_take(filling, self);
	reading_slot(filling->reading, key, names_of(filling->turn->world, kind, id));
	return chosen_word(filling, kind, id);
}

static const char *
fill_household(struct filling *filling)
{
	const char *word = slots_named(filling, &kind_household, "household", NULL);

	return word ? word
	    : slots_next(filling, SPAN_self, NULL, NULL)
	    ? own_of(filling, &kind_household, "household", filling->standing->own_household)
	    : NULL;
}

/* 我们家 before any other name: 为什么我们家比李家少 asks about one's own. */
static const char *
fill_operator(struct filling *filling)
{
	static const char *const us[] = {"我们", "俺们", "咱们", "咱", NULL};
	bool self = slots_next(filling, SPAN_self, NULL, NULL) != NULL ||
	    (strcmp(filling->reading->does, "why") == 0 && slots_word(filling, us));
	const char *word = self && filling->standing->own_operator
	    ? NULL
	    : slots_named(filling, &kind_operator, "operator", NULL);

	return word ? word : own_of(filling, &kind_operator, "operator", filling->standing->own_operator);
}

static const char *
fill_person(struct filling *filling)
{
	return slots_named(filling, &kind_person, "person", NULL);
}

static const char *
fill_place(struct filling *filling)
{
	return slots_named(filling, &kind_place, "place", is_area);
}

static const char *
fill_department(struct filling *filling)
{
	return slots_named(filling, &kind_place, "department", is_department);
}

static const char *
fill_group(struct filling *filling)
{
	const char *word = slots_named(filling, &kind_group, "place", NULL);
	int64_t id = 0;

	if (word && filling->reading->slot_count) /* a group is said by its name */
		word = filling->reading->slots[filling->reading->slot_count - 1].value;
	(void)id;
	return word;
}

/* ---- records by number, or the only one that can be meant ---- */

static const char *
number_word(struct filling *filling, const char *key, int64_t number)
{
	const char *word = arena_printf(&filling->turn->arena, "%lld", (long long)number);

	reading_slot(filling->reading, key, word);
	return word;
}

/* 3号 before 抄告 3 before a bare 3: a record's number is said as one where a choice is. */
static struct span *
number_span(const struct filling *filling, enum span_type type)
{
	struct span *bare = NULL;

	for (struct span *span = slots_next(filling, type, NULL, NULL); span;
	     span = slots_next(filling, type, NULL, span)) {
		if (!span->bare)
			return span;
		bare = bare ? bare : span;
	}
	return bare;
}

/* Do the sentence and the text share a word of two characters? */
static int
shares(const struct filling *filling, const char *text)
{
	struct arena arena = {0};
	struct glyphs other = text_glyphs(&arena, text ? text : "");
	const struct glyphs *said = filling->spans->text;
	int common = 0;

	for (size_t i = filling->spans->from; i + 1 < said->n; i++) {
		if (said->cp[i] < 0x3400 || said->cp[i + 1] < 0x3400)
			continue;
		for (size_t k = 0; k + 1 < other.n; k++)
			if (said->cp[i] == other.cp[k] && said->cp[i + 1] == other.cp[k + 1]) {
				common++;
				break;
			}
	}
	arena_clear(&arena);
	return common;
}

/* The only issue of the list that the sentence can mean: one alone, or the one whose words it
 * repeats; 0 if several. */
static int64_t
only_issue(const struct filling *filling, const struct ids *ids)
{
	int64_t best = 0;
	int most = 0;
	bool tie = false;

	if (ids->count == 1)
		return ids->id[0];
	for (int i = 0; i < ids->count; i++) {
		const struct issue *issue = turn_find(filling->turn, issue, ids->id[i]);
		int common = issue ? shares(filling, issue->text) : 0;

		tie = common == most ? common > 0 : common > most ? false : tie;
		if (common > most) {
			most = common;
			best = ids->id[i];
		}
	}
	return most && !tie ? best : 0;
}

static const struct ids *
meant_issues(const struct filling *filling)
{
	static const char *const reporters[] = {"show", "withdraw_issue", "follow_issue", "reopen_issue",
	    "change", NULL},
	                         *const asked[] = {"confirm_issue", "deny_issue", NULL},
	                         *const mediators[] = {"agree", "promise", NULL};
	const struct standing *standing = filling->standing;
	const char *does = filling->reading->does;

	for (int i = 0; asked[i]; i++)
		if (strcmp(does, asked[i]) == 0)
			return &standing->asked;
	for (int i = 0; mediators[i]; i++)
		if (strcmp(does, mediators[i]) == 0 && standing->disputes.count)
			return &standing->disputes;
	for (int i = 0; reporters[i]; i++)
		if (strcmp(does, reporters[i]) == 0 && standing->mine.count)
			return &standing->mine;
	return &standing->owned;
}

static struct span *
issue_number_span(const struct filling *filling)
{
	struct span *span = number_span(filling, SPAN_number);
	struct span *headed = span == NULL || span->bare ? number_span(filling, SPAN_slip) : NULL;

	if (headed == NULL && (span == NULL || span->bare))
		headed = number_span(filling, SPAN_promise);
	return headed ? headed : span;
}

/* 1、2; 1号和2号; 1号2号: nothing but what joins two numbers stands between. */
static bool
joined(const struct glyphs *text, size_t from, size_t to)
{
	static const char joints[] = "、,和跟与及 还有#号第抄告单";

	for (; from < to; from++) {
		bool found = false;

		for (const char *p = joints; *p && !found;)
			found = text_next(&p) == text->cp[from];
		if (!found)
			return false;
	}
	return true;
}

static bool
of_record(const struct span *span)
{
	return (span->type == SPAN_number || span->type == SPAN_slip) && span->value > 0;
}

/* Of 1、2号 the first, though the second is said as a number more clearly. */
static struct span *
first_of_list(const struct filling *filling, struct span *found)
{
	struct spans *spans = filling->spans;

	for (bool again = true; again;) {
		again = false;
		for (struct span *span = spans->item; span < spans->item + spans->count; span++)
			if (of_record(span) && span->to <= found->from && !slots_taken(filling, span) &&
			    joined(spans->text, span->to, found->from)) {
				found = span;
				again = true;
			}
	}
	return found;
}

/* The number that is joined to the one taken last. */
static struct span *
next_of_list(const struct filling *filling)
{
	struct spans *spans = filling->spans;

	for (struct span *span = spans->item; span < spans->item + spans->count; span++)
		if (of_record(span) && span->from >= filling->number_to && !slots_taken(filling, span) &&
		    joined(spans->text, filling->number_to, span->from))
			return span;
	return NULL;
}

static const char *
listed_number(struct filling *filling, struct span *span, const char *key)
{
	memset(filling->used + (filling->list_count ? filling->number_to : span->from), 1,
	    span->to - (filling->list_count ? filling->number_to : span->from));
	filling->number_to = span->to;
	return number_word(filling, key, span->value);
}

static const char *
fill_number(struct filling *filling)
{
	struct span *span = filling->list_count ? next_of_list(filling) : issue_number_span(filling);

	if (span && filling->listing && filling->list_count == 0)
		span = first_of_list(filling, span);
	if (span && span->value > 0)
		return listed_number(filling, span, "number");
	if (filling->list_count)
		return NULL;
	const struct ids *meant = meant_issues(filling);
	int64_t only = only_issue(filling, meant);
	if (only == 0) {
		int first = meant->count > READING_WHICH ? meant->count - READING_WHICH : 0;

		for (int i = first; i < meant->count; i++)
			filling->reading->which[filling->reading->which_count++] = meant->id[i];
		return NULL;
	}
	filling->reading->assumed = true;
	return number_word(filling, "number", only);
}

static const char *
fill_numbered(struct filling *filling, enum span_type type, const char *key, const struct ids *ids)
{
	struct span *span = filling->list_count ? next_of_list(filling) : number_span(filling, type);

	if (span == NULL && filling->list_count == 0)
		span = number_span(filling, SPAN_number);
	if (span && filling->listing && filling->list_count == 0)
		span = first_of_list(filling, span);
	if (span && span->value > 0)
		return listed_number(filling, span, key);
	if (filling->list_count || ids->count != 1)
		return NULL;
	filling->reading->assumed = true;
	return number_word(filling, key, ids->id[0]);
}

static const char *
fill_slip(struct filling *filling)
{
	return fill_numbered(filling, SPAN_slip, "slip", &filling->standing->slips);
}

static const char *
fill_promise(struct filling *filling)
{
	const char *does = filling->reading->does;
	bool mine = strcmp(does, "keep_promise") == 0;
	bool theirs = strcmp(does, "break_promise") == 0 || strcmp(does, "confirm_promise") == 0 ||
	    strcmp(does, "cancel_promise") == 0;
	const struct standing *standing = filling->standing;

	return fill_numbered(filling, SPAN_promise, "promise",
	    mine || (!theirs && standing->promised.count) ? &standing->promised : &standing->promised_me);
}

/* ---- times ---- */

static struct span *
day_span(const struct filling *filling)
{
	struct span *best = NULL;

	for (struct span *span = slots_next(filling, SPAN_when, NULL, NULL); span;
	     span = slots_next(filling, SPAN_when, NULL, span))
		if ((best == NULL || span->to - span->from > best->to - best->from) && span->when.has_day &&
		    span->when.repeat == WHEN_ONCE && !span->when.bad)
			best = span;
	return best;
}

const char *
slots_date(struct filling *filling, const char *key)
{
	struct span *span = day_span(filling);

	if (span == NULL)
		return NULL;
	slots_take(filling, span);
	bool range = span->when.grain == WHEN_range && span->when.to_day != DAY_NONE && strcmp(key, "until") == 0;
	const char *day = civil_text(&filling->turn->arena, range ? span->when.to_day : span->when.day);
	reading_slot(filling->reading, key, day);
	return day;
}

static const char *
fill_day(struct filling *filling)
{
	return slots_date(filling, "day");
}

static const char *
fill_until(struct filling *filling)
{
	return slots_date(filling, "until");
}

/* An extension runs from the deadline, all else from today. */
static int32_t
days_run_from(const struct filling *filling)
{
	const struct turn *turn = filling->turn;
	const struct reading *reading = filling->reading;

	for (size_t i = 0; i < reading->slot_count; i++) {
		const struct slip *slip = strcmp(reading->does, "slip_extend") == 0 &&
		        strcmp(reading->slots[i].key, "slip") == 0
		    ? turn_find(turn, slip, atoll(reading->slots[i].value))
		    : NULL;

		if (slip && slip->deadline)
			return zone_day(slip->deadline, (int)turn->world->policy.zone_min);
	}
	return turn_today(turn);
}

/* By when it is promised: told, and left to stand in the words. */
static const char *
fill_by(struct filling *filling)
{
	struct span *span = day_span(filling);

	if (span && !span->when.ask)
		reading_slot(filling->reading, "until", civil_text(&filling->turn->arena, span->when.day));
	return NULL;
}

static const char *
fill_workdays(struct filling *filling)
{
	struct turn *turn = filling->turn;

	for (struct span *span = slots_next(filling, SPAN_count, NULL, NULL); span;
	     span = slots_next(filling, SPAN_count, NULL, span)) {
		if (span->unit != UNIT_days && span->unit != UNIT_workdays)
			continue;
		slots_take(filling, span);
		int32_t until = calendar_after(&turn->world->calendar, days_run_from(filling),
		    (int)(span->value > 0 && span->value < 400 ? span->value : 1));
		reading_slot(filling->reading, "until", civil_text(&turn->arena, until));
		return arena_printf(&turn->arena, "%lld个工作日", (long long)span->value);
	}
	struct span *day = day_span(filling);
	if (day == NULL || day->when.day <= turn_today(turn))
		return NULL;
	/* 5天内, 周五前: the working days until then. */
	int days = 0;
	while (days < 400 && calendar_after(&turn->world->calendar, turn_today(turn), days + 1) <= day->when.day)
		days++;
	slots_take(filling, day);
	reading_slot(filling->reading, "until", civil_text(&turn->arena, day->when.day));
	return days ? arena_printf(&turn->arena, "%d个工作日", days) : NULL;
}

static const char *
fill_period(struct filling *filling)
{
	static const struct {
		const char *said, *word, *value;
	} periods[] = {{"上个月", "上月", "last_month"}, {"上月", "上月", "last_month"},
	    {"last month", "上月", "last_month"}, {"上周", "上周", "last_week"},
	    {"上个星期", "上周", "last_week"}, {"last week", "上周", "last_week"}, {"这个月", "本月", "month"},
	    {"本月", "本月", "month"}, {"当月", "本月", "month"}, {"this month", "本月", "month"},
	    {"这周", "本周", "week"}, {"本周", "本周", "week"}, {"这个星期", "本周", "week"},
	    {"这个礼拜", "本周", "week"}, {"this week", "本周", "week"}, {"今年", "今年", "year"},
	    {"本年", "今年", "year"}, {"全年", "今年", "year"}, {"this year", "今年", "year"},
	    {"去年", "去年", "last_year"}, {"今天", "今天", "day"}};
	const struct glyphs *text = filling->spans->text;

	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		size_t at = parse_find(text, filling->spans->from, periods[i].said);

		if (at >= text->n)
			continue;
		for (size_t k = parse_word(text, at, periods[i].said); k > 0; k--)
			filling->used[at + k - 1] = true;
		reading_slot(filling->reading, "period", periods[i].value);
		return periods[i].word;
	}
	return NULL;
}

/* ---- whom and when of a reminder, days of a closure ---- */

bool
slots_word(struct filling *filling, const char *const *words)
{
	const struct glyphs *text = filling->spans->text;

	for (int i = 0; words[i]; i++) {
		size_t at = parse_find(text, filling->spans->from, words[i]),
		       n = at < text->n ? parse_word(text, at, words[i]) : 0;

		if (n == 0 || filling->used[at])
			continue;
		memset(filling->used + at, 1, n);
		return true;
	}
	return false;
}

/* 大家, a person who is named, or the speaker himself. */
static const char *
fill_whom(struct filling *filling)
{
	static const char *const all[] = {"大家伙", "大家", "大伙儿", "大伙", "所有人", "全村", "全群", "群里",
	    "everyone", "everybody", "all of us", NULL},
	                         *const self[] = {"提醒我", "提醒自己", "叫我", "喊我", "通知我", "告诉我",
	                             "remind me", "tell me", NULL};

	if (slots_word(filling, self))
		return "我";
	if (slots_word(filling, all)) {
		reading_slot(filling->reading, "person", "大家");
		return "大家";
	}
	const char *person = fill_person(filling);
	return person ? person : "我";
}

/* Reports one time in the contract's notation: when_words says it, a rule's hours stand apart. */
static void
report_when(struct filling *filling, const struct when *when)
{
	struct turn *turn = filling->turn;
	char *words = arena_printf(
	         &turn->arena, "%s", when_words(&turn->arena, when, turn_today(turn), turn_minute(turn))),
	     *mark = strstr(words, "|ask");

	if (mark)
		*mark = 0;
	if (when->repeat != WHEN_ONCE) {
		if ((mark = strchr(words, '@')) != NULL)
			*mark = 0;
		reading_slot(filling->reading, "every", words);
		if (mark)
			reading_slot(filling->reading, "at", mark + 1);
		return;
	}
	for (char *next = words; next; next = mark) {
		if ((mark = strchr(next, '+')) != NULL)
			*mark++ = 0;
		reading_slot(filling->reading, strchr(next, 'T') ? "at" : "day", next);
	}
}

/* The time of a sentence as it was said; all of its spans stand for one. */
static const char *
fill_when(struct filling *filling)
{
	const struct glyphs *text = filling->spans->text;
	struct span *span = slots_next(filling, SPAN_when, NULL, NULL);

	if (span == NULL)
		return NULL;
	slots_take(filling, span);
	report_when(filling, &span->when);
	/* 12号下午去县里 13号上午体检: two in one sentence, each with a day of its own */
	for (struct span *more = slots_next(filling, SPAN_when, NULL, span); more;
	     more = slots_next(filling, SPAN_when, NULL, more))
		if (more->when.has_day && more->from > span->to + 1 && text->cp[more->from - 1] == ' ')
			report_when(filling, &more->when);
	return spans_words(filling->turn, filling->spans, span->from, span->to);
}

static const char *
fill_range(struct filling *filling)
{
	struct turn *turn = filling->turn;
	struct span *first = slots_next(filling, SPAN_when, NULL, NULL);

	while (first && !(first->when.has_day && !first->when.bad))
		first = slots_next(filling, SPAN_when, NULL, first);
	if (first == NULL)
		return NULL;
	slots_take(filling, first);
	bool range = first->when.grain == WHEN_range && first->when.to_day != DAY_NONE;
	struct span *last = range ? NULL : slots_next(filling, SPAN_when, NULL, first);
	if (last && last->when.has_day && last->when.day > first->when.day)
		slots_take(filling, last);
	else
		last = NULL;
	const struct glyphs *text = filling->spans->text;
	bool until = first->when.within ||
	    (first->from > filling->spans->from &&
	        (text->cp[first->from - 1] == U'到' || text->cp[first->from - 1] == U'至'));
	int32_t from = until && last == NULL ? turn_today(turn) : first->when.day,
	        to = last ? last->when.day
	    : range       ? first->when.to_day
	                  : first->when.day;
	for (size_t i = 0; i < first->when.more_count; i++) /* 周六、周日 */
		to = first->when.more[i].day == to + 1 ? to + 1 : to;
	if (until && !first->when.within && last == NULL && first->from > filling->spans->from)
		filling->used[first->from - 1] = true;
	reading_slot(filling->reading, "day", civil_text(&turn->arena, from));
	if (to != from)
		reading_slot(filling->reading, "until", civil_text(&turn->arena, to));
	return to == from ? civil_text(&turn->arena, from)
	                  : arena_printf(&turn->arena, "%s 到 %s", civil_text(&turn->arena, from),
	                        civil_text(&turn->arena, to));
}

static const char *
fill_stay(struct filling *filling)
{
	static const char *const words[] = {"住宿", "过夜", "住", "overnight", "stay", NULL};

	const char *nights = "住";

	if (!slots_word(filling, words))
		return NULL;
	for (struct span *span = slots_next(filling, SPAN_count, NULL, NULL); span;
	     span = slots_next(filling, SPAN_count, NULL, span))
		if (span->unit == UNIT_nights && span->value > 0) {
			slots_take(filling, span);
			nights = arena_printf(&filling->turn->arena, "住%lld晚", (long long)span->value);
			break;
		}
	for (size_t i = 0; i < filling->reading->slot_count; i++)
		if (strcmp(filling->reading->slots[i].key, "heads") == 0)
			reading_slot(filling->reading, "beds", filling->reading->slots[i].value);
	return nights;
}

/* Whose or where: a place, a person; said by name, as the command reads it. */
static const char *
fill_scope(struct filling *filling)
{
	if (fill_place(filling) || fill_person(filling))
		return filling->reading->slots[filling->reading->slot_count - 1].value;
	return NULL;
}

/* ---- counts and words ---- */

/* How many guests: people, or tables of the village's size. */
static const char *
fill_heads(struct filling *filling)
{
	/* 一个都没来 is nobody at all, not one. */
	static const char *const nobody[] = {"一个都没来", "一个也没来", "一个人都没来", "一个人也没来",
	    "一个都没到", "一个没来", "没一个来", "没有一个来", NULL};

	struct turn *turn = filling->turn;

	if (strcmp(filling->reading->does, "no_show") == 0 && slots_word(filling, nobody))
		return NULL;
	for (struct span *span = slots_next(filling, SPAN_count, NULL, NULL); span;
	     span = slots_next(filling, SPAN_count, NULL, span)) {
		if ((span->unit != UNIT_heads && span->unit != UNIT_tables) || span->value <= 0)
			continue;
		slots_take(filling, span);
		if (span->unit == UNIT_heads) {
			number_word(filling, "heads", span->value);
			return arena_printf(&turn->arena, "%lld人", (long long)span->value);
		}
		number_word(filling, "heads", span->value * turn->world->policy.table_heads);
		number_word(filling, "tables", span->value);
		return arena_printf(&turn->arena, "%lld桌", (long long)span->value);
	}
	return NULL;
}

/* The group that a notice is for: by its name, or by whom it is for. */
static const char *
fill_audience(struct filling *filling)
{
	static const struct {
		const char *word;
		enum group_purpose purpose;
	} rows[] = {{"村民群", PURPOSE_villagers}, {"村里群", PURPOSE_villagers}, {"村群", PURPOSE_villagers},
	    {"村民", PURPOSE_villagers}, {"villagers", PURPOSE_villagers}, {"农家乐群", PURPOSE_operators},
	    {"各家农家乐", PURPOSE_operators}, {"农家乐", PURPOSE_operators}, {"经营户", PURPOSE_operators},
	    {"operators", PURPOSE_operators}, {"干部群", PURPOSE_cadres}, {"干部", PURPOSE_cadres},
	    {"cadres", PURPOSE_cadres}};
	const struct glyphs *text = filling->spans->text;
	struct name_scope scope = parse_scope(filling->turn);
	const char *named_group = fill_group(filling);

	for (size_t i = 0; named_group == NULL && i < sizeof rows / sizeof *rows; i++) {
		size_t at = parse_find(text, filling->spans->from, rows[i].word);
		const struct group *found = NULL;
		int count = 0;

		if (at >= text->n)
			continue;
		EACH (&filling->turn->world->store, group, group)
			for (int s = 0; s < scope.count; s++)
				if (group->purpose == (int)rows[i].purpose &&
				    place_inside(filling->turn->world, group->place, scope.places[s])) {
					found = group;
					count++;
					break;
				}
		if (count != 1)
			continue;
		memset(filling->used + at, 1, parse_word(text, at, rows[i].word));
		reading_slot(filling->reading, "place", found->name);
		named_group = found->name;
	}
	return named_group;
}

static const char *
fill_code(struct filling *filling)
{
	const struct glyphs *text = filling->spans->text;

	for (size_t at = filling->spans->from; at < text->n; at++) {
		size_t end = at;

		while (end < text->n &&
		    ((text->cp[end] >= '0' && text->cp[end] <= '9') ||
		        (text->cp[end] >= 'a' && text->cp[end] <= 'z')))
			end++;
		if (end - at >= 4) {
			const char *word = spans_words(filling->turn, filling->spans, at, end);
			bool digits = false;

			for (size_t i = at; i < end; i++)
				digits |= text->cp[i] >= '0' && text->cp[i] <= '9';
			if (digits) {
				memset(filling->used + at, 1, end - at);
				reading_slot(filling->reading, "text", word);
				return word;
			}
		}
		at = end > at ? end : at;
	}
	return NULL;
}

/* Words that carry nothing when they are all that is left. */
static bool
empty_words(const struct glyphs *text, size_t from, size_t to)
{
	static const char small[] =
	    "的了去在到要把给对跟是有个吧我你他她它就也都呢啊哦呀还又为和与及、来那这说想让请帮";

	for (size_t at = from; at < to; at++) {
		bool found = undress_mark(text->cp[at]) || undress_face(text->cp[at]);

		for (const char *p = small; *p && !found;)
			found = text_next(&p) == text->cp[at];
		if (!found)
			return false;
	}
	return true;
}

/* What no slot has taken, as it was written. */
static const char *
fill_text(struct filling *filling)
{
	const struct glyphs *text = filling->spans->text;
	struct buf out = {0};
	uint8_t *dress = arena_alloc(&filling->turn->arena, text->n + 1);

	undress(text->cp + filling->spans->from, text->n - filling->spans->from, dress + filling->spans->from);
	for (size_t at = filling->spans->from; at < text->n;) {
		size_t end = at;

		while (end < text->n && !filling->used[end])
			end++;
		size_t from = at, to = end;
		while (from < to && (dress[from] == DRESS_mark || dress[from] == DRESS_filler))
			from++;
		while (
		    to > from && (dress[to - 1] == DRESS_mark && text->cp[to - 1] != ')' && text->cp[to - 1] != '?'))
			to--;
		if (from < to && !empty_words(text, from, to)) {
			buf_addf(&out, "%s%s", out.n ? " " : "", spans_words(filling->turn, filling->spans, from, to));
			for (size_t i = from; i < to; i++)
				filling->used[i] = true;
		}
		at = end + (end == at || end < text->n);
	}
	const char *words = out.n ? arena_text(&filling->turn->arena, buf_text(&out), out.n) : NULL;
	buf_free(&out);
	reading_slot(filling->reading, "text", words);
	return words;
}

/* 1、… 2、…, or two sentences joined by 另外, 还有: where the second begins; n if it is one. */
static size_t
next_item(const struct filling *filling, size_t from, int *number)
{
	static const char *const joints[] = {
	    "另外", "还有一个", "还有个事", "还有", "再一个", "第二", "also", NULL};
	const struct glyphs *text = filling->spans->text;

	for (size_t at = from + 3; at < text->n; at++) {
		int64_t hundredths;
		size_t used = numeral_read(text->cp + at, text->n - at, &hundredths);

		if (undress_mark(text->cp[at - 1]) && text->cp[at - 1] != '(' && used &&
		    hundredths == (*number + 1) * 100 && at + used < text->n &&
		    (text->cp[at + used] == U'、' || text->cp[at + used] == '.' || text->cp[at + used] == ')')) {
			(*number)++;
			return at;
		}
		for (int i = 0; *number == 0 &&
		     (text->cp[at - 1] == ';' || text->cp[at - 1] == U'。' || text->cp[at - 1] == '\n') && joints[i];
		     i++)
			if (parse_word(text, at, joints[i]))
				return at;
	}
	return text->n;
}

/* Several reports in one sentence are several. */
static const char *
fill_items(struct filling *filling)
{
	const struct glyphs *text = filling->spans->text;
	size_t from = filling->spans->from;
	int number = 0;

	while (from < text->n && (filling->used[from] || undress_mark(text->cp[from])))
		from++;
	if (filling->list_count == 0 && from + 1 < text->n && text->cp[from] == '1' &&
	    (text->cp[from + 1] == U'、' || text->cp[from + 1] == '.'))
		number = 1;
	else if (filling->list_count)
		number = filling->numbered ? (int)filling->list_count + 1 : 0;
	if (filling->list_count == 0)
		filling->numbered = number == 1;
	size_t end = next_item(filling, from, &number);
	if (from >= text->n)
		return NULL;
	if (filling->list_count == 0 && end == text->n)
		return fill_text(filling);
	/* What stands between here and the next is one item; the rest stays for the next call. */
	size_t to = end;
	size_t at = from + (filling->numbered ? 2 : 0);
	while (to > at && undress_mark(text->cp[to - 1]))
		to--;
	memset(filling->used + from, 1, end - from);
	if (to <= at || empty_words(text, at, to))
		return NULL;
	const char *words = spans_words(filling->turn, filling->spans, parse_skip(text, at), to);
	reading_slot(filling->reading, "text", words);
	return words;
}

/* The whole sentence: which reminder is meant and what becomes of it, its command reads. */
static const char *
fill_sentence(struct filling *filling)
{
	const struct glyphs *text = filling->spans->text;
	struct span *last = NULL;

	for (struct span *span = slots_next(filling, SPAN_when, NULL, NULL); span;
	     span = slots_next(filling, SPAN_when, NULL, span))
		last = span;
	if (last)
		report_when(filling, &last->when);
	for (size_t i = filling->spans->from; i < text->n; i++)
		filling->used[i] = true;
	return spans_words(filling->turn, filling->spans, filling->spans->from, text->n);
}

static const struct {
	const char *name;
	const char *(*fill)(struct filling *);
} fillers[] = {{"household", fill_household}, {"operator", fill_operator}, {"person", fill_person},
    {"place", fill_place}, {"department", fill_department}, {"group", fill_group}, {"number", fill_number},
    {"slip", fill_slip}, {"promise", fill_promise}, {"day", fill_day}, {"until", fill_until},
    {"workdays", fill_workdays}, {"period", fill_period}, {"whom", fill_whom}, {"when", fill_when},
    {"range", fill_range}, {"stay", fill_stay}, {"audience", fill_audience}, {"scope", fill_scope},
    {"heads", fill_heads}, {"code", fill_code}, {"category", fill_text}, {"text", fill_text},
    {"items", fill_items}, {"sentence", fill_sentence}, {"by", fill_by}, {"name", details_name},
    {"head", details_head}, {"contact", details_head}, {"seats", details_seats}, {"beds", details_beds},
    {"share", details_share}, {"points", details_points}, {"pair", details_pair}, {"role", details_role},
    {"since", details_since}};

const char *
slots_fill(struct filling *filling, const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
		if (strlen(fillers[i].name) == n && memcmp(fillers[i].name, name, n) == 0)
			return fillers[i].fill(filling);
	return NULL;
}
