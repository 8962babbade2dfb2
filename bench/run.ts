// `npm run bench -- NAME [--recipients N] [--runs N] [--json] [--save]`: one bench beside its naive twin.

import { parseArgs } from 'node:util';
import { benchImport } from './import.ts';
import { benchPace } from './pace.ts';
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
};

const usage = `npm run bench -- NAME [--recipients N] [--runs N] [--json] [--save]

NAME           ${Object.keys(benches).join(', ')}
--recipients   readers, rows or events (10000)
--runs         repetitions; the figures are medians (3; 1 from a million on)
--json         the figures as one object on the last line
--save         record them in bench/results`;

const { values, positionals } = readArguments();
const bench = benches[positionals[0] ?? ''];
const recipients = Number(values.recipients);
const runs = Number(values.runs ?? (recipients >= 1_000_000 ? 1 : 3));
if (values.help) console.log(usage);
else if (!bench || positionals.length !== 1)
  fail(`Name one of: ${Object.keys(benches).join(', ')}`);
else if (!Number.isInteger(recipients) || recipients < 1)
  fail('--recipients must be a whole number from 1');
else if (!Number.isInteger(runs) || runs < 1) fail('--runs must be a whole number from 1');
else {
  const say = (what: string) => console.error(what);
  const figures = await bench({ recipients, runs, say });
  if (values.save) saveResult({ name: positionals[0] ?? '', recipients, runs, figures });
  console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
  // Wrangler keeps timers running after its worker has been disposed of.
  process.exit(0);
}

/** Ends the process with the usage if an option is none of ours. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        recipients: { type: 'string', default: '10000' },
        runs: { type: 'string' },
        json: { type: 'boolean', default: false },
        save: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

function fail(reason: string): void {
  console.error(reason);
  process.exitCode = 2;
}
