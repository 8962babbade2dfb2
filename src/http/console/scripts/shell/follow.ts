// Follows what is on its way: the server's events say when, and the page asks for the part of it anew.

import { lastEventId } from '../../../endpoint/follow.ts';
import { againMs } from './again.ts';

/** How long a page that nobody sees goes without asking, in milliseconds. */
const unseenMs = 30_000;

/**
 * Asks for `target`, which says its status in `data-status`, at each event of the page's `#follow`, one request at
 * a time; `shown` is called after each. Gives the way to ask beside the events.
 */
export function follow(target: string, shown: () => void): () => Promise<void> {
  let isAsking = false;
  let isStale = false;
  let failures = 0;
  const heard = { data: '', isLast: false };
  const isShown = () =>
    JSON.parse(heard.data).status === document.querySelector<HTMLElement>(target)?.dataset.status;

  /** Whatever happens while one is asked for is asked for in the next. */
  async function refresh(): Promise<void> {
    isStale = true;
    if (isAsking) return;
    isAsking = true;
    while (isStale) {
      isStale = false;
      await window.htmx.ajax('GET', location.pathname, { target, swap: 'outerMorph' });
      shown();
    }
    isAsking = false;
    // No later event makes good for the last one, if its request was lost.
    if (heard.isLast && !isShown()) setTimeout(() => void refresh(), againMs(failures++));
  }

  const url = document.getElementById('follow')?.dataset.events;
  if (url) {
    listen(url, (data, isLast) => {
      // The first mostly tells what the page was made of; after a pause it tells what was heard before.
      const before = heard.data;
      Object.assign(heard, { data, isLast });
      if (before === '' ? !isShown() : data !== before) void refresh();
    });
  }
  return refresh;
}

/**
 * Calls `tell` with each event until the last. Only a page that is seen holds a connection, of which a browser has
 * six for a site over HTTP/1.1; one that is not, asks now and then. A page that is left is hidden first.
 */
function listen(url: string, tell: (data: string, isLast: boolean) => void): void {
  let events: EventSource | null = null;
  let timer = 0;
  let failures = 0;
  let isOver = false;

  function rest(): void {
    clearTimeout(timer);
    events?.close();
    events = null;
  }

  function openAfter(milliseconds: number): void {
    rest();
    timer = window.setTimeout(open, milliseconds);
  }

  function open(): void {
    rest();
    if (isOver) return;
    events = new EventSource(url);
    events.addEventListener('message', ({ data, lastEventId: id }) => {
      failures = 0;
      isOver = id === lastEventId;
      if (isOver) rest();
      else if (document.hidden) openAfter(unseenMs);
      tell(data, isOver);
    });
    events.addEventListener('error', () => {
      // A stream that ends is opened again by the browser, but not one that was refused.
      if (events?.readyState === EventSource.CLOSED) openAfter(againMs(failures++));
    });
  }

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) openAfter(unseenMs);
    else open();
  });
  open();
}
