/* The registry; see records/kinds.h. */
#include "records/kinds.h"

#include <string.h>

#include "records/account.h"
#include "records/arrival.h"
#include "records/booking.h"
#include "records/code.h"
#include "records/counter.h"
#include "records/dialog.h"
#include "records/diary.h"
#include "records/entry.h"
#include "records/group.h"
#include "records/household.h"
#include "records/inquiry.h"
#include "records/issue.h"
#include "records/issue_event.h"
#include "records/job.h"
#include "records/lesson.h"
#include "records/line.h"
#include "records/lot.h"
#include "records/member.h"
#include "records/notice.h"
#include "records/operator.h"
#include "records/pairing.h"
#include "records/party.h"
#include "records/person.h"
#include "records/place.h"
#include "records/rule.h"
#include "records/post.h"
#include "records/promise.h"
#include "records/reminder.h"
#include "records/role.h"
#include "records/slip.h"
#include "records/talk.h"
#include "records/turn_row.h"
#include "records/visit.h"
#include "records/wake.h"

const struct kind *const kinds_all[KIND_COUNT] = {
#define KIND(name) &kind_##name,
#include "records/kinds.def"
#undef KIND
};

const struct kind *
kinds_find(const char *name)
{
	for (int i = 0; i < KIND_COUNT; i++)
		if (strcmp(kinds_all[i]->name, name) == 0)
			return kinds_all[i];
	return NULL;
}
