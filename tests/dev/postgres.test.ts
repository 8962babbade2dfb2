import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, startPostgres } from '../../dev/postgres.ts';

function makeDataDir(): string {
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'chrysanthemum-postgres-test-'));
  fs.chmodSync(dataDir, 0o755);
  onTestFinished(() => fs.rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

test('a port that was taken before PostgreSQL took it is given up for another', async () => {
  const other = net.createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port: taken } = other.address() as net.AddressInfo;
  const ports = [taken, await freePort()];
  const [, free] = ports;
  const pickPort = async () => ports.shift() ?? expect.unreachable('asked for a third port');
  const server = await startPostgres({ dataDir: makeDataDir(), durable: false, pickPort });
  expect(new URL(server.url).port).toBe(String(free));
  await server.stop();
});

test('a server that takes no connection and says why is not waited for, and does not stay', async () => {
  const dataDir = makeDataDir();
  const server = await startPostgres({ dataDir, durable: false });
  await server.stop();
  // Every connection dies of this, as it does on a full disk; the server itself would go on.
  const files = path.join(dataDir, 'postgres', 'base');
  for (const folder of fs.readdirSync(files)) {
    fs.rmSync(path.join(files, folder, 'PG_VERSION'), { force: true });
  }
  const start = startPostgres({ dataDir, durable: false });
  await expect(start).rejects.toThrow(/PostgreSQL did not start\. .*FATAL: .*not a valid data/);
  expect(fs.existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
});

test('whoever started a server is told when it ends, and why', async () => {
  const server = await startPostgres({ dataDir: makeDataDir(), durable: false });
  process.kill(server.pid, 'SIGKILL');
  expect(await server.ended).toBe('');
});
