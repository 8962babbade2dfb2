// Copies of bytes must be what filling in and stringifying would have made.
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import type { FrozenMail } from '../../src/render/frozen-mail.ts';
import { freezeMail } from '../../src/render/mail.tsx';
import {
  compileMail,
  type PersonalMail,
  type PersonalValues,
  personaliseBatch,
  personaliseOne,
} from '../../src/render/personalise.ts';
import { slotNames } from '../../src/render/slots.ts';
import { context, digests, reader } from './samples.ts';

let frozen: FrozenMail;
beforeAll(async () => {
  frozen = await freezeMail(digests.ja, context);
});

function parseBatch(bytes: Uint8Array): PersonalMail[] {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** UTF-16 code units of any kind, halves of surrogate pairs among them. */
const anyText = fc.oneof(
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '"',
    '\\',
    '</a>',
    "a'b&c",
    '😀',
    'まな板 <板>',
    '\u2028',
    '\ud83d',
    '\r\nBcc: x',
  ),
);
const anyReader: fc.Arbitrary<PersonalValues> = fc.record({
  to: anyText,
  subscriber: anyText,
  batch: anyText,
  list: anyText,
  listSlug: anyText,
  listName: anyText,
  unsubscribeUrl: anyText,
  unsubscribeToken: anyText,
  preferencesUrl: anyText,
});

test('gives the bytes that naive filling and stringifying give, for any Unicode', () => {
  const compiled = compileMail(frozen);
  const template = personaliseOne(frozen, {
    to: '%to%',
    subscriber: '%subscriber%',
    batch: '%batch%',
    list: '%list%',
    listSlug: '%listSlug%',
    listName: '%listName%',
    unsubscribeUrl: '%unsubscribeUrl%',
    unsubscribeToken: '%unsubscribeToken%',
    preferencesUrl: '%preferencesUrl%',
  });
  fc.assert(
    fc.property(fc.array(anyReader, { maxLength: 4 }), (readers) => {
      const bytes = personaliseBatch(compiled, readers);
      const expected = JSON.stringify(readers.map((values) => fillNaively(template, values)));
      expect(new TextDecoder().decode(bytes)).toBe(expected);
    }),
  );
});

test('lets no control character and no broken character out of any value', () => {
  const compiled = compileMail(frozen);
  fc.assert(
    fc.property(anyReader, (values) => {
      const [mail] = parseBatch(personaliseBatch(compiled, [values]));
      for (const part of [
        mail?.html,
        mail?.subject,
        ...(mail?.to ?? []),
        ...Object.values(mail?.headers ?? {}),
      ]) {
        expect(part).not.toMatch(/[\p{Cc}\p{Cs}\ufffd]/u);
      }
    }),
  );
});

test('makes a preview of the same segments, so that it is what would be sent', () => {
  const [sent] = parseBatch(personaliseBatch(compileMail(frozen), [reader]));
  expect(personaliseOne(frozen, reader)).toEqual(sent);
});

test('keeps a hundred readers apart and in order', () => {
  const readers = Array.from({ length: 100 }, (_, n) => ({
    ...reader,
    to: `reader${n}@example.com`,
    unsubscribeUrl: `https://digest.example.com/u/${n}`,
  }));
  const mails = parseBatch(personaliseBatch(compileMail(frozen), readers));
  expect(mails.map((mail) => mail.to)).toEqual(readers.map(({ to }) => [to]));
  mails.forEach((mail, n) => {
    expect(mail.headers['List-Unsubscribe']).toBe(`<https://digest.example.com/u/${n}>`);
    expect(mail.html).toContain(`href="https://digest.example.com/u/${n}"`);
    expect(mail.text).toContain(`https://digest.example.com/u/${n}\n`);
  });
});

test('writes over a body that is done, and takes new memory when it is too small', () => {
  const compiled = compileMail(frozen);
  const other = { ...reader, to: 'somebody.else@example.com' };
  const small = personaliseBatch(compiled, [reader]);
  const large = personaliseBatch(compiled, [reader, other], () => small);
  expect(large.buffer).not.toBe(small.buffer);
  const again = personaliseBatch(compiled, [other], () => large);
  expect(again.buffer).toBe(large.buffer);
  expect(parseBatch(again)).toEqual([personaliseOne(frozen, other)]);
});

test('makes an empty array for nobody', () => {
  expect(parseBatch(personaliseBatch(compileMail(frozen), []))).toEqual([]);
});

function fillNaively(template: PersonalMail, values: PersonalValues): PersonalMail {
  const fill = (text: string, encode: (value: string) => string) =>
    slotNames.reduce(
      (filled, name) => filled.replaceAll(`%${name}%`, () => encode(clean(values[name]))),
      text,
    );
  const fillAll = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (key, text) => {
      if (typeof text !== 'string') return text;
      return fill(text, key === 'html' ? escapeHtml : (plain) => plain);
    });
  // Values hold no stand-ins themselves, or they would be filled twice.
  return fillAll(template);
}

function clean(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffd]/gu, '');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;');
}
