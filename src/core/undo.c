/* Undo; see the header. */
#include "core/undo.h"

#include "core/outbox.h"
#include "records/dialog.h"
#include "records/entry.h"
#include "records/issue.h"
#include "records/kinds.h"

const void *
undo_blocked(const struct turn *turn, const struct undo *undo, const struct kind **kind)
{
	for (size_t i = 0; i < undo->count; i++) {
		const void *now = store_find(&turn->world->store, undo->changes[i].kind, undo->changes[i].id);

		*kind = undo->changes[i].kind;
		if (now && record_of(now)->turn != undo->turn)
			return now;
	}
	return NULL;
}

void
undo_apply(struct turn *turn, const struct undo *undo, size_t *told)
{
	*told = 0;
	for (size_t i = undo->count; i-- > 0;) {
		const struct change *change = &undo->changes[i];

		if (change->kind->append_only) { /* what is written stays; a counter-entry takes it back */
			const struct entry *written = change->kind == &kind_entry ? turn_find(turn, entry, change->id)
			                                                          : NULL;
			struct entry back;

			if (written == NULL)
				continue;
			back = (struct entry){.operator= written->operator,
			    .points = - written->points,
			    .arrival = written->arrival,
			    .cause = ENTRY_correction,
			    .author = turn->actor ? turn->actor->id : 0,
			    .at = turn->now,
			    .reason = "撤销"};
			turn_put(turn, &kind_entry, &back);
			continue;
		}
		if (change->before) {
			turn->restoring = true;
			turn_put(turn, change->kind, record_data(change->before));
			turn->restoring = false;
		} else if (change->kind == &kind_issue) {
			const struct issue *now = turn_find(turn, issue, change->id);
			struct issue withdrawn = *now;

			withdrawn.state = ISSUE_withdrawn;
			turn_put(turn, &kind_issue, &withdrawn);
		} else {
			turn_remove(turn, change->kind, change->id);
		}
	}
	for (size_t i = 0; i < undo->post_count; i++)
		if (!outbox_withdraw(turn, undo->posts[i].post, NOTE_undone))
			(*told)++;
	EACH (&turn->world->store, dialog, dialog)
		if (record_of(dialog)->turn == undo->turn && dialog->open) {
			struct dialog closed = *dialog;

			closed.open = 0;
			turn_put(turn, &kind_dialog, &closed);
		}
}
