/* Pictures on the group page; see the header. */
#include "console/pictures.h"

#include <string.h>

#include "formats/json_write.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "shell/talk.h"
#include "subjects/issues/issues.h"

#define PICTURES_MAX 9 /* with one line */

bool
pictures_good(const char *list)
{
	for (int count = 0; *list && count < PICTURES_MAX; count++) {
		size_t hex = strspn(list, "0123456789abcdef"), n = strcspn(list, ";");

		if (hex != 32 || list[32] != '.' || n > 37 || n < 36)
			return false;
		list += n + (list[n] == ';');
	}
	return *list == 0;
}

/* POST /api/file: the picture is on the disk already. */
void
pictures_kept(struct exchange *exchange)
{
	struct buf out = {0};

	if (exchange->request->file == NULL) {
		exchange_refuse(exchange, 400, "expected a picture");
		return;
	}
	struct json_writer json = json_writer(&out);
	json_open(&json, NULL, '{');
	json_put_text(&json, "file", exchange->request->file);
	json_close(&json);
	exchange_give(exchange, &out);
}

static bool
holds(const char *list, const char *name)
{
	const char *at = list ? strstr(list, name) : NULL;
	size_t n = strlen(name);

	return at && (at == list || at[-1] == ';') && (at[n] == 0 || at[n] == ';');
}

/* GET /api/file/NAME: for who sees the line it stands in, or may read the issue it belongs to. */
void
pictures_read(struct exchange *exchange)
{
	struct world *world = exchange->gate->setup.world;
	const char *name = exchange->request->path + strlen(PAGE_FILES "/"),
	           *end = name + strspn(name, "0123456789abcdef.gijnpw");
	bool allowed = false;
	struct turn turn;

	EACH (&world->store, talk, talk)
		allowed = allowed || (holds(talk->media, name) && talk_visible(world, talk, exchange->person));
	exchange_look(exchange, &turn);
	EACH (&world->store, issue, issue)
		allowed = allowed ||
		    (holds(issue->pictures, name) && issues_may_read(&turn, issue, exchange->person));
	turn_abort(&turn);
	if (!allowed || *end)
		exchange_refuse(exchange, 404, "no such picture");
	else
		exchange->gate->setup.rim->read_file(exchange->gate->setup.rim, name, exchange->token);
}
