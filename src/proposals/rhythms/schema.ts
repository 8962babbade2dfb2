// Rhythms and their runs as the API takes and shows them.

import * as z from 'zod';
import { visibleLinePattern } from '../../base/characters.ts';
import { parseEmailAddress } from '../../base/email-address.ts';
import { Language } from '../../base/language.ts';
import { shortText } from '../../base/raw-text.ts';
import { runStates } from '../../db/schema/states.ts';
import { isVisible } from '../../digest/tidy.ts';
import { runWhyCodes } from '../runs/why.ts';
import { RhythmWhen } from './moments.ts';

const Approver = shortText(1000)
  .superRefine((text, context) => {
    const parsed = parseEmailAddress(text);
    if (parsed.kind === 'invalid') context.addIssue({ code: 'custom', message: parsed.message });
  })
  .overwrite((text) => {
    const parsed = parseEmailAddress(text);
    return parsed.kind === 'ok' ? parsed.address : text;
  })
  .meta({
    minLength: 3,
    format: 'email',
    description:
      'The address of whoever is asked. Their yes to exactly what they saw sends it to the list; without it nothing is sent.',
  });

const fields = {
  name: shortText(100)
    .trim()
    .refine(isVisible, 'Must not be empty')
    .meta({ minLength: 1, pattern: visibleLinePattern }),
  list: z
    .string()
    .max(100)
    .meta({ description: 'Its slug: whose readers get it, and in whose time zone it is due.' }),
  feeds: z
    .array(z.uuid())
    .max(50)
    .refine((ids) => new Set(ids).size === ids.length, 'Each feed once')
    .meta({ description: 'Ids. What a feed had before it was added here is not taken.' }),
  inbox: z.boolean().meta({ description: 'Takes what waits in the inbox, too.' }),
  when: RhythmWhen,
  sections: z
    .int()
    .min(1)
    .max(20)
    .meta({ description: 'So many articles at most, the oldest first.' }),
  minimum: z
    .int()
    .min(1)
    .max(20)
    .meta({ description: 'With fewer articles nothing is made and nobody is asked.' }),
  language: Language,
  catchUp: z.enum(['once', 'skip']).meta({
    description:
      'What becomes of a moment that nobody looked at for an hour: of several, the last one is made up for, or none is.',
  }),
  leadMinutes: z.int().min(0).max(1440).meta({
    description: 'The proposal is made so long before the moment.',
  }),
  staleHours: z.int().min(1).max(168).meta({
    description:
      'So long after the moment a yes still sends. Then its articles are free for the next.',
  }),
  approver: Approver,
};

export const RhythmInput = z.strictObject({
  ...fields,
  feeds: fields.feeds.default([]),
  inbox: fields.inbox.default(false),
  sections: fields.sections.default(5),
  minimum: fields.minimum.default(1),
  catchUp: fields.catchUp.default('once'),
  leadMinutes: fields.leadMinutes.default(0),
  staleHours: fields.staleHours.default(24),
});
export type RhythmInput = z.infer<typeof RhythmInput>;

/** What is absent stays as it is. */
export const RhythmPatch = z.strictObject({
  name: fields.name.exactOptional(),
  list: fields.list.exactOptional(),
  feeds: fields.feeds.exactOptional(),
  inbox: fields.inbox.exactOptional(),
  when: fields.when.exactOptional(),
  sections: fields.sections.exactOptional(),
  minimum: fields.minimum.exactOptional(),
  language: fields.language.exactOptional(),
  catchUp: fields.catchUp.exactOptional(),
  leadMinutes: fields.leadMinutes.exactOptional(),
  staleHours: fields.staleHours.exactOptional(),
  approver: fields.approver.exactOptional(),
  isPaused: z.boolean().exactOptional().meta({
    description: 'While it is paused no moment is due. Runs that wait go on waiting.',
  }),
});
export type RhythmPatch = z.infer<typeof RhythmPatch>;

const moment = z.iso.datetime();

export const RunView = z.strictObject({
  id: z.uuid(),
  dueAt: moment,
  byHand: z.boolean(),
  state: z.enum(runStates).meta({
    description:
      '`making`, `waiting` for an answer, `sending`; then `sent`, `nothing` to make it from, `missed`, `failed`, `declined`, `stale` (no answer in time) or `cancelled`.',
  }),
  why: z
    .strictObject({
      code: z.enum(runWhyCodes),
      message: z.string(),
      detail: z.string().nullable(),
    })
    .nullable(),
  waitsFor: z.string().nullable().meta({ description: 'Whose answer it waits for.' }),
  staleAt: moment.nullable().meta({ description: 'While it goes on: until then a yes sends.' }),
  proposalId: z.uuid().nullable(),
  digestId: z.uuid().nullable(),
  headline: z.string().nullable(),
  sendId: z.uuid().nullable(),
  begunAt: moment,
  endedAt: moment.nullable(),
});
export type RunView = z.infer<typeof RunView>;

export const RhythmView = z.strictObject({
  id: z.uuid(),
  ...fields,
  approver: z.string().meta({
    description:
      'Who is asked. Empty, and the rhythm paused: whoever it was is no editor any more.',
  }),
  timezone: z.string(),
  isPaused: z.boolean(),
  next: z.array(moment).meta({ description: 'The next three moments; none while it is paused.' }),
  lastRun: RunView.nullable(),
  savedBy: z.string().meta({
    description: 'Who saved it last: its sends are by their word, as long as they may send.',
  }),
  createdAt: moment,
  updatedAt: moment,
});
export type RhythmView = z.infer<typeof RhythmView>;
