// `subscribers export`: part by part, so that a cut connection costs one of them.

import { type ApiClient, CallFailed } from './api-client.ts';

/** About 2 MB: held in memory until it is whole, and only then written. */
const partPeople = 20_000;
const tries = 3;

/**
 * Writes everyone, or who comes behind the cursor `after`. What was written always ends with a whole
 * row: an error says how to go on.
 */
export async function exportSubscribers(
  client: ApiClient,
  { format, after }: { format: string; after?: string | undefined },
  write: (part: Uint8Array) => Promise<unknown>,
): Promise<void> {
  let cursor = after ?? null;
  do {
    const part = await readPart(client, format, cursor);
    await write(part.body);
    cursor = part.headers.get('next-cursor');
  } while (cursor !== null);
}

async function readPart(client: ApiClient, format: string, after: string | null) {
  const query = new URLSearchParams({
    format,
    limit: String(partPeople),
    ...(after === null ? {} : { after }),
  });
  for (let triesLeft = tries; ; triesLeft--) {
    try {
      return await client.read(`/api/subscribers/export?${query}`);
    } catch (error) {
      if (triesLeft > 1 && error instanceof CallFailed && error.isCut) continue;
      throw after === null ? error : new CallFailed(`${describe(error)}\n${howToGoOn(after)}`);
    }
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function howToGoOn(cursor: string): string {
  return `What is written so far is whole. The rest, to be added behind it: the same command with --after ${cursor}`;
}
