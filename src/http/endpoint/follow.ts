// An object as server-sent events: as it is now, and again whenever it has changed.

import type { AppContext } from '../context.ts';

/** The id of the event after which nothing more will happen. */
export const lastEventId = 'final';

const pollMs = 1000;
const heartbeatMs = 15_000;
/** Then the client connects again: no connection to the database is held for hours. */
const longestMs = 5 * 60_000;

interface Followed<View> {
  /** Throws `not_found`. */
  read: () => Promise<View>;
  isOver: (view: View) => boolean;
}

/**
 * The answer: 204 to who has had the last event. The stream ends when the object is over, after five minutes, or
 * when the client has gone. A failing `read` ends it, too; the client connects again.
 */
export async function followObject<View>(c: AppContext, followed: Followed<View>) {
  const now = await followed.read();
  // An EventSource connects again after any end, until it is told that there is no more.
  const hasAll = c.req.header('last-event-id') === lastEventId && followed.isOver(now);
  if (hasAll) return { status: 204, body: null } as const;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  c.var.hold(writeEvents(writable.getWriter(), followed));
  const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return { status: 200, type: 'text/event-stream', body: readable, headers } as const;
}

async function writeEvents<View>(
  writer: WritableStreamDefaultWriter<Uint8Array>,
  { read, isOver }: Followed<View>,
): Promise<void> {
  const encoder = new TextEncoder();
  const write = (text: string) => writer.write(encoder.encode(text));
  let shown = '';
  let isHeard = true;
  // A client that goes is noticed at once, not by the next thing that is written to it.
  writer.closed.catch(() => {
    isHeard = false;
  });
  try {
    await write('retry: 1000\n\n');
    for (let elapsed = 0; isHeard && elapsed < longestMs; elapsed += pollMs) {
      const view = await read();
      const data = JSON.stringify(view);
      const id = isOver(view) ? `id: ${lastEventId}\n` : '';
      if (data !== shown) await write(`${id}data: ${data}\n\n`);
      else if (elapsed % heartbeatMs === 0) await write(': still here\n\n');
      shown = data;
      if (isOver(view)) break;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    await writer.close();
  } catch (error) {
    // Writing fails once the client has gone; there is nobody left to tell.
    await writer.abort(error).catch(() => {});
  }
}
