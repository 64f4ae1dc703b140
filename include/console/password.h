/* Passwords that are guessed first. No list of other people's passwords: rules. */
#ifndef CONSOLE_PASSWORD_H
#define CONSOLE_PASSWORD_H

#include <stdbool.h>

#define PASSWORD_CHARS_MIN 10

/* Too short, or made of what everybody tries: few characters over and over, runs along the alphabet or
 * the keyboard, a day, well-known words, or what is known of him (`own`: names and numbers, separated
 * by ;) with little beside. */
bool password_weak(const char *password, const char *own);

#endif
