import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url } from '../../src/base/ids.ts';
import { createTokenRing } from '../../src/base/token.ts';
import { type Claim, fingerprint, preferencesOf } from '../../src/base/token-claims.ts';

const uuid = fc.uuid();
const claim: fc.Arbitrary<Claim> = fc.oneof(
  fc.record({
    purpose: fc.constant('unsubscribe' as const),
    subscriber: fc.integer({ min: 1, max: 2 ** 47 }),
    list: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    send: fc.option(uuid.filter((id) => !id.startsWith('00000000-'))),
  }),
  fc.record(
    {
      purpose: fc.constant('preferences' as const),
      subscriber: fc.integer({ min: 1, max: 2 ** 47 }),
      list: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      address: fc.nat(2 ** 32 - 1),
    },
    { requiredKeys: ['purpose', 'subscriber', 'address'] },
  ),
  fc.record({ purpose: fc.constant('form' as const), shownAt: fc.nat(2 ** 48 - 1) }),
  fc.record({
    purpose: fc.constant('letter' as const),
    letter: uuid,
    expiresAt: fc.integer({ min: 0, max: 2 ** 40 }),
  }),
);
const ring = createTokenRing([
  'new-key-of-at-least-32-characters!!',
  'old-key-of-at-least-32-characters!!',
]);

test('every claim comes back from its token, and the token is safe in a URL', () => {
  fc.assert(
    fc.property(claim, (value) => {
      const token = ring.sign(value);
      expect(token).toMatch(/^[A-Za-z0-9_-]{20,64}$/);
      expect(ring.verify(token)).toEqual(value);
      expect(ring.sign(value)).toBe(token);
    }),
  );
});

const mail = fc.record({
  subscriber: fc.integer({ min: 1, max: 2 ** 47 }),
  list: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  send: fc.option(uuid.filter((id) => !id.startsWith('00000000-'))),
  address: fc.emailAddress(),
});
/** As mails before this had their links, and as replays of them still make them. */
const before = ring.signingWith(ring.keyName.replace('.2', ''));

test('the two links of a mail are good for what each says, and neither yields the other', () => {
  fc.assert(
    fc.property(mail, mail, fc.constantFrom(ring, before), (value, other, signer) => {
      const links = signer.signMail(value);
      const { subscriber, list, send } = value;
      const address = signer === ring ? fingerprint(value.address) : null;
      const leave = { purpose: 'unsubscribe', subscriber, list, send } as const;
      const prefer = { purpose: 'preferences', subscriber, list, address };
      expect(ring.verify(links.unsubscribe)).toEqual(leave);
      expect(ring.verify(links.preferences)).toEqual(prefer);
      expect(links.unsubscribe).toBe(ring.sign(leave));
      for (const foreign of [links, signer.signMail(other)]) {
        const bytes = Object.values(foreign).map((token) => fromBase64Url(token) ?? []);
        for (const [payload, tag] of [bytes, [...bytes].reverse()]) {
          const forged = [...(payload ?? []).slice(0, -16), ...(tag ?? []).slice(-16)];
          expect(ring.verify(toBase64Url(new Uint8Array(forged)))).toBe(null);
          // The purpose changed, the signature kept; and the purpose that was signed.
          for (const purpose of [0, 1, 2, 3]) {
            if (purpose === payload?.[0]) continue;
            const renamed = Uint8Array.from([purpose, ...(payload ?? []).slice(1)]);
            expect(ring.verify(toBase64Url(renamed))).toBe(null);
          }
        }
      }
    }),
  );
});

test('a token with any one character changed, cut off or added is refused', () => {
  fc.assert(
    fc.property(
      claim,
      fc.nat(),
      fc.constantFrom('A', 'z', '_', '9'),
      (value, position, character) => {
        const token = ring.sign(value);
        const at = position % token.length;
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        if (changed !== token) expect(ring.verify(changed)).toBe(null);
        expect(ring.verify(token.slice(0, -1))).toBe(null);
        expect(ring.verify(token + character)).toBe(null);
      },
    ),
  );
});

test('arbitrary text is no token', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(ring.verify(text)).toBe(null);
    }),
  );
});

test('a token of the old key works until the key leaves the ring', () => {
  const old = createTokenRing(['old-key-of-at-least-32-characters!!']);
  const claim = preferencesOf(7, 'mai@example.com');
  const token = old.sign(claim);
  expect(ring.verify(token)).toEqual(claim);
  const without = createTokenRing(['new-key-of-at-least-32-characters!!']);
  expect(without.verify(token)).toBe(null);
});

test('a ring signs with the key it is asked for, as long as it holds that key', () => {
  const old = createTokenRing(['old-key-of-at-least-32-characters!!']);
  const claim = preferencesOf(7, 'mai@example.com');
  expect(ring.sign(claim)).not.toBe(old.sign(claim));
  expect(ring.signingWith(old.keyName).sign(claim)).toBe(old.sign(claim));
  expect(ring.signingWith('unknown').sign(claim)).toBe(ring.sign(claim));
});

test('a send that was planned with the first form of links keeps it, to the byte', () => {
  const value = { subscriber: 7, list: 1, send: null, address: 'mai@example.com' };
  const links = before.signMail(value);
  expect(links).toEqual(before.signMail({ ...value, address: 'mai@example.org' }));
  // As version 0.1 made them.
  expect(links).toEqual({
    unsubscribe: 'AQAAAAAABwAAAAEAAAAAAAAAAAAAAAAAAAAA6mWbBGN_RN5mS_fMfBoMeA',
    preferences: 'AgAAAAAABwAAAAEAAAAAAAAAAAAAAAAAAAAAvtLm9G5bNAuUPPpSrq3_qg',
  });
  expect(ring.signingWith(before.keyName).signMail(value)).toEqual(links);
  expect(ring.signingWith(ring.keyName).signMail(value)).toEqual(ring.signMail(value));
});

test('the preference link of another address is another, and shorter than that to leave', () => {
  const value = { subscriber: 7, list: 1, send: crypto.randomUUID(), address: 'mai@example.com' };
  const { unsubscribe, preferences } = ring.signMail(value);
  const moved = ring.signMail({ ...value, address: 'mai@example.org' });
  expect(moved.preferences).not.toBe(preferences);
  expect(moved.unsubscribe).toBe(unsubscribe);
  expect([unsubscribe.length, preferences.length]).toEqual([58, 42]);
});

test('links that are out already are made and read in the same bytes for ever', () => {
  const send = '0197a000-0000-7000-8000-00000000000f';
  expect(ring.signMail({ subscriber: 7, list: 1, send, address: 'mai@example.com' })).toEqual({
    unsubscribe: 'AQAAAAAABwAAAAEBl6AAAABwAIAAAAAAAAAPZXzjxav7yCMp-6NYlKBJoA',
    preferences: 'AgAAAAAABwAAAAFOWiyXl6qRL2agldn6DRXJzWzeAQ',
  });
});

test('a claim that does not fit its fields is a fault, not another claim', () => {
  const leave = { purpose: 'unsubscribe', subscriber: 7, list: 1, send: null } as const;
  const strange = crypto.randomUUID().toUpperCase().replace(/^./, 'A');
  for (const wrong of [{ subscriber: -1 }, { list: 2 ** 32 }, { send: 'x' }, { send: strange }]) {
    expect(() => ring.sign({ ...leave, ...wrong })).toThrow(RangeError);
  }
  expect(() => ring.sign({ purpose: 'preferences', subscriber: 7, address: null })).toThrow(
    RangeError,
  );
});

test('the address hash stays the same when a newer key is put in front', () => {
  const old = createTokenRing(['old-key-of-at-least-32-characters!!']);
  expect(ring.hashAddress('a@example.com')).toBe(old.hashAddress('a@example.com'));
  expect(ring.hashAddress('a@example.com')).not.toBe(ring.hashAddress('b@example.com'));
});

test('what is signed for one purpose, person or list says nothing else under any key of ours', () => {
  const other = createTokenRing(['another-key-of-more-than-32-characters-x']);
  fc.assert(
    fc.property(claim, claim, (one, two) => {
      const tokens = [ring.sign(one), ring.sign(two)] as const;
      expect(tokens[0] === tokens[1]).toBe(JSON.stringify(one) === JSON.stringify(two));
      expect(other.verify(tokens[0])).toBe(null);
      // The claim of one with the signature of the other.
      const bytes = tokens.map((token) => fromBase64Url(token) ?? new Uint8Array());
      const [a = new Uint8Array(), b = new Uint8Array()] = bytes;
      const swapped = new Uint8Array([...a.slice(0, -16), ...b.slice(-16)]);
      const read = ring.verify(toBase64Url(swapped));
      expect(read === null || JSON.stringify(read) === JSON.stringify(one)).toBe(true);
      if (tokens[0] !== tokens[1]) expect(read).toBe(null);
    }),
  );
});
