// Rhythms in the console: begun, read as a sentence, paused, run and removed, without a script.

import { expect, test } from 'vitest';
import { setup } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const fields = {
  name: '平日の朝',
  list: 'digest',
  weekdays: '1',
  times: '7:00、18:00',
  pattern: '',
  inbox: 'on',
  sections: '5',
  minimum: '2',
  language: 'ja',
  catchUp: 'skip',
  lead: '1',
  stale: '24',
  approver: 'aiko@example.com',
};

async function open() {
  const app = await setup({ TIMEZONE: 'Asia/Tokyo' });
  const sender = await signedIn(app, 'sender');
  const japanese = { headers: { 'accept-language': 'ja' } };
  const look = async (path: string) => (await sender.call('GET', path, japanese)).text;
  const press = (path: string, body: Record<string, string>) =>
    sender.call('POST', path, { ...form(body) });
  return { ...app, sender, look, press };
}

test('an empty room teaches, a form begins a rhythm, and its page says it as a sentence', async () => {
  const { look, press, call } = await open();
  expect(await look('/console/rhythms')).toContain('返事がないまま配信されることはありません');
  const made = await press('/console/rhythms/new', fields);
  expect(made.status).toBe(303);
  const [rhythm] = (await call('GET', '/api/rhythms')).json.data;
  expect(rhythm).toMatchObject({
    when: { weekdays: [1], times: ['07:00', '18:00'] },
    leadMinutes: 60,
    catchUp: 'skip',
  });
  const page = await look(String(made.headers.get('location')));
  expect(page).toContain('月曜 07:00, 18:00（Asia/Tokyo）に、素材から5本まで');
  expect(page).toContain('保存しました');
  expect(await look('/console/rhythms')).toContain('平日の朝');
});

test('what is wrong is told at its field, and what was typed stays', async () => {
  const { press } = await open();
  const refused = await press('/console/rhythms/new', {
    ...fields,
    times: 'seven',
    approver: 'aiko',
    minimum: '9',
  });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('value="seven"');
  expect(refused.text.match(/aria-invalid/g)?.length).toBeGreaterThan(0);
  const many = await press('/console/rhythms/new', { ...fields, minimum: '9' });
  expect(many.status).toBe(422);
  expect(many.text).toContain('minimum-error');
});

test('it is paused, goes on, runs by hand with one line, and is removed', async () => {
  const { look, press, call } = await open();
  const path = String((await press('/console/rhythms/new', fields)).headers.get('location'));
  const at = path.replace(/\?.*/, '');
  await press(at, { do: 'pause' });
  expect(await look(at)).toContain('停止中は予定がありません');
  await press(at, { do: 'resume' });
  await press(at, { do: 'run' });
  const shown = await look(at);
  expect(shown).toContain('新着なし');
  expect(shown).toContain('手動');
  const pattern = { ...fields, pattern: '0 7 * * 1#1', do: 'save' };
  expect((await press(at, pattern)).status).toBe(303);
  expect(await look(at)).toContain('パターン 0 7 * * 1#1');
  expect((await press(at, { do: 'remove' })).status).toBe(303);
  expect((await call('GET', '/api/rhythms')).json.data).toEqual([]);
});

test('a viewer reads it without the address of who is asked, and changes nothing', async () => {
  const app = await open();
  await app.press('/console/rhythms/new', fields);
  const viewer = await signedIn(app, 'viewer');
  const { text } = await viewer.call('GET', '/console/rhythms');
  expect(text).toContain('somebody is asked');
  expect(text).not.toContain('aiko@example.com');
  expect((await viewer.call('GET', '/console/rhythms/new')).status).toBe(403);
});
