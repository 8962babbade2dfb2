// What can stand between us and a feed, and what an editor does about it.

import * as z from 'zod';
import type { Trouble } from '../trouble.ts';

const codes = {
  not_public: 'This address is not on the open web, or leads away from it. Give another one.',
  redirects:
    'This address leads on to other addresses, and never to a feed. See whether it opens in a browser.',
  no_answer: 'Nothing answers at this address. See whether it opens in a browser.',
  too_slow: 'This feed did not come within ten seconds. It is asked again later.',
  too_large: 'This feed has more than 5 MB. Look for a shorter one of the same site.',
  status: 'This address answers with the error {}. See whether the feed has moved.',
  busy: 'This site asks us to come back later (error {}). It is asked again when it wants to be.',
  locked: 'This feed is for those who sign in or pay: it answers {}. Look for a public one.',
  gone: 'This site says that the feed is gone for good. Look for the new one, or take it off.',
  robots:
    'The robots.txt of this site asks programs not to read this feed. Ask the site, or take it off.',
  page: 'There is a page at this address, and it names no feed. Look for “RSS” on it.',
  not_a_feed:
    'What stands at this address is no feed (RSS, Atom or JSON Feed). See whether it has moved.',
  entities: 'This feed declares entities of its own, which are not read. Tell the site.',
  nested:
    'The elements of this feed are more, or nested deeper, than any feed needs. Tell the site.',
  no_end: 'Reading this feed broke off again and again. Take it off, or tell us.',
} as const;

export const FeedTroubleCode = z.enum(Object.keys(codes) as [keyof typeof codes]);

/** Why a feed could not be read. `value` goes into its sentence. */
export const FeedTrouble = z.strictObject({
  code: FeedTroubleCode,
  value: z.number().exactOptional(),
});
export type FeedTrouble = z.infer<typeof FeedTrouble>;

/** What is the matter, and what to do. */
export function explainFeedTrouble({ code, value = 0 }: FeedTrouble): string {
  return codes[code].replace('{}', String(value));
}

/** What asking the web can end in besides an answer. */
export function asFeedTrouble({ code }: Trouble): FeedTrouble {
  const known = FeedTroubleCode.safeParse(code);
  return { code: known.success ? known.data : 'no_answer' };
}
