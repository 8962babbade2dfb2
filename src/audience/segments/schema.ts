// A segment: a saved rule that narrows lists at send time, as a small typed expression.

import * as z from 'zod';
import { parseEmailAddress } from '../../base/email-address.ts';
import { shortText } from '../../base/raw-text.ts';
import {
  AttributeName,
  AttributeValue,
  Language,
  personLine,
  SubscriptionStatus,
} from '../fields.ts';
import { ListSlug } from '../lists/schema.ts';

/** Sends that a rule looks back on: each costs a probe of `deliveries` per person. */
const LastSends = z.int().min(1).max(100).meta({
  description: 'The newest started sends, to any list.',
});
const Days = z.int().min(0).max(36_500);
const Domain = shortText(253)
  .refine((text) => domainOf(text) !== null, 'Must be a domain name, such as example.com')
  .overwrite((text) => domainOf(text) ?? text)
  .meta({ pattern: '^[^@:/_]+\\.[^@:/_]+$', examples: ['example.com'] });

const attribute = { kind: z.literal('attribute'), name: AttributeName };

/** Tests of an attribute, by their names in the description of the API. */
const attributeRules = {
  AttributeEqualsRule: z.strictObject({
    ...attribute,
    test: z.literal('equals'),
    value: AttributeValue,
  }),
  AttributeInRule: z.strictObject({
    ...attribute,
    test: z.literal('in'),
    values: z.array(AttributeValue).min(1).max(1000),
  }),
  AttributeContainsRule: z.strictObject({
    ...attribute,
    test: z.literal('contains'),
    value: AttributeValue,
  }),
  AttributeExistsRule: z.strictObject({ ...attribute, test: z.literal('exists') }),
};

/** Rules that hold no other rule, by their names. */
const plainRules = {
  SubscriptionRule: z.strictObject({
    kind: z.literal('subscription'),
    list: ListSlug,
    status: SubscriptionStatus.default('confirmed'),
    olderThanDays: Days.exactOptional(),
    newerThanDays: Days.exactOptional().meta({
      description: 'Counted from the confirmation, or from the request if there was none.',
    }),
  }),
  LanguageRule: z.strictObject({
    kind: z.literal('language'),
    in: z.array(Language).min(1).max(50).meta({ description: '`en` also takes in `en-GB`.' }),
  }),
  DomainRule: z.strictObject({ kind: z.literal('domain'), in: z.array(Domain).min(1).max(1000) }),
  OpenedRule: z.strictObject({ kind: z.literal('opened'), lastSends: LastSends }),
  ClickedRule: z
    .strictObject({ kind: z.literal('clicked'), lastSends: LastSends })
    .meta({ description: 'Clicks of programs that check mail do not count.' }),
  ReceivedRule: z.strictObject({
    kind: z.literal('received'),
    digestId: z.uuid().meta({ description: 'Any of its revisions.' }),
  }),
};

type PlainRule = z.infer<
  | (typeof attributeRules)[keyof typeof attributeRules]
  | (typeof plainRules)[keyof typeof plainRules]
>;

/** True or false of each person; what is not known of a person is false, and its `not` true. */
export type SegmentRule =
  | PlainRule
  | { kind: 'all'; rules: SegmentRule[] }
  | { kind: 'any'; rules: SegmentRule[] }
  | { kind: 'not'; rule: SegmentRule };

const deepest = 8;
const most = 200;

/** Rules made of rules, by their names: through these a rule holds itself. */
const rulesOfRules = {
  AllRule: z.strictObject({
    kind: z.literal('all'),
    get rules() {
      return parts;
    },
  }),
  AnyRule: z.strictObject({
    kind: z.literal('any'),
    get rules() {
      return parts;
    },
  }),
  NotRule: z.strictObject({
    kind: z.literal('not'),
    get rule() {
      return SegmentRule;
    },
  }),
};

/** The kinds of rules, each with a name: clients are made of named objects. */
export const ruleKinds = { ...attributeRules, ...plainRules, ...rulesOfRules };

/** At most 200 parts, 8 deep. `all` of nothing is everybody, `any` of nothing nobody. */
export const SegmentRule: z.ZodType<SegmentRule> = z
  .discriminatedUnion('kind', [
    z.discriminatedUnion('test', [
      ruleKinds.AttributeEqualsRule,
      ruleKinds.AttributeInRule,
      ruleKinds.AttributeContainsRule,
      ruleKinds.AttributeExistsRule,
    ]),
    ruleKinds.SubscriptionRule,
    ruleKinds.LanguageRule,
    ruleKinds.DomainRule,
    ruleKinds.OpenedRule,
    ruleKinds.ClickedRule,
    ruleKinds.ReceivedRule,
    ruleKinds.AllRule,
    ruleKinds.AnyRule,
    ruleKinds.NotRule,
  ])
  .superRefine((rule, context) => {
    const size = measure(rule);
    if (size.parts <= most && size.depth <= deepest) return;
    const message = `Must have at most ${most} parts and be at most ${deepest} deep`;
    context.addIssue({ code: 'custom', message });
  });
const parts = z.array(SegmentRule).max(most);

/** The parts of a rule that a rule is made of, itself first. */
export function* walkRule(rule: SegmentRule): Generator<SegmentRule> {
  yield rule;
  if (rule.kind === 'not') yield* walkRule(rule.rule);
  if (rule.kind === 'all' || rule.kind === 'any') {
    for (const part of rule.rules) yield* walkRule(part);
  }
}

const SegmentName = personLine(200);

export const SegmentInput = z.strictObject({ name: SegmentName, rule: SegmentRule });
export type SegmentInput = z.infer<typeof SegmentInput>;

export const SegmentPatch = z.strictObject({
  name: SegmentName.exactOptional(),
  rule: SegmentRule.exactOptional(),
});
export type SegmentPatch = z.infer<typeof SegmentPatch>;

export const SegmentView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  rule: SegmentRule,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type SegmentView = z.infer<typeof SegmentView>;

/** A rule as a send keeps it: frozen with the send, whatever becomes of the saved one. */
export const FrozenSegment = z.strictObject({
  id: z.uuid().nullable().meta({ description: 'null for a rule given with the send.' }),
  name: z.string().nullable(),
  rule: SegmentRule,
});
export type FrozenSegment = z.infer<typeof FrozenSegment>;

function measure(rule: SegmentRule): { parts: number; depth: number } {
  const inner = rule.kind === 'not' ? [rule.rule] : 'rules' in rule ? rule.rules : [];
  const sizes = inner.map(measure);
  return {
    parts: sizes.reduce((sum, size) => sum + size.parts, 1),
    depth: 1 + Math.max(0, ...sizes.map((size) => size.depth)),
  };
}

function domainOf(text: string): string | null {
  const parsed = parseEmailAddress(`a@${text}`);
  return parsed.kind === 'ok' ? parsed.address.slice(2) : null;
}
