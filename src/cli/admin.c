/* Administration; see the header. A request is answered 0 with what to print, or 1 with
 * what is wrong. */
#include "cli/admin.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/folder.h"
#include "cli/sync_rim.h"
#include "cli/world_files.h"
#include "core/world_life.h"
#include "formats/json_write.h"
#include "subjects/commands.h"
#include "subjects/hearers.h"
#include "shell/config.h"
#include "core/names.h"
#include "formats/tables.h"
#include "formats/json.h"
#include "io/control.h"
#include "io/files.h"
#include "records/group.h"
#include "records/kinds.h"
#include "records/person.h"
#include "records/post.h"
#include "subjects/wakes.h"
#include "subjects/jobs.h"
#include "subjects/people/codes.h"

#define RESTORE_SKIP \
	1000 /* numbers skipped after a restore: what was spoken since the backup is not spoken again */

static void
answer(const struct admin *admin, uint64_t token, int status, const char *text, size_t n)
{
	admin->rim->answer(admin->rim, token, &(struct http_answer){.status = status, .body = text, .n = n});
}

static void
answer_text(const struct admin *admin, uint64_t token, int status, const char *text)
{
	answer(admin, token, status, text, strlen(text));
}

static void
import(const struct admin *admin, const cJSON *root, const char *body, size_t n, uint64_t token)
{
	const char *name = json_text(root, "kind"), *file = json_text(root, "file");
	const struct kind *kind = name ? kinds_find(name) : NULL;
	bool dry = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "dry_run")), known = false;
	struct import_result result = {0};
	struct turn turn;
	struct buf said = {0};

	for (int i = 0; import_order[i]; i++)
		known |= import_order[i] == kind;
	if (!known) {
		answer_text(admin, token, 2,
		    "unknown kind; there are: places people roles accounts groups members households operators visits\n");
		return;
	}
	serve_turn_begin(admin->serve, &turn, "import");
	world_read_csv_bytes(&turn, kind, file ? file : "-", body, n, &result);
	buf_addf(&said, "%s: %zu new, %zu changed, %zu as before%s\n", kind->name, result.added, result.changed,
	    result.same, dry ? " (nothing written)" : "");
	buf_add(&said, buf_text(&result.warnings), result.warnings.n);
	if (result.faults) {
		turn_abort(&turn);
		buf_addf(&result.fault_lines, "%zu faults; nothing was imported\n", result.faults);
		answer(admin, token, 1, buf_text(&result.fault_lines), result.fault_lines.n);
	} else if (dry) {
		turn_abort(&turn);
		answer(admin, token, 0, said.p, said.n);
	} else {
		serve_turn_done(admin->serve, &turn, token, said.p, said.n);
	}
	buf_free(&said);
	import_result_free(&result);
}

static void export(const struct admin *admin, const cJSON *root, uint64_t token)
{
	const char *name = json_text(root, "kind"), *format = json_text(root, "format");
	const struct kind *kind = name ? kinds_find(name) : NULL;
	struct buf out = {0};

	if (kind == NULL || kind->closed || kind->unseen) {
		struct buf known = {0};

		buf_adds(&known, "unknown kind; there are:");
		for (int i = 0; i < KIND_COUNT; i++)
			if (!kinds_all[i]->closed && !kinds_all[i]->unseen)
				buf_addf(&known, " %s", kinds_all[i]->name);
		buf_addc(&known, '\n');
		answer(admin, token, 2, known.p, known.n);
		buf_free(&known);
		return;
	}
	bool masked = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "masked"));
	if (format && strcmp(format, "json") == 0 && !masked) {
		bool first = true;

		buf_addc(&out, '[');
		for (const void *data = store_after(&admin->world->store, kind, 0); data;
		     data = store_after(&admin->world->store, kind, *(const int64_t *)data)) {
			buf_adds(&out, first ? "\n" : ",\n");
			json_record_add(kind, data, (int)admin->world->policy.zone_min, &out);
			first = false;
		}
		buf_adds(&out, "\n]\n");
	} else if (format && strcmp(format, "csv") != 0 && strcmp(format, "xlsx") != 0 &&
	    strcmp(format, "json") != 0) {
		answer_text(admin, token, 1, "formats: csv xlsx json\n");
		return;
	} else {
		struct arena arena = {0};
		struct table table = {.arena = &arena};
		bool good = true;

		export_table(admin->world, kind, !masked, &table);
		if (format && strcmp(format, "xlsx") == 0)
			good = table_xlsx(&table, kind->label, &out);
		else if (format && strcmp(format, "json") == 0)
			table_objects(&table, &out);
		else
			table_csv(&table, &out);
		table_free(&table);
		arena_clear(&arena);
		if (!good) {
			answer_text(admin, token, 1, "the workbook could not be made\n");
			return;
		}
	}
	answer(admin, token, 0, out.p, out.n);
	buf_free(&out);
}

/* The person who is an administrator, if there is exactly one. */
static int64_t
only_administrator(const struct world *world)
{
	int64_t found = 0;

	EACH (&world->store, role, role)
		if (role->role == ROLE_admin && role->person != found) {
			if (found)
				return 0;
			found = role->person;
		}
	return found;
}

static void
invite(const struct admin *admin, const cJSON *root, uint64_t token)
{
	const char *name = json_text(root, "name");
	bool as_admin = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "admin"));
	struct turn turn;
	char code[CODE_CHARS + 1], said[256];

	serve_turn_begin(admin->serve, &turn, "invite");
	int64_t person = name ? names_record(admin->world, &kind_person, name) : 0,
	        group = name ? names_record(admin->world, &kind_group, name) : 0;
	if (name && as_admin && person == 0) /* the first one, who is on no list yet */
		person = *(const int64_t *)turn_put(
		    &turn, &kind_person, &(struct person){.name = text_name(&turn.arena, name)});
	if (name && person <= 0 && group <= 0) {
		turn_abort(&turn);
		snprintf(said, sizeof said, "%s \"%.100s\"; give %s as in people.csv or groups.csv\n",
		    person < 0 || group < 0 ? "several are called" : "nobody and no group is called", name,
		    person < 0 || group < 0 ? "the id" : "an id or a name");
		answer_text(admin, token, 1, said);
		return;
	}
	/* The code of an administrator is somebody's: the one named, else the only one on the list. */
	if (as_admin && name == NULL)
		person = only_administrator(admin->world);
	if (person == 0 && group == 0) {
		turn_abort(&turn);
		answer_text(admin, token, 2,
		    as_admin ? "for whom? invite --admin PERSON\n"
		             : "invite --admin PERSON, or invite PERSON, or invite GROUP\n");
		return;
	}
	bool for_group = person <= 0 && group > 0;
	codes_make(&turn,
	    as_admin        ? CODE_admin
	        : for_group ? CODE_group
	                    : CODE_person,
	    for_group        ? group
	        : person > 0 ? person
	                     : 0,
	    code);
	snprintf(said, sizeof said, "%s\n%s\n", code,
	    for_group ? "say in that group within 10 minutes: @连心 绑定群 CODE"
	              : "say privately within 10 minutes: 绑定 CODE");
	serve_turn_done(admin->serve, &turn, token, said, strlen(said));
}

bool
admin_request(const struct admin *admin, const char *line, const char *body, size_t n, uint64_t token)
{
	cJSON *root = json_parse(line, strlen(line));
	const char *what = json_text(root, "do");
	bool known = true;

	if (what && strcmp(what, "import") == 0)
		import(admin, root, body, n, token);
	else if (what && strcmp(what, "export") == 0)
		export(admin, root, token);
	else if (what && strcmp(what, "invite") == 0)
		invite(admin, root, token);
	else if (what && strcmp(what, "backup") == 0 && json_text(root, "path"))
		admin->backup(admin->context, json_text(root, "path"), token);
	else if (what && strcmp(what, "verify") == 0)
		admin->verify(admin->context, token);
	else
		known = false;
	cJSON_Delete(root);
	return known;
}

/* The files alone: no bot runs on the directory. */
struct offline {
	struct world world;
	struct sync_rim rim;
	struct folder folder;
	struct db_loss loss;
};

static int64_t
wall_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void
offline_backup(void *context, const char *path, uint64_t token)
{
	struct offline *offline = context;
	struct sync_rim *rim = &offline->rim;
	char why[256] = "", said[512];

	folder_as_caller(&offline->folder);
	bool good = rim->backend->snapshot(rim->db, path, why) && file_sync(path);
	folder_as_owner(&offline->folder);

	snprintf(said, sizeof said,
	    good ? "%s written; the encryption key is not inside, keep it elsewhere\n" : "%.200s %.200s\n",
	    good ? path : "not written:", why);
	rim->rim.answer(
	    &rim->rim, token, &(struct http_answer){.status = good ? 0 : 1, .body = said, .n = strlen(said)});
}

static void
offline_verify(void *context, uint64_t token)
{
	struct sync_rim *rim = &((struct offline *)context)->rim;
	struct db_check check;
	char said[256];
	bool good = rim->backend->verify(rim->db, &check);

	if (good && check.gaps)
		snprintf(said, sizeof said, "%lld turns, chain and integrity good; %lld gaps were noted\n",
		    (long long)check.turns, (long long)check.gaps);
	else if (good)
		snprintf(said, sizeof said, "%lld turns, chain and integrity good\n", (long long)check.turns);
	else
		snprintf(said, sizeof said, "%s\n", check.what);
	rim->rim.answer(
	    &rim->rim, token, &(struct http_answer){.status = good ? 0 : 1, .body = said, .n = strlen(said)});
}

static bool
offline_open(struct offline *offline, const struct options *options)
{
	char why[256] = "";
	struct db *db = db_sqlite.open(offline->folder.database, &offline->folder.key, why);
	uint8_t seed[32];
	digest_random(seed, sizeof seed);
	world_open(&offline->world, seed, sizeof seed, &offline->folder.key);
	offline->world.policy = options->config->policy;
	offline->world.everyone_on_console = options->config->demo_world[0] != 0;
	if (db == NULL || !db_sqlite.load(db, &offline->world, wall_clock(), why)) {
		fprintf(stderr, "%s\n", why);
		if (db)
			db_sqlite.close(db);
		world_close(&offline->world);
		folder_close(&offline->folder);
		return false;
	}
	db_sqlite.tail(db, offline->folder.tail, &offline->loss);
	sync_rim_init(&offline->rim, &db_sqlite, db, wall_clock());
	offline->rim.serve = serve_open(&(struct serve_setup){.world = &offline->world,
	    .rim = &offline->rim.rim,
	    .tables = {commands_all, wakes_all, jobs_all, hearers_all},
	    .silent = true});
	return true;
}

static void
offline_close(struct offline *offline)
{
	serve_close(offline->rim.serve);
	db_sqlite.close(offline->rim.db);
	sync_rim_free(&offline->rim);
	world_close(&offline->world);
	folder_close(&offline->folder);
}

/* Asks the running bot, or does it on the files, where `use` says whether a world may be made. The
 * status; what to print in out. */
static int
ask(const struct options *options, enum folder_use use, const char *line, const void *body, size_t n,
    struct buf *out)
{
	int fd = control_connect(options->directory);
	struct offline offline = {0};

	if (fd >= 0) {
		int status = control_call(fd, line, body, n, out);

		close(fd);
		if (status < 0)
			buf_adds(out, "the running bot did not answer\n");
		return status < 0 ? 1 : status == 200 ? 0 : status;
	}
	if (!folder_open(&offline.folder, options, use) || !offline_open(&offline, options))
		return 1;
	if (offline.loss.what[0] && use != FOLDER_THERE) {
		fprintf(stderr, "%s: %s\nStart the bot first: it notes the gap and says it.\n", options->directory,
		    offline.loss.what);
		offline_close(&offline);
		return 1;
	}
	/* What an import plans is not fired here: the clock of the files stands still. */
	struct admin admin = {offline.rim.serve, &offline.world, &offline.rim.rim, options->directory, &offline,
	    offline_backup, offline_verify};
	bool known = admin_request(&admin, line, body ? body : "", n, 1);
	int status = !known ? 2 : offline.rim.answer_status == 200 ? 0 : offline.rim.answer_status;
	buf_add(out, offline.rim.answer, offline.rim.answer_n);
	offline_close(&offline);
	return status;
}

static int
print(int status, const struct buf *out)
{
	fwrite(buf_text(out), 1, out->n, status == 0 ? stdout : stderr);
	fflush(stdout);
	return status;
}

static const char *
option(const struct options *options, const char *name, bool value)
{
	for (int i = 0; i < options->count; i++)
		if (strcmp(options->words[i], name) == 0)
			return value ? (i + 1 < options->count ? options->words[i + 1] : NULL) : name;
	return NULL;
}

static void
request_line(struct buf *line, const char *what, const char *const pairs[])
{
	struct json_writer json = json_writer(line);

	json_open(&json, NULL, '{');
	json_put_text(&json, "do", what);
	for (int i = 0; pairs[i]; i += 2) { /* a pair with an absent value is left out */
		if (pairs[i + 1] == NULL)
			continue;
		if (strcmp(pairs[i + 1], "\1true") == 0)
			json_put_bool(&json, pairs[i], true);
		else
			json_put_text(&json, pairs[i], pairs[i + 1]);
	}
	json_close(&json);
}

static int
run_import(const struct options *options)
{
	struct buf bytes = {0}, line = {0}, out = {0};

	if (options->count < 2)
		return 2;
	const char *file = options->words[1];
	if (!file_read(strcmp(file, "-") == 0 ? "/dev/stdin" : file, CONTROL_BYTES_MAX, &bytes)) {
		fprintf(stderr, "%s: %s\n", file, strerror(errno));
		return 1;
	}
	request_line(&line, "import",
	    (const char *const[]){"kind", options->words[0], "file", file, "dry_run",
	        option(options, "--dry-run", false) ? "\1true" : NULL, NULL});
	int status = print(ask(options, option(options, "--dry-run", false) ? FOLDER_THERE : FOLDER_MAY_MAKE,
	                       line.p, buf_text(&bytes), bytes.n, &out),
	    &out);
	buf_free(&bytes);
	buf_free(&line);
	buf_free(&out);
	return status;
}

static int
run_export(const struct options *options)
{
	struct buf line = {0}, out = {0};
	const char *to = option(options, "-o", true);

	if (options->count < 1)
		return 2;
	request_line(&line, "export",
	    (const char *const[]){"kind", options->words[0], "format", option(options, "--format", true),
	        "masked", option(options, "--masked", false) ? "\1true" : NULL, NULL});
	int status = ask(options, FOLDER_THERE, line.p, NULL, 0, &out);
	if (status == 0 && to) {
		if (!file_write(to, buf_text(&out), out.n, 0600)) {
			fprintf(stderr, "%s: %s\n", to, strerror(errno));
			status = 1;
		}
	} else {
		print(status, &out);
	}
	buf_free(&line);
	buf_free(&out);
	return status;
}

static int
run_invite(const struct options *options)
{
	struct buf line = {0}, out = {0};
	const char *name = NULL;

	for (int i = 0; i < options->count; i++)
		if (options->words[i][0] != '-')
			name = options->words[i];
	request_line(&line, "invite",
	    (const char *const[]){
	        "name", name, "admin", option(options, "--admin", false) ? "\1true" : NULL, NULL});
	if (name == NULL && !option(options, "--admin", false)) {
		buf_free(&line);
		return 2;
	}
	int status = print(ask(options, FOLDER_CHANGE, line.p, NULL, 0, &out), &out);
	buf_free(&line);
	buf_free(&out);
	return status;
}

static int
run_backup(const struct options *options)
{
	struct buf line = {0}, out = {0};
	char folder[PATH_MAX], path[PATH_MAX + 300];

	if (options->count != 1)
		return 2;
	/* The running bot has another working directory. */
	if (options->words[0][0] == '/')
		snprintf(path, sizeof path, "%s", options->words[0]);
	else if (getcwd(folder, sizeof folder))
		snprintf(path, sizeof path, "%s/%s", folder, options->words[0]);
	if (access(path, F_OK) == 0) {
		fprintf(stderr, "%s exists already; backups are never written over\n", path);
		return 1;
	}
	request_line(&line, "backup", (const char *const[]){"path", path, NULL});
	int status = print(ask(options, FOLDER_THERE, line.p, NULL, 0, &out), &out);
	buf_free(&line);
	buf_free(&out);
	return status;
}

static int
run_verify(const struct options *options)
{
	struct buf out = {0};

	if (options->count)
		return 2;
	int status = print(ask(options, FOLDER_THERE, "{\"do\":\"verify\"}", NULL, 0, &out), &out);
	buf_free(&out);
	return status;
}

/* After a restore: posts then queued wait for a person, numbers skip, the turn says so. */
static void
mark_restored(struct offline *offline)
{
	struct turn turn;

	serve_turn_begin(offline->rim.serve, &turn, "restore");
	turn.understood = "restored from a backup";
	EACH (&offline->world.store, post, post)
		if (post->state == POST_queued || post->state == POST_retry) {
			struct post unknown = *post;

			unknown.state = POST_unknown;
			unknown.note = NOTE_from_backup;
			turn_put(&turn, &kind_post, &unknown);
		}
	turn_skip_numbers(&turn, RESTORE_SKIP);
	turn.digest = world_event_digest(&offline->world, "restore", "restore");
	serve_turn_done(offline->rim.serve, &turn, 1, "", 0);
}

static int
run_restore(const struct options *options)
{
	struct buf bytes = {0};
	struct offline offline = {0};
	struct db_check check;
	char key_path[600];

	if (options->count != 1)
		return 2;
	if (!file_read(options->words[0], SIZE_MAX / 2, &bytes)) {
		fprintf(stderr, "%s: %s\n", options->words[0], strerror(errno));
		return 1;
	}
	if (!folder_open(&offline.folder, options, FOLDER_RESTORE)) {
		buf_free(&bytes);
		return 1;
	}
	const char *db_path = offline.folder.database;
	snprintf(key_path, sizeof key_path, "%s", offline.folder.key_path);
	unlink(offline.folder.tail); /* of a world that was here before */
	bool written = file_write(db_path, buf_text(&bytes), bytes.n, 0600);
	buf_free(&bytes);
	if (!written) {
		fprintf(stderr, "%s: %s\n", db_path, strerror(errno));
		folder_close(&offline.folder);
		return 1;
	}
	if (!offline_open(&offline, options)) {
		unlink(db_path);
		return 1;
	}
	bool good = db_sqlite.verify(offline.rim.db, &check);
	if (good)
		mark_restored(&offline);
	offline_close(&offline);
	if (!good) {
		fprintf(stderr, "%s: %s\n", options->words[0], check.what);
		unlink(db_path);
		return 1;
	}
	printf(
	    "restored %lld turns; posts queued then wait for a person, numbers go on %d higher. The encryption key came from %s, not from the backup.\n",
	    (long long)check.turns, RESTORE_SKIP, key_path);
	return 0;
}

const struct cli_call cli_import = {
    "import", "import KIND FILE [--dry-run]", "brings a CSV list in, all or nothing", run_import};
const struct cli_call cli_export = {"export", "export KIND [--format csv|xlsx|json] [--masked] [-o FILE]",
    "writes a list out; --masked: names and numbers masked, private texts left out", run_export};
const struct cli_call cli_invite = {
    "invite", "invite [--admin] [PERSON|GROUP]", "prints a one-time code for 绑定 / 绑定群", run_invite};
const struct cli_call cli_backup = {
    "backup", "backup FILE", "a consistent copy of the data, also of a running bot", run_backup};
const struct cli_call cli_restore = {
    "restore", "restore FILE", "puts a backup into an empty directory", run_restore};
const struct cli_call cli_verify = {"verify", "verify", "checks database and audit chain", run_verify};
