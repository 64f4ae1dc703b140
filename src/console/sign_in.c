/* Signing in on the group page: by a code in a private message, by a password, by an
 * invitation; see the header. One sentence for every failed check; a name that is not known
 * takes as long as one that is. */
#include "console/sign_in.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/text.h"
#include "base/text_norm.h"
#include "console/later.h"
#include "console/live.h"
#include "console/password.h"
#include "core/names.h"
#include "core/post.h"
#include "formats/http.h"
#include "formats/json_write.h"
#include "records/account.h"
#include "records/code.h"
#include "records/kinds.h"
#include "subjects/people/codes.h"

#define PASSWORD_BYTES_MAX 200
#define CODES_MAX 3 /* sent to one person within the time of a lockout */

static void
give_done(const struct exchange *exchange)
{
	struct buf body = {0};

	buf_adds(&body, "{\"ok\":true}");
	exchange_give(exchange, &body);
}

static const char wrong[] = "name, password or code is not right";

static char *
cookie_line(const char *value, int64_t age_s)
{
	struct buf line = {0};

	/* The prefix binds it to this host alone (RFC 6265bis, 4.1.3.2). */
	buf_addf(&line,
	    "Set-Cookie: " SESSION_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=%lld\r\n",
	    value, (long long)age_s);
	return line.p;
}

/* Answers with a session of the person's; he gets an account on the console if he has none. */
static void
welcome(struct gate *gate, uint64_t token, int64_t person, int64_t counted)
{
	uint8_t secret[SESSION_SECRET];
	char hex[2 * SESSION_SECRET + 1];
	struct buf out = {0};
	struct json_writer json = json_writer(&out);

	if (gate_sender(gate, person) == NULL) {
		struct arena arena = {0};
		struct account account = {.channel = "console",
		    .sender_id = arena_printf(&arena, "page-%s", gate_random_id(&arena)),
		    .person = person};
		struct turn turn;

		serve_turn_begin(gate->setup.serve, &turn, "sign-in");
		turn_put(&turn, &kind_account, &account);
		serve_turn_end(gate->setup.serve, &turn);
		arena_clear(&arena);
	}
	digest_random(secret, sizeof secret);
	digest_hex(secret, sizeof secret, hex);
	struct session *session = sessions_begin(&gate->sessions, person, secret, gate_now(gate));
	tries_good(&gate->sessions, counted);
	json_open(&json, NULL, '{');
	json_put_bool(&json, "ok", true);
	json_put_text(&json, "csrf", session->csrf);
	json_close(&json);
	serve_answer(gate->setup.serve, token, 200, NULL, out.p, out.n, cookie_line(hex, SESSION_MS / 1000));
	memory_wipe(secret, sizeof secret);
	memory_wipe(hex, sizeof hex);
}

/* Whence the request comes: what stands before this machine says for whom it asks. */
static const char *
asking_from(const struct exchange *exchange)
{
	const struct http_request *request = exchange->request;
	bool twice;
	const char *said = request && request->loopback ? http_header(request, "x-forwarded-for", &twice) : NULL;

	if (said && !twice) {
		const char *last = strrchr(said, ',');

		return arena_printf(&((struct exchange *)(uintptr_t)exchange)->arena, "%.64s",
		    last ? last + 1 + (last[1] == ' ') : said);
	}
	return request && request->address ? request->address : "";
}

/* Who is meant by a name or a phone number; 0: nobody, or several. */
static int64_t
person_named(const struct gate *gate, const char *name, struct arena *arena)
{
	const struct world *world = gate->setup.world;
	const char *clean = text_clean(arena, name);
	int64_t person = names_only(world, &kind_person, clean);

	if (person > 0)
		return person;
	if (strlen(clean) < 7 || strspn(clean, "0123456789") != strlen(clean))
		return 0;
	person = 0;
	EACH (&world->store, person, one)
		if (text_equal(one->phone, clean)) {
			if (person)
				return 0;
			person = one->id;
		}
	return person;
}

static const struct account *
console_account(const struct gate *gate, int64_t person)
{
	const struct account *found = NULL;

	EACH_BY (&gate->setup.world->store, account, person, store_key_int(person), account)
		if (strcmp(account->channel, "console") == 0 && (found == NULL || account->password))
			found = account;
	return found;
}

/* Inputs: salt and password; the result is what scrypt makes of them. */
static void
stretch(const void *inputs, size_t n, struct buf *result)
{
	uint8_t out[DIGEST_BYTES];

	digest_scrypt((const char *)inputs + 16, n - 16, inputs, 16, out);
	buf_add(result, out, sizeof out);
	memory_wipe(out, sizeof out);
}

static void
stretch_later(const struct exchange *exchange, struct pending *pending, const char *password)
{
	struct buf inputs = {0};

	buf_add(&inputs, pending->salt, sizeof pending->salt);
	buf_adds(&inputs, password);
	later_compute(exchange->later, pending, stretch, inputs.p, inputs.n);
	memory_wipe(inputs.p, inputs.n);
	buf_free(&inputs);
}

static void
by_password(struct exchange *exchange, int64_t person, int64_t counted, const char *password)
{
	struct gate *gate = exchange->gate;
	struct pending *pending = later_slot(exchange->later, LATER_SIGN_IN);
	const struct account *account = person ? console_account(gate, person) : NULL;

	if (pending == NULL) {
		exchange_refuse(exchange, 503, "busy; please send again");
		return;
	}
	/* A name that is not known takes as long as one that is. */
	*pending = (struct pending){
	    .what = LATER_SIGN_IN, .token = exchange->token, .person = person, .counted = counted};
	digest_random(pending->salt, sizeof pending->salt);
	if (account && account->password && strlen(account->password) == 96) {
		char salt[33];

		memcpy(salt, account->password, 32);
		salt[32] = 0;
		pending->known = digest_unhex(salt, pending->salt, 16) &&
		    digest_unhex(account->password + 32, pending->expected, 32);
	}
	stretch_later(exchange, pending, password);
}

static void
by_code(struct exchange *exchange, int64_t person, int64_t counted, const char *digits)
{
	struct gate *gate = exchange->gate;
	struct turn turn;

	const char *sender = asking_from(exchange);
	serve_turn_begin(gate->setup.serve, &turn, "sign-in");
	const struct code *code = person && codes_may_try(&turn, "page", sender) ? codes_find(&turn, digits)
	                                                                         : NULL;
	if (code == NULL || code->purpose != CODE_page || code->target != person) {
		codes_tried(&turn, "page", sender, sender, person);
		serve_turn_end(gate->setup.serve, &turn);
		tries_failed(&gate->sessions, counted, gate_now(gate));
		exchange_refuse(exchange, 401, wrong);
		return;
	}
	codes_use(&turn, code);
	serve_turn_end(gate->setup.serve, &turn);
	welcome(gate, exchange->token, person, counted);
}

/* A code that the administrator gave (lianxin invite): said to the bot as in any chat. */
static void
by_invitation(struct exchange *exchange, const char *name, const char *code)
{
	struct gate *gate = exchange->gate;
	const char *sender = arena_printf(&exchange->arena, "page-%s", gate_random_id(&exchange->arena));

	int64_t counted = tries_of(0, "invitation", asking_from(exchange));

	if (tries_wait(&gate->sessions, counted, gate_now(gate))) {
		exchange_refuse(exchange, 429, "too many wrong codes; please wait a quarter of an hour");
		return;
	}
	serve_say(gate->setup.serve,
	    &(struct message){.channel = "console",
	        .event_id = gate_random_id(&exchange->arena),
	        .private_chat = true,
	        .chat_id = "",
	        .sender_id = sender,
	        .sender_name = name,
	        .text = arena_printf(&exchange->arena, "绑定 %s", code),
	        .unkept = true},
	    0);
	const struct person *person = access_person(gate->setup.world, "console", sender);
	if (person) {
		welcome(gate, exchange->token, person->id, counted);
	} else {
		tries_failed(&gate->sessions, counted, gate_now(gate));
		exchange_refuse(exchange, 401, wrong);
	}
}

/* POST /api/sign-in {"name","password"|"code"|"invitation"}. */
void
sign_in(struct exchange *exchange)
{
	struct gate *gate = exchange->gate;
	const char *name = json_text(exchange->body, "name"), *password = json_text(exchange->body, "password"),
	           *code = json_text(exchange->body, "code"),
	           *invitation = json_text(exchange->body, "invitation");
	const char *given = password ? password : code ? code : invitation;

	if (gate->setup.demo || name == NULL || given == NULL || strlen(name) > 100 ||
	    strlen(given) > PASSWORD_BYTES_MAX) {
		exchange_refuse(exchange, gate->setup.demo ? 404 : 400,
		    gate->setup.demo
		        ? "not here"
		        : "expected {\"name\",\"password\"}, {\"name\",\"code\"} or {\"name\",\"invitation\"}");
		return;
	}
	if (invitation && !password && !code) {
		by_invitation(exchange, name, invitation);
		return;
	}
	int64_t person = person_named(gate, name, &exchange->arena),
	        counted = tries_of(person, name, asking_from(exchange));
	if (tries_wait(&gate->sessions, counted, gate_now(gate))) {
		exchange_refuse(exchange, 429, "too many wrong tries; please wait a quarter of an hour");
		return;
	}
	if (password)
		by_password(exchange, person, counted, password);
	else
		by_code(exchange, person, counted, code);
}

static bool
may_send_code(const struct exchange *exchange, int64_t person)
{
	struct sent_codes *codes = exchange->codes;
	int64_t now = gate_now(exchange->gate);
	struct sent_code *mine = NULL, *oldest = &codes->all[0];

	for (size_t i = 0; i < sizeof codes->all / sizeof *codes->all; i++) {
		if (codes->all[i].person == person)
			mine = &codes->all[i];
		if (codes->all[i].since < oldest->since)
			oldest = &codes->all[i];
	}
	if (mine == NULL || now - mine->since > LOCKED_MS) {
		mine = mine ? mine : oldest;
		*mine = (struct sent_code){person, now, 0};
	}
	return ++mine->count <= CODES_MAX;
}

/* Has he a phone that the code can go to? */
static bool
elsewhere(const struct gate *gate, int64_t person)
{
	EACH_BY (&gate->setup.world->store, account, person, store_key_int(person), account)
		if (strcmp(account->channel, "console") != 0)
			return true;
	return false;
}

/* POST /api/code {"name"}: the bot sends a code in a private message. The answer is the same
 * whether there is such a person or not. */
void
sign_in_code(struct exchange *exchange)
{
	struct gate *gate = exchange->gate;
	const char *name = json_text(exchange->body, "name");
	int64_t person = name && strlen(name) <= 100 ? person_named(gate, name, &exchange->arena) : 0;

	if (gate->setup.demo) {
		exchange_refuse(exchange, 404, "not here");
		return;
	}
	if (person && elsewhere(gate, person) &&
	    tries_wait(&gate->sessions, tries_of(person, name, asking_from(exchange)), gate_now(gate)) == 0 &&
	    may_send_code(exchange, person)) {
		struct turn turn;
		char code[CODE_CHARS + 1];

		serve_turn_begin(gate->setup.serve, &turn, "sign-in");
		codes_make(&turn, CODE_page, person, code);
		struct draft draft = turn_draft(&turn, "page-code",
		    WITH({"code", code}, {"minutes", turn_number(&turn, turn.world->policy.code_min)}));
		draft.urgency = POST_URGENCY_guests; /* somebody waits for it */
		turn_post_person(&turn, person, &draft);
		serve_turn_end(gate->setup.serve, &turn);
	}
	gate_answer(
	    gate, exchange->token, &(struct http_answer){.status = 200, .body = "{\"ok\":true}", .n = 11});
}

void
sign_out(struct exchange *exchange)
{
	struct buf out = {0};

	if (exchange->session)
		sessions_end(&exchange->gate->sessions, exchange->session);
	live_sweep(exchange->live);
	buf_adds(&out, "{\"ok\":true}");
	serve_answer(exchange->gate->setup.serve, exchange->token, 200, NULL, out.p, out.n, cookie_line("", 0));
}

/* What somebody else would try first for him. */
static const char *
his_own_words(const struct exchange *exchange)
{
	const struct person *person = store_find(
	    &exchange->gate->setup.world->store, &kind_person, exchange->person);

	return person ? arena_printf(&((struct exchange *)(uintptr_t)exchange)->arena, "%s;%s;%s", person->name,
	                    person->phone ? person->phone : "", person->aliases ? person->aliases : "")
	              : "";
}

/* POST /api/password {"password"}: one's own. */
void
sign_in_password(struct exchange *exchange)
{
	const char *password = json_text(exchange->body, "password");
	struct pending *pending = later_slot(exchange->later, LATER_PASSWORD);

	if (exchange->session == NULL) {
		exchange_refuse(exchange, 404, "not here");
	} else if (password == NULL || strlen(password) > PASSWORD_BYTES_MAX ||
	    password_weak(password, his_own_words(exchange))) {
		exchange_refuse(exchange, 400,
		    exchange->language == EN
		        ? "a password has 10 to 200 characters, and is not one that is easily guessed"
		        : "密码要 10 到 200 个字符,别用名字、电话、连号这些容易猜的");
	} else if (pending == NULL) {
		exchange_refuse(exchange, 503, "busy; please send again");
	} else {
		*pending = (struct pending){
		    .what = LATER_PASSWORD, .token = exchange->token, .person = exchange->person};
		memcpy(pending->kept, exchange->session->digest, sizeof pending->kept);
		digest_random(pending->salt, sizeof pending->salt);
		stretch_later(exchange, pending, password);
	}
}

static void
keep_password(const struct exchange *exchange, const struct pending *pending, const void *hash)
{
	struct gate *gate = exchange->gate;
	const struct account *account = console_account(gate, pending->person);
	char hex[97];

	if (account == NULL) { /* released meanwhile */
		exchange_refuse(exchange, 401, "nobody is signed in");
		return;
	}
	digest_hex(pending->salt, 16, hex);
	digest_hex(hash, 32, hex + 32);
	struct account changed = *account;
	struct turn turn;
	serve_turn_begin(gate->setup.serve, &turn, "password");
	changed.password = hex;
	turn_put(&turn, &kind_account, &changed);
	serve_turn_end(gate->setup.serve, &turn);
	/* Whoever else was signed in as him has to know the new one. */
	struct session kept = {0};
	memcpy(kept.digest, pending->kept, sizeof kept.digest);
	sessions_end_of(&gate->sessions, pending->person, &kept);
	live_sweep(exchange->live);
	give_done(exchange);
}

void
sign_in_computed(const struct exchange *exchange, const struct pending *pending, const void *result)
{
	struct gate *gate = exchange->gate;

	if (pending->what == LATER_PASSWORD) {
		keep_password(exchange, pending, result);
	} else if (tries_wait(&gate->sessions, pending->counted, gate_now(gate)) == 0 &&
	    digest_equal(result, pending->expected, 32) && pending->known) {
		welcome(gate, pending->token, pending->person, pending->counted);
	} else {
		tries_failed(&gate->sessions, pending->counted, gate_now(gate));
		exchange_refuse(exchange, 401, wrong);
	}
}
