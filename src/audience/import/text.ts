// An uploaded byte stream as text: UTF-8 only, one kind of line end, in small pieces.

import { AppError } from '../../base/errors.ts';

/** Bytes decoded at a time: bounds memory however large the pieces of the stream are. */
const pieceBytes = 64 * 1024;

/**
 * The text without a byte order mark, every line end as `\n`. AppError `invalid` for bytes that
 * are not UTF-8 and for NUL, which no column can hold.
 */
export async function* readText(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let heldReturn = '';
  for await (const bytes of iterate(stream)) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes);
      const text = heldReturn + decode(() => decoder.decode(piece, { stream: true }));
      // A return at the very end may be the first half of a line end.
      heldReturn = text.endsWith('\r') ? '\r' : '';
      yield normalise(heldReturn ? text.slice(0, -1) : text);
    }
  }
  yield normalise(heldReturn + decode(() => decoder.decode()));
}

// By reader: `for await` over a stream is not everywhere, and this lets go of it on every way out.
async function* iterate(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(run: () => string): string {
  try {
    return run();
  } catch {
    throw new AppError('invalid', 'The file is not UTF-8: save it as “CSV UTF-8” and try again.');
  }
}

function normalise(text: string): string {
  if (text.includes('\0')) throw new AppError('invalid', 'The file holds a NUL character.');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
