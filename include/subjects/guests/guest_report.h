/* What was understood of a sentence about guests, for who wants to see it (lianxin read). */
#ifndef GUESTS_GUEST_REPORT_H
#define GUESTS_GUEST_REPORT_H

#include "core/turn.h"
#include "reading/reading.h"

/* Begins a report and returns where its slots go; what is put there is lost when nobody looks. */
struct reading *guest_report(struct turn *turn, enum zone zone, const char *does);
/* The same for a question: the reading that is asked about. */
struct reading *guest_report_ask(struct turn *turn, const char *does, const char *missing);
void guest_report_number(struct turn *turn, struct reading *reading, const char *key, int64_t number);
void guest_report_at(struct turn *turn, struct reading *reading, int64_t at);

#endif
