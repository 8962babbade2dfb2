// The address of a page, as a caller gives it to be read.

import type * as z from 'zod';
import { shortText } from '../../base/raw-text.ts';

/** http is read as https. With a name and a password in it, it would be kept, shown and cited with them. */
export const PageAddress: z.ZodType<string> = shortText(2000)
  .refine(
    (text) => /^https?:\/\/\S+$/i.test(text) && URL.parse(text) !== null,
    'Must be the address of a page, with https://',
  )
  .refine((text) => {
    const url = URL.parse(text);
    return url === null || url.username + url.password === '';
  }, 'Must not have a user name or a password in it')
  .meta({ format: 'uri', pattern: '^https?://[^\\s/@]+(?:[/?#]\\S*)?$' });
