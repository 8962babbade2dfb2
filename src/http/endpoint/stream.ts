// Text that is made while it is sent.

import { describe, log } from '../../log.ts';
import type { AppContext } from '../context.ts';

/** With the mark that tells a spreadsheet that the text is UTF-8: without it, Excel in Japan reads Shift_JIS. */
export async function* markUtf8(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let mark = '\ufeff';
  for await (const piece of pieces) {
    yield mark + piece;
    mark = '';
  }
}

/**
 * The pieces as a stream of UTF-8, pulled as the client reads. The first is made before this
 * resolves, so that what goes wrong at once still becomes a problem. The request's dependencies
 * stay open until the last piece, a failure, or the client's leaving.
 */
export async function streamText(
  c: AppContext,
  pieces: AsyncIterable<string>,
): Promise<ReadableStream<Uint8Array>> {
  const iterator = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let next = await iterator.next();
  const over = Promise.withResolvers<void>();
  c.var.hold(over.promise);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        if (!next.done) {
          controller.enqueue(encoder.encode(next.value));
          next = await iterator.next();
          if (!next.done) return;
        }
        controller.close();
      } catch (error) {
        // The status is out already: a body that breaks off is all that can still be said.
        log('a stream broke', { requestId: c.var.requestId, error: describe(error) });
        controller.error(error);
      }
      over.resolve();
    },
    async cancel() {
      await iterator.return?.();
      over.resolve();
    },
  });
}
