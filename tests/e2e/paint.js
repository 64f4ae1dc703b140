// Prints the median of the page's first paint, ms, over some visits in a browser context that is
// new each time, then over a second visit in each, and the bytes of the page's files. The demo is
// started for it. For scripts/bench.
'use strict';
const fs = require('fs');
const { PageBot } = require('./page_bot');

const VISITS = 9;

(async () => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => fs.existsSync(file));
  const bot = await new PageBot({ demo: true }).start();
  const browser = await require('playwright-core').chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const first = [];
  const second = [];
  const paint = async (page) => {
    await page.locator('.chat-link').first().waitFor();
    return page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
  };
  const median = (all) => Math.round(all.sort((a, b) => a - b)[all.length >> 1]);
  let bytes = 0;
  for (let i = 0; i < VISITS; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    bytes = 0;
    page.on('response', (response) => { if (!response.url().includes('/api/')) bytes += Number(response.headers()['content-length'] || 0); });
    await page.goto(bot.url);
    first.push(await paint(page));
    const files = bytes;
    await page.goto('about:blank');
    await page.goto(bot.url);
    second.push(await paint(page));
    bytes = files;
    await context.close();
  }
  await browser.close();
  await bot.end();
  await bot.remove();
  console.log(`${median(first)} ${median(second)} ${bytes}`);
})();
