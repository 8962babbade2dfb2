// What the fields of lists and segments mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const written = {
  name: 'What readers see, on forms, in the footer of a mail and on the preference page',
  description: 'A line for readers who decide whether to join; null or absent: none',
};
const look = {
  brand: 'How the mails of this list look. Null: the default look',
  'brand.logo.url': 'Where the picture is. Only `https://`',
  'brand.logo.width': 'In CSS pixels, as it is shown',
  'brand.logo.height': 'In CSS pixels, as it is shown',
};
const attribute = {
  kind: 'Looks at one attribute of the person',
  name: 'Of the attribute, as the import or the API called it',
};
const segmentName = 'For editors, who choose it when they send';

export const listMeanings: FieldMeanings = {
  List: {
    slug: 'Names it in the API, in addresses, feeds and `List-Id`; never changed',
    ...written,
    ...look,
    from: 'The address that its mails come from. Null: `FROM` of the worker',
    replyTo: 'Where answers to its mails go. Null: `REPLY_TO` of the worker',
    createdAt: 'When it was made',
    updatedAt: 'When any field here last changed',
  },
  ListInput: {
    slug: 'Names it in the API, in addresses, feeds and `List-Id`; never changed afterwards',
    ...written,
    ...look,
  },
  ListPatchInput: { ...written, ...look },
  Segment: {
    id: 'As `segment` of `POST /api/sends` takes it',
    name: segmentName,
    rule: 'True of the people who get a send; sends keep it as it was when they were created',
    createdAt: 'When it was saved first',
    updatedAt: 'When name or rule last changed',
  },
  SegmentInput: {
    name: segmentName,
    rule: 'True of the people who are to get a send. At most 200 parts, 8 deep',
  },
  SegmentPatchInput: {
    name: `${segmentName}. Absent: it stays`,
    rule: 'Replaces the whole rule; sends that were created keep the old one. Absent: it stays',
  },
  AttributeEqualsRule: {
    ...attribute,
    test: 'Its value is this very text',
    value: 'Compared letter by letter',
  },
  AttributeInRule: {
    ...attribute,
    test: 'Its value is one of several texts',
    values: 'Any of them, each compared letter by letter',
  },
  AttributeContainsRule: {
    ...attribute,
    test: 'This text stands somewhere in its value',
    value: 'The part to look for',
  },
  AttributeExistsRule: { ...attribute, test: 'It has any value' },
  SubscriptionRule: {
    kind: 'Looks at the person’s place on one list',
    list: 'Its slug; need not be a list of the send',
    status: 'What they are on that list',
    olderThanDays: 'At least so many days ago; counted as `newerThanDays`',
  },
  LanguageRule: { kind: 'Looks at the person’s own language; false where none is known' },
  DomainRule: {
    kind: 'Looks at the address behind its @',
    in: 'Domain names, each exactly: `example.com` does not take in `mail.example.com`',
  },
  OpenedRule: { kind: 'True of who opened one of the last sends, as far as mail programs tell' },
  ClickedRule: { kind: 'True of who followed a link of one of the last sends' },
  ReceivedRule: { kind: 'True of who was mailed this digest' },
  AllRule: {
    kind: 'True if every rule in it is',
    rules: 'In any order; none: true of everybody',
  },
  AnyRule: {
    kind: 'True if one rule in it is',
    rules: 'In any order; none: true of nobody',
  },
  NotRule: {
    kind: 'True if the rule in it is not, also where nothing is known of the person',
    rule: 'What must not be true',
  },
};
