/* The demo's clock sent ahead: it goes to the next time something falls due, waits until that is
 * done and said, and so on to where it was sent. What the bot says on the way, it says in its time. */
#ifndef CLI_DEMO_CLOCK_H
#define CLI_DEMO_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

struct demo_clock_events {
	void *context;
	int64_t (*now)(void *context); /* of the demo, ms UTC */
	/* Is everything done and said that fell due until now? */
	bool (*quiet)(void *context);
	/* Moves the clock to the next time something falls due, but not beyond `to`, and does that. */
	void (*step)(void *context, int64_t to);
	/* The journey is over; whoever sent the clock is answered. */
	void (*arrived)(void *context, uint64_t token);
};
struct demo_clock {
	struct demo_clock_events events;
	uv_timer_t timer;
	int64_t to;
	uint64_t token;
	bool on;
};

void demo_clock_init(struct demo_clock *clock, uv_loop_t *loop, const struct demo_clock_events *events);
/* Its handle closes in the loop. */
void demo_clock_close(struct demo_clock *clock);
/* False: it is on its way already, or the time is past. */
bool demo_clock_send(struct demo_clock *clock, int64_t to, uint64_t token);

#endif
