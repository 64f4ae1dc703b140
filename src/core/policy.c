/* Defaults of every figure of behaviour; see the header. */
#include "core/policy.h"

const struct policy policy_defaults = {
	.zone_min = 480,
	.meal_points = 1, .bed_points = 2, .band_points = 10,
	.table_heads = 10,
	.offer_close_min = 60, .offer_grace_min = 15, .decline_free_min = 120, .settle_after_min = 180,
	.failed_percent = 200, .no_show_percent = 50, .newcomer_days = 45, .lodgers_together = 2, .post_bytes_max = 1800,
	.match_hometown = 2, .match_rotate = 1, .term_years = 3,
	.lunch_minute = 720, .supper_minute = 1080,
	.quiet_from = 1260, .quiet_to = 420, .noon_from = 720, .noon_to = 840,
	.digest_minute = 500,
	.visit_every_days = 30, .visit_every_must_days = 30, .visit_every_special_days = 15, .visit_retry_days = 3,
	.accept_hours = 8,
	.slip_days = 5,
	.categories = "",
	.merged = "",
	.danger_repeat_min = 10,
	.undo_min = 10, .confirm_min = 120, .code_min = 10,
	.budget_person = 3, .budget_group = 6,
	.seen_hours = 96,
	.post_give_up_hours = 24,
	.same_report_min = 10,
	.late_say_min = 10,
	.village_rate = 600,
	.chain_sm3 = 0,
};
