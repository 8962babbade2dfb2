// A reader at the public pages: a browser's headers, forms, and the links in their mail.

import { sql } from 'drizzle-orm';
import { createTokenRing, type TokenRing } from '../../../src/base/token.ts';
import { slugFor } from '../../../src/digest/identity.ts';
import type { Digest, DigestInput } from '../../../src/digest/schema.ts';
import { parseDigest } from '../../../src/digest/schema.ts';
import { type Called, setup, type TestApp } from '../../support/app.ts';
import { plainDigest } from '../../support/engine.ts';
import { readConfirmToken, readStanding, storeDigest } from '../../support/fixtures.ts';

export interface Visitor extends TestApp {
  tokens: TokenRing;
  /** Takes all messages out of a queue. */
  take(queue: 'jobs' | 'letters' | 'events'): unknown[];
  get(path: string, headers?: Record<string, string>): Promise<Called>;
  /** A form as a browser posts it; a list gives several values of one field. */
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Called>;
  /** The newest link in an email to the address. */
  confirmToken(address: string): Promise<string>;
  /** `{slug: status}` of everything the address subscribes to. */
  standing(email: string): Promise<Record<string, string>>;
  /** A subscriber of the default list; gives the id. */
  reader(email: string, more?: { language?: string; status?: string }): Promise<number>;
  /** A digest that was sent and is in the archive; gives its slug. */
  publish(content?: DigestInput, more?: Publishing): Promise<string>;
}

export type Fields = Record<string, string | readonly string[]>;
interface Publishing {
  sentAt?: string;
  isListed?: boolean;
}

const browser = {
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'accept-language': 'ja,en;q=0.5',
};

export async function visit(variables: Record<string, unknown> = {}): Promise<Visitor> {
  const app = await setup(variables);
  const tokens = createTokenRing([String(app.bindings.SIGNING_KEYS)]);
  const { db } = app;
  return {
    ...app,
    tokens,
    take: (queue) => app.queues[queue].messages.splice(0).map(({ body }) => body),
    get: (path, headers = {}) =>
      app.call('GET', path, { key: null, headers: { ...browser, ...headers } }),
    post: (path, fields, headers = {}) =>
      app.call('POST', path, {
        key: null,
        body: encodeForm(fields),
        headers: {
          ...browser,
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
      }),
    confirmToken: (address) => readConfirmToken(db, tokens, address),
    standing: (email) => readStanding(db, email),
    async reader(email, { language, status = 'confirmed' } = {}) {
      const [row] = await db.execute<{ id: string }>(sql`
        with person as (
          insert into subscribers (email, language) values (${email}, ${language ?? null})
          returning id)
        insert into subscriptions (list_id, subscriber_id, status, confirmed_at)
        select 1, id, ${status}, now() from person returning subscriber_id as id`);
      return Number(row?.id);
    },
    async publish(
      content = plainDigest,
      { sentAt = '2026-11-20T22:00:00Z', isListed = true } = {},
    ) {
      const digest = mustParse(content);
      // As the store does for a second digest of the same day and headline.
      const slugOf = (id: string) => `${slugFor(digest, id, 'Asia/Tokyo')}-${id.slice(0, 8)}`;
      const id = await storeDigest(db, content, slugOf);
      await db.execute(sql`
        insert into sends (id, digest_id, revision, list_ids, status, listed, started_at, mailed_at, finished_at)
        values (gen_random_uuid(), ${id}, 1, '{1}', 'sent', ${isListed}, ${sentAt}, ${sentAt}, ${sentAt})`);
      return slugOf(id);
    },
  };
}

function encodeForm(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => [name, one]),
  );
  return new URLSearchParams(pairs).toString();
}

function mustParse(content: DigestInput): Digest {
  const parsed = parseDigest(content);
  if (parsed.kind === 'ok') return parsed.digest;
  throw new Error(JSON.stringify(parsed.errors));
}
