// Waiting for a condition, with a bound, in place of sleeping.

/** Asks again every 20 ms until the answer is true-ish, and gives it; throws after `seconds`. */
export async function waitUntil<Found>(
  what: string,
  find: () => Promise<Found | false | null | undefined> | Found | false | null | undefined,
  seconds = 20,
): Promise<Found> {
  const endsAt = Date.now() + seconds * 1000;
  while (Date.now() < endsAt) {
    const found = await find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Waited in vain: ${what}`);
}
