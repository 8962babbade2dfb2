// `npm run cli -- …`: the command line client, a thin user of the API.

import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type ApiClient, CallFailed, createApiClient } from './api-client.ts';
import { exportSubscribers } from './export.ts';
import { help } from './help.ts';
import { importSubscribers } from './import.ts';
import { watchSend } from './progress.ts';
import { readRevision, sendDigest } from './send.ts';

interface Options {
  to?: string[];
  lists?: string;
  revision?: string;
  note?: string;
  at?: string;
  timezone?: string;
  status?: string;
  consent?: string;
  format?: string;
  after?: string;
  segment?: string;
  map?: string;
  encoding?: string;
  'dry-run'?: boolean;
  'warm-up'?: string;
  again?: boolean;
  now?: boolean;
  text?: boolean;
  inbox?: boolean;
  watch?: boolean;
  yes?: boolean;
}

type Command = (client: ApiClient, args: string[], options: Options) => Promise<void>;

/** Runs one command; the exit code says how it went. */
export async function runCli(argv: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        help: { ...flag, short: 'h' },
        to: { ...text, multiple: true },
        lists: text,
        revision: text,
        note: text,
        at: text,
        timezone: text,
        status: text,
        consent: text,
        format: text,
        after: text,
        segment: text,
        map: text,
        encoding: text,
        'dry-run': flag,
        'warm-up': text,
        again: flag,
        now: flag,
        text: flag,
        inbox: flag,
        watch: flag,
        yes: flag,
      },
    });
    const [name = '', ...args] = positionals;
    const command = commands.get(name);
    if (values.help || command === undefined) {
      console.log(name === '' || values.help ? help : `There is no command ${name}.\n\n${help}`);
      return values.help || name === '' ? 0 : 1;
    }
    const url = environment.DIGEST_URL ?? 'http://localhost:8787';
    await command(createApiClient(url, environment.API_KEY ?? 'dev'), args, values);
    return 0;
  } catch (error) {
    const isOurs = error instanceof CallFailed || isUsage(error);
    console.error(isOurs && error instanceof Error ? error.message : error);
    return 1;
  }
}

const commands = new Map<string, Command>([
  ['import', importDigest],
  ['check', checkDigest],
  ['preview', preview],
  ['test', testDigest],
  ['publish', publishDigest],
  ['send', (client, [id], options) => sendDigest(client, need(id), options)],
  ['status', showStatus],
  ...['pause', 'resume', 'cancel', 'retry'].map(steer),
  ['lists', listLists],
  ['subscribers', moveSubscribers],
]);

async function importDigest(client: ApiClient, [file]: string[]): Promise<void> {
  const source = fs.readFileSync(need(file, 'a file'), 'utf8');
  const types: Record<string, string> = { '.md': 'text/markdown', '.json': 'application/json' };
  const type = types[path.extname(need(file)).toLowerCase()] ?? 'text/plain';
  const place = type === 'application/json' ? '/api/digests' : '/api/digests/import';
  const digest = (await client.post(place, source, { type })) as {
    id: string;
    content: { headline: string; sections: unknown[] };
    warnings?: { line: number; message: string; text: string }[];
  };
  const { headline, sections } = digest.content;
  console.log(`${digest.id}  ${headline} (${sections.length} sections)`);
  for (const { line, message, text } of digest.warnings ?? []) {
    console.log(`  line ${line}: ${message}: ${text}`);
  }
}

async function checkDigest(client: ApiClient, [id]: string[], options: Options): Promise<void> {
  show(await client.get(digestPath(id, 'checks', options)));
}

async function preview(client: ApiClient, [id]: string[], options: Options): Promise<void> {
  const format = options.inbox ? 'inbox' : options.text ? 'text' : 'html';
  await print(await client.open(digestPath(id, 'preview', options, { format })));
}

async function testDigest(client: ApiClient, [id]: string[], options: Options): Promise<void> {
  const { to = [] } = options;
  await client.post(digestPath(id, 'test', options), { to });
  console.log(`On its way to ${to.join(', ')}.`);
}

async function publishDigest(client: ApiClient, [id]: string[], options: Options): Promise<void> {
  const { revision, note } = options;
  const body = { revision: readRevision(need(revision, '--revision')), note: need(note, '--note') };
  const digest = (await client.post(`/api/digests/${needId(id)}/publish`, body)) as {
    page: string;
    publishedRevision: number;
    warnings: { message: string }[];
  };
  console.log(`${digest.page} shows revision ${digest.publishedRevision}.`);
  for (const { message } of digest.warnings) console.log(`  ${message}`);
}

function digestPath(
  id: string | undefined,
  verb: string,
  { revision }: Options,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    ...more,
    ...(revision === undefined ? {} : { revision: String(readRevision(revision)) }),
  });
  return `/api/digests/${needId(id)}/${verb}${query.size === 0 ? '' : `?${query}`}`;
}

async function showStatus(client: ApiClient, [id]: string[], { watch }: Options): Promise<void> {
  if (watch) await watchSend(client, need(id));
  else show(await client.get(`/api/sends/${needId(id)}`));
}

function steer(verb: string): [string, Command] {
  return [
    verb,
    async (client, [id], { now }) => {
      const body = verb === 'resume' && now ? { missed: 'send_now' } : {};
      show(await client.post(`/api/sends/${needId(id)}/${verb}`, body));
    },
  ];
}

async function listLists(client: ApiClient): Promise<void> {
  const { data } = (await client.get('/api/lists?limit=200')) as {
    data: { slug: string; name: string; visibility: string }[];
  };
  for (const { slug, name, visibility } of data) console.log(`${slug}  ${name}  (${visibility})`);
}

async function moveSubscribers(
  client: ApiClient,
  [verb, file]: string[],
  options: Options,
): Promise<void> {
  const { lists = 'digest', status, consent, format = 'csv', after } = options;
  if (verb === 'export') {
    return exportSubscribers(client, { format, after }, (part) => print([part]));
  }
  if (verb !== 'import') throw new CallFailed('subscribers import <file>, or subscribers export');
  const { map, encoding, 'dry-run': isTrial } = options;
  const dryRun = isTrial ? 'true' : undefined;
  const query = { lists, status, consent, map, encoding, dryRun };
  await importSubscribers(client, need(file, 'a file'), query);
}

/** An id as a segment of a path: nothing in it leads elsewhere. */
function needId(value: string | undefined): string {
  return encodeURIComponent(need(value));
}

function need(value: string | undefined, what = 'an id'): string {
  if (value !== undefined && value !== '') return value;
  throw new CallFailed(`This needs ${what}. See --help.`);
}

function show(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

async function print(pieces: AsyncIterable<Uint8Array> | Uint8Array[]): Promise<void> {
  await pipeline(pieces, process.stdout, { end: false });
}

/** A wrong option, or a file that is not there. */
function isUsage(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ERR_PARSE_ARGS|ENOENT|EISDIR|EACCES)/.test(String(error.code))
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runCli(process.argv.slice(2), process.env);
}
