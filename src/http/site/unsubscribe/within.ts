// How long a page waits for the database before it does without.

import { describe, log } from '../../../log.ts';

/** What `work` gives, or null if it fails or takes longer; it goes on in the background then. */
export async function within<Found>(
  milliseconds: number,
  what: string,
  work: Promise<Found>,
): Promise<Found | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      log('no answer in time', { what, milliseconds });
      resolve(null);
    }, milliseconds);
  });
  const settled = work.catch((error: unknown) => {
    log('the database failed', { what, error: describe(error) });
    return null;
  });
  try {
    return await Promise.race([settled, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
