/* fill DIR VISITS TURNS [POSTS]: makes a data directory with so many visits and turn rows, and
 * posts that wait for channel "out" in a hundred chats, for measuring start time, memory and
 * how fast posts leave. Uses the key and tables of the program itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/world_files.h"
#include "core/world_life.h"
#include "io/db.h"
#include "io/files.h"
#include "records/kinds.h"
#include "records/post.h"
#include "records/visit.h"

#define GROUP 500 /* turns a transaction */

static void
flush(struct db *db, struct world *world, struct batch **group, size_t count)
{
	long failed;

	if (count && db_sqlite.commit(db, group, count, &failed) != DB_OK)
		fprintf(stderr, "%s\n", db_sqlite.trouble(db));
	for (size_t i = 0; i < count; i++)
		world_batch_done(world, group[i]);
}

int
main(int argc, char **argv)
{
	char path[512], why[256] = "", note[80];
	struct seal_key key;
	struct world world;
	struct import_result result = {0};
	struct turn turn;
	long failed;
	struct batch *group[GROUP];
	size_t waiting = 0;

	if (argc < 4 || !folder_make(argv[1]))
		return 2;
	snprintf(path, sizeof path, "%s/key", argv[1]);
	if (!key_read(path, true, &key))
		return 1;
	snprintf(path, sizeof path, "%s/world.db", argv[1]);
	struct db *db = db_sqlite.open(path, &key, why);
	if (db == NULL) {
		fprintf(stderr, "%s\n", why);
		return 1;
	}
	int64_t now = zone_instant(civil_day(2026, 1, 1), 0, 480);
	world_open(&world, "fill", 4, &key);
	turn_begin(&turn, &world, "import", now);
	world_read_folder(&turn, "config/demo", &result);
	struct batch *batch = turn_close(&turn, 200, NULL, 0);
	db_sqlite.commit(db, &batch, 1, &failed);
	world_batch_done(&world, batch);
	long visits = atol(argv[2]), turns = atol(argv[3]),
	     each = turns > 1 ? (visits + turns - 1) / turns : visits;
	for (long done = 0, t = 0; t < turns; t++) {
		turn_begin(&turn, &world, "message", now + t * 10);
		turn.digest = (uint64_t)t + 1;
		for (long i = 0; i < each && done < visits; i++, done++) {
			snprintf(note, sizeof note, "第%ld次,老人身体好转,屋顶已修", done);
			struct visit visit = {.household = 1 + done % 7,
			    .by = 1 + done % 20,
			    .day = 20000 + (int32_t)(done % 300),
			    .entered_at = now,
			    .note = note};
			turn_put(&turn, &kind_visit, &visit);
		}
		group[waiting++] = turn_close(&turn, 200, "{\"replies\":[]}", 14);
		if (waiting == GROUP) {
			flush(db, &world, group, waiting);
			waiting = 0;
		}
	}
	flush(db, &world, group, waiting);
	long posts = argc > 4 ? atol(argv[4]) : 0;
	if (posts) {
		turn_begin(&turn, &world, "message", (int64_t)time(NULL) * 1000);
		for (long i = 0; i < posts; i++) {
			snprintf(note, sizeof note, "chat %ld", i % 100);
			turn_put(&turn, &kind_post,
			    &(struct post){.channel = "out",
			        .chat = note,
			        .private = 1,
			        .text = "1 号(王庄镇辛庄村,水渠堵了)等你接,时限过半。",
			        .created_at = turn.now});
		}
		batch = turn_close(&turn, 0, NULL, 0);
		flush(db, &world, &batch, 1);
	}
	import_result_free(&result);
	world_close(&world);
	db_sqlite.close(db);
	return 0;
}
