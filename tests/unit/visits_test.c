/* visits: what is asked every morning costs as much as a cadre's visits, not as their square.
 * Counted in steps of the store, which are the same on every machine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/turn.h"
#include "core/world_life.h"
#include "records/household.h"
#include "records/kinds.h"
#include "records/visit.h"
#include "subjects/visits/visits.h"

#define HOMES 20

static uint64_t steps;

/* The linker puts these before the store's own (tests/CMakeLists.txt). */
const void *__real_store_next(
    const struct store *store, const struct kind *kind, size_t member, uint64_t key, int64_t after);
const void *__wrap_store_next(
    const struct store *store, const struct kind *kind, size_t member, uint64_t key, int64_t after);

const void *
__wrap_store_next(
    const struct store *store, const struct kind *kind, size_t member, uint64_t key, int64_t after)
{
	steps++;
	return __real_store_next(store, kind, member, key, after);
}

/* Steps that 待访 and the morning digest take after so many visits to the same households. */
static uint64_t
steps_after(int visits, size_t *due)
{
	struct seal_key key = {{1}};
	struct buf names = {0};
	struct world world;
	struct turn turn;

	world_open(&world, "x", 1, &key);
	turn_begin(&turn, &world, "message", 100 * MS_DAY);
	for (int i = 0; i < HOMES; i++)
		turn_put(&turn, &kind_household, &(struct household){.name = "张家"});
	for (int i = 0; i < visits; i++)
		turn_put(&turn, &kind_visit,
		    &(struct visit){.household = 1 + i % HOMES, .by = 7, .day = 1 + i / HOMES % 9});
	steps = 0;
	*due = visits_due(&turn, 7, &names, NULL);
	uint64_t taken = steps;
	buf_free(&names);
	turn_abort(&turn);
	world_close(&world);
	return taken;
}

static void
test_due_is_linear(void **state)
{
	size_t few, many;
	uint64_t once = steps_after(500, &few), twice = steps_after(1000, &many);

	(void)state;
	assert_int_equal(few, HOMES);
	assert_int_equal(many, HOMES);
	assert_true(twice <= 2 * once + 2 * HOMES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_due_is_linear)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
