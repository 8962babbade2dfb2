import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { beginRequest, type KeyedRequest } from '../../../src/access/keys/idempotency.ts';
import { idempotentRequests } from '../../../src/db/schema/access.ts';
import { freshDatabase } from '../../support/database.ts';

const request: KeyedRequest = {
  keyId: '0190c8f0-0000-7000-8000-000000000000',
  operation: 'POST /api/sends',
  key: 'k',
  bodyHash: async () => 'hash',
  staleAfterSeconds: 60,
};
const answer = { status: 202, body: '{}', headers: { location: '/x' } };

test('one who was taken over cannot finish over the other', async () => {
  const { db } = await freshDatabase();
  const slow = await beginRequest(db, request);
  await db.update(idempotentRequests).set({ createdAt: sql`now() - interval '2 minutes'` });
  const quick = await beginRequest(db, request);
  if (slow.kind !== 'first' || quick.kind !== 'first') throw new Error('both should have begun');
  expect(quick.claim.reservedId).toBe(slow.claim.reservedId);
  await slow.claim.finish({ ...answer, body: 'of the slow one' });
  await slow.claim.release();
  await quick.claim.finish(answer);
  expect(await beginRequest(db, request)).toEqual({ kind: 'replay', answer });
});

test('of many who begin at once, one is first and the others are told to wait', async () => {
  const { db } = await freshDatabase();
  const begun = await Promise.allSettled(
    Array.from({ length: 8 }, () => beginRequest(db, request)),
  );
  expect(begun.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  for (const one of begun) {
    if (one.status === 'rejected') expect(one.reason.code).toBe('idempotency_in_flight');
  }
});

test('a request whose outcome nobody knows is taken over at once, with the id it had', async () => {
  const { db } = await freshDatabase();
  const lost = await beginRequest(db, request);
  if (lost.kind !== 'first') throw new Error('nobody was there before');
  await lost.claim.abandon();
  const next = await beginRequest(db, request);
  if (next.kind !== 'first') throw new Error('the first gave up');
  expect(next.claim.reservedId).toBe(lost.claim.reservedId);
  await next.claim.finish(answer);
  await lost.claim.abandon();
  expect(await beginRequest(db, request)).toEqual({ kind: 'replay', answer });
});
