// Elements made by hand: every text of the world becomes a text node, nothing is ever parsed as
// HTML. This is the page's only way to put something on the screen.
const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'value') node.value = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(4)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

export function put(node, ...children) {
  node.replaceChildren();
  return fill(node, null, children);
}

// A dialog over the page, closed by its button, Escape or a click beside it; focus goes back to
// where it was.
export function dialog(title, closing, ...children) {
  const back = document.activeElement;
  const box = h('dialog', { 'aria-label': title, onclick: (event) => event.target === box && box.close() },
    h('div', { class: 'dialog' },
      h('header', {}, h('h2', {}, title), h('button', { type: 'button', class: 'plain', 'aria-label': closing, onclick: () => box.close() }, '✕')),
      children));
  box.addEventListener('close', () => { box.remove(); if (back && back.isConnected) back.focus(); });
  document.body.append(box);
  box.showModal();
  return box;
}

let toastTimer;
export function toast(text, bad) {
  const old = document.querySelector('.toast');
  if (old) old.remove();
  document.body.append(h('div', { class: bad ? 'toast bad' : 'toast', role: bad ? 'alert' : 'status' }, text));
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => document.querySelector('.toast')?.remove(), 6000);
}
