/* config/lianxin.json → struct config. Each setting is one row of one table (type,
 * limits, default, help): parse, check, print and the list of settings (config/reference.md) read it. Secrets
 * stand only in files named by *_file. */
#ifndef SHELL_CONFIG_H
#define SHELL_CONFIG_H

#include "base/buf.h"
#include "base/memory.h"
#include "core/policy.h"
#include "platforms/platform.h"

#define CHANNELS_MAX 32

struct config {
	struct arena arena; /* owns every text */
	const char *listen;
	int64_t port;
	const char *directory;
	const char *key_file;
	const char *calendar_file;
	const char *log_level;
	const char *proxy;      /* for what leaves to platforms, "" = none */
	const char *page;       /* "" = on this machine alone, "off", or its https address */
	const char *demo_world; /* a folder; not empty = demo mode */
	int64_t snapshot_hours, snapshot_keep_days;
	int64_t allow_loopback_http; /* 1: posts may go to http://127.0.0.1 (tests) */
	struct policy policy;
	struct channel channels[CHANNELS_MAX];
	size_t channel_count;
};

/* Reads the file (NULL = defaults alone). False with lines "file:line:column: what, and
 * what would be right" in faults. */
bool config_read(struct config *config, const char *path, struct buf *faults);
void config_free(struct config *config);
/* One line a setting: name, default, limits, help in both languages. */
void config_describe(struct buf *out);

#endif
