/* Reaches formats/json.c. What our scanner takes, cJSON takes too. */
#include <stddef.h>
#include <stdint.h>

#include "base/require.h"
#include "formats/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	size_t at;

	if (json_scan((const char *)data, n, &at) == NULL) {
		cJSON *root = json_parse((const char *)data, n);

		require(root != NULL);
		cJSON_Delete(root);
	}
	return 0;
}
