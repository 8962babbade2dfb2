import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskEmailAddress, parseEmailAddress } from '../../src/base/email-address.ts';

const parse = (text: string) => {
  const parsed = parseEmailAddress(text);
  return parsed.kind === 'ok' ? parsed.address : null;
};

test('an address is trimmed, folded and its domain written in ASCII', () => {
  expect(parse('  Hanako@Example.COM ')).toBe('hanako@example.com');
  expect(parse('ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｃｏｍ')).toBe('hanako@example.com');
  expect(parse('hanako@日本語.jp')).toBe('hanako@xn--wgv71a119e.jp');
  expect(parse('a+label@example.co.jp')).toBe('a+label@example.co.jp');
});

test.each([
  ['', 'Write an e-mail address'],
  ['nobody', 'name@example.com'],
  ['a@b', 'domain'],
  ['a b@example.com', 'before @'],
  ['a\r\nBcc: x@example.com', 'control'],
  ['a\u200b@example.com', 'invisible'],
  ['dots..here@docomo.ne.jp', 'docomo'],
  ['dot.@ezweb.ne.jp', 'docomo'],
  ['a@exa mple.com', 'domain'],
  ['a@127.0.0.1', 'domain'],
  ['a@[::1]', 'domain'],
  [`${'x'.repeat(65)}@example.com`, '64'],
  ['"quoted"@example.com', 'before @'],
  ['名前@example.com', 'before @'],
])('%j is refused with a reason that names the fault', (text, reason) => {
  const parsed = parseEmailAddress(text);
  expect(parsed.kind === 'invalid' && parsed.message).toContain(reason);
});

test('parsing is total, and parsing its result changes nothing', () => {
  const part = fc.string({ unit: 'grapheme', maxLength: 12 });
  const text = fc.oneof(
    fc.emailAddress(),
    fc.tuple(part, part).map(([a, b]) => `${a}@${b}.com`),
    part,
  );
  fc.assert(
    fc.property(text, (input) => {
      const once = parse(input);
      if (once !== null) expect(parse(once)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test('a domain is what the URL parser makes of it', () => {
  const label = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9-]{1,8}$/),
    fc.constantFrom(
      'xn--wgv71a119e',
      'xn--a',
      'XN--',
      'ab--c',
      '0x1',
      '日本語',
      'K',
      'ß',
      'İ',
      '１',
      'x'.repeat(64),
    ),
  );
  const domain = fc.oneof(
    fc.domain(),
    fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.')),
    fc
      .array(fc.constant('a'.repeat(60)), { minLength: 3, maxLength: 5 })
      .map((all) => all.join('.')),
  );
  fc.assert(
    fc.property(domain, (text) => {
      const address = parse(`a@${text}`);
      if (address !== null) {
        expect(address.slice(2)).toBe(new URL(`http://${text.normalize('NFKC')}`).hostname);
      } else if (/^([a-z][a-z0-9]{0,9}\.)+[a-z]{2,9}$/.test(text)) {
        expect(text.length).toBeGreaterThan(252);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a masked address keeps its first letter and its domain', () => {
  expect(maskEmailAddress('hanako@example.com')).toBe('h***@example.com');
});
