// Text from outside, measured before anybody works on it.

import * as z from 'zod';

/**
 * A text that will be normalised or trimmed to at most `maximum` characters. Composing marks costs
 * the square of their number, so what is far too long is refused before; NFC shortens a text to a
 * third at most, the rest of the room is for spaces around it.
 */
export function rawText(maximum: number): z.ZodString {
  return z.string().max(4 * maximum, {
    error: `Must be at most ${maximum} characters`,
    abort: true,
  });
}

/** A text for a rule that looks all of it up: what is longer cannot be known, and is not asked for. */
export function shortText(maximum: number): z.ZodString {
  return z.string().max(maximum, {
    error: `Must be at most ${maximum} characters`,
    abort: true,
  });
}
