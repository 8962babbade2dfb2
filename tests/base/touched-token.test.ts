import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokenRing } from '../../src/base/token.ts';
import { type Claim, fingerprint } from '../../src/base/token-claims.ts';
import { readTouched } from '../../src/base/touched-token.ts';

const ring = createTokenRing(['a-key-of-at-least-32-characters-for-links']);
const oldForm = ring.signingWith(ring.keyName.replace('.2', ''));

const token = fc
  .record({
    subscriber: fc.integer({ min: 1, max: 2 ** 47 }),
    list: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    send: fc.option(fc.uuid()),
    address: fc.emailAddress(),
    kind: fc.constantFrom('unsubscribe', 'preferences', 'old', 'letter', 'form'),
  })
  .map(({ kind, ...mail }) => {
    if (kind === 'letter') {
      return ring.sign({ purpose: kind, letter: crypto.randomUUID(), expiresAt: 1 });
    }
    if (kind === 'form') return ring.sign({ purpose: kind, shownAt: mail.subscriber });
    if (kind === 'old') return oldForm.signMail(mail).preferences;
    return kind === 'unsubscribe'
      ? ring.signMail(mail).unsubscribe
      : ring.signMail(mail).preferences;
  });

/** What base64url has no letter for, as text and as escapes, also encoded once more. */
const noise = fc.constantFrom(
  ...[' ', '\r\n ', '=\r\n', '\t', '\u00a0', '\u200b', '\u200c\u2060', '\ufeff', '\u00ad', '"'],
  ...['.', ',', '。', ')', '）', '>', '/', ';', '!', "'", '*', '😀'],
  ...['%20', '%0D%0A%20', '%3E', '%3c', '%E2%80%8B', '%253E', '%25250A', '%00'],
);

test('a token is found whatever noise stands before, in and behind it', () => {
  fc.assert(
    fc.property(token, fc.array(fc.tuple(fc.nat(60), noise)), (whole, touches) => {
      let text = whole;
      for (const [at, what] of touches) {
        // Never into an escape that was put there before.
        const place = text.includes('%') ? text.length : at;
        text = text.slice(0, place) + what + text.slice(place);
      }
      expect(ring.restore(text)).toBe(whole);
    }),
  );
});

const tails = ['_', '-', '__', '</a>', '&gt;', ')see', '"class="x', '%22%3ENext', '=20', '\nJane'];
for (const tail of tails) {
  test(`a token is found before ${JSON.stringify(tail)}`, () => {
    fc.assert(fc.property(token, (whole) => ring.restore(whole + tail) === whole));
  });
}

test('an escaped hyphen or underline is a letter of the token, and marks before it are not', () => {
  fc.assert(
    fc.property(token, (whole) => {
      const escaped = whole.replaceAll('-', '%2D').replaceAll('_', '%255f');
      expect(ring.restore(escaped)).toBe(whole);
      expect(ring.restore(`<_${whole}_>`)).toBe(whole);
    }),
  );
});

test('a letter that is missing, added or another is no noise, and nothing makes it whole', () => {
  fc.assert(
    fc.property(
      token,
      fc.nat(),
      fc.constantFrom('A', 'z', '9'),
      noise,
      (whole, at, letter, more) => {
        const place = at % whole.length;
        const changed = whole.slice(0, place) + letter + whole.slice(place + 1);
        const wrong = [whole.slice(0, -1), whole.slice(1), whole + letter];
        if (changed !== whole) wrong.push(changed);
        for (const text of wrong) expect(ring.restore(text + more)).toBe(null);
      },
    ),
  );
});

test('what comes out is what was signed: safe in an address, whatever went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(ring.restore(text)).toBe(null);
      for (const one of readTouched(text)) expect(one).toMatch(/^[A-Za-z0-9_-]{31,58}$/);
    }),
  );
  const claim: Claim = { purpose: 'preferences', subscriber: 7, address: fingerprint('a@b.jp') };
  expect(ring.restore(` ${ring.sign(claim)}\r\nlocation: x`)).toBe(ring.sign(claim));
});

test('no text takes long, and one beyond all links is not looked through', () => {
  const started = performance.now();
  for (const unit of ['%', '%25', '%2', '-', 'A', '\u200b', '=\r\n', '%41']) {
    for (const size of [2_000, 2_000_000]) ring.restore(unit.repeat(size / unit.length));
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});
