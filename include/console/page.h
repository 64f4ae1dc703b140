/* The group page: what a browser asks of this program. It speaks to the world as every platform
 * does, by messages through serve.h, and shows each person what he may see. Above rim.h. */
#ifndef CONSOLE_PAGE_H
#define CONSOLE_PAGE_H

#include "console/page_setup.h"

struct page;

struct page *page_open(const struct page_setup *setup);
void page_close(struct page *page);
/* Takes the request if it is the page's: its files and /api/. Answers by the token. */
bool page_http(struct page *page, const struct http_request *request, uint64_t token);
/* May a picture be sent with this request? 0, or the status to refuse it with. */
int page_takes_file(struct page *page, const struct http_request *request);
/* Something was said in the console's chats and is on the disk: whoever listens is told. */
void page_said(struct page *page);
/* Every quarter of a minute: connections on which nothing is said are kept open. */
void page_beat(struct page *page);
/* The reader of an open answer has gone. */
void page_gone(struct page *page, uint64_t token);
/* Work done for the page (its numbers are negative) came back. */
void page_computed(struct page *page, int64_t job, const void *result, size_t n);

#endif
