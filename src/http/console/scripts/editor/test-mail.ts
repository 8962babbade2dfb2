// A test mail: one press is one mail, and what became of it is told as it becomes known.

import type { ConsoleWords } from '../../../../words/console.ts';
import { fill } from '../../../../words/fill.ts';
import { openDialog } from '../shell/layers.ts';
import type { Config } from './config.ts';
import { type Reader, watchReader } from './reader.ts';
import { ask } from './server.ts';

interface Parts {
  config: Config;
  /** Saves what is typed; true if the server has everything. */
  flush(): Promise<boolean>;
  /** A revision was made, with this number. */
  revised(revision: number): void;
}

type TestWords = ConsoleWords['testMail'];

interface Fate {
  state: keyof TestWords['states'];
  reason: string | null;
}

export function watchTestMail(parts: Parts): void {
  const form = document.querySelector<HTMLFormElement>('[data-test-form]');
  document.querySelector('[data-test]')?.addEventListener('click', (event) => {
    event.preventDefault();
    if (document.documentElement.dataset.conflict === undefined) openDialog('test');
  });
  if (!form) return;
  const words = JSON.parse(form.dataset.testForm ?? '{}') as TestWords;
  const reader = watchReader(form, () => {});
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(parts, form, words, reader);
  });
}

async function send(
  { config, flush, revised }: Parts,
  form: HTMLFormElement,
  words: TestWords,
  reader: Reader | null,
): Promise<void> {
  const { id } = config;
  const button = form.querySelector<HTMLButtonElement>('[data-send-test]');
  const data = new FormData(form);
  const other = String(data.get('other') ?? '').trim();
  const to = [...data.getAll('to').map(String), ...(other === '' ? [] : [other])];
  if (!button || button.disabled) return;
  if (to.length === 0) {
    tell(words.nobody);
    return;
  }
  button.disabled = true;
  button.textContent = words.sending;
  // One key a press: however often the request is repeated, it is one mail.
  const key = crypto.randomUUID();
  const why = await sendOnce();
  button.disabled = false;
  button.textContent = words.send;
  if (why !== null) tell(why);

  async function sendOnce(): Promise<string | null> {
    const chosen = await reader?.choose();
    if (chosen === 'nobody') return words.reader.none;
    if (!(await flush())) return config.words.why.server;
    const digest = await ask<{ revision: number }>(`/api/digests/${id}/revisions`, {});
    if (digest === null) return config.words.notWhole;
    revised(digest.revision);
    const body = { to, ...(chosen ? { subscriber: chosen.id } : {}) };
    const headers = { 'idempotency-key': key };
    const url = `/api/digests/${id}/test`;
    const sent =
      (await ask<{ emails: string[] }>(url, body, headers)) ??
      (await ask<{ emails: string[] }>(url, body, headers));
    if (sent === null) return words.states.refused;
    if (other !== '' && data.get('remember') !== null) {
      await ask('/api/testers', { address: other });
    }
    sent.emails.forEach((email, index) => void follow(words, email, to[index] ?? ''));
    return null;
  }
}

function tell(text: string): HTMLElement | null {
  const list = document.querySelector('[data-fates]');
  if (!list) return null;
  const item = document.createElement('li');
  item.textContent = text;
  list.prepend(item);
  return item;
}

/** Pauses between two looks, in milliseconds: a mail is accepted within a second, and delivered soon after. */
const pauses = [700, 1000, 1500, 2000, 3000, 5000, 8000, 15_000, 30_000, 60_000];
const settled = [
  'delivered',
  'bounced',
  'complained',
  'failed',
  'suppressed',
  'refused',
  'unknown',
];

async function follow(words: TestWords, email: string, address: string): Promise<void> {
  const say = (state: Fate['state']) => fill(words.fate, { address, state: words.states[state] });
  const item = tell(say('ready'));
  for (const pause of pauses) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const fate = await ask<Fate>(`/api/emails/${email}`);
    if (fate === null || !item) continue;
    item.textContent = say(fate.state) + (fate.reason === null ? '' : ` (${fate.reason})`);
    item.dataset.state = fate.state;
    if (settled.includes(fate.state)) return;
  }
}
