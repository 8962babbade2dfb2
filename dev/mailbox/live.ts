// Server-sent events that tell open reading pages to look again.

import type { ServerResponse } from 'node:http';
import type { Mailbox } from './mailbox.ts';

const quietMs = 400;

/** At most one message each 400 ms, however much mail comes in. */
export function openLiveView(mailbox: Mailbox): {
  join(response: ServerResponse): void;
  close(): void;
} {
  const readers = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | null = null;
  mailbox.onChange = () => {
    if (readers.size === 0 || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      for (const reader of readers) reader.write(`data: ${mailbox.store.count}\n\n`);
    }, quietMs);
  };
  return {
    join(response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
      });
      response.write(`retry: 1000\ndata: ${mailbox.store.count}\n\n`);
      readers.add(response);
      response.once('close', () => readers.delete(response));
    },
    close() {
      if (timer !== null) clearTimeout(timer);
      for (const reader of readers) reader.end();
    },
  };
}
