// The inbox as the API takes and shows it.

import * as z from 'zod';
import { PageQuery } from '../../base/cursor.ts';
import { shortText } from '../../base/raw-text.ts';
import { PageAddress } from '../web/page-address.ts';

const ways = ['hand', 'bookmarklet', 'share', 'mail', 'feed'] as const;
export type Way = (typeof ways)[number];

/** By its address, or by the item of a feed that it is. */
export const InboxInput = z.union([
  z.strictObject({ url: PageAddress, title: shortText(500).exactOptional() }),
  z.strictObject({ item: z.uuid() }),
]);
export type InboxInput = z.infer<typeof InboxInput>;

export const InboxItemView = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  title: z.string(),
  publisher: z.string().nullable(),
  publishedOn: z.string().nullable(),
  came: z.enum(ways),
  feedId: z.uuid().nullable(),
  foundAt: z.iso.datetime(),
  dismissedAt: z.iso.datetime().nullable(),
  usedIn: z.strictObject({ digestId: z.uuid(), usedAt: z.iso.datetime() }).nullable(),
});
export type InboxItemView = z.infer<typeof InboxItemView>;

export const inboxStates = ['waiting', 'used', 'dismissed'] as const;
export type InboxState = (typeof inboxStates)[number];

export const InboxQuery = PageQuery.extend({
  state: z.enum(inboxStates).default('waiting').meta({
    description:
      '`used`: what a digest that was sent has cited since it was put there. `dismissed`: what was put away within the last ninety days.',
  }),
});
export type InboxQuery = z.infer<typeof InboxQuery>;
