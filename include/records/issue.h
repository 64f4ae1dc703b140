/* An issue 问题: something a person wants solved. Its id is the number spoken. */
#ifndef RECORDS_ISSUE_H
#define RECORDS_ISSUE_H

#include "data/field.h"

enum issue_urgency { URGENCY_normal, URGENCY_urgent, URGENCY_danger };
enum issue_state {
	ISSUE_reported,
	ISSUE_accepted,
	ISSUE_assigned,
	ISSUE_in_progress,
	ISSUE_suspended,
	ISSUE_escalated,
	ISSUE_resolved,
	ISSUE_closed,
	ISSUE_rejected,
	ISSUE_duplicate,
	ISSUE_withdrawn
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
};

extern const struct kind kind_issue;

#endif
