// The chats: a list, and the one that is open. Lines come by number, so what arrives twice is one.
import { h, put, toast } from './dom.js';
import { t, clock, day, moment } from './words.js';
import { get, post, link, newId } from './server.js';
import { composer } from './compose.js';

const FOLDED_LINES = 14;
const FOLDED_CHARS = 600;
const APART = 5 * 60000; // a time stands above lines so far from the last

export class Chats {
  constructor(me, chats) {
    this.me = me;
    this.all = new Map();
    this.current = null;
    this.pending = []; // said here and not yet heard back
    this.online = true;
    this.list = h('ul', { class: 'chats' });
    this.log = h('div', { class: 'log', role: 'log', 'aria-label': t('messages'), 'aria-live': 'polite', tabindex: '0', onscroll: () => this.scrolled() });
    this.head = h('header', { class: 'chat-head' });
    this.more = h('button', { type: 'button', class: 'plain older', onclick: () => this.older() }, t('older'));
    this.jump = h('button', { type: 'button', class: 'jump', hidden: true, onclick: () => this.toEnd() }, t('newer'));
    this.composer = composer(this);
    this.pane = h('section', { class: 'pane', 'aria-label': t('messages') }, this.head, this.log, this.jump, this.composer.node);
    this.node = h('div', { class: 'chat-view' }, h('nav', { class: 'side', 'aria-label': t('list') }, this.list), this.pane);
    this.seen = this.readSeen();
    for (const chat of chats) this.add(chat);
  }

  // ---- what is known ----
  add(chat) {
    const known = this.all.get(chat.chat);
    this.all.set(chat.chat, known ? Object.assign(known, { name: chat.name, members: chat.members }) : { ...chat, items: [], more: true, unread: 0, loaded: false });
  }
  readSeen() {
    try { return JSON.parse(localStorage.getItem(`seen:${this.me.id}`)) || {}; } catch { return {}; }
  }
  keepSeen() {
    try { localStorage.setItem(`seen:${this.me.id}`, JSON.stringify(this.seen)); } catch { /* for this visit only */ }
  }
  nameOf(chat) { return chat.chat === 'p' ? t('me_bot') : chat.name; }

  async load() {
    await Promise.all([...this.all.values()].map(async (chat) => {
      const page = await get('/api/talk', { chat: chat.chat });
      chat.items = [];
      page.items.forEach((item) => this.take(chat, item));
      chat.more = page.more;
      chat.loaded = true;
      this.count(chat);
    }));
    this.drawList();
    if (this.current) this.drawLog(true);
  }
  // After the connection was away: what was missed, in order.
  async catchUp() {
    for (const chat of this.all.values()) {
      for (let more = chat.loaded; more;) {
        const page = await get('/api/talk', { chat: chat.chat, after: chat.items.at(-1)?.id || 0 });
        page.items.forEach((item) => this.heard(item));
        more = page.more && page.items.length > 0;
      }
    }
    for (const one of [...this.pending]) if (one.failed) this.deliver(one);
  }
  take(chat, item) {
    if (chat.items.some((old) => old.id === item.id)) return false;
    chat.items.push(item);
    chat.items.sort((a, b) => a.id - b.id);
    return true;
  }
  count(chat) {
    const seen = this.seen[chat.chat] || 0;
    chat.unread = chat.items.filter((item) => item.id > seen && item.by !== this.me.id).length;
  }
  unread() { return [...this.all.values()].reduce((sum, chat) => sum + chat.unread, 0); }

  heard(item) {
    const chat = this.all.get(item.chat);
    if (!chat || !this.take(chat, item)) return;
    if (item.event) this.pending = this.pending.filter((one) => !item.event.endsWith(one.event));
    if (chat === this.current) {
      const end = this.atEnd();
      this.drawLog(end || item.by === this.me.id);
      if (!end && item.by !== this.me.id) this.jump.hidden = false;
    }
    this.mark(chat);
    this.drawList();
  }
  mark(chat) {
    if (chat === this.current && document.visibilityState === 'visible' && this.node.isConnected && chat.items.length) {
      this.seen[chat.chat] = chat.items.at(-1).id;
      this.keepSeen();
    }
    this.count(chat);
    this.onUnread?.(this.unread());
  }

  // ---- the list ----
  drawList() {
    const chats = [...this.all.values()].sort((a, b) => (b.items.at(-1)?.id || 0) - (a.items.at(-1)?.id || 0));
    put(this.list, chats.map((chat) => {
      const last = chat.items.at(-1);
      return h('li', {}, h('a', { href: `#chat/${chat.chat}`, 'aria-current': chat === this.current ? 'page' : null, class: 'chat-link' },
        avatar(chat.chat === 'p' ? null : chat.name, chat.chat === 'p' ? 'bot' : 'group'),
        h('span', { class: 'chat-text' },
          h('span', { class: 'chat-name' }, this.nameOf(chat)),
          h('span', { class: 'chat-last' }, last ? `${last.by && chat.chat !== 'p' ? `${last.name}: ` : ''}${last.text.split('\n')[0]}` : chat.chat === 'p' ? t('private_hint') : t('nothing'))),
        chat.unread ? h('span', { class: 'badge' }, chat.unread > 99 ? '99+' : chat.unread, h('span', { class: 'off' }, ` ${t('unread', { n: chat.unread })}`)) : null));
    }));
  }

  open(id) {
    this.current = this.all.get(id) || null;
    this.node.classList.toggle('opened', !!this.current);
    if (!this.current) { this.drawList(); return; }
    const chat = this.current;
    put(this.head,
      h('a', { href: '#chat', class: 'back', 'aria-label': t('back') }, '‹'),
      h('h1', {}, chat.chat === 'p' ? t('private') : chat.name),
      chat.members ? h('span', { class: 'quiet' }, t('members', { n: chat.members })) : null);
    this.jump.hidden = true;
    this.drawLog(true);
    this.mark(chat);
    this.drawList();
    this.composer.show(chat);
  }

  // ---- the open chat ----
  atEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60; }
  toEnd() { this.log.scrollTop = this.log.scrollHeight; this.jump.hidden = true; }
  scrolled() {
    if (this.atEnd()) this.jump.hidden = true;
    if (this.log.scrollTop < 40 && this.current?.more && this.current.items.length) this.older();
  }
  async older() {
    const chat = this.current;
    if (!chat || this.fetching) return;
    this.fetching = true;
    try {
      const page = await get('/api/talk', { chat: chat.chat, before: chat.items[0]?.id || 0 });
      page.items.forEach((item) => this.take(chat, item));
      chat.more = page.more;
      if (chat === this.current) {
        const below = this.log.scrollHeight - this.log.scrollTop;
        this.drawLog(false);
        this.log.scrollTop = this.log.scrollHeight - below;
      }
    } catch { /* scrolled to again, it is asked again */ } finally { this.fetching = false; }
  }

  drawLog(end) {
    const chat = this.current;
    const at = this.log.scrollTop;
    let last = null;
    const lines = [];
    if (chat.more && chat.items.length) lines.push(this.more);
    if (!chat.items.length) lines.push(h('p', { class: 'quiet center' }, chat.chat === 'p' ? t('private_hint') : t('nothing')));
    for (const item of chat.items) {
      if (!last || item.at - last.at > APART || day(item.at) !== day(last.at)) lines.push(this.node_of(this.times, item, () => h('p', { class: 'when' }, moment(item.at))));
      last = item;
      lines.push(this.node_of(this.lines, item, () => this.line(item)));
    }
    for (const one of this.pending) if (one.chat === chat.chat) lines.push(this.waiting(one));
    // What stands there already stays: a screen reader says only what is new.
    let same = 0;
    while (same < lines.length && this.log.childNodes[same] === lines[same]) same++;
    while (this.log.childNodes.length > same) this.log.lastChild.remove();
    this.log.append(...lines.slice(same));
    if (end) this.toEnd(); else this.log.scrollTop = at;
  }
  lines = new WeakMap();
  times = new WeakMap();
  node_of(kept, item, make) {
    if (!kept.has(item)) kept.set(item, make());
    return kept.get(item);
  }

  line(item) {
    const mine = item.by === this.me.id;
    const who = item.by ? item.name : t('me_bot');
    return h('article', { class: `line ${mine ? 'mine' : item.by ? 'other' : 'bot'}`, 'data-id': item.id },
      avatar(item.by ? item.name : null, item.by ? 'person' : 'bot'),
      h('div', { class: 'said' },
        h('div', { class: 'meta' }, h('b', {}, who), ' ', h('time', { datetime: new Date(item.at).toISOString() }, clock(item.at)),
          item.post ? [' ', h('button', { type: 'button', class: 'plain quote', onclick: () => this.composer.quote(item) }, t('quote'))] : null),
        item.quoted ? this.quoted(item) : null,
        item.text ? this.body(item) : null,
        (item.media || '').split(';').filter(Boolean).map((name) => h('a', { href: link(`/api/file/${name}`), target: '_blank', rel: 'noopener' }, h('img', { src: link(`/api/file/${name}`), alt: t('picture_of', { who }), loading: 'lazy' }))),
        item.buttons ? h('div', { class: 'card' }, item.buttons.map((button) => h('button', { type: 'button', onclick: (event) => this.press(event.target, item, button) }, button.label))) : null));
  }
  quoted(item) {
    const of = this.current.items.find((one) => one.post === item.quoted);
    return of ? h('div', { class: 'quoted' }, of.text.split('\n')[0]) : null;
  }
  body(item) {
    const text = h('div', { class: 'text' }, item.pressed ? t('answered', { text: item.text }) : marked(item));
    const long = item.text.split('\n').length > FOLDED_LINES || item.text.length > FOLDED_CHARS;
    if (!long) return text;
    text.classList.add('folded');
    const more = h('button', { type: 'button', class: 'plain more', 'aria-expanded': 'false', onclick: () => {
      const open = text.classList.toggle('folded') === false;
      more.setAttribute('aria-expanded', open);
      more.textContent = t(open ? 'less' : 'whole');
    } }, t('whole'));
    return [text, more];
  }
  waiting(one) {
    return h('article', { class: 'line mine pending' }, avatar(this.me.name, 'person'), h('div', { class: 'said' }, h('div', { class: 'text' }, one.text || '…'),
      h('div', { class: one.failed ? 'failed' : 'meta', role: one.failed ? 'alert' : null }, one.failed ? [t('not_sent'), ' ', h('button', { type: 'button', class: 'plain', onclick: () => this.deliver(one) }, t('again'))] : t('sending'))));
  }

  // ---- saying ----
  press(node, item, button) {
    for (const one of node.parentNode.children) one.disabled = true;
    setTimeout(() => { for (const one of node.parentNode.children) one.disabled = false; }, 1500);
    this.say({ chat: item.chat, text: button.value, button: true, shown: t('answered', { text: button.label }) });
  }
  say(message) {
    const one = { ...message, event: newId() };
    this.pending.push(one);
    return this.deliver(one);
  }
  async deliver(one) {
    one.failed = false;
    if (this.current?.chat === one.chat) this.drawLog(true);
    try {
      await post('/api/say', { chat: one.chat, text: one.text, event_id: one.event, button: one.button, quoted: one.quoted, media: one.media });
      if (this.pending.includes(one)) this.pending = this.pending.filter((other) => other !== one || !this.online);
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 401) { // it will never be taken
        this.pending = this.pending.filter((other) => other !== one);
        toast(t('failed', { why: error.message }), true);
      } else one.failed = true;
    }
    if (this.current?.chat === one.chat) this.drawLog(true);
  }
}

function avatar(name, kind) {
  return h('span', { class: `avatar ${kind}`, 'aria-hidden': 'true' }, name ? name.slice(0, kind === 'group' ? 2 : 1) : '连');
}

// Names that the bot mentions stand out, mine more; nothing else in a text means anything.
function marked(item) {
  const names = (item.mentions || []).map((one) => one.name).concat(item.by ? ['连心', 'lianxin'] : []);
  const out = [];
  let rest = item.text;
  while (rest) {
    let best = null;
    for (const name of names) {
      const at = rest.indexOf(`@${name}`);
      if (at >= 0 && (!best || at < best.at || (at === best.at && name.length > best.name.length))) best = { at, name };
    }
    if (!best) break;
    const me = (item.mentions || []).some((one) => one.name === best.name && one.me);
    out.push(rest.slice(0, best.at), h('span', { class: me ? 'mention me' : 'mention' }, `@${best.name}`));
    rest = rest.slice(best.at + best.name.length + 1);
  }
  out.push(rest);
  return out;
}
