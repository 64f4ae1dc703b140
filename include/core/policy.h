/* The figures of behaviour, each a setting with this default (config.c has the
 * table; design: rules.md). */
#ifndef CORE_POLICY_H
#define CORE_POLICY_H

#include <stdint.h>

struct policy {
	int64_t zone_min; /* the zone's offset from UTC, minutes */
	int64_t meal_points, bed_points, band_points;
	int64_t bulk_least;                      /* a bulk is cut into parts of so many heads at least; 1: any */
	int64_t table_heads;                     /* seats of one table 桌 */
	int64_t offer_close_min;                 /* answers are awaited until so long before the arrival */
	int64_t offer_grace_min;                 /* chased then, re-allocated so long after */
	int64_t decline_free_min;                /* an offer so shortly before the arrival is declined free */
	int64_t failed_percent, no_show_percent; /* of the points: accepted and failed; guests did not come */
	int64_t newcomer_days;                   /* back after so many days: starts at the average */
	int64_t lodgers_together; /* guests who stay overnight and are not named form parties of so many */
	int64_t match_hometown;   /* 0 preferred, 1 avoided, 2 ignored */
	int64_t match_rotate;     /* 1: nobody stays in the village he has */
	int64_t term_years;       /* of a stationed cadre */
	int64_t post_bytes_max;   /* a longer post is cut in parts */
	int64_t settle_after_min; /* the arrival is settled into the ledger so long after */
	int64_t lunch_minute, supper_minute;
	int64_t quiet_from, quiet_to; /* night, minutes of the day */
	int64_t noon_from, noon_to;   /* midday rest */
	int64_t digest_minute;        /* the morning digest */
	int64_t visit_every_days, visit_every_must_days, visit_every_special_days, visit_retry_days;
	int64_t accept_hours; /* an issue is accepted within so many working hours */
	int64_t slip_days;    /* working days in which a department replies to a slip, unless said */
	int64_t danger_repeat_min;
	int64_t undo_min, confirm_min, code_min;
	int64_t budget_person, budget_group; /* unasked messages a day */
	int64_t seen_hours;
	int64_t post_give_up_hours;
	int64_t same_report_min; /* the same text by the same person is one report */
	int64_t late_say_min;    /* a wake later than this says so */
	int64_t village_rate;    /* messages a minute from one chat */
	const char *categories;  /* more categories of issues, separated by ; */
	const char *merged;      /* categories that are counted as others: old=new;old=new */
	int64_t chain_sm3;       /* 1: the audit chain uses SM3 */
};

extern const struct policy policy_defaults;

#endif
