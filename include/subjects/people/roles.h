/* The words of roles, as people say them (domain-terms). */
#ifndef PEOPLE_ROLES_H
#define PEOPLE_ROLES_H

#include "base/text_norm.h"
#include "core/turn.h"
#include "records/role.h"

/* 包村干部; in English its code. */
const char *roles_word(const struct turn *turn, int role);
/* The role named at `at`, or -1; *used is the length of its word. */
int roles_at(const struct glyphs *text, size_t at, size_t *used);
/* The place this is a role for, or -1 for any kind: a cadre is a village's. */
int roles_place_kind(int role);

#endif
