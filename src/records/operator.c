/* An operator household 经营户 that receives guests. Field table; see records/operator.h. */
#include "records/operator.h"

#include "records/kinds.h"
#include "records/person_item.h"
#include "records/place.h"

static const char *const status_codes[] = {"active", "trial", "suspended", NULL};

#define RECORD operator
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(code, F_TEXT, .flags = INDEXED, .label = "代码", .column = "id"),
    F(name, F_TEXT, .flags = REQUIRED, .label = "名称"),
    F(aliases, F_TEXT, .label = "别名"),
    F(village, F_REF, .flags = REQUIRED | INDEXED, .label = "村", .to = &kind_place),
    F(contacts, F_LIST, .label = "联系人", .to = &kind_person_item),
    F(seats, F_INT, .label = "餐位"),
    F(beds, F_INT, .label = "床位"),
    F(ground_beds, F_INT, .label = "一楼床位"),
    F(share, F_INT, .label = "份额"),
    F(features, F_TEXT, .label = "特色"),
    F(status, F_ENUM, .label = "状态", .codes = status_codes),
    F(from, F_DAY, .label = "起"),
    F(to, F_DAY, .label = "止"),
    F(ledger, F_INT, .label = "期初积点"),
};

const struct kind kind_operator = {
    .name = "operators",
    .label = "经营户",
    .number = KIND_operator,
    .size = sizeof(struct operator),
    FIELDS(fields),
};

int
operator_houses(const struct store *store, int64_t person, struct buf *names, int64_t *first)
{
	int houses = 0;

	*first = 0;
	EACH (store, operator, operator) {
		if (operator->status == OPERATOR_suspended || !person_item_in(&operator->contacts, person))
			continue;
		buf_addf(names, "%s%s", houses ? "、" : "", operator->name);
		*first = *first ? *first : operator->id;
		houses++;
	}
	return houses;
}
