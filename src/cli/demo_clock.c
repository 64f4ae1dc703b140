/* The journey of the demo's clock; see the header. */
#include "cli/demo_clock.h"

#define STEP_MS 2 /* between looks whether a step is done */

void
demo_clock_init(struct demo_clock *clock, uv_loop_t *loop, const struct demo_clock_events *events)
{
	*clock = (struct demo_clock){.events = *events};
	uv_timer_init(loop, &clock->timer);
	clock->timer.data = clock;
}

void
demo_clock_close(struct demo_clock *clock)
{
	uv_close((uv_handle_t *)&clock->timer, NULL);
}

static void
on_step(uv_timer_t *timer)
{
	struct demo_clock *clock = timer->data;
	const struct demo_clock_events *events = &clock->events;

	if (!events->quiet(events->context))
		return;
	if (events->now(events->context) < clock->to) {
		events->step(events->context, clock->to);
		return;
	}
	clock->on = false;
	uv_timer_stop(&clock->timer);
	events->arrived(events->context, clock->token);
}

bool
demo_clock_send(struct demo_clock *clock, int64_t to, uint64_t token)
{
	if (clock->on || to < clock->events.now(clock->events.context))
		return false;
	clock->to = to;
	clock->token = token;
	clock->on = true;
	uv_timer_start(&clock->timer, on_step, 0, STEP_MS);
	return true;
}
