// A house that receives mail: an editor with an address for the inbox, and what Resend does with a mail.

import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { developmentWebhookSecret } from '../../../dev/mailbox/server.ts';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

export const own = 'aiko@example.com';

export async function openMailHouse(role: 'writer' | 'viewer' = 'writer') {
  const app = await setupWithEngine({ INBOUND_ADDRESS: 'leave@in.example.com' });
  const writer = await signedIn(app, role, own);
  const page = async () => (await writer.call('GET', '/console/inbox')).text;
  let events = 0;
  /** The editor presses for an address, and reads it. */
  const makeDoor = async () => {
    await writer.call('POST', '/console/inbox', form({ do: 'door' }));
    return /<code>(inbox-[a-z2-7]{56}@in\.example\.com)<\/code>/.exec(await page())?.[1] ?? 'none';
  };
  /** Resend has a mail; its id. */
  const hold = async (mail: Record<string, unknown>): Promise<string> => {
    const answer = await fetch(`${app.engine.mailbox.url}/_mailbox/received`, {
      method: 'POST',
      body: JSON.stringify({ from: `Aiko <${own}>`, ...mail }),
      headers: { 'content-type': 'application/json' },
    });
    return (await answer.json()).id;
  };
  /** Resend tells of a mail. */
  const tell = async (id: string, to: readonly string[], at = new Date()) => {
    const data = { email_id: id, from: own, to, cc: [], bcc: [], subject: 'Read this' };
    const body = JSON.stringify({ type: 'email.received', created_at: at, data });
    const now = new Date();
    const svixId = `msg_${++events}`;
    const answer = await app.call('POST', '/webhooks/resend', {
      key: null,
      body,
      headers: {
        'svix-id': svixId,
        'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
        'svix-signature': new Webhook(developmentWebhookSecret).sign(svixId, now, body),
      },
    });
    return answer.status;
  };
  return {
    ...app,
    writer,
    page,
    makeDoor,
    hold,
    tell,
    /** A mail comes, is told of and worked; its id. */
    async receive(to: string, mail: Record<string, unknown>): Promise<string> {
      const id = await hold({ to, ...mail });
      await tell(id, [to]);
      await app.engine.drain();
      return id;
    },
    async inbox(): Promise<{ id: string; url: string; title: string; came: string }[]> {
      return (await app.call('GET', '/api/inbox')).json.data;
    },
    async door() {
      const [row] = await app.db.execute(sql`
        select turn, refused, refused_why as why, taken_at is not null as taken from inbox_doors`);
      return row;
    },
  };
}
