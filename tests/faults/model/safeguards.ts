// The safeguards of the protocol, each of which the model can switch off to show what it is for.

export interface SafeguardNote {
  /** What the protocol does, in a few words. */
  safeguard: string;
  /** What it does instead when the safeguard is off. */
  off: string;
  /** The invariant that breaks then. */
  breaks: Invariant;
}

/** As numbered in docs/sending.md. */
export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'I10'
  | 'I11'
  | 'I12'
  | 'I13'
  | 'I14'
  | 'I15'
  | 'I16';

export const safeguardNotes = {
  leaseFence: {
    safeguard: 'lease fence',
    off: 'a settle is written whoever holds the batch by now',
    breaks: 'I1',
  },
  freeze: {
    safeguard: 'freeze',
    off: 'a replay leaves out who left since the first call',
    breaks: 'I2',
  },
  storedKey: {
    safeguard: 'stored key',
    off: 'every call mints a key of its own',
    breaks: 'I1',
  },
  keyLife: {
    safeguard: '23 h limit',
    off: 'a key is used again however old it is',
    breaks: 'I1',
  },
  sweep: {
    safeguard: 'sweep',
    off: 'nobody enqueues again what stands still',
    breaks: 'I2',
  },
  split: {
    safeguard: 'split',
    off: 'a refused batch is rejected as a whole',
    breaks: 'I7',
  },
  recheck: {
    safeguard: 're-check at claim',
    off: 'a batch goes out as it was planned',
    breaks: 'I5',
  },
  commitBeforeCall: {
    safeguard: 'commit before the call',
    off: 'the key is written together with the outcome',
    breaks: 'I1',
  },
  gateRefusals: {
    safeguard: 'same key after a refusal at the gate',
    off: 'a 429 or 401 in answer to a replay frees the batch for a new key',
    breaks: 'I1',
  },
  ambiguity: {
    safeguard: 'replay of the unanswered',
    off: 'a call without an answer counts as not taken',
    breaks: 'I1',
  },
  wholePlan: {
    safeguard: 'plan in one transaction',
    off: 'the plan commits its batches one by one',
    breaks: 'I2',
  },
  finishCheck: {
    safeguard: 'equation before *sent*',
    off: 'a lane that finds no batch calls the send sent',
    breaks: 'I3',
  },
  finishLock: {
    safeguard: 'count under the lock of the send',
    off: 'counting and *sent* are two steps',
    breaks: 'I3',
  },
  statusAtClaim: {
    safeguard: 'status checked by the claim',
    off: 'a lane works on whatever became of its send',
    breaks: 'I8',
  },
  lastingPause: {
    safeguard: "an editor's pause outlasts a quota's",
    off: 'a send that waits for its quota ignores the pause',
    breaks: 'I8',
  },
  unknownIsFinal: {
    safeguard: 'unknown is left alone',
    off: 'the retry of an editor opens unknown batches, too',
    breaks: 'I6',
  },
  earliestWins: {
    safeguard: 'earliest moment wins',
    off: 'the last event to arrive overwrites',
    breaks: 'I9',
  },
  loggedSteps: {
    safeguard: 'log in the same statement',
    off: 'the log is written after the change',
    breaks: 'I10',
  },
  promptCalls: {
    safeguard: 'no late call',
    off: 'a call starts however long ago its batch was claimed',
    breaks: 'I11',
  },
  surplusEnds: {
    safeguard: 'surplus lanes end',
    off: 'a lane works on, however many others are at work',
    breaks: 'I12',
  },
  digestLock: {
    safeguard: 'lock of the digest',
    off: 'two plans of one digest look at the same moment whom the other has reached',
    breaks: 'I13',
  },
  leaveOutHolders: {
    safeguard: 'who has it is left out',
    off: 'a plan mails who has the digest already',
    breaks: 'I13',
  },
  leaveOutWaiting: {
    safeguard: 'who awaits it is left out',
    off: 'a plan mails whom another send is about to mail',
    breaks: 'I13',
  },
  lateCancels: {
    safeguard: 'a cancel during the plan comes after it',
    off: 'what a send had open that was cancelled since the plan looked counts as given up',
    breaks: 'I13',
  },
  awaitCalls: {
    safeguard: 'wait for the calls of cancelled sends',
    off: 'a plan leaves out whom a cancelled send is calling, and does not wait for what comes of it',
    breaks: 'I2',
  },
  retrySkips: {
    safeguard: 'a retry skips who has it by now',
    off: 'a retry mails whom another send has reached since the refusal',
    breaks: 'I13',
  },
  editionCheck: {
    safeguard: 'edition compared under the lock',
    off: 'a plan freezes what it rendered before the send was changed',
    breaks: 'I14',
  },
  audienceCheck: {
    safeguard: 'number compared in the plan',
    off: 'a send goes to however many people there are by then',
    breaks: 'I16',
  },
  dayRoom: {
    safeguard: 'room of the day, counted at the claim',
    off: 'a batch goes out on the day that it was given, whatever has gone out on it',
    breaks: 'I15',
  },
  dayLock: {
    safeguard: 'lock of the domain',
    off: 'two lanes count the mails of a day at the same moment',
    breaks: 'I15',
  },
} as const satisfies Record<string, SafeguardNote>;

export type Safeguard = keyof typeof safeguardNotes;
export type Safeguards = Readonly<Record<Safeguard, boolean>>;

export const allSafeguards = Object.keys(safeguardNotes) as Safeguard[];

/** All on, but for those named. */
export function safeguardsWithout(...off: Safeguard[]): Safeguards {
  const entries = allSafeguards.map((name) => [name, !off.includes(name)]);
  return Object.fromEntries(entries) as Record<Safeguard, boolean>;
}
