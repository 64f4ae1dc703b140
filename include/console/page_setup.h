/* What the group page works with, and its addresses. */
#ifndef CONSOLE_PAGE_SETUP_H
#define CONSOLE_PAGE_SETUP_H

#include "shell/serve.h"

#define PAGE_CALLS "/api/"
#define PAGE_FILES "/api/file" /* where pictures are sent to, and below which they are read */

struct page_setup {
	struct world *world;
	struct rim *rim;
	struct serve *serve;
	struct tables tables;
	bool demo;          /* anybody on this machine speaks as anybody */
	const char *folder; /* of the demo's world */
	const char *origin; /* https://… where people open the page; "" = this machine alone, "off" = no page */
};

#endif
