/* The pages that tell how the program is; see the header. */
#include "shell/status.h"
#include "formats/json_write.h"

#include <string.h>

bool
status_health(const struct status *status, struct buf *body)
{
	bool good = status->trouble[0] == 0 && !status->draining;
	struct json_writer json = json_writer(body);

	json_open(&json, NULL, '{');
	json_put_bool(&json, "ok", good);
	json_put_int(&json, "turn", status->turn);
	json_put_int(&json, "durable", status->durable);
	json_put_bool(&json, "clock_held", status->held);
	json_put_text(&json, "database", status->trouble[0] ? status->trouble : "ok");
	json_open(&json, "links", '{');
	for (size_t i = 0; i < status->channel_count; i++)
		if (links_state(status->links, i))
			json_put_text(&json, status->channels[i].name, links_state(status->links, i));
	json_close(&json);
	json_put_text(&json, "version", LIANXIN_VERSION);
	json_close(&json);
	return good;
}

static void
link_metrics(const struct status *status, struct buf *body)
{
	buf_adds(body,
	    "# HELP lianxin_link_up Is the standing connection of a channel there?\n# TYPE lianxin_link_up gauge\n");
	for (size_t i = 0; i < status->channel_count; i++)
		if (links_state(status->links, i))
			buf_addf(body, "lianxin_link_up{channel=\"%s\"} %d\n", status->channels[i].name,
			    strcmp(links_state(status->links, i), "up") == 0);
	buf_adds(body,
	    "# HELP lianxin_link_opens_total How often it was opened\n# TYPE lianxin_link_opens_total counter\n");
	for (size_t i = 0; i < status->channel_count; i++)
		if (links_state(status->links, i))
			buf_addf(body, "lianxin_link_opens_total{channel=\"%s\"} %lld\n", status->channels[i].name,
			    (long long)links_opens(status->links, i));
}

void
status_metrics(const struct status *status, struct buf *body)
{
	const struct counts *counts = &status->counts;
	const struct {
		const char *name, *type, *help;
		int64_t value;
	} rows[] = {
	    {"lianxin_messages_total", "counter", "Messages handled, repeats not counted", counts->messages},
	    {"lianxin_messages_silent_total", "counter", "Messages without any reply", counts->silent},
	    {"lianxin_repeats_total", "counter", "Repeats answered from the turn row", counts->repeats},
	    {"lianxin_refused_total", "counter", "Requests refused with a 4xx or 5xx", counts->refused},
	    {"lianxin_overload_total", "counter", "Requests refused because queues were full", counts->overload},
	    {"lianxin_posts_total", "counter", "Posts delivered", counts->posts},
	    {"lianxin_posts_failed_total", "counter", "Failed attempts to deliver a post", counts->posts_failed},
	    {"lianxin_wakes_total", "counter", "Wakes fired", counts->wakes},
	    {"lianxin_poison_total", "counter", "Events set aside", counts->poison},
	    {"lianxin_turn", "gauge", "Number of the last turn", status->turn},
	    {"lianxin_durable_turn", "gauge", "Number of the last durable turn", status->durable},
	    {"lianxin_outbox_waiting", "gauge", "Posts waiting in the outbox", status->waiting},
	    {"lianxin_queue_bytes", "gauge", "Bytes on their way to the disk", status->queue_bytes},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		buf_addf(body, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", rows[i].name, rows[i].help, rows[i].name,
		    rows[i].type, rows[i].name, (long long)rows[i].value);
	link_metrics(status, body);
}
