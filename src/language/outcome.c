/* The words of outcomes; see the header. */
#include "language/outcome.h"

#include <stddef.h>

const char *const outcome_nobody_home[] = {"没人", "无人在", "不在家", "不在屋", "没碰到", "没碰着", "没碰上",
    "没遇到", "没遇着", "没见到", "没见着", "没找到人", "锁着门", "门锁着", "关着门", "敲门没应",
    "nobody home", "no one home", "not at home", "nobody there", NULL};

const char *const outcome_impossible[] = {"办不了", "无法", "做不到", "不能办", "办不成", "没办法", "没法办",
    "没法弄", "解决不了", "弄不了", "没有经费", "没经费", "没钱办", "not possible", "impossible", "cannot",
    NULL};

const char *const outcome_explained[] = {"解释", "说明", "讲清", "explained", NULL};

const char *const outcome_not_yet[] = {"能办完", "能办好", "能弄好", "能修好", "会办完", "会办好", "会弄好",
    "会修好", "才能", "快好了", "快办完", "快弄好", "差不多了", "还没", "还差", "will be", "not yet",
    "almost", NULL};
