import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { proveFault } from './prove.ts';
import { waitUntil } from './wait.ts';
import { judgeSend, readAccepted } from './witness.ts';
import { shareWorld, type World } from './world.ts';

const borrowWorld = shareWorld({ webhooks: true });
const accepted = (recipients: number) => ({
  status: 'sent',
  counts: { recipients, accepted: recipients },
});

const countRows = async (world: World, sendId: string) => {
  const [row] = await world.db.execute(sql`
    select (select count(*) from events where send_id = ${sendId})::int as events,
      count(*)::int as rows, count(sent_at)::int as sent, count(delivered_at)::int as delivered,
      count(opened_at)::int as opened, count(clicked_at)::int as clicked
    from deliveries where send_id = ${sendId}`);
  return { ...row };
};

const disorders = [
  { name: 'that come before the answer of the API', order: { fault: 'webhook_first' } },
  { name: 'that come three times each', order: { fault: 'webhook_twice', copies: 3 } },
  { name: 'in any order', order: { fault: 'webhook_permuted' } },
  { name: 'a second late', order: { fault: 'webhook_late' } },
  { name: 'each behind a forged one', order: { fault: 'webhook_forged' } },
];
for (const { name, order } of disorders) {
  proveFault(
    'F22',
    `webhooks ${name} give the same table`,
    'One row a recipient, one event an id; the send is not touched.',
    async () => {
      const world = await borrowWorld(40);
      await world.order(order);
      const sendId = await world.startSend();
      await world.finish(sendId);
      expect(await world.askMailbox('idle')).toMatchObject({ idle: true });
      await waitUntil('the fold', async () => (await countRows(world, sendId)).delivered === 40);
      await waitUntil('the last event', async () => {
        return (await countRows(world, sendId)).events === 80;
      });
      expect(await countRows(world, sendId)).toMatchObject({ rows: 40, sent: 40 });
      return judgeSend(world, sendId, accepted(40));
    },
  );
}

proveFault(
  'F22',
  'webhooks that never come change nothing about who was accepted',
  'Accepted by the answers alone; nothing is said to be delivered.',
  async () => {
    const world = await borrowWorld(40);
    await world.order({ fault: 'webhook_lost' });
    const sendId = await world.startSend();
    const send = await world.finish(sendId);
    expect(send.counts).toMatchObject({ accepted: 40, delivered: 0 });
    return judgeSend(world, sendId, accepted(40));
  },
);

proveFault(
  'F22',
  'an event that is forged, and one that is six minutes old, are refused',
  'The signature covers the body and the time; the genuine event beside them is taken.',
  async () => {
    const world = await borrowWorld(3);
    const sendId = await world.startSend();
    await world.finish(sendId);
    const [first] = await readAccepted(world.mailboxUrl, sendId);
    const id = first?.[1][0];
    await world.askMailbox('events', { id, type: 'email.complained', forged: true });
    await world.askMailbox('events', { id, type: 'email.opened', timestampOffsetSeconds: -360 });
    await world.askMailbox('events', { id, type: 'email.clicked' });
    await waitUntil('the genuine one', async () => (await countRows(world, sendId)).clicked === 1);
    expect(await countRows(world, sendId)).toMatchObject({ opened: 0, clicked: 1 });
    expect((await world.readSend(sendId)).counts.complained).toBe(0);
    return judgeSend(world, sendId, accepted(3));
  },
);

proveFault(
  'F29',
  'a mail that is accepted and then suppressed by the provider is told, and its reader left out next',
  'Accepted stays accepted; the address is suppressed here, too.',
  async () => {
    const world = await borrowWorld(40);
    await world.db.execute(sql`
      update subscribers set email = 'suppressed+7@resend.dev' where id = ${world.readers[6]}`);
    const first = await world.startSend();
    await world.finish(first);
    await waitUntil('the suppression', async () => {
      const rows = await world.db.execute(sql`
        select 1 from suppressions where address = 'suppressed+7@resend.dev' and reason = 'provider'`);
      return rows.length === 1;
    });
    const second = await world.startSend();
    await world.finish(second);
    return [
      await judgeSend(world, first, accepted(40)),
      await judgeSend(world, second, accepted(39)),
    ];
  },
);
