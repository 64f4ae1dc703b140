/* The store; see the header. */
#include "data/store.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/require.h"
#include "base/text.h"

void
store_open(struct store *store, const struct kind *const *kinds, int count)
{
	store->tables = mem_new((size_t)count * sizeof *store->tables);
	store->count = count;
	for (int i = 0; i < count; i++) {
		struct store_table *table = &store->tables[i];

		require(kinds[i]->number == i && kinds[i]->fields[0].type == F_ID && kinds[i]->fields[0].offset == 0);
		table->kind = kinds[i];
		table->next_id = 1;
		for (size_t k = 0; k < kinds[i]->field_count; k++)
			if (kinds[i]->fields[k].flags & INDEXED) {
				require(table->index_count < STORE_INDEXES_MAX);
				table->indexed[table->index_count++] = &kinds[i]->fields[k];
			}
	}
}

void
store_close(struct store *store)
{
	for (int i = 0; i < store->count; i++) {
		struct store_table *table = &store->tables[i];
		struct sorted_pair pair;

		for (uint64_t from = 0; sorted_seek(&table->rows, from, 0, &pair); from = pair.key + 1)
			record_drop((struct record *)(uintptr_t)pair.value);
		sorted_free(&table->rows);
		for (int k = 0; k < table->index_count; k++)
			sorted_free(&table->indexes[k]);
	}
	free(store->tables);
	*store = (struct store){0};
}

uint64_t
store_key_int(int64_t value)
{
	return (uint64_t)value ^ (1ULL << 63);
}

uint64_t
store_key_text(const char *text)
{
	return text_hash(text);
}

static uint64_t
key_of(const struct field *field, const void *data)
{
	const void *at = field_at(field, data);

	switch (field->type) {
	case F_ID:
	case F_REF:
	case F_INT:
	case F_TIME: return store_key_int(*(const int64_t *)at);
	case F_DAY:
	case F_ENUM: return store_key_int(*(const int32_t *)at);
	case F_TEXT: return store_key_text(*(const char *const *)at);
	case F_BYTES:
	case F_LIST: break;
	}
	require_never("bytes and lists have no index");
	return 0;
}

static struct store_table *
table_of(const struct store *store, const struct kind *kind)
{
	require(kind->number < store->count);
	return &store->tables[kind->number];
}

const void *
store_find(const struct store *store, const struct kind *kind, int64_t id)
{
	struct sorted_pair pair;

	if (id <= 0 || !sorted_seek(&table_of(store, kind)->rows, (uint64_t)id, 0, &pair) ||
	    pair.key != (uint64_t)id)
		return NULL;
	return record_data((struct record *)(uintptr_t)pair.value);
}

struct record *
store_swap(struct store *store, const struct kind *kind, int64_t id, struct record *record)
{
	struct store_table *table = table_of(store, kind);
	const void *old = store_find(store, kind, id);
	const void *new = record ? record_data(record) : NULL;

	require(id > 0 && (record == NULL || record_id(record) == id));
	for (int i = 0; i < table->index_count; i++) {
		uint64_t was = old ? key_of(table->indexed[i], old) : 0,
		         is = new ? key_of(table->indexed[i], new) : 0;

		if (old && new &&was == is)
			continue;
		if (old)
			require(sorted_remove(&table->indexes[i], was, (uint64_t)id));
		if (new)
			sorted_add(&table->indexes[i], is, (uint64_t)id);
	}
	if (old && new)
		sorted_set(&table->rows, (uint64_t)id, (uint64_t)(uintptr_t)record);
	else if (new)
		sorted_add(&table->rows, (uint64_t)id, (uint64_t)(uintptr_t)record);
	else if (old)
		sorted_remove(&table->rows, (uint64_t)id, (uint64_t)(uintptr_t)record_of(old));
	if (id >= table->next_id)
		table->next_id = id + 1;
	return old ? record_of(old) : NULL;
}

static int
index_at(const struct store_table *table, size_t offset)
{
	for (int i = 0; i < table->index_count; i++)
		if (table->indexed[i]->offset == offset)
			return i;
	require_never("the field is not declared INDEXED");
	return -1;
}

const void *
store_next(const struct store *store, const struct kind *kind, size_t offset, uint64_t key, int64_t after)
{
	const struct store_table *table = table_of(store, kind);
	struct sorted_pair pair;

	if (!sorted_seek(&table->indexes[index_at(table, offset)], key, (uint64_t)after + 1, &pair) ||
	    pair.key != key)
		return NULL;
	return store_find(store, kind, (int64_t)pair.value);
}

const void *
store_after(const struct store *store, const struct kind *kind, int64_t after)
{
	struct sorted_pair pair;

	if (!sorted_seek(&table_of(store, kind)->rows, (uint64_t)after + 1, 0, &pair))
		return NULL;
	return record_data((struct record *)(uintptr_t)pair.value);
}

const void *
store_ordered(const struct store *store, const struct kind *kind, size_t offset, struct sorted_pair *pair)
{
	const struct store_table *table = table_of(store, kind);

	if (!sorted_seek(&table->indexes[index_at(table, offset)], pair->key, pair->value, pair))
		return NULL;
	return store_find(store, kind, (int64_t)pair->value);
}

size_t
store_count(const struct store *store, const struct kind *kind)
{
	return table_of(store, kind)->rows.pairs;
}
