// Brands and checks through the API: what an editor is told, and what the mail becomes.
import { expect, test } from 'vitest';
import { setup } from '../support/app.ts';

const content = {
  version: 1,
  language: 'en',
  headline: 'The quiet harvest of small orchards',
  sections: [
    {
      heading: 'Orchards return',
      source: {
        title: 'Growers replant heirloom apples',
        url: 'https://192.168.0.1/replant',
        points: ['Costs fell.', 'Taste won.', 'Bees came back.'],
      },
    },
  ],
  conclusion: ['Plant a tree.'],
};
const brand = { name: 'The Harbour Letter', accent: '#1f5f8b', footer: 'Between two tides.' };

test('a list has a brand, its mails look like it, and taking it away brings back the house', async () => {
  const { call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: content })).json;
  const patched = await call('PATCH', '/api/lists/digest', { body: { brand } });
  expect(patched).toMatchObject({ status: 200, json: { slug: 'digest', brand } });
  expect((await call('GET', '/api/lists/digest')).json.brand).toEqual(brand);
  const preview = await call('GET', `/api/digests/${id}/preview?list=digest`);
  expect(preview.text).toContain('#1f5f8b');
  expect(preview.text).toContain('Between two tides.');
  await call('PATCH', '/api/lists/digest', { body: { brand: null } });
  expect((await call('GET', `/api/digests/${id}/preview`)).text).not.toContain('#1f5f8b');
});

test('a colour that cannot be read is refused with one that would do', async () => {
  const { call } = await setup();
  const body = { brand: { accent: '#ffd700' } };
  const refused = await call('PATCH', '/api/lists/digest', { body });
  expect(refused.status).toBe(422);
  expect(refused.json.errors).toMatchObject([{ path: 'brand.accent' }]);
  const advice = /(#[0-9a-f]{6}) would do/.exec(refused.json.errors[0].message)?.[1];
  const taken = await call('PATCH', '/api/lists/digest', { body: { brand: { accent: advice } } });
  expect(taken).toMatchObject({ status: 200, json: { brand: { accent: advice } } });
});

test('links are looked at when asked, and never in a private network', async () => {
  const { call } = await setup();
  const { id } = (await call('POST', '/api/digests', { body: content })).json;
  const quick = await call('GET', `/api/digests/${id}/checks`);
  expect(quick.json).toMatchObject({ ok: true, warnings: [] });
  const thorough = await call('GET', `/api/digests/${id}/checks?links=1`);
  expect(thorough.json.warnings).toMatchObject([
    { code: 'link_unchecked', path: 'sections.0.source.url' },
  ]);
  expect((await call('GET', `/api/digests/${id}/checks?links=yes`)).status).toBe(422);
});
