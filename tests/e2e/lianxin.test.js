// lianxin against the stand-ins that the makers' own clients have proved: whole conversations,
// broken networks, throttling, tokens that end, repeats, fragments, slow answers.
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const crypto = require('crypto');
const { Wecom, Dingtalk, Feishu } = require('./platforms');
const { Bot } = require('./bot');

const GROUP = '安科农家乐群';
const ANNOUNCEMENT = '明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。';

test('WeCom connection: a day of the village', async (t) => {
  const server = await new Wecom('bot-1', 'secret-1').listen();
  t.after(() => server.close());
  const bot = new Bot('wx', { secrets: { secret: 'secret-1' }, channels: (at) => [{ name: 'wx', platform: 'wecom', own_id: 'bot-1', own_name: '连心', app_secret_file: `${at}/secret`, link: `ws://127.0.0.1:${server.port}` }] });
  const word = (cmd, to, part) => server.said.take((frame) => frame.cmd === cmd && (to === null || frame.body.chatid === to) && Wecom.words(frame).includes(part), `${cmd} to ${to}: ${part}`);
  t.after(() => bot.remove());
  await bot.start();
  await server.said.take((item) => item.cmd === 'subscribed', 'a subscription');

  // A conversation that has never spoken cannot be written to: everybody says hello first.
  const houses = Array.from({ length: 17 }, (_, i) => `op${String(i + 1).padStart(2, '0')}`);
  for (const one of [...houses, 'hsj', 'qcq']) {
    server.say(one, '我是谁');
    await word('aibot_respond_msg', null, '你是');
  }

  // 150 guests: read back, confirmed, told in the group and, since nobody can be mentioned there, to each alone.
  server.say('qcq', ANNOUNCEMENT, { chat: GROUP, id: 'A1' });
  const readBack = await word('aibot_respond_msg', null, '合计 150 = 150');
  assert.equal(readBack.headers.req_id, 'A1');
  assert.match(Wecom.words(readBack), /回「@连心 确认」发布/);
  server.say('qcq', '确认', { chat: GROUP });
  const told = await word('aibot_respond_msg', null, '合计 150 = 150。请回');
  assert.match(Wecom.words(told), /请回「@连心 接」或「@连心 不接」/);
  assert.doesNotMatch(Wecom.words(told), /@陈家/);
  let guests = 0;
  let card;
  for (const house of houses) {
    const alone = await word('aibot_send_msg', house, '合计 150 = 150');
    guests += Number(/^\S+?\s+(\d+)$/m.exec(Wecom.words(alone).split('\n').at(-2))[1]);
    if (house === 'op01') card = alone.body.template_card;
  }
  assert.equal(guests, 150);

  // Pressed by one, typed by another; who pressed sees his card changed.
  assert.deepEqual(card.button_list.map((button) => button.text), ['接', '不接']);
  server.press('op01', card.task_id, card.button_list[0].key);
  const changed = await word('aibot_respond_update_msg', null, '');
  assert.equal(changed.body.template_card.task_id, card.task_id);
  assert.match(Wecom.words(changed), /记给你家了\(已接 1\/17 家、/);
  server.say('op02', '接', { chat: GROUP });
  server.say('op02', '为什么我家才12');
  await word('aibot_respond_msg', null, '12 人');

  // A short notice has a button in the group: pressed by one, it stays there for the others.
  server.say('qcq', `通知 ${GROUP} 明早八点在村口集合`);
  const notice = await server.said.take((frame) => frame.body?.chatid === GROUP && frame.body.msgtype === 'template_card', 'a notice with a button');
  assert.match(Wecom.words(notice), /看到请点「收到」/);
  for (const house of ['op03', 'op04']) server.press(house, notice.body.template_card.task_id, '收到', { chat: GROUP });
  for (const house of ['op03', 'op04']) {
    const mine = await server.said.take((frame) => frame.cmd === 'aibot_respond_update_msg' && frame.body.userids?.includes(house), `the card of ${house}`);
    assert.deepEqual(mine.body.userids, [house]);
  }
  server.say('op05', '收到', { chat: GROUP }); // heard, and not answered: it had to mention the bot
  server.say('qcq', '待办');
  await word('aibot_respond_msg', null, '3 人收到');
  assert.ok(!server.said.items.some((frame) => Wecom.words(frame) === '好。'));

  // The network goes in the middle of a report: it is said again, is the same report, and is told once.
  server.say('ls', '上报 水渠堵了,水漫到路上', { msgid: 'M1' });
  const first = await word('aibot_respond_msg', null, '记下了,1 号');
  server.trouble.push('cut');
  server.say('ls', '上报 桥栏杆断了', { msgid: 'M2' });
  await server.said.take((item) => item.cmd === 'subscribed', 'the second subscription');
  server.say('ls', '上报 桥栏杆断了', { msgid: 'M2' });
  server.say('ls', '上报 水渠堵了,水漫到路上', { msgid: 'M1' });
  const again = await word('aibot_respond_msg', null, '记下了,1 号');
  assert.equal(Wecom.words(again), Wecom.words(first));
  await word('aibot_respond_msg', null, '2 号');

  // The platform is busy, and slow: an answer it did not take comes as a message, an
  // alert comes later.
  server.slow = 300;
  await word('aibot_send_msg', 'hsj', '桥栏杆断了');
  server.trouble.push(-1, -1);
  server.say('ls', '上报 路灯坏了', { msgid: 'M3' });
  await word('aibot_send_msg', 'ls', '记下了,3 号');
  await word('aibot_send_msg', 'hsj', '路灯坏了');
  server.slow = 0;

  // The plug is pulled; the village is still there.
  await bot.end('SIGKILL');
  await bot.start();
  await server.said.take((item) => item.cmd === 'subscribed', 'the third subscription');
  server.say('ls', '查 1');
  await word('aibot_respond_msg', null, '水渠堵了');
  server.say('qcq', '进度', { chat: GROUP });
  await word('aibot_respond_msg', null, '2/17');

  // Another program takes the bot over: this one leaves it alone and says so.
  const AiBot = require('@wecom/aibot-node-sdk');
  const other = new (AiBot.WSClient || AiBot.default.WSClient)({ botId: 'bot-1', secret: 'secret-1', wsUrl: `ws://127.0.0.1:${server.port}`, logger: { debug() {}, info() {}, warn() {}, error() {} } });
  other.connect();
  await server.said.take((item) => item.cmd === 'subscribed', "the other's subscription");
  await bot.page('/healthz', (text) => text.includes('"wx":"stopped"'));
  other.disconnect();
  assert.equal(await bot.end('SIGTERM'), 0);
  assert.match(bot.verify(), /ok|good|intact/i);
});

test('WeCom connection: a wrong secret is not tried for ever', async (t) => {
  const server = await new Wecom('bot-1', 'secret-1').listen();
  t.after(() => server.close());
  const bot = new Bot('wx', { secrets: { secret: 'another' }, channels: (at) => [{ name: 'wx', platform: 'wecom', own_id: 'bot-1', own_name: '连心', app_secret_file: `${at}/secret`, link: `ws://127.0.0.1:${server.port}` }] });
  t.after(() => bot.remove());
  await bot.start();
  await bot.page('/healthz', (text) => text.includes('"wx":"stopped"'));
  assert.equal(server.opened, 0);
  assert.equal(await bot.end('SIGTERM'), 0);
});

test('Feishu long connection: a wrong secret is not tried for ever', async (t) => {
  const id = 'cli_0123456789abcdef';
  const server = await new Feishu(id, 'secret-1').listen();
  t.after(() => server.close());
  const bot = new Bot('fs', { secrets: { secret: 'another' }, channels: (at) => [{ name: 'fs', platform: 'feishu', app_id: id, own_id: 'ou_bot', app_secret_file: `${at}/secret`, base: `http://127.0.0.1:${server.port}`, link: 'on' }] });
  t.after(() => bot.remove());
  await bot.start();
  await bot.page('/healthz', (text) => text.includes('"fs":"stopped"'));
  assert.equal(server.opened, 0);
});

test('DingTalk stream: guests, a token that ends, throttling, a broken network', async (t) => {
  const server = await new Dingtalk('ding1', 'secret-1').listen();
  t.after(() => server.close());
  const bot = new Bot('dd', { secrets: { secret: 'secret-1' }, channels: (at) => [{ name: 'dd', platform: 'dingtalk', app_id: 'ding1', own_id: 'ding1', own_name: '连心', app_secret_file: `${at}/secret`, base: `http://127.0.0.1:${server.port}`, link: 'on' }] });
  const word = (to, part) => server.said.take((item) => item.text?.includes(part) && [item.to].flat().includes(to), `to ${to}: ${part}`);
  t.after(() => bot.remove());
  await bot.start();
  await server.said.take((item) => item.connected === 1, 'a connection');
  server.send('SYSTEM', 'ping', { opaque: 'o' }, 'p1');
  assert.equal(JSON.parse((await server.acks.take((ack) => ack.headers.messageId === 'p1', 'a pong')).data).opaque, 'o');

  server.trouble.push('expired'); // the first token is refused at its first use
  const frame = server.say('qcq', ANNOUNCEMENT, { chat: GROUP });
  assert.equal((await server.acks.take((ack) => ack.headers.messageId === frame, 'an ack')).code, 200);
  assert.match((await word(GROUP, '合计 150 = 150')).text, /回「@连心 确认」/);
  assert.equal(server.tokens, 2);
  server.trouble.push('qps', 'down');
  server.say('qcq', '确认', { chat: GROUP });
  await word(GROUP, '合计 150 = 150。请回');
  let guests = 0;
  for (let i = 1; i <= 17; i++) guests += Number(/\s(\d+)$/.exec((await word(`op${String(i).padStart(2, '0')}`, '里说到你')).text.split('\n').at(-2))[1]);
  assert.equal(guests, 150);

  // The same frame twice: one report.
  server.say('ls', '上报 水渠堵了', { msgid: 'M1' });
  server.say('ls', '上报 水渠堵了', { msgid: 'M1' });
  await word('ls', '记下了,1 号');
  await word('hsj', '水渠堵了');
  server.say('ls', '统计');
  server.cut();
  await server.said.take((item) => item.connected === 2, 'a second connection');
  server.say('ls', '上报 桥断了');
  await word('ls', '2 号');

  // It is asked to move: a new ticket, a new connection.
  server.send('SYSTEM', 'disconnect', {});
  await server.said.take((item) => item.connected === 3, 'a third connection');
  server.say('ls', '查 2');
  await word('ls', '桥断了');
  assert.equal(await bot.end('SIGTERM'), 0);
});

test('DingTalk custom robot: never more than it may say', async (t) => {
  const server = await new Dingtalk('ding1', 'secret-1').listen();
  t.after(() => server.close());
  server.robotSecret = 'SECabc';
  const bot = new Bot('robot', { secrets: { secret: 'SECabc', token: 'robot-token', hook: `whsec_${crypto.randomBytes(32).toString('base64')}` }, channels: (at) => [
    { name: 'robot', platform: 'dingtalk', access_token_file: `${at}/token`, app_secret_file: `${at}/secret`, base: `http://127.0.0.1:${server.port}` },
    { name: 'in', platform: 'webhook', secret_file: `${at}/hook`, speaks_for: 'robot' }] });
  t.after(() => bot.remove());
  await bot.start();
  const fs = require('fs');
  const key = Buffer.from(fs.readFileSync(`${bot.folder}/hook`, 'utf8').trim().slice(6), 'base64');
  for (let i = 0; i < 30; i++) {
    const id = `n${i}`;
    const stamp = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ type: 'message.created', timestamp: new Date().toISOString(), data: { chat_type: 'private', group_id: '', sender_id: 'qcq', sender_name: '', text: `通知 ${GROUP} 第${i}次:明早八点在村口集合`, message_id: id } });
    const signature = crypto.createHmac('sha256', key).update(`${id}.${stamp}.${body}`).digest('base64');
    const answer = await fetch(`http://127.0.0.1:${bot.port}/hook/in`, { method: 'POST', body, headers: { 'webhook-id': id, 'webhook-timestamp': String(stamp), 'webhook-signature': `v1,${signature}` } });
    assert.equal(answer.status, 200, await answer.text());
  }
  // All thirty within the minute, in fewer posts: what waits for its turn leaves together.
  let seen = '';
  while (![...Array(30).keys()].every((i) => seen.includes(`第${i}次:`))) seen += (await server.said.take((item) => item.text?.includes('集合'), 'a notice')).text;
  assert.equal(seen.split('明早八点').length - 1, 30);
  assert.ok(!server.said.items.some((item) => item.banned));
  assert.ok(server.minute.length <= 15);
  await bot.end('SIGKILL');
});

test('Feishu long connection: fragments, cards, a token that ends, 429, an answer that is lost', async (t) => {
  const id = 'cli_0123456789abcdef';
  const server = await new Feishu(id, 'secret-1').listen();
  t.after(() => server.close());
  server.bot = 'ou_bot';
  const bot = new Bot('fs', { secrets: { secret: 'secret-1' }, channels: (at) => [{ name: 'fs', platform: 'feishu', app_id: id, own_id: 'ou_bot', own_name: '连心', app_secret_file: `${at}/secret`, base: `http://127.0.0.1:${server.port}`, link: 'on' }] });
  const word = (to, part) => server.said.take((item) => item.to !== undefined && item.to === to && Feishu.words(item).includes(part), `to ${to}: ${part}`);
  t.after(() => bot.remove());
  await bot.start();
  await server.said.take((item) => item.pinged === 77, 'a ping');

  server.trouble.push('expired');
  const sent = Date.now();
  const frame = server.say('qcq', ANNOUNCEMENT, { chat: GROUP, parts: 3, order: [2, 0, 1] });
  const ack = await server.acks.take((one) => one.id === frame, 'an ack');
  assert.equal(ack.payload.code, 200);
  assert.ok(ack.at - sent < 3000); // its server waits no longer
  const readBack = await word(GROUP, '合计 150 = 150');
  assert.match(Feishu.words(readBack), /点「确认」发布,或改:「@连心 改成160人」/);
  assert.deepEqual(Feishu.buttons(readBack).map((button) => button.label), ['确认', '取消']);
  assert.equal(server.tokens, 2);

  // Pressed: the dispatch mentions each household below its words.
  server.trouble.push('429');
  server.press('qcq', Feishu.buttons(readBack)[0].value, { chat: GROUP });
  const told = await word(GROUP, '请点「接」或「不接」');
  const mentions = told.content.body.elements.find((element) => element.tag === 'markdown').content;
  assert.equal(mentions.match(/<at id=op\d\d><\/at>/g).length, 17);
  const pressed = server.press('op01', Feishu.buttons(told)[0].value, { chat: GROUP });
  const toast = await server.acks.take((one) => one.id === pressed, 'a toast');
  assert.match(JSON.parse(Buffer.from(toast.payload.data, 'base64')).toast.content, /14 人记给你家了\(已接 1\/17 家、/);
  server.say('op02', '接', { chat: GROUP });
  server.say('op02', '为什么我家才12');
  await word('op02', '12 人');

  // Taken by the platform, its answer lost: sent again with the same key, shown once.
  server.trouble.push('lost');
  server.say('ls', '上报 水渠堵了');
  const lost = await server.said.take((item) => item.repeated, 'a second try under the same key');
  const shown = server.said.items.filter((item) => item.uuid === lost.repeated);
  assert.equal(shown.length, 1);
  await word('ls', '记下了,1 号');
  const alert = await word('hsj', '水渠堵了');
  server.press('hsj', Feishu.buttons(alert)[0].value);
  await word('hsj', '1 号你接了');
  await word('ls', '已接 1 号');

  // Nobody's words are markup, and a literal mention of all pings nobody.
  server.say('ls', '上报 <at user_id="all">所有人</at>路断了');
  const literal = await word('ls', '记下了,2 号');
  assert.doesNotMatch(JSON.stringify(literal.content), /<at user_id=\\?"all/);

  server.cut();
  await server.said.take((item) => item.pinged === 77, 'a ping on a second connection');
  server.say('ls', '查 1');
  await word('ls', '水渠堵了');
  assert.equal(await bot.end('SIGTERM'), 0);
});

test("callbacks sealed by the makers' own ciphers", async (t) => {
  const wecom = require('@wecom/crypto');
  const key = crypto.randomBytes(32).toString('base64').slice(0, 43);
  const bot = new Bot('wx', { secrets: { token: 'tok', key, fskey: 'lark-key', fstoken: 'v', fssecret: 's' }, channels: (at) => [
    { name: 'wx', platform: 'wecom', own_name: '连心', token_file: `${at}/token`, cipher_key_file: `${at}/key` },
    { name: 'fs', platform: 'feishu', app_id: 'cli_x', own_id: 'ou_bot', app_secret_file: `${at}/fssecret`, cipher_key_file: `${at}/fskey` }] });
  t.after(() => bot.remove());
  await bot.start();
  const at = `http://127.0.0.1:${bot.port}/hook/wx`;
  const stamp = () => String(Math.floor(Date.now() / 1000));
  const call = async (plain, spoil) => {
    const encrypt = wecom.encrypt(key, plain, '');
    const time = stamp();
    const signature = wecom.getSignature('tok', time, 'n1', encrypt);
    const answer = await fetch(`${at}?msg_signature=${spoil ? 'f'.repeat(40) : signature}&timestamp=${time}&nonce=n1`, { method: 'POST', body: JSON.stringify({ encrypt }), headers: { 'Content-Type': 'application/json' } });
    return { status: answer.status, body: await answer.text() };
  };
  // The check of the address.
  const echo = wecom.encrypt(key, '1616140317555161061', '');
  const time = stamp();
  const check = await fetch(`${at}?msg_signature=${wecom.getSignature('tok', time, 'n1', echo)}&timestamp=${time}&nonce=n1&echostr=${encodeURIComponent(echo)}`);
  assert.deepEqual([check.status, await check.text()], [200, '1616140317555161061']);
  const message = JSON.stringify({ msgid: 'W1', aibotid: 'b', chattype: 'single', from: { userid: 'ls' }, msgtype: 'text', text: { content: '我是谁' } });
  assert.equal((await call(message, true)).status, 401);
  const answer = await call(message);
  assert.equal(answer.status, 200);
  const sealed = JSON.parse(answer.body);
  assert.equal(sealed.msgsignature ?? sealed.msg_signature, wecom.getSignature('tok', String(sealed.timestamp), sealed.nonce, sealed.encrypt));
  assert.match(JSON.parse(wecom.decrypt(key, sealed.encrypt).message).stream.content, /李四/);
  assert.equal((await call(message)).status, 200); // said again

  // Feishu's: what our signature check takes, the maker's own decipher opens.
  const lark = require('@larksuiteoapi/node-sdk');
  const iv = crypto.randomBytes(16);
  const cipher = crypto.createCipheriv('aes-256-cbc', crypto.createHash('sha256').update('lark-key').digest(), iv);
  const encrypt = Buffer.concat([iv, cipher.update(JSON.stringify({ challenge: 'ch-1', token: 'v', type: 'url_verification' })), cipher.final()]).toString('base64');
  assert.equal(JSON.parse(new lark.AESCipher('lark-key').decrypt(encrypt)).challenge, 'ch-1');
  const body = JSON.stringify({ encrypt });
  const now = stamp();
  const signature = crypto.createHash('sha256').update(now + 'n2' + 'lark-key' + body).digest('hex');
  const headers = { 'Content-Type': 'application/json', 'X-Lark-Request-Timestamp': now, 'X-Lark-Request-Nonce': 'n2', 'X-Lark-Signature': signature };
  const challenged = await fetch(`http://127.0.0.1:${bot.port}/hook/fs`, { method: 'POST', body, headers });
  assert.deepEqual(await challenged.json(), { challenge: 'ch-1' });
  assert.equal((await fetch(`http://127.0.0.1:${bot.port}/hook/fs`, { method: 'POST', body: body + ' ', headers })).status, 401);
  assert.equal(await bot.end('SIGTERM'), 0);
});

test('WeCom self-built application: sealed XML in, messages out, a token that ends', async (t) => {
  const wecom = require('@wecom/crypto');
  const key = crypto.randomBytes(32).toString('base64').slice(0, 43);
  const { Record } = require('./platforms');
  const said = new Record();
  let tokens = 0;
  let expired = true;
  const server = require('http').createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const url = new URL(request.url, 'http://x');
      const answer = (json) => response.end(JSON.stringify(json));
      if (url.pathname === '/cgi-bin/gettoken') {
        if (url.searchParams.get('corpid') !== 'ww1' || url.searchParams.get('corpsecret') !== 'app-secret') return answer({ errcode: 40001, errmsg: 'invalid credential' });
        tokens++;
        return answer({ errcode: 0, errmsg: 'ok', access_token: `T${tokens}`, expires_in: 7200 });
      }
      if (url.searchParams.get('access_token') !== `T${tokens}` || (expired && tokens === 1)) return answer({ errcode: 42001, errmsg: 'access_token expired' });
      const json = JSON.parse(Buffer.concat(parts));
      said.add({ path: url.pathname, to: json.touser, agent: json.agentid, text: json.text?.content, bytes: Buffer.byteLength(json.text?.content || '') });
      return answer({ errcode: 0, errmsg: 'ok', msgid: 'x' });
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const bot = new Bot('app', { secrets: { token: 'tok', key, secret: 'app-secret' }, channels: (at) => [{ name: 'app', platform: 'wecom', receive_id: 'ww1', app_id: 'ww1', own_id: '1000002', app_secret_file: `${at}/secret`, token_file: `${at}/token`, cipher_key_file: `${at}/key`, base: `http://127.0.0.1:${server.address().port}` }] });
  t.after(() => bot.remove());
  await bot.start();
  let number = 0;
  const call = async (from, text, receiver = 'ww1') => {
    const plain = `<xml><ToUserName><![CDATA[ww1]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName><CreateTime>${Math.floor(Date.now() / 1000)}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${++number}</MsgId><AgentID>1000002</AgentID></xml>`;
    const encrypt = wecom.encrypt(key, plain, receiver);
    const time = String(Math.floor(Date.now() / 1000));
    const query = `msg_signature=${wecom.getSignature('tok', time, 'n1', encrypt)}&timestamp=${time}&nonce=n1`;
    return (await fetch(`http://127.0.0.1:${bot.port}/hook/app?${query}`, { method: 'POST', body: `<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt><AgentID><![CDATA[1000002]]></AgentID></xml>` })).status;
  };
  const word = (to, part) => said.take((item) => item.to === to && item.text.includes(part), `to ${to}: ${part}`);
  assert.equal(await call('ls', '上报 水渠堵了'), 200);
  assert.equal((await word('ls', '记下了,1 号')).agent, 1000002);
  await word('hsj', '水渠堵了');
  assert.equal(tokens, 2); // the first was refused, another fetched once for both
  assert.equal(await call('ls', '上报 x', 'ww2'), 401); // sealed for another company
  // A long answer is cut at the platform's limit, in its order.
  assert.equal(await call('qcq', '帮助 全部'), 200);
  assert.equal(await call('qcq', '台账'), 200);
  await said.take((item) => item.to === 'qcq', 'an answer');
  assert.ok(said.items.every((item) => item.bytes <= 2048));
  assert.equal(await bot.end('SIGTERM'), 0);
});

test('robots of one group in Feishu and WeCom: signed, keyed, and only out', async (t) => {
  const { Record } = require('./platforms');
  const said = new Record();
  const server = require('http').createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const json = JSON.parse(Buffer.concat(parts));
      const url = new URL(request.url, 'http://x');
      if (url.pathname === '/open-apis/bot/v2/hook/hook-1') {
        const want = crypto.createHmac('sha256', `${json.timestamp}\nfs-sign`).update('').digest('base64');
        if (json.sign !== want) return response.end(JSON.stringify({ code: 19021, msg: 'sign match fail' }));
        said.add({ from: 'feishu', text: json.content.text });
        return response.end(JSON.stringify({ code: 0, msg: 'success' }));
      }
      if (url.pathname === '/cgi-bin/webhook/send' && url.searchParams.get('key') === 'key-1') {
        said.add({ from: 'wecom', text: json.text?.content ?? json.markdown?.content });
        return response.end(JSON.stringify({ errcode: 0, errmsg: 'ok' }));
      }
      response.statusCode = 404;
      return response.end('{}');
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  for (const [from, channel] of [['feishu', { platform: 'feishu', access_token_file: 'hook', app_secret_file: 'sign' }], ['wecom', { platform: 'wecom', access_token_file: 'key' }]]) {
    const hook = `whsec_${crypto.randomBytes(32).toString('base64')}`;
    const bot = new Bot('robot', { secrets: { hook: 'hook-1', sign: 'fs-sign', key: 'key-1', own: hook }, channels: (at) => [
      { name: 'robot', base, ...Object.fromEntries(Object.entries(channel).map(([name, value]) => [name, name.endsWith('_file') ? `${at}/${value}` : value])) },
      { name: 'in', platform: 'webhook', secret_file: `${at}/own`, speaks_for: 'robot' }] });
    t.after(() => bot.remove());
    await bot.start();
    const stamp = Math.floor(Date.now() / 1000);
    const body = JSON.stringify({ type: 'message.created', timestamp: new Date().toISOString(), data: { chat_type: 'private', group_id: '', sender_id: 'qcq', sender_name: '', text: `通知 ${GROUP} 明早八点在村口集合`, message_id: 'n1' } });
    const signature = crypto.createHmac('sha256', Buffer.from(hook.slice(6), 'base64')).update(`n1.${stamp}.${body}`).digest('base64');
    const answer = await fetch(`http://127.0.0.1:${bot.port}/hook/in`, { method: 'POST', body, headers: { 'webhook-id': 'n1', 'webhook-timestamp': String(stamp), 'webhook-signature': `v1,${signature}` } });
    assert.equal(answer.status, 200);
    assert.match((await said.take((item) => item.from === from, `a notice by ${from}`)).text, /【通知】明早八点在村口集合/);
    assert.equal(await bot.end('SIGTERM'), 0);
  }
});

test('check --online says what is wrong', async (t) => {
  const wecom = await new Wecom('bot-1', 'secret-1').listen();
  const ding = await new Dingtalk('ding1', 'secret-1').listen();
  const feishu = await new Feishu('cli_0123456789abcdef', 'secret-1').listen();
  ding.robotSecret = 'SECabc';
  for (const server of [wecom, ding, feishu]) t.after(() => server.close());
  const bridge = require('http').createServer((request, response) => {
    response.writeHead(request.headers.authorization === 'Bearer robot-token' ? 200 : 403);
    response.end(JSON.stringify({ status: 'ok', retcode: 0, data: { user_id: 10001000, nickname: 'x' } }));
  });
  await new Promise((done) => bridge.listen(0, '127.0.0.1', done));
  t.after(() => bridge.close());
  const dead = await new Wecom('x', 'x').listen();
  dead.close();
  const local = (server) => `http://127.0.0.1:${server.port ?? server.address().port}`;
  const bot = new Bot('wx', { secrets: { good: 'secret-1', bad: 'secret-2', sec: 'SECabc', secbad: 'SECabd', token: 'robot-token', tokenbad: 'x' }, channels: (at) => [
    { name: 'wx', platform: 'wecom', own_id: 'bot-1', own_name: '连心', app_secret_file: `${at}/good`, link: `ws://127.0.0.1:${wecom.port}` },
    { name: 'wxbad', platform: 'wecom', own_id: 'bot-1', own_name: '连心', app_secret_file: `${at}/bad`, link: `ws://127.0.0.1:${wecom.port}` },
    { name: 'wxdead', platform: 'wecom', own_id: 'bot-1', own_name: '连心', app_secret_file: `${at}/good`, link: `ws://127.0.0.1:${dead.port}` },
    { name: 'dd', platform: 'dingtalk', app_id: 'ding1', own_id: 'ding1', app_secret_file: `${at}/good`, base: local(ding), link: 'on' },
    { name: 'ddbad', platform: 'dingtalk', app_id: 'ding1', own_id: 'ding1', app_secret_file: `${at}/bad`, base: local(ding), link: 'on' },
    { name: 'robot', platform: 'dingtalk', access_token_file: `${at}/token`, app_secret_file: `${at}/sec`, base: local(ding) },
    { name: 'robotbad', platform: 'dingtalk', access_token_file: `${at}/token`, app_secret_file: `${at}/secbad`, base: local(ding) },
    { name: 'fs', platform: 'feishu', app_id: 'cli_0123456789abcdef', app_secret_file: `${at}/good`, base: local(feishu), link: 'on' },
    { name: 'fsbad', platform: 'feishu', app_id: 'cli_0123456789abcdef', app_secret_file: `${at}/bad`, base: local(feishu), link: 'on' },
    { name: 'qq', platform: 'onebot', own_id: '10001000', access_token_file: `${at}/token`, app_secret_file: `${at}/sec`, post_url: local(bridge) },
    { name: 'qqbad', platform: 'onebot', own_id: '10001000', access_token_file: `${at}/tokenbad`, app_secret_file: `${at}/sec`, post_url: local(bridge) },
    { name: 'qqother', platform: 'onebot', own_id: '7', access_token_file: `${at}/token`, app_secret_file: `${at}/sec`, post_url: local(bridge) },
    { name: 'qqlink', platform: 'onebot', own_id: '7', access_token_file: `${at}/token`, link: 'on' }] });
  t.after(() => bot.remove());
  const cases = [
    ['wx', 0, /✓ 长连接通了/], ['wxbad', 1, /✗ 平台不认「bot-1」或它的密钥.*invalid bot_id or secret/], ['wxdead', 1, /✗ 没连上/],
    ['dd', 0, /✓ 应用的凭证有效[^]*✓ 长连接通了/], ['ddbad', 1, /✗ 平台不认「ding1」/],
    ['robot', 0, /✓ 测试消息发出去了/], ['robotbad', 1, /✗ 签名不对/],
    ['fs', 0, /✓ 应用的凭证有效[^]*✓ 长连接通了/], ['fsbad', 1, /✗ 平台不认「cli_0123456789abcdef」/],
    ['qq', 0, /✓ 桥在,登录的号是 10001000/], ['qqbad', 1, /✗ 平台不认/], ['qqother', 1, /✗ 桥上登录的号是 10001000,配置里 own_id 写的是 7/], ['qqlink', 0, /· 等桥自己连过来/],
    ['nobody', 1, /no channel is called "nobody"; there are: wx wxbad/],
  ];
  for (const [channel, status, says] of cases) {
    const found = await bot.online(channel);
    assert.match(found.text, says);
    assert.equal(found.status, status, found.text);
    assert.doesNotMatch(found.text, /secret-[12]|SECab|robot-token/);
  }
  assert.match((await ding.said.take((item) => item.path === '/robot/send', 'a test message')).text, /连心测试/);
});

// What a failed test leaves open must not keep the others waiting.
test.after(() => setTimeout(() => process.exit(), 500));
