// The send as it is usually written: a row per recipient, a render per recipient, the SDK with strings.

import postgres from 'postgres';
import { Resend } from 'resend';
import type { TokenRing } from '../../src/base/token.ts';
import { preferencesOf } from '../../src/base/token-claims.ts';
import type { Digest } from '../../src/digest/schema.ts';
import { renderForReader } from './mail.tsx';

interface NaiveSend {
  databaseUrl: string;
  resendUrl: string;
  ring: TokenRing;
  digest: Digest;
  sendId: string;
}

/** As many at once as the product's lanes in one invocation. */
const lanes = 4;
/** Resend's batch: the naive sender does call it with a hundred at once. */
const batchSize = 100;

/** Works until no row is pending; the number of mails that were accepted. */
export async function sendNaively(send: NaiveSend): Promise<number> {
  const sql = postgres(send.databaseUrl, { max: lanes, fetch_types: false });
  try {
    const done = await Promise.all(Array.from({ length: lanes }, () => runLane(sql, send)));
    return done.reduce((sum, count) => sum + count, 0);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function runLane(sql: postgres.Sql, send: NaiveSend): Promise<number> {
  const sdk = new Resend('re_bench', { baseUrl: send.resendUrl });
  for (let total = 0; ; ) {
    const claimed = await claimOneByOne(sql, send.sendId);
    if (claimed.length === 0) return total;
    const answer = await sdk.batch.send(claimed.map((row) => writeMail(send, row)));
    if (answer.error) throw new Error(answer.error.message);
    for (const [i, row] of claimed.entries()) {
      await sql`
        update naive_recipients set state = 'accepted', provider_id = ${answer.data.data[i]?.id ?? null}, settled_at = now()
        where send_id = ${send.sendId} and subscriber_id = ${row.subscriber_id}`;
    }
    total += claimed.length;
  }
}

interface Row {
  subscriber_id: string;
  email: string;
}

async function claimOneByOne(sql: postgres.Sql, sendId: string): Promise<Row[]> {
  const claimed: Row[] = [];
  while (claimed.length < batchSize) {
    const rows = await sql<Row[]>`
      update naive_recipients set state = 'claimed', claimed_at = now()
      where send_id = ${sendId} and subscriber_id = (
        select subscriber_id from naive_recipients where send_id = ${sendId} and state = 'pending'
        order by subscriber_id limit 1 for update skip locked)
      returning subscriber_id, email`;
    const row = rows[0];
    if (!row) break;
    claimed.push(row);
  }
  return claimed;
}

function writeMail({ ring, digest, sendId }: NaiveSend, row: Row) {
  const subscriber = Number(row.subscriber_id);
  const leave = ring.sign({ purpose: 'unsubscribe', subscriber, list: 1, send: sendId });
  const prefer = ring.sign(preferencesOf(subscriber, row.email));
  const unsubscribeUrl = `https://digest.example.com/u/${leave}`;
  const reader = {
    to: row.email,
    listName: 'Digest',
    unsubscribeUrl,
    preferencesUrl: `https://digest.example.com/preferences/${prefer}`,
  };
  return {
    from: 'digest@example.com',
    to: [row.email],
    subject: digest.headline,
    ...renderForReader(digest, reader),
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    tags: [
      { name: 'send', value: sendId },
      { name: 'subscriber', value: row.subscriber_id },
    ],
  };
}
