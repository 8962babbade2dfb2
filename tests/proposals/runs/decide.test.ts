// What becomes of a run, whatever happens around it: only a yes in time sends, and every run ends.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideRun, nudgeAt, type RunFacts, staleAt } from '../../../src/proposals/runs/decide.ts';

const due = new Date('2026-11-25T22:00:00Z');
const hours = (n: number) => new Date(due.getTime() + n * 3_600_000);

const waiting: RunFacts = {
  state: 'waiting',
  dueAt: due,
  begunAt: due,
  staleHours: 24,
  minimum: 2,
  proposal: { status: 'ready', sections: 3 },
  digest: { isNewRevision: false, changedAt: due },
  wasAsked: true,
  approval: { askedAt: due, answer: null },
  nudgedAt: null,
  send: null,
  trouble: null,
};
const asked = (answer: 'yes' | 'no' | null) => ({ askedAt: due, answer });

const moment = fc.integer({ min: -50, max: 250 }).map(hours);
const facts: fc.Arbitrary<RunFacts> = fc.record({
  state: fc.constantFrom('making', 'waiting', 'sending'),
  dueAt: fc.constant(due),
  begunAt: moment,
  staleHours: fc.integer({ min: 1, max: 168 }),
  minimum: fc.integer({ min: 1, max: 5 }),
  proposal: fc.option(
    fc.record({
      status: fc.constantFrom('reading', 'writing', 'ready', 'failed'),
      sections: fc.integer({ min: 0, max: 5 }),
    }),
  ),
  digest: fc.option(fc.record({ isNewRevision: fc.boolean(), changedAt: moment })),
  wasAsked: fc.boolean(),
  approval: fc.option(fc.record({ askedAt: moment, answer: fc.constantFrom('yes', 'no', null) })),
  nudgedAt: fc.option(moment),
  send: fc.option(
    fc.record({ status: fc.constantFrom('scheduled', 'sending', 'paused', 'sent', 'cancelled') }),
  ),
  trouble: fc.option(fc.constant({ code: 'not_sent' as const })),
});

test('nothing is sent without a yes to the newest revision, nor while a send of it stands', () => {
  fc.assert(
    fc.property(facts, moment, (run, now) => {
      if (decideRun(run, now).kind !== 'send') return;
      expect(run.approval?.answer).toBe('yes');
      expect(run.send).toBeNull();
      expect(run.digest).not.toBeNull();
    }),
  );
});

test('whatever is known of it, a run ends once its time is over, unless a yes or a send is under way', () => {
  fc.assert(
    fc.property(facts, (run) => {
      const step = decideRun(run, staleAt(run));
      if (run.state === 'making') {
        expect(['end', 'make_digest']).toContain(step.kind);
        return;
      }
      const goesOn = run.send !== null || run.approval?.answer === 'yes';
      if (!goesOn || run.digest === null) expect(step.kind).toBe('end');
    }),
  );
});

test('a proposal becomes a digest if enough could be read, and says why not', () => {
  const making: RunFacts = { ...waiting, state: 'making', digest: null, approval: null };
  const at = (proposal: RunFacts['proposal']) => decideRun({ ...making, proposal }, due);
  expect(at({ status: 'writing', sections: 0 })).toEqual({ kind: 'wait' });
  expect(at({ status: 'ready', sections: 2 })).toEqual({ kind: 'make_digest' });
  expect(at({ status: 'ready', sections: 1 })).toMatchObject({
    state: 'nothing',
    why: { code: 'few_readable', found: 1, minimum: 2 },
  });
  expect(at({ status: 'failed', sections: 0 })).toMatchObject({ state: 'failed' });
  expect(at(null)).toMatchObject({ state: 'failed', why: { code: 'proposal_gone' } });
});

test('who was asked is reminded at the hour, or two hours later if asked at the hour; once', () => {
  expect(nudgeAt(due, hours(-3))).toEqual(due);
  expect(nudgeAt(due, due)).toEqual(hours(2));
  expect(nudgeAt(due, hours(5))).toEqual(hours(7));
  expect(decideRun(waiting, hours(1))).toEqual({ kind: 'wait' });
  expect(decideRun(waiting, hours(2))).toEqual({ kind: 'nudge' });
  expect(decideRun({ ...waiting, nudgedAt: hours(2) }, hours(3))).toEqual({ kind: 'wait' });
});

test('a late yes sends until the limit; a no waits for somebody to change the digest', () => {
  expect(decideRun({ ...waiting, approval: asked('yes') }, hours(23))).toEqual({ kind: 'send' });
  expect(decideRun({ ...waiting, approval: asked('no') }, hours(23))).toEqual({ kind: 'wait' });
  expect(decideRun({ ...waiting, approval: asked('no') }, hours(24))).toMatchObject({
    state: 'declined',
  });
  expect(decideRun(waiting, hours(24))).toMatchObject({ state: 'stale' });
  const caughtUp = { ...waiting, begunAt: hours(10), nudgedAt: hours(12) };
  expect(decideRun(caughtUp, hours(33))).toEqual({ kind: 'wait' });
  expect(decideRun(caughtUp, hours(34))).toMatchObject({ state: 'stale' });
});

test('a digest that was changed is asked about again once it has rested', () => {
  const changed = {
    ...waiting,
    approval: null,
    digest: { isNewRevision: false, changedAt: hours(1) },
  };
  expect(decideRun(changed, hours(1))).toEqual({ kind: 'wait' });
  expect(decideRun(changed, hours(1.2))).toEqual({ kind: 'ask' });
  expect(decideRun({ ...changed, wasAsked: false }, hours(1))).toEqual({ kind: 'ask' });
});

test('a run follows its send to the end, and a yes that could not be sent is named', () => {
  const at = (status: string) => decideRun({ ...waiting, state: 'sending', send: { status } }, due);
  expect(at('sending')).toEqual({ kind: 'wait' });
  expect(at('sent')).toMatchObject({ state: 'sent' });
  expect(at('cancelled')).toMatchObject({ state: 'cancelled' });
  expect(at('failed')).toMatchObject({ state: 'failed' });
  expect(decideRun({ ...waiting, send: { status: 'planning' } }, due)).toEqual({
    kind: 'note_sending',
  });
  const stuck: RunFacts = { ...waiting, approval: asked('yes'), trouble: { code: 'not_sent' } };
  expect(decideRun(stuck, hours(1))).toEqual({ kind: 'send' });
  expect(decideRun(stuck, hours(24))).toMatchObject({ state: 'failed', why: { code: 'not_sent' } });
});
