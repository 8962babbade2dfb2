// An uploaded byte stream as text: its encoding recognised, one kind of line end, in small pieces.

import { joinBytes } from '../../../base/bytes.ts';
import { AppError } from '../../../base/errors.ts';
import {
  type FileEncoding,
  guessEncoding,
  guessWide,
  readAscii,
  readMark,
} from '../../../base/text-encoding.ts';

/** Bytes decoded at a time: bounds memory however large the pieces of the stream are. */
const pieceBytes = 64 * 1024;

/**
 * The text without a byte order mark, every line end as `\n`. UTF-8, UTF-16,
 * Shift_JIS, EUC-JP and ISO-2022-JP are recognised by their bytes, whatever the upload says of itself,
 * unless `encoding` is given. AppError `invalid` for bytes that are none of these and for NUL, which no
 * column can hold.
 */
export async function* readText(
  stream: ReadableStream<Uint8Array>,
  encoding?: FileEncoding,
): AsyncGenerator<string> {
  const decoder = createDecoder(encoding);
  let heldReturn = '';
  for await (const bytes of gather(stream)) {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const text = heldReturn + decoder.push(bytes.subarray(at, at + pieceBytes));
      // A return at the very end may be the first half of a line end.
      heldReturn = text.endsWith('\r') ? '\r' : '';
      yield normalise(heldReturn ? text.slice(0, -1) : text);
    }
  }
  yield normalise(heldReturn + decoder.end());
}

/** Passes ASCII on as it is; where the file leaves it, looks at a window and then decides. */
function createDecoder(said?: FileEncoding) {
  let decoder = said ? new TextDecoder(said, { fatal: true }) : null;
  let held: Uint8Array = new Uint8Array();
  let isStart = true;
  const decide = (encoding: FileEncoding | 'unsure', bytes: Uint8Array): string => {
    if (encoding === 'unsure') throw isItWestern();
    decoder = new TextDecoder(encoding, { fatal: true });
    held = new Uint8Array();
    return decode(decoder, bytes, true);
  };
  return {
    push(piece: Uint8Array): string {
      if (decoder) return decode(decoder, piece, true);
      held = joinBytes(held.length === 0 ? [piece] : [held, piece], held.length + piece.length);
      if (isStart) {
        if (held.length < 4) return '';
        isStart = false;
        const wide = readMark(held) ?? guessWide(held);
        if (wide) return decide(wide, held);
      }
      const text = readAscii(held);
      if (text !== null) {
        held = new Uint8Array();
        return text;
      }
      return held.length >= pieceBytes ? decide(guessEncoding(held), held) : '';
    },
    end(): string {
      const text = decoder ? '' : decide(guessEncoding(held), held);
      return text + (decoder ? decode(decoder, new Uint8Array(), false) : '');
    },
  };
}

/**
 * Small pieces come together until they are worth a look: whoever reads them begins a record that
 * is not whole from its start again, and the sender of a file chooses how many pieces it has.
 */
async function* gather(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of iterate(stream)) {
    pieces.push(piece);
    length += piece.length;
    if (length < pieceBytes) continue;
    yield joinBytes(pieces, length);
    pieces = [];
    length = 0;
  }
  yield joinBytes(pieces, length);
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

function decode(decoder: TextDecoder, bytes: Uint8Array, more: boolean): string {
  try {
    return decoder.decode(bytes, { stream: more });
  } catch {
    throw new AppError(
      'invalid',
      'The file is not in UTF-8, Shift_JIS, EUC-JP or ISO-2022-JP: save it as “CSV UTF-8” and try again, or say what it is with encoding=.',
    );
  }
}

function isItWestern(): AppError {
  const message =
    'The file is not UTF-8. Is it Western European (Windows-1252, as Excel saves “CSV”)? Then say encoding=windows-1252; if it is Japanese, encoding=shift_jis. Or save it as “CSV UTF-8”.';
  return new AppError('invalid', message, { errors: [{ path: 'encoding', message }] });
}

function normalise(text: string): string {
  if (text.includes('\0')) throw new AppError('invalid', 'The file holds a NUL character.');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
