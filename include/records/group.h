/* A chat group bound to a place and a purpose 绑定群. */
#ifndef RECORDS_GROUP_H
#define RECORDS_GROUP_H

#include "data/field.h"

enum group_purpose { PURPOSE_none, PURPOSE_operators, PURPOSE_villagers, PURPOSE_cadres, PURPOSE_leaders };

struct group {
	int64_t id;
	const char *code;
	const char *name;
	int64_t place;
	int32_t purpose;
	const char *channel;
	const char *chat_id;
};

extern const struct kind kind_group;

#endif
