// Why a run ended as it did, or does not go on: one sentence, and what to do.

import * as z from 'zod';

const sentences = {
  none_found: 'Nothing new was found.',
  all_held:
    'What is new is held by other proposals for this list: make digests of them, or discard them.',
  few_found: '{found} new, and {minimum} are needed: they wait for the next time.',
  few_readable:
    'Of what was found only {found} could be read, and {minimum} are needed: they wait for the next time.',
  not_read: 'None of the articles could be read: the proposal says why for each.',
  not_written: 'The proposal was not ready in time: its articles wait for the next time.',
  proposal_gone: 'Somebody has deleted the proposal.',
  digest_gone: 'Somebody has deleted the digest.',
  send_cancelled: 'The send was cancelled.',
  send_failed: 'The send failed: its page says why.',
  not_asked: 'Nobody could be asked: {said}',
  not_sent: 'It was approved, and cannot be sent: {said} It is tried again until its time is over.',
  told_before:
    'Articles of this digest have gone to the list with another one. Take them out; then the question is asked again.',
  no_answer: 'No answer came in time: its articles wait for the next time.',
  said_no: 'The answer was no: its articles wait for the next time.',
  late: 'Nobody looked at the clock when it was due.',
} as const;

export const runWhyCodes = Object.keys(sentences) as [keyof typeof sentences];

export const RunWhy = z.strictObject({
  code: z.enum(runWhyCodes),
  found: z.int().exactOptional(),
  minimum: z.int().exactOptional(),
  /** What the step that did not succeed said. */
  said: z.string().exactOptional(),
});
export type RunWhy = z.infer<typeof RunWhy>;

/** As it is kept; what is none is a bug and throws. */
export function readWhy(stored: unknown): RunWhy | null {
  return stored === null ? null : RunWhy.parse(stored);
}

export function explainWhy({ code, found, minimum, said }: RunWhy): string {
  return sentences[code]
    .replace('{found}', String(found ?? 0))
    .replace('{minimum}', String(minimum ?? 0))
    .replace('{said}', said ?? '');
}
