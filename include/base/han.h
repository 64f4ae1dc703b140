/* Chinese characters: traditional → simplified and toneless readings, for every
 * character of GB2312 and the forms that lead to them. The tables are made from
 * Unicode's Unihan database by scripts/gen-han at build time. */
#ifndef BASE_HAN_H
#define BASE_HAN_H

#include <stdbool.h>
#include <stdint.h>

/* The simplified form, or cp itself. */
uint32_t han_simplified(uint32_t cp);
/* The most usual reading without tone ("zou", ü as v), or NULL for other characters. */
const char *han_reading(uint32_t cp);
/* Would a slip of the ear or of a pinyin keyboard give one for the other? Equal
 * readings, or readings that differ in zh/z, ch/c, sh/s, n/l, f/h, -ng/-n only. */
bool han_sounds_alike(uint32_t a, uint32_t b);

#endif
