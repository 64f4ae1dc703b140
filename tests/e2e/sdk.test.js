// The stand-ins are faithful: the makers' own clients work against them.
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const axios = require('axios');
const { Wecom, Dingtalk, Feishu } = require('./platforms');
const { until, within } = require('./wait');

const quiet = { debug() {}, info() {}, warn() {}, error() {}, trace() {} };

test('WeCom: subscribe, hear, answer, push, press, be thrown out', async () => {
  const AiBot = require('@wecom/aibot-node-sdk');
  const server = await new Wecom('bot-1', 'secret-1').listen();
  const make = () => new (AiBot.WSClient || AiBot.default.WSClient)({ botId: 'bot-1', secret: 'secret-1', wsUrl: `ws://127.0.0.1:${server.port}`, heartbeatInterval: 200, logger: quiet });
  const client = make();
  const disconnected = new Promise((done) => client.on('event.disconnected_event', done));
  client.on('message.text', async (frame) => {
    await client.replyStream(frame, 's1', `听到:${frame.body.text.content}`, true);
    await client.sendMessage(frame.body.from.userid, { msgtype: 'markdown', markdown: { content: '主动说' } });
    await client.sendMessage(frame.body.from.userid, { msgtype: 'template_card', template_card: { card_type: 'button_interaction', main_title: { title: '请回应' }, button_list: [{ text: '接', style: 1, key: '接' }], task_id: 'task-1' } });
  });
  client.on('event.template_card_event', (frame) => client.updateTemplateCard(frame, { card_type: 'text_notice', main_title: { title: '好' }, card_action: { type: 0 }, task_id: 'task-1' }));
  client.connect();
  await server.said.take((item) => item.cmd === 'subscribed', 'a subscription');
  server.say('u1', '你好', { id: 'R1' });
  const answer = await server.said.take((item) => item.cmd === 'aibot_respond_msg', 'an answer');
  assert.equal(answer.headers.req_id, 'R1');
  assert.equal(Wecom.words(answer), '听到:你好');
  assert.equal(Wecom.words(await server.said.take((item) => item.cmd === 'aibot_send_msg', 'a push')), '主动说');
  const card = await server.said.take((item) => item.body?.msgtype === 'template_card', 'a card');
  server.press('u1', card.body.template_card.task_id, '接');
  const update = await server.said.take((item) => item.cmd === 'aibot_respond_update_msg', 'a changed card');
  assert.equal(update.body.template_card.task_id, 'task-1');
  await assert.rejects(client.sendMessage('never-spoke', { msgtype: 'markdown', markdown: { content: 'x' } }));
  await until('two pings', () => server.pings >= 2);
  const other = make();
  other.connect();
  await server.said.take((item) => item.cmd === 'subscribed', 'the other subscription');
  await within('the old client thrown out', disconnected);
  client.disconnect();
  other.disconnect();
  server.close();
});

test('DingTalk stream: ticket, ping, message, ack, disconnect', async () => {
  const server = await new Dingtalk('ding1', 'secret-1').listen();
  // Its addresses are constants: the copy of axios it uses is led here.
  const copy = require(require.resolve('axios', { paths: [require.resolve('dingtalk-stream')] }));
  const led = copy.interceptors.request.use((config) => ({ ...config, url: config.url.replace(/^https:\/\/(api|oapi)\.dingtalk\.com/, `http://127.0.0.1:${server.port}`) }));
  const { DWClient, TOPIC_ROBOT } = require('dingtalk-stream');
  const client = new DWClient({ clientId: 'ding1', clientSecret: 'secret-1' });
  const heard = new Promise((done) => {
    client.registerCallbackListener(TOPIC_ROBOT, (message) => {
      client.socketCallBackResponse(message.headers.messageId, null);
      done(JSON.parse(message.data));
    });
  });
  await client.connect();
  await server.said.take((item) => item.connected === 1, 'a connection');
  server.send('SYSTEM', 'ping', { opaque: 'x' }, 'p1');
  const pong = await server.acks.take((ack) => ack.headers.messageId === 'p1', 'a pong');
  assert.deepEqual([pong.code, JSON.parse(pong.data).opaque], [200, 'x']);
  const id = server.say('u1', '你好', { chat: 'c1' });
  assert.equal((await within('the message', heard)).text.content.trim(), '你好');
  const ack = await server.acks.take((one) => one.headers.messageId === id, 'an ack');
  assert.equal(ack.code, 200);
  client.disconnect();
  copy.interceptors.request.eject(led);
  server.close();
});

test('DingTalk custom robot: its signature is the one the server wants', async () => {
  const ChatBot = require('dingtalk-robot-sender');
  const server = await new Dingtalk('ding1', 'secret-1').listen();
  server.robotSecret = 'SECabc';
  const make = (secret) => new ChatBot({ baseUrl: `http://127.0.0.1:${server.port}/robot/send`, accessToken: 'robot-token', secret, httpclient: axios });
  assert.equal((await make('SECabc').text('你好', { atMobiles: [], isAtAll: false })).data.errcode, 0);
  assert.equal((await server.said.take((item) => item.path === '/robot/send', 'a post')).text, '你好');
  assert.equal((await make('SECabd').text('你好')).data.errcode, 310000);
  server.close();
});

test('Feishu: token, create with uuid, long connection, fragments, ack', async () => {
  const lark = require('@larksuiteoapi/node-sdk');
  const id = 'cli_0123456789abcdef';
  const server = await new Feishu(id, 'secret-1').listen();
  const domain = `http://127.0.0.1:${server.port}`;
  const client = new lark.Client({ appId: id, appSecret: 'secret-1', domain, logger: quiet });
  for (let i = 0; i < 2; i++) await client.im.message.create({ params: { receive_id_type: 'chat_id' }, data: { receive_id: 'oc_1', msg_type: 'text', content: JSON.stringify({ text: '好' }), uuid: 'u-1' } });
  const created = await server.said.take((item) => item.to === 'oc_1', 'a message');
  assert.equal(Feishu.words(created), '好');
  assert.equal((await server.said.take((item) => item.repeated, 'the same again')).repeated, 'u-1');
  assert.equal(server.said.items.length, 0);
  const heard = [];
  const ws = new lark.WSClient({ appId: id, appSecret: 'secret-1', domain, logger: quiet });
  const three = new Promise((done) => {
    ws.start({
      eventDispatcher: new lark.EventDispatcher({ logger: quiet }).register({
        'im.message.receive_v1': async (data) => {
          heard.push(JSON.parse(data.message.content).text);
          if (heard.length === 2) done();
        },
      }),
    });
  });
  await server.said.take((item) => item.pinged === 77, 'a ping');
  const whole = server.say('ou_1', '一');
  const parts = server.say('ou_1', '二'.repeat(200), { parts: 3 });
  await within('three messages', three);
  assert.deepEqual(heard.map((text) => text[0]), ['一', '二']);
  for (const one of [whole, parts]) assert.equal((await server.acks.take((ack) => ack.id === one, 'an ack')).payload.code, 200);
  ws.close({ force: true });
  server.close();
});

// One of the clients leaves a timer of two minutes behind when it is closed.
test.after(() => setTimeout(() => process.exit(), 500));
