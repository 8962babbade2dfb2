// `npm start`: PostgreSQL, the mailbox, the worker, the cron tick and a first send, on this machine.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ensureDevelopmentKey } from '../src/access/api-key.ts';
import { openDatabase } from '../src/db/client.ts';
import { endLeftovers, findRunningStack, forgetRunning, noteRunning } from './leftovers.ts';
import { startMailbox } from './mailbox/server.ts';
import { migrateDatabase } from './migrate.ts';
import { startPostgres } from './postgres.ts';
import { sendSamples } from './samples.ts';
import { readSettings, type Settings } from './settings.ts';
import { startWorker } from './worker.ts';

/** Production ticks once a minute; here nobody wants to wait that long. */
const tickMs = 5_000;
const stops: (() => Promise<void>)[] = [];
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void stopAll(0));
}

try {
  await startAll(readSettings(process.env));
} catch (error) {
  if (!stopping) {
    console.error(`\n${error instanceof Error ? error.message : error}\n`);
    await stopAll(1);
  }
}

async function startAll(settings: Settings): Promise<void> {
  fs.mkdirSync(settings.dataDir, { recursive: true });
  const running = findRunningStack(settings.dataDir);
  if (running === null) endLeftovers(settings.dataDir);
  await requireFreePort(settings.port, 'PORT');
  if (settings.mailbox) await requireFreePort(settings.mailbox.port, 'MAILBOX_PORT');
  if (running !== null) {
    throw new Error(
      `Process ${running} already works on ${settings.dataDir}. Stop it, or choose another DATA_DIR.`,
    );
  }
  noteRunning(settings.dataDir);
  stops.push(async () => forgetRunning(settings.dataDir));
  const secrets = readSecrets(settings.dataDir);

  const databaseUrl = settings.databaseUrl ?? (await startDatabase(settings.dataDir));
  await migrateDatabase(databaseUrl);
  await createApiKey(databaseUrl, settings.apiKey);

  const webhookUrl = `http://127.0.0.1:${settings.port}/webhooks/resend`;
  if (settings.mailbox) {
    say('Starting the mailbox, a local Resend …');
    const mailbox = await startMailbox({
      ...settings.mailbox,
      dataDir: settings.dataDir,
      webhookUrl,
      webhookSecret: secrets.webhookSecret,
    });
    stops.push(() => mailbox.close());
  }

  say('Starting the worker in workerd …');
  const worker = await startWorker({
    port: settings.port,
    dataDir: settings.dataDir,
    databaseUrl,
    variables: {
      RESEND_WEBHOOK_SECRET: secrets.webhookSecret,
      SIGNING_KEYS: secrets.signingKey,
      ...settings.variables,
    },
  });
  stops.push(() => worker.stop());
  noteRunning(settings.dataDir);
  await waitForReady(worker.url);
  startTicking(() => worker.tick());
  if (settings.sample) {
    await sendSamples({ url: worker.url, apiKey: settings.apiKey, say });
  }
  console.log(`ready ${worker.url}`);
  explain(settings, worker.url);
}

async function startDatabase(dataDir: string): Promise<string> {
  say('Starting PostgreSQL …');
  const server = await startPostgres({ dataDir });
  stops.push(() => server.stop());
  return server.url;
}

async function createApiKey(databaseUrl: string, key: string): Promise<void> {
  const database = openDatabase(databaseUrl, 1);
  try {
    await ensureDevelopmentKey(database.db, key, 'development');
  } finally {
    await database.close();
  }
}

/** Made once and kept beside the data: links in delivered mails must outlive a restart. */
function readSecrets(dataDir: string): { signingKey: string; webhookSecret: string } {
  const file = path.join(dataDir, 'secrets.json');
  if (!fs.existsSync(file)) {
    const made = {
      signingKey: randomBytes(32).toString('hex'),
      webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
    };
    fs.writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  }
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

async function waitForReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The worker does not become ready; run with WRANGLER_LOG=debug to see why.');
}

function startTicking(tick: () => Promise<void>): void {
  let ticking = false;
  const run = async () => {
    if (ticking || stopping) return;
    ticking = true;
    await tick().catch((error: unknown) => {
      if (!stopping) console.error(`The cron tick failed: ${error}`);
    });
    ticking = false;
  };
  const timer = setInterval(run, tickMs);
  stops.push(async () => clearInterval(timer));
  // What a killed run left standing goes on at once.
  void run();
}

function requireFreePort(port: number, variable: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', () => {
      reject(
        new Error(
          `Port ${port} is taken. Stop what listens there, or choose another: ${variable}=${port + 100} npm start`,
        ),
      );
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

async function stopAll(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const stop of stops.reverse()) {
    await stop().catch((error: unknown) => console.error(`While stopping: ${error}`));
  }
  process.exit(code);
}

function explain(settings: Settings, url: string): void {
  const lines = [
    '',
    `  Read the mail     http://localhost:${settings.mailbox?.port ?? ''}`,
    `  The archive       ${url}`,
    `  The API           ${url}/docs   (Authorization: Bearer ${settings.apiKey === 'dev' ? 'dev' : '$API_KEY'})`,
    '',
    `  Ctrl-C stops all of it; the data stays in ${path.relative(process.cwd(), settings.dataDir)}`,
    '',
  ];
  const shown = settings.mailbox ? lines : lines.filter((line) => !line.includes('Read the mail'));
  console.log(shown.join('\n'));
}

function say(what: string): void {
  if (!stopping) console.log(what);
}
