// Progress of long work on one line of the terminal, or a line per change elsewhere.

import type { ApiClient } from './api-client.ts';

export interface SendProgress {
  status: string;
  pauseReason: string | null;
  counts: Record<string, number>;
  rate: number;
  eta: string | null;
  waiting: { at: string; recipients: number }[];
  warnings: { code: string; message: string }[];
}

/** Follows the events of a send until it has ended, was paused, is held up by the switch, or only waits for a later day or zone. */
export async function watchSend(client: ApiClient, id: string): Promise<void> {
  const line = createLine();
  let send: SendProgress | undefined;
  while (!isAtRest(send)) {
    const stream = await client.open(`/api/sends/${id}/events`, 'text/event-stream');
    for await (const data of readEvents(stream)) {
      send = JSON.parse(data) as SendProgress;
      line.show(describeSend(send));
      if (isAtRest(send)) break;
    }
  }
  line.end();
  const off = send?.warnings.find(({ code }) => code === 'sending_off');
  if (off) console.log(`! ${off.message}`);
}

function isAtRest(send: SendProgress | undefined): boolean {
  if (send === undefined) return false;
  if (['sent', 'cancelled', 'failed', 'paused'].includes(send.status)) return true;
  if (send.warnings.some(({ code }) => code === 'sending_off')) return true;
  const waiting = send.waiting.reduce((sum, { recipients }) => sum + recipients, 0);
  return waiting > 0 && waiting === send.counts.pending;
}

/** Its state and counts in one line. */
export function describeSend({
  status,
  pauseReason,
  counts,
  rate,
  eta,
  waiting,
}: SendProgress): string {
  const { recipients = 0, pending = 0, accepted = 0, rejected = 0, skipped = 0 } = counts;
  const unknown = counts.unknown ? `, ${counts.unknown} unknown` : '';
  const speed = rate > 0 ? `  ${rate}/s` : '';
  const [next] = waiting;
  const until =
    next !== undefined
      ? `  ${next.recipients} more from ${new Date(next.at).toLocaleString()} on`
      : eta === null
        ? ''
        : `  until ${new Date(eta).toLocaleTimeString()}`;
  const outcome = `${accepted} accepted, ${rejected} rejected, ${skipped} skipped${unknown}`;
  const done = `${recipients - pending} of ${recipients}`;
  return `${status}  ${done}: ${outcome}${speed}${until}${pauseReason ? `  ${pauseReason}` : ''}`;
}

/** The `data:` of each server-sent event. */
async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of stream) {
    const events = (text + decoder.decode(bytes, { stream: true })).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').filter((line) => line.startsWith('data: '));
      if (data.length > 0) yield data.map((line) => line.slice(6)).join('\n');
    }
  }
}

export function createLine() {
  let shown = '';
  return {
    show(text: string) {
      if (text === shown) return;
      shown = text;
      process.stdout.write(process.stdout.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    end() {
      if (process.stdout.isTTY) process.stdout.write('\n');
    },
  };
}
