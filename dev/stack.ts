// `npm start`: PostgreSQL, the mailbox, the worker, the cron tick and a first send, on this machine.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { startCron } from '../src/sending/delivery/roads.ts';
import { webhookEvents } from '../src/sending/readiness/account-checks.ts';
import { completeUrl } from './database-url.ts';
import { letKeyIn, writeOwnersLink } from './first-editor.ts';
import {
  endLeftovers,
  findRunningStack,
  forgetRunning,
  isRunning,
  noteRunning,
} from './leftovers.ts';
import { type RunningMailbox, startMailbox } from './mailbox/server.ts';
import { migrateDatabase } from './migrate.ts';
import { endWithNpm } from './parent.ts';
import { freePort, startPostgres } from './postgres.ts';
import { type ArticleSite, serveArticles } from './sample-articles.ts';
import { sendSamples } from './samples.ts';
import { readSettings, type Settings } from './settings.ts';
import { takeNoArguments } from './usage.ts';

/** Production ticks once a minute; here nobody wants to wait that long. */
const tickMs = 5_000;
let dataDir = '';
const stops: (() => Promise<void>)[] = [];
let stopping = false;

takeNoArguments(`npm start

Runs PostgreSQL, a mailbox and the worker on this machine. Settings are variables, such as PORT,
MAILBOX_PORT, DATA_DIR, DATABASE_URL: README.md names them all.`);
takeSignals();
endWithNpm(() => void stopAll(0));

try {
  await startAll(readSettings(process.env));
} catch (error) {
  if (!stopping) {
    console.error(`\n${error instanceof Error ? error.message : error}\n`);
    await stopAll(1);
  }
}

async function startAll(settings: Settings): Promise<void> {
  dataDir = settings.dataDir;
  fs.mkdirSync(dataDir, { recursive: true });
  const running = findRunningStack(settings.dataDir);
  endLeftovers(settings.dataDir);
  await requireFreePort(settings.port, 'PORT');
  if (settings.mailbox) await requireFreePort(settings.mailbox.port, 'MAILBOX_PORT');
  if (running !== null) {
    throw new Error(
      `Process ${running} already works on ${settings.dataDir}. Stop it, or choose another DATA_DIR.`,
    );
  }
  noteRunning(settings.dataDir);
  const secrets = readSecrets(settings.dataDir);

  const { databaseUrl: given } = settings;
  const databaseUrl = given === null ? await startDatabase(settings) : completeUrl(given);
  await migrateDatabase(databaseUrl);
  await letKeyIn(databaseUrl, settings.apiKey);

  let mailbox: RunningMailbox | null = null;
  if (settings.mailbox) {
    say('Starting the mailbox, a local Resend …');
    mailbox = await startMailbox({
      ...settings.mailbox,
      dataDir: settings.dataDir,
      webhookEndpoint: new URL('/webhooks/resend', settings.variables.PUBLIC_URL).href,
      webhookSecret: secrets.webhookSecret,
      webhookEvents: [...webhookEvents, 'email.received'],
      domains: [settings.variables.FROM?.split('@')[1] ?? ''],
    });
    stops.push(mailbox.close);
  }

  const articles = settings.sample
    ? await serveArticles(path.join(settings.dataDir, 'articles-port'))
    : null;
  if (articles) stops.push(articles.close);

  say('Starting the worker in workerd …');
  // Wrangler takes most of a second to load, and `--help` needs none of it.
  const { startWorker } = await import('./worker.ts');
  const worker = await startWorker({
    port: settings.port,
    dataDir: settings.dataDir,
    databaseUrl,
    variables: {
      RESEND_WEBHOOK_SECRET: secrets.webhookSecret,
      SIGNING_KEYS: secrets.signingKey,
      ...settings.variables,
      ALLOW_SOURCES: [settings.variables.ALLOW_SOURCES, articles?.origin].filter(Boolean).join(' '),
    },
  });
  stops.push(() => worker.stop());
  takeSignals();
  // Straight to the worker: a million mails make two million events.
  mailbox?.setWebhook(`${worker.directUrl}/webhooks/resend`);
  await waitForReady(worker.url);
  watchRuntime(noteRunning(settings.dataDir));
  startTicking((cron) => worker.tick(cron));
  if (settings.sample) {
    const { urls: sources = [], feed = null } = articles ?? {};
    await sendSamples({ url: worker.url, apiKey: settings.apiKey, sources, feed, say });
  }
  const link = await writeOwnersLink(databaseUrl, settings.owner, secrets.signingKey);
  console.log(`ready ${worker.url}`);
  console.log(`console ${worker.url}${link}`);
  explain(settings, worker.url, articles);
}

/** Ours alone: wrangler's own handlers would end the process before everything is stopped. */
function takeSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, () => void stopAll(0));
  }
}

async function startDatabase({ dataDir, port, mailbox }: Settings): Promise<string> {
  say('Starting PostgreSQL …');
  const kept = mailbox ? [port, mailbox.port] : [port];
  const server = await startPostgres({ dataDir, pickPort: () => freePort(kept) });
  stops.push(() => server.stop());
  void server.ended.then((why) => endBecause(`PostgreSQL has ended. ${why}`.trim()));
  return server.url;
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

/** Miniflare does not recover from a killed workerd: better a clear end than requests that hang. */
function watchRuntime(pids: number[]): void {
  const timer = setInterval(() => {
    if (!pids.every(isRunning)) endBecause('The worker runtime (workerd) has ended.');
  }, 500);
  stops.push(async () => clearInterval(timer));
}

/** A part that everything rests on is gone. */
function endBecause(what: string): void {
  if (stopping) return;
  console.error(`\n${what}\nNothing is lost: run \`npm start\` again.\n`);
  void stopAll(1);
}

function startTicking(tick: (cron?: string) => Promise<void>): void {
  let ticking = false;
  // What a killed run left standing goes on at once: its lanes and its queue are gone for certain.
  let cron: string | undefined = startCron;
  const run = async () => {
    if (ticking || stopping) return;
    ticking = true;
    try {
      await tick(cron);
      cron = undefined;
    } catch (error) {
      if (!stopping) console.error(`The cron tick failed: ${error}`);
    }
    ticking = false;
  };
  const timer = setInterval(run, tickMs);
  stops.push(async () => clearInterval(timer));
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
    // A part that hangs must not keep the others running.
    const limit = new Promise((resolve) => setTimeout(resolve, 8_000).unref());
    await Promise.race([stop(), limit]).catch((error: unknown) => {
      console.error(`While stopping: ${error}`);
    });
  }
  endLeftovers(dataDir);
  if (findRunningStack(dataDir) === null) forgetRunning(dataDir);
  process.exit(code);
}

function explain(settings: Settings, url: string, articles: ArticleSite | null): void {
  // The client asks the usual port unless it is told another one.
  const at = url === 'http://localhost:8787' ? '' : `DIGEST_URL=${url} `;
  const lines = [
    '',
    `  Read the mail     http://localhost:${settings.mailbox?.port ?? ''}`,
    `  The archive       ${url}`,
    `  The API           ${url}/docs   (Authorization: Bearer ${settings.apiKey === 'dev' ? 'dev' : '$API_KEY'})`,
    ...(articles?.urls.length
      ? [`  From articles     ${at}npm run cli -- propose ${articles.urls[0]}`]
      : []),
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
