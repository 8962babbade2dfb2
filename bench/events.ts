// Webhook events as Resend sends them, made in any number; the same `n` makes the same event.

import net from 'node:net';
import { Webhook } from 'standardwebhooks';
import { developmentWebhookSecret } from '../dev/mailbox/server.ts';

export interface MadeEvent {
  id: string;
  payload: unknown;
}

const kinds = ['sent', 'delivered', 'opened'];
const firstAt = Date.UTC(2026, 10, 20, 9);

export const botTrap = 'https://digest.example.com/canary';

/**
 * Three events per recipient; one recipient in 500 bounces for good instead of being reached, and of
 * one in 20 all three are clicks: the first a program's, on the bot trap.
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
          ? { click: { link: n % 3 === 0 ? botTrap : 'https://news.example.com/market' } }
          : {}),
      },
    },
  };
}

/** Signed and laid out as a request beforehand: that is Resend's work, not ours. Valid for five minutes. */
export function signEvent({ id, payload }: MadeEvent): Buffer {
  const body = JSON.stringify(payload);
  const now = new Date();
  const head = [
    'POST /webhooks/resend HTTP/1.1',
    'host: digest.example.com',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `svix-id: ${id}`,
    `svix-timestamp: ${Math.floor(now.getTime() / 1000)}`,
    `svix-signature: ${new Webhook(developmentWebhookSecret).sign(id, now, body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Posts all of them over so many connections kept alive, one at a time on each; throws at the first
 * that is not 202. Bytes on a socket: Node's own client would take as much of the machine as the
 * worker does.
 */
export async function postEvents(
  url: string,
  events: readonly Buffer[],
  connections: number,
): Promise<void> {
  const { port, hostname } = new URL(url);
  let next = 0;
  const run = async () => {
    const socket = net.connect({ port: Number(port), host: hostname, noDelay: true });
    const answers = readAnswers(socket);
    for (let event = events[next++]; event !== undefined; event = events[next++]) {
      socket.write(event);
      const { value: status } = await answers.next();
      if (status !== 202) throw new Error(`The webhook route answered ${status ?? 'nothing'}`);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, run));
}

/** The statuses of answers without a body. */
async function* readAnswers(socket: net.Socket): AsyncGenerator<number> {
  let text = '';
  for await (const bytes of socket) {
    text += bytes.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
      yield Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
      text = text.slice(end + 4);
    }
  }
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
