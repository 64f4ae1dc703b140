/* The real program on loopback: HTTP limits and odd requests, signed messages, kill -9
 * and restart, drain, control socket, backup and restore, a newer database, bad files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "bot.h"
#include "receiver.h"
#include "formats/http.h"
#include "formats/json.h"
#include "platforms/dingtalk/dingtalk.h"
#include "platforms/envelope.h"
#include "platforms/wecom/wecom.h"
#include "io/files.h"
#include "surface.h"

static void
test_odd_requests(void **state)
{
	static const struct {
		const char *what, *bytes;
		int status;
	} cases[] = {
	    {"plain", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 200},
	    {"one empty line before", "\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 200},
	    {"HTTP/1.0 without Host", "GET /healthz HTTP/1.0\r\n\r\n", 200},
	    {"no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400},
	    {"two Hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
	    {"both lengths",
	        "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
	        400},
	    {"two equal lengths",
	        "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n", 400},
	    {"length list", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello", 400},
	    {"length with plus", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello", 400},
	    {"negative length", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400},
	    {"hex length", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello", 400},
	    {"odd encoding",
	        "POST /hook/demo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
	        400},
	    {"bare LF", "GET /healthz HTTP/1.1\nHost: x\n\n", 400},
	    {"bare LF in a header", "GET /healthz HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", 400},
	    {"bare CR", "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", 400},
	    {"folded header", "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400},
	    {"space before colon", "GET /healthz HTTP/1.1\r\nHost : x\r\n\r\n", 400},
	    {"no colon", "GET /healthz HTTP/1.1\r\nHost: x\r\nwat\r\n\r\n", 400},
	    {"empty name", "GET /healthz HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n", 400},
	    {"HTTP/2.0", "GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n", 400},
	    {"no version", "GET /healthz\r\nHost: x\r\n\r\n", 400},
	    {"unknown method", "FETCH /healthz HTTP/1.1\r\nHost: x\r\n\r\n", 400},
	    {"unknown expectation",
	        "POST /hook/demo HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\nContent-Length: 0\r\n\r\n", 417},
	    {"too large by its length", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 262145\r\n\r\n",
	        413},
	    {"bad chunk size",
	        "POST /hook/demo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n", 400},
	    {"unsigned", "POST /hook/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", 401},
	    {"GET on a hook", "GET /hook/demo HTTP/1.1\r\nHost: x\r\n\r\n", 405},
	    {"no such hook", "POST /hook/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 404},
	    {"no such path", "GET /wat HTTP/1.1\r\nHost: x\r\n\r\n", 404},
	    {"front page", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", 200},
	};
	struct bot bot;
	struct buf big = {0};

	(void)state;
	bot_start(&bot, "odd", "", NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int status = bot_raw(&bot, cases[i].bytes, strlen(cases[i].bytes), NULL);

		if (status != cases[i].status)
			fail_msg("%s: expected %d, got %d", cases[i].what, cases[i].status, status);
	}
	buf_adds(&big, "GET /");
	for (int i = 0; i < 9000; i++)
		buf_addc(&big, 'a');
	buf_adds(&big, " HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(bot_raw(&bot, big.p, big.n, NULL), 431);
	buf_clear(&big);
	buf_adds(&big, "GET /healthz HTTP/1.1\r\nHost: x\r\n");
	for (int i = 0; i < 70; i++)
		buf_addf(&big, "H%d: v\r\n", i);
	buf_adds(&big, "\r\n");
	assert_int_equal(bot_raw(&bot, big.p, big.n, NULL), 431);
	buf_clear(&big);
	buf_adds(&big, "GET /healthz HTTP/1.1\r\nHost: x\r\nA: ");
	for (int i = 0; i < 45000; i++)
		buf_addc(&big, 'a');
	buf_adds(&big, "\r\n\r\n");
	assert_int_equal(bot_raw(&bot, big.p, big.n, NULL), 431);
	buf_clear(&big);
	/* a chunked body that grows past the limit */
	buf_adds(&big, "POST /hook/demo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
	for (int i = 0; i < 70; i++) {
		buf_adds(&big, "1000\r\n");
		for (int k = 0; k < 4096; k++)
			buf_addc(&big, 'x');
		buf_adds(&big, "\r\n");
	}
	assert_int_equal(bot_raw(&bot, big.p, big.n, NULL), 413);
	buf_free(&big);
	/* two requests in one write are answered one after the other */
	static const char two[] =
	    "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
	int fd = bot_dial(&bot);
	char answer[20000];
	size_t n = 0;
	ssize_t m;
	assert_int_equal(send(fd, two, sizeof two - 1, 0), (ssize_t)sizeof two - 1);
	while ((m = recv(fd, answer + n, sizeof answer - 1 - n, 0)) > 0)
		n += (size_t)m;
	answer[n] = 0;
	close(fd);
	assert_non_null(strstr(answer, "\"ok\":true"));
	assert_non_null(strstr(answer, "lianxin_messages_total"));
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
}

/* The four real sentences over HTTP; kill -9; the repeat gets the same bytes. */
static void
test_sentences(void **state)
{
	static const char danger[] =
	    "工作组吗?我是辛庄村村民胡文学,我们家院落前一处危房已经坍塌多半,特别是雨季就要到了,旧屋的木柱、院墙随时都可能塌落,对我们家造成危害,麻烦你们帮我们解决一下吧";
	struct bot bot;
	struct buf first = {0}, again = {0}, out = {0};

	(void)state;
	bot_start(&bot, "said", "", NULL);
	assert_int_equal(bot_hook(&bot, "s1", "安科农家乐群", "裘才强",
	                     "明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。", &first),
	    200);
	assert_non_null(strstr(first.p, "合计 150 = 150"));
	assert_int_equal(bot_hook(&bot, "s2", "", "胡文学", danger, &out), 200);
	assert_non_null(strstr(out.p, "问题 1 号,已按危险处理"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "s3", "辛庄村群", "何书记",
	                     "log visit Zhang San's home: roof leaks, repair booked", &out),
	    200);
	assert_non_null(strstr(out.p, "Noted: today, visit to 张三家"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "s4", "辛庄村群", "胡文学",
	                     "report issue the street lamp by the old stage is broken", &out),
	    200);
	assert_non_null(strstr(out.p, "Reported as no. 2"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "s5", "安科群", "毛小燕", "今天天气真好", &out), 200);
	assert_string_equal(out.p, "{\"replies\":[]}");
	assert_int_equal(bot_stop(&bot, SIGKILL), -SIGKILL);
	bot_start(&bot, "said", "", NULL);
	assert_int_equal(bot_hook(&bot, "s1", "安科农家乐群", "裘才强",
	                     "明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。", &again),
	    200);
	assert_string_equal(first.p, again.p);
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "s6", "", "胡文学", "查1", &out), 200);
	assert_non_null(strstr(out.p, "危房与安全"));
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, "POST /api/say HTTP/1.1",
	                     "{\"group\":\"安科农家乐群\",\"as\":\"裘才强\",\"text\":\"确认\"}", &out),
	    200);
	assert_non_null(strstr(out.p, "合计 150 = 150。请回"));
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, "POST /api/say HTTP/1.1",
	                     "{\"group\":\"没有这个群\",\"as\":\"裘才强\",\"text\":\"确认\"}", &out),
	    400);
	assert_int_equal(bot_request(&bot, "POST /api/say HTTP/1.1", "{\"group\":", NULL), 400);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	buf_free(&first);
	buf_free(&again);
	buf_free(&out);
}

/* Requests sent ahead of their answers are answered in order, each with its own. */
static void
test_ahead(void **state)
{
	struct bot bot;
	struct buf out = {0}, in = {0};
	char chunk[4096];
	ssize_t n;
	size_t answers = 0;

	(void)state;
	bot_start(&bot, "ahead", "", NULL);
	for (int i = 0; i < 6; i++) {
		static const char say[] = "{\"group\":\"辛庄村群\",\"as\":\"何书记\",\"text\":\"今天天气真好\"}";

		/* One waits for the disk, the next is answered at once. */
		if (i % 2 == 0)
			buf_addf(&out, "POST /api/say HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %zu\r\n\r\n%s",
			    sizeof say - 1, say);
		else
			buf_addf(&out, "GET /api/me?as=3 HTTP/1.1\r\nHost: 127.0.0.1\r\n%s\r\n",
			    i == 5 ? "Connection: close\r\n" : "");
	}
	int fd = bot_dial(&bot);
	assert_int_equal(send(fd, out.p, out.n, MSG_NOSIGNAL), (ssize_t)out.n);
	while ((n = recv(fd, chunk, sizeof chunk, 0)) > 0)
		buf_add(&in, chunk, (size_t)n);
	close(fd);
	const char *at = buf_text(&in);
	for (; (at = strstr(at, "HTTP/1.1 200 OK")) != NULL; at++, answers++) {
		const char *body = strstr(at, "\r\n\r\n");

		assert_non_null(body);
		assert_int_equal(strncmp(body + 4, "{\"replies\":[]}", 14) == 0, answers % 2 == 0);
		assert_int_equal(strncmp(body + 4, "{\"mode\":\"demo\"", 14) == 0, answers % 2 == 1);
	}
	assert_int_equal(answers, 6);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	buf_free(&out);
	buf_free(&in);
}

static void
test_control(void **state)
{
	struct bot bot;
	struct buf out = {0}, body = {0};
	char words[1200], path[400];

	(void)state;
	bot_start(&bot, "control", "", NULL);
	assert_int_equal(bot_hook(&bot, "c1", "", "何书记", "走访 张三家 老人住院,血压高", &body), 200);
	snprintf(words, sizeof words, "-d %s backup %s/copy.db", bot.data, bot_folder);
	assert_int_equal(bot_call(&out, words), 0);
	assert_non_null(strstr(out.p, "key is not inside"));
	assert_int_equal(bot_call(&out, words), 1); /* never written over */
	buf_clear(&out);
	snprintf(words, sizeof words, "-d %s verify", bot.data);
	assert_int_equal(bot_call(&out, words), 0);
	snprintf(words, sizeof words, "-d %s invite --admin", bot.data);
	assert_int_equal(bot_call(&out, words), 2); /* there are two: for whom? */
	snprintf(words, sizeof words, "-d %s invite --admin 裘才强", bot.data);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 0);
	assert_int_equal(strspn(out.p, "34679ACDEFGHJKMNPQRTWXY"), 8);
	buf_clear(&out);
	snprintf(words, sizeof words, "-d %s import households config/demo/households.csv", bot.data);
	assert_int_equal(bot_call(&out, words), 0);
	assert_non_null(strstr(out.p, "0 new, 0 changed, 7 as before"));
	buf_clear(&out);
	snprintf(words, sizeof words, "-d %s export visits", bot.data);
	assert_int_equal(bot_call(&out, words), 0);
	assert_non_null(strstr(out.p, "老人住院"));
	struct stat socket_file;
	snprintf(path, sizeof path, "%s/control.sock", bot.data);
	assert_int_equal(stat(path, &socket_file), 0);
	assert_int_equal(socket_file.st_mode & 0777, 0600);
	/* a second bot does not start on the same directory */
	buf_clear(&out);
	snprintf(words, sizeof words, "-c %s -d %s serve", bot.config, bot.data);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "another lianxin"));
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	/* the snapshot made at the end */
	snprintf(path, sizeof path, "%s/snapshots", bot.data);
	DIR *entries = opendir(path);
	int snapshots = 0;
	for (struct dirent *entry; (entry = readdir(entries)) != NULL;)
		snapshots += strstr(entry->d_name, ".db") != NULL && strcmp(entry->d_name, "new.db") != 0;
	closedir(entries);
	assert_int_equal(snapshots, 1);
	/* what is private is not on the disk in the clear */
	struct buf bytes = {0};
	snprintf(path, sizeof path, "%s/world.db", bot.data);
	assert_true(file_read(path, 64 << 20, &bytes));
	assert_null(memmem(bytes.p, bytes.n, "血压高", 9));
	assert_null(memmem(bytes.p, bytes.n, "13800001234", 11));
	buf_free(&bytes);
	/* restore: not without the key, only into an empty directory, numbers go on higher */
	buf_clear(&out);
	snprintf(words, sizeof words, "-d %s/back restore %s/copy.db", bot_folder, bot_folder);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "key is not inside"));
	snprintf(
	    words, sizeof words, "mkdir -p %s/back && cp %s/key %s/back/key", bot_folder, bot.data, bot_folder);
	assert_int_equal(system(words), 0);
	snprintf(words, sizeof words, "-d %s/back restore %s/copy.db", bot_folder, bot_folder);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 0);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 1);
	snprintf(words, sizeof words, "-d %s/back export visits", bot_folder);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 0);
	assert_non_null(strstr(out.p, "老人住院"));
	snprintf(words, sizeof words, "-d %s/back verify", bot_folder);
	assert_int_equal(bot_call(&out, words), 0);
	/* one changed byte of a turn row is found */
	snprintf(words, sizeof words,
	    "sqlite3 %s/back/world.db \"UPDATE turns SET at=at+1 WHERE id=(SELECT min(id) FROM turns)\"",
	    bot_folder);
	assert_int_equal(system(words), 0);
	snprintf(words, sizeof words, "-d %s/back verify", bot_folder);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "does not fit the audit chain"));
	/* a database of a newer program is refused */
	snprintf(words, sizeof words, "sqlite3 %s/back/world.db 'PRAGMA user_version=99'", bot_folder);
	assert_int_equal(system(words), 0);
	snprintf(words, sizeof words, "-d %s/back verify", bot_folder);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "newer lianxin"));
	buf_free(&out);
	buf_free(&body);
}

/* Everybody who was told something got it from the disk: a drain finishes, then refuses. */
static void
test_drain(void **state)
{
	struct bot bot;
	struct buf body = {0};

	(void)state;
	bot_start(&bot, "drain", "", NULL);
	int idle = bot_dial(&bot); /* a connection that stays open */
	for (int i = 0; i < 20; i++) {
		char id[20];

		snprintf(id, sizeof id, "d%d", i);
		assert_int_equal(bot_hook(&bot, id, "", "何书记", "走访 孙家 都好", &body), 200);
	}
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(idle);
	buf_free(&body);
}

static void
header_of(const struct buf *request, const char *name, char out[200])
{
	const char *at = strcasestr(request->p, name);

	assert_non_null(at);
	at += strlen(name) + 2;
	snprintf(out, 200, "%.*s", (int)strcspn(at, "\r"), at);
}

/* A real village: imported lists, no demo mode; what is not for the asking chat goes out
 * over the wire, signed, again with the same id when the receiver asks to wait. */
static void
test_wire(void **state)
{
	struct bot bot = {0};
	struct buf out = {0}, first = {0}, second = {0};
	char words[1500], id[200], again[200], stamp[200], given[200];
	int port, listener = receiver_open(&port);

	(void)state;
	bot_village("wire", "places people roles groups members households operators",
	    "demo,u1,胡文学\ndemo,u2,何书记\n");
	snprintf(words, sizeof words,
	    ",\"allow_loopback_http\":1,\"quiet_from\":0,\"quiet_to\":0,\"noon_from\":0,\"noon_to\":0,\"demo_world\":\"\",\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\",\"post_url\":\"http://127.0.0.1:%d/in\"}]",
	    port);
	bot_start_with(&bot, "wire", words);
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "w0", "", "u9", "你好", &out), 200);
	assert_non_null(strstr(out.p, "我还不认识你"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "w1", "", "u1", "上报 水渠堵了", &out), 200);
	assert_non_null(strstr(out.p, "记下了,1 号"));
	receiver_take(listener,
	    "HTTP/1.1 503 Later\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", &first);
	receiver_take(listener, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", &second);
	header_of(&first, "webhook-id", id);
	header_of(&second, "webhook-id", again);
	assert_string_equal(id, again);
	assert_non_null(strstr(second.p, "\"type\":\"post.created\""));
	assert_non_null(strstr(second.p, "\"chat_type\":\"private\",\"group_id\":null,\"to\":[\"u2\"]"));
	/* the signature is the receiver's own proof */
	struct buf secret = {0}, wanted = {0};
	uint8_t key[64], mac[32];
	header_of(&second, "webhook-timestamp", stamp);
	header_of(&second, "webhook-signature", given);
	assert_true(file_read("config/demo.secret", 200, &secret));
	long n = base64_read(secret.p + 6, strcspn(secret.p + 6, "\n"), key);
	const char *body = strstr(second.p, "\r\n\r\n") + 4;
	digest_hmac(key, (size_t)n,
	    (struct digest_part[]){
	        {id, strlen(id)}, {".", 1}, {stamp, strlen(stamp)}, {".", 1}, {body, strlen(body)}},
	    5, mac);
	buf_adds(&wanted, "v1,");
	base64_add(&wanted, mac, 32);
	assert_string_equal(given, wanted.p);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(listener);
	buf_free(&out);
	buf_free(&first);
	buf_free(&second);
	buf_free(&secret);
	buf_free(&wanted);
}

/* A Feishu callback: {"encrypt":…} under the key, IV first, and the head with its signature. */
static void
feishu_sealed(
    const char *encrypt_key, const char *plain, struct arena *arena, struct buf *head, struct buf *body)
{
	uint8_t key[DIGEST_BYTES], iv[16] = {7, 7, 7}, digest[DIGEST_BYTES],
	                           *bytes = arena_alloc(arena, strlen(plain) + 64);
	char hex[2 * DIGEST_BYTES + 1], stamp[24];

	digest_parts(DIGEST_SHA256, &(struct digest_part){encrypt_key, strlen(encrypt_key)}, 1, key);
	const char *sealed = envelope_seal(key, iv, 16, (const uint8_t *)plain, strlen(plain), arena);
	memcpy(bytes, iv, sizeof iv);
	long n = base64_read(sealed, strlen(sealed), bytes + sizeof iv);
	assert_true(n > 0);
	buf_clear(body);
	buf_adds(body, "{\"encrypt\":\"");
	base64_add(body, bytes, sizeof iv + (size_t)n);
	buf_adds(body, "\"}");
	snprintf(stamp, sizeof stamp, "%lld", (long long)time(NULL));
	digest_parts(DIGEST_SHA256,
	    (struct digest_part[]){
	        {stamp, strlen(stamp)}, {"n1", 2}, {encrypt_key, strlen(encrypt_key)}, {body->p, body->n}},
	    4, digest);
	digest_hex(digest, sizeof digest, hex);
	buf_clear(head);
	buf_addf(head,
	    "POST /hook/fs HTTP/1.1\r\nContent-Type: application/json\r\nX-Lark-Request-Timestamp: %s\r\nX-Lark-Request-Nonce: n1\r\nX-Lark-Signature: %s",
	    stamp, hex);
}

/* Platforms of others: a OneBot bridge with quick answers, a DingTalk app that is answered
 * by messages under a token fetched once, a Feishu app whose token is refused and fetched anew, a WeCom
 * bot answered in the sealed response. */
static void
test_platforms(void **state)
{
	struct bot bot = {0};
	struct buf out = {0}, got = {0};
	struct arena arena = {0};
	char words[3000], head[1200], text[600];
	int port, listener = receiver_open(&port);
	struct channel wecom = {
	    .token = "tok", .cipher_key = "MaGDj4qy8yCtckXWrJXKuPrNA0CzT3hNaA2AtUpnpuY", .receive_id = ""};

	(void)state;
	bot_village("others", "places people roles households",
	    "ob,10001,胡文学\nob,10002,何书记\ndd,staff1,张三\nwx,lisi,李四\nfs,ou_1,毛小燕\n");
	receiver_secret("ob.secret", "some-secret\n");
	receiver_secret("ob.token", "tok-ob\n");
	receiver_secret("dd.secret", "dd-app-secret\n");
	receiver_secret("fs.secret", "fs-app-secret\n");
	receiver_secret("fs.key", "fs-encrypt-key\n");
	receiver_secret("wx.token", "tok\n");
	receiver_secret("wx.key", "MaGDj4qy8yCtckXWrJXKuPrNA0CzT3hNaA2AtUpnpuY\n");
	snprintf(words, sizeof words,
	    ",\"allow_loopback_http\":1,\"quiet_from\":0,\"quiet_to\":0,\"noon_from\":0,\"noon_to\":0,\"demo_world\":\"\",\"channels\":["
	    "{\"name\":\"ob\",\"platform\":\"onebot\",\"app_secret_file\":\"%s/ob.secret\",\"access_token_file\":\"%s/ob.token\",\"post_url\":\"http://127.0.0.1:%d\"},"
	    "{\"name\":\"dd\",\"platform\":\"dingtalk\",\"app_id\":\"dinglx\",\"own_id\":\"robot1\",\"app_secret_file\":\"%s/dd.secret\",\"base\":\"http://127.0.0.1:%d\"},"
	    "{\"name\":\"dw\",\"platform\":\"dingtalk\",\"app_secret_file\":\"%s/dd.secret\",\"base\":\"http://127.0.0.1:%d\"},"
	    "{\"name\":\"fs\",\"platform\":\"feishu\",\"app_id\":\"cli_lx\",\"own_id\":\"ou_bot\",\"app_secret_file\":\"%s/fs.secret\",\"cipher_key_file\":\"%s/fs.key\",\"base\":\"http://127.0.0.1:%d\"},"
	    "{\"name\":\"wx\",\"platform\":\"wecom\",\"own_name\":\"连心\",\"token_file\":\"%s/wx.token\",\"cipher_key_file\":\"%s/wx.key\"}]",
	    bot_folder, bot_folder, port, bot_folder, port, bot_folder, port, bot_folder, bot_folder, port,
	    bot_folder, bot_folder);
	bot_start_with(&bot, "others", words);

	/* OneBot: unsigned is refused; signed is answered at once, and the alert goes to the bridge. */
	snprintf(text, sizeof text,
	    "{\"time\":%lld,\"self_id\":1,\"post_type\":\"message\",\"message_type\":\"private\",\"message_id\":77,\"user_id\":10001,\"message\":\"上报 水渠堵了&#91;急&#93;\",\"sender\":{}}",
	    (long long)time(NULL));
	assert_int_equal(
	    bot_request(&bot, "POST /hook/ob HTTP/1.1\r\nContent-Type: application/json", text, &out), 401);
	uint8_t mac[DIGEST_SHA1_BYTES];
	char hex[2 * DIGEST_SHA1_BYTES + 1];
	digest_hmac_sha1("some-secret", 11, text, strlen(text), mac);
	digest_hex(mac, sizeof mac, hex);
	snprintf(head, sizeof head,
	    "POST /hook/ob HTTP/1.1\r\nContent-Type: application/json\r\nX-Signature: sha1=%s", hex);
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, head, text, &out), 200);
	assert_non_null(strstr(out.p, "\"reply\":\"记下了,1 号"));
	assert_non_null(strstr(out.p, "水渠堵了[急]"));
	assert_non_null(strstr(out.p, "\"at_sender\":false"));
	receiver_take_json(listener, "{\"status\":\"ok\",\"retcode\":0,\"data\":{\"message_id\":1}}", &got);
	assert_non_null(strstr(got.p, "POST /send_private_msg "));
	assert_non_null(strstr(got.p, "Authorization: Bearer tok-ob"));
	assert_non_null(strstr(got.p, "\"user_id\":10002"));
	/* the same event again: the same answer, and nothing done twice */
	buf_clear(&got);
	assert_int_equal(bot_request(&bot, head, text, &got), 200);
	assert_string_equal(buf_text(&out), buf_text(&got));

	/* DingTalk: the callback is acknowledged empty; token, then the message. */
	snprintf(text, sizeof text,
	    "{\"conversationType\":\"1\",\"conversationId\":\"c1\",\"msgId\":\"m1\",\"senderStaffId\":\"staff1\",\"senderNick\":\"张三\",\"msgtype\":\"text\",\"text\":{\"content\":\" 我是谁\"}}");
	int64_t now = (int64_t)time(NULL) * 1000;
	snprintf(head, sizeof head,
	    "POST /hook/dd HTTP/1.1\r\nContent-Type: application/json\r\ntimestamp: %lld\r\nsign: %s",
	    (long long)now, dingtalk_sign(&arena, "dd-app-secret", now));
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, head, text, &out), 200);
	assert_string_equal(buf_text(&out), "{}");
	receiver_take_json(listener, "{\"accessToken\":\"AT1\",\"expireIn\":7200}", &got);
	assert_non_null(strstr(got.p, "POST /v1.0/oauth2/accessToken "));
	receiver_take_json(listener, "{\"processQueryKey\":\"k\"}", &got);
	assert_non_null(strstr(got.p, "POST /v1.0/robot/oToMessages/batchSend "));
	assert_non_null(strstr(got.p, "x-acs-dingtalk-access-token: AT1"));
	assert_non_null(strstr(got.p, "张三"));

	/* A robot of DingTalk's that has no API answers by the address that came with the message,
	 * and by no address of anybody else's. */
	int foreign_port, foreign = receiver_open(&foreign_port);
	for (int i = 0; i < 2; i++) {
		snprintf(text, sizeof text,
		    "{\"conversationType\":\"1\",\"conversationId\":\"c2\",\"msgId\":\"w%d\",\"senderStaffId\":\"staff9\",\"senderNick\":\"x\",\"msgtype\":\"text\",\"text\":{\"content\":\" 你好\"},\"sessionWebhook\":\"http://127.0.0.1:%d/robot/sendBySession?session=s%d\",\"sessionWebhookExpiredTime\":%lld}",
		    i, i ? port : foreign_port, i, (long long)now + 5400000);
		snprintf(head, sizeof head,
		    "POST /hook/dw HTTP/1.1\r\nContent-Type: application/json\r\ntimestamp: %lld\r\nsign: %s",
		    (long long)now, dingtalk_sign(&arena, "dd-app-secret", now));
		buf_clear(&out);
		assert_int_equal(bot_request(&bot, head, text, &out), 200);
	}
	receiver_take_json(listener, "{\"errcode\":0}", &got);
	assert_non_null(strstr(got.p, "POST /robot/sendBySession?session=s1 "));
	assert_int_equal(poll(&(struct pollfd){.fd = foreign, .events = POLLIN}, 1, 0), 0);
	close(foreign);
	assert_non_null(strstr(got.p, "我还不认识你"));

	/* Feishu: the challenge, then a message; the first token is refused, the second taken, and
	 * the message goes with the same key both times. */
	struct buf sealed_head = {0}, sealed_body = {0};
	feishu_sealed("fs-encrypt-key", "{\"challenge\":\"ch-1\",\"token\":\"t\",\"type\":\"url_verification\"}",
	    &arena, &sealed_head, &sealed_body);
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, buf_text(&sealed_head), buf_text(&sealed_body), &out), 200);
	assert_string_equal(buf_text(&out), "{\"challenge\":\"ch-1\"}");
	feishu_sealed("fs-encrypt-key",
	    "{\"schema\":\"2.0\",\"header\":{\"event_id\":\"e1\",\"event_type\":\"im.message.receive_v1\"},\"event\":{\"sender\":{\"sender_id\":{\"open_id\":\"ou_1\"},\"sender_type\":\"user\"},"
	    "\"message\":{\"message_id\":\"om_1\",\"chat_id\":\"oc_1\",\"chat_type\":\"p2p\",\"message_type\":\"text\",\"content\":\"{\\\"text\\\":\\\"我是谁\\\"}\"}}}",
	    &arena, &sealed_head, &sealed_body);
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, buf_text(&sealed_head), buf_text(&sealed_body), &out), 200);
	assert_string_equal(buf_text(&out), "{}");
	receiver_take_json(listener, "{\"code\":0,\"tenant_access_token\":\"T1\",\"expire\":7200}", &got);
	assert_non_null(strstr(got.p, "POST /open-apis/auth/v3/tenant_access_token/internal "));
	assert_non_null(strstr(got.p, "fs-app-secret"));
	struct buf second = {0};
	receiver_take_json(listener, "{\"code\":99991663,\"msg\":\"token invalid\"}", &got);
	assert_non_null(strstr(got.p, "Authorization: Bearer T1"));
	receiver_take_json(listener, "{\"code\":0,\"tenant_access_token\":\"T2\",\"expire\":7200}", &second);
	assert_non_null(strstr(second.p, "tenant_access_token/internal "));
	receiver_take_json(listener, "{\"code\":0,\"data\":{\"message_id\":\"om_2\"}}", &second);
	assert_non_null(strstr(second.p, "POST /open-apis/im/v1/messages?receive_id_type=open_id "));
	assert_non_null(strstr(second.p, "Authorization: Bearer T2"));
	assert_non_null(strstr(second.p, "毛小燕"));
	const char *body_one = strstr(got.p, "\r\n\r\n"), *body_two = strstr(second.p, "\r\n\r\n");
	assert_string_equal(body_one, body_two);
	assert_non_null(strstr(body_two, "\"uuid\":\"p"));
	buf_clear(&out);
	sealed_body.p[sealed_body.n / 2] ^= 1; /* one bit of the body */
	assert_int_equal(bot_request(&bot, buf_text(&sealed_head), buf_text(&sealed_body), &out), 401);
	buf_free(&second);
	buf_free(&sealed_head);
	buf_free(&sealed_body);

	/* WeCom: address check, then a message answered inside the sealed response. */
	uint8_t random16[16] = {1, 2, 3};
	struct wecom_sealed sealed;
	struct buf query = {0};
	assert_true(wecom_seal(&wecom, "1616140317555161061", random16, now / 1000, "n1", &arena, &sealed));
	buf_addf(&query, "GET /hook/wx?msg_signature=%s&timestamp=%lld&nonce=n1&echostr=", sealed.signature,
	    (long long)(now / 1000));
	http_escape(&query, sealed.encrypt);
	buf_adds(&query, " HTTP/1.1");
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, buf_text(&query), "", &out), 200);
	assert_string_equal(buf_text(&out), "1616140317555161061");
	buf_clear(&query);
	assert_true(wecom_seal(&wecom,
	    "{\"msgid\":\"W1\",\"chattype\":\"single\",\"from\":{\"userid\":\"lisi\"},\"msgtype\":\"text\",\"text\":{\"content\":\"我是谁\"}}",
	    random16, now / 1000, "n2", &arena, &sealed));
	snprintf(head, sizeof head,
	    "POST /hook/wx?msg_signature=%s&timestamp=%lld&nonce=n2 HTTP/1.1\r\nContent-Type: application/json",
	    sealed.signature, (long long)(now / 1000));
	buf_addf(&query, "{\"encrypt\":\"%s\"}", sealed.encrypt);
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, head, buf_text(&query), &out), 200);
	/* opened as the platform opens it: the same key, the signature of the answer */
	struct arrived arrived;
	cJSON *answer = cJSON_Parse(buf_text(&out));
	assert_non_null(answer);
	char back[300];
	snprintf(back, sizeof back, "msg_signature=%s&timestamp=%lld&nonce=n2", json_text(answer, "msgsignature"),
	    (long long)cJSON_GetObjectItem(answer, "timestamp")->valuedouble);
	assert_true(platform_surface("wecom.app.callback")
	                ->receive(&wecom,
	                    &(struct http_request){
	                        .method = "POST", .query = back, .body = buf_text(&out), .body_n = out.n},
	                    now, &arena, &arrived));
	assert_non_null(strstr(arrived.plaintext, "\"finish\":true"));
	assert_non_null(strstr(arrived.plaintext, "李四"));
	cJSON_Delete(answer);
	head[40] = head[40] == 'a' ? 'b' : 'a'; /* one letter of the proof */
	buf_clear(&out);
	assert_int_equal(bot_request(&bot, head, buf_text(&query), &out), 401);
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	close(listener);
	buf_free(&query);
	buf_free(&out);
	buf_free(&got);
	arena_clear(&arena);
}

/* The first administrator and a group are bound by one-time codes. */
static void
test_binding(void **state)
{
	struct bot bot = {0};
	struct buf out = {0}, code = {0};
	char words[700], text[100];

	(void)state;
	snprintf(words, sizeof words, "-d %s/bind import places config/demo/places.csv", bot_folder);
	assert_int_equal(bot_call(&out, words), 0);
	bot_start_with(&bot, "bind",
	    ",\"demo_world\":\"\",\"channels\":[{\"name\":\"demo\",\"platform\":\"webhook\",\"secret_file\":\"config/demo.secret\"}]");
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b1", "somewhere", "boss", "@连心 帮助", &out), 200);
	assert_non_null(strstr(out.p, "可以这样说"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b2", "somewhere", "boss", "随便说说", &out), 200);
	assert_string_equal(out.p, "{\"replies\":[]}");
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b3", "somewhere", "boss", "@连心 上报 路坏了", &out), 200);
	assert_non_null(strstr(out.p, "这个群还没绑定"));
	snprintf(words, sizeof words, "-d %s invite --admin", bot.data);
	assert_int_equal(bot_call(&code, words), 2); /* a code is somebody's */
	buf_clear(&code);
	snprintf(words, sizeof words, "-d %s invite --admin 张书记", bot.data);
	assert_int_equal(bot_call(&code, words), 0);
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b4", "", "boss", "绑定 000000", &out), 200);
	assert_non_null(strstr(out.p, "这个码不对"));
	snprintf(text, sizeof text, "绑定 %.8s", code.p);
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b5", "", "boss", text, &out), 200);
	assert_non_null(strstr(out.p, "你是管理员"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b6", "", "thief", text, &out), 200); /* once only */
	assert_non_null(strstr(out.p, "这个码不对"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b7", "", "boss", "我是谁", &out), 200);
	assert_non_null(strstr(out.p, "管理员"));
	snprintf(words, sizeof words, "%s/groups.csv", bot_folder);
	bot_write(words, "id,name,place,purpose,channel,chat_id\ng1,安科群,安科村,villagers,,\n");
	snprintf(words, sizeof words, "-d %s import groups %s/groups.csv", bot.data, bot_folder);
	assert_int_equal(bot_call(&out, words), 0);
	buf_clear(&code);
	snprintf(words, sizeof words, "-d %s invite 安科群", bot.data);
	assert_int_equal(bot_call(&code, words), 0);
	snprintf(text, sizeof text, "@连心 绑定群 %.8s", code.p);
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b8", "somewhere", "boss", text, &out), 200);
	assert_non_null(strstr(out.p, "本群绑定为「安科群」"));
	buf_clear(&out);
	assert_int_equal(bot_hook(&bot, "b9", "somewhere", "boss", "上报 路坏了一大块", &out), 200);
	assert_non_null(strstr(out.p, "记下了,1 号"));
	assert_int_equal(bot_stop(&bot, SIGTERM), 0);
	buf_free(&out);
	buf_free(&code);
}

static void
test_bad_files(void **state)
{
	static const struct {
		const char *text, *says;
	} configs[] = {
	    {"{\"channels\": [{\"name\": \"dd\", \"platform\": \"dingtalk\", \"access_token_file\": \"config/demo.secret\", \"link\": \"on\"}]}",
	        "\"link\" of channel \"dd\" needs app_id and app_secret_file"},
	    {"{\"channels\": [{\"name\": \"qq\", \"platform\": \"onebot\", \"app_secret_file\": \"config/demo.secret\", \"link\": \"on\"}]}",
	        "needs access_token_file"},
	    {"{\"channels\": [{\"name\": \"wx\", \"platform\": \"wecom\", \"app_secret_file\": \"config/demo.secret\", \"own_id\": \"b\", \"link\": \"ftp://x\"}]}",
	        "must be \"on\", or an address"},
	    {"{\"prot\": 1}", "bad.json:1:2: unknown setting \"prot\"; did you mean \"port\"?"},
	    {"{\n  // a comment\n  \"port\": 70000,\n}",
	        "bad.json:3:3: \"port\" is 70000, but must be from 0 to 65535"},
	    {"{\"port\": \"x\"}", "must be a whole number"},
	    {"{\"port\": 1", "no JSON"},
	    {"[]", "one object"},
	    {"{\"channels\": [{\"name\": \"a\", \"platform\": \"carrier-pigeon\"}]}",
	        "\"platform\" must be webhook, onebot, dingtalk, feishu, wecom or console"},
	    {"{\"channels\": [{\"name\": \"a\", \"platform\": \"webhook\"}]}",
	        "unsigned messages are never taken"},
	    {"{\"channels\": [{\"name\": \"a\", \"platform\": \"webhook\", \"secret_file\": \"config/demo.secret\", \"post_url\": \"http://example.org/\"}]}",
	        "must begin with https://"},
	};
	struct buf out = {0};
	char path[400], words[1200];

	(void)state;
	snprintf(path, sizeof path, "%s/bad.json", bot_folder);
	for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
		bot_write(path, configs[i].text);
		snprintf(words, sizeof words, "check %s", path);
		buf_clear(&out);
		assert_int_equal(bot_call(&out, words), 1);
		if (strstr(out.p, configs[i].says) == NULL)
			fail_msg("%s: expected %s, got %s", configs[i].text, configs[i].says, out.p);
	}
	buf_clear(&out);
	assert_int_equal(bot_call(&out, "check config/demo.json"), 0);
	assert_int_equal(bot_call(&out, "check config/lianxin.json"), 0);
	assert_int_equal(bot_call(&out, "wat"), 2);
	assert_int_equal(bot_call(&out, ""), 2);
	snprintf(path, sizeof path, "%s/bad.csv", bot_folder);
	bot_write(path, "id,name,village\nh9,新家,没有的村\n");
	snprintf(words, sizeof words, "-d %s/fresh import households %s", bot_folder, path);
	buf_clear(&out);
	assert_int_equal(bot_call(&out, words), 1);
	assert_non_null(strstr(out.p, "bad.csv:2:7: village: no 地方 \"没有的村\""));
	buf_free(&out);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_odd_requests), cmocka_unit_test(test_sentences),
	    cmocka_unit_test(test_ahead), cmocka_unit_test(test_control), cmocka_unit_test(test_drain),
	    cmocka_unit_test(test_wire), cmocka_unit_test(test_platforms), cmocka_unit_test(test_binding),
	    cmocka_unit_test(test_bad_files)};

	if (argc > 1)
		bot_program = argv[1];
	return cmocka_run_group_tests(tests, bot_folder_setup, bot_folder_teardown);
}
