/* The configuration; see the header. Comments and trailing commas are blanked out first,
 * so that the strict scanner's positions are the file's own. */
#include "shell/config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "formats/json.h"
#include "platforms/link.h"

#define CONFIG_BYTES_MAX (256 * 1024)

enum setting_type { SETTING_TEXT, SETTING_INT };

struct setting {
	const char *name;
	enum setting_type type;
	size_t offset;
	const char *text; /* default of a text */
	int64_t low, high;
	const char *zh, *en;
};

#define TEXT(member, preset, zh, en) \
	{ \
#member, SETTING_TEXT, offsetof(struct config, member), preset, 0, 0, zh, en \
	}
#define INT(member, low, high, zh, en) \
	{ \
#member, SETTING_INT, offsetof(struct config, member), NULL, low, high, zh, en \
	}
#define POLICY_TEXT(member, preset, zh, en) \
	{ \
#member, SETTING_TEXT, offsetof(struct config, policy) + offsetof(struct policy, member), preset, 0, \
		    0, zh, en \
	}
#define POLICY(member, low, high, zh, en) \
	{ \
#member, SETTING_INT, offsetof(struct config, policy) + offsetof(struct policy, member), NULL, low, \
		    high, zh, en \
	}

static const struct setting settings[] = {
    TEXT(listen, "127.0.0.1", "监听地址", "address to listen on"),
    INT(port, 0, 65535, "监听端口,0 为任选", "port to listen on, 0 = any free one"),
    TEXT(directory, "data", "数据目录", "data directory"),
    TEXT(key_file, "", "密钥文件,空为数据目录下的 key", "key file, empty = key in the data directory"),
    TEXT(calendar_file, "", "节假日表,空为内置", "calendar of working days, empty = built in"),
    TEXT(log_level, "info", "日志级别 debug/info/warn/error", "log level debug/info/warn/error"),
    TEXT(proxy, "", "发往平台时经过的代理地址,空为直连", "proxy for what goes to platforms, empty = none"),
    TEXT(page, "", "群页面:空为只在本机打开,off 为不要,或外面打开它的 https 地址",
        "the group page: empty = opened on this machine alone, off = none, or the https address at which people open it"),
    TEXT(demo_world, "", "演示世界目录,非空即演示模式", "folder of a demo world; not empty = demo mode"),
    INT(snapshot_hours, 1, 168, "几小时一次快照", "hours between snapshots"),
    INT(snapshot_keep_days, 1, 365, "快照保留天数", "days a snapshot is kept"),
    INT(allow_loopback_http, 0, 1, "1 允许向本机 http 发送(测试用)",
        "1 = posts may go to http on this machine (tests)"),
    POLICY(zone_min, -720, 840, "时区,与 UTC 相差分钟", "the zone's offset from UTC, minutes"),
    POLICY(meal_points, 1, 1000, "一餐积点", "points of a meal"),
    POLICY(bed_points, 1, 1000, "一床积点", "points of a bed"),
    POLICY(band_points, 0, 100000, "容差积点", "tolerance around a household's due, points"),
    POLICY(bulk_least, 1, 1000, "散客分到一家最少几人,1 为不限",
        "a bulk is cut into parts of at least so many guests a household, 1 = any"),
    POLICY(table_heads, 1, 100, "一桌人数", "seats of a table"),
    POLICY(offer_close_min, 0, 1440, "到达前几分钟催未应",
        "minutes before the arrival when unanswered offers are chased"),
    POLICY(offer_grace_min, 1, 1440, "催后几分钟改派", "minutes after the chase when they go to others"),
    POLICY(decline_free_min, 0, 1440, "到达前多少分钟内派的可免费不接",
        "an offer so many minutes before the arrival is declined free"),
    POLICY(settle_after_min, 0, 2880, "到达后几分钟入账",
        "minutes after the arrival when it goes into the ledger"),
    POLICY(failed_percent, 0, 1000, "接了又失约按积点的百分之几记账",
        "percent of the points charged for accepted and failed"),
    POLICY(
        no_show_percent, 0, 100, "客人没来记百分之几", "percent of the points kept when guests do not come"),
    POLICY(newcomer_days, 1, 3650, "停多少天后回来按平均起算",
        "days away after which a household starts at the average"),
    POLICY(lodgers_together, 1, 10, "没有点名的住客几人一组",
        "lodgers who are not named form parties of so many"),
    POLICY(match_hometown, 0, 2, "配对时家乡:0 优先 1 回避 2 不管",
        "matching: home villages 0 preferred, 1 avoided, 2 ignored"),
    POLICY(match_rotate, 0, 1, "配对时必须换村", "matching: nobody stays in the village he has"),
    POLICY(term_years, 1, 20, "驻村任期几年", "years of a stationed cadre's term"),
    POLICY(post_bytes_max, 300, 20000, "一条消息最多多少字节,长了分几条",
        "bytes of one post; a longer one is cut in parts"),
    POLICY(lunch_minute, 0, 1439, "午餐时间(当天分钟)", "lunch time, minute of the day"),
    POLICY(supper_minute, 0, 1439, "晚餐时间(当天分钟)", "supper time, minute of the day"),
    POLICY(quiet_from, 0, 1439, "夜间免打扰起", "night quiet hours from, minute of the day"),
    POLICY(quiet_to, 0, 1439, "夜间免打扰止", "night quiet hours to, minute of the day"),
    POLICY(noon_from, 0, 1439, "午间免打扰起", "midday quiet hours from, minute of the day"),
    POLICY(noon_to, 0, 1439, "午间免打扰止", "midday quiet hours to, minute of the day"),
    POLICY(digest_minute, 0, 1439, "早上汇总时间", "time of the morning digest, minute of the day"),
    POLICY(visit_every_days, 1, 400, "走访间隔天数", "days between visits"),
    POLICY(visit_every_must_days, 1, 400, "致富带头人、村老干部、驻村企业走访间隔天数",
        "days between visits of enterprising households, retired officers and companies"),
    POLICY(visit_every_special_days, 1, 400, "困难、信访、低保、危房户走访间隔天数",
        "days between visits of hardship, petition, allowance and dangerous-house households"),
    POLICY(visit_retry_days, 1, 60, "没人在时几天后再去", "days after which a missed visit is tried again"),
    POLICY(accept_hours, 1, 80, "问题受理时限(工作小时)", "working hours in which an issue is taken"),
    POLICY_TEXT(categories, "", "另外的问题类别,分号隔开", "more categories of issues, separated by ;"),
    POLICY_TEXT(merged, "", "合并的类别:旧=新,分号隔开;台账照旧,统计算新",
        "categories counted as others, old=new;old=new; records keep the old"),
    POLICY(
        slip_days, 1, 60, "抄告单答复时限(工作日)", "working days in which a department replies to a slip"),
    POLICY(danger_repeat_min, 1, 240, "险情几分钟再叫一次", "minutes between alerts of a danger"),
    POLICY(undo_min, 1, 1440, "几分钟内可撤销", "minutes in which undo works"),
    POLICY(confirm_min, 1, 1440, "等确认多少分钟", "minutes a read-back waits for confirmation"),
    POLICY(code_min, 1, 1440, "绑定码有效分钟", "minutes a one-time code is good for"),
    POLICY(budget_person, 0, 100, "每人每天主动消息数", "unasked messages a day to a person"),
    POLICY(budget_group, 0, 100, "每群每天主动消息数", "unasked messages a day to a group"),
    POLICY(seen_hours, 1, 720, "重复消息记多少小时", "hours in which a repeat is recognised"),
    POLICY(post_give_up_hours, 1, 240, "消息发不出去多少小时后放弃", "hours after which a post is given up"),
    POLICY(same_report_min, 0, 1440, "同人同话几分钟内算一件",
        "minutes in which the same words of the same person are one report"),
    POLICY(late_say_min, 1, 1440, "晚几分钟算晚", "minutes after which a reminder counts as late"),
    POLICY(village_rate, 1, 100000000, "一个群每分钟最多消息数", "messages a minute from one chat"),
    POLICY(chain_sm3, 0, 1, "1 审计链用 SM3", "1 = the audit chain uses SM3"),
};
#define SETTING_COUNT (sizeof settings / sizeof *settings)

struct config_reading {
	struct config *config;
	const char *path;
	const char *text;
	struct buf *faults;
	bool good;
};

static void fault(struct config_reading *in, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void
fault(struct config_reading *in, const char *at, const char *format, ...)
{
	int line = 1, column = 1;
	va_list args;
	char what[300];

	for (const char *p = in->text; p && at && p < at; p++) {
		column = *p == '\n' ? 1 : column + (((unsigned char)*p & 0xc0) != 0x80);
		line += *p == '\n';
	}
	va_start(args, format);
	vsnprintf(what, sizeof what, format, args);
	va_end(args);
	buf_addf(in->faults, "%s:%d:%d: %s\n", in->path, line, column, what);
	in->good = false;
}

/* Where a member's name stands in the file. */
static const char *
place_of(const struct config_reading *in, const char *name, const char *from)
{
	char quoted[80];

	snprintf(quoted, sizeof quoted, "\"%s\"", name);
	const char *at = strstr(from ? from : in->text, quoted);
	return at ? at : in->text;
}

/* Comments and commas before a closing bracket become blanks. */
static void
blank_out(char *text)
{
	char *comma = NULL;

	for (char *p = text; *p; p++) {
		if (*p == '"') {
			for (p++; *p && *p != '"'; p++)
				if (*p == '\\' && p[1])
					p++;
			comma = NULL;
			if (*p == 0)
				return;
		} else if (p[0] == '/' && p[1] == '/') {
			while (*p && *p != '\n')
				*p++ = ' ';
			if (*p == 0)
				return;
		} else if (*p == ',') {
			comma = p;
		} else if ((*p == '}' || *p == ']') && comma) {
			*comma = ' ';
			comma = NULL;
		} else if (strchr(" \t\r\n", *p) == NULL) {
			comma = NULL;
		}
	}
}

/* A measure of likeness: characters that differ, in order. */
static size_t
apart(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b), row[64];

	if (n > 60 || m > 60)
		return 99;
	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0]++;

		for (size_t j = 1; j <= m; j++) {
			size_t change = diagonal + (a[i - 1] != b[j - 1]),
			       least = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;

			diagonal = row[j];
			row[j] = change < least ? change : least;
		}
	}
	return row[m];
}

static void
unknown(struct config_reading *in, const char *name, const char *at, const char *const *known)
{
	const char *nearest = NULL;
	size_t best = 4;

	for (int i = 0; known[i]; i++)
		if (apart(name, known[i]) < best) {
			best = apart(name, known[i]);
			nearest = known[i];
		}
	if (nearest)
		fault(in, at, "unknown setting \"%s\"; did you mean \"%s\"?", name, nearest);
	else
		fault(in, at, "unknown setting \"%s\"; `lianxin check --settings` lists them", name);
}

static void
set(struct config_reading *in, const struct setting *setting, const cJSON *value)
{
	char *at = (char *)in->config + setting->offset;
	const char *where = place_of(in, setting->name, NULL);

	if (setting->type == SETTING_TEXT) {
		if (!cJSON_IsString(value))
			fault(in, where, "\"%s\" must be a text in quotation marks", setting->name);
		else
			*(const char **)(void *)at = arena_text(
			    &in->config->arena, value->valuestring, strlen(value->valuestring));
		return;
	}
	double number = cJSON_IsNumber(value) ? value->valuedouble : -1e18;
	if (!cJSON_IsNumber(value) || number != (double)(int64_t)number)
		fault(in, where, "\"%s\" must be a whole number from %lld to %lld", setting->name,
		    (long long)setting->low, (long long)setting->high);
	else if (number < (double)setting->low || number > (double)setting->high)
		fault(in, where, "\"%s\" is %lld, but must be from %lld to %lld", setting->name, (long long)number,
		    (long long)setting->low, (long long)setting->high);
	else
		*(int64_t *)(void *)at = (int64_t)number;
}

/* "whsec_…" (Standard Webhooks) or the bare base64; 0 if it is neither. */
static size_t
secret_of(const char *text, const char *prefix, uint8_t *out, size_t room)
{
	size_t n = strcspn(text, " \r\n");

	if (strncmp(text, prefix, strlen(prefix)) == 0) {
		text += strlen(prefix);
		n -= strlen(prefix);
	}
	if (n / 4 * 3 > room + 2)
		return 0;
	uint8_t bytes[128];
	long got = n <= 160 ? base64_read(text, n, bytes) : -1;
	if (got <= 0 || (size_t)got > room)
		return 0;
	memcpy(out, bytes, (size_t)got);
	return (size_t)got;
}

static void
read_secret(struct config_reading *in, const char *key, const char *file, const char *where,
    struct channel *channel, int which)
{
	FILE *stream = fopen(file, "re");
	char text[256];
	size_t n = stream ? fread(text, 1, sizeof text - 1, stream) : 0;

	text[n] = 0;
	if (stream == NULL)
		fault(in, where, "\"%s\": %s: %s", key, file, strerror(errno));
	else if ((channel->secret_n[which] = secret_of(
	              text, "whsec_", channel->secrets[which], sizeof channel->secrets[which])) < 24)
		fault(in, where, "\"%s\": %s holds no secret; expected whsec_ and the base64 of 24 to 64 bytes", key,
		    file);
	if (stream)
		fclose(stream);
	memory_wipe(text, sizeof text);
}

/* The one line of a file that holds a secret; NULL after saying why not. */
static const char *
read_line(struct config_reading *in, const char *key, const char *file, const char *where)
{
	FILE *stream = fopen(file, "re");
	char text[512];
	size_t n = stream ? fread(text, 1, sizeof text - 1, stream) : 0;
	const char *line = NULL;

	text[n] = 0;
	text[strcspn(text, "\r\n")] = 0;
	if (stream == NULL)
		fault(in, where, "\"%s\": %s: %s", key, file, strerror(errno));
	else if (*text == 0 || !text_valid(text, strlen(text)))
		fault(in, where, "\"%s\": %s is empty; expected one line", key, file);
	else
		line = arena_text(&in->config->arena, text, strlen(text));
	if (stream)
		fclose(stream);
	memory_wipe(text, sizeof text);
	return line;
}

/* An address with TLS, or one of this machine where that is allowed. */
static bool
address_good(const struct config *config, const char *scheme, const char *url)
{
	char plain[32], tls[32];

	snprintf(plain, sizeof plain, "%s://", scheme);
	snprintf(tls, sizeof tls, "%ss://", scheme);
	bool local = url && text_starts(url, plain) &&
	    (text_starts(url + strlen(plain), "127.0.0.1") || text_starts(url + strlen(plain), "[::1]"));

	return url == NULL || text_starts(url, tls) || (local && config->allow_loopback_http);
}

/* A key of a channel: where its value goes, and how it is read. */
struct channel_key {
	const char *name;
	size_t member;
	void (*read)(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
	    struct channel *channel);
	const char *scheme; /* of an address: http or ws; NULL: it is none */
};

static const char *
text_of(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at)
{
	if (cJSON_IsString(value))
		return arena_text(&in->config->arena, value->valuestring, strlen(value->valuestring));
	fault(in, at, "\"%s\" must be a text in quotation marks", key->name);
	return NULL;
}

static void
key_text(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	*(const char **)(void *)((char *)channel + key->member) = text_of(in, key, value, at);
}

static void
key_address(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *text = text_of(in, key, value, at);
	bool on = strcmp(key->scheme, "ws") == 0 && text_equal(text, "on");

	if (text && !on && !address_good(in->config, key->scheme, text))
		fault(in, at, "\"%s\" must %sbegin with %ss:// (%s to this machine only with allow_loopback_http)",
		    key->name, strcmp(key->scheme, "ws") == 0 ? "be \"on\", or an address and " : "", key->scheme,
		    key->scheme);
	*(const char **)(void *)((char *)channel + key->member) = text;
}

/* The one line of a file. */
static void
key_file(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *file = text_of(in, key, value, at);

	if (file)
		*(const char **)(void *)((char *)channel + key->member) = read_line(in, key->name, file, at);
}

static void
key_secret(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *file = text_of(in, key, value, at);

	if (file)
		read_secret(
		    in, key->name, file, at, channel, key->member == offsetof(struct channel, secrets) ? 0 : 1);
}

static void
key_public(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *text = text_of(in, key, value, at);

	channel->has_public_key = text &&
	    secret_of(text, "whpk_", channel->public_key, sizeof channel->public_key) == 32;
	if (text && !channel->has_public_key)
		fault(in, at, "\"public_key\" must be whpk_ and the base64 of 32 bytes");
}

static void
key_seconds(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	if (cJSON_IsNumber(value) && value->valuedouble >= 1 && value->valuedouble <= 86400)
		*(int64_t *)(void *)((char *)channel + key->member) = (int64_t)value->valuedouble;
	else
		fault(in, at, "\"%s\" must be a number from 1 to 86400", key->name);
}

static void
key_platform(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *name = text_of(in, key, value, at);

	channel->platform = name ? platform_find(name) : NULL;
	if (name && channel->platform == NULL)
		fault(in, at, "\"platform\" must be %s", platform_names(false, "or ", &in->config->arena));
}

static void
key_name(struct config_reading *in, const struct channel_key *key, const cJSON *value, const char *at,
    struct channel *channel)
{
	const char *name = text_of(in, key, value, at);

	if (name == NULL)
		return;
	if (*name == 0 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
		fault(in, at, "\"name\": a channel needs a name of small letters, digits, - and _");
	for (size_t i = 0; i + 1 < in->config->channel_count; i++)
		if (strcmp(in->config->channels[i].name, name) == 0)
			fault(in, at, "two channels are called \"%s\"", name);
	channel->name = name;
}

#define MEMBER(member) offsetof(struct channel, member)
static const struct channel_key channel_keys[] = {
    {"name", MEMBER(name), key_name, NULL},
    {"platform", MEMBER(platform), key_platform, NULL},
    {"post_url", MEMBER(post_url), key_address, "http"},
    {"secret_file", MEMBER(secrets[0]), key_secret, NULL},
    {"old_secret_file", MEMBER(secrets[1]), key_secret, NULL},
    {"public_key", MEMBER(public_key), key_public, NULL},
    {"speaks_for", MEMBER(speaks_for), key_text, NULL},
    {"max_skew_s", MEMBER(max_skew_s), key_seconds, NULL},
    {"own_id", MEMBER(own_id), key_text, NULL},
    {"own_name", MEMBER(own_name), key_text, NULL},
    {"receive_id", MEMBER(receive_id), key_text, NULL},
    {"app_id", MEMBER(app_id), key_text, NULL},
    {"base", MEMBER(base), key_address, "http"},
    {"token_file", MEMBER(token), key_file, NULL},
    {"cipher_key_file", MEMBER(cipher_key), key_file, NULL},
    {"app_secret_file", MEMBER(app_secret), key_file, NULL},
    {"access_token_file", MEMBER(access_token), key_file, NULL},
    {"link", MEMBER(link), key_address, "ws"},
};
#define CHANNEL_KEYS (sizeof channel_keys / sizeof *channel_keys)
#define SKEW_S 300 /* around now, where a proof holds its time */

static void
read_key(struct config_reading *in, const cJSON *value, const char *where, struct channel *channel)
{
	const char *names[CHANNEL_KEYS + 1] = {NULL}, *at = place_of(in, value->string, where);

	for (size_t k = 0; k < CHANNEL_KEYS; k++) {
		names[k] = channel_keys[k].name;
		if (strcmp(names[k], value->string) == 0) {
			channel_keys[k].read(in, &channel_keys[k], value, at, channel);
			return;
		}
	}
	unknown(in, value->string, at, names);
}

/* What a good channel still lacks, by its platform. */
static void
check_channel(struct config_reading *in, const char *where, const struct channel *channel)
{
	const struct platform *platform = channel->platform;
	const char *lacks = platform->lacks ? platform->lacks(channel) : NULL,
	           *link = place_of(in, "link", where);

	if (lacks)
		fault(in, where, "channel \"%s\" %s", channel->name, lacks);
	if (channel->link && platform->link == NULL)
		fault(in, link, "\"link\": only %s have a standing connection",
		    platform_names(true, "and ", &in->config->arena));
	else if (channel->link && !platform->link->ready(channel))
		fault(in, link, "\"link\" of channel \"%s\" needs %s", channel->name, platform->link->needs);
}

static void
read_channel(struct config_reading *in, const cJSON *object, const char *where)
{
	struct config *config = in->config;
	const cJSON *member;

	if (config->channel_count == CHANNELS_MAX || !cJSON_IsObject(object)) {
		fault(in, where, "channels: a list of at most %d objects {\"name\",\"platform\",…}", CHANNELS_MAX);
		return;
	}
	struct channel *channel = &config->channels[config->channel_count++];
	size_t before = in->faults->n;
	channel->name = "";
	cJSON_ArrayForEach(member, object) read_key(in, member, where, channel);
	if (in->faults->n > before)
		return; /* what is missing cannot be told yet */
	if (*channel->name == 0)
		fault(in, where, "a channel needs a \"name\" of small letters, digits, - and _");
	if (channel->platform == NULL) {
		fault(in, where, "a channel needs a \"platform\": %s", platform_names(false, "or ", &config->arena));
		return;
	}
	/* Where no window is documented retries come hours later. */
	if (channel->max_skew_s == 0 && channel->platform->stamped)
		channel->max_skew_s = SKEW_S;
	check_channel(in, where, channel);
}

static void
read_all(struct config_reading *in, const cJSON *root)
{
	const char *names[SETTING_COUNT + 2];
	const cJSON *member, *item;

	for (size_t i = 0; i < SETTING_COUNT; i++)
		names[i] = settings[i].name;
	names[SETTING_COUNT] = "channels";
	names[SETTING_COUNT + 1] = NULL;
	cJSON_ArrayForEach(member, root)
	{
		size_t i = 0;

		while (i < SETTING_COUNT && strcmp(settings[i].name, member->string) != 0)
			i++;
		if (i < SETTING_COUNT)
			set(in, &settings[i], member);
		else if (strcmp(member->string, "channels") != 0)
			unknown(in, member->string, place_of(in, member->string, NULL), names);
	}
	const cJSON *channels = cJSON_GetObjectItemCaseSensitive(root, "channels");
	const char *where = place_of(in, "channels", NULL);
	if (channels && !cJSON_IsArray(channels))
		fault(in, where, "\"channels\" must be a list");
	cJSON_ArrayForEach(item, channels)
	{
		where = strchr(where + 1, '{');
		if (where == NULL)
			where = in->text;
		read_channel(in, item, where);
	}
	bool loopback = strncmp(in->config->listen, "127.", 4) == 0 || strcmp(in->config->listen, "::1") == 0,
	     off = strcmp(in->config->page, "off") == 0;
	if (*in->config->page && !off &&
	    (!text_starts(in->config->page, "https://") || strchr(in->config->page + strlen("https://"), '/')))
		fault(in, place_of(in, "page", NULL),
		    "\"page\" must be empty, \"off\", or the address at which people open it, https://name[:port] and nothing behind");
	if (!loopback && in->config->demo_world[0])
		fault(in, place_of(in, "listen", NULL),
		    "a demo listens on 127.0.0.1 alone: anybody may speak there as anybody");
	else if (!loopback && *in->config->page == 0)
		fault(in, place_of(in, "listen", NULL),
		    "beyond this machine the page needs sign-in over TLS: set \"page\" to the https address at which people open it, or to \"off\"");
	static const char *const levels[] = {"debug", "info", "warn", "error"};
	bool known = false;
	for (int i = 0; i < 4; i++)
		known |= strcmp(levels[i], in->config->log_level) == 0;
	if (!known)
		fault(in, place_of(in, "log_level", NULL), "\"log_level\" must be debug, info, warn or error");
}

static void
presets(struct config *config)
{
	*config = (struct config){
	    .port = 8787, .snapshot_hours = 24, .snapshot_keep_days = 30, .policy = policy_defaults};
	for (size_t i = 0; i < SETTING_COUNT; i++)
		if (settings[i].type == SETTING_TEXT)
			*(const char **)(void *)((char *)config + settings[i].offset) = settings[i].text;
}

bool
config_read(struct config *config, const char *path, struct buf *faults)
{
	struct config_reading in = {.config = config, .path = path, .faults = faults, .good = true};
	struct buf text = {0};
	size_t at;
	char bytes[4096];
	size_t n;

	presets(config);
	if (path == NULL)
		return true;
	FILE *stream = fopen(path, "re");
	if (stream == NULL) {
		buf_addf(faults, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while ((n = fread(bytes, 1, sizeof bytes, stream)) > 0 && text.n < CONFIG_BYTES_MAX)
		buf_add(&text, bytes, n);
	bool read = !ferror(stream);
	int error = errno;
	fclose(stream);
	if (!read || text.n == 0) {
		buf_addf(faults, "%s: %s\n", path,
		    read ? "the file is empty; the smallest configuration is {}" : strerror(error));
		buf_free(&text);
		return false;
	}
	size_t length = text.n;
	char *json = text.p + (text_past_bom(text.p, &length) - text.p);
	in.text = json;
	if (text_valid(json, length))
		blank_out(json);
	const char *wrong = json_scan(in.text, length, &at);
	cJSON *root = wrong ? NULL : cJSON_Parse(in.text);
	if (wrong)
		fault(&in, in.text + at, "no JSON: %s", wrong);
	else if (!cJSON_IsObject(root))
		fault(&in, in.text, "the configuration is one object: { … }");
	else
		read_all(&in, root);
	cJSON_Delete(root);
	buf_free(&text);
	return in.good;
}

void
config_free(struct config *config)
{
	arena_clear(&config->arena);
	memset(config->channels, 0, sizeof config->channels);
}

void
config_describe(struct buf *out)
{
	struct config config;

	presets(&config);
	for (size_t i = 0; i < SETTING_COUNT; i++) {
		const char *at = (const char *)&config + settings[i].offset;

		if (settings[i].type == SETTING_TEXT)
			buf_addf(out, "| `%s` | \"%s\" | text | %s · %s |\n", settings[i].name, settings[i].text,
			    settings[i].zh, settings[i].en);
		else
			buf_addf(out, "| `%s` | %lld | %lld … %lld | %s · %s |\n", settings[i].name,
			    (long long)*(const int64_t *)(const void *)at, (long long)settings[i].low,
			    (long long)settings[i].high, settings[i].zh, settings[i].en);
	}
}
