/* Plays conversations; see the header. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/text_norm.h"
#include "cli/player.h"
#include "cli/sync_rim.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "core/names.h"
#include "core/schedule.h"
#include "io/files.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/operator.h"
#include "records/person.h"
#include "records/person_item.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"

#define CHAT_BYTES_MAX (4 << 20)

struct never {
	char *chat, *pattern;
	bool private_chat;
	int line;
};

struct player {
	const char *file;
	int line;
	char folder[64];
	struct seal_key key;
	struct world world;
	struct sync_rim rim;
	bool open, strict, failed;
	bool quiet; /* prints no conversation */
	int event;
	struct message last; /* for `again`; texts owned below */
	char *last_texts[4];
	bool *matched; /* of rim.posts */
	size_t since;  /* rim.posts from here are new */
	char **chats;  /* per-chat position of the last match */
	size_t *positions;
	size_t chat_count;
	struct never *nevers;
	size_t never_count;
	struct {
		char *chat, *id;
	} * all; /* every post by chat, for [回复 N] */
	size_t all_count;
};

static void
fail(struct player *play, const char *what, const char *about)
{
	printf("%s:%d: %s%s%s\n", play->file, play->line, what, about ? ": " : "", about ? about : "");
	play->failed = true;
}

static bool
open_world(struct player *play, bool again)
{
	char path[128], why[256] = "";

	snprintf(path, sizeof path, "%s/world.db", play->folder);
	struct db *db = db_sqlite.open(path, &play->key, why);
	int64_t now = again ? play->rim.now : zone_instant(civil_day(2026, 11, 8), 540, 480);

	if (db == NULL) {
		fail(play, "no database", why);
		return false;
	}
	world_open(&play->world, "chat", 4, &play->key); /* the same conversation draws the same lots */
	play->world.everyone_on_console = true;
	if (!db_sqlite.load(db, &play->world, now, why)) {
		fail(play, "the database does not load", why);
		db_sqlite.close(db);
		world_close(&play->world);
		return false;
	}
	struct sync_rim old = play->rim;
	sync_rim_init(&play->rim, &db_sqlite, db, now);
	if (again) { /* what was said stays in sight */
		play->rim.posts = old.posts;
		play->rim.post_count = old.post_count;
		play->rim.post_cap = old.post_cap;
		for (size_t i = 0; i < old.job_count; i++)
			buf_free(&old.jobs[i].result);
		free(old.jobs);
		free(old.queue);
		play->rim.answer = old.answer; /* a repeat after the restart gets the same */
		play->rim.answer_n = old.answer_n;
		play->rim.answer_status = old.answer_status;
	}
	play->rim.serve = serve_open(&(struct serve_setup){.world = &play->world,
	    .rim = &play->rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .demo = true});
	play->open = true;
	if (again)
		serve_boot(play->rim.serve);
	return true;
}

/* The moves of state that any conversation of this run has taken, bits by kind. */
static uint64_t moved[KIND_COUNT];

/* Prints each state move of each kind: "taken" or "never", kind, from, to. */
static void
print_moves(void)
{
	for (int i = 0; i < KIND_COUNT; i++)
		for (size_t f = 0; kinds_all[i]->moves && f < kinds_all[i]->field_count; f++) {
			const struct field *field = &kinds_all[i]->fields[f];

			for (size_t k = 0; (field->flags & STATE) && k < kinds_all[i]->move_count; k++)
				printf("%s %s %s %s\n", moved[i] >> k & 1 ? "taken" : "never", kinds_all[i]->name,
				    field->codes[kinds_all[i]->moves[k].from], field->codes[kinds_all[i]->moves[k].to]);
		}
}

static void
close_world(struct player *play)
{
	if (!play->open)
		return;
	serve_close(play->rim.serve);
	db_sqlite.close(play->rim.db);
	for (int i = 0; i < KIND_COUNT; i++)
		moved[i] |= play->world.moved[i];
	world_close(&play->world);
	play->open = false;
}

static void
note_posts(struct player *play)
{
	for (size_t i = play->all_count; i < play->rim.post_count; i++) {
		play->all = mem_grow(play->all, (i + 1) * sizeof *play->all);
		play->all[i].chat = play->rim.posts[i].chat;
		play->all[i].id = play->rim.posts[i].id;
		play->matched = mem_grow(play->matched, (i + 1) * sizeof *play->matched);
		play->matched[i] = false;
		if (!play->quiet)
			printf("    < %s%s | %s\n", play->rim.posts[i].private_chat ? "私聊 " : "",
			    play->rim.posts[i].chat, play->rim.posts[i].text);
	}
	play->all_count = play->rim.post_count;
}

/* "…" matches anything, " ⏎ " is a line break; the whole post must match. */
static bool
matches(const char *pattern, const char *text)
{
	for (;;) {
		if (strncmp(pattern, "…", 3) == 0) {
			pattern += 3;
			if (*pattern == 0)
				return true;
			for (; *text; text++)
				if (matches(pattern, text))
					return true;
			return matches(pattern, text);
		}
		if (strncmp(pattern, " ⏎ ", 5) == 0) {
			if (*text != '\n')
				return false;
			pattern += 5;
			text++;
			continue;
		}
		if (*pattern != *text)
			return false;
		if (*pattern == 0)
			return true;
		pattern++;
		text++;
	}
}

static bool
same_chat(const struct sync_post *post, const char *chat, bool private_chat)
{
	return post->private_chat == private_chat && strcmp(post->chat, chat) == 0;
}

/* What must not have been posted: in the stretch itself beyond what a `<` has claimed,
 * and in what the clock brought if the line that ends it moves the clock. */
static void
judge_nevers(struct player *play)
{
	for (size_t n = 0; n < play->never_count; n++) {
		struct never *never = &play->nevers[n];

		for (size_t i = play->since; i < play->rim.post_count; i++)
			if (!play->matched[i] && same_chat(&play->rim.posts[i], never->chat, never->private_chat) &&
			    matches(never->pattern, play->rim.posts[i].text)) {
				int line = play->line;

				play->line = never->line;
				fail(play, "was posted but must not be", play->rim.posts[i].text);
				play->line = line;
			}
		free(never->chat);
		free(never->pattern);
	}
	play->never_count = 0;
}

/* Ends a stretch; with strict nothing may be left that was not expected. The clock line
 * calls judge_nevers itself, after it has moved. */
static size_t
end_of_expected(struct player *play)
{
	note_posts(play);
	for (size_t i = play->since; play->strict && i < play->rim.post_count; i++)
		if (!play->matched[i])
			fail(play, "not expected", play->rim.posts[i].text);
	return play->rim.post_count;
}

static void
begin_stretch(struct player *play, size_t from)
{
	play->since = from;
	for (size_t i = 0; i < play->chat_count; i++)
		play->positions[i] = play->since;
}

static void
end_stretch(struct player *play)
{
	size_t end = end_of_expected(play);

	judge_nevers(play);
	begin_stretch(play, end);
}

/* Moves the clock; what it brings belongs to the next stretch, and the nevers of this one
 * look at it too. */
static void
move_clock(struct player *play, int64_t at)
{
	size_t end = end_of_expected(play);

	sync_rim_until(&play->rim, at);
	note_posts(play);
	judge_nevers(play);
	begin_stretch(play, end);
}

/* The person of a name, alias, or operator household. */
static const struct person *
speaker(struct player *play, const char *name)
{
	int64_t id = names_only(&play->world, &kind_person, name);

	if (id <= 0) {
		int64_t operator= names_only(&play->world, &kind_operator, name);
		const struct operator* found = store_find(&play->world.store, &kind_operator, operator);
		const struct person_item *contacts = found ? found->contacts.items : NULL;

		id = found && found->contacts.n ? contacts[0].person : 0;
	}
	return store_find(&play->world.store, &kind_person, id);
}

static const struct group *
group_named(struct player *play, const char *name)
{
	EACH_BY (&play->world.store, group, name, store_key_text(name), group)
		if (strcmp(group->name, name) == 0)
			return group;
	return NULL;
}

static char *
trimmed(const char *p, size_t n)
{
	while (n && (*p == ' ' || *p == '\t')) {
		p++;
		n--;
	}
	while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	return mem_copy(p, n);
}

static void
deliver(struct player *play)
{
	play->last.said_at = play->rim.now;
	serve_say(play->rim.serve, &play->last, 1);
	sync_rim_until(&play->rim, play->rim.now); /* what was computed meanwhile is said, too */
	note_posts(play);
}

/* "[语音]", "[位置 村口]" and the like: what came in place of a text. */
static enum unread
unread_input(const char *text)
{
	static const struct {
		const char *mark;
		enum unread unread;
	} marks[] = {{"[语音]", UNREAD_voice}, {"[位置]", UNREAD_place}, {"[位置 ", UNREAD_place},
	    {"[转发]", UNREAD_forwarded}, {"[文件]", UNREAD_file}, {"[视频]", UNREAD_video},
	    {"[链接]", UNREAD_link}, {"[表情]", UNREAD_other}};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (text_starts(text, marks[i].mark))
			return marks[i].unread;
	return UNREAD_none;
}

/* "[按钮 接]", "[图片 a.jpg] text", "[回复 N] text", "[语音]" in front of the text. */
static const char *
input_kind(struct player *play, const char *text, const char *chat, struct message *message)
{
	const char *end = *text == '[' ? strchr(text, ']') : NULL;

	if (end == NULL)
		return text;
	if (text_starts(text, "[按钮 ")) {
		char *value = trimmed(text + strlen("[按钮 "), (size_t)(end - text) - strlen("[按钮 "));
		static char kept[256];

		message->button = true;
		snprintf(kept, sizeof kept, "%s", value);
		free(value);
		return kept;
	}
	if (text_starts(text, "[图片 ")) {
		static char reference[200];

		snprintf(reference, sizeof reference, "%.*s", (int)((size_t)(end - text) - strlen("[图片 ")),
		    text + strlen("[图片 "));
		message->media = reference;
	} else if (text_starts(text, "[回复 ")) {
		long wanted = strtol(text + strlen("[回复 "), NULL, 10), seen = 0;

		for (size_t i = 0; i < play->all_count && message->quoted == NULL; i++)
			if (strcmp(play->all[i].chat, chat) == 0 && ++seen == wanted)
				message->quoted = play->all[i].id;
		if (message->quoted == NULL)
			fail(play, "there is no such post to quote", text);
	} else if ((message->unread = unread_input(text)) != UNREAD_none) {
		static char place[200];

		snprintf(place, sizeof place, "%.*s", (int)(end - text), text);
		message->place = strchr(place, ' ') ? strchr(place, ' ') + 1 : NULL;
	} else {
		return text;
	}
	for (end++; *end == ' '; end++)
		;
	return end;
}

/* " ⏎ " is a line break. */
static char *
with_breaks(const char *text)
{
	struct buf out = {0};

	for (const char *mark; (mark = strstr(text, " ⏎ ")) != NULL; text = mark + strlen(" ⏎ ")) {
		buf_add(&out, text, (size_t)(mark - text));
		buf_addc(&out, '\n');
	}
	buf_adds(&out, text);
	return out.p ? out.p : mem_copy("", 0);
}

static void
say(struct player *play, char *line)
{
	char *first = strchr(line, '|'), *second = first ? strchr(first + 1, '|') : NULL;

	if (second == NULL) {
		fail(play, "neither a statement nor CHAT | SPEAKER | TEXT", line);
		return;
	}
	if (!play->open && !open_world(play, false))
		return;
	end_stretch(play);
	char *chat = trimmed(line, (size_t)(first - line)),
	     *who = trimmed(first + 1, (size_t)(second - first) - 1),
	     *text = trimmed(second + 1, strlen(second + 1));
	const struct person *person = speaker(play, who);
	bool private_chat = strcmp(chat, "私聊") == 0;
	const struct group *group = private_chat ? NULL : group_named(play, chat);

	for (int i = 0; i < 4; i++) {
		free(play->last_texts[i]);
		play->last_texts[i] = NULL;
	}
	if (person == NULL) {
		fail(play, "unknown speaker", who);
	} else if (!private_chat && group == NULL) {
		fail(play, "unknown group", chat);
	} else {
		char id[64];
		struct message message = {.channel = "console", .private_chat = private_chat};
		const char *kept = input_kind(play, text, private_chat ? person->name : chat, &message);

		snprintf(id, sizeof id, "chat-%d", ++play->event);
		if (!play->quiet)
			printf("%s | %s | %s\n", chat, who, text);
		play->last_texts[0] = mem_copy(id, strlen(id));
		play->last_texts[1] = mem_copy(private_chat ? "" : chat, private_chat ? 0 : strlen(chat));
		play->last_texts[2] = mem_copy(person->name, strlen(person->name));
		play->last_texts[3] = with_breaks(kept);
		message.event_id = play->last_texts[0];
		message.chat_id = play->last_texts[1];
		message.sender_id = message.sender_name = play->last_texts[2];
		message.text = play->last_texts[3];
		play->last = message;
		deliver(play);
	}
	free(chat);
	free(who);
	free(text);
}

static size_t *
position(struct player *play, const char *key)
{
	for (size_t i = 0; i < play->chat_count; i++)
		if (strcmp(play->chats[i], key) == 0)
			return &play->positions[i];
	play->chats = mem_grow(play->chats, (play->chat_count + 1) * sizeof *play->chats);
	play->positions = mem_grow(play->positions, (play->chat_count + 1) * sizeof *play->positions);
	play->chats[play->chat_count] = mem_copy(key, strlen(key));
	play->positions[play->chat_count] = play->since;
	return &play->positions[play->chat_count++];
}

static void
expect(struct player *play, char *line, bool never)
{
	char *bar = strchr(line, '|');

	if (bar == NULL) {
		fail(play, "expected < CHAT | PATTERN", line);
		return;
	}
	char *chat = trimmed(line, (size_t)(bar - line)), *pattern = trimmed(bar + 1, strlen(bar + 1));
	bool private_chat = text_starts(chat, "私聊 ");
	const char *name = private_chat ? chat + strlen("私聊 ") : chat;
	const struct person *person = private_chat && play->open ? speaker(play, name) : NULL;

	if (play->open && private_chat && person == NULL)
		fail(play, "unknown person", name);
	else if (play->open && !private_chat && group_named(play, name) == NULL)
		fail(play, "unknown group", name);
	if (person)
		name = person->name;
	if (never) {
		play->nevers = mem_grow(play->nevers, (play->never_count + 1) * sizeof *play->nevers);
		play->nevers[play->never_count++] = (struct never){
		    mem_copy(name, strlen(name)), mem_copy(pattern, strlen(pattern)), private_chat, play->line};
	} else {
		size_t *at = position(play, chat);
		bool found = false;

		for (size_t i = *at > play->since ? *at : play->since; i < play->rim.post_count && !found; i++)
			if (same_chat(&play->rim.posts[i], name, private_chat) &&
			    matches(pattern, play->rim.posts[i].text)) {
				play->matched[i] = found = true;
				*at = i + 1;
			}
		if (!found)
			fail(play, "was not posted", line);
	}
	free(chat);
	free(pattern);
}

static void
load_folder(struct player *play, const char *folder)
{
	struct import_result result = {0};
	struct turn turn;

	if (!play->open && !open_world(play, false))
		return;
	serve_turn_begin(play->rim.serve, &turn, "import");
	world_read_folder(&turn, folder, &result);
	if (result.faults) {
		turn_abort(&turn);
		fail(play, "the world cannot be read", buf_text(&result.fault_lines));
	} else {
		schedule_begin(&turn, wakes_all); /* as the program does when it starts */
		serve_turn_done(play->rim.serve, &turn, 0, "", 0);
	}
	import_result_free(&result);
}

/* 2026-11-08 09:00, 2026-11-08 09:00:30 or 2026-11-08 09:00:30.250 */
static bool
read_time(const struct player *play, const char *text, int64_t *at)
{
	char date[11] = {0};
	int hour, minute, second = 0, milli = 0;
	int32_t day;

	if (strlen(text) >= 10)
		memcpy(date, text, 10);
	if (!civil_parse(date, &day) ||
	    sscanf(text + 10, " %2d:%2d:%2d.%3d", &hour, &minute, &second, &milli) < 2 || hour > 23 ||
	    minute > 59 || second > 59)
		return false;
	*at = zone_instant(day, hour * 60 + minute, (int)play->world.policy.zone_min) + second * 1000 + milli;
	return true;
}

static void
set_clock(struct player *play, const char *text)
{
	int64_t at;

	if (!play->open && !open_world(play, false))
		return;
	if (!read_time(play, text, &at)) {
		fail(play, "expected at 2026-11-08 09:00", text);
		return;
	}
	if (!play->quiet)
		printf("at %s\n", text);
	if (play->event == 0 && at < play->rim.now)
		play->rim.now = at; /* before anything was said the clock may be set freely */
	if (at < play->rim.now)
		fail(play, "the clock goes only forward", text);
	else if (play->event == 0)
		play->rim.now = at;
	move_clock(play, at);
}

static void
pass_time(struct player *play, const char *text)
{
	char *unit;
	long n = strtol(text, &unit, 10);
	int64_t ms = *unit == 'm' ? MS_MINUTE
	    : *unit == 'h'        ? MS_HOUR
	    : *unit == 'd'        ? MS_DAY
	    : *unit == 's'        ? 1000
	                          : 0;

	if (!play->open || ms == 0 || n < 0) {
		fail(play, "expected after 30m (s, m, h or d)", text);
		return;
	}
	if (!play->quiet)
		printf("after %s\n", text);
	move_clock(play, play->rim.now + n * ms);
}

static void
statement(struct player *play, char *line)
{
	if (text_starts(line, "world ")) {
		load_folder(play, line + 6);
	} else if (text_starts(line, "at ")) {
		set_clock(play, line + 3);
	} else if (text_starts(line, "after ")) {
		pass_time(play, line + 6);
	} else if (text_starts(line, "<! ")) {
		expect(play, line + 3, true);
	} else if (text_starts(line, "< ")) {
		expect(play, line + 2, false);
	} else if (strcmp(line, "strict") == 0) {
		end_stretch(play); /* from here on: what came before is not judged */
		play->strict = true;
	} else if (strcmp(line, "again") == 0) {
		end_stretch(play);
		if (play->last.event_id == NULL)
			fail(play, "nothing was said before", NULL);
		else {
			/* The repeat is answered, not said again: the answer must equal the first one. */
			char *before = mem_copy(play->rim.answer, play->rim.answer_n);
			size_t n = play->rim.answer_n;

			printf("again\n");
			deliver(play);
			if (play->rim.answer_n != n || memcmp(before, play->rim.answer, n) != 0)
				fail(play, "the repeat got another answer", play->rim.answer);
			free(before);
		}
	} else if (strcmp(line, "restart") == 0 ||
	    text_starts(line, "restart 2")) { /* with a time: it was off until then */
		int64_t at = play->rim.now;

		end_stretch(play);
		printf("%s\n", line);
		if (line[7] && (!read_time(play, line + 8, &at) || at < play->rim.now))
			fail(play, "expected restart 2026-11-08 09:00, not before now", line);
		else
			play->rim.now = at;
		close_world(play); /* nothing is flushed here: every batch was committed when it was made */
		open_world(play, true);
		note_posts(play);
	} else {
		say(play, line);
	}
}

struct player *
player_new(const char *name)
{
	struct player *play = mem_new(sizeof *play);

	play->file = name;
	snprintf(play->folder, sizeof play->folder, "/tmp/lianxin-chat-XXXXXX");
	if (mkdtemp(play->folder) == NULL) {
		printf("%s: no temporary folder\n", name);
		free(play);
		return NULL;
	}
	return play;
}

bool
player_read(struct player *play, const char *file)
{
	struct buf text = {0};

	if (!file_read(file, CHAT_BYTES_MAX, &text)) {
		printf("%s: %s\n", file, strerror(errno));
		return false;
	}
	if (!text_valid(buf_text(&text), text.n)) {
		printf("%s: not UTF-8\n", file);
		buf_free(&text);
		return false;
	}
	play->file = file;
	play->line = 0;
	size_t at = 0;
	while (at < text.n) {
		size_t n = strcspn(text.p + at, "\n");
		char *line = trimmed(text.p + at, n && text.p[at + n - 1] == '\r' ? n - 1 : n);

		play->line++;
		if (*line && *line != '#')
			statement(play, line);
		free(line);
		at += n + 1;
	}
	if (play->open)
		end_stretch(play);
	buf_free(&text);
	return !play->failed;
}

bool
player_world(struct player *play, const char *folder)
{
	load_folder(play, folder);
	return !play->failed;
}

bool
player_clock(struct player *play, const char *time)
{
	set_clock(play, time);
	return !play->failed;
}

void
player_quiet(struct player *play)
{
	play->quiet = true;
}

bool
player_message(
    struct player *play, const char *chat, const char *who, const char *text, struct message *message)
{
	const struct person *person = play->open ? speaker(play, who) : NULL;
	bool private_chat = strcmp(chat, "私聊") == 0;

	if (person == NULL || (!private_chat && group_named(play, chat) == NULL))
		return false;
	*message = (struct message){.channel = "console",
	    .private_chat = private_chat,
	    .event_id = "read",
	    .chat_id = private_chat ? "" : chat,
	    .sender_id = person->name,
	    .sender_name = person->name,
	    .said_at = play->rim.now};
	message->text = input_kind(play, text, private_chat ? person->name : chat, message);
	return true;
}

struct serve *
player_serve(struct player *play)
{
	return play->rim.serve;
}

void
player_free(struct player *play)
{
	static const char *const leftovers[] = {"world.db", "world.db-wal", "world.db-shm"};
	char path[128];

	close_world(play);
	for (size_t i = 0; i < play->chat_count; i++)
		free(play->chats[i]);
	for (int i = 0; i < 4; i++)
		free(play->last_texts[i]);
	free(play->chats);
	free(play->positions);
	free(play->matched);
	free(play->all);
	free(play->nevers);
	sync_rim_free(&play->rim);
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof path, "%s/%s", play->folder, leftovers[i]);
		unlink(path);
	}
	rmdir(play->folder);
	free(play);
}

static bool
play_file(const char *file)
{
	struct player *play = player_new(file);

	if (play == NULL)
		return false;
	printf("== %s\n", file);
	bool good = player_read(play, file);
	player_free(play);
	return good;
}

static int
run(const struct options *options)
{
	int passed = 0, failed = 0;

	if (options->count == 0)
		return 2;
	for (int i = 0; i < options->count; i++) {
		if (strcmp(options->words[i], "--moves") == 0)
			continue;
		if (play_file(options->words[i]))
			passed++;
		else
			failed++;
	}
	if (strcmp(options->words[0], "--moves") == 0)
		print_moves();
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}

const struct cli_call cli_chat = {
    "chat", "chat [--moves] FILE.chat …", "plays conversations and checks them", run};
