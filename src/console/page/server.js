// Speaking with the program: requests, pictures, live lines. Who speaks is in the cookie, in the
// demo in `as`, a number.
import { lang } from './words.js';

export const session = { as: null, csrf: null, demo: null }; // demo: not known before the first answer

function address(path, query = {}) {
  const all = new URLSearchParams(query);
  if (session.demo !== false && session.as) all.set('as', session.as);
  const text = all.toString();
  return text ? `${path}?${text}` : path;
}

export class Refused extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

async function call(method, path, { query, json, bytes, type } = {}) {
  const headers = { 'Accept-Language': lang() };
  if (session.csrf) headers['X-CSRF'] = session.csrf;
  if (json) headers['Content-Type'] = 'application/json';
  if (type) headers['Content-Type'] = type;
  const response = await fetch(address(path, query), { method, headers, body: json ? JSON.stringify(json) : bytes, credentials: 'same-origin', cache: 'no-store' });
  const body = response.headers.get('Content-Type')?.startsWith('application/json') ? await response.json() : null;
  if (!response.ok) throw new Refused(response.status, body?.error || String(response.status));
  return body;
}

export const get = (path, query) => call('GET', path, { query });
export const post = (path, json) => call('POST', path, { json });
export const sendPicture = (file) => call('POST', '/api/file', { bytes: file, type: file.type || 'image/jpeg' });
export const link = (path, query) => address(path, query);
export const newId = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// What the bot answers to something said in private that need not stand in the chat.
export async function ask(text) {
  const answer = await post('/api/say', { chat: 'p', text, unkept: true, event_id: newId() });
  return answer.replies.map((reply) => reply.text).join('\n');
}

// Live lines; `on` hears open, talk, clock and lost. A connection that cannot be had is tried
// again, slower and slower.
export class Live {
  constructor(on) { this.on = on; this.wait = 1000; this.open(); }
  open() {
    this.source = new EventSource(address('/api/live'));
    this.source.addEventListener('hello', () => { this.wait = 1000; this.on.open(); });
    this.source.addEventListener('talk', (event) => this.on.talk(JSON.parse(event.data)));
    this.source.addEventListener('clock', (event) => this.on.clock(JSON.parse(event.data).now));
    this.source.addEventListener('error', () => {
      this.on.lost();
      this.source.close();
      this.timer = setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(this.wait * 2, 15000);
    });
  }
  close() { clearTimeout(this.timer); this.source.close(); }
}
