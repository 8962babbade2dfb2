// Every parser of text from outside, with the texts that it in particular might be slow at.

import { Hono } from 'hono';
import * as z from 'zod';
import { KeyInput } from '../../src/access/keys/api-key.ts';
import { SubscribeForm } from '../../src/audience/joining/subscribe.ts';
import { ListInput } from '../../src/audience/lists/schema.ts';
import { SubscriberInput } from '../../src/audience/people/schema.ts';
import { PreferencesInput } from '../../src/audience/preferences/preferences.ts';
import { SegmentInput } from '../../src/audience/segments/schema.ts';
import { SuppressionInput } from '../../src/audience/suppressions/schema.ts';
import { ImportQuery } from '../../src/audience/transfer/import/schema.ts';
import { defineCursor, PageQuery } from '../../src/base/cursor.ts';
import { parseEmailAddress } from '../../src/base/email-address.ts';
import { TimeZone } from '../../src/base/time-zone.ts';
import { createTokenRing } from '../../src/base/token.ts';
import type { AppEnv } from '../../src/http/context.ts';
import { matchesTag, readIfMatch } from '../../src/http/endpoint/etag.ts';
import { refuseBrokenText } from '../../src/http/endpoint/text-check.ts';
import { lastOf, readFields } from '../../src/http/site/form.ts';
import { pathOf } from '../../src/http/touched-path.ts';
import { parseFeedback, parseInbound } from '../../src/resend/feedback.ts';
import { SendInput } from '../../src/sending/commands/check-send.ts';
import { parseSchedule } from '../../src/sending/planning/schedule.ts';
import type { Parse } from '../support/growth.ts';
import { digestDoors } from './digest-doors.ts';
import { feedDoors } from './feed-doors.ts';
import { importDoors } from './import-doors.ts';
import { proposalDoors } from './proposal-doors.ts';
import { after, type Door, repeat } from './shapes.ts';

const now = new Date('2026-11-26T00:00:00Z');
const ring = createTokenRing(['a-key-for-tests-of-more-than-32-characters']);
const cursor = defineCursor('test', z.string());

export const doors: Readonly<Record<string, Door>> = {
  ...importDoors,
  ...digestDoors,
  ...proposalDoors,
  ...feedDoors,

  address: {
    parse: (text) => [parseEmailAddress(text), parseEmailAddress(`a@${text}`)],
    shapes: ['a.', '.', '@', 'a-', 'é.'].map(repeat),
  },
  token: {
    parse: (text) => [ring.verify(text), ring.restore(text), ring.restore(text.slice(0, 2_000))],
    shapes: ['AA', '%', '%25', '%2', '-', '=\r\n', '\u200b', '%41'].map(repeat),
  },
  'the path of a link': {
    parse: (text) => pathOf(new Request(`https://digest.example.com/u/${text}`)),
    shapes: ['/', '%3E', '%3', ').', '%41', 'A/', '%'].map(repeat),
  },
  cursor: {
    parse: (text) => cursor.decode(PageQuery.parse({ cursor: text }).cursor),
    shapes: [repeat('W1'), repeat('--')],
  },
  schedule: {
    parse: (text) => [parseSchedule(text, 'Asia/Tokyo', now), TimeZone.safeParse(text)],
    shapes: ['2026-', '08:00', 'Asia/', '+09:00'].map(repeat),
  },
  header: {
    parse: (text) => [readIfMatch(text)(1), matchesTag(text, '"1"')],
    shapes: [repeat('"1",'), repeat('W/')],
  },

  'a form': {
    parse: postForm('application/x-www-form-urlencoded'),
    shapes: ['a&', '&', '=', '%41', 'a=b&', 'list=a&', '+'].map(repeat),
  },
  'a form in parts': {
    parse: (text) => postForm('multipart/form-data; boundary=b')(`--b\r\n${text}\r\n--b--\r\n`),
    shapes: [
      repeat('content-disposition: form-data; name="a"\r\n\r\na\r\n--b\r\n'),
      after('content-disposition: form-data; name="a"\r\n\r\n', repeat('\r\n--')),
    ],
  },
  'a form of JSON': {
    parse: postForm('application/json'),
    shapes: [
      (n) => JSON.stringify({ list: Array.from({ length: n / 4 }, () => 'a') }),
      (n) => JSON.stringify(Object.fromEntries(Array.from({ length: n / 8 }, (_, i) => [i, 'a']))),
    ],
  },
  JSON: {
    parse: (text) => refuseBrokenText(text.startsWith('[') ? JSON.parse(text) : { [text]: text }),
    shapes: [(n) => `${'['.repeat(n / 2)}${']'.repeat(n / 2)}`, (n) => JSON.stringify(wide(n))],
  },

  'what people are asked': {
    parse: (text) => [
      SubscribeForm.safeParse({ email: text, name: text, list: [text] }),
      PreferencesInput.safeParse({ lists: [text], frequencies: { [text]: text } }),
      PreferencesInput.safeParse({ name: text, language: text, timezone: text, pausedUntil: text }),
    ],
    shapes: ['en-', 'Asia/', '2026-', '\u202e', '\ud800'].map(repeat),
  },
  'what editors write of people': {
    parse: (text) => [
      SubscriberInput.safeParse({ email: text, name: text, language: text, timezone: text }),
      SubscriberInput.safeParse({ email: 'a@example.com', attributes: { [text]: text } }),
      SubscriberInput.safeParse({ email: 'a@example.com', consent: text, lists: [{ slug: text }] }),
      SuppressionInput.safeParse({ email: text, detail: text }),
    ],
    shapes: [repeat('en-'), repeat('\u202e')],
  },
  'lists, keys and sends': {
    parse: (text) => [
      ListInput.safeParse({ slug: text, name: text, description: text }),
      ListInput.safeParse({ slug: 'a', name: 'a', language: text, timezone: text }),
      ListInput.safeParse({
        slug: 'a',
        name: 'a',
        brand: { name: text, accent: text, footer: text },
      }),
      KeyInput.safeParse({ name: text, scopes: [text], expiresAt: text }),
      SendInput.safeParse({ digestId: text, revision: 1, lists: [text], scheduledAt: text }),
      SendInput.safeParse({ digestId: text, revision: 1, lists: ['a'], timezone: text }),
      ImportQuery.safeParse({ lists: text, consent: text, map: text, dryRun: text }),
    ],
    shapes: ['a-', '#0', '{"a":', 'a,'].map(repeat),
  },
  segments: {
    parse: (text) => SegmentInput.safeParse({ name: text, rule: ruleOf(text) }),
    shapes: ['a.', '.', '-', 'en-'].map(repeat),
  },

  'an event of Resend': {
    parse: (text) => {
      const about = { email_id: text, to: text, tags: { send: text, subscriber: text } };
      const data = { ...about, click: { link: text }, bounce: { type: text } };
      return [
        parseFeedback(text, { type: text, created_at: text, data }, now, 'https://a.example/b'),
        parseInbound(text, { type: 'email.received', created_at: text, data: { ...about } }, now),
      ];
    },
    shapes: ['\u0000', '\ud800', 'https://', '2026-', '<'].map(repeat),
  },
};

function ruleOf(text: string) {
  const attribute = { kind: 'attribute', name: text, test: 'equals', value: text };
  const others = [
    { kind: 'domain', in: [text] },
    { kind: 'language', in: [text] },
  ];
  return { kind: 'any', rules: [attribute, ...others, { kind: 'subscription', list: text }] };
}

function wide(n: number) {
  return Array.from({ length: n / 4 }, (_, at) => ({ a: at }));
}

function postForm(type: string): Parse {
  const app = new Hono<AppEnv>();
  app.post('/', async (c) => {
    const fields = await readFields(c);
    return c.json([...fields.keys()].map((name) => lastOf(fields, name)?.length));
  });
  return (body) => app.request('/', { method: 'POST', body, headers: { 'content-type': type } });
}
