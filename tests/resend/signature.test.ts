import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { verifySignature } from '../../src/resend/signature.ts';

const secrets = [
  'whsec_dGVzdC1zZWNyZXQtdGVzdC1zZWNyZXQ=',
  'whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0LW5ldw==',
] as const;
const sentAt = new Date('2026-11-20T09:00:00Z');
const after = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000);

/** Headers as svix writes them, by another implementation than ours. */
function sign(secret: string, body: string, id = 'msg_1') {
  return {
    'svix-id': id,
    'svix-timestamp': String(sentAt.getTime() / 1000),
    'svix-signature': new Webhook(secret).sign(id, sentAt, body),
  };
}

function verify(
  headers: Record<string, string>,
  body: string,
  { known = secrets.join(' '), now = sentAt } = {},
) {
  return verifySignature(new TextEncoder().encode(body), new Headers(headers), known, now);
}

test('what either secret signed is believed, under both names of the headers, whatever the body', async () => {
  const text = fc.string({ unit: 'grapheme' });
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom(...secrets), async (body, secret) => {
      const signed = sign(secret, body);
      expect(await verify(signed, body)).toBe(true);
      const standard = Object.entries(signed).map(([name, value]) => [
        name.replace('svix', 'webhook'),
        value,
      ]);
      expect(await verify(Object.fromEntries(standard), body)).toBe(true);
    }),
  );
});

test('one changed letter anywhere, or another secret, and nobody is believed', async () => {
  const body = '{"type":"email.delivered"}';
  const signed = sign(secrets[0], body);
  const names = ['svix-id', 'svix-timestamp', 'svix-signature'] as const;
  await fc.assert(
    fc.asyncProperty(fc.nat(80), fc.constantFrom('0', 'A', '/'), async (at, letter) => {
      const alter = (text: string) =>
        text.slice(0, at % text.length) + letter + text.slice((at % text.length) + 1);
      if (alter(body) !== body) expect(await verify(signed, alter(body))).toBe(false);
      for (const name of names) {
        const altered = { ...signed, [name]: alter(signed[name]) };
        // The last letter of a signature holds four bits, so another may say the same.
        const isSame = altered[name] === signed[name] || at % signed[name].length >= 45;
        if (!isSame) expect(await verify(altered, body)).toBe(false);
      }
    }),
  );
  expect(await verify(signed, body, { known: secrets[1] })).toBe(false);
  expect(await verify(signed, body, { known: '' })).toBe(false);
});

test('five minutes on either side are allowed, and not a second more', async () => {
  const signed = sign(secrets[0], 'x');
  for (const seconds of [-300, 0, 300]) {
    expect(await verify(signed, 'x', { now: after(seconds) })).toBe(true);
    expect(await verify(signed, 'x', { now: after(seconds + (seconds < 0 ? -1 : 301)) })).toBe(
      false,
    );
  }
});

test('of several signatures one that fits is enough; what is missing or no signature is refused', async () => {
  const signed = sign(secrets[1], 'x');
  const several = `v1a,AAAA v1,AAAA v1,%% ${signed['svix-signature']}`;
  expect(await verify({ ...signed, 'svix-signature': several }, 'x')).toBe(true);
  for (const name of ['svix-id', 'svix-timestamp', 'svix-signature']) {
    for (const value of ['', ' ', 'v1', 'v1,', '1e9', '-1', '99999999999999']) {
      expect(await verify({ ...signed, [name]: value }, 'x')).toBe(false);
    }
  }
});
