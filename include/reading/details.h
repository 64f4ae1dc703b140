/* Slots of what is registered: a new name, its head or contact, figures with their words, a
 * role; and the two of a stand-in. Each has a name in config/forms.tsv; see slots.h. */
#ifndef READING_DETAILS_H
#define READING_DETAILS_H

#include "reading/slots.h"

/* A name that nobody has yet: what is left when all else is taken. */
const char *details_name(struct filling *filling);
/* 户主周大, 老板陈阿根: the words behind it, or the person. */
const char *details_head(struct filling *filling);
/* 餐位90, 能坐40个人, 8张床, 份额6; as 登记经营户 reads them. */
const char *details_seats(struct filling *filling);
const char *details_beds(struct filling *filling);
const char *details_share(struct filling *filling);
/* 补记10点, -50, 扣5点: with the sign that is said; without one nobody knows. */
const char *details_points(struct filling *filling);
/* Who stands in, then for whom. */
const char *details_pair(struct filling *filling);
/* 网格员, 包村干部; who 管 a grid is its leader. */
const char *details_role(struct filling *filling);
/* 从今天起. */
const char *details_since(struct filling *filling);

#endif
