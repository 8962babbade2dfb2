// What of a webhook event goes into the queue: the few things that are read, each of bounded length.

/** In the form of Resend's own payload, so that whoever reads one reads the other. */
export interface EventGist {
  type: string;
  created_at?: string;
  data: {
    email_id?: string;
    /** The first recipient. */
    to?: string;
    tags?: { send?: string; subscriber?: string; letter?: string };
    bounce?: { type?: string; subType?: string };
    click?: { link?: string };
    failed?: { reason?: string };
  };
}

/** The event of a mail that came to us: `parseInbound` reads it. */
export const received = 'email.received';

/** Beyond the longest address there is (RFC 5321 §4.5.3.1: 254), id and date. */
const mostLetters = 500;

/**
 * Null if it is no event of a mail of ours. Whatever else a payload holds, however deep, stays outside: a queue
 * refuses what is too large, and cannot carry what is nested a thousand times. `ownUrl`: of a link of
 * ours only the beginning is kept, for the rest may be a token.
 */
export function gistOf(payload: unknown, ownUrl: string): EventGist | null {
  const { type, created_at, data } = readObject(payload);
  if (typeof type !== 'string' || type.length > 100 || type === received) return null;
  const { email_id, to, tags, bounce, click, failed } = readObject(data);
  const { send, subscriber, letter } = readTags(tags);
  const { link } = readObject(click);
  return {
    type,
    ...only({ created_at }),
    data: {
      ...only({ email_id, to: Array.isArray(to) ? to[0] : to }),
      ...part('tags', { send, subscriber, letter }),
      ...part('bounce', pick(bounce, ['type', 'subType'])),
      ...part('click', { link: typeof link === 'string' ? withoutToken(link, ownUrl) : undefined }),
      ...part('failed', pick(failed, ['reason'])),
    },
  };
}

export function readObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object, or, in older payloads and in the API, pairs of name and value. */
export function readTags(tags: unknown): Record<string, unknown> {
  if (!Array.isArray(tags)) return readObject(tags);
  return Object.fromEntries(tags.filter(isObject).map(({ name, value }) => [name, value]));
}

/** Of `/u/TOKEN`, `/preferences/TOKEN` and the like: which page it was. Foreign links stay whole. */
function withoutToken(link: string, ownUrl: string): string {
  const [clicked, own] = [URL.parse(link.slice(0, mostLetters)), URL.parse(ownUrl)];
  if (clicked === null || own === null || clicked.host !== own.host) return link;
  const [, page = '', rest] = clicked.pathname.split('/');
  return `${clicked.origin}/${page}${rest === undefined ? '' : '/…'}`;
}

function pick(value: unknown, names: readonly string[]): Record<string, unknown> {
  const object = readObject(value);
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}

function part(name: string, values: Record<string, unknown>): Record<string, object> {
  const kept = only(values);
  return Object.keys(kept).length === 0 ? {} : { [name]: kept };
}

/** The texts among them, cut to length. */
function only(values: Record<string, unknown>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') texts[name] = value.slice(0, mostLetters);
  }
  return texts;
}
