// Stand-ins for the platforms' servers on loopback: what they take, what they refuse, how they
// fail. sdk.test.js proves them with the makers' own clients before lianxin meets them.
'use strict';
const http = require('http');
const crypto = require('crypto');
const { EventEmitter, once } = require('events');
const { WebSocketServer } = require('ws');
const protobuf = require('protobufjs');

const PATIENCE_MS = 60000;

// Things that happened, in their order; whoever waits takes the first that fits.
class Record extends EventEmitter {
  constructor() {
    super();
    this.items = [];
    this.setMaxListeners(100);
  }
  add(item) {
    this.items.push(item);
    this.emit('more');
  }
  async take(fits, what) {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const at = this.items.findIndex(fits);
      if (at >= 0) return this.items.splice(at, 1)[0];
      const left = end - Date.now();
      if (left <= 0) throw new Error(`never seen: ${what}; seen: ${JSON.stringify(this.items).slice(0, 2000)}`);
      await Promise.race([once(this, 'more'), new Promise((done) => setTimeout(done, left))]);
    }
  }
}

class Platform {
  constructor() {
    this.said = new Record(); // what the client sent, decoded
    this.trouble = []; // answers to give instead, one a call: see the platforms
    this.sockets = new Set();
    this.opened = 0;
    this.server = http.createServer((request, response) => {
      const parts = [];
      request.on('data', (part) => parts.push(part));
      request.on('end', () => this.http(request, Buffer.concat(parts), response));
    });
    this.wss = new WebSocketServer({ server: this.server });
    this.wss.on('connection', (socket, request) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => {});
      this.connected(socket, request);
    });
  }
  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = this.server.address().port;
    return this;
  }
  close() {
    for (const socket of this.sockets) socket.terminate();
    this.server.close();
    this.server.closeAllConnections();
  }
  // The network goes: every connection ends without a word.
  cut() {
    for (const socket of this.sockets) socket.terminate();
  }
  json(response, status, body, headers) {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  }
  http(request, body, response) {
    this.json(response, 404, {});
  }
}

class Wecom extends Platform {
  constructor(bot, secret) {
    super();
    Object.assign(this, { bot, secret, current: null, pings: 0 });
    this.heard = new Set(); // conversations that have spoken: only those may be pushed to
  }
  connected(socket) {
    socket.on('message', (data) => {
      const frame = JSON.parse(data);
      const id = frame.headers.req_id;
      const answer = (errcode, errmsg = 'ok') => socket.send(JSON.stringify({ headers: { req_id: id }, errcode, errmsg }));
      if (frame.cmd === 'aibot_subscribe') {
        if (frame.body.bot_id !== this.bot || frame.body.secret !== this.secret) return answer(853000, 'invalid bot_id or secret');
        if (this.current && this.current !== socket) {
          this.current.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: 'kick' }, body: { msgid: crypto.randomUUID(), aibotid: this.bot, msgtype: 'event', event: { eventtype: 'disconnected_event' } } }));
          const old = this.current;
          setTimeout(() => old.close(), 50);
        }
        this.current = socket;
        this.opened++;
        this.said.add({ cmd: 'subscribed' });
        return answer(0);
      }
      if (socket !== this.current) return answer(853001, 'not subscribed');
      if (frame.cmd === 'ping') {
        this.pings++;
        return answer(0);
      }
      if (frame.cmd === 'aibot_send_msg' && !this.heard.has(frame.body.chatid)) return answer(93006, 'invalid chatid');
      const trouble = this.trouble.shift();
      if (trouble === 'silent') return;
      if (trouble === 'cut') return socket.terminate();
      if (trouble) return answer(trouble, 'trouble');
      this.said.add(frame);
      setTimeout(() => answer(0), this.slow || 0);
    });
  }
  send(cmd, body, id) {
    this.current.send(JSON.stringify({ cmd, headers: { req_id: id || crypto.randomUUID() }, body }));
  }
  say(from, text, { chat, msgid, id } = {}) {
    this.heard.add(chat || from);
    this.send('aibot_msg_callback', { msgid: msgid || crypto.randomUUID(), aibotid: this.bot, chattype: chat ? 'group' : 'single', ...(chat ? { chatid: chat } : {}), from: { userid: from }, msgtype: 'text', text: { content: chat ? `@连心 ${text}` : text } }, id);
  }
  press(from, card, key, { chat } = {}) {
    this.send('aibot_event_callback', { msgid: crypto.randomUUID(), create_time: Math.floor(Date.now() / 1000), aibotid: this.bot, chattype: chat ? 'group' : 'single', ...(chat ? { chatid: chat } : {}), from: { userid: from }, msgtype: 'event', event: { eventtype: 'template_card_event', template_card_event: { card_type: 'button_interaction', event_key: key, task_id: card } } });
  }
  // What was said in a frame, wherever it stands.
  static words(frame) {
    const body = frame.body || {};
    const card = body.template_card;
    return body.stream?.content ?? body.markdown?.content ?? body.text?.content ?? (card ? [card.main_title?.title, card.sub_title_text].filter(Boolean).join('\n') : '');
  }
}

class Dingtalk extends Platform {
  constructor(id, secret) {
    super();
    Object.assign(this, { id, secret, tickets: new Map(), tokens: 0, acks: new Record() });
  }
  token() {
    return `AT${this.tokens}`;
  }
  http(request, body, response) {
    const url = new URL(request.url, 'http://x');
    if (url.pathname === '/robot/send') return this.robot(url, body, response);
    const json = JSON.parse(body.toString() || '{}');
    if (url.pathname === '/v1.0/gateway/connections/open') {
      if (json.clientId !== this.id || json.clientSecret !== this.secret) return this.json(response, 401, { code: 'authFailed', message: 'no' });
      if (request.headers.accept !== 'application/json') return response.end('<xml/>');
      const ticket = crypto.randomBytes(12).toString('base64');
      this.tickets.set(ticket, json.subscriptions);
      return this.json(response, 200, { endpoint: `ws://127.0.0.1:${this.port}/connect`, ticket });
    }
    if (url.pathname === '/gettoken') return this.json(response, 200, { errcode: 0, access_token: `AT${++this.tokens}`, expires_in: 7200 });
    if (url.pathname === '/v1.0/oauth2/accessToken') {
      if (json.appKey !== this.id || json.appSecret !== this.secret) return this.json(response, 400, { code: 'invalidClientIdOrSecret', message: 'invalid clientId or clientSecret' });
      this.tokens++;
      return this.json(response, 200, { accessToken: this.token(), expireIn: 7200 });
    }
    if (url.pathname.startsWith('/v1.0/robot/')) {
      const trouble = this.trouble.shift();
      if (trouble === 'expired') {
        this.expired = this.token();
      }
      if (request.headers['x-acs-dingtalk-access-token'] !== this.token() || this.expired === this.token()) return this.json(response, 401, { code: 'InvalidAuthentication', message: 'token' });
      if (trouble === 'qps') return this.json(response, 403, { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', message: 'slow' });
      if (trouble === 'down') return this.json(response, 503, {});
      const param = JSON.parse(json.msgParam);
      this.said.add({ path: url.pathname, to: json.userIds || json.openConversationId, robot: json.robotCode, key: json.msgKey, text: param.content ?? param.text });
      return this.json(response, 200, { processQueryKey: crypto.randomUUID() });
    }
    return this.json(response, 404, {});
  }
  // A custom robot: signed, 20 a minute.
  robot(url, body, response) {
    const stamp = url.searchParams.get('timestamp');
    const want = crypto.createHmac('sha256', this.robotSecret).update(`${stamp}\n${this.robotSecret}`).digest('base64');
    if (url.searchParams.get('access_token') !== 'robot-token' || Math.abs(Date.now() - Number(stamp)) > 3600000 || url.searchParams.get('sign') !== want) return this.json(response, 200, { errcode: 310000, errmsg: 'sign not match' });
    const now = Date.now();
    this.minute = (this.minute || []).filter((at) => at > now - 60000);
    this.minute.push(now);
    if (this.minute.length > 20) {
      this.said.add({ banned: true });
      return this.json(response, 200, { errcode: 130101, errmsg: 'send too fast' });
    }
    const json = JSON.parse(body);
    this.said.add({ path: '/robot/send', text: json.text?.content, at: json.at });
    return this.json(response, 200, { errcode: 0, errmsg: 'ok' });
  }
  connected(socket, request) {
    const ticket = new URL(request.url, 'http://x').searchParams.get('ticket');
    if (!this.tickets.delete(ticket)) return socket.close(4001, 'ticket'); // good for one dialling
    this.current = socket;
    this.opened++;
    this.said.add({ connected: this.opened });
    socket.on('message', (data) => this.acks.add(JSON.parse(data)));
  }
  send(type, topic, data, id) {
    const messageId = id || crypto.randomUUID();
    this.current.send(JSON.stringify({ specVersion: '1.0', type, headers: { appId: 'a', connectionId: 'c', contentType: 'application/json', messageId, time: String(Date.now()), topic }, data: JSON.stringify(data) }));
    return messageId;
  }
  say(from, text, { chat, msgid, id } = {}) {
    return this.send('CALLBACK', '/v1.0/im/bot/messages/get', { conversationId: chat || `p-${from}`, conversationType: chat ? '2' : '1', conversationTitle: chat, isInAtList: !!chat, atUsers: [{ dingtalkId: 'bot' }], chatbotUserId: 'bot', msgId: msgid || crypto.randomUUID(), senderNick: from, senderStaffId: from, senderId: `$:${from}`, robotCode: this.id, msgtype: 'text', text: { content: chat ? ` ${text}` : text }, createAt: Date.now() }, id);
  }
}

const frames = protobuf.parse('syntax = "proto2"; message Header { required string key = 1; required string value = 2; } message Frame { required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4; repeated Header headers = 5; optional string payloadEncoding = 6; optional string payloadType = 7; optional bytes payload = 8; optional string LogIDNew = 9; }', { keepCase: true }).root;
const Frame = frames.lookupType('Frame').setup(); // now: Feishu's client takes the library's 64-bit numbers away

class Feishu extends Platform {
  constructor(id, secret) {
    super();
    Object.assign(this, { id, secret, tokens: 0, acks: new Record(), uuids: new Map() });
  }
  token() {
    return `t-${this.tokens}`;
  }
  http(request, body, response) {
    const url = new URL(request.url, 'http://x');
    const json = JSON.parse(body.toString() || '{}');
    if (url.pathname === '/callback/ws/endpoint') {
      if (json.AppID !== this.id || json.AppSecret !== this.secret) return this.json(response, 200, { code: 514, msg: 'auth' });
      return this.json(response, 200, { code: 0, data: { URL: `ws://127.0.0.1:${this.port}/ws?device_id=d1&service_id=77&ticket=x`, ClientConfig: { PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 1 } } });
    }
    if (url.pathname === '/open-apis/auth/v3/tenant_access_token/internal') {
      if (json.app_id !== this.id || json.app_secret !== this.secret) return this.json(response, 200, { code: 10014, msg: 'app secret invalid' });
      this.tokens++;
      return this.json(response, 200, { code: 0, msg: 'ok', tenant_access_token: this.token(), expire: 7200 });
    }
    if (url.pathname.startsWith('/open-apis/im/v1/messages')) {
      const trouble = this.trouble.shift();
      if (trouble === 'expired') this.expired = this.token();
      if (request.headers.authorization !== `Bearer ${this.token()}` || this.expired === this.token()) return this.json(response, 400, { code: 99991663, msg: 'token invalid' });
      if (trouble === '429') return this.json(response, 429, { code: 99991400, msg: 'slow' }, { 'x-ogw-ratelimit-reset': '1' });
      // The same uuid within the hour is the same message.
      if (json.uuid && this.uuids.has(json.uuid)) {
        this.said.add({ repeated: json.uuid });
        return this.json(response, 200, { code: 0, data: { message_id: this.uuids.get(json.uuid) } });
      }
      const message_id = `om_${crypto.randomUUID()}`;
      if (json.uuid) this.uuids.set(json.uuid, message_id);
      this.said.add({ path: url.pathname, type: url.searchParams.get('receive_id_type'), to: json.receive_id, kind: json.msg_type, content: JSON.parse(json.content), uuid: json.uuid });
      if (trouble === 'lost') return request.socket.destroy(); // taken, and the answer never came
      return this.json(response, 200, { code: 0, data: { message_id } });
    }
    return this.json(response, 404, {});
  }
  connected(socket) {
    this.opened++;
    socket.on('message', (data) => {
      const frame = Frame.toObject(Frame.decode(data), { longs: String, bytes: Buffer });
      const type = frame.headers.find((header) => header.key === 'type')?.value;
      if (frame.method === 0 && type === 'ping') {
        this.current = socket; // what is sent before the first ping is lost on the maker's own client
        this.said.add({ pinged: frame.service });
        socket.send(Frame.encode(Frame.create({ ...frame, headers: [{ key: 'type', value: 'pong' }], payload: Buffer.from(JSON.stringify({ PingInterval: 120, ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 1 })) })).finish());
      } else if (frame.method === 1) {
        this.acks.add({ id: frame.headers.find((header) => header.key === 'message_id').value, payload: JSON.parse(frame.payload.toString()), at: Date.now() });
      }
    });
  }
  event(type, event, { parts = 1, id, frame, order } = {}) {
    const message = frame || crypto.randomUUID();
    const whole = Buffer.from(JSON.stringify({ schema: '2.0', header: { event_id: id || crypto.randomUUID(), event_type: type, create_time: String(Date.now()), token: '', app_id: this.id, tenant_key: 't' }, event }));
    const size = Math.ceil(whole.length / parts);
    const numbers = order || [...Array(parts).keys()];
    for (const seq of numbers)
      this.current.send(Frame.encode(Frame.create({ SeqID: 1, LogID: 2, service: 77, method: 1, headers: [{ key: 'type', value: 'event' }, { key: 'message_id', value: message }, { key: 'sum', value: String(parts) }, { key: 'seq', value: String(seq) }, { key: 'trace_id', value: 't' }], payload: whole.subarray(seq * size, (seq + 1) * size) })).finish());
    return message;
  }
  say(from, text, { chat, msgid, ...how } = {}) {
    const mentions = chat ? [{ key: '@_user_1', id: { open_id: this.bot }, name: '连心', tenant_key: 't' }] : [];
    return this.event('im.message.receive_v1', { sender: { sender_id: { open_id: from }, sender_type: 'user', tenant_key: 't' }, message: { message_id: msgid || `om_${crypto.randomUUID()}`, create_time: String(Date.now()), chat_id: chat || `oc_p_${from}`, chat_type: chat ? 'group' : 'p2p', message_type: 'text', content: JSON.stringify({ text: chat ? `@_user_1 ${text}` : text }), mentions } }, how);
  }
  press(from, value, { chat } = {}) {
    return this.event('card.action.trigger', { operator: { open_id: from, tenant_key: 't' }, token: 'c', action: { value, tag: 'button' }, context: { open_message_id: 'om_c', open_chat_id: chat || `oc_p_${from}` } });
  }
  static words(said) {
    return said.kind === 'interactive' ? said.content.body.elements.filter((element) => element.tag === 'div').map((element) => element.text.content).join('\n') : said.content.text;
  }
  static buttons(said) {
    return said.kind === 'interactive' ? said.content.body.elements.filter((element) => element.tag === 'button').map((element) => ({ label: element.text.content, value: element.behaviors[0].value })) : [];
  }
}

module.exports = { Wecom, Dingtalk, Feishu, Record };
