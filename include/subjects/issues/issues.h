/* Issues 问题: reporting, one owner, alerts until taken. Shared by commands and wakes. */
#ifndef ISSUES_ISSUES_H
#define ISSUES_ISSUES_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "records/issue.h"
#include "subjects/issues/issue_rights.h"

/* Danger words, negation respected: is life in danger, is it urgent? */
enum issue_urgency issues_urgency(const struct glyphs *text);
/* Petition, hardship, health, minors: assigned people only, the group sees a number. */
bool issues_restricted(const struct glyphs *text);
/* Makes the issue, says its number, tells its owner (danger: grid leader and village
 * secretary too) and plans what follows. */
const struct issue *issues_report(struct turn *turn, const struct glyphs *text, const char *clean);
/* The alert to everybody concerned; `round` 0 is the first. False if nobody was reached. */
bool issues_alert(struct turn *turn, const struct issue *issue, int round);
/* After so many rounds of the alarm the next tier up is told, and the reporter that nobody has come. */
#define ALARM_ROUNDS 3
void issues_alarm_up(struct turn *turn, const struct issue *issue, int round);
/* Starts the clock of whoever holds it now: danger repeats, else chased while nobody has
 * taken it. */
void issues_clock(struct turn *turn, const struct issue *issue);
/* Somebody takes it: he is its owner from now on, repeats stop, the reporter hears. */
void issues_take(struct turn *turn, const struct issue *issue);
/* Makes somebody else the owner and tells him; with `dispatched` it is an order of the
 * actor's, which lower ranks do not pass on. */
void issues_hand_over(struct turn *turn, const struct issue *issue, int64_t person, bool dispatched);
bool issues_open(const struct issue *issue);
const char *issues_place(struct turn *turn, const struct issue *issue);
/* The first line of its text, short. */
const char *issues_brief(struct turn *turn, const struct issue *issue);
/* Its reporter says it differently: the words change, what follows from them is looked at anew, and
 * the owner hears of it. */
void issues_correct(struct turn *turn, const struct issue *old, const char *text);
/* Says how far each matter is that the speaker reported and that is not over; in a group its
 * number alone. */
void issues_own(struct turn *turn, const char *example);
/* Gives it to the person, as an order or not; says why it may not be given. */
void issues_give(struct turn *turn, const struct issue *issue, int64_t person, bool order);

#endif
