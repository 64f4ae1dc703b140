/* The lists behind the board's numbers. Each is a table of what the one who asks could also be
 * told in the chat: his command, his places, his issues. */
#ifndef CONSOLE_LISTS_H
#define CONSOLE_LISTS_H

#include "reading/step.h"
#include "data/table.h"

struct list_asked {
	int64_t person;
	int64_t of;  /* an arrival, an owner, a place, by list; 0 = all */
	int64_t age; /* issues: 1 up to a week, 2 up to a month, 3 older; 0 = all */
};
struct list_kind {
	const char *name;
	const char *title_zh, *title_en;
	const char *command;        /* who may say this may see the list */
	const char *const *columns; /* key, zh, en; ends with NULL */
	void (*fill)(
	    struct turn *turn, const struct tables *tables, const struct list_asked *asked, struct table *table);
};
extern const struct list_kind list_kinds[];

/* The list of that name if the person may see it, else NULL. */
const struct list_kind *lists_find(
    const struct turn *turn, const struct tables *tables, int64_t person, const char *name);
/* Fills the table in the turn's language; the arena of `table` is the caller's. */
void lists_fill(struct turn *turn, const struct tables *tables, const struct list_kind *kind,
    const struct list_asked *asked, struct table *table);
const char *lists_title(const struct turn *turn, const struct list_kind *kind);
/* All lists the person may see, and the sums the board shows: {"lists":{name:{title,columns,rows}}}. */
void board_json(struct turn *turn, const struct tables *tables, int64_t person, struct buf *out);

#endif
