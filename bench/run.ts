// `npm run bench -- NAME [--recipients N] [--runs N] [--json] [--save]`: one bench beside its naive twin.

import { readOptions, refuse } from '../dev/usage.ts';
import { benchImport } from './import.ts';
import { benchPace } from './pace.ts';
import { benchProposals } from './proposals.ts';
import { benchRender } from './render.ts';
import { saveResult } from './results.ts';
import { benchSend } from './send.ts';
import { benchTiming } from './subscribe-timing.ts';
import { benchWebhooks } from './webhooks.ts';

export interface Options {
  /** Readers, rows or events. */
  recipients: number;
  /** Repetitions; the figures are medians. */
  runs: number;
  /** Progress, for people: on stderr, so that stdout ends with the result. */
  say(what: string): void;
}

const benches: Record<string, (options: Options) => Promise<object>> = {
  send: benchSend,
  import: benchImport,
  webhooks: benchWebhooks,
  render: benchRender,
  pace: benchPace,
  timing: benchTiming,
  proposals: benchProposals,
};

const usage = `npm run bench -- NAME [--recipients N] [--runs N] [--json] [--save]

NAME           ${Object.keys(benches).join(', ')}
--recipients   readers, rows or events (10000)
--runs         repetitions; the figures are medians (3; 1 from a million on)
--json         the figures as one object on the last line
--save         record them in bench/results`;

const options = {
  recipients: { type: 'string', default: '10000' },
  runs: { type: 'string' },
  json: { type: 'boolean' },
  save: { type: 'boolean' },
} as const;
const { values, positionals } = readOptions(usage, options, true);
const [name = '', ...others] = positionals;
const bench = Object.hasOwn(benches, name) && others.length === 0 ? benches[name] : undefined;
const recipients = readCount('--recipients', values.recipients);
const runs = readCount('--runs', values.runs ?? (recipients >= 1_000_000 ? '1' : '3'));
if (!bench) refuse(usage, `Name one of: ${Object.keys(benches).join(', ')}.`);

const figures = await bench({ recipients, runs, say: (what) => console.error(what) });
if (values.save) saveResult({ name, recipients, runs, figures });
console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
// Wrangler keeps timers running after its worker has been disposed of.
process.exit(0);

function readCount(option: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  return refuse(usage, `${option} takes a whole number from 1, not “${text}”.`);
}
