/* What goes with the steps of an escalation slip: who is told, which clock runs, what is
 * printed. The steps themselves are slip_life.h. */
#ifndef SLIPS_SLIPS_H
#define SLIPS_SLIPS_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "records/slip.h"
#include "subjects/issue_part.h"

/* The department named at `at` that serves the place (0: any), or 0; *used is its name's length. */
int64_t slips_department_at(
    const struct turn *turn, const struct glyphs *text, size_t at, int64_t where, size_t *used);
/* 5个工作日, 5天, 5 working days at `at`: code points taken, or 0. */
size_t slips_days_at(const struct glyphs *text, size_t at, int64_t *days);
/* The live slip of the issue at the department, `except` passed over; NULL if none. */
const struct slip *slips_live(const struct turn *turn, int64_t issue, int64_t department, int64_t except);
/* 王庄镇抄〔2026〕1号; "" before it is issued. */
const char *slips_title(struct turn *turn, const struct slip *slip);
/* Was the matter seen on site in this round of the issue? The facts, or NULL. */
const char *slips_verified(const struct turn *turn, int64_t issue);
/* Gives office, year and number, sends it to the department and starts its clock. */
void slips_send(struct turn *turn, const struct slip *slip);
/* The reminder rungs of a slip whose reply is awaited, from now to its deadline. */
void slips_clock(struct turn *turn, const struct slip *slip);
/* Whoever must act while no clock of the department runs is asked on the next working day. */
void slips_nudge(struct turn *turn, const struct slip *slip);
/* Who must act then: the approver of a draft and of a meeting, else who asked. */
int64_t slips_actor(const struct turn *turn, const struct slip *slip);
/* The instant at which working day `day` ends (17:30). */
int64_t slips_day_end(const struct turn *turn, int32_t day);
/* Gives it a deadline `days` working days after `from`. */
void slips_deadline(struct turn *turn, struct slip *slip, int32_t from, int days);
/* When the reply is due, and whether that day is counted without a list of holidays; "" before
 * it is issued. */
const char *slips_until(struct turn *turn, const struct slip *slip);
/* Delivers the reply to the three: who issued it, the village, the adviser; as many as
 * there are. */
void slips_deliver(struct turn *turn, const struct slip *slip);
/* A slip has ended: the issue goes on when none of its slips is out any more. */
void slips_ended(struct turn *turn, const struct slip *slip);
/* The slips of an issue: when it ends otherwise its drafts go; each is shown with its state. */
extern const struct issue_part slips_of_issue;
/* Tells one person about the slip, privately. */
void slips_tell(
    struct turn *turn, const struct slip *slip, int64_t person, const char *key, const char *text);
/* The slip on paper, with a check number over all that is printed. */
const char *slips_print(struct turn *turn, const struct slip *slip);
/* The check number of the paper as it would be printed now: two times four characters. */
const char *slips_check(struct turn *turn, const struct slip *slip);
/* May the actor read it? */
bool slips_may_read(const struct turn *turn, const struct slip *slip);

#endif
