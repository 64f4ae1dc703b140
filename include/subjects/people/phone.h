/* Telephone numbers as lists bring them in. */
#ifndef PEOPLE_PHONE_H
#define PEOPLE_PHONE_H

#define PHONE_BYTES 16

/* A mobile number of 11 digits, or a landline with its area code: the digits alone in `out`, without
 * 86, blanks, dashes and brackets. NULL, or what is wrong with it in a few words. */
const char *phone_read(const char *text, char out[PHONE_BYTES]);

#endif
