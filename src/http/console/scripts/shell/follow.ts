// Follows what is on its way: the server's events say when, and the page asks for the part of it anew.

/**
 * Asks for `target`, which says its status in `data-status`, at each event of the page's `#follow`, one request at a time; `shown` is called after each.
 * Gives the way to ask beside the events.
 */
export function follow(target: string, shown: () => void): () => Promise<void> {
  let isAsking = false;
  let isStale = false;

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
  }

  const box = document.getElementById('follow');
  if (box?.dataset.events) {
    // It ends by itself: the server tells it so once nothing more will happen.
    const events = new EventSource(box.dataset.events);
    let isFirst = true;
    events.addEventListener('message', ({ data }) => {
      // The first mostly tells what the page was made of; what has ended since has no other.
      const shownStatus = document.querySelector<HTMLElement>(target)?.dataset.status;
      if (!isFirst || JSON.parse(data).status !== shownStatus) void refresh();
      isFirst = false;
    });
  }
  return refresh;
}
