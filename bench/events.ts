// Webhook events as Resend sends them, made in any number; the same `n` makes the same event.

import http from 'node:http';
import { Webhook } from 'standardwebhooks';
import { developmentWebhookSecret } from '../dev/mailbox/server.ts';

export interface MadeEvent {
  id: string;
  payload: unknown;
}

const kinds = ['sent', 'delivered', 'opened'];
const firstAt = Date.UTC(2026, 10, 20, 9);

export const canary = 'https://digest.example.com/canary';

/**
 * Three events per recipient; one recipient in 500 bounces for good instead of being reached, and of
 * one in 20 all three are clicks: the first a program's, on the canary.
 */
export function makeEvent(sendId: string, n: number): MadeEvent {
  const subscriber = Math.floor(n / 3) + 1;
  const isClicker = subscriber % 20 === 7;
  const usual = isClicker ? 'clicked' : kinds[n % 3];
  const kind = subscriber % 500 === 0 && n % 3 > 0 ? 'bounced' : usual;
  const at = new Date(firstAt + n * 7 + (n % 3) * 60_000).toISOString();
  return {
    id: `msg_${sendId.slice(0, 8)}_${n}`,
    payload: {
      type: `email.${kind}`,
      created_at: at,
      data: {
        email_id: `00000000-0000-4000-8000-${String(subscriber).padStart(12, '0')}`,
        from: '菊のダイジェスト <digest@example.com>',
        to: [`reader.${subscriber}@mail.example.com`],
        subject: '朝の市場で野菜が安い理由',
        created_at: at,
        tags: {
          send: sendId,
          batch: String(Math.floor(subscriber / 100)),
          subscriber: String(subscriber),
          list: '1',
        },
        ...(kind === 'bounced'
          ? { bounce: { type: 'Permanent', subType: 'General', message: 'No such user' } }
          : {}),
        ...(isClicker
          ? { click: { link: n % 3 === 0 ? canary : 'https://news.example.com/market' } }
          : {}),
      },
    },
  };
}

export interface SignedEvent {
  headers: Record<string, string>;
  body: string;
}

/** Signed beforehand: making signatures is Resend's work, not ours. Valid for five minutes. */
export function signEvent({ id, payload }: MadeEvent): SignedEvent {
  const body = JSON.stringify(payload);
  const now = new Date();
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
      'svix-signature': new Webhook(developmentWebhookSecret).sign(id, now, body),
    },
  };
}

/** Posts all of them over so many connections kept alive; throws at the first that is not 2xx. */
export async function postEvents(
  url: string,
  events: readonly SignedEvent[],
  connections: number,
): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  let next = 0;
  const run = async () => {
    for (let event = events[next++]; event !== undefined; event = events[next++]) {
      const status = await postOrRepeat(agent, url, event);
      if (status !== 202) throw new Error(`The webhook route answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: connections }, run));
  agent.destroy();
}

/** Twice more after a cut connection, under the same id, as Resend does. */
async function postOrRepeat(agent: http.Agent, url: string, event: SignedEvent): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(agent, url, event);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

function post(agent: http.Agent, url: string, { headers, body }: SignedEvent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      url,
      { agent, method: 'POST', headers, timeout: 30_000 },
      (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    request.once('timeout', () => request.destroy(new Error('The webhook route is silent')));
    // More than one may come: the first settles.
    request.on('error', reject);
    request.end(body);
  });
}

/** Every event three times, in an order that a fixed seed decides (Fisher and Yates). */
export function tripleAndShuffle<Item>(items: readonly Item[]): Item[] {
  const order = [...items, ...items, ...items];
  let seed = 20_261_122;
  for (let i = order.length - 1; i > 0; i--) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const j = seed % (i + 1);
    const [a, b] = [order[i], order[j]];
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a];
  }
  return order;
}
