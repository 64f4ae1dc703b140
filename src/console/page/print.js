// Pages for paper. Boards, cards and slips are what the bot says when asked for them; the weekly
// list is laid out from the lists.
import { h, put, toast } from './dom.js';
import { t, isoDay, moment } from './words.js';
import { get, ask } from './server.js';
import { rows } from './board.js';

export class Print {
  constructor(me, now) {
    this.me = me;
    this.now = now;
    this.paper = h('div', { class: 'papers', 'aria-live': 'polite' });
    this.what = h('select', { id: 'print-what', onchange: () => this.choose() }, [['weekly', t('weekly')], ['board', t('notice_board')], ['card', t('card')], ['slip', t('slip')]].map(([value, label]) => h('option', { value }, label)));
    this.which = h('span', {});
    this.node = h('section', { class: 'view print-view', 'aria-label': t('print') }, h('h1', { class: 'off' }, t('print')),
      h('form', { class: 'print-form', onsubmit: (event) => { event.preventDefault(); this.show(); } },
        h('label', { for: 'print-what' }, t('print_what')), ' ', this.what, ' ', this.which, ' ',
        h('button', { type: 'submit' }, t('preview')), ' ', h('button', { type: 'button', class: 'go', onclick: () => window.print() }, t('do_print'))),
      this.paper);
  }
  async choose() {
    put(this.paper);
    put(this.which);
    if (this.what.value === 'board') {
      const { names } = await get('/api/completion');
      put(this.which, h('label', { for: 'print-home' }, t('household')), ' ', h('input', { id: 'print-home', list: 'print-homes', required: true, autocomplete: 'off' }), h('datalist', { id: 'print-homes' }, (names.household || []).map((name) => h('option', { value: name }))));
    } else if (this.what.value === 'slip') {
      put(this.which, h('label', { for: 'print-slip' }, t('slip_number')), ' ', h('input', { id: 'print-slip', type: 'number', min: '1', required: true }));
    }
  }
  async show() {
    try {
      if (this.what.value === 'weekly') put(this.paper, await this.weekly());
      else {
        const text = await ask(this.what.value === 'board' ? `公示牌 ${this.which.querySelector('input').value}` : this.what.value === 'card' ? '连心卡' : `打印 ${this.which.querySelector('input').value}`);
        // One sentence is no paper: it says why there is none.
        put(this.paper, text.includes('\n') ? sheet(text, this.what.value) : h('p', { class: 'bad', role: 'alert' }, text));
      }
    } catch (error) { toast(t('failed', { why: error.message }), true); }
  }
  async weekly() {
    const now = this.now();
    const { lists } = await get('/api/board');
    const monday = now - ((new Date(now + 8 * 3600000).getUTCDay() + 6) % 7) * 86400000;
    const plain = (list, keys, blanks) => h('table', {}, h('thead', {}, h('tr', {}, keys.map((key) => h('th', { scope: 'col' }, list.table.columns.find((column) => column.key === key).label)), blanks.map((label) => h('th', { scope: 'col', class: 'blank' }, label)))),
      h('tbody', {}, rows(list).map((row) => h('tr', {}, keys.map((key) => h('td', {}, row[key])), blanks.map(() => h('td', {}))))));
    return h('div', { class: 'paper' }, h('h1', {}, t('weekly_title')), h('p', { class: 'center' }, t('weekly_from', { from: isoDay(monday), to: isoDay(monday + 6 * 86400000) })),
      lists.issues ? [h('h2', {}, t('open_list')), plain(lists.issues, ['n', 'brief', 'place', 'owner', 'state', 'days'], [t('done')])] : null,
      lists.visits ? [h('h2', {}, t('visit_list')), plain(lists.visits, ['name', 'village', 'cadre', 'last', 'due'], [t('done')])] : null,
      h('p', { class: 'sign' }, t('signature'), '：', h('span', { class: 'rule' })), h('p', { class: 'foot' }, t('printed', { time: moment(now) })));
  }
}

// "Label:value" lines become two columns, others stand as they are; the first line is the title.
function sheet(text, kind) {
  const [title, ...lines] = text.split('\n');
  return h('div', { class: `paper ${kind}` }, h('h1', {}, title), lines.filter((line) => line.trim()).map((line) => {
    const at = line.search(/[::]/);
    return at > 0 && at < 10 ? h('p', { class: 'pair' }, h('b', {}, line.slice(0, at)), h('span', {}, line.slice(at + 1).trim())) : h('p', {}, line);
  }));
}
