/* 登记经营户, 改经营户, 停业, 复业, 经营户: the register of operator households by chat.
 * The village decides the shares; totals are shown so that a slip is seen. */
#include "subjects/commands.h"

#include <string.h>

#include "language/count.h"
#include "language/numeral.h"
#include "base/text.h"
#include "records/kinds.h"
#include "records/person_item.h"
#include "subjects/guests/guest_report.h"
#include "subjects/guests/guests.h"
#include "subjects/guests/ledger.h"

#define NUMBER_MAX 100000
#define NAME_MAX_CHARS 20

/* 能坐40个人, 8张床: the unit says which figure it is. */
static size_t
figure_alone(const struct glyphs *text, size_t at, struct operator* operator)
{
	size_t word = parse_word(text, at, "能坐") + parse_word(text, at, "坐") + parse_word(text, at, "能住") +
	    parse_word(text, at, "有"),
	       used;
	struct count count;

	used = count_at(text->cp, text->n, at + word, &count);
	if (used == 0 || count.lo != count.hi || count.ask || count.lo % 100 || count.lo <= 0 ||
	    count.lo / 100 > NUMBER_MAX)
		return 0;
	if (count.unit == COUNT_heads)
		operator->seats = count.lo / 100;
	else if (count.unit == COUNT_beds)
		operator->beds = count.lo / 100;
	else
		return 0;
	return word + used;
}

/* 餐位80 床位16 一楼5 份额8 特色 素食 河景 联系人 张三, from `at` on; false after saying
 * what is wrong. */
static bool
read_figures(struct turn *turn, const struct call *call, size_t at, struct operator* operator)
{
	static const struct {
		const char *word;
		size_t offset;
		int64_t low, high;
	} figures[] = {
	    {"一楼床位", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"一楼", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"餐位", offsetof(struct operator, seats), 0, NUMBER_MAX},
	    {"seats", offsetof(struct operator, seats), 0, NUMBER_MAX},
	    {"床位", offsetof(struct operator, beds), 0, NUMBER_MAX},
	    {"ground beds", offsetof(struct operator, ground_beds), 0, NUMBER_MAX},
	    {"beds", offsetof(struct operator, beds), 0, NUMBER_MAX},
	    {"份额", offsetof(struct operator, share), 1, 10000},
	    {"share", offsetof(struct operator, share), 1, 10000},
	};
	static const struct {
		const char *word, *feature;
	} features[] = {
	    {"素食", "vegetarian"},
	    {"vegetarian", "vegetarian"},
	    {"清真", "halal"},
	    {"halal", "halal"},
	    {"无障碍", "step_free"},
	    {"step free", "step_free"},
	    {"河景", "river_view"},
	    {"river view", "river_view"},
	    {"安静", "quiet"},
	    {"quiet", "quiet"},
	};
	struct name_scope scope = parse_scope(turn);
	const struct glyphs *text = &call->text;

	for (at = parse_skip(text, at); at < text->n;) {
		size_t used = 0;

		for (size_t i = 0; i < sizeof figures / sizeof *figures && used == 0; i++) {
			size_t word = parse_word(text, at, figures[i].word), gap = word ? parse_skip(text, at + word) : 0;
			int64_t hundredths;
			/* Only the number: in 餐位40 床位8 the 床位 counts what follows. */
			size_t number = word && gap < text->n ? numeral_read(text->cp + gap, text->n - gap, &hundredths)
			                                      : 0;

			if (number == 0)
				continue;
			if (hundredths % 100 || hundredths / 100 < figures[i].low || hundredths / 100 > figures[i].high) {
				turn_say(turn, "register-range",
				    WITH({"word", figures[i].word}, {"low", turn_number(turn, figures[i].low)},
				        {"high", turn_number(turn, figures[i].high)}));
				return false;
			}
			*(int64_t *)((char *)operator+ figures[i].offset) = hundredths / 100;
			used = gap + number - at;
		}
		if (used == 0)
			used = figure_alone(text, at, operator);
		for (size_t i = 0; i < sizeof features / sizeof *features && used == 0; i++) {
			used = parse_word(text, at, features[i].word);
			if (used &&
			    (operator->features == NULL || strstr(operator->features, features[i].feature) == NULL))
				operator->features = arena_printf(&turn->arena, "%s%s%s", operator->features ? operator->features : "", text_empty(operator->features) ? "" : ";", features[i].feature);
		}
		if (used == 0 && (used = parse_word(text, at, "特色")) == 0 &&
		    (used = parse_word(text, at, "联系人") + parse_word(text, at, "contact") +
		            parse_word(text, at, "老板")) > 0) {
			struct name_hit hits[NAME_HITS_MAX];
			size_t who = parse_skip(text, at + used);

			if (names_at(turn->world, &kind_person, &scope, text, who, hits) != 1) {
				turn_say(turn, "register-contact", WITH_NONE);
				return false;
			}
			operator->contacts = person_item_added(&turn->arena, &operator->contacts, hits[0].id);
			used = who + hits[0].used - at;
		}
		if (used == 0) {
			turn_say(turn, "register-how", WITH({"given", text->clean + text->at[at]}));
			return false;
		}
		at = parse_skip(text, at + used);
	}
	if (operator->ground_beds> operator->beds) {
		turn_say(turn, "register-ground",
		    WITH({"ground", turn_number(turn, operator->ground_beds)},
		        {"beds", turn_number(turn, operator->beds)}));
		return false;
	}
	return true;
}

static void
totals(const struct turn *turn, int64_t village, int64_t *count, int64_t *seats, int64_t *beds)
{
	*count = *seats = *beds = 0;
	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator)
		if (operator->status != OPERATOR_suspended) {
			++*count;
			*seats += operator->seats;
			*beds += operator->beds;
		}
}

static void
say_kept(struct turn *turn, const char *key, const struct operator* operator)
{
	int64_t count, seats, beds;

	totals(turn, operator->village, &count, &seats, &beds);
	turn_say(turn, key, WITH({"name", operator->name}, {"seats", turn_number(turn, operator->seats)}, {"beds", turn_number(turn, operator->beds)}, {"ground", turn_number(turn, operator->ground_beds)}, {"share", turn_number(turn, operator->share)},
	                        {"points", turn_number(turn, ledger_points(turn, operator))}, {"count", turn_number(turn, count)}, {"all_seats", turn_number(turn, seats)}, {"all_beds", turn_number(turn, beds)}));
}

static void
run_register(struct turn *turn, const struct call *call)
{
	const struct glyphs *text = &call->text;
	size_t at = parse_skip(text, call->from), end = at;
	struct operator operator= {.share = 1,
	    .status = OPERATOR_trial,
	    .from = turn_today(turn),
	    .to = DAY_NONE,
	    .village = guests_village(turn)};

	while (end < text->n && text->cp[end] != ' ' && text->cp[end] != ',' && text->cp[end] != 0x3001 &&
	    end - at <= NAME_MAX_CHARS)
		end++;
	const char *name = arena_text(&turn->arena, text->clean + text->at[at], text->at[end] - text->at[at]);
	if (operator.village == 0 || end - at> NAME_MAX_CHARS) {
		turn_say(turn, operator.village ? "register-how" : "guests-no-operators", WITH({"given", name}));
		return;
	}
	EACH_BY (&turn->world->store, operator, village, store_key_int(operator.village), other)
		if (strcmp(other->name, name) == 0) {
			turn_say(turn, "register-twice", WITH({"name", name}));
			return;
		}
	operator.name = name;
	if (!read_figures(turn, call, end, &operator))
		return;
	if (operator.seats == 0) {
		turn_say(turn, "register-seats", WITH_NONE);
		return;
	}
	struct reading *reading = guest_report(turn, ZONE_act, "register");
	reading_slot(reading, "operator", name);
	guest_report_number(turn, reading, "heads", operator.seats);
	if (operator.beds)
		guest_report_number(turn, reading, "beds", operator.beds);
	/* A newcomer starts at the average: neither ahead nor owed the whole past. */
	operator.ledger = ledger_average(turn, &operator);
	say_kept(turn, "registered", turn_put(turn, &kind_operator, &operator));
}

const struct command command_register = {
    .name = "register",
    .topic = TOPIC_operators,
    .phrases = PHRASES("登记经营户", "新经营户", "register household"),
    .help_zh = "登记经营户 <名称> 餐位<数> [床位<数> 一楼<数> 份额<数> 素食 河景 联系人<人>]:试营起",
    .help_en = "register household <name> seats <n> [beds <n> ground beds <n> share <n> vegetarian …]",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_REST},
    .run = run_register,
    .examples = EXAMPLES("登记经营户 云溪小筑 餐位40 床位8 一楼2 份额4 素食",
        "register household Riverside seats 40 beds 8 share 4"),
};

static void
run_revise(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);
	size_t at = call->args[1].from;

	if (parse_word(&call->text, at, "转正") || parse_word(&call->text, at, "正式")) {
		operator.status = OPERATOR_active;
		at = call->text.n;
	}
	if (read_figures(turn, call, at, &operator))
		say_kept(turn, "registered-changed", turn_put(turn, &kind_operator, &operator));
}

const struct command command_revise_operator = {
    .name = "revise_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("改经营户", "revise household"),
    .help_zh = "改经营户 <经营户> <餐位90 份额7 …/转正>:改登记",
    .help_en = "revise household <household> <seats 90 share 7 …>",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR, ARG_REST},
    .run = run_revise,
    .examples = EXAMPLES("改经营户 陈家 餐位90", "revise household 陈家 share 9"),
};

static void
run_suspend(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);

	if (guests_line(turn, operator.id, -1, 0)) {
		turn_say(turn, "suspend-has-guests", WITH({"name", operator.name}));
		return;
	}
	operator.status = OPERATOR_suspended;
	operator.to = turn_today(turn);
	say_kept(turn, "suspended", turn_put(turn, &kind_operator, &operator));
}

const struct command command_suspend_operator = {
    .name = "suspend_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("停业", "suspend household"),
    .help_zh = "停业 <经营户>:暂不派客",
    .help_en = "suspend household <household>: no guests for now",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR},
    .run = run_suspend,
    .examples = EXAMPLES("停业 陈家", "suspend household 陈家"),
};

static void
run_resume(struct turn *turn, const struct call *call)
{
	struct operator operator= *(const struct operator*) turn_find(turn, operator, call->args[0].id);
	int64_t behind = ledger_average(turn, &operator) - ledger_points(turn, &operator);

	if (operator.status != OPERATOR_suspended) {
		turn_say(turn, "resume-open", WITH({"name", operator.name}));
		return;
	}
	/* Away so long that the past is past: starts at the average, if that is more. */
	if (operator.to != DAY_NONE && turn_today(turn) -
	    operator.to >= turn->world->policy.newcomer_days && behind> 0)
		ledger_enter(turn, operator.id, behind, ENTRY_newcomer, NULL);
	operator.status = OPERATOR_active;
	operator.from = turn_today(turn);
	operator.to = DAY_NONE;
	say_kept(turn, "resumed", turn_put(turn, &kind_operator, &operator));
}

const struct command command_resume_operator = {
    .name = "resume_operator",
    .topic = TOPIC_operators,
    .phrases = PHRASES("复业", "resume household"),
    .help_zh = "复业 <经营户>:重新派客,停得久的按平均起算",
    .help_en = "resume household <household>: guests again; after long, from the average",
    .needs = ADMINS,
    .hear = HEAR_ADDRESSED,
    .args = {ARG_OPERATOR},
    .run = run_resume,
    .examples = EXAMPLES("复业 陈家", "resume household 陈家"),
};

static void
run_list(struct turn *turn, const struct call *call)
{
	static const char *const states[] = {"", "operator-trial", "operator-suspended"};
	int64_t village = guests_village(turn), count, seats, beds;
	struct buf lines = {0};

	(void)call;
	EACH_BY (&turn->world->store, operator, village, store_key_int(village), operator) {
		buf_addf(&lines, "\n%s ", operator->name);
		for (size_t pad = text_length(operator->name); pad < 4; pad++)
			buf_adds(&lines, "　");
		buf_addf(&lines, "%s%s", turn_phrase(turn, "operator-line", WITH({"seats", turn_number(turn, operator->seats)}, {"beds", turn_number(turn, operator->beds)}, {"ground", turn_number(turn, operator->ground_beds)}, {"share", turn_number(turn, operator->share)})), operator->status ? turn_phrase(turn, states[operator->status], WITH_NONE) : "");
	}
	totals(turn, village, &count, &seats, &beds);
	turn_say(turn, village ? "operators" : "guests-no-operators",
	    WITH({"count", turn_number(turn, count)}, {"seats", turn_number(turn, seats)},
	        {"beds", turn_number(turn, beds)}, {"lines", buf_text(&lines)}));
	buf_free(&lines);
}

const struct command command_operators = {
    .name = "operators",
    .topic = TOPIC_operators,
    .phrases = PHRASES("经营户", "农家乐名单", "households"),
    .help_zh = "经营户:各家餐位、床位、份额和合计",
    .help_en = "households: seats, beds and shares of all, with totals",
    .needs = ANYBODY,
    .hear = HEAR_CERTAIN,
    .args = {ARG_END},
    .run = run_list,
    .examples = EXAMPLES("经营户", "households"),
};
