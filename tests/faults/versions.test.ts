import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished } from 'vitest';
import { migrateDatabase } from '../../dev/migrate.ts';
import { firstUnderRule } from '../../dev/migrations/rule.ts';
import { projectRoot } from '../../dev/worker.ts';
import { proveFault } from './prove.ts';
import { type VersionBefore, versionsBefore, writeVersion } from './version-before.ts';
import { waitUntil } from './wait.ts';
import { judgeSend } from './witness.ts';
import { startWorld, type World, type WorldOptions } from './world.ts';

/** Thirty batches, six seconds at the rate below: enough to be met in mid-send on a busy machine. */
const readers = 3000;
/** Of the versions before, without `VERSIONS=all`. */
const newest = 3;
const everybody = { status: 'sent', counts: { recipients: readers, accepted: readers } } as const;

async function startBefore(version: VersionBefore) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-before-'));
  fs.chmodSync(folder, 0o755);
  onTestFinished(() => fs.rmSync(folder, { recursive: true }));
  const before = writeVersion(version, folder);
  const options: WorldOptions = { ...before, readers, variables: { RATE: '5' } };
  return { world: await startWorld(options), before: { config: before.config } };
}

/** In mid-send: so many batches are accepted, and not all. */
async function untilAccepted(world: World, sendId: string, batches: number): Promise<void> {
  const count = async () => {
    const rows = await world.db.execute(sql`
      select count(*)::int as n from batches where send_id = ${sendId} and state = 'accepted'`);
    return Number(rows[0]?.n);
  };
  await waitUntil(`${batches} batches`, async () => (await count()) >= batches, 60);
  expect(await count()).toBeLessThan(readers / 100);
}

/**
 * Each takes twenty seconds, and there is one more with each migration: without `VERSIONS=all`, which
 * `npm run test:faults` sets, those that a deploy of today meets.
 */
const versions = versionsBefore(firstUnderRule);
const met = process.env.VERSIONS === 'all' ? versions : versions.slice(-newest);

for (const version of met) {
  const { tag, commit } = version;
  const name =
    commit === null ? 'this version (for want of a history) on the schema' : 'the version';
  proveFault(
    'F45',
    `${name} before ${tag} goes on sending while it is applied, and after it`,
    'A migration only adds: statements of before find what they know.',
    async () => {
      const { world } = await startBefore(version);
      const under = await world.startSend();
      await untilAccepted(world, under, 2);
      await migrateDatabase(world.databaseUrl);
      expect((await world.readSend(under)).status).toBe('sending');
      await world.finish(under);
      const after = await world.startSend();
      await world.finish(after);
      return [await judgeSend(world, under, everybody), await judgeSend(world, after, everybody)];
    },
    240_000,
  );

  proveFault(
    'F45',
    `a deploy with ${tag} in mid-send, rolled back to ${name} before it, mails everybody once`,
    'Either version takes up what the other claimed: the mail is frozen, and so are its keys.',
    async () => {
      const { world, before } = await startBefore(version);
      const sendId = await world.startSend();
      await untilAccepted(world, sendId, 2);
      await migrateDatabase(world.databaseUrl);
      await world.worker.kill();
      await world.restartWorker({ config: path.join(projectRoot, 'wrangler.toml') });
      await world.passTime(100);
      await world.tick();
      await untilAccepted(world, sendId, 6);
      await world.worker.kill();
      await world.restartWorker(before);
      await world.finish(sendId);
      return judgeSend(world, sendId, everybody);
    },
    240_000,
  );
}
