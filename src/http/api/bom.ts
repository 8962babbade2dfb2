// Whether a CSV begins with the mark of UTF-8.

import * as z from 'zod';

export const BomQuery = z.strictObject({
  bom: z.stringbool().default(true).meta({
    description:
      'CSV begins with a byte order mark, so that spreadsheets read it as UTF-8; `0` leaves it out.',
  }),
});
