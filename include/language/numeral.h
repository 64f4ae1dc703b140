/* Numbers as people write them: 150, １５０ (folded before), 1,500, 一百五十,
 * 两百, 百五, 1.5万, 3千, 1千5百, 3百20, 廿五, 半. Works on folded code points. */
#ifndef LANGUAGE_NUMERAL_H
#define LANGUAGE_NUMERAL_H

#include <stddef.h>
#include <stdint.h>

/* Reads a number at cp[0]; the value times 100 goes to *hundredths (so that 1.5万
 * and 半 stay exact). Code points used, 0 if there is none, it passes 10^13, or it is
 * not exact: 七八, 十几. */
size_t numeral_read(const uint32_t *cp, size_t n, int64_t *hundredths);
/* The same for numbers that need not be exact: 七八十 is 70 to 80, 十几 is 11 to 19. */
size_t numeral_range(const uint32_t *cp, size_t n, int64_t *lo, int64_t *hi);

#endif
