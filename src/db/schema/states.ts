// States that several rooms must agree about, and how SQL lists them.

import { type SQL, sql } from 'drizzle-orm';

/** A send that is not over: `sends_active` holds these. */
export const activeSendStates = ['scheduled', 'planning', 'sending', 'paused'] as const;

/** Nothing more happens to a send of these. */
export const finalSendStates = ['sent', 'cancelled', 'failed'] as const;

export const sendStates = [...activeSendStates, ...finalSendStates] as const;

export const subscriptionStates = ['pending', 'confirmed', 'unsubscribed'] as const;

/** A run of a rhythm that goes on: it is being made, waits for an answer, or its send is under way. */
export const openRunStates = ['making', 'waiting', 'sending'] as const;

/** What a run of a rhythm has come to. */
export const endedRunStates = [
  'sent',
  'nothing',
  'missed',
  'failed',
  'declined',
  'stale',
  'cancelled',
] as const;

export const runStates = [...openRunStates, ...endedRunStates] as const;

/** Emails that ask whether an address is theirs: anybody can have one written, so caps count them. */
export const askingEmails = ['confirm', 'address-change'] as const;

/** What an editor may be: src/access/caller.ts says what each may do. */
export const editorRoles = ['owner', 'sender', 'writer', 'viewer'] as const;

/** `('sent', 'failed')`, as literals: with parameters no partial index is used. Only for our own names. */
export function among(names: readonly string[]): SQL {
  return sql.raw(`(${names.map((name) => `'${name}'`).join(', ')})`);
}
