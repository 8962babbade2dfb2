// The list at the left: letters newest first, which of them are unread, what was taken away.

import { $, badEvents, element, getJson, shortTime, words } from './dom.js';

const pageSize = 50;
const mostRemembered = 5000;
const memory = 'mailbox.read';

export const list = { heads: [], next: null, total: 0, search: '' };

/** Which letters were opened in this browser; who looks here is one person. */
const read = new Set(JSON.parse(localStorage.getItem(memory) ?? '[]'));

export async function loadList() {
  const stats = await getJson('/_mailbox/stats');
  const page = await getPage(null);
  Object.assign(list, { heads: page.data, next: page.nextCursor, total: stats.accepted });
}

export async function loadOlder() {
  const page = await getPage(list.next);
  list.heads.push(...page.data);
  list.next = page.nextCursor;
}

function getPage(cursor) {
  const query = new URLSearchParams({ order: 'newest', fields: 'row', limit: pageSize });
  if (list.search !== '') query.set('search', list.search);
  if (cursor !== null) query.set('cursor', cursor);
  return getJson(`/_mailbox/messages?${query}`);
}

export function markRead(ids, isRead = true) {
  for (const id of ids) {
    if (isRead) read.add(id);
    else read.delete(id);
  }
  localStorage.setItem(memory, JSON.stringify([...read].slice(-mostRemembered)));
}

export const isRead = (id) => read.has(id);

export function drawList(chosen) {
  const unread = list.heads.filter(({ id }) => !isRead(id)).length;
  const isBare = list.total === 0;
  $('count').textContent = isBare ? '' : `${list.total.toLocaleString('en')} kept`;
  $('unread').hidden = unread === 0;
  $('unread').textContent =
    `${unread}${list.next === null ? '' : ' or more'} unread · mark all read`;
  $('list').replaceChildren(...list.heads.map((head) => drawItem(head, head.id === chosen)));
  $('more').hidden = list.next === null;
  $('none').hidden = isBare || list.heads.length > 0;
  return isBare;
}

function drawItem({ id, to, subject, preview, acceptedAt, lastEvent }, isChosen) {
  const link = element('a', { href: `#${id}`, className: isRead(id) ? '' : 'unread' });
  if (isChosen) link.setAttribute('aria-current', 'true');
  if (!isRead(id)) link.append(element('span', { className: 'unseen', textContent: 'Unread. ' }));
  link.append(
    element('span', { className: 'who', textContent: to.join(', ') }),
    element('time', { textContent: shortTime(acceptedAt), dateTime: acceptedAt }),
    element('span', { className: 'what', textContent: subject || '(no subject kept)' }),
    element('span', { className: 'preview', textContent: preview }),
  );
  if (badEvents.includes(lastEvent))
    link.append(element('span', { className: 'bad', textContent: words(lastEvent) }));
  return element('li', {}, link);
}

/** The letter a step further down the list, from the chosen one. */
export function neighbour(id, step) {
  const at = list.heads.findIndex((head) => head.id === id);
  return list.heads[at === -1 ? 0 : at + step];
}
