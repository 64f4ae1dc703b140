/* What the page can do in a demo alone; see the header. */
#include "console/demo.h"

#include <string.h>

#include "base/text.h"
#include "base/text_norm.h"
#include "console/completion.h"
#include "language/when.h"
#include "records/kinds.h"
#include "records/member.h"
#include "records/role.h"
#include "shell/talk.h"

#define PEOPLE_MAX 500
#define CLOCK_DAYS_MAX 400

void
demo_people(struct turn *turn, struct json_writer *json, const char *name)
{
	const struct store *store = &turn->world->store;
	size_t count = 0;

	json_open(json, name, '[');
	EACH (store, person, person) {
		uint64_t key = store_key_int(person->id);

		if (count >= PEOPLE_MAX ||
		    (store_next(store, &kind_member, offsetof(struct member, person), key, 0) == NULL &&
		        store_next(store, &kind_role, offsetof(struct role, person), key, 0) == NULL))
			continue;
		count++;
		completion_person(turn, person->id, json, NULL);
	}
	json_close(json);
}

/* POST /api/clock {"to":"下周一 08:00"} or {"minutes":30}. */
void
demo_clock(struct exchange *exchange)
{
	struct gate *gate = exchange->gate;
	const cJSON *minutes = cJSON_GetObjectItemCaseSensitive(exchange->body, "minutes");
	const char *to = json_text(exchange->body, "to");
	int zone = (int)gate->setup.world->policy.zone_min;
	int64_t now = gate_now(gate), at = 0;
	int32_t today = zone_day(now, zone);
	struct when when;

	if (!gate->setup.demo) {
		exchange_refuse(exchange, 404, "not here");
		return;
	}
	if (cJSON_IsNumber(minutes)) {
		at = now + (int64_t)minutes->valuedouble * MS_MINUTE;
	} else if (to) {
		struct glyphs text = text_glyphs(&exchange->arena, to);
		size_t from = 0;

		while (from < text.n && (text.cp[from] == ' ' || text.cp[from] == U'到'))
			from++;
		if (when_read(text.cp + from, text.n - from, today, zone_minute(now, zone), &when) && !when.bad) {
			if (when.after_ms)
				at = now + when.after_ms;
			else
				at = zone_instant(when.has_day ? when.day : today, when.has_minute ? when.minute : 480, zone);
			if (at <= now && !when.has_day) /* 08:00, said in the afternoon: the next one */
				at += MS_DAY;
		}
	}
	if (at <= now || at > now + CLOCK_DAYS_MAX * MS_DAY)
		exchange_refuse(exchange, 400,
		    exchange->language == EN ? "a time to come within 400 days, like 11:30 or next monday 08:00"
		                             : "要一个将来的时间,400 天以内,如 11:30、下周一 08:00");
	else
		gate->setup.rim->clock(gate->setup.rim, at, exchange->token);
}

/* GET /api/story: the conversation as a .chat file. */
void
demo_story(struct exchange *exchange)
{
	struct gate *gate = exchange->gate;
	struct buf out = {0};

	if (!gate->setup.demo) {
		exchange_refuse(exchange, 404, "not here");
	} else if (!talk_story(gate->setup.world, gate->setup.folder, &out)) {
		exchange_refuse(exchange, 409,
		    exchange->language == EN
		        ? "the beginning of this conversation is kept no more; begin with an empty data folder"
		        : "这段对话的开头已经不在了;清空数据目录重新开始就能存");
	} else {
		static const char name[] = "Content-Disposition: attachment; filename=\"lianxin.chat\"\r\n";

		serve_answer(gate->setup.serve, exchange->token, 200, "text/plain; charset=utf-8", out.p, out.n,
		    mem_copy(name, sizeof name - 1));
		out = (struct buf){0};
	}
	buf_free(&out);
}
