// Mail to the product, written here: it is told of it as Resend tells of mail that came.

import { $, getJson } from './dom.js';

const memory = 'mailbox.written';

/** Between whom the last one went; the next is likely to. */
const last = JSON.parse(localStorage.getItem(memory) ?? '{}');

export function watchWriting() {
  const dialog = $('write');
  const form = $('write-form');
  for (const name of ['from', 'to']) {
    if (last[name] !== undefined) form.elements[name].value = last[name];
  }
  for (const opener of document.querySelectorAll('[data-write]'))
    opener.addEventListener('click', openWriting);
  $('write-close').addEventListener('click', () => dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const said = $('write-said');
    const mail = Object.fromEntries(new FormData(form));
    try {
      await getJson('/_mailbox/received', { method: 'POST', body: JSON.stringify(mail) });
    } catch {
      said.textContent = 'It was not taken: is the mailbox still running?';
      return;
    }
    localStorage.setItem(memory, JSON.stringify({ from: mail.from, to: mail.to }));
    form.elements.subject.value = '';
    form.elements.text.value = '';
    said.textContent = 'Handed over. What becomes of it is seen in the product.';
  });
}

export function openWriting() {
  $('write-said').textContent = '';
  $('write').showModal();
}
