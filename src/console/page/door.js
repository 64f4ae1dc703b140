// Signing in: by a code that the bot sends, by a password, by an invitation.
import { h, put, dialog, toast } from './dom.js';
import { t } from './words.js';
import { post } from './server.js';

export function door(entered) {
  const panel = h('div', { class: 'door-panel' });
  const error = h('p', { class: 'bad', role: 'alert' });
  const ways = [['code', t('by_code')], ['password', t('by_password')], ['invitation', t('by_invitation')]];
  const tabs = ways.map(([way, label]) => h('button', { type: 'button', role: 'tab', id: `way-${way}`, 'aria-selected': 'false', 'aria-controls': 'way', onclick: () => show(way) }, label));
  const field = (id, label, attributes) => [h('label', { for: id }, label), h('input', { id, required: true, ...attributes })];

  async function enter(json) {
    error.textContent = '';
    try {
      const answer = await post('/api/sign-in', json);
      entered(answer, 'invitation' in json);
    } catch (refused) { error.textContent = t('failed', { why: refused.message }); }
  }
  const value = (id) => panel.querySelector(`#${id}`).value.trim();

  function show(way) {
    for (const tab of tabs) tab.setAttribute('aria-selected', String(tab.id === `way-${way}`));
    error.textContent = '';
    const form = (submit, ...children) => h('div', { id: 'way', role: 'tabpanel', 'aria-labelledby': `way-${way}` }, h('form', { onsubmit: (event) => { event.preventDefault(); submit(); } }, children, h('button', { type: 'submit', class: 'go' }, t('sign_in'))));
    if (way === 'code') {
      put(panel, form(() => enter({ name: value('name'), code: value('code') }),
        field('name', t('name'), { autocomplete: 'username' }),
        h('button', { type: 'button', onclick: async () => {
          if (!value('name')) { panel.querySelector('#name').focus(); return; }
          try { await post('/api/code', { name: value('name') }); toast(t('code_sent')); } catch (refused) { error.textContent = t('failed', { why: refused.message }); }
        } }, t('send_code')),
        field('code', t('code'), { autocomplete: 'one-time-code', autocapitalize: 'characters', maxlength: 12 })));
    } else if (way === 'password') {
      put(panel, form(() => enter({ name: value('name'), password: panel.querySelector('#password').value }), field('name', t('name'), { autocomplete: 'username' }), field('password', t('password'), { type: 'password', autocomplete: 'current-password' })));
    } else {
      put(panel, form(() => enter({ name: value('name'), invitation: value('invitation') }), field('name', t('your_name'), { autocomplete: 'name' }), field('invitation', t('invitation'), { autocomplete: 'one-time-code', autocapitalize: 'characters', maxlength: 12 }), h('p', { class: 'quiet' }, t('invitation_hint'))));
    }
  }
  show('code');
  return h('main', { class: 'door', id: 'content' }, h('h1', {}, h('img', { src: 'icon.svg', alt: '', width: '40', height: '40' }), ' ', t('title')), h('p', { class: 'quiet' }, t('welcome')), h('div', { role: 'tablist', class: 'tabs' }, tabs), panel, error);
}

export function askPassword() {
  const box = dialog(t('set_password'), t('close'), h('p', { class: 'quiet' }, t('password_why')),
    h('form', { onsubmit: async (event) => {
      event.preventDefault();
      try { await post('/api/password', { password: box.querySelector('input').value }); box.close(); toast(t('password_set')); } catch (refused) { toast(t('failed', { why: refused.message }), true); }
    } }, h('label', { for: 'new-password' }, t('new_password')), h('input', { id: 'new-password', type: 'password', minlength: '10', maxlength: '200', required: true, autocomplete: 'new-password' }),
    h('p', {}, h('button', { type: 'submit', class: 'go' }, t('set_password')), ' ', h('button', { type: 'button', class: 'plain', onclick: () => box.close() }, t('later')))));
}
