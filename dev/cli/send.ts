// `send` of the command line client: what would happen in words, then the send, once however often repeated.

import { createHash } from 'node:crypto';
import type { ApiClient } from './api-client.ts';
import { type Options, readList, readRevision } from './options.ts';
import { watchSend } from './progress.ts';

type SendOptions = Pick<
  Options,
  'lists' | 'segment' | 'revision' | 'at' | 'timezone' | 'warm-up' | 'again' | 'yes'
>;

interface Estimate {
  digest: { headline: string; revision: number; subject: string; preheader: string };
  lists: { slug: string; name: string; language: string | null }[];
  recipients: number;
  excluded: Record<string, number>;
  at: { utc: string; local: string; zone: string };
  seconds: number;
  warmUp: { days: { day: string; at: string; recipients: number }[] } | null;
  warnings: { code: string; path?: string; message: string }[];
}

/** Says who would get it; with `yes` sends it and watches. */
export async function sendDigest(
  client: ApiClient,
  digestId: string,
  options: SendOptions,
): Promise<void> {
  const { revision } = (await client.get(`/api/digests/${encodeURIComponent(digestId)}`)) as {
    revision: number;
  };
  const body = {
    digestId,
    revision: options.revision === undefined ? revision : readRevision(options.revision),
    lists: readList(options.lists ?? 'digest'),
    ...(options.segment === undefined ? {} : { segment: options.segment }),
    ...(options.at === undefined ? {} : { scheduledAt: options.at }),
    ...(options.timezone === undefined ? {} : { timezone: options.timezone }),
    ...(options['warm-up'] === undefined ? {} : { warmUp: options['warm-up'] }),
    ...(options.again ? { again: true } : {}),
  };
  if (!options.yes) {
    console.log(describeEstimate(await client.post('/api/sends/estimate', body)));
    console.log('\nNothing was sent. Add --yes to send it to them.');
    return;
  }
  const key = await keyOf(client, body);
  const send = (await client.post('/api/sends', body, { key })) as { id: string; status: string };
  console.log(`send ${send.id} is ${send.status}`);
  if (send.status !== 'scheduled') await watchSend(client, send.id);
}

/**
 * The same line is the same request: the server answers a repetition with the first answer. Not after
 * that send was called off or failed: then the line means a new one, so the key names what ended last.
 */
async function keyOf(client: ApiClient, body: object & { digestId: string }): Promise<string> {
  const query = new URLSearchParams({ digest: body.digestId, limit: '200' });
  const { data } = (await client.get(`/api/sends?${query}`)) as {
    data: { id: string; status: string }[];
  };
  const ended = data.find(({ status }) => status === 'cancelled' || status === 'failed');
  const said = JSON.stringify([body, ended?.id ?? null]);
  return `cli-${createHash('sha256').update(said).digest('hex')}`;
}

const reasons: Record<string, string> = {
  unconfirmed: 'have not confirmed',
  unsubscribed: 'have left',
  suppressed: 'must not be mailed',
  paused: 'pause',
  segment: 'are outside the segment',
  frequency: 'chose to get it less often',
  alreadySent: 'have it already',
  inAnotherSend: 'get it from another send',
};

function describeEstimate(value: unknown): string {
  const { digest, lists, recipients, excluded, at, seconds, warmUp, warnings } = value as Estimate;
  const names = lists.map(({ slug, name, language }) =>
    [`${name} (${slug}`, language === null ? '' : `, ${language}`, ')'].join(''),
  );
  const left = Object.entries(excluded).filter(([, people]) => people > 0);
  const out = left.map(([reason, people]) => `${people} ${reasons[reason] ?? reason}`);
  const when = at.zone === 'recipient' ? 'in the zone of each reader' : `in ${at.zone}`;
  const shown = digest.subject === digest.headline ? [] : [['subject', digest.subject]];
  const lines = [
    ['digest', `${digest.headline} (revision ${digest.revision})`],
    ...shown,
    ['preheader', digest.preheader],
    ['to', names.join(', ')],
    ['people', `${recipients}${out.length === 0 ? '' : `  (besides: ${out.join(', ')})`}`],
    ['at', `${at.local.replace('T', ' ')} ${when} (${at.utc})`],
    ['takes', seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`],
    ...(warmUp?.days ?? []).map(({ day, at: from, recipients: people }, i) => [
      i === 0 ? 'days' : '',
      `${day}  ${String(people).padStart(7)}  from ${from}`,
    ]),
    ...warnings.map(({ path, message }) => [
      '!',
      path === undefined ? message : `${path}: ${message}`,
    ]),
  ];
  return lines.map(([label = '', text = '']) => `${label.padEnd(10)}${text}`).join('\n');
}
