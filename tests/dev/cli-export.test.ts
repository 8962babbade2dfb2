import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { createApiClient } from '../../dev/cli/api-client.ts';
import { exportSubscribers } from '../../dev/cli/export.ts';
import { setup } from '../support/app.ts';
import { serve } from '../support/serve.ts';

test('an export whose connection is cut asks for that part again', async () => {
  const { run, people } = await setupPeople([1]);
  const { file, error } = await run();
  expect(error).toBe(null);
  expect(addresses(file)).toEqual(people);
});

test('one that is cut again and again ends with a whole row, and says how to go on', async () => {
  const { run, people } = await setupPeople([1, 2, 3]);
  const begun = await run();
  expect(begun.file.split('\n')).toHaveLength(20_002);
  expect(begun.error).toMatch(/was cut off.*\nWhat is written so far is whole.*--after \S+$/);
  const rest = await run(begun.error?.split(' ').at(-1));
  expect(rest.error).toBe(null);
  expect(addresses(begun.file + rest.file)).toEqual(people);
});

/** More people than a part holds, behind a door that cuts off these of its answers. */
async function setupPeople(cuts: readonly number[]) {
  const app = await setup();
  await app.db.execute(sql`
    insert into subscribers (email) select 'p' || n || '@example.com' from generate_series(1, 25000) n`);
  const client = createApiClient(await cutting(await serve(app), new Set(cuts)), app.key);
  const run = async (after?: string) => {
    let file = '';
    const write = async (part: Uint8Array) => {
      file += new TextDecoder().decode(part);
    };
    const error = await exportSubscribers(client, { format: 'csv', after }, write).then(
      () => null,
      (failure: Error) => failure.message,
    );
    return { file: file.replaceAll('\r', ''), error };
  };
  const people = Array.from({ length: 25_000 }, (_, n) => `p${n + 1}@example.com`);
  return { run, people };
}

/** Hands on to `base`; of the answers of these numbers, counted from 0, only the first half. */
async function cutting(base: string, cuts: ReadonlySet<number>): Promise<string> {
  let answers = 0;
  const server = http.createServer(async (request, response) => {
    const { authorization = '' } = request.headers;
    const answer = await fetch(`${base}${request.url}`, { headers: { authorization } });
    const body = new Uint8Array(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (!cuts.has(answers++)) response.end(body);
    else response.write(body.slice(0, body.length / 2), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Of each row below the header, in order. */
function addresses(csv: string): string[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',')[0] ?? '');
}
