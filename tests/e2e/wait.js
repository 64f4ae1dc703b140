// Waits that end, and say what they waited for; and the morning in which every program under
// test lives: quiet hours, noon and midnight of this machine must decide nothing.
'use strict';

const BOUND = 15000;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Looks again until `check` gives something true.
async function until(what, check, bound = BOUND) {
  for (const end = Date.now() + bound; ;) {
    const got = await check();
    if (got) return got;
    if (Date.now() > end) throw new Error(`waited ${bound} ms for ${what}`);
    await sleep(20);
  }
}

// What the promise gives, or an error after the bound.
function within(what, promise, bound = BOUND) {
  let timer;
  const over = new Promise((_, fail) => { timer = setTimeout(() => fail(new Error(`waited ${bound} ms for ${what}`)), bound); });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}

// The zone, in minutes from UTC, in which it is nine in the morning now. LOCAL_TIME=23:30 in the
// environment makes it another time, to see what depends on it.
function morningZone(now = Date.now()) {
  const [hour, minute] = (process.env.LOCAL_TIME || '09:00').split(':').map(Number);
  const zone = hour * 60 + minute - Math.floor(now / 60000) % 1440;
  return zone < -720 ? zone + 1440 : zone > 840 ? zone - 1440 : zone;
}

module.exports = { until, within, morningZone, sleep };
