// The group page in a real browser: what villagers, cadres and the administrator do there.
'use strict';
const test = require('node:test');
const assert = require('node:assert');
const fs = require('fs');
const path = require('path');
const http = require('http');
const zlib = require('zlib');
const { execFileSync } = require('child_process');
const { PageBot, Person, root, program } = require('./page_bot');
const { until, within } = require('./wait');

const chromium = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
const skip = chromium ? false : 'no Chromium here';
const ANNOUNCEMENT = '今天中午有150个上海客人过来,大家按照分配指标,分头做好服务。';
const axe = skip ? null : fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser;
let windows = 0;
test.before(async () => {
  if (!skip) browser = await require('playwright-core').chromium.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
});
test.after(async () => { if (browser) await browser.close(); });

// Opens the page; a test fails on any error the page logs that it does not expect.
async function visit(t, bot, { as, locale = 'zh-CN', width = 1280, height = 800, hash = '', zoom = 1 } = {}) {
  const context = await browser.newContext({ locale, viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) }, deviceScaleFactor: zoom, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const person = new Person(page, context);
  page.on('pageerror', (error) => person.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && !/Failed to load resource|net::ERR/.test(message.text()) && person.errors.push(message.text()));
  page.on('dialog', (dialog) => { person.errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  t.after(async () => {
    await person.shot(`last-${t.name.slice(0, 12).replace(/\W+/g, '-')}-${++windows}`).catch(() => {});
    await context.close();
    assert.deepEqual(person.errors, []);
  });
  await page.goto(`${bot.url}/${hash}`);
  if (as) {
    await page.locator('#speaker').selectOption({ label: await page.locator('#speaker option', { hasText: as }).first().innerText() });
    await page.waitForFunction((name) => document.querySelector('#speaker')?.selectedOptions[0]?.textContent.startsWith(name), as);
  }
  await page.locator('.chat-view, .view, .door').first().waitFor();
  return person;
}

async function demo(t, lists, settings = {}) {
  const bot = new PageBot({ demo: true, ...settings }, lists);
  t.after(() => bot.remove());
  return bot.start();
}

// No rule of axe is broken on what is shown now.
async function accessible(person, what) {
  await person.page.evaluate(axe);
  const found = await person.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`), [], what);
}

async function noSideways(person, what) {
  const [inner, scroll] = await person.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(scroll <= inner, `${what}: ${scroll} wide in ${inner}`);
}

const travel = async (person, to) => {
  await person.page.locator('#clock').click();
  await person.page.locator('#travel-to').fill(to);
  await person.page.locator('dialog button[type=submit]').click();
  await person.page.locator('dialog').waitFor({ state: 'detached' });
};

test('Anke: 150 guests from the announcement to the settled ledger, by clicks and typing alone', { skip }, async (t) => {
  const bot = await demo(t);
  const admin = await visit(t, bot, { as: '裘才强' });
  await admin.chat('安科农家乐群');
  // Whatever the hour of the test, it is eight in the morning.
  await travel(admin, '明天 08:00');

  await admin.type(ANNOUNCEMENT);
  assert.match(await admin.sees('合计 150 = 150'), /今天 12:00 用餐 150 人/);
  await admin.shot('01-readback');
  await admin.page.getByRole('button', { name: '确认', exact: true }).click();
  await admin.sees('合计 150 = 150。请回');

  // Two windows: the household presses, the administrator sees it without doing anything.
  const owner = await visit(t, bot, { as: '陈阿根' });
  await owner.chat('安科农家乐群');
  await owner.page.locator('.line.bot').last().getByRole('button', { name: '接', exact: true }).click();
  await admin.sees('按了「接」');
  await admin.go('#board');
  await admin.page.locator('.answer-accepted').first().waitFor();
  assert.match(await admin.page.locator('.card.wide').first().innerText(), /合计 150 = 150 ✓/);
  assert.match(await admin.page.locator('.card.wide').first().innerText(), /已接 1\/17 家/);

  // One declines, with a reason; his guests go to others and the sum stays.
  const people = await owner.page.locator('#speaker option').allInnerTexts();
  const owners = people.filter((one) => one.includes('经营户')).map((one) => one.split(' · ')[0]);
  assert.equal(owners.length, 17);
  const speak = async (who, text) => {
    await owner.page.locator('#speaker').selectOption({ label: people.find((one) => one.startsWith(who)) });
    await owner.page.waitForFunction((name) => document.querySelector('#speaker')?.selectedOptions[0]?.textContent.startsWith(name) && document.querySelector('.chat-link'), who);
    await owner.chat('安科农家乐群');
    await owner.type(text);
    await owner.page.locator('.line.mine:not(.pending)', { hasText: text }).last().waitFor();
  };
  await speak(owners[3], '不接 灶坏了');
  await owner.sees('灶坏了');
  // Whoever had accepted already and was given some of them is asked for those.
  for (const who of owners.filter((one, i) => i !== 3)) await speak(who, '接');
  await admin.page.waitForFunction(() => /已接 1[67]\/1[67] 家 · 150 人/.test(document.querySelector('.card.wide').innerText));
  assert.match(await admin.page.locator('.card.wide').first().innerText(), /合计 150 = 150 ✓/);
  await admin.shot('02-board', { fullPage: true });

  // The list behind it adds up; so do its exports.
  await admin.page.locator('.card.wide').first().getByRole('button', { name: '看全部' }).click();
  await admin.page.locator('dialog tbody tr').first().waitFor();
  const cells = await admin.page.locator('dialog tbody tr').evaluateAll((all) => all.map((tr) => [...tr.children].map((td) => td.textContent)));
  assert.equal(cells.reduce((sum, row) => sum + Number(row[2]), 0), 150);
  await admin.shot('03-list');
  await accessible(admin, 'a list');
  const [csv] = await Promise.all([admin.page.waitForEvent('download'), admin.page.getByRole('link', { name: '导出 CSV' }).click()]);
  const text = fs.readFileSync(await csv.path(), 'utf8');
  assert.ok(text.startsWith('\ufeff'));
  const table = text.slice(1).trim().split('\r\n').map((line) => line.split(','));
  const counted = table[0].indexOf('计入');
  assert.equal(table.slice(1).reduce((sum, row) => sum + Number(row[counted]), 0), 150);
  const [xlsx] = await Promise.all([admin.page.waitForEvent('download'), admin.page.getByRole('link', { name: '导出 Excel' }).click()]);
  assert.equal(fs.readFileSync(await xlsx.path()).subarray(0, 2).toString(), 'PK');
  await admin.page.keyboard.press('Escape');

  // They have eaten, and the ledger is written.
  await travel(admin, '20:00');
  await admin.go('#board');
  await admin.page.waitForFunction(() => /已入账/.test(document.body.innerText));
  await admin.page.locator('.card', { has: admin.page.getByRole('heading', { name: '公平账' }) }).getByRole('button', { name: '看全部' }).click();
  await admin.page.locator('dialog tbody tr').first().waitFor();
  const ledger = await admin.page.locator('dialog tbody tr').evaluateAll((all) => all.map((tr) => [...tr.children].map((td) => td.textContent)));
  assert.equal(ledger.length, 17);
  // Served and charged for a refusal stand apart: he who declined has served nobody.
  assert.equal(ledger.reduce((sum, row) => sum + Number(row[3]), 0), 150);
  assert.equal(ledger[3][3], '0');
  assert.ok(Number(ledger[3][4]) > 0);
  for (const row of ledger) assert.equal(Number(row[6]), Number(row[3]) + Number(row[4]) + Number(row[5]));
  await admin.page.keyboard.press('Escape');
  await admin.shot('04-settled', { fullPage: true });

  // What was said can be saved and replayed, with the same result.
  await admin.page.locator('#clock').click();
  const [story] = await Promise.all([admin.page.waitForEvent('download'), admin.page.getByRole('link', { name: '存成对话文件' }).click()]);
  const file = path.join(bot.folder, 'lianxin.chat');
  await story.saveAs(file);
  const said = fs.readFileSync(file, 'utf8');
  for (const part of ['| [按钮 确认]', '| [按钮 接]', '| 不接 灶坏了', '< 安科农家乐群 | 今天 12:00 用餐 150 人']) assert.ok(said.includes(part), `${part} in ${said}`);
  const replay = execFileSync(program, ['chat', file], { cwd: root }).toString();
  assert.match(replay, /1 passed, 0 failed/);
  // A word of the bot's that was another would be seen.
  fs.writeFileSync(file, said.replace('合计 150 = 150', '合计 151 = 150'));
  assert.throws(() => execFileSync(program, ['chat', file], { cwd: root, stdio: 'pipe' }));
});

test('two people: unread marks, private words, quoting, folding, scrolling back', { skip }, async (t) => {
  const bot = await demo(t);
  const cadre = await visit(t, bot, { as: '何书记' });
  const villager = await visit(t, bot, { as: '胡文学' });
  await cadre.chat('连心');
  await villager.chat('辛庄村群');
  await villager.type('大家早上好');
  const link = cadre.page.locator('.chat-link', { hasText: '辛庄村群' });
  await link.locator('.badge').waitFor();
  assert.match(await link.innerText(), /大家早上好/);
  assert.match(await cadre.page.title(), /\(1\)/);
  await cadre.chat('辛庄村群');
  await link.locator('.badge').waitFor({ state: 'detached' });
  assert.equal(await cadre.page.title(), '连心');

  // Chatter is answered by nobody; what is private is seen by nobody else.
  assert.equal(await cadre.page.locator('.line.bot').count(), 0);
  await villager.chat('连心');
  await villager.type('上报 我家院墙裂了一条缝');
  await villager.sees('记下了,1 号');
  await cadre.chat('连心');
  const alert = await cadre.sees('我家院墙裂了一条缝');
  assert.match(alert, /1 号/);
  await cadre.chat('辛庄村群');
  assert.equal(await cadre.page.locator('.line', { hasText: '院墙' }).count(), 0);
  const other = await visit(t, bot, { as: '张三' });
  await other.chat('连心');
  assert.equal(await other.page.locator('.line', { hasText: '院墙' }).count(), 0);

  // A new line is put behind what stands there: nothing is read out twice.
  await cadre.chat('辛庄村群');
  await cadre.sees('大家早上好');
  await cadre.page.evaluate(() => { document.querySelector('.line').stays = true; });
  await villager.chat('辛庄村群');
  await villager.type('吃过了吗');
  await cadre.sees('吃过了吗');
  assert.equal(await cadre.page.evaluate(() => document.querySelector('.line').stays), true);

  // An answer to a post, by quoting it.
  await cadre.chat('连心');
  await cadre.line('我家院墙裂了一条缝').getByRole('button', { name: '回复' }).click();
  await cadre.page.locator('#say').fill('1');
  await cadre.page.locator('#say').press('Enter');
  await cadre.sees('1 号你接了');
  assert.equal(await cadre.page.locator('.line.mine .quoted').count(), 1);
  await villager.chat('连心');
  await villager.sees('何书记 已接 1 号');

  // Long posts are folded, and many lines come back by scrolling.
  await cadre.type(`上报 ${'水渠又堵了,'.repeat(120)}`);
  const more = cadre.page.getByRole('button', { name: '看全文' }).last();
  await more.click();
  assert.equal(await cadre.page.getByRole('button', { name: '收起' }).last().getAttribute('aria-expanded'), 'true');
  await cadre.chat('辛庄村群');
  const groups = (await (await fetch(`${bot.url}/api/me?as=3`)).json()).chats;
  for (let i = 1; i <= 120; i++) await fetch(`${bot.url}/api/say`, { method: 'POST', body: JSON.stringify({ group: '辛庄村群', as: '胡文学', text: `闲话 ${i}` }) });
  assert.ok(groups.length >= 2);
  const late = await visit(t, bot, { as: '何书记' });
  await late.chat('辛庄村群');
  await late.sees('闲话 120');
  assert.equal(await late.page.locator('.line', { hasText: /闲话 1$/ }).count(), 0);
  for (let i = 0; i < 3; i++) {
    await late.page.locator('.log').evaluate((log) => { log.scrollTop = 0; log.dispatchEvent(new Event('scroll')); });
    await late.page.waitForFunction((least) => document.querySelectorAll('.line').length >= least, Math.min(100 + 50 * i, 121));
  }
  assert.equal(await late.page.locator('.line', { hasText: /闲话 1$/ }).count(), 1);
  const order = await late.page.locator('.line .text').allInnerTexts();
  assert.deepEqual(order.filter((text) => text.startsWith('闲话')), Array.from({ length: 120 }, (_, i) => `闲话 ${i + 1}`));
});

test('the clock on its way: what falls due is said in its time, and replayed so', { skip }, async (t) => {
  const bot = await demo(t);
  const admin = await visit(t, bot, { as: '裘才强', hash: '#chat/g1' });
  await admin.type('明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。');
  await admin.sees('合计 150 = 150');
  await admin.page.getByRole('button', { name: '确认', exact: true }).click();
  await admin.sees('合计 150 = 150。请回');
  await travel(admin, '明天 11:30');
  await admin.sees('没有别家能接');
  const { items } = await (await fetch(`${bot.url}/api/talk?chat=g1&as=1`)).json();
  const time = (words) => { const at = new Date(items.find((item) => item.by === 0 && item.text.includes(words)).at + bot.settings.zone_min * 60000); return at.toISOString().slice(11, 16); };
  assert.equal(time('后没回的改给别家'), '11:00');
  assert.equal(time('没有别家能接'), '11:15');
  const story = path.join(bot.folder, 'way.chat');
  fs.writeFileSync(story, await (await fetch(`${bot.url}/api/story`)).text());
  assert.match(execFileSync(program, ['chat', story], { cwd: root }).toString(), /1 passed, 0 failed/);
  // Back it does not go, and what is no time is said.
  await admin.page.locator('#clock').click();
  for (const no of ['昨天', '随便']) {
    await admin.page.locator('#travel-to').fill(no);
    await admin.page.locator('dialog button[type=submit]').click();
    await admin.page.locator('dialog [role=status]', { hasText: '将来的时间' }).waitFor();
  }
});

test('typing: suggestions a keyboard can pick, quick phrases, Enter', { skip }, async (t) => {
  const bot = await demo(t);
  const cadre = await visit(t, bot, { as: '何书记', hash: '#chat/p' });
  const box = cadre.page.locator('#say');
  const options = cadre.page.locator('#hints [role=option]');
  await box.fill('走');
  await options.first().waitFor();
  assert.equal(await cadre.page.locator('#hints').isVisible(), true);
  assert.match(await options.first().innerText(), /^走访/);
  await box.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-activedescendant'), 'hint-0');
  await cadre.shot('05-suggestions');
  await box.press('Enter');
  assert.equal(await box.inputValue(), '走访 ');
  await options.filter({ hasText: '张三家' }).waitFor();
  await box.press('Tab');
  assert.match(await box.inputValue(), /^走访 .*家 $/);
  await box.pressSequentially('屋顶漏水,已报修');
  await box.press('Enter');
  await cadre.sees('已记');
  // Escape closes, Enter then sends what stands there.
  await box.fill('待');
  await options.first().waitFor();
  await box.press('Escape');
  await options.first().waitFor({ state: 'detached' });
  // Numbers of open issues.
  await cadre.type('上报 村口路灯不亮');
  await cadre.sees('记下了,1 号');
  await box.fill('查 ');
  await options.filter({ hasText: '村口路灯不亮' }).waitFor();
  await box.press('ArrowDown');
  await box.press('Enter');
  assert.equal(await box.inputValue(), '查 1 ');
  await box.press('Enter');
  await cadre.sees('村口路灯不亮');
  // In a group the bot is addressed.
  await cadre.chat('辛庄村群');
  await box.fill('帮');
  await options.first().waitFor();
  await box.press('Tab');
  assert.match(await box.inputValue(), /^@连心 帮助 ?$/);
  await box.fill('@胡');
  await options.filter({ hasText: '@胡文学' }).waitFor();
  await cadre.page.locator('.quick button', { hasText: '上报' }).click();
  assert.equal(await box.inputValue(), '@连心 上报 ');
  assert.equal(await box.evaluate((node) => node === document.activeElement), true);
  // Nothing is offered that he may not say.
  const villager = await visit(t, bot, { as: '胡文学', hash: '#chat/p' });
  const hints = villager.page.waitForResponse((response) => response.url().includes('/api/completion'));
  await villager.page.locator('#say').fill('走');
  await (await hints).finished();
  await villager.page.locator('#say').fill('上');
  await villager.page.locator('#hints [role=option]', { hasText: '上报' }).first().waitFor();
  await villager.page.locator('#say').fill('走');
  assert.equal(await villager.page.locator('#hints [role=option]', { hasText: '走访' }).count(), 0);
});

// A real picture: w times h pixels of noise or of one colour.
function png(width, height, noise) {
  const crcs = Array.from({ length: 256 }, (_, n) => { let c = n; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c >>> 0; });
  const crc = (bytes) => { let c = 0xffffffff; for (const byte of bytes) c = crcs[(c ^ byte) & 255] ^ (c >>> 8); return (c ^ 0xffffffff) >>> 0; };
  const chunk = (type, body) => { const head = Buffer.from(type); const out = Buffer.alloc(12 + body.length); out.writeUInt32BE(body.length, 0); head.copy(out, 4); body.copy(out, 8); out.writeUInt32BE(crc(Buffer.concat([head, body])), 8 + body.length); return out; };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0); header.writeUInt32BE(height, 4); header[8] = 8; header[9] = 2;
  const raw = Buffer.alloc(height * (1 + width * 3));
  if (noise) require('crypto').randomFillSync(raw);
  for (let y = 0; y < height; y++) raw[y * (1 + width * 3)] = 0;
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', header), chunk('IDAT', zlib.deflateSync(raw, { level: noise ? 0 : 9 })), chunk('IEND', Buffer.alloc(0))]);
}

test('pictures: picked, pasted, seen by those who may, too large, none at all', { skip }, async (t) => {
  const bot = await demo(t);
  const villager = await visit(t, bot, { as: '胡文学', hash: '#chat/p' });
  await villager.page.locator('input[type=file]').setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: png(300, 200, true) });
  await villager.page.locator('.chip').waitFor();
  await villager.type('上报 院墙裂了');
  await villager.sees('记下了,1 号');
  const image = villager.page.locator('.said img');
  await image.waitFor();
  await villager.page.waitForFunction(() => document.querySelector('.said img').naturalWidth === 300);
  const address = new URL(await image.getAttribute('src'), bot.url);
  // The cadre who has the matter reads it, somebody else does not.
  const me = async (as) => (await fetch(`${bot.url}${address.pathname}?as=${as}`)).status;
  const people = (await (await fetch(`${bot.url}/api/me?as=1`)).json()).people;
  const id = (name) => people.find((one) => one.name === name).id;
  assert.equal(await me(id('胡文学')), 200);
  assert.equal(await me(id('何书记')), 200);
  assert.equal(await me(id('李四')), 404);
  assert.equal((await fetch(`${bot.url}/api/file/../key?as=1`)).status, 404);
  assert.equal((await fetch(`${bot.url}/api/file/%2e%2e%2fkey?as=1`)).status, 404);
  const answer = await fetch(`${bot.url}${address.pathname}?as=${id('胡文学')}`);
  assert.equal(answer.headers.get('content-type'), 'image/png');
  assert.match(answer.headers.get('content-security-policy'), /sandbox/);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()).subarray(0, 4), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  // Sealed on the disk: no picture can be found there as one.
  const kept = fs.readdirSync(path.join(bot.data, 'files'));
  assert.equal(kept.length, 1);
  assert.equal(fs.readFileSync(path.join(bot.data, 'files', kept[0])).includes(Buffer.from([0x89, 0x50, 0x4e, 0x47])), false);

  // Pasted.
  const small = png(8, 8, false).toString('base64');
  await villager.page.locator('#say').evaluate((box, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'p.png', { type: 'image/png' }));
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, small);
  await villager.page.locator('.chip').waitFor();
  await villager.page.getByRole('button', { name: '去掉图片' }).click();
  await villager.page.locator('.chip').waitFor({ state: 'detached' });
  await villager.shot('06-picture');

  const send = (bytes, type = 'image/png') => fetch(`${bot.url}/api/file?as=${id('胡文学')}`, { method: 'POST', body: bytes, headers: { 'Content-Type': type } });
  assert.equal((await send(Buffer.alloc(9 << 20), 'image/png').catch(() => ({ status: 413 }))).status, 413);
  assert.equal((await send(Buffer.from('<svg onload=alert(1)>'), 'image/svg+xml')).status, 415); // no picture by its bytes
  assert.equal((await send(Buffer.from('MZ'), 'application/x-msdownload')).status, 415);
  assert.equal((await fetch(`${bot.url}/api/file`, { method: 'POST', body: png(4, 4), headers: { 'Content-Type': 'image/png' } })).status, 401);
  const big = await send(png(1500, 1500, true));
  assert.equal(big.status, 200);
  assert.equal(fs.readdirSync(path.join(bot.data, 'files')).length, kept.length + 2);
});

test('names and texts that would be markup are texts; exports run nothing', { skip }, async (t) => {
  const evil = '<img src=x onerror=window.hacked=1>';
  const people = fs.readFileSync(path.join(root, 'config', 'demo', 'people.csv'), 'utf8').replace('张三,', `"${evil}",`);
  const groups = fs.readFileSync(path.join(root, 'config', 'demo', 'groups.csv'), 'utf8').replace(/辛庄村群/g, '<script>window.hacked=2</script>');
  const accounts = fs.readFileSync(path.join(root, 'config', 'demo', 'accounts.csv'), 'utf8').replace('console,张三,', `console,"${evil}",`);
  const bot = await demo(t, { people, groups, accounts });
  const cadre = await visit(t, bot, { as: '何书记' });
  const say = async (as, group, text) => assert.equal((await fetch(`${bot.url}/api/say`, { method: 'POST', body: JSON.stringify({ group, as, text }) })).status, 200);
  await say(evil, '<script>window.hacked=2</script>', '<b onmouseover=window.hacked=3>x</b><svg onload=window.hacked=4> javascript:alert(1) &lt;i&gt;');
  await say('胡文学', '', '上报 =1+1 路断了');
  await say('胡文学', '', '上报 <iframe>桥塌了');
  await cadre.page.locator('.chat-link', { hasText: '<script>' }).click();
  await cadre.sees('<b onmouseover=window.hacked=3>');
  assert.match(await cadre.line('onmouseover').innerText(), /<img src=x/);
  await cadre.shot('07-markup-is-text');
  for (const hash of ['#board', '#print']) {
    await cadre.go(hash);
    await cadre.page.locator('.view').waitFor();
  }
  await cadre.go('#board');
  await cadre.page.locator('.card', { has: cadre.page.getByRole('heading', { name: '问题', exact: true }) }).getByRole('button', { name: '看全部' }).click();
  await cadre.page.locator('dialog td', { hasText: '<iframe' }).waitFor();
  assert.equal(await cadre.page.evaluate(() => window.hacked), undefined);
  assert.equal(await cadre.page.locator('iframe, .line b[onmouseover], .line img, main script, .chat-link script').count(), 0);
  const id = (await (await fetch(`${bot.url}/api/me?as=1`)).json()).people.find((one) => one.name === '何书记').id;
  const csv = await (await fetch(`${bot.url}/api/list?name=issues&format=csv&as=${id}`)).text();
  assert.match(csv, /"'=1\+1/);
  const xlsx = Buffer.from(await (await fetch(`${bot.url}/api/list?name=issues&format=xlsx&as=${id}`)).arrayBuffer());
  const file = path.join(bot.folder, 'issues.xlsx');
  fs.writeFileSync(file, xlsx);
  const inside = unzip(xlsx);
  assert.match(inside['xl/sharedStrings.xml'], /=1\+1/);
  assert.doesNotMatch(inside['xl/worksheets/sheet1.xml'], /<f>/);
  // The policy that would stop it if the page did not.
  const head = await fetch(bot.url);
  const policy = head.headers.get('content-security-policy');
  assert.match(policy, /default-src 'self'/);
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.doesNotMatch(await head.text(), /<script(?![^>]*src=)|\son\w+=|style=/);
});

function unzip(bytes) {
  const out = {};
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
    let size = bytes.readUInt32LE(at + 18);
    const name = bytes.subarray(at + 30, at + 30 + bytes.readUInt16LE(at + 26)).toString();
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    if (bytes.readUInt16LE(at + 6) & 8) size = bytes.indexOf(Buffer.from([0x50, 0x4b, 7, 8]), from) - from;
    const body = bytes.subarray(from, from + size);
    out[name] = (bytes.readUInt16LE(at + 8) === 8 ? zlib.inflateRawSync(body) : body).toString();
    at = from + size + (bytes.readUInt16LE(at + 6) & 8 ? 16 : 0);
  }
  return out;
}

test('the plug is pulled: what was typed is kept, sent once when the bot is back, and nothing is missed', { skip }, async (t) => {
  const bot = await demo(t);
  const cadre = await visit(t, bot, { as: '何书记', hash: '#chat/p' });
  const villager = await visit(t, bot, { as: '胡文学' });
  await villager.chat('辛庄村群');
  await villager.type('第一句');
  await villager.sees('第一句');
  await bot.end('SIGKILL');
  await cadre.page.locator('#offline').waitFor();
  await cadre.type('上报 停电时说的');
  await cadre.page.locator('.pending .failed').waitFor();
  await cadre.shot('08-offline');
  await bot.start();
  await cadre.page.locator('#offline').waitFor({ state: 'hidden' });
  await cadre.sees('记下了,1 号');
  await cadre.page.locator('.pending').waitFor({ state: 'detached' });
  assert.equal(await cadre.page.locator('.line.mine', { hasText: '停电时说的' }).count(), 1);
  await cadre.type('台账');
  assert.doesNotMatch(await cadre.sees('没办完'), /2 件/);
  // The villager's window found its way back by itself, and what was said before stands there.
  await fetch(`${bot.url}/api/say`, { method: 'POST', body: JSON.stringify({ group: '辛庄村群', as: '张三', text: '第二句' }) });
  await villager.sees('第二句');
  assert.equal(await villager.page.locator('.line', { hasText: '第一句' }).count(), 1);
  // The same sending twice is one line.
  const twice = { method: 'POST', body: JSON.stringify({ group: '辛庄村群', as: '张三', text: '第三句', event_id: 'once' }) };
  const first = await (await fetch(`${bot.url}/api/say`, twice)).text();
  assert.equal(await (await fetch(`${bot.url}/api/say`, twice)).text(), first);
  await villager.sees('第三句');
  await villager.page.reload();
  await villager.chat('辛庄村群');
  await villager.sees('第三句');
  assert.equal(await villager.page.locator('.line', { hasText: '第三句' }).count(), 1);
  // The story knows of the pull, and still plays.
  const story = path.join(bot.folder, 'pulled.chat');
  fs.writeFileSync(story, await (await fetch(`${bot.url}/api/story`)).text());
  assert.match(fs.readFileSync(story, 'utf8'), /^restart 2/m);
  assert.match(execFileSync(program, ['chat', story], { cwd: root }).toString(), /1 passed, 0 failed/);
});

test('phone, zoom, both languages, accessibility', { skip }, async (t) => {
  const bot = await demo(t);
  const say = async (as, group, text) => fetch(`${bot.url}/api/say`, { method: 'POST', body: JSON.stringify({ group, as, text }) });
  await say('裘才强', '安科农家乐群', '明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。');
  await say('裘才强', '安科农家乐群', '确认');
  await say('胡文学', '', '上报 村口路灯不亮');

  const phone = await visit(t, bot, { as: '裘才强', width: 360, height: 640 });
  assert.equal(await phone.page.locator('.pane').isVisible(), false);
  await noSideways(phone, 'list on a phone');
  await phone.shot('09-phone-list');
  await phone.chat('安科农家乐群');
  assert.equal(await phone.page.locator('.side').isVisible(), false);
  await phone.sees('合计 150 = 150。');
  await noSideways(phone, 'chat on a phone');
  await phone.shot('10-phone-chat');
  await accessible(phone, 'chat on a phone');
  await phone.page.getByRole('link', { name: '返回聊天列表' }).click();
  await phone.page.locator('.side').waitFor();
  await phone.go('#board');
  await phone.page.locator('.answer-offered').first().waitFor();
  await noSideways(phone, 'board on a phone');
  await accessible(phone, 'board on a phone');
  await phone.shot('11-phone-board', { fullPage: false });

  const zoomed = await visit(t, bot, { as: '裘才强', zoom: 2, hash: '#board' });
  await zoomed.page.locator('.answer-offered').first().waitFor();
  await noSideways(zoomed, 'board at 200 %');
  await zoomed.shot('12-zoom-board');
  await zoomed.go('#chat/g1');
  await zoomed.sees('合计 150 = 150。');
  await noSideways(zoomed, 'chat at 200 %');
  assert.ok(await zoomed.page.locator('#say').isVisible());

  const english = await visit(t, bot, { as: '裘才强', locale: 'en-GB' });
  assert.equal(await english.page.locator('html').getAttribute('lang'), 'en');
  assert.deepEqual(await english.page.locator('.places a').allInnerTexts(), ['Chats', 'Board', 'Print']);
  await english.chat('lianxin');
  await english.type('help');
  await english.page.locator('.line.bot').first().waitFor();
  await english.shot('13-english-chat');
  await accessible(english, 'chat in English');
  await english.go('#board');
  await english.page.locator('.answer-offered').first().waitFor();
  assert.match(await english.page.locator('.card.wide').first().innerText(), /Sum 150 = 150 ✓[^]*0\/17 accepted/);
  await accessible(english, 'board in English');
  await english.shot('14-english-board', { fullPage: true });
  await english.page.getByRole('button', { name: '中文' }).click();
  await english.page.locator('.places a', { hasText: '看板' }).waitFor();
  assert.equal(await english.page.locator('html').getAttribute('lang'), 'zh');

  const desk = await visit(t, bot, { as: '裘才强', hash: '#chat/g1' });
  await desk.sees('合计 150 = 150。');
  await accessible(desk, 'chat');
  await desk.page.locator('#clock').click();
  await accessible(desk, 'the clock');
  await desk.page.keyboard.press('Escape');
  await desk.go('#print');
  await accessible(desk, 'print');
  // By the keyboard alone: everything that can be clicked can be reached, and focus is seen.
  await desk.go('#board');
  await desk.page.locator('.number').first().waitFor();
  let reached = false;
  for (let i = 0; i < 60 && !reached; i++) {
    await desk.page.keyboard.press('Tab');
    reached = await desk.page.evaluate(() => document.activeElement.classList.contains('number') && getComputedStyle(document.activeElement).outlineStyle !== 'none');
  }
  assert.ok(reached);
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('dialog').waitFor();
  await desk.page.keyboard.press('Escape');
  assert.ok(await desk.page.evaluate(() => document.activeElement.classList.contains('number')));
  // Nobody's name stands in the address line.
  for (const page of [phone, zoomed, english, desk]) assert.match(decodeURIComponent(page.page.url()), /^http:\/\/127\.0\.0\.1:\d+\/(#[a-z]+(\/[gp]\d*)?)?$/);
});

test('paper: notice board, contact card, slip and weekly list, each clean on A4', { skip }, async (t) => {
  const bot = await demo(t);
  const say = async (as, text) => (await (await fetch(`${bot.url}/api/say`, { method: 'POST', body: JSON.stringify({ group: '', as, text }) })).json()).replies;
  await say('胡文学', '上报 村口路灯不亮');
  const cadre = await visit(t, bot, { as: '何书记', hash: '#print' });
  const pages = async (name) => {
    await cadre.page.emulateMedia({ media: 'print' });
    assert.equal(await cadre.page.locator('.top').isVisible(), false);
    assert.equal(await cadre.page.locator('.print-form').isVisible(), false);
    await cadre.shot(name, { fullPage: true });
    const pdf = (await cadre.page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await cadre.page.emulateMedia({ media: 'screen' });
    assert.match(pdf, /MediaBox \[0 0 59[45][.\d]* 84[12]/);
    return (pdf.match(/\/Type \/Page\b(?!s)/g) || []).length;
  };
  await cadre.page.getByRole('button', { name: '预览' }).click();
  await cadre.page.locator('.paper td', { hasText: '村口路灯不亮' }).waitFor();
  assert.equal(await pages('15-paper-weekly'), 1);
  await cadre.page.locator('#print-what').selectOption('board');
  await cadre.page.locator('#print-home').fill('李四家');
  await cadre.page.getByRole('button', { name: '预览' }).click();
  await cadre.page.locator('.paper', { hasText: '何书记 13800001234' }).waitFor();
  assert.equal(await pages('16-paper-board'), 1);
  await cadre.page.locator('#print-what').selectOption('card');
  await cadre.page.getByRole('button', { name: '预览' }).click();
  await cadre.page.locator('.paper', { hasText: '何书记' }).waitFor();
  assert.equal(await pages('17-paper-card'), 1);
  // What was asked for to print does not stand in the chat.
  await cadre.go('#chat/p');
  assert.equal(await cadre.page.locator('.line', { hasText: '公示牌' }).count(), 0);

  // A slip from draft to paper.
  await say('何书记', '受理 1');
  await say('何书记', '核实 1 灯杆线断了');
  const drafted = await say('何书记', '抄告 1 水务局 3个工作日 请疏通村口水渠');
  assert.match(drafted[0].text, /抄告 1 号拟好/);
  await say('徐镇长', '签发 抄告1');
  await cadre.go('#print');
  await cadre.page.locator('#print-what').selectOption('slip');
  await cadre.page.locator('#print-slip').fill('1');
  await cadre.page.getByRole('button', { name: '预览' }).click();
  await cadre.page.locator('.paper', { hasText: '请疏通村口水渠' }).waitFor();
  assert.equal(await pages('18-paper-slip'), 1);
  // What there is none of is said, and is no paper.
  await cadre.page.locator('#print-slip').fill('99');
  await cadre.page.getByRole('button', { name: '预览' }).click();
  await cadre.page.locator('.papers [role=alert]', { hasText: '99' }).waitFor();
  assert.equal(await cadre.page.locator('.paper').count(), 0);
});

test('a village without any platform: invitation, password, code, roles, lockout', { skip }, async (t) => {
  // The bot's private messages go to a phone that is not the page.
  const codes = [];
  let phoneIs = 200;
  const phone = http.createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => { if (phoneIs === 200) codes.push(JSON.parse(body).data); response.writeHead(phoneIs); response.end('{}'); });
  });
  await new Promise((done) => phone.listen(0, '127.0.0.1', done));
  t.after(() => phone.close());
  const secret = path.join(require('os').tmpdir(), `lianxin-secret-${process.pid}`);
  fs.writeFileSync(secret, `whsec_${require('crypto').randomBytes(32).toString('base64')}\n`);
  t.after(() => fs.rmSync(secret));
  const bot = new PageBot({ channels: [{ name: 'out', platform: 'webhook', secret_file: secret, post_url: `http://127.0.0.1:${phone.address().port}/` }] }, { accounts: 'channel,sender_id,person\nout,wx-hsj,hsj\n' });
  t.after(() => bot.remove());
  await bot.start();

  // Nothing is told to whoever is not signed in, and the demo's door is shut.
  for (const where of ['/api/board', '/api/talk?chat=g1', '/api/completion', '/api/live', '/api/list?name=ledger', '/api/board?as=1', '/api/talk?chat=p&as=1']) assert.equal((await fetch(bot.url + where)).status, 401, where);
  assert.deepEqual(Object.keys(await (await fetch(`${bot.url}/api/me`)).json()), ['mode', 'version', 'now', 'zone', 'me']);
  assert.equal((await fetch(`${bot.url}/api/say`, { method: 'POST', body: '{"group":"安科群","as":"裘才强","text":"广播 假的"}' })).status, 403);
  assert.equal((await fetch(`${bot.url}/api/clock`, { method: 'POST', body: '{"minutes":60}', headers: { Origin: bot.url } })).status, 404);

  // The administrator by an invitation, then a password.
  const invitation = bot.call('invite', '裘才强').toString().slice(0, 8);
  const admin = await visit(t, bot);
  await admin.shot('19-sign-in');
  await accessible(admin, 'sign-in');
  await admin.page.getByRole('tab', { name: '邀请码' }).click();
  await admin.page.locator('#name').fill('裘才强');
  await admin.page.locator('#invitation').fill(invitation);
  await admin.page.getByRole('button', { name: '登录' }).click();
  await admin.page.locator('#new-password').fill('竹林里的路灯又亮起了');
  await admin.page.locator('dialog button[type=submit]').click();
  await admin.page.locator('.toast', { hasText: '密码设好了' }).waitFor();
  await admin.chat('安科农家乐群');
  await admin.type('明天中午有150个上海客人过来,大家按照分配指标,分头做好服务。');
  await admin.sees('合计 150 = 150');
  await admin.shot('20-real-mode');
  assert.equal(await admin.page.locator('#speaker, #clock').count(), 0);

  const cookie = (await admin.context.cookies()).find((one) => one.name === '__Host-lianxin');
  assert.deepEqual([cookie.httpOnly, cookie.secure, cookie.sameSite, cookie.path, cookie.value.length], [true, true, 'Strict', '/', 64]);
  assert.equal(await admin.page.evaluate(() => document.cookie), '');
  const jar = { Cookie: `__Host-lianxin=${cookie.value}` };
  const about = await (await fetch(`${bot.url}/api/me`, { headers: jar })).json();
  const post = (where, json, headers = {}) => fetch(bot.url + where, { method: 'POST', body: JSON.stringify(json), headers: { ...jar, Origin: bot.url, 'X-CSRF': about.csrf, ...headers } });
  assert.equal((await post('/api/say', { chat: 'p', text: '我是谁' })).status, 200);
  assert.equal((await post('/api/say', { chat: 'p', text: '我是谁' }, { 'X-CSRF': 'x'.repeat(32) })).status, 403);
  assert.equal((await post('/api/say', { chat: 'p', text: '我是谁' }, { Origin: 'https://evil.example' })).status, 403);
  assert.equal((await post('/api/say', { chat: 'p', text: '我是谁' }, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  assert.equal((await fetch(`${bot.url}/api/file`, { method: 'POST', body: png(4, 4), headers: { ...jar, Origin: bot.url, 'Content-Type': 'image/png' } })).status, 403);
  const rebound = await within('an answer to another host', new Promise((done) => http.get({ port: bot.port, path: '/api/me', headers: { ...jar, Host: 'evil.example' } }, (response) => done(response.statusCode))));
  assert.equal(rebound, 403);
  // Nobody speaks as another, whatever he writes.
  assert.match((await (await post('/api/say', { chat: 'p', as: '何书记', text: '我是谁' })).json()).replies[0].text, /裘才强/);

  // A cadre by a code that comes to his phone.
  const cadre = await visit(t, bot);
  await cadre.page.locator('#name').fill('何书记');
  await cadre.page.getByRole('button', { name: '把验证码发到我的群聊私信' }).click();
  await cadre.page.locator('.toast').waitFor();
  await until('the code on his phone', () => codes.length);
  assert.equal(codes[0].to[0], 'wx-hsj');
  const code = /登录码 (\w+)/.exec(codes[0].text)[1];
  // It is his alone: for another name it is wrong, and said to the bot it binds nobody.
  const elsewhere = await fetch(`${bot.url}/api/sign-in`, { method: 'POST', body: JSON.stringify({ name: '胡文学', code }), headers: { Origin: bot.url } });
  assert.equal(elsewhere.status, 401);
  const stolen = await fetch(`${bot.url}/api/sign-in`, { method: 'POST', body: JSON.stringify({ name: '胡文学', invitation: code }), headers: { Origin: bot.url } });
  assert.equal(stolen.status, 401);
  await cadre.page.locator('#code').fill(code);
  await cadre.page.getByRole('button', { name: '登录' }).click();
  await cadre.page.locator('.chat-link').first().waitFor();
  const again = await fetch(`${bot.url}/api/sign-in`, { method: 'POST', body: JSON.stringify({ name: '何书记', code }), headers: { Origin: bot.url } });
  assert.equal(again.status, 401);
  // Roles as in chat: he has no posts to send again, no group that he is not in.
  const his = { Cookie: `__Host-lianxin=${(await cadre.context.cookies())[0].value}` };
  assert.equal((await fetch(`${bot.url}/api/list?name=posts`, { headers: his })).status, 404);
  assert.equal((await fetch(`${bot.url}/api/talk?chat=g1`, { headers: his })).status, 404);
  await cadre.page.locator('#say').waitFor();
  await cadre.chat('连心');
  await cadre.type('广播 全体 集合');
  await cadre.sees('管理员');
  // Signed in on the page, he is still written to on his phone.
  const before = codes.length;
  const villager = bot.call('invite', '胡文学').toString().slice(0, 8);
  const resident = await visit(t, bot);
  await resident.page.getByRole('tab', { name: '邀请码' }).click();
  await resident.page.locator('#name').fill('随便写的');
  await resident.page.locator('#invitation').fill(villager);
  await resident.page.getByRole('button', { name: '登录' }).click();
  await resident.page.getByRole('button', { name: '以后再说' }).click();
  await resident.page.locator('.chat-link', { hasText: '辛庄村群' }).waitFor();
  assert.equal(await resident.page.locator('.places a', { hasText: '打印' }).count(), 0);
  await resident.chat('连心');
  await resident.type('上报 村口路灯不亮');
  await resident.sees('记下了,1 号');
  await until('the report on his phone', () => codes.length > before);
  assert.match(codes.at(-1).text, /村口路灯不亮/);
  assert.equal(codes.at(-1).to[0], 'wx-hsj');

  // A message that his phone refused: on the board, sent again from there.
  phoneIs = 410;
  await resident.type('上报 桥栏杆松了');
  await resident.sees('记下了,2 号');
  // It is on the board of the administrator of his town, not on that of another county's.
  const theirs = await visit(t, bot);
  await theirs.page.getByRole('tab', { name: '邀请码' }).click();
  await theirs.page.locator('#name').fill('胡支书');
  await theirs.page.locator('#invitation').fill(bot.call('invite', '胡支书').toString().slice(0, 8));
  await theirs.page.getByRole('button', { name: '登录' }).click();
  await theirs.page.getByRole('button', { name: '以后再说' }).click();
  await theirs.go('#board');
  const posts = theirs.page.locator('.card', { has: theirs.page.getByRole('heading', { name: '消息' }) });
  await until('the refused message on the board', async () => {
    await theirs.page.reload();
    await posts.waitFor();
    return (await posts.innerText()).includes('何书记');
  });
  await theirs.shot('21-dead-post');
  await admin.go('#board');
  await admin.page.reload();
  await admin.page.getByRole('heading', { name: '消息' }).waitFor();
  assert.ok(!(await admin.page.locator('.card', { has: admin.page.getByRole('heading', { name: '消息' }) }).innerText()).includes('何书记'));
  phoneIs = 200;
  await posts.getByRole('button', { name: /重发第/ }).first().click();
  await until('the message sent again', () => codes.some((one) => one.text.includes('桥栏杆松了')));
  await admin.go('#chat/g1');

  // In a group everybody sees who made the bot say what, whatever the page asks for.
  assert.equal((await post('/api/say', { chat: 'g1', text: '@连心 公平账', unkept: true })).status, 200);
  const seen = await (await fetch(`${bot.url}/api/talk?chat=g1`, { headers: jar })).json();
  assert.equal(seen.items.at(-2).text, '@连心 公平账');
  // Signing out ends it, here and for whoever kept the cookie, also what is being listened to.
  const listening = new Promise((done) => http.get({ port: bot.port, path: '/api/live', headers: jar }, (response) => { response.on('data', () => {}); response.on('close', () => done('over')); }));
  await admin.page.getByRole('button', { name: '裘才强' }).click();
  await admin.page.getByRole('button', { name: '退出' }).click();
  await admin.page.locator('.door').waitFor();
  assert.equal((await fetch(`${bot.url}/api/board`, { headers: jar })).status, 401);
  assert.equal(await within('the end of what he listens to', listening), 'over');
  // Back by the password; five wrong ones lock the name, not the others.
  await admin.page.getByRole('tab', { name: '密码' }).click();
  await admin.page.locator('#name').fill('裘才强');
  await admin.page.locator('#password').fill('竹林里的路灯又亮起了');
  await admin.page.getByRole('button', { name: '登录' }).click();
  await admin.page.locator('.chat-link').first().waitFor();
  const tries = async (name, password) => (await fetch(`${bot.url}/api/sign-in`, { method: 'POST', body: JSON.stringify({ name, password }), headers: { Origin: bot.url } })).status;
  const answers = [];
  for (let i = 0; i < 6; i++) answers.push(await tries('裘才强', `falsch-${i}`));
  assert.deepEqual(answers, [401, 401, 401, 401, 401, 429]);
  assert.equal(await tries('裘才强', '竹林里的路灯又亮起了'), 429);
  assert.equal(await tries('何书记', 'irgendwas'), 401);
  // A name that nobody has is locked like one that somebody has: the lock tells nothing.
  const unknown = [];
  for (let i = 0; i < 6; i++) unknown.push(await tries('没有这个人', `falsch-${i}`));
  assert.deepEqual(unknown, answers);
  // Who is in stays in; the password stands nowhere in the clear.
  await admin.chat('连心');
  await admin.type('我是谁');
  assert.match(await admin.sees('你是'), /裘才强/);
  assert.equal(await bot.end('SIGTERM'), 0);
  for (const file of fs.readdirSync(bot.data)) if (fs.statSync(path.join(bot.data, file)).isFile()) assert.equal(fs.readFileSync(path.join(bot.data, file)).includes('竹林里的路灯又亮起了'), false, file);
  assert.match(bot.call('verify').toString(), /./);
});

test('beyond this machine it starts only with sign-in over TLS, or without a page', { skip }, async (t) => {
  const bot = new PageBot();
  t.after(() => bot.remove());
  const config = (json) => { fs.writeFileSync(bot.config, JSON.stringify(json)); try { return execFileSync(program, ['check', bot.config], { cwd: root, stdio: 'pipe' }).toString(); } catch (error) { return error.stderr.toString(); } };
  assert.match(config({ listen: '0.0.0.0' }), /needs sign-in over TLS/);
  assert.match(config({ listen: '0.0.0.0', demo_world: 'config/demo' }), /a demo listens on 127\.0\.0\.1 alone/);
  assert.match(config({ listen: '0.0.0.0', page: 'http://x' }), /"page" must be/);
  assert.doesNotMatch(config({ listen: '0.0.0.0', page: 'https://lianxin.example.org' }), /"page"/);
  assert.doesNotMatch(config({ listen: '0.0.0.0', page: 'off' }), /"page"/);
  const off = new PageBot({ page: 'off' });
  t.after(() => off.remove());
  await off.start();
  for (const where of ['/', '/main.js', '/api/me']) assert.equal((await fetch(off.url + where)).status, 404, where);
  assert.equal((await fetch(`${off.url}/healthz`)).status, 200);
});

test('what a visit transfers', { skip }, async (t) => {
  const bot = await demo(t);
  const context = await browser.newContext({ locale: 'zh-CN' });
  t.after(() => context.close());
  const page = await context.newPage();
  let bytes = 0;
  page.on('response', async (response) => { if (!response.url().includes('/api/')) bytes += Number(response.headers()['content-length'] || 0); });
  await page.goto(bot.url);
  await page.locator('.chat-view').waitFor();
  assert.ok(bytes > 20000 && bytes <= 100 * 1024, `${bytes} bytes`);
  const outside = await page.evaluate(() => performance.getEntriesByType('resource').map((one) => new URL(one.name).host).filter((host) => host !== location.host));
  assert.deepEqual(outside, []);
  // Again: nothing is sent that the browser has.
  const repeated = await fetch(`${bot.url}/main.js`);
  assert.equal((await fetch(`${bot.url}/main.js`, { headers: { 'If-None-Match': repeated.headers.get('etag') } })).status, 304);
});

// What a failed test leaves open must not keep the others waiting.
test.after(() => setTimeout(() => process.exit(), 500));
