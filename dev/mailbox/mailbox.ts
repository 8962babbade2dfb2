// The mailbox put together: its disk, its counters, its clock, its faults and its webhooks.

import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DomainOrder, usualDomains } from './domains.ts';
import { type EventLog, openEventLog } from './event-log.ts';
import { createFaults, type Faults } from './faults.ts';
import type { Intake } from './intake.ts';
import { createKeys, type Keys } from './keys.ts';
import { createRateLimiter, type RateLimiter } from './rate.ts';
import type { ReceivedMails } from './received.ts';
import { openScheduled, type Scheduled, sendDue } from './scheduled.ts';
import { type LogLine, openStore, type Place, type Store } from './store.ts';
import { openTakenAway, type TakenAway } from './taken-away.ts';
import { createTally, type Tally } from './tally.ts';
import { openTemplates, type Templates } from './templates.ts';
import { createWebhooks, retrySeconds, type Webhooks } from './webhooks.ts';

export interface MailboxSettings {
  /** Messages are kept under `dataDir/mailbox`. */
  dataDir: string;
  /** Requests per second; 0 for no limit. */
  rate: number;
  /** `lean` keeps the log and the counters, not the bodies. */
  mode: 'full' | 'lean';
  intake: Intake;
  webhookUrl: string | null;
  /** The address that `GET /webhooks` names, if not `webhookUrl`. */
  webhookEndpoint: string | null;
  /** `whsec_…`; a fixed development secret if none is given. */
  webhookSecret: string;
  /** The events that the webhook is told; others are not. */
  webhookEvents: readonly string[];
  /** Verified domains of the account. */
  domains: readonly string[];
}

/** Counters since the last reset, over restarts. Requests are calls that would send mail. */
interface Counters {
  requests: number;
  accepted: number;
  refused: number;
  replayed: number;
  rateLimited: number;
}

export interface Mailbox {
  settings: MailboxSettings;
  store: Store;
  keys: Keys;
  tally: Tally;
  counters: Counters;
  limiter: RateLimiter;
  faults: Faults;
  templates: Templates;
  domains: DomainOrder[];
  webhooks: Webhooks;
  eventLog: EventLog;
  /** The latest ordered event of a message, where one was ordered. */
  lastEvents: Map<string, string>;
  /** Mails for later. */
  scheduled: Scheduled;
  /** Mails that came to us. */
  received: ReceivedMails;
  /** Off the reading page and off `/_mailbox/messages`. */
  takenAway: TakenAway;
  /** Milliseconds by the mailbox's own clock, which tests may shift. */
  now(): number;
  openedAt: string;
  clock: { offsetSeconds: number };
  /** Writes the decision down and counts it; to be called before the answer goes out. */
  record(line: LogLine): void;
  noteEvent(id: string, type: string): void;
  reset(): void;
  close(): void;
  /** Called after each recorded decision, for the page's live view. */
  onChange: () => void;
}

const lineEnd = '\n';

export function openMailbox(settings: MailboxSettings): Mailbox {
  const dir = join(settings.dataDir, 'mailbox');
  mkdirSync(dir, { recursive: true });
  const eventsPath = join(dir, 'events.ndjson');
  const keys = createKeys();
  const tally = createTally();
  const counters = emptyCounters();
  const lastEvents = new Map<string, string>(readEvents(eventsPath));
  const take = (line: LogLine, place: Place) => {
    keys.note(line, place);
    counters.requests += 1;
    counters.accepted += line.accepted;
    if (line.replayed) counters.replayed += 1;
    if (line.accepted === 0 && !line.replayed) counters.refused += 1;
    if (line.name === 'rate_limit_exceeded') counters.rateLimited += 1;
    for (const { tags } of line.messages ?? []) tally.count(tags.send, tags.subscriber);
  };
  const store = openStore(dir, take);
  const eventLog = openEventLog(join(dir, 'webhooks.ndjson'), settings.mode === 'lean');
  const mailbox: Mailbox = {
    settings,
    store,
    keys,
    tally,
    counters,
    lastEvents,
    scheduled: openScheduled(join(dir, 'scheduled.ndjson')),
    received: new Map(),
    takenAway: openTakenAway(join(dir, 'taken-away.ndjson')),
    limiter: createRateLimiter(settings.rate),
    faults: createFaults(),
    templates: openTemplates(join(dir, 'templates.json')),
    domains: verified(settings.domains),
    eventLog,
    webhooks: createWebhooks(
      {
        url: settings.webhookUrl,
        endpoint: settings.webhookEndpoint,
        secret: settings.webhookSecret,
        events: settings.webhookEvents,
        status: 'enabled',
        retrySeconds,
        auto: true,
      },
      eventLog,
    ),
    openedAt: new Date().toISOString(),
    clock: { offsetSeconds: 0 },
    now: () => Date.now() + mailbox.clock.offsetSeconds * 1000,
    onChange: () => {},
    record(line) {
      take(line, store.appendLine(line));
      mailbox.onChange();
    },
    noteEvent(id, type) {
      lastEvents.set(id, type);
      appendFileSync(eventsPath, JSON.stringify([id, type]) + lineEnd);
    },
    reset() {
      store.clear();
      keys.clear();
      tally.clear();
      lastEvents.clear();
      mailbox.takenAway.clear();
      mailbox.scheduled.clear();
      mailbox.received.clear();
      rmSync(eventsPath, { force: true });
      Object.assign(counters, emptyCounters());
      mailbox.faults.clear();
      mailbox.templates.clear();
      mailbox.domains = verified(settings.domains);
      mailbox.webhooks.clear();
      eventLog.clear();
      mailbox.clock.offsetSeconds = 0;
      mailbox.onChange();
    },
    close() {
      clearInterval(dueTimer);
      mailbox.webhooks.close();
      eventLog.close();
      store.close();
    },
  };
  const dueTimer = setInterval(() => sendDue(mailbox), 1000).unref();
  return mailbox;
}

function verified(names: readonly string[]): DomainOrder[] {
  return [...new Set([...names, ...usualDomains])].map((name) => DomainOrder.parse({ name }));
}

function emptyCounters(): Counters {
  return { requests: 0, accepted: 0, refused: 0, replayed: 0, rateLimited: 0 };
}

/** Guarantee: `noteEvent` wrote the file, one pair a line; a torn last line is left out. */
function readEvents(path: string): [id: string, type: string][] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split(lineEnd).slice(0, -1);
  return lines.map((line) => JSON.parse(line) as [string, string]);
}
