// Who signed a webhook: svix's scheme (standardwebhooks.com), by the platform's own HMAC.

/** Signatures older or newer than this are refused: a recorded request cannot be played again. */
const skewSeconds = 5 * 60;
/** More than a rotation needs; nobody makes us try without end. */
const mostSignatures = 8;

/**
 * True if one of the secrets (`whsec_…`; two while rotating) signed this raw body, no more than
 * five minutes ago or ahead. svix sends the same three headers under its own names.
 */
export async function verifySignature(
  body: Uint8Array,
  headers: Headers,
  secrets: string,
  now: Date,
): Promise<boolean> {
  const id = headers.get('svix-id') ?? headers.get('webhook-id') ?? '';
  const sentAt = headers.get('svix-timestamp') ?? headers.get('webhook-timestamp') ?? '';
  const given = headers.get('svix-signature') ?? headers.get('webhook-signature') ?? '';
  if (id === '' || !/^\d{1,12}$/.test(sentAt)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(sentAt)) > skewSeconds) return false;
  const signed = concat(encoder.encode(`${id}.${sentAt}.`), body);
  const signatures = readSignatures(given);
  for (const key of await keysOf(secrets)) {
    for (const signature of signatures) {
      // In constant time: https://www.w3.org/TR/WebCryptoAPI/#hmac-operations-verify
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) return true;
    }
  }
  return false;
}

const encoder = new TextEncoder();
const keys = new Map<string, Promise<CryptoKey[]>>();

/** The keys in `RESEND_WEBHOOK_SECRET`, imported once per isolate. None of them: nobody is believed. */
function keysOf(secrets: string): Promise<CryptoKey[]> {
  const known = keys.get(secrets);
  if (known) return known;
  const each = secrets.split(/[\s,]+/).filter(Boolean);
  const imported = Promise.all(each.map(importSecret));
  keys.set(secrets, imported);
  return imported;
}

function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = readBase64(secret.replace(/^whsec_/, ''));
  if (bytes === null) throw new Error('RESEND_WEBHOOK_SECRET is not base64 behind whsec_');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
}

/** Of `v1,BASE64 v1,BASE64 …` what is of version 1; the rest is not ours to judge. */
function readSignatures(given: string): Uint8Array<ArrayBuffer>[] {
  return given
    .split(' ', mostSignatures)
    .filter((one) => one.startsWith('v1,'))
    .flatMap((one) => readBase64(one.slice(3)) ?? []);
}

function readBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

function concat(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
