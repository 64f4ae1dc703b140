/* An issue 问题: something a person wants solved. Its id is the number spoken. */
#ifndef RECORDS_ISSUE_H
#define RECORDS_ISSUE_H

#include "data/field.h"

enum issue_urgency { URGENCY_normal, URGENCY_urgent, URGENCY_danger };
/* clang-format off */
/* The life of an issue: STATE(name, key of its words); MOVE(from, to, step, who may), STAY(from,
 * step, who may) where the state stays. `who` are bits of enum life_who (subjects/issues/issue_rights.h),
 * the steps are enum life_step (subjects/issues/issue_life.h). */
#define ISSUE_LIFE(STATE, MOVE, STAY) \
	STATE(reported, "state-reported") \
		MOVE(reported, in_progress, take, LIFE_OWNER | LIFE_READER | LIFE_ADMIN) \
		MOVE(reported, assigned, assign, LIFE_ORDERER) \
		MOVE(reported, rejected, refuse, LIFE_OWNER | LIFE_ADMIN) \
		MOVE(reported, duplicate, join, LIFE_OWNER | LIFE_ADMIN | LIFE_REPORTER) \
		MOVE(reported, withdrawn, withdraw, LIFE_REPORTER) \
	STATE(accepted, "state-accepted") \
		MOVE(accepted, assigned, assign, LIFE_ORDERER) \
		MOVE(accepted, in_progress, take, LIFE_OWNER | LIFE_READER | LIFE_ADMIN) \
		MOVE(accepted, duplicate, join, LIFE_OWNER | LIFE_ADMIN | LIFE_REPORTER) \
		MOVE(accepted, withdrawn, withdraw, LIFE_REPORTER) \
	STATE(assigned, "state-assigned") \
		MOVE(assigned, in_progress, take, LIFE_OWNER | LIFE_READER | LIFE_ADMIN) \
		MOVE(assigned, accepted, give_back, LIFE_OWNER) \
		MOVE(assigned, withdrawn, withdraw, LIFE_REPORTER) \
	STATE(in_progress, "state-in-progress") \
		STAY(in_progress, verify, LIFE_OWNER) \
		MOVE(in_progress, suspended, suspend, LIFE_OWNER | LIFE_ADMIN) \
		MOVE(in_progress, escalated, escalate, LIFE_ANY) \
		MOVE(in_progress, resolved, finish, LIFE_OWNER | LIFE_ADMIN) \
		MOVE(in_progress, reported, hand_over, LIFE_OWNER | LIFE_LEADER) \
	STATE(suspended, "state-suspended") \
		MOVE(suspended, in_progress, resume, LIFE_OWNER | LIFE_ADMIN | LIFE_BOT) \
	STATE(escalated, "state-escalated") \
		MOVE(escalated, in_progress, slip_closed, LIFE_ANY) \
	STATE(resolved, "state-resolved") \
		MOVE(resolved, closed, confirm, LIFE_REPORTER) \
		MOVE(resolved, closed, silent, LIFE_BOT) \
		MOVE(resolved, assigned, deny, LIFE_REPORTER) \
	STATE(closed, "state-closed") \
		MOVE(closed, assigned, reopen, LIFE_REPORTER | LIFE_ADMIN) \
	STATE(rejected, "state-rejected") \
	STATE(duplicate, "state-duplicate") \
		MOVE(duplicate, accepted, split, LIFE_OWNER | LIFE_ADMIN | LIFE_REPORTER) \
	STATE(withdrawn, "state-withdrawn")
/* clang-format on */

enum issue_state {
#define STATE(name, words) ISSUE_##name,
	ISSUE_LIFE(STATE, LIFE_SKIP, LIFE_SKIP)
#undef STATE
};

enum issue_outcome { OUTCOME_none, OUTCOME_solved, OUTCOME_explained, OUTCOME_not_possible };
enum issue_word { WORD_none, WORD_solved, WORD_denied };
enum issue_level { LEVEL_none, LEVEL_village, LEVEL_township, LEVEL_county };

struct issue {
	int64_t id;
	const char *text; /* as reported */
	const char *category;
	int32_t urgency;
	int64_t place;
	int64_t reporter;
	int64_t group; /* 0 when told in private */
	int64_t owner; /* exactly one */
	int32_t state;
	int64_t reported_at;
	int64_t accepted_at;
	int64_t restricted; /* 1: assigned people only */
	int64_t round;      /* 0 the first; each reopening starts one with its own clocks */
	int64_t round_at;   /* when this round began */
	int32_t outcome;    /* kept apart from the state */
	int32_t word;       /* what the reporter says of the outcome */
	int64_t finished_at, closed_at;
	int32_t review;         /* suspended until this day */
	int64_t original;       /* of a duplicate */
	int64_t sign_a, sign_b; /* marks of its bigrams: what cannot be alike is not compared */
	struct list followers;  /* struct person_item */
	struct list helpers;    /* struct person_item: work on it beside the owner, who leads */
	struct list parties;    /* struct person_item: of a dispute; never its owner */
	const char *agreement;  /* of a dispute */
	const char *pictures;   /* references, separated by ; */
	int32_t level;          /* where it was solved */
	int64_t sorted;         /* 1: somebody has confirmed the category */
	int64_t dispatcher;     /* who gave it to the owner, 0: nobody did */
	struct list chased;     /* struct person_item: told that nobody takes it, since its owner has it */
	struct list about;      /* struct person_item: whom it complains of; they have no hand in it */
};

extern const struct kind kind_issue;

#endif
