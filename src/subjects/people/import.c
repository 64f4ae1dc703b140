/* Import and export; see the header. A row is known again by its id cell (code), else
 * by its own natural key: all its references and names. */
#include "subjects/people/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/require.h"
#include "base/text.h"
#include "base/text_norm.h"
#include "core/names.h"
#include "records/account.h"
#include "records/group.h"
#include "records/household.h"
#include "records/issue.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/operator.h"
#include "records/person.h"
#include "records/person_item.h"
#include "records/place.h"
#include "records/rule.h"
#include "records/role.h"
#include "records/visit.h"
#include "subjects/people/phone.h"

const struct kind *const import_order[] = {&kind_place, &kind_person, &kind_role, &kind_account, &kind_group,
    &kind_member, &kind_household, &kind_operator, &kind_visit, &kind_rule, NULL};

#define COLUMNS_MAX 64
#define FAULTS_SHOWN 200

struct importing {
	struct turn *turn;
	const struct kind *kind;
	const struct sheet *sheet;
	struct import_result *result;
	const struct field *columns[COLUMNS_MAX];
	size_t width; /* columns with a name; a spreadsheet adds empty ones behind */
	bool good;    /* of the row */
};

static const char *
column_name(const struct field *field)
{
	require(field != NULL);
	return field->column ? field->column : field->name;
}

static void fault(struct importing *in, const struct sheet_cell *cell, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
fault(struct importing *in, const struct sheet_cell *cell, const char *format, ...)
{
	struct arena arena = {0};
	va_list args;
	char what[400];

	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	in->good = false;
	if (++in->result->faults <= FAULTS_SHOWN)
		buf_addf(&in->result->fault_lines, "%s:%d:%d: %s\n", in->sheet->file, cell->line, cell->column, what);
	arena_clear(&arena);
}

static const struct field *
column_field(const struct kind *kind, const char *header)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		bool own_id = field->type == F_ID && field_find(kind, "code") != NULL;

		if (!own_id && !(field->flags & INTERNAL) &&
		    (strcmp(column_name(field), header) == 0 || strcmp(field->label, header) == 0))
			return field;
	}
	return NULL;
}

static void
read_reference(struct importing *in, const struct field *field, const struct kind *to,
    const struct sheet_cell *cell, const char *text, int64_t *out)
{
	*out = names_record(in->turn->world, to, text);
	if (*out == 0)
		fault(in, cell, "%s: no %s \"%s\"; give its id or name as in %s.csv", column_name(field), to->label,
		    text, to->name);
	else if (*out < 0)
		fault(in, cell, "%s: several %s are called \"%s\"; give the id instead", column_name(field),
		    to->label, text);
	if (*out < 0)
		*out = 0;
}

static bool
read_int(const char *text, int64_t *out)
{
	char *end;
	long long value = strtoll(text, &end, 10);

	*out = value;
	return *text && *end == 0 && value > -(1LL << 53) && value < 1LL << 53;
}

static void
read_list(struct importing *in, const struct field *field, const struct sheet_cell *cell, struct list *out)
{
	struct person_item *items = arena_alloc(&in->turn->arena, (strlen(cell->text) + 1) * sizeof *items);
	size_t n = 0;

	require(field->to->field_count == 1 && field->to->fields[0].type == F_REF &&
	    field->to->size == sizeof *items);
	for (const char *p = cell->text; *p;) {
		size_t bytes = strcspn(p, ";");
		const char *one = text_clean(&in->turn->arena, arena_text(&in->turn->arena, p, bytes));

		if (*one)
			read_reference(in, field, field->to->fields[0].to, cell, one, &items[n++].person);
		p += bytes + (p[bytes] == ';');
	}
	*out = (struct list){items, n};
}

/* 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日, and with the 0:00 that a spreadsheet adds. */
static bool
read_day(const char *text, int32_t *day)
{
	static const char *const between[][2] = {{"-", "-"}, {"/", "/"}, {".", "."}, {"年", "月"}};
	char *end;
	long year = strtol(text, &end, 10), month = 0, of_month = 0;

	if (end - text != 4 || text[0] < '0' || text[0] > '9')
		return false;
	for (size_t i = 0; i < sizeof between / sizeof *between && month == 0; i++) {
		const char *at = end;

		if (!text_starts(at, between[i][0]))
			continue;
		at += strlen(between[i][0]);
		month = *at >= '0' && *at <= '9' ? strtol(at, (char **)&at, 10) : 0;
		if (!text_starts(at, between[i][1]))
			return false;
		at += strlen(between[i][1]);
		of_month = *at >= '0' && *at <= '9' ? strtol(at, (char **)&at, 10) : 0;
		at += text_starts(at, "日") ? strlen("日") : 0;
		if (*at && strcmp(at, " 0:00") != 0 && strcmp(at, " 00:00") != 0 && strcmp(at, " 0:00:00") != 0 &&
		    strcmp(at, " 00:00:00") != 0)
			return false;
	}
	if (month < 1 || month > 12 || of_month < 1 || of_month > 31 ||
	    !civil_valid((int)year, (int)month, (int)of_month))
		return false;
	*day = civil_day((int)year, (int)month, (int)of_month);
	return true;
}

/* 2026-11-08 09:00 as an export writes it. */
static bool
read_time(const struct importing *in, const char *text, int64_t *at)
{
	char date[11] = {0};
	int hour, minute, used = 0;
	int32_t day;

	if (strlen(text) != 16)
		return false;
	memcpy(date, text, 10);
	if (!civil_parse(date, &day) || sscanf(text + 10, " %2d:%2d%n", &hour, &minute, &used) != 2 ||
	    used != 6 || hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return false;
	*at = zone_instant(day, hour * 60 + minute, (int)in->turn->world->policy.zone_min);
	return true;
}

static const char *
read_phone(struct importing *in, const struct field *field, const struct sheet_cell *cell, const char *text)
{
	char digits[PHONE_BYTES];
	const char *wrong = phone_read(text, digits);

	if (wrong == NULL)
		return arena_text(&in->turn->arena, digits, strlen(digits));
	fault(in, cell, "%s: \"%s\": %s", column_name(field), text, wrong);
	return NULL;
}

static void
codes_text(const struct field *field, char *out, size_t room)
{
	size_t n = 0;

	out[0] = 0;
	for (int i = 0; field->codes[i]; i++)
		if (field->codes[i][0] && n + strlen(field->codes[i]) + 3 < room)
			n += (size_t)snprintf(out + n, room - n, "%s%s", n ? " " : "", field->codes[i]);
}

static void
read_cell(struct importing *in, const struct field *field, const struct sheet_cell *cell, void *data)
{
	void *at = (char *)data + field->offset;
	const char *text = text_clean(&in->turn->arena, *cell->text == '\'' ? cell->text + 1 : cell->text);
	char codes[300];

	if (*text == 0) {
		if (field->flags & REQUIRED)
			fault(in, cell, "%s (%s) must not be empty", column_name(field), field->label);
		return;
	}
	switch (field->type) {
	case F_ID:
		if (!read_int(text, at) || *(int64_t *)at < 0)
			fault(in, cell, "%s: \"%s\" is no number", column_name(field), text);
		break;
	case F_INT:
		if (!read_int(text, at) || *(int64_t *)at < 0)
			fault(in, cell, "%s: \"%s\" is no whole number from 0", column_name(field), text);
		break;
	case F_REF: read_reference(in, field, field->to, cell, text, at); break;
	case F_DAY:
		if (!read_day(text, at))
			fault(in, cell, "%s: \"%s\" is no day like 2026-11-08 or 2026/11/8", column_name(field), text);
		break;
	case F_TEXT:
		*(const char **)at = strcmp(field->name, "phone") == 0 ? read_phone(in, field, cell, text) : text;
		break;
	case F_ENUM: {
		int code = field_code(field, text);

		codes_text(field, codes, sizeof codes);
		if (code < 0)
			fault(in, cell, "%s: \"%s\" is none of: %s", column_name(field), text, codes);
		else
			*(int32_t *)at = code;
		break;
	}
	case F_LIST: read_list(in, field, cell, at); break;
	case F_TIME:
		if (!read_time(in, text, at))
			fault(in, cell, "%s: \"%s\" is no time like 2026-11-08 09:00", column_name(field), text);
		break;
	case F_BYTES: fault(in, cell, "%s cannot be imported", column_name(field)); break;
	}
}

/* Kinds without a code are the same when everything that is REQUIRED is the same. */
static bool
same_key(const struct kind *kind, const void *a, const void *b)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if ((kind->fields[i].flags & REQUIRED) && !field_same(&kind->fields[i], a, b))
			return false;
	return true;
}

static const void *
existing(const struct importing *in, const void *data)
{
	const struct kind *kind = in->kind;
	const struct store *store = &in->turn->world->store;
	const struct field *code = field_find(kind, "code");
	const char *text = code ? *(const char *const *)field_at(code, data) : NULL;

	if (text) {
		for (const void *r = store_next(store, kind, code->offset, store_key_text(text), 0); r;
		     r = store_next(store, kind, code->offset, store_key_text(text), *(const int64_t *)r))
			if (text_equal(*(const char *const *)field_at(code, r), text))
				return r;
		return NULL;
	}
	/* By an indexed required field, so that thousands of rows stay quick. */
	for (size_t i = 1; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if ((field->flags & (REQUIRED | INDEXED)) != (REQUIRED | INDEXED))
			continue;
		uint64_t key = field->type == F_TEXT ? store_key_text(*(const char *const *)field_at(field, data))
		                                     : store_key_int(*(const int64_t *)field_at(field, data));
		for (const void *r = store_next(store, kind, field->offset, key, 0); r;
		     r = store_next(store, kind, field->offset, key, *(const int64_t *)r))
			if (same_key(kind, r, data) &&
			    (code == NULL || text_empty(*(const char *const *)field_at(code, r))))
				return r;
		return NULL;
	}
	for (const void *r = store_after(store, kind, 0); r; r = store_after(store, kind, *(const int64_t *)r))
		if (same_key(kind, r, data) && (code == NULL || text_empty(*(const char *const *)field_at(code, r))))
			return r;
	return NULL;
}

static bool
unchanged(const struct kind *kind, const void *a, const void *b)
{
	for (size_t i = 1; i < kind->field_count; i++)
		if (!(kind->fields[i].flags & INTERNAL) && !field_same(&kind->fields[i], a, b))
			return false;
	return true;
}

/* Is it a cadre for a village that has another at that time? Stand-ins do not count. */
static bool
second_cadre(const struct turn *turn, const struct role *role)
{
	if (role->role != ROLE_cadre || role->stand_in_for)
		return false;
	EACH_BY (&turn->world->store, role, place, store_key_int(role->place), other) {
		bool before = other->to != DAY_NONE && role->from != DAY_NONE && other->to < role->from,
		     after = role->to != DAY_NONE && other->from != DAY_NONE && role->to < other->from;

		if (other->role == ROLE_cadre && other->stand_in_for == 0 && other->person != role->person &&
		    !before && !after)
			return true;
	}
	return false;
}

/* A visit of earlier: a day that has been, entered today unless the list says when. */
static bool
complete_visit(struct importing *in, struct visit *visit, const struct sheet_cell *cell)
{
	if (visit->day > turn_today(in->turn)) {
		fault(in, cell, "a visit of a day to come");
		return false;
	}
	if (visit->entered_at == 0)
		visit->entered_at = in->turn->now;
	return true;
}

/* What a state is, is decided here and by no list. */
static void
keep_states(const struct kind *kind, const void *old, void *data)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].flags & STATE)
			*(int32_t *)(void *)((char *)data + kind->fields[i].offset) = old
			    ? *(const int32_t *)field_at(&kind->fields[i], old)
			    : 0;
	if (kind == &kind_visit)
		((struct visit *)data)->checker = old ? ((const struct visit *)old)->checker : 0;
}

static void
read_row(struct importing *in, size_t r, const void **seen_rows)
{
	const struct sheet_cell *cells = in->sheet->rows[r];
	size_t width = in->sheet->widths[r];
	void *data = arena_alloc(&in->turn->arena, in->kind->size);

	in->good = true;
	record_blank(in->kind, data);
	for (; width > in->width; width--)
		if (*text_clean(&in->turn->arena, cells[width - 1].text)) {
			fault(in, &cells[width - 1], "a cell more than the header has columns");
			return;
		}
	const void *old = NULL;
	for (size_t c = 0; c < width; c++) {
		require(in->columns[c] != NULL); /* as in parent_known */
		read_cell(in, in->columns[c], &cells[c], data);
	}
	for (size_t i = 0; in->good && i < in->kind->field_count; i++)
		if ((in->kind->fields[i].flags & REQUIRED) && field_absent(&in->kind->fields[i], data))
			fault(in, &cells[0], "%s (%s) is missing", column_name(&in->kind->fields[i]),
			    in->kind->fields[i].label);
	if (!in->good)
		return;
	if (in->kind == &kind_operator && ((struct operator*)data)->share == 0)
		((struct operator*)data)->share = 1;
	if (in->kind == &kind_operator && ((struct operator*)data)->share > 10000) {
		fault(in, &cells[0], "share must be 1 to 10000");
		return;
	}
	if (in->kind == &kind_role && second_cadre(in->turn, data)) {
		fault(in, &cells[0],
		    "this village has another stationed cadre at that time; one a village (give the first an end date)");
		return;
	}
	if (in->kind == &kind_visit && !complete_visit(in, data, &cells[0]))
		return;
	old = existing(in, data);
	if (old == NULL && field_find(in->kind, "code") == NULL)
		*(int64_t *)data = 0; /* numbers are given here: that of another list is somebody else's */
	if (old && record_of(old)->turn == in->turn->number && *seen_rows) {
		/* The same key twice in one file; equal rows are one. */
		if (!unchanged(in->kind, old, data))
			fault(in, &cells[0], "this row names the same %s as an earlier one with other values",
			    in->kind->label);
		return;
	}
	keep_states(in->kind, old, data);
	if (old) {
		*(int64_t *)data = *(const int64_t *)old;
		/* What the file has no column for stays as it is. */
		for (size_t i = 1; i < in->kind->field_count; i++) {
			const struct field *field = &in->kind->fields[i];
			bool given = false;

			for (size_t c = 0; c < in->width; c++)
				given |= in->columns[c] == field;
			if (!given)
				memcpy((char *)data + field->offset, field_at(field, old),
				    i + 1 < in->kind->field_count && in->kind->fields[i + 1].offset > field->offset
				        ? in->kind->fields[i + 1].offset - field->offset
				        : in->kind->size - field->offset);
		}
		if (unchanged(in->kind, old, data)) {
			in->result->same++;
			return;
		}
		in->result->changed++;
	} else {
		in->result->added++;
	}
	turn_put(in->turn, in->kind, data);
	*seen_rows = data;
}

static bool
read_header(struct importing *in)
{
	const struct sheet_cell *cells = in->sheet->rows[0];

	in->good = true;
	in->width = in->sheet->widths[0];
	while (in->width > 1 && *text_clean(&in->turn->arena, cells[in->width - 1].text) == 0)
		in->width--;
	for (size_t c = 0; c < in->width; c++) {
		const char *name = text_clean(&in->turn->arena, cells[c].text);

		in->columns[c] = column_field(in->kind, name);
		if (in->columns[c] == NULL) {
			struct buf known = {0};

			for (size_t i = 0; i < in->kind->field_count; i++)
				if (column_field(in->kind, column_name(&in->kind->fields[i])) == &in->kind->fields[i])
					buf_addf(&known, "%s%s", known.n ? "," : "", column_name(&in->kind->fields[i]));
			fault(in, &cells[c], "unknown column \"%s\"; %s.csv has: %s", name, in->kind->name,
			    buf_text(&known));
			buf_free(&known);
		}
		for (size_t before = 0; before < c && in->columns[c]; before++)
			if (in->columns[before] == in->columns[c])
				fault(in, &cells[c], "the column \"%s\" stands twice", name);
	}
	return in->good;
}

/* Is everything in that this row refers to within its own kind? */
static bool
parent_known(struct importing *in, size_t r)
{
	for (size_t c = 0; c < in->sheet->widths[r] && c < in->width; c++) {
		const char *text = in->sheet->rows[r][c].text;

		require(in->columns[c] != NULL); /* the header was good */
		if (in->columns[c]->type == F_REF && in->columns[c]->to == in->kind && *text &&
		    names_record(in->turn->world, in->kind, text) == 0)
			return false;
	}
	return true;
}

/* One person who answers for three houses and more: often a cell that was pulled down. */
static void
warn_contacts(struct importing *in)
{
	const struct store *store = &in->turn->world->store;

	EACH (store, operator, operator) {
		const struct person_item *contacts = operator->contacts.items;

		for (size_t i = 0; i < operator->contacts.n; i++) {
			struct buf names = {0};
			int64_t first;
			int houses = operator_houses(store, contacts[i].person, &names, &first);

			if (houses >= OPERATOR_HOUSES_MANY && first == operator->id)
				buf_addf(&in->result->warnings, "%s: %s is the contact of %d houses (%s); is that right?\n",
				    in->sheet->file, names_of(in->turn->world, &kind_person, contacts[i].person), houses,
				    buf_text(&names));
			buf_free(&names);
		}
	}
}

void
import_sheet(
    struct turn *turn, const struct kind *kind, const struct sheet *sheet, struct import_result *result)
{
	struct importing in = {.turn = turn, .kind = kind, .sheet = sheet, .result = result};
	const void *seen = NULL;

	if (sheet->count == 0 || !read_header(&in))
		return;
	if (sheet->count > IMPORT_ROWS_MAX) {
		fault(&in, &sheet->rows[0][0], "more than %d rows; split the file", IMPORT_ROWS_MAX);
		return;
	}
	/* A row whose parent stands further down waits until that one is in. */
	bool *done = arena_alloc(&turn->arena, sheet->count * sizeof *done), moved = true;
	while (moved) {
		moved = false;
		for (size_t r = 1; r < sheet->count; r++)
			if (!done[r] && parent_known(&in, r)) {
				read_row(&in, r, &seen);
				done[r] = moved = true;
			}
	}
	for (size_t r = 1; r < sheet->count; r++)
		if (!done[r])
			read_row(&in, r, &seen);
	if (kind == &kind_operator)
		warn_contacts(&in);
}

void
import_result_free(struct import_result *result)
{
	buf_free(&result->fault_lines);
	buf_free(&result->warnings);
}

/* Names and their aliases keep their ends, telephones too; whatever else is personal is left out, so
 * that a mark does not tell that there is something. */
static const char *
masked(const struct field *field, const char *text, struct arena *arena)
{
	static const char *const names[] = {"name", "head", "aliases"};

	if (strcmp(field->name, "phone") == 0)
		return text_mask_phone(arena, text);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(field->name, names[i]) == 0) {
			const char *out = "";

			while (*text) {
				size_t n = strcspn(text, ";");

				out = arena_printf(
				    arena, "%s%s%s", out, *out ? ";" : "", text_mask_name(arena, arena_text(arena, text, n)));
				text += n + (text[n] == ';');
			}
			return out;
		}
	return "";
}

static const char *
cell_of(struct world *world, const struct field *field, const void *data, bool plain, struct arena *arena)
{
	if (field->type == F_REF && !field_absent(field, data)) {
		int64_t id = *(const int64_t *)field_at(field, data);
		const struct field *code = field_find(field->to, "code"), *name = field_find(field->to, "name");
		const void *to = store_find(&world->store, field->to, id);
		const char *text = to && code ? *(const char *const *)field_at(code, to) : NULL;

		if (text == NULL && to && name) {
			text = *(const char *const *)field_at(name, to);
			/* A name stands for itself where there is no code: masked like any other. */
			if (text && !plain && name->flags & PERSONAL)
				return text_mask_name(arena, text);
		}
		return text ? text : arena_printf(arena, "%lld", (long long)id);
	}
	if (field->type == F_LIST) {
		const struct list *list = field_at(field, data);
		struct buf out = {0};

		for (size_t i = 0; i < list->n; i++) {
			if (i)
				buf_addc(&out, ';');
			if (field->to->fields[0].type == F_REF)
				buf_adds(&out,
				    cell_of(world, &field->to->fields[0], (const char *)list->items + i * field->to->size,
				        plain, arena));
		}
		return buf_keep(&out, arena);
	}
	const char *text = field_text(field, data, (int)world->policy.zone_min, arena);
	return plain || !(field->flags & PERSONAL) || *text == 0 ? text : masked(field, text, arena);
}

/* A restricted matter, and what belongs to one, is a number and its state. */
static bool
restricted_row(const struct world *world, const struct kind *kind, const void *data)
{
	const struct field *of = field_find(kind, "issue");
	const struct issue *issue = kind == &kind_issue ? data
	    : of && of->type == F_REF
	    ? store_find(&world->store, &kind_issue, *(const int64_t *)field_at(of, data))
	    : NULL;

	return issue && issue->restricted;
}

static bool
kept_of_restricted(const struct field *field)
{
	return field->type == F_ID || field->flags & STATE || strcmp(field->name, "restricted") == 0 ||
	    strcmp(field->name, "issue") == 0;
}

/* Is the field a column of an export? */
static bool
exported(const struct kind *kind, const struct field *field)
{
	return !(field->flags & INTERNAL) && field->type != F_BYTES &&
	    !(field->type == F_ID && field_find(kind, "code"));
}

void
export_table(struct world *world, const struct kind *kind, bool plain, struct table *table)
{
	struct column *columns = arena_alloc(table->arena, kind->field_count * sizeof *columns);

	for (size_t i = 0; i < kind->field_count; i++)
		if (exported(kind, &kind->fields[i]))
			columns[table->column_count++] = (struct column){
			    kind->fields[i].name, column_name(&kind->fields[i])};
	table->columns = columns;
	for (const void *data = store_after(&world->store, kind, 0); data;
	     data = store_after(&world->store, kind, *(const int64_t *)data)) {
		bool number_only = !plain && restricted_row(world, kind, data);

		for (size_t i = 0; i < kind->field_count; i++)
			if (!exported(kind, &kind->fields[i]))
				continue;
			else if (number_only && !kept_of_restricted(&kind->fields[i]))
				table_text(table, "");
			else if (kind->fields[i].type == F_INT && !field_absent(&kind->fields[i], data))
				table_number(table, *(const int64_t *)field_at(&kind->fields[i], data));
			else
				table_text(table, cell_of(world, &kind->fields[i], data, plain, table->arena));
	}
}
