/* A one-time code 绑定码; only its digest is kept. */
#ifndef RECORDS_CODE_H
#define RECORDS_CODE_H

#include "data/field.h"

enum code_purpose { CODE_person, CODE_group, CODE_admin, CODE_page, CODE_tries };

struct code {
	int64_t id;
	const char *digest;
	int32_t purpose;
	int64_t target; /* person or group, 0 = whoever says it; of tries: how many in this hour */
	int64_t expires_at;
	int64_t used;
	int64_t row, last_at; /* of tries: wrong ones in a row, the last of them */
};

extern const struct kind kind_code;

#endif
