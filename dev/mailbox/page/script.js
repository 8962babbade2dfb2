// The reading page: what was chosen, and what each key and button does.

import { $, element, getJson } from './dom.js';
import { drawLetter, views } from './letter.js';
import { drawList, isRead, list, loadList, loadOlder, markRead, neighbour } from './list.js';
import { openWriting, watchWriting } from './write.js';

const state = {
  /** The message shown, whole, or null. */
  letter: null,
  tab: 'mail',
  width: 'desktop',
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  images: true,
};

/** Each key with what it does; the help is written from it. */
const keys = [
  [['j', 'ArrowDown'], 'next letter', () => walk(1)],
  [['k', 'ArrowUp'], 'letter before', () => walk(-1)],
  [['/'], 'search', () => $('search').focus()],
  [
    ['p'],
    'phone or desktop',
    () => change({ width: state.width === 'phone' ? 'desktop' : 'phone' }),
  ],
  [['d'], 'dark or light', () => change({ dark: !state.dark })],
  [['i'], 'images on or off', () => change({ images: !state.images })],
  ...views.map((tab, index) => [[`${index + 1}`], `view: ${tab}`, () => change({ tab })]),
  [['u'], 'unread again', () => setUnread()],
  [['m'], 'mark all read', () => markAll()],
  [['x', 'Delete'], 'take the letter away', () => remove()],
  [['z'], 'bring it back', () => restore()],
  [['w'], 'write to the product', openWriting],
  [['?'], 'these keys', () => $('keys').showModal()],
  [['Escape'], 'back to the list', closeLetter],
];
const actions = new Map(keys.flatMap(([names, , act]) => names.map((name) => [name, act])));
let taken = null;

drawKeys();
watchWriting();
await refresh();
openFromAddress();
const live = new EventSource('/_mailbox/live');
live.onmessage = ({ data }) => {
  if (Number(data) !== list.total) void refresh();
};

addEventListener('hashchange', openFromAddress);
addEventListener('keydown', onKey);
$('more').addEventListener('click', async () => {
  await loadOlder();
  draw();
});
$('back').addEventListener('click', closeLetter);
$('unread').addEventListener('click', markAll);
$('remove').addEventListener('click', remove);
$('undo').addEventListener('click', restore);
$('help').addEventListener('click', () => $('keys').showModal());
let typing = 0;
$('search').addEventListener('input', ({ target }) => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    list.search = target.value.trim();
    void refresh();
  }, 150);
});
for (const tab of document.querySelectorAll('[data-tab]'))
  tab.addEventListener('click', () => change({ tab: tab.dataset.tab }));
for (const choice of document.querySelectorAll('[data-width]'))
  choice.addEventListener('click', () => change({ width: choice.dataset.width }));
$('dark').addEventListener('click', () => change({ dark: !state.dark }));
$('images').addEventListener('click', () => change({ images: !state.images }));

async function refresh() {
  await loadList();
  if (list.total === 0 && state.letter !== null) closeLetter();
  draw();
}

/** The id in the address: what was asked for, perhaps not read yet. */
function chosen() {
  return location.hash.slice(1);
}

async function openFromAddress() {
  const id = chosen();
  const letter = id === '' ? null : await getJson(`/_mailbox/messages/${id}`).catch(() => null);
  // Who walks on while it is read wants the next one.
  if (id !== chosen()) return;
  state.letter = letter;
  if (state.letter !== null) markRead([id]);
  draw();
  drawLetter(state, listenIn);
}

function draw() {
  const isBare = drawList(state.letter?.id);
  document.body.classList.toggle('bare', isBare);
  document.body.classList.toggle('reading', state.letter !== null);
  $('empty-title').textContent = isBare ? 'No letters yet' : 'Choose a letter';
  $('empty-text').textContent = isBare
    ? 'What the newsletter sends arrives here instead of going out. Leave this page open; it notices by itself.'
    : 'Read it as your subscribers will: on a phone, in the dark, without images.';
}

function change(changes) {
  Object.assign(state, changes);
  drawLetter(state, listenIn);
}

function closeLetter() {
  location.hash = '';
}

/** The mail's frame has its own document: while it has the focus, its keys are heard there. */
function listenIn(mail) {
  mail?.addEventListener('keydown', onKey);
}

function onKey(event) {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (document.querySelector('dialog[open]')) return;
  if (event.target === $('search')) {
    if (event.key === 'Escape') $('search').blur();
    return;
  }
  const act = actions.get(event.key);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function walk(step) {
  const head = neighbour(chosen(), step);
  if (head === undefined) return;
  location.hash = head.id;
  document.querySelector(`a[href="#${head.id}"]`)?.scrollIntoView({ block: 'nearest' });
}

function setUnread() {
  if (state.letter === null) return;
  markRead([state.letter.id], !isRead(state.letter.id));
  draw();
}

function markAll() {
  markRead(list.heads.map(({ id }) => id));
  draw();
}

/** Off the list and off the messages; the log of what was accepted keeps it. */
async function remove() {
  if (state.letter === null) return;
  const { id } = state.letter;
  const next = neighbour(id, 1) ?? neighbour(id, -1);
  await getJson(`/_mailbox/messages/${id}`, { method: 'DELETE' });
  taken = id;
  $('taken').hidden = false;
  location.hash = next?.id ?? '';
  await refresh();
}

async function restore() {
  if (taken === null) return;
  await getJson(`/_mailbox/messages/${taken}/restore`, { method: 'POST' });
  location.hash = taken;
  taken = null;
  $('taken').hidden = true;
  await refresh();
}

function drawKeys() {
  $('key-list').replaceChildren(
    ...keys.flatMap(([names, does]) => [
      element(
        'dt',
        {},
        ...names.map((name) => element('kbd', { textContent: name.replace('Arrow', '') })),
      ),
      element('dd', { textContent: does }),
    ]),
  );
}
