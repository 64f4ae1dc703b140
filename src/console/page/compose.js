// Where one types: quick phrases, suggestions that a keyboard can pick, pictures.
import { h, svg, put, toast } from './dom.js';
import { t, lang } from './words.js';
import { get, sendPicture } from './server.js';

const BOT = '@连心 ';
const PICTURE_MAX = 8 * 1024 * 1024;
const SHOWN = 8;
// In Chinese and in English, as the bot hears both.
const quick = {
  operators: [['接', '不接 ', '到了', `${BOT}进度`, `${BOT}公平账`, `${BOT}帮助`], ['accept', 'decline ', 'arrived', `${BOT}progress`, `${BOT}ledger`, `${BOT}help`]],
  villagers: [[`${BOT}上报 `, `${BOT}查 `, `${BOT}帮助`], [`${BOT}report `, `${BOT}show `, `${BOT}help`]],
  cadres: [[`${BOT}走访 `, `${BOT}待访`, `${BOT}台账`, `${BOT}统计`, `${BOT}帮助`], [`${BOT}log visit `, `${BOT}due visits`, `${BOT}issue list`, `${BOT}figures`, `${BOT}help`]],
  leaders: [[`${BOT}统计`, `${BOT}台账`, `${BOT}帮助`], [`${BOT}figures`, `${BOT}issue list`, `${BOT}help`]],
  none: [[`${BOT}帮助`], [`${BOT}help`]],
  private: [['帮助', '上报 ', '我是谁', '撤销'], ['help', 'report ', 'who am i', 'undo']],
  visitor: [['走访 ', '待访', '台账'], ['log visit ', 'due visits', 'issue list']],
};

export function composer(chats) {
  let hints = null;
  let options = [];
  let active = -1;
  let chat = null;
  let quoted = null;
  let pictures = [];

  const box = h('textarea', { id: 'say', rows: '1', placeholder: t('say'), 'aria-label': t('say_label'), 'aria-autocomplete': 'list', 'aria-controls': 'hints', 'aria-haspopup': 'listbox', 'aria-describedby': 'hint-help', autocomplete: 'off', enterkeyhint: 'send' });
  const list = h('ul', { id: 'hints', class: 'hints', role: 'listbox', 'aria-label': t('hints'), hidden: true });
  const help = h('span', { id: 'hint-help', class: 'off' }, t('hint_help'));
  const phrases = h('div', { class: 'quick', role: 'group', 'aria-label': t('quick') });
  const tray = h('div', { class: 'tray' });
  const file = h('input', { type: 'file', accept: 'image/jpeg,image/png,image/gif,image/webp', class: 'off', tabindex: '-1', 'aria-hidden': 'true', onchange: () => { [...file.files].forEach(attach); file.value = ''; } });
  const form = h('form', { class: 'compose', onsubmit: (event) => { event.preventDefault(); send(); } },
    phrases, tray, list, help,
    h('div', { class: 'row' },
      h('button', { type: 'button', class: 'plain icon', 'aria-label': t('picture'), title: t('picture'), onclick: () => file.click() }, picture()), file,
      box,
      h('button', { type: 'submit', class: 'go' }, t('send'))));

  // ---- suggestions ----
  async function load() {
    if (hints) return hints;
    hints = { commands: [], names: {}, issues: [] };
    try { hints = await get('/api/completion'); } catch { hints = null; }
    return hints;
  }
  const forget = () => { hints = null; };

  function found(text) {
    if (!hints || !text.trim()) return [];
    const addressed = text.startsWith(BOT);
    const rest = addressed ? text.slice(BOT.length) : text;
    const at = /(^|\s)@([^\s@]*)$/.exec(text);
    if (at) {
      const head = text.slice(0, text.length - at[2].length - 1);
      const names = chat.chat === 'p' ? [] : ['连心', ...(hints.names.person || [])];
      return names.filter((name) => name.includes(at[2])).slice(0, SHOWN).map((name) => ({ say: `@${name}`, text: `${head}@${name} `, why: '' }));
    }
    const prefix = chat.chat === 'p' ? '' : BOT;
    for (const command of hints.commands) {
      for (const phrase of command.say) {
        if (!rest.toLowerCase().startsWith(phrase.toLowerCase())) continue;
        const behind = rest.slice(phrase.length);
        if (behind === '' || (behind[0] !== ' ' && !/^\d/.test(behind))) continue;
        const words = behind.replace(/^\s/, '').split(/\s+/);
        const part = words.at(-1);
        const said = text.slice(0, text.length - part.length);
        const kind = command.args[Math.min(words.length, command.args.length) - 1];
        const values = kind === 'number' ? hints.issues.map((issue) => ({ value: String(issue.n), why: issue.text })) : (hints.names[kind] || []).map((name) => ({ value: name, why: '' }));
        const fit = values.filter((one) => part === '' || one.value.includes(part) || one.why.includes(part)).filter((one) => one.value !== part);
        if (fit.length) return fit.slice(0, SHOWN).map((one) => ({ say: one.value, why: one.why, text: `${said}${one.value} ` }));
      }
    }
    if (!rest.trim()) return [];
    const out = [];
    for (const command of hints.commands) {
      const phrase = command.say.find((one) => one.toLowerCase().startsWith(rest.toLowerCase()) && one.toLowerCase() !== rest.toLowerCase());
      if (phrase) out.push({ say: phrase, why: lang() === 'zh' ? command.zh : command.en, text: `${prefix}${phrase}${command.args.length ? ' ' : ''}` });
    }
    return out.sort((a, b) => a.say.length - b.say.length).slice(0, SHOWN);
  }
  function show(to) {
    options = to;
    active = -1;
    list.hidden = options.length === 0;
    box.removeAttribute('aria-activedescendant');
    put(list, options.map((one, i) => h('li', { id: `hint-${i}`, role: 'option', 'aria-selected': 'false', onmousedown: (event) => { event.preventDefault(); pick(i); } }, h('b', {}, one.say), one.why ? h('span', {}, ` ${one.why}`) : null)));
  }
  function move(by) {
    if (!options.length) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (active + by + options.length) % options.length;
    list.children[active].setAttribute('aria-selected', 'true');
    list.children[active].scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', `hint-${active}`);
  }
  function pick(i) {
    box.value = options[i].text;
    grow();
    typed();
    box.focus();
  }
  async function typed() {
    await load();
    if (chat) show(found(box.value));
  }
  function grow() {
    box.style.height = 'auto';
    box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
  }

  // ---- pictures and quotes ----
  async function attach(picture) {
    if (!/^image\/(jpeg|png|gif|webp)$/.test(picture.type)) { toast(t('not_picture'), true); return; }
    if (picture.size > PICTURE_MAX) { toast(t('too_big'), true); return; }
    try {
      pictures.push((await sendPicture(picture)).file);
    } catch (error) { toast(t('failed', { why: error.message }), true); }
    drawTray();
    box.focus();
  }
  function drawTray() {
    put(tray,
      quoted ? h('span', { class: 'chip' }, t('quoting', { text: quoted.text.split('\n')[0].slice(0, 30) }), h('button', { type: 'button', class: 'plain', 'aria-label': t('cancel'), onclick: () => { quoted = null; drawTray(); } }, '✕')) : null,
      pictures.map((name, i) => h('span', { class: 'chip' }, picture(), ` ${i + 1}`, h('button', { type: 'button', class: 'plain', 'aria-label': t('remove'), onclick: () => { pictures.splice(i, 1); drawTray(); } }, '✕'))));
  }

  function send() {
    const text = box.value.trim();
    if (!chat || (!text && !pictures.length)) return;
    chats.say({ chat: chat.chat, text, quoted: quoted?.post, media: pictures.length ? pictures.join(';') : undefined });
    box.value = '';
    quoted = null;
    pictures = [];
    drawTray();
    show([]);
    grow();
    forget(); // numbers and names may be others now
  }

  box.addEventListener('input', () => { grow(); typed(); });
  box.addEventListener('blur', () => show([]));
  box.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files || [])];
    if (files.length) { event.preventDefault(); files.forEach(attach); }
  });
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.key === 'ArrowDown' && options.length) { event.preventDefault(); move(1); }
    else if (event.key === 'ArrowUp' && options.length) { event.preventDefault(); move(-1); }
    else if (event.key === 'Escape' && options.length) { event.preventDefault(); show([]); }
    else if (event.key === 'Tab' && !event.shiftKey && options.length) { event.preventDefault(); pick(Math.max(active, 0)); }
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (active >= 0) pick(active); else send();
    }
  });

  return {
    node: form,
    quote(item) { quoted = item; drawTray(); box.focus(); },
    show(to) {
      if (chat !== to) { box.value = ''; quoted = null; pictures = []; drawTray(); show([]); grow(); }
      chat = to;
      const own = (name) => quick[name][lang() === 'zh' ? 0 : 1];
      const words = chat.chat === 'p' ? [...(chats.me.visitor ? own('visitor') : []), ...own('private')] : own(quick[chat.purpose] ? chat.purpose : 'none');
      put(phrases, words.map((word) => h('button', { type: 'button', class: 'plain', onclick: () => { box.value = word; grow(); typed(); box.focus(); } }, word.replace(BOT, '').trim())));
      if (matchMedia('(min-width: 50rem)').matches) box.focus();
    },
  };
}

const picture = () => svg('svg', { viewBox: '0 0 24 24', class: 'glyph', 'aria-hidden': 'true' }, svg('rect', { x: 3, y: 4, width: 18, height: 16, rx: 2 }), svg('circle', { cx: 8.5, cy: 9.5, r: 1.7 }), svg('path', { d: 'M4 18l5.5-6 4 4 3-3 4 5' }));
