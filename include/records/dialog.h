/* An open question of the bot: survives restarts, dies when answered or expired. */
#ifndef RECORDS_DIALOG_H
#define RECORDS_DIALOG_H

#include "data/field.h"

enum dialog_kind {
	DIALOG_choice,
	DIALOG_confirm,
	DIALOG_offer,
	DIALOG_receipt,
	DIALOG_alert,
	DIALOG_missing
};

struct dialog {
	int64_t id;
	const char *chat; /* chat key */
	int64_t person;   /* 0 = whoever may */
	int32_t kind;
	int64_t subject; /* id of the line, issue, notice or arrival */
	int64_t asked_at;
	int64_t expires_at;
	struct list answers; /* struct answer_item */
	int64_t open;
};

extern const struct kind kind_dialog;

#endif
