// Feeds as the API takes and shows them.

import * as z from 'zod';
import { shortText } from '../../base/raw-text.ts';
import { FeedTroubleCode } from '../syndication/trouble.ts';

/** As it is asked, every letter written out; an index does not hold more. */
const longestUrl = 2000;

const Name = shortText(200).nullable();
const Folder = shortText(300).nullable();

export const FeedInput = z.strictObject({
  url: shortText(2000)
    .refine(
      (text) =>
        /^(?:https?|feed):\S+$/i.test(text.trim()) &&
        (URL.parse(text.trim())?.href.length ?? 0) <= longestUrl,
      'Must be the address of a feed or of a page that names one, with https://',
    )
    .meta({
      pattern: '^\\s*(?:[hH][tT]{2}[pP][sS]?|[fF][eE]{2}[dD]):(?:\\/\\/)?[^\\s\\/]\\S*\\s*$',
    }),
  name: Name.exactOptional(),
  folder: Folder.exactOptional(),
});
export type FeedInput = z.infer<typeof FeedInput>;

export const FeedPatch = z.strictObject({
  name: Name.exactOptional(),
  folder: Folder.exactOptional(),
  state: z.enum(['active', 'paused']).exactOptional(),
});
export type FeedPatch = z.infer<typeof FeedPatch>;

const Moment = z.iso.datetime().nullable();

export const FeedView = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  title: z.string(),
  name: z.string().nullable(),
  folder: z.string().nullable(),
  home: z.string().nullable(),
  state: z.enum(['active', 'paused', 'ended']),
  health: z.enum(['waiting', 'well', 'failing', 'paused', 'ended']),
  why: z.strictObject({ code: FeedTroubleCode, message: z.string() }).nullable(),
  failures: z.int(),
  readAt: Moment,
  triedAt: Moment,
  newsAt: Moment,
  dueAt: Moment,
  everyMinutes: z.int(),
  createdAt: z.iso.datetime(),
});
export type FeedView = z.infer<typeof FeedView>;

export const FeedItemView = z.strictObject({
  id: z.uuid(),
  feedId: z.uuid(),
  feedTitle: z.string(),
  url: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  publishedOn: z.string().nullable(),
  excerpt: z.string(),
  foundAt: z.iso.datetime(),
  inInbox: z.boolean(),
});

export const OpmlReport = z.strictObject({
  found: z.int(),
  added: z.int(),
  known: z.int(),
  leftOut: z.array(z.strictObject({ name: z.string(), why: z.string() })),
});
export type OpmlReport = z.infer<typeof OpmlReport>;
