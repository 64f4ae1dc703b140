/* The board of the group page: its sums, its lists, and these as files; see the header. */
#include "console/board.h"

#include <stdio.h>
#include <string.h>

#include "console/later.h"
#include "console/lists.h"
#include "formats/http.h"
#include "formats/json_write.h"
#include "formats/tables.h"

void
board_sums(struct exchange *exchange)
{
	struct buf out = {0};
	struct turn turn;

	exchange_look(exchange, &turn);
	board_json(&turn, &exchange->gate->setup.tables, exchange->person, &out);
	turn_abort(&turn);
	exchange_give(exchange, &out);
}

static void
make_workbook(const void *inputs, size_t n, struct buf *result)
{
	struct arena arena = {0};
	struct table table;
	const char *title;

	if (!table_unpack(inputs, n, &arena, &table, &title) || !table_xlsx(&table, title, result))
		buf_clear(result);
	table_free(&table);
	arena_clear(&arena);
}

static char *
attachment(const char *name, const char *suffix)
{
	struct buf line = {0};

	buf_addf(&line, "Content-Disposition: attachment; filename=\"%s.%s\"\r\n", name, suffix);
	return line.p;
}

/* GET /api/list?name=issues[&of=N][&age=N][&format=csv|xlsx]. */
void
board_list(struct exchange *exchange)
{
	struct gate *gate = exchange->gate;
	const char *name = http_query(exchange->request->query, "name", &exchange->arena),
	           *format = http_query(exchange->request->query, "format", &exchange->arena);
	struct table table = {.arena = &exchange->arena};
	struct buf out = {0};
	struct turn turn;

	exchange_look(exchange, &turn);
	const struct list_kind *kind = name ? lists_find(&turn, &gate->setup.tables, exchange->person, name)
	                                    : NULL;
	if (kind) {
		struct list_asked asked = {.person = exchange->person,
		    .of = exchange_number(exchange, "of"),
		    .age = exchange_number(exchange, "age")};

		lists_fill(&turn, &gate->setup.tables, kind, &asked, &table);
	}
	struct pending *pending = format && strcmp(format, "xlsx") == 0 ? later_slot(exchange->later, LATER_XLSX)
	                                                                : NULL;
	if (kind == NULL) {
		exchange_refuse(exchange, 404, "no such list for you");
	} else if (format && strcmp(format, "csv") == 0) {
		table_csv(&table, &out);
		serve_answer(gate->setup.serve, exchange->token, 200, "text/csv; charset=utf-8", out.p, out.n,
		    attachment(kind->name, "csv"));
		out = (struct buf){0};
	} else if (format && strcmp(format, "xlsx") == 0 && pending == NULL) {
		exchange_refuse(exchange, 503, "busy; please ask again");
	} else if (pending) {
		*pending = (struct pending){.what = LATER_XLSX, .token = exchange->token};
		snprintf(pending->name, sizeof pending->name, "%s", kind->name);
		table_pack(&table, lists_title(&turn, kind), &out);
		later_compute(exchange->later, pending, make_workbook, out.p, out.n);
	} else {
		struct json_writer json = json_writer(&out);

		json_open(&json, NULL, '{');
		json_put_text(&json, "title", lists_title(&turn, kind));
		json_put_name(&json, "table");
		table_json(&table, &out);
		json_close(&json);
		exchange_give(exchange, &out);
	}
	table_free(&table);
	buf_free(&out);
	turn_abort(&turn);
}

void
board_made(const struct exchange *exchange, const struct pending *pending, const void *result, size_t n)
{
	serve_answer(exchange->gate->setup.serve, exchange->token, 200,
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", mem_copy(result, n), n,
	    attachment(pending->name, "xlsx"));
}
