// The events told to the webhook and what became of each, for Resend's list and for replays.

import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { eachLine, type Place, readText, writeAll } from './store.ts';

/** Resend's own words, `pending` apart: an event that waits for its turn is not known yet. */
type EventStatus = 'success' | 'failed' | 'attempting';

interface LoggedEvent {
  /** The svix-id. */
  id: string;
  type: string;
  createdAt: string;
  status: EventStatus;
}

/** An event as it is delivered. */
export type ToldEvent = Pick<LoggedEvent, 'id' | 'type' | 'createdAt'> & { body: string };

export interface EventLog {
  /** Its first delivery begins. */
  begin(event: ToldEvent): void;
  /** It was taken, or given up. */
  end(event: ToldEvent, status: 'success' | 'failed'): void;
  /** Newest first, behind the event `after`; null if that is not known. */
  list(limit: number, after: string | null): { data: LoggedEvent[]; hasMore: boolean } | null;
  find(id: string): ToldEvent | null;
  clear(): void;
  close(): void;
}

interface Entry extends LoggedEvent {
  /** Its place in `entries`. */
  index: number;
  /** In memory while it is under way, on disk afterwards. */
  body: string | Place;
}

/**
 * Opens or creates the file. An event is written when it is settled, so those under way at a kill
 * are forgotten; at a stop they count as failed. With `failedOnly` (lean mode) an event that is taken
 * at once costs nothing and leaves no trace.
 */
export function openEventLog(path: string, failedOnly: boolean): EventLog {
  const file = openSync(path, 'a+');
  let entries: Entry[] = [];
  const byId = new Map<string, Entry>();
  const add = (event: LoggedEvent, body: Entry['body']) => {
    const entry = { ...event, index: entries.length, body };
    entries.push(entry);
    byId.set(event.id, entry);
  };
  let fileEnd = eachLine(file, (text, place) => {
    const { body: _body, ...event } = parseLine(text);
    const known = byId.get(event.id);
    if (known === undefined) add(event, place);
    else Object.assign(known, { status: event.status, body: place });
  });
  ftruncateSync(file, fileEnd);

  const end = ({ id, type, createdAt, body }: ToldEvent, status: 'success' | 'failed') => {
    const known = byId.get(id);
    if (known === undefined && failedOnly && status === 'success') return;
    const event = { id, type, createdAt, status };
    const bytes = Buffer.from(`${JSON.stringify({ ...event, body })}\n`);
    const place = { offset: fileEnd, length: bytes.length - 1 };
    writeAll(file, bytes);
    fileEnd += bytes.length;
    if (known === undefined) add(event, place);
    else Object.assign(known, { status, body: place });
  };
  const find = (id: string): ToldEvent | null => {
    const entry = byId.get(id);
    if (entry === undefined) return null;
    const { type, createdAt, body } = entry;
    if (typeof body === 'string') return { id, type, createdAt, body };
    return { id, type, createdAt, body: parseLine(readText(file, body.offset, body.length)).body };
  };
  return {
    begin(event) {
      if (failedOnly || byId.has(event.id)) return;
      const { id, type, createdAt, body } = event;
      add({ id, type, createdAt, status: 'attempting' }, body);
    },
    end,
    find,
    list(limit, after) {
      const from = after === null ? entries.length : byId.get(after)?.index;
      if (from === undefined) return null;
      const page = entries.slice(Math.max(0, from - limit), from).reverse();
      const data = page.map(({ id, type, createdAt, status }) => ({ id, type, createdAt, status }));
      return { data, hasMore: from > limit };
    },
    clear() {
      ftruncateSync(file, 0);
      fileEnd = 0;
      entries = [];
      byId.clear();
    },
    close() {
      for (const { id, status } of entries) {
        const event = status === 'attempting' ? find(id) : null;
        if (event !== null) end(event, 'failed');
      }
      closeSync(file);
    },
  };
}

/** Guarantee: every line was written by `end`. */
function parseLine(text: string): LoggedEvent & { body: string } {
  return JSON.parse(text) as LoggedEvent & { body: string };
}
