// A digest in the body of a request or an answer: JSON, or the same as Markdown.

import * as z from 'zod';
import { AppError } from '../../base/errors.ts';
import { decodeText } from '../../base/text-encoding.ts';
import { TextFormat } from '../../digest/intake/read-text.ts';
import { digestToMarkdown, markdownToDigest } from '../../digest/markdown/markdown.ts';
import { Digest, parseNewDigest } from '../../digest/schema.ts';
import type { DigestView } from '../../digest/store.ts';
import { type BodySpec, describe, jsonBody, textBody } from '../endpoint/body.ts';
import { tagOf } from '../endpoint/etag.ts';

const markdownType = 'text/markdown';
const markdown = textBody([markdownType]);

export const digestBody = jsonBody(Digest, {
  parse: (value) => {
    const parsed = parseNewDigest(value);
    return parsed.kind === 'ok' ? { kind: 'ok', value: parsed.digest } : parsed;
  },
});

/** Markdown whose every line has its place: what overwrites a digest must not lose one by a warning. */
export const digestOrMarkdownBody: BodySpec<Digest> = {
  ...digestBody,
  content: { ...digestBody.content, ...markdown.content },
  parse(received) {
    if (received.type !== markdownType) return digestBody.parse(received);
    const read = markdownToDigest(markdown.parse(received).text);
    const errors =
      read.kind === 'invalid'
        ? read.errors
        : read.warnings.map(({ line, message }) => ({ path: `line ${line}`, message }));
    if (read.kind === 'ok' && errors.length === 0) return read.digest;
    throw new AppError('invalid', describe(errors), { errors });
  },
};

export const ImportInput = z.strictObject({
  format: TextFormat,
  text: z.string().min(1, 'Must not be empty'),
});
const importJson = jsonBody(ImportInput);

/** A text for `POST /api/digests/import`, its format by its media type or beside it in JSON. */
export const importBody: BodySpec<z.infer<typeof ImportInput>> = {
  ...importJson,
  content: {
    ...importJson.content,
    [markdownType]: null,
    'text/plain': null,
    'text/html': null,
  },
  isAnyEncoding: true,
  parse(received) {
    if (received.type === 'application/json') return importJson.parse(received);
    const text = decodeText(received.bytes);
    if (text === null) {
      const message =
        'The text is not in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP: save it as UTF-8 and try again.';
      throw new AppError('bad_request', message);
    }
    const formats = { [markdownType]: 'markdown', 'text/html': 'html' } as const;
    const format = Object.entries(formats).find(([type]) => type === received.type)?.[1] ?? 'text';
    return { format, text };
  },
};

/** The content of this revision as Markdown that `digestOrMarkdownBody` reads back unchanged. */
export function answerMarkdown({ content, revision }: DigestView) {
  return {
    status: 200 as const,
    type: `${markdownType}; charset=utf-8`,
    body: digestToMarkdown(content),
    headers: { etag: tagOf(revision) },
  };
}
