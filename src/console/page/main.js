// The page: who is here, what is open, what comes in.
import { h, put, dialog, toast } from './dom.js';
import { t, lang, setLanguage, setZone, moment } from './words.js';
import { get, post, link, session, Live } from './server.js';
import { Chats } from './chat.js';
import { Board } from './board.js';
import { Print } from './print.js';
import { door, askPassword } from './door.js';

const app = document.getElementById('app');
let state = null; // of whoever is here: { me, chats, board, print, live, ahead }

const now = () => Date.now() + (state?.ahead || 0);

function setClock(at) {
  state.ahead = at - Date.now();
  const button = document.getElementById('clock');
  if (button) { button.textContent = moment(now()); button.setAttribute('aria-label', t('clock', { time: moment(now()) })); }
}

function header(about) {
  const place = (hash, label) => h('a', { href: hash, 'data-place': hash }, label);
  return h('header', { class: 'top' },
    h('a', { class: 'skip', href: '#content', onclick: (event) => { event.preventDefault(); document.getElementById('content').focus(); } }, t('skip')),
    h('img', { src: 'icon.svg', alt: '', width: '28', height: '28' }), h('b', { class: 'brand' }, t('title')),
    h('nav', { class: 'places', 'aria-label': t('title') }, place('#chat', t('chats')), place('#board', t('board')), about.me.visitor ? place('#print', t('print')) : null),
    h('span', { class: 'spring' }),
    session.demo ? h('button', { type: 'button', id: 'clock', class: 'plain', onclick: travel }) : null,
    session.demo ? [h('label', { class: 'off', for: 'speaker' }, t('speak_as')), speakers(about)] : h('button', { type: 'button', class: 'plain', onclick: account }, about.me.name),
    languageButton());
}

function languageButton() {
  return h('button', { type: 'button', class: 'plain language', title: t('language_label'), lang: lang() === 'zh' ? 'en' : 'zh', onclick: () => { setLanguage(lang() === 'zh' ? 'en' : 'zh'); start(); } }, t('language'));
}

function speakers(about) {
  return h('select', { id: 'speaker', onchange: (event) => { session.as = event.target.value; try { sessionStorage.setItem('as', session.as); } catch { /* until it is closed */ } start(); } },
    about.people.map((person) => h('option', { value: person.id, selected: person.id === about.me.id }, `${person.name}${person.roles.length ? ` · ${person.roles[0]}` : ''}`)));
}

function account() {
  const box = dialog(state.me.name, t('close'), h('p', { class: 'quiet' }, state.me.roles.join(' · ')),
    h('p', {}, h('button', { type: 'button', onclick: () => { box.close(); askPassword(); } }, t('set_password')), ' ', h('button', { type: 'button', onclick: async () => { box.close(); await post('/api/sign-out', {}).catch(() => {}); start(); } }, t('sign_out'))));
}

// ---- the demo's clock ----
function travel() {
  const to = h('input', { id: 'travel-to', placeholder: t('travel_like'), required: true, autocomplete: 'off' });
  const busy = h('p', { role: 'status' });
  async function go(json) {
    busy.textContent = '…';
    try {
      const answer = await post('/api/clock', json);
      setClock(answer.now);
      box.close();
      toast(t('arrived', { time: moment(answer.now) }));
      refresh();
    } catch (error) { busy.textContent = t('failed', { why: error.message }); }
  }
  const box = dialog(t('travel'), t('close'), h('p', { class: 'quiet' }, t('travel_hint')),
    h('form', { onsubmit: (event) => { event.preventDefault(); go({ to: to.value }); } }, h('label', { for: 'travel-to' }, t('travel_to')), h('div', { class: 'row' }, to, h('button', { type: 'submit', class: 'go' }, t('go')))),
    h('p', { class: 'choices' }, h('button', { type: 'button', onclick: () => go({ minutes: 30 }) }, t('half_hour')), ' ', h('button', { type: 'button', onclick: () => go({ to: '11:30' }) }, t('noon')), ' ', h('button', { type: 'button', onclick: () => go({ to: '明天 08:00' }) }, t('tomorrow')), ' ', h('button', { type: 'button', onclick: () => go({ to: '下周一 08:00' }) }, t('monday'))),
    busy, h('hr'), h('p', {}, h('a', { class: 'button', href: link('/api/story'), download: 'lianxin.chat' }, t('story')), ' ', h('span', { class: 'quiet' }, t('story_hint'))));
  to.focus();
}

// ---- what is open ----
function open() {
  if (!state) return;
  const [place, id] = location.hash.slice(1).split('/');
  const main = document.getElementById('content');
  for (const a of document.querySelectorAll('.places a')) {
    if (a.dataset.place === `#${place || 'chat'}`) a.setAttribute('aria-current', 'page'); else a.removeAttribute('aria-current');
  }
  if (place === 'board') { put(main, state.board.node); state.board.show(); } else if (place === 'print' && state.me.visitor) { put(main, state.print.node); } else {
    put(main, state.chats.node);
    const wide = matchMedia('(min-width: 50rem)').matches;
    state.chats.open(id || (wide ? [...state.chats.all.keys()][0] : null));
  }
}

let later;
function refresh() {
  clearTimeout(later);
  later = setTimeout(() => { if (location.hash.startsWith('#board')) state.board.show(); }, 400);
}

function online(yes) {
  document.getElementById('offline').hidden = yes;
  if (state) state.chats.online = yes;
}

async function enter(about) {
  const chats = new Chats(about.me, about.chats);
  const mine = state = { me: about.me, chats, board: new Board(about.me), print: new Print(about.me, now), ahead: about.now - Date.now() };
  chats.onUnread = (n) => { document.title = n ? `(${n}) ${t('title')}` : t('title'); };
  put(app, header(about), h('p', { id: 'offline', class: 'offline', role: 'alert', hidden: true }, t('offline')), h('main', { id: 'content', tabindex: '-1' }));
  setClock(about.now);
  open();
  await chats.load();
  if (state !== mine) return; // somebody else has been chosen meanwhile
  chats.onUnread(chats.unread());
  let first = true;
  mine.live = new Live({
    open: () => { online(true); if (!first || chats.pending.length) refresh(); first = false; chats.catchUp().catch(() => {}); },
    talk: (item) => { chats.heard(item); refresh(); },
    clock: (at) => setClock(at),
    lost: () => { online(false); check(); },
  });
}

// A connection that ends may mean that nobody is signed in any more.
async function check() {
  try {
    const about = await get('/api/me');
    if (!about.me && state) start();
  } catch { /* not reached: it is tried again */ }
}

let starts = 0;
async function start() {
  const mine = ++starts;
  state?.live?.close();
  state = null;
  document.title = t('title');
  let about;
  try { about = await get('/api/me'); } catch (error) {
    if (mine !== starts) return;
    put(app, h('p', { class: 'hello' }, t('offline')));
    setTimeout(start, 2000);
    return;
  }
  if (mine !== starts) return;
  setZone(about.zone);
  session.demo = about.mode === 'demo';
  session.csrf = about.csrf || null;
  if (session.demo && !about.me) {
    session.as = String(about.people[0]?.id || '');
    if (session.as) { start(); return; }
  }
  if (about.me) await enter(about);
  else put(app, h('header', { class: 'top' }, h('span', { class: 'spring' }), languageButton()), door(async (answer, invited) => { session.csrf = answer.csrf; await start(); if (invited) askPassword(); }));
}

addEventListener('hashchange', open);
addEventListener('online', () => state?.chats.catchUp().catch(() => {}));
document.addEventListener('visibilitychange', () => { if (state?.chats.current) { state.chats.mark(state.chats.current); state.chats.drawList(); } });
setInterval(() => { if (state && session.demo) setClock(now()); if (state && location.hash.startsWith('#board')) state.board.show(); }, 30000);
try { session.as = sessionStorage.getItem('as'); } catch { /* chosen anew */ }
document.documentElement.lang = lang();
start();
