/* The civil calendar, proleptic Gregorian. A day is the number of days since
 * 1970-01-01 (int32), an instant is milliseconds since then in UTC (int64);
 * between the two stands the zone's fixed offset. */
#ifndef BASE_CIVIL_H
#define BASE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN /* an absent day */
#define MS_MINUTE 60000LL
#define MS_HOUR 3600000LL
#define MS_DAY 86400000LL

struct civil {
	int year, month, day; /* month and day from 1 */
};

int32_t civil_day(int year, int month, int day);
struct civil civil_of(int32_t day);
bool civil_valid(int year, int month, int day);
/* 2026-11-08, in the arena; "" for DAY_NONE. */
struct arena;
const char *civil_text(struct arena *arena, int32_t day);
/* 2026-11-08 09:00 in the zone, in the arena; "" for no instant (0). */
const char *zone_text(struct arena *arena, int64_t at_ms, int zone_min);
/* 1 Monday … 7 Sunday. */
int civil_weekday(int32_t day);
/* "2026-11-08" → day; false on anything else. */
bool civil_parse(const char *text, int32_t *day);

/* The zone's offset from UTC in minutes; the whole program has one. */
int32_t zone_day(int64_t at_ms, int zone_min);
/* Minutes since local midnight. */
int zone_minute(int64_t at_ms, int zone_min);
int64_t zone_instant(int32_t day, int minute, int zone_min);

#endif
