import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFeedback } from '../../src/resend/feedback.ts';
import { gistOf } from '../../src/resend/gist.ts';
import { takeFeedback } from '../../src/sending/feedback/fold.ts';
import { inDream } from '../faults/model/twin-rows.ts';
import { freshDatabase } from '../support/database.ts';

const now = new Date('2026-11-20T09:00:00Z');
const sendId = '0190b1d2-0000-7000-8000-00000000000a';
const said = {
  email_id: 'b1946ac9',
  to: ['Reader@example.com', 'other@example.com'],
  tags: { send: sendId, batch: '3', subscriber: '17' },
  bounce: { type: 'Permanent', subType: 'General', message: 'names an address: never kept' },
};
const bounced = { type: 'email.bounced', created_at: '2026-11-19T08:00:00.123Z', data: said };

test('an event gives its kind, moment, recipient and what the log keeps', () => {
  expect(parseFeedback('msg_1', bounced, now)).toEqual({
    id: 'msg_1',
    kind: 'bounced',
    at: new Date('2026-11-19T08:00:00.123Z'),
    sendId,
    subscriberId: 17,
    to: 'Reader@example.com',
    isPermanentBounce: true,
    isTransientBounce: false,
    detail: { emailId: 'b1946ac9', bounce: 'Permanent', subType: 'General' },
  });
});

test('tags as pairs and a single recipient say the same', () => {
  const tags = Object.entries(said.tags).map(([name, value]) => ({ name, value }));
  const older = { ...bounced, data: { ...said, tags, to: said.to[0] } };
  expect(parseFeedback('msg_1', older, now)).toEqual(parseFeedback('msg_1', bounced, now));
});

test('what is missing or of another type counts as not said; without a type it is no event', () => {
  const bare = parseFeedback('msg_1', { type: 'domain.updated' }, now);
  expect(bare).toMatchObject({
    kind: 'domain.updated',
    at: now,
    sendId: null,
    to: null,
    detail: {},
  });
  const data = { email_id: 7, to: 5, tags: [null, 3], bounce: 'x', click: null, failed: [] };
  expect(parseFeedback('msg_1', { type: 'domain.updated', created_at: 8, data }, now)).toEqual(
    bare,
  );
  for (const nothing of [null, 'text', 3, [], {}, { type: 3 }, { type: 'x'.repeat(101) }]) {
    expect(parseFeedback('msg_1', nothing, now)).toBeNull();
  }
  const oddIds = { send: 'not a uuid', subscriber: '-1' };
  const odd = parseFeedback('msg_1', { ...bounced, data: { ...said, tags: oddIds } }, now);
  expect(odd).toMatchObject({ sendId: null, subscriberId: null });
});

/** Letters and moments that PostgreSQL does not take, too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('a\0b', '\ud83d', `${'x'.repeat(499)}\ud83d\ude00`, '{"a"}', '\\', '菊'),
);
const anything = fc.oneof(anyText, fc.integer(), fc.constant(null), fc.array(anyText));
const anyPayload = fc.record(
  {
    type: fc.constantFrom(
      'email.sent',
      'email.bounced',
      'email.clicked',
      'email.complained',
      'a\0',
    ),
    created_at: fc.oneof(
      fc.constantFrom('-000001-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '0000-01-01', 'soon'),
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      anything,
    ),
    data: fc.oneof(
      anything,
      fc.record(
        {
          email_id: anything,
          to: anything,
          tags: fc.record({
            send: fc.oneof(fc.constant(sendId), anything),
            subscriber: fc.oneof(fc.nat().map(String), anything),
          }),
          bounce: fc.record({ type: anything, subType: anything }),
          click: fc.record({ link: anything }),
          failed: fc.record({ reason: anything }),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['type'] },
);

test('what waits in the queue says the same as the whole event, whatever it holds', () => {
  fc.assert(
    fc.property(anyPayload, (payload) => {
      const gist = gistOf(payload, 'https://digest.example.com');
      const whole = parseFeedback('msg_1', payload, now);
      // No address is as long.
      const to = whole?.to?.slice(0, 500) ?? null;
      expect(parseFeedback('msg_1', gist, now)).toEqual({ ...whole, to });
    }),
  );
});

test('whatever an event holds, its batch is stored: it keeps no other event out', async () => {
  const { db } = await freshDatabase();
  await fc.assert(
    fc.asyncProperty(fc.array(anyPayload, { minLength: 1, maxLength: 20 }), async (payloads) => {
      const events = payloads.flatMap(
        (payload, n) => parseFeedback(`msg_${n}`, payload, now) ?? [],
      );
      await inDream(db, async (dream) => {
        await takeFeedback(dream, events);
        const [row] = await dream.execute(sql`select count(*)::int as count from events`);
        expect(row).toEqual({ count: payloads.length });
      });
    }),
    { numRuns: 200 },
  );
}, 60_000);
