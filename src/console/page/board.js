// The board: one glance, then the list behind each number. It draws what the lists say and
// computes nothing that the bot does not say.
import { h, svg, put, dialog, toast } from './dom.js';
import { t, isoDay, moment } from './words.js';
import { get, link, ask } from './server.js';

const hidden = new Set(['code', 'owner_id', 'age', 'arrival']);
const SHOWN = 8;

// Rows as objects by column key.
const rows = (list) => (list ? list.table.rows.map((row) => Object.fromEntries(list.table.columns.map((column, i) => [column.key, row[i]]))) : []);
const share = (part, whole) => Math.max(0, Math.min(100, whole > 0 ? (100 * part) / whole : 0));

export class Board {
  constructor(me) {
    this.me = me;
    this.body = h('div', { class: 'board' });
    this.node = h('section', { class: 'view', 'aria-label': t('board') }, this.body);
  }
  async show() {
    try {
      const board = await get('/api/board');
      this.draw(board);
    } catch (error) { toast(t('failed', { why: error.message }), true); }
  }
  draw(board) {
    const at = this.node.scrollTop;
    const focus = document.activeElement?.dataset?.focus;
    const { lists } = board;
    const cards = [this.arrivals(lists, board), this.issues(lists), this.visits(lists), this.posts(lists), this.next(lists, board.now), this.ledger(lists)].flat().filter(Boolean);
    put(this.body, h('header', { class: 'board-head' }, h('h1', {}, t('board')), h('span', { class: 'quiet' }, t('updated', { time: moment(board.now) }))),
      cards.length ? h('div', { class: 'cards' }, cards) : h('p', { class: 'quiet' }, t('nothing_for_you')));
    this.node.scrollTop = at;
    if (focus) this.body.querySelector(`[data-focus="${focus}"]`)?.focus();
  }

  number(value, label, query) {
    return h('button', { type: 'button', class: 'number', 'data-focus': JSON.stringify(query).replace(/"/g, ''), onclick: () => openList(query) }, h('b', {}, value), h('span', {}, label));
  }
  card(title, query, wide, ...children) {
    return h('section', { class: wide ? 'card wide' : 'card', 'aria-label': title }, h('header', {}, h('h2', {}, title), query ? h('button', { type: 'button', class: 'plain', 'data-focus': `all-${query.name}`, onclick: () => openList(query) }, t('all')) : null), children);
  }

  arrivals(lists, board) {
    if (!lists.arrivals) return null;
    const quotas = rows(lists.quotas);
    const all = rows(lists.arrivals);
    if (!all.length) return this.card(t('arrivals'), null, false, h('p', { class: 'quiet' }, t('no_arrivals')));
    return all.map((one) => {
      const mine = quotas.filter((quota) => quota.arrival === one.n);
      const houses = [...new Set(mine.map((quota) => quota.name))].map((name) => together(mine.filter((quota) => quota.name === name)));
      const gap = one.heads - one.sum;
      return this.card(`${when(one.at, board.now)} · ${one.source || one.village} · ${t('guests', { n: one.heads })}`, { name: 'quotas', of: one.n }, true,
        h('p', {}, h('span', { class: 'tag' }, one.state), ' ',
          mine.length ? h('span', { class: gap ? 'bad' : 'good', 'data-sum': one.sum }, gap ? t('sum_bad', { sum: one.sum, heads: one.heads, gap }) : t('sum_good', { sum: one.sum, heads: one.heads })) : null, ' ',
          mine.length && one.asked ? h('span', { class: 'quiet' }, t('accepted', { n: one.accepted, all: one.asked, heads: one.heads_accepted })) : null),
        h('ul', { class: 'bars' }, houses.map((quota) => h('li', { class: `answer-${quota.code}` },
          h('span', { class: 'bar-name' }, quota.name),
          bar(share(quota.heads, quota.free || quota.seats), quota.code),
          h('span', { class: 'bar-number' }, t('seats', { n: quota.heads, free: quota.free || quota.seats })),
          h('span', { class: 'bar-answer' }, quota.answer)))));
    });
  }

  ledger(lists) {
    const all = rows(lists.ledger);
    if (!all.length) return null;
    const gaps = all.map((one) => one.gap);
    const most = Math.max(1, ...all.map((one) => Math.max(one.points + one.promised, one.due)));
    const height = 26;
    const words = (one) => ['served', 'charged', 'corrected', 'promised', 'due'].filter((part) => one[part] || part === 'due' || part === 'served').map((part) => `${t(part)} ${one[part]}`).join(' ');
    const chart = svg('svg', { viewBox: `0 0 600 ${all.length * height + 4}`, role: 'img', 'aria-label': `${t('ledger')}: ${all.map((one) => `${one.name} ${words(one)}`).join(', ')}`, class: 'chart' },
      all.map((one, i) => [
        svg('text', { x: 118, y: i * height + 18, 'text-anchor': 'end' }, one.name.slice(0, 7)),
        stacked(one).map((part) => svg('rect', { x: 126 + (360 * part.from) / most, y: i * height + 5, width: (360 * part.points) / most, height: height - 10, rx: 3, class: part.name })),
        svg('line', { x1: 126 + (360 * Math.max(0, one.due)) / most, x2: 126 + (360 * Math.max(0, one.due)) / most, y1: i * height + 2, y2: i * height + height - 2, class: 'mark' }),
        svg('text', { x: 596, y: i * height + 18, 'text-anchor': 'end', class: one.gap < 0 ? 'behind' : '' }, `${one.points} / ${one.due}${one.gap ? ` (${one.gap > 0 ? '+' : ''}${one.gap})` : ''}`)]));
    const key = ['served', 'charged', 'corrected', 'promised'].filter((part) => part === 'served' || all.some((one) => one[part])).map((part) => [h('span', { class: `key ${part}` }), t(part), ' ']);
    return this.card(t('ledger'), { name: 'ledger' }, true, h('p', { class: 'quiet' }, t('ledger_gap', { n: Math.max(...gaps) - Math.min(...gaps) }), ' · ', key, h('span', { class: 'key mark' }), t('due')), chart);
  }

  issues(lists) {
    if (!lists.issues) return null;
    const all = rows(lists.issues);
    const age = (n) => all.filter((one) => one.age === n).length;
    const owners = new Map();
    for (const one of all) owners.set(one.owner_id, { name: one.owner, id: one.owner_id, n: (owners.get(one.owner_id)?.n || 0) + 1 });
    return [this.card(t('issues'), { name: 'issues' }, false,
      h('div', { class: 'numbers' }, this.number(all.length, t('open_issues'), { name: 'issues' }), this.number(age(1), t('week'), { name: 'issues', age: 1 }), this.number(age(2), t('month'), { name: 'issues', age: 2 }), this.number(age(3), t('older_month'), { name: 'issues', age: 3 })),
      owners.size ? [h('h3', {}, t('by_owner')), h('ul', { class: 'plain-list' }, [...owners.values()].sort((a, b) => b.n - a.n).slice(0, SHOWN).map((one) => h('li', {}, h('button', { type: 'button', class: 'plain', 'data-focus': `owner-${one.id}`, onclick: () => openList({ name: 'issues', of: one.id }) }, `${one.name} ${one.n}`))))] : null),
    lists.weeks ? this.weeks(rows(lists.weeks)) : null];
  }
  weeks(all) {
    const most = Math.max(1, ...all.map((one) => Math.max(one.listed, one.solved)));
    const tall = (n) => (90 * n) / most;
    const chart = svg('svg', { viewBox: '0 0 480 130', role: 'img', 'aria-label': `${t('weeks')}: ${all.map((one) => `${one.week} ${one.listed}/${one.solved}`).join(', ')}`, class: 'chart' },
      svg('line', { x1: 0, x2: 480, y1: 100, y2: 100, class: 'axis' }),
      all.map((one, i) => [
        svg('rect', { x: i * 40 + 6, y: 100 - tall(one.listed), width: 12, height: tall(one.listed), class: 'listed' }),
        svg('rect', { x: i * 40 + 20, y: 100 - tall(one.solved), width: 12, height: tall(one.solved), class: 'fill' }),
        one.listed ? svg('text', { x: i * 40 + 12, y: 96 - tall(one.listed), 'text-anchor': 'middle' }, one.listed) : null,
        i % 2 ? null : svg('text', { x: i * 40 + 20, y: 118, 'text-anchor': 'middle' }, one.week.slice(5))]));
    return this.card(t('weeks'), { name: 'weeks' }, false, h('p', { class: 'quiet' }, h('span', { class: 'key listed' }), t('listed'), ' ', h('span', { class: 'key fill' }), t('solved')), chart);
  }

  visits(lists) {
    if (!lists.visits) return null;
    const due = rows(lists.visits);
    const villages = rows(lists.coverage);
    return this.card(t('visits'), { name: 'visits' }, false,
      h('div', { class: 'numbers' }, this.number(due.length, t('visits_due'), { name: 'visits' })),
      villages.length ? [h('h3', {}, h('button', { type: 'button', class: 'plain', 'data-focus': 'coverage', onclick: () => openList({ name: 'coverage' }) }, t('coverage'))), coverage(villages)] : null);
  }

  posts(lists) {
    if (!lists.posts) return null;
    const all = rows(lists.posts);
    const lost = all.filter((one) => one.code === 'dead' || one.code === 'unknown');
    return this.card(t('posts'), { name: 'posts' }, false,
      h('div', { class: 'numbers' }, this.number(all.length - lost.length, t('waiting'), { name: 'posts' }), this.number(lost.length, t('dead'), { name: 'posts' })),
      h('ul', { class: 'plain-list' }, lost.slice(0, SHOWN).map((one) => h('li', {}, `${one.to} · ${one.why} `, h('button', { type: 'button', 'aria-label': t('resend_of', { n: one.n }), onclick: async (event) => {
        event.target.disabled = true;
        try { toast(await ask(`重发 ${one.n}`)); } catch (error) { toast(t('failed', { why: error.message }), true); }
        this.show();
      } }, t('resend'))))));
  }

  next(lists, now) {
    if (!lists.next) return null;
    const all = rows(lists.next);
    return this.card(t('next'), { name: 'next' }, false, all.length ? h('ol', { class: 'plain-list' }, all.slice(0, SHOWN).map((one) => h('li', {}, h('b', {}, when(one.at, now)), ` ${one.what}`, one.about ? h('span', { class: 'quiet' }, ` · ${one.about}`) : null))) : h('p', { class: 'quiet' }, t('none')));
  }
}

// A household that was given more later has several lines; it is shown once, waiting while any
// of them waits.
function together(lines) {
  const live = lines.filter((one) => one.counted);
  if (!live.length) return lines.at(-1);
  return { ...(live.find((one) => one.code === 'offered') || live.at(-1)), heads: live.reduce((sum, one) => sum + one.heads, 0) };
}

// The bars of a household, one behind the other: what was given back by a correction shortens
// the others, and what is promised comes last.
function stacked(one) {
  const parts = [];
  let back = Math.max(0, -one.corrected);
  let from = 0;
  for (const name of ['served', 'charged', 'corrected', 'promised']) {
    const points = Math.max(0, one[name] - (name === 'promised' ? 0 : back));
    if (name !== 'promised') back = Math.max(0, back - Math.max(0, one[name]));
    if (points) parts.push({ name, from, points });
    from += points;
  }
  return parts;
}

// 2026-11-24 12:00, as one says it.
function when(text, now) {
  const [date, time] = text.split(' ');
  const near = date === isoDay(now) ? t('today') : date === isoDay(now + 86400000) ? t('tomorrow_word') : date.slice(5);
  return time ? `${near} ${time}` : near;
}

function bar(percent, code) {
  return svg('svg', { viewBox: '0 0 100 8', preserveAspectRatio: 'none', class: `bar ${code}`, 'aria-hidden': 'true' }, svg('rect', { x: 0, y: 0, width: 100, height: 8, class: 'ground' }), svg('rect', { x: 0, y: 0, width: percent, height: 8, class: 'part' }));
}

function coverage(villages) {
  const height = 26;
  return svg('svg', { viewBox: `0 0 480 ${villages.length * height}`, role: 'img', 'aria-label': `${t('coverage')}: ${villages.map((one) => `${one.village} ${one.reached}/${one.households}`).join(', ')}`, class: 'chart' },
    villages.map((one, i) => [
      svg('text', { x: 100, y: i * height + 18, 'text-anchor': 'end' }, one.village.slice(0, 6)),
      svg('rect', { x: 108, y: i * height + 6, width: 250, height: height - 12, rx: 3, class: 'ground' }),
      svg('rect', { x: 108, y: i * height + 6, width: 2.5 * share(one.reached, one.households), height: height - 12, rx: 3, class: 'fill' }),
      svg('text', { x: 476, y: i * height + 18, 'text-anchor': 'end' }, t('reached', { n: one.reached, all: one.households }))]));
}

export function table(list) {
  const columns = list.table.columns.map((column, i) => ({ ...column, i })).filter((column) => !hidden.has(column.key));
  return h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': list.title }, h('table', {}, h('caption', { class: 'off' }, list.title),
    h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column.label)))),
    h('tbody', {}, list.table.rows.map((row) => h('tr', {}, columns.map((column) => h('td', { class: typeof row[column.i] === 'number' ? 'n' : null }, row[column.i])))))));
}

export async function openList(query) {
  try {
    const list = await get('/api/list', query);
    dialog(`${list.title} (${list.table.rows.length})`, t('close'),
      h('p', {}, h('a', { class: 'button', href: link('/api/list', { ...query, format: 'csv' }), download: `${query.name}.csv` }, t('csv')), ' ', h('a', { class: 'button', href: link('/api/list', { ...query, format: 'xlsx' }), download: `${query.name}.xlsx` }, t('xlsx'))),
      list.table.rows.length ? table(list) : h('p', { class: 'quiet' }, t('none')));
  } catch (error) { toast(t('failed', { why: error.message }), true); }
}
export { rows };
