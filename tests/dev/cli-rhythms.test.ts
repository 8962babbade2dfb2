// `npm run cli -- rhythms`: what there is, what became of it, and one run now.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';
import { serve } from '../support/serve.ts';

const run = promisify(execFile);

test('rhythms are listed with their next hour, run by hand, and told line by line', async () => {
  const app = await setup();
  const env = { ...process.env, DIGEST_URL: await serve(app), API_KEY: app.key };
  const cli = async (...line: string[]) =>
    (await run(process.execPath, ['dev/cli/main.ts', ...line], { env })).stdout;
  expect(await cli('rhythms')).toContain('No rhythms yet.');
  const body = {
    ...{ name: '朝', list: 'digest', inbox: true, language: 'ja', approver: 'aiko@example.com' },
    when: { weekdays: [1], times: ['07:00'] },
  };
  const { id } = (await app.call('POST', '/api/rhythms', { body })).json;
  const listed = await cli('rhythms');
  expect(listed).toContain(id);
  expect(listed).toContain('T22:00:00.000Z');
  expect(await cli('rhythms', id)).toContain('No hour has come yet.');
  expect(await cli('run-rhythm', id)).toContain('Nothing new was found.');
  expect(await cli('rhythms', id)).toContain('nothing');
});
