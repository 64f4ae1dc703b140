/* Reaches core/parse.c, core/step.c, core/names.c, base/when.c, base/numeral.c,
 * base/text_norm.c and every command: a text is said by an administrator in the
 * operators' group, addressed and not, and in private; the turn is thrown away. */
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "reading/step.h"
#include "demo_world.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct world *world = demo_world();
	struct arena arena = {0};

	if (n == 0 || !text_valid((const char *)data + 1, n - 1))
		return 0;
	const char *text = arena_text(&arena, (const char *)data + 1, n - 1);
	bool private_chat = data[0] & 1;
	if (data[0] & 2)
		text = arena_printf(&arena, "@连心 %s", text);
	struct message message = {.channel = "console",
	    .event_id = "e",
	    .private_chat = private_chat,
	    .chat_id = private_chat ? "" : "安科农家乐群",
	    .sender_id = data[0] & 4 ? "何书记" : "裘才强",
	    .sender_name = "",
	    .text = text};
	struct turn turn;
	turn_begin(&turn, world, "message", zone_instant(civil_day(2026, 11, 9), 540, 480));
	step_message(&turn, &(struct tables){commands_all, wakes_all, jobs_all, hearers_all}, &message);
	turn_abort(&turn);
	arena_clear(&arena);
	return 0;
}
