// Arbitrary people and rules, and what a rule means said again in plain code.

import fc from 'fast-check';
import { AttributeName } from '../../../src/audience/fields.ts';
import type { SegmentRule } from '../../../src/audience/segments/schema.ts';

const day = 24 * 60 * 60 * 1000;
export const slugs = ['digest', 'news', 'inner'] as const;
/** Newest last; every send is of one of two digests. */
export const sendCount = 4;
export const digestIds = [
  '00000000-0000-4000-8000-00000000000a',
  '00000000-0000-4000-8000-00000000000b',
] as const;
export const digestOfSend = (send: number) => digestIds[send % 2] ?? digestIds[0];

export interface ModelPerson {
  email: string;
  language: string | null;
  attributes: Record<string, string>;
  subscriptions: { list: (typeof slugs)[number]; status: Status; ageDays: number }[];
  /** Places of the sends, 0 the oldest. */
  received: number[];
  opened: number[];
  clicked: Click[];
}
/** `scan`: what is known of programs that check mail, beside the click. */
type Click = { send: number; scan: (typeof scans)[number] };
type Status = 'pending' | 'confirmed' | 'unsubscribed';

const scans = ['none', 'at the click', 'clearly before', 'after'] as const;
const statuses = ['pending', 'confirmed', 'unsubscribed'] as const;
const languages = ['ja', 'en', 'en-GB', 'enm', 'zh-Hant-TW'];
const domains = ['example.com', 'example.org', 'mail.example.com'];
/** Words that would be SQL, JSON, patterns or paths if anything took them for that. */
const words = fc.oneof(
  fc.constantFrom(
    "O'Brien",
    'a%b',
    'a_b',
    '\\',
    '"',
    '東京',
    '😀',
    '{a}',
    '$1',
    '::int',
    'a',
    'ab',
  ),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 4 })
    .filter((text) => AttributeName.safeParse(text).data === text),
);
const names = fc.oneof(fc.constantFrom('city', "it's", 'constructor', 'a.b', '{x,y}'), words);
// Half a day off the whole days that rules name: the clock may move on while the test runs.
const ages = fc.integer({ min: 0, max: 5 }).map((days) => days + 0.5);
const sends = fc.uniqueArray(fc.nat(sendCount - 1), { maxLength: sendCount });

const arbitraryPerson: fc.Arbitrary<Omit<ModelPerson, 'email'> & { domain: string }> = fc.record({
  domain: fc.constantFrom(...domains),
  language: fc.option(fc.constantFrom(...languages)),
  attributes: fc.dictionary(names, words, { maxKeys: 3, noNullPrototype: true }),
  subscriptions: fc.uniqueArray(
    fc.record({
      list: fc.constantFrom(...slugs),
      status: fc.constantFrom(...statuses),
      ageDays: ages,
    }),
    { selector: (one) => one.list },
  ),
  received: sends,
  opened: sends,
  clicked: fc.uniqueArray(
    fc.record({ send: fc.nat(sendCount - 1), scan: fc.constantFrom(...scans) }),
    { maxLength: sendCount, selector: ({ send }) => send },
  ),
});

/** The same people every time. */
export function samplePeople(count: number): ModelPerson[] {
  return fc
    .sample(arbitraryPerson, { numRuns: count, seed: 7 })
    .map(({ domain, ...rest }, n) => ({ ...rest, email: `reader${n}@${domain}` }));
}

export const arbitraryRule: fc.Arbitrary<SegmentRule> = fc.letrec<{ rule: SegmentRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    plainRule(),
    fc.record({
      kind: fc.constant('all' as const),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('any' as const),
      rules: fc.array(tie('rule'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), rule: tie('rule') }),
  ),
})).rule;

function plainRule(): fc.Arbitrary<SegmentRule> {
  const attribute = { kind: fc.constant('attribute' as const), name: names };
  const days = fc.nat(6);
  return fc.oneof(
    fc.record({ ...attribute, test: fc.constant('equals' as const), value: words }),
    fc.record({ ...attribute, test: fc.constant('contains' as const), value: words }),
    fc.record({ ...attribute, test: fc.constant('exists' as const) }),
    fc.record({
      ...attribute,
      test: fc.constant('in' as const),
      values: fc.array(words, { minLength: 1, maxLength: 3 }),
    }),
    fc.record(
      {
        kind: fc.constant('subscription' as const),
        list: fc.constantFrom(...slugs),
        status: fc.constantFrom(...statuses),
        olderThanDays: days,
        newerThanDays: days,
      },
      { requiredKeys: ['kind', 'list', 'status'] },
    ),
    fc.record({
      kind: fc.constant('language' as const),
      in: fc.array(fc.constantFrom(...languages), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constant('domain' as const),
      in: fc.array(fc.constantFrom(...domains), { minLength: 1, maxLength: 2 }),
    }),
    fc.record({
      kind: fc.constantFrom('opened' as const, 'clicked' as const),
      lastSends: fc.integer({ min: 1, max: sendCount + 1 }),
    }),
    fc.record({
      kind: fc.constant('received' as const),
      digestId: fc.constantFrom(...digestIds),
    }),
  );
}

/** What the rule means, without SQL. */
export function isIn(rule: SegmentRule, person: ModelPerson): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((part) => isIn(part, person));
    case 'any':
      return rule.rules.some((part) => isIn(part, person));
    case 'not':
      return !isIn(rule.rule, person);
    case 'attribute': {
      if (!Object.hasOwn(person.attributes, rule.name)) return false;
      const value = person.attributes[rule.name] ?? '';
      if (rule.test === 'equals') return value === rule.value;
      if (rule.test === 'in') return rule.values.includes(value);
      return rule.test === 'exists' || value.includes(rule.value);
    }
    case 'subscription':
      return person.subscriptions.some(
        ({ list, status, ageDays }) =>
          list === rule.list &&
          status === rule.status &&
          ageDays >= (rule.olderThanDays ?? 0) &&
          ageDays < (rule.newerThanDays ?? Number.POSITIVE_INFINITY),
      );
    case 'language':
      return rule.in.some(
        (tag) => person.language === tag || person.language?.startsWith(`${tag}-`),
      );
    case 'domain':
      return rule.in.some((domain) => person.email.split('@')[1] === domain);
    case 'opened':
      return person.opened.some((send) => send >= sendCount - rule.lastSends);
    case 'clicked':
      return person.clicked.some(
        ({ send, scan }) =>
          send >= sendCount - rule.lastSends && (scan === 'none' || scan === 'clearly before'),
      );
    case 'received':
      return person.received.some((send) => digestOfSend(send) === rule.digestId);
  }
}

export function daysAgo(days: number): string {
  return new Date(Date.now() - days * day).toISOString();
}
