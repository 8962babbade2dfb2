// The reading page: a list at the left, the chosen letter at the right, nothing kept anywhere else.

const pageSize = 50;
const badEvents = ['bounced', 'complained', 'suppressed', 'failed', 'delivery_delayed'];
const $ = (id) => document.getElementById(id);

const state = {
  heads: [],
  next: null,
  total: 0,
  search: '',
  /** The message shown, whole, or null. */
  letter: null,
  tab: 'mail',
  width: 'desktop',
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  images: true,
};

const keys = new Map([
  ['j', () => walk(1)],
  ['ArrowDown', () => walk(1)],
  ['k', () => walk(-1)],
  ['ArrowUp', () => walk(-1)],
  ['/', () => $('search').focus()],
  ['p', () => change({ width: state.width === 'phone' ? 'desktop' : 'phone' })],
  ['d', () => change({ dark: !state.dark })],
  ['i', () => change({ images: !state.images })],
  ['1', () => change({ tab: 'mail' })],
  ['2', () => change({ tab: 'text' })],
  ['3', () => change({ tab: 'headers' })],
  ['4', () => change({ tab: 'source' })],
  ['Escape', closeLetter],
]);

await loadList();
openFromAddress();
const live = new EventSource('/_mailbox/live');
live.onmessage = ({ data }) => {
  if (Number(data) !== state.total) void loadList();
};

addEventListener('hashchange', openFromAddress);
addEventListener('keydown', onKey);
$('more').addEventListener('click', loadOlder);
$('back').addEventListener('click', closeLetter);
let typing = 0;
$('search').addEventListener('input', ({ target }) => {
  clearTimeout(typing);
  typing = setTimeout(() => {
    state.search = target.value.trim();
    void loadList();
  }, 150);
});
for (const tab of document.querySelectorAll('[data-tab]'))
  tab.addEventListener('click', () => change({ tab: tab.dataset.tab }));
for (const choice of document.querySelectorAll('[data-width]'))
  choice.addEventListener('click', () => change({ width: choice.dataset.width }));
$('dark').addEventListener('click', () => change({ dark: !state.dark }));
$('images').addEventListener('click', () => change({ images: !state.images }));

async function loadList() {
  const stats = await getJson('/_mailbox/stats');
  const page = await getPage(null);
  Object.assign(state, { heads: page.data, next: page.nextCursor, total: stats.accepted });
  if (state.total === 0 && state.letter !== null) closeLetter();
  drawList();
}

async function loadOlder() {
  const page = await getPage(state.next);
  state.heads.push(...page.data);
  state.next = page.nextCursor;
  drawList();
}

function getPage(cursor) {
  const query = new URLSearchParams({ order: 'newest', fields: 'head', limit: pageSize });
  if (state.search !== '') query.set('search', state.search);
  if (cursor !== null) query.set('cursor', cursor);
  return getJson(`/_mailbox/messages?${query}`);
}

async function openFromAddress() {
  const id = location.hash.slice(1);
  state.letter = id === '' ? null : await getJson(`/_mailbox/messages/${id}`).catch(() => null);
  drawList();
  drawLetter();
}

function closeLetter() {
  location.hash = '';
}

function change(changes) {
  Object.assign(state, changes);
  drawLetter();
}

function drawList() {
  const isBare = state.total === 0;
  document.body.classList.toggle('bare', isBare);
  document.body.classList.toggle('reading', state.letter !== null);
  $('count').textContent = isBare ? '' : `${state.total.toLocaleString('en')} kept`;
  $('list').replaceChildren(...state.heads.map(drawItem));
  $('more').hidden = state.next === null;
  $('none').hidden = isBare || state.heads.length > 0;
  $('empty-title').textContent = isBare ? 'No letters yet' : 'Choose a letter';
  $('empty-text').textContent = isBare
    ? 'What the newsletter sends arrives here instead of going out. Leave this page open; it notices by itself.'
    : 'Read it as your subscribers will: on a phone, in the dark, without images.';
}

function drawItem({ id, to, subject, acceptedAt, lastEvent }) {
  const link = element('a', { href: `#${id}` });
  if (id === state.letter?.id) link.setAttribute('aria-current', 'true');
  link.append(
    element('span', { className: 'who', textContent: to.join(', ') }),
    element('time', { textContent: shortTime(acceptedAt), dateTime: acceptedAt }),
    element('span', { className: 'what', textContent: subject || '(no subject kept)' }),
  );
  if (badEvents.includes(lastEvent))
    link.append(element('span', { className: 'bad', textContent: words(lastEvent) }));
  const item = element('li');
  item.append(link);
  return item;
}

function drawLetter() {
  const { letter, tab, width, dark, images } = state;
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
  panel.replaceChildren(drawPanel(letter));
}

function drawPanel(letter) {
  const { tab, width, dark, images } = state;
  if (tab === 'headers') return drawHeaders(letter);
  if (tab === 'source') {
    const source = element('pre', { textContent: '…' });
    void fetch(`/_mailbox/messages/${letter.id}/source`)
      .then((response) => response.text())
      .then((text) => {
        source.textContent = text;
      });
    return source;
  }
  const content = tab === 'text' ? letter.text : letter.html;
  if (content === null) return element('p', { className: 'note', textContent: missing(tab) });
  if (tab === 'text') return element('pre', { textContent: content });
  const query = new URLSearchParams({ dark: Number(dark), images: Number(images) });
  return element('iframe', {
    title: `The mail “${letter.subject}”`,
    className: width,
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    src: `/_mailbox/messages/${letter.id}/html?${query}`,
  });
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
  return tab === 'text'
    ? 'This letter has no text part, or the mailbox runs in lean mode and keeps no bodies.'
    : 'This letter has no HTML part, or the mailbox runs in lean mode and keeps no bodies.';
}

/** j and k walk, / searches, p, d and i change the look, 1 to 4 the tab, Escape goes back. */
function onKey(event) {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target === $('search')) {
    if (event.key === 'Escape') $('search').blur();
    return;
  }
  const action = keys.get(event.key);
  if (action === undefined) return;
  event.preventDefault();
  action();
}

function walk(step) {
  const at = state.heads.findIndex(({ id }) => id === state.letter?.id);
  const head = state.heads[at === -1 ? 0 : at + step];
  if (head === undefined) return;
  location.hash = head.id;
  document.querySelector(`a[href="#${head.id}"]`)?.scrollIntoView({ block: 'nearest' });
}

function words(event) {
  return event.replaceAll('_', ' ');
}

function shortTime(iso) {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

async function getJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}
