/* Reaches formats/csv.c and subjects/people/import.c; the turn is thrown away. */
#include <stddef.h>
#include <stdint.h>

#include "demo_world.h"
#include "subjects/people/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct world *world = demo_world();
	struct import_result result = {0};
	struct turn turn;
	size_t kinds = 0;

	while (import_order[kinds])
		kinds++;
	if (n == 0)
		return 0;
	turn_begin(&turn, world, "import", 1000);
	world_read_csv_bytes(
	    &turn, import_order[data[0] % kinds], "f.csv", (const char *)data + 1, n - 1, &result);
	turn_abort(&turn);
	import_result_free(&result);
	return 0;
}
