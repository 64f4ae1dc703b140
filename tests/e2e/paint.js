// Prints the median of the page's first paint over some visits of a fresh browser context, ms,
// and the bytes of its files: paint.js (the demo is started for it). For scripts/bench.
'use strict';
const fs = require('fs');
const { PageBot } = require('./page_bot');

const VISITS = 9;

(async () => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => fs.existsSync(file));
  const bot = await new PageBot({ demo: true }).start();
  const browser = await require('playwright-core').chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const paints = [];
  let bytes = 0;
  for (let i = 0; i < VISITS; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    bytes = 0;
    page.on('response', (response) => { if (!response.url().includes('/api/')) bytes += Number(response.headers()['content-length'] || 0); });
    await page.goto(bot.url);
    await page.locator('.chat-link').first().waitFor();
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
    await context.close();
  }
  await browser.close();
  await bot.end();
  await bot.remove();
  console.log(`${Math.round(paints.sort((a, b) => a - b)[VISITS >> 1])} ${bytes}`);
})();
