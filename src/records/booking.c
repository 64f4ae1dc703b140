/* Room an operator household has not to give: guests of its own 自带客, or closed 休息. Field table; see records/booking.h. */
#include "records/booking.h"

#include "records/kinds.h"
#include "records/operator.h"
#include "records/person.h"

static const char *const sort_codes[] = {"own", "closed", NULL};

#define RECORD booking
static const struct field fields[] = {
    F(id, F_ID, .label = "编号"),
    F(operator, F_REF, .flags = REQUIRED | INDEXED, .label = "经营户", .to = &kind_operator),
    F(sort, F_ENUM, .label = "类别", .codes = sort_codes),
    F(from, F_DAY, .label = "起"),
    F(to, F_DAY, .label = "止"),
    F(at, F_TIME, .label = "用餐"),
    F(heads, F_INT, .label = "人数"),
    F(beds, F_INT, .label = "床位"),
    F(reason, F_TEXT, .flags = PERSONAL, .label = "原因"),
    F(by, F_REF, .label = "登记人", .to = &kind_person),
    F(made_at, F_TIME, .label = "登记时间"),
};

const struct kind kind_booking = {
    .name = "bookings",
    .label = "占用",
    .number = KIND_booking,
    .size = sizeof(struct booking),
    FIELDS(fields),
};
