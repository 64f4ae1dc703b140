/* Record blocks and their canonical bytes; see the header. */
#include "data/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/require.h"
#include "base/text.h"

#define ALIGNED(n) (((n) + 7) & ~(size_t)7)

const struct field *
field_find(const struct kind *kind, const char *name)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (strcmp(kind->fields[i].name, name) == 0)
			return &kind->fields[i];
	return NULL;
}

int
field_code(const struct field *field, const char *code)
{
	for (int i = 0; field->codes[i]; i++)
		if (strcmp(field->codes[i], code) == 0)
			return i;
	for (int i = 0; field->was && field->was[i]; i += 2)
		if (strcmp(field->was[i], code) == 0 || strcmp(field->was[i], "*") == 0)
			return field_code(field, field->was[i + 1]);
	return -1;
}

bool
kind_may_move(const struct kind *kind, int from, int to)
{
	if (kind->moves == NULL || from == to)
		return true;
	for (size_t i = 0; i < kind->move_count; i++)
		if (kind->moves[i].from == from && kind->moves[i].to == to)
			return true;
	return false;
}

/* Bytes that the struct's texts, bytes and lists need behind it. */
static size_t
extra_size(const struct kind *kind, const void *data)
{
	size_t size = 0;

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		const void *at = field_at(field, data);

		if (field->type == F_TEXT && *(const char *const *)at) {
			size += ALIGNED(strlen(*(const char *const *)at) + 1);
		} else if (field->type == F_BYTES) {
			size += ALIGNED(((const struct bytes *)at)->n);
		} else if (field->type == F_LIST) {
			const struct list *list = at;

			size += ALIGNED(list->n * field->to->size);
			for (size_t k = 0; k < list->n; k++)
				size += extra_size(field->to, (const char *)list->items + k * field->to->size);
		}
	}
	return size;
}

/* Copies what the struct at `data` points to behind *end and repoints it. */
static void
take_extras(const struct kind *kind, void *data, char **end)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		void *at = (char *)data + field->offset;

		if (field->type == F_TEXT) {
			const char **text = at;

			if (*text == NULL)
				continue;
			if (**text == 0) { /* "" and absent are one */
				*text = NULL;
				continue;
			}
			size_t n = strlen(*text) + 1;
			memcpy(*end, *text, n);
			*text = *end;
			*end += ALIGNED(n);
		} else if (field->type == F_BYTES) {
			struct bytes *bytes = at;

			if (bytes->n)
				memcpy(*end, bytes->p, bytes->n);
			bytes->p = *end;
			*end += ALIGNED(bytes->n);
		} else if (field->type == F_LIST) {
			struct list *list = at;
			char *items = *end;

			if (list->n)
				memcpy(items, list->items, list->n * field->to->size);
			list->items = items;
			*end += ALIGNED(list->n * field->to->size);
			for (size_t k = 0; k < list->n; k++)
				take_extras(field->to, items + k * field->to->size, end);
		}
	}
}

struct record *
record_make(const struct kind *kind, const void *source, int64_t turn)
{
	size_t size = sizeof(struct record) + ALIGNED(kind->size) + extra_size(kind, source);
	struct record *record = mem_grow(NULL, size);
	char *end = (char *)(record + 1) + ALIGNED(kind->size);

	require(size < UINT32_MAX);
	*record = (struct record){.kind = kind, .turn = turn, .refs = 1, .size = (uint32_t)size};
	memcpy(record + 1, source, kind->size);
	take_extras(kind, record + 1, &end);
	return record;
}

void
record_ref(struct record *record)
{
	record->refs++;
}

void
record_drop(struct record *record)
{
	require(record->refs > 0);
	if (--record->refs == 0)
		free(record);
}

void
record_blank(const struct kind *kind, void *out)
{
	memset(out, 0, kind->size);
	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].type == F_DAY)
			*(int32_t *)((char *)out + kind->fields[i].offset) = DAY_NONE;
}

bool
field_absent(const struct field *field, const void *data)
{
	const void *at = field_at(field, data);

	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_TIME: return *(const int64_t *)at == 0;
	case F_DAY: return *(const int32_t *)at == DAY_NONE;
	case F_TEXT: return text_empty(*(const char *const *)at);
	case F_BYTES: return ((const struct bytes *)at)->n == 0;
	case F_LIST: return ((const struct list *)at)->n == 0;
	case F_INT:
	case F_ENUM: return false;
	}
	return false;
}

bool
field_same(const struct field *field, const void *a, const void *b)
{
	const void *x = field_at(field, a), *y = field_at(field, b);

	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: return *(const int64_t *)x == *(const int64_t *)y;
	case F_DAY:
	case F_ENUM: return *(const int32_t *)x == *(const int32_t *)y;
	case F_TEXT: return text_equal(*(const char *const *)x, *(const char *const *)y);
	case F_BYTES: {
		const struct bytes *p = x, *q = y;

		return p->n == q->n && (p->n == 0 || memcmp(p->p, q->p, p->n) == 0);
	}
	case F_LIST: {
		const struct list *p = x, *q = y;

		if (p->n != q->n)
			return false;
		for (size_t k = 0; k < p->n; k++)
			for (size_t i = 0; i < field->to->field_count; i++)
				if (!field_same(&field->to->fields[i], (const char *)p->items + k * field->to->size,
				        (const char *)q->items + k * field->to->size))
					return false;
		return true;
	}
	}
	return false;
}

const char *
field_text(const struct field *field, const void *data, int zone_min, struct arena *arena)
{
	const void *at = field_at(field, data);

	if (field_absent(field, data))
		return "";
	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT: return arena_printf(arena, "%lld", (long long)*(const int64_t *)at);
	case F_DAY: return civil_text(arena, *(const int32_t *)at);
	case F_TIME: return zone_text(arena, *(const int64_t *)at, zone_min);
	case F_TEXT: return *(const char *const *)at;
	case F_ENUM: return field->codes[*(const int32_t *)at];
	case F_BYTES:
	case F_LIST: return "";
	}
	return "";
}

/* One value: its bytes; the length goes before it. */
static void
pack_value(const struct field *field, const void *at, struct buf *out)
{
	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: {
		int64_t value = *(const int64_t *)at;

		buf_varint(out, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
		break;
	}
	case F_DAY: {
		int64_t value = *(const int32_t *)at;

		buf_varint(out, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
		break;
	}
	case F_TEXT: buf_adds(out, *(const char *const *)at); break;
	case F_ENUM: buf_adds(out, field->codes[*(const int32_t *)at]); break;
	case F_BYTES: buf_add(out, ((const struct bytes *)at)->p, ((const struct bytes *)at)->n); break;
	case F_LIST: {
		const struct list *list = at;

		buf_varint(out, list->n);
		for (size_t k = 0; k < list->n; k++) {
			struct buf item = {0};

			record_pack(field->to, (const char *)list->items + k * field->to->size, &item);
			buf_varint(out, item.n);
			buf_add(out, item.p, item.n);
			buf_free(&item);
		}
		break;
	}
	}
}

void
record_pack(const struct kind *kind, const void *data, struct buf *out)
{
	struct buf value = {0};

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		size_t name = strlen(field->name);

		if (field_absent(field, data))
			continue;
		buf_clear(&value);
		pack_value(field, field_at(field, data), &value);
		buf_varint(out, name);
		buf_add(out, field->name, name);
		buf_varint(out, value.n);
		buf_add(out, value.p, value.n);
	}
	buf_free(&value);
}

static bool
unpack_number(struct reader *reader, int64_t *value)
{
	uint64_t raw;

	if (!read_varint(reader, &raw))
		return false;
	*value = (int64_t)(raw >> 1) ^ -(int64_t)(raw & 1);
	return true;
}

static bool
unpack_value(const struct field *field, struct reader *reader, struct arena *arena, void *at)
{
	size_t n = (size_t)(reader->end - reader->p);
	int64_t number;

	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: return unpack_number(reader, at);
	case F_DAY:
		if (!unpack_number(reader, &number))
			return false;
		*(int32_t *)at = (int32_t)number;
		return true;
	case F_TEXT: *(const char **)at = arena_text(arena, (const char *)reader->p, n); return true;
	case F_ENUM: {
		int code = field_code(field, arena_text(arena, (const char *)reader->p, n));

		*(int32_t *)at = code < 0 ? 0 : code;
		return code >= 0;
	}
	case F_BYTES:
		*(struct bytes *)at = (struct bytes){arena_text(arena, (const char *)reader->p, n), n};
		return true;
	case F_LIST: {
		uint64_t count, size;
		struct list *list = at;

		if (!read_varint(reader, &count) || count > n)
			return false;
		char *items = arena_alloc(arena, (size_t)count * field->to->size + 1);
		for (size_t k = 0; k < count; k++) {
			const void *p;

			if (!read_varint(reader, &size) || (p = read_bytes(reader, size)) == NULL)
				return false;
			record_blank(field->to, items + k * field->to->size);
			if (!record_unpack(field->to, p, (size_t)size, arena, items + k * field->to->size))
				return false;
		}
		*list = (struct list){items, (size_t)count};
		return true;
	}
	}
	return false;
}

bool
record_unpack(const struct kind *kind, const void *p, size_t n, struct arena *arena, void *out)
{
	struct reader reader = {p, (const uint8_t *)p + n};

	record_blank(kind, out);
	while (reader.p < reader.end) {
		uint64_t size;
		const char *name, *value;

		if (!read_varint(&reader, &size) || size > 64 || (name = read_bytes(&reader, size)) == NULL)
			return false;
		const struct field *field = field_find(kind, arena_text(arena, name, (size_t)size));
		if (!read_varint(&reader, &size) || (value = read_bytes(&reader, size)) == NULL)
			return false;
		struct reader inner = {(const uint8_t *)value, (const uint8_t *)value + size};
		if (field && !unpack_value(field, &inner, arena, (char *)out + field->offset))
			return false;
	}
	return true;
}
