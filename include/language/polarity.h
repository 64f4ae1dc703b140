/* Yes and no, as a whole sentence and as a word inside one. */
#ifndef LANGUAGE_POLARITY_H
#define LANGUAGE_POLARITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum polarity { POLARITY_none, POLARITY_yes, POLARITY_no };

/* What the whole of these folded code points says: 好的, 可以 发吧, OK 👌, 对,就这样 are yes;
 * 算了, 先不, 不用了 no; anything with another word none. */
enum polarity polarity_of(const uint32_t *cp, size_t n);
/* A sentence that begins with a yes or a no and goes on behind a mark: 确认,另外…; the code
 * points of the beginning go to *used. */
enum polarity polarity_begins(const uint32_t *cp, size_t n, size_t *used);
/* Is the yes one that lets something be done (同意, 确认, 发吧) rather than one that only hears (好, 嗯)? */
bool polarity_agrees(const uint32_t *cp, size_t n);
/* Is the no one that drops a matter (算了, 不用了, 先不) rather than one that denies it (不行, 没有)? */
bool polarity_dismisses(const uint32_t *cp, size_t n);
/* Does the whole sentence say that something was read: 收到, 好的收到, 知道了谢谢, 收到🙏, got it? */
bool polarity_received(const uint32_t *cp, size_t n);
/* A negation at cp[0]: 不, 没, 别, 弗 …; the code points it takes, 0 if none. 不错, 不好意思,
 * 没问题 and the like deny nothing. */
size_t polarity_negation(const uint32_t *cp, size_t n);

#endif
