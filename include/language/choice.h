/* A number that answers a numbered question, said in other words: 1, ①, 1️⃣, 第一个, 选1, 一号吧. Pure. */
#ifndef LANGUAGE_CHOICE_H
#define LANGUAGE_CHOICE_H

#include <stddef.h>
#include <stdint.h>

/* The number from 1 to 9 that the whole text says and nothing else; 0 if it says more or none. */
int choice_said(const uint32_t *cp, size_t n);

#endif
