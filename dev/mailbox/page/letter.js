// The chosen letter at the right, in one of its views.

import { drawChecks, drawLinks } from './checks.js';
import { $, badEvents, element, words } from './dom.js';

export const views = ['mail', 'text', 'links', 'html', 'headers', 'source'];

/** `onFrame` is given the mail's own document once it is drawn, so that keys work there, too. */
export function drawLetter({ letter, tab, width, dark, images }, onFrame) {
  $('letter').hidden = letter === null;
  $('empty').hidden = letter !== null;
  document.title = letter === null ? 'Mailbox' : `${letter.subject} · Mailbox`;
  if (letter === null) return;

  $('subject').textContent = letter.subject || '(no subject kept)';
  $('from').textContent = letter.from;
  $('to').textContent = letter.to.join(', ');
  $('time').textContent = new Date(letter.acceptedAt).toLocaleString('en', {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  $('event').textContent = words(letter.lastEvent);
  $('event').className = badEvents.includes(letter.lastEvent) ? 'bad' : '';
  for (const other of document.querySelectorAll('[data-tab]'))
    other.setAttribute('aria-selected', String(other.dataset.tab === tab));
  for (const other of document.querySelectorAll('[data-width]'))
    other.setAttribute('aria-pressed', String(other.dataset.width === width));
  $('dark').setAttribute('aria-pressed', String(dark));
  $('images').setAttribute('aria-pressed', String(images));
  $('looks').hidden = tab !== 'mail';
  const panel = $('panel');
  panel.className = `panel ${tab}`;
  // What scrolls must be reachable by keyboard; the mail's own frame already is.
  panel.tabIndex = tab === 'mail' ? -1 : 0;
  panel.replaceChildren(drawPanel({ letter, tab, width, dark, images }, onFrame));
}

function drawPanel({ letter, tab, width, dark, images }, onFrame) {
  if (tab === 'headers') return drawHeaders(letter);
  if (tab === 'source') return drawSource(letter);
  const content = tab === 'text' ? letter.text : letter.html;
  if (content === null) return element('p', { className: 'note', textContent: missing(tab) });
  if (tab === 'text') return element('pre', { textContent: content });
  if (tab === 'links') return drawLinks(content);
  if (tab === 'html') return drawChecks(letter);
  const query = new URLSearchParams({ dark: Number(dark), images: Number(images) });
  const frame = element('iframe', {
    title: `The mail “${letter.subject}”`,
    className: width,
    // Of this page's origin, so that its keys are heard, and without scripts, so that it can do nothing with that.
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    src: `/_mailbox/messages/${letter.id}/html?${query}`,
  });
  frame.addEventListener('load', () => onFrame(frame.contentDocument));
  return frame;
}

function drawSource(letter) {
  const source = element('pre', { textContent: '…' });
  void fetch(`/_mailbox/messages/${letter.id}/source`)
    .then((response) => response.text())
    .then((text) => {
      source.textContent = text;
    });
  return source;
}

function drawHeaders({
  id,
  acceptedAt,
  idempotencyKey,
  from,
  to,
  reply_to,
  subject,
  headers,
  tags,
}) {
  const list = element('dl');
  const rows = (pairs) => {
    for (const [name, value] of pairs) {
      if (value === '' || value === null) continue;
      list.append(element('dt', { textContent: name }), element('dd', { textContent: value }));
    }
  };
  rows([
    ['From', from],
    ['To', to.join(', ')],
    ['Reply-To', reply_to.join(', ')],
    ['Subject', subject],
    ...Object.entries(headers),
  ]);
  list.append(element('div', { className: 'rule' }));
  rows([
    ...tags.map(({ name, value }) => [`tag ${name}`, value]),
    ['Idempotency-Key', idempotencyKey],
    ['id', id],
    ['accepted', acceptedAt],
  ]);
  return list;
}

function missing(tab) {
  const part = tab === 'text' ? 'text' : 'HTML';
  return `This letter has no ${part} part, or the mailbox runs in lean mode and keeps no bodies.`;
}
