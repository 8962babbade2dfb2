// What may be given as the address of a page.

import { expect, test } from 'vitest';
import { PageAddress } from '../../../src/proposals/web/page-address.ts';

test('an address with a name or a password in it is refused, as it would be kept and shown', () => {
  for (const given of ['https://user:secret@example.com/a', 'https://user@example.com/a']) {
    expect(PageAddress.safeParse(given).success, given).toBe(false);
  }
  for (const given of [
    'https://example.com/@user',
    'http://example.com/?a=b@c',
    'HTTPS://例え.jp/記事',
  ]) {
    expect(PageAddress.safeParse(given).success, given).toBe(true);
  }
});
