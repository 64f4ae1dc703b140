/* Offers to keep a sentence as a report; see the header. */
#include "subjects/asking/offer.h"

#include "core/dialog.h"
#include "reading/decide.h"
#include "reading/reading.h"
#include "reading/step.h"

const char *
offer_line(struct turn *turn, const char *text)
{
	char *line = (char *)arena_printf(&turn->arena, "%s", text);

	for (char *p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return line;
}

void
offer_report(struct turn *turn, const char *key, const char *lines, const struct glyphs *text, size_t from)
{
	struct answer_item answers[] = {
	    {"1|记|要|好|是|对|记成问题|yes",
	        arena_printf(&turn->arena, "上报 %s", offer_line(turn, text->clean + text->at[from]))},
	    {"2|不用|不记|不是|no", DECIDE_NONE}};

	dialog_say(turn, key, WITH({"lines", lines}), DIALOG_choice, 0, answers, 2, turn->now + 30 * MS_MINUTE);
	if (turn->understanding == NULL || *lines) /* with lines it is answered, too */
		return;
	turn->understanding->zone = ZONE_ask;
	turn->understanding->ask_count = 1;
	turn->understanding->asks[0].does = REPORT_COMMAND;
}
