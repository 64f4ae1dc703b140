/* What the page offers to pick while somebody types: words of commands he may say, names of
 * those around him, numbers of open issues he may read. */
#ifndef CONSOLE_COMPLETION_H
#define CONSOLE_COMPLETION_H

#include "formats/json_write.h"
#include "reading/step.h"

#define COMPLETION_NAMES_MAX 400 /* of one sort */

/* {"commands":[…],"names":{"household":[…],…},"issues":[…]} for the person. */
void completion_json(
    struct turn *turn, const struct command *const *commands, int64_t person, struct buf *out);
/* Who the person is, as a member of that name: {"id","name","roles":[…],"admin"}. */
void completion_person(struct turn *turn, int64_t person, struct json_writer *json, const char *name);
/* May the person say this command? */
bool completion_may(
    const struct turn *turn, const struct command *const *commands, int64_t person, const char *command);

#endif
