// A send as server-sent events: its object now, and again whenever it has changed.

import type { SendView } from '../../sending/report/send-view.ts';
import { isOver } from '../../sending/send-queries.ts';

/** The id of the event after which nothing more will happen. */
export const lastEventId = 'final';

const pollMs = 1000;
const heartbeatMs = 15_000;
/** Then the client connects again: no connection to the database is held for hours. */
const longestMs = 5 * 60_000;

/**
 * `ended` settles when the stream is over: the send has ended, five minutes have passed, or the
 * client has gone. A failing `read` ends the stream, too; the client connects again.
 */
export function streamSend(read: () => Promise<SendView>): {
  stream: ReadableStream<Uint8Array>;
  ended: Promise<void>;
} {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  return { stream: readable, ended: writeEvents(writable.getWriter(), read) };
}

async function writeEvents(
  writer: WritableStreamDefaultWriter<Uint8Array>,
  read: () => Promise<SendView>,
): Promise<void> {
  const encoder = new TextEncoder();
  const write = (text: string) => writer.write(encoder.encode(text));
  let shown = '';
  try {
    await write('retry: 1000\n\n');
    for (let elapsed = 0; elapsed < longestMs; elapsed += pollMs) {
      const send = await read();
      const data = JSON.stringify(send);
      const id = isOver(send.status) ? `id: ${lastEventId}\n` : '';
      if (data !== shown) await write(`${id}data: ${data}\n\n`);
      else if (elapsed % heartbeatMs === 0) await write(': still here\n\n');
      shown = data;
      if (isOver(send.status)) break;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    await writer.close();
  } catch (error) {
    // Writing fails once the client has gone; there is nobody left to tell.
    await writer.abort(error).catch(() => {});
  }
}
