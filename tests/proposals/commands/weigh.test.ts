// A digest of a proposal is held against its articles while it is written on.

import { expect, test } from 'vitest';
import type { Weighed } from '../../../src/proposals/commands/weigh.ts';
import { setupWithEngine } from '../../support/app.ts';
import { longText } from '../articles/plain-article.ts';

const url = 'https://news.example.com/town';

async function start() {
  const app = await setupWithEngine();
  const sources = [{ url, title: '直す町', text: longText }];
  const { json } = await app.call('POST', '/api/proposals', { body: { language: 'ja', sources } });
  await app.engine.drain();
  const { id } = (await app.call('POST', `/api/proposals/${json.id}/digest`)).json;
  const { fields } = (await app.call('GET', `/api/digests/${id}/working-copy`)).json;
  const look = async () => {
    const body = { face: 'fields', fields };
    return (await app.call('POST', `/api/digests/${id}/working-copy/look`, { body })).json;
  };
  const weigh = async (): Promise<Weighed> => (await look()).evidence;
  return { ...app, proposal: String(json.id), fields, look, weigh };
}

test('as it was proposed every point is grounded, and headline, hook and conclusion wait for an editor', async () => {
  const { weigh, proposal, fields } = await start();
  const weighed = await weigh();
  expect(weighed).toMatchObject({
    proposal,
    grounded: { points: 3, grounded: 3 },
    asProposed: ['headline', 'sections.0.hook.question', 'conclusion.0'],
    sections: [{ path: 'sections.0', n: 0, heading: '直す町', copied: { isOver: false } }],
  });
  for (const { evidence } of weighed.sections[0]?.points ?? []) {
    expect(longText.slice(evidence?.start, evidence?.end)).toBe(evidence?.text);
  }
  fields.headline = '町が直る';
  fields.conclusion[0] = '手を入れた。';
  fields.sections[0].hook.question = '何が直った？';
  expect((await weigh()).asProposed).toEqual([]);
});

test('what a person types is measured: a shorter sentence is grounded, another number is not', async () => {
  const { fields, look } = await start();
  const { points } = fields.sections[0].source;
  const [first, second] = points;
  points[0] = first.replace('今年、', '');
  points[1] = second.replace(/\d+日/, '99日');
  points[2] = '**白波町の港は今年、2日かけて屋根を直した。**';
  const { evidence, warnings } = await look();
  const [section] = evidence.sections;
  expect(
    section.points.map(({ how, grounded }: Weighed['sections'][0]['points'][0]) => [how, grounded]),
  ).toEqual([
    ['edited', true],
    ['edited', false],
    ['quoted', true],
  ]);
  expect(section.points[1].faults).toContain('number');
  expect(warnings).toContainEqual(
    expect.objectContaining({ code: 'ungrounded', path: 'sections.0.source.points.1' }),
  );
});

test('points that repeat too much of an article are said with its name', async () => {
  const { fields, look } = await start();
  fields.sections[0].source.points.push(...longText.split('\n'));
  const { evidence, warnings } = await look();
  expect(evidence.sections[0].copied.isOver).toBe(true);
  const over = warnings.find(({ code }: { code: string }) => code === 'over_amount');
  expect(over).toMatchObject({ path: 'sections.0.source' });
  expect(over.message).toContain('直す町');
});

test('a section finds its article wherever it stands, and without its address none', async () => {
  const { fields, weigh } = await start();
  fields.sections.unshift({
    ...fields.sections[0],
    source: { ...fields.sections[0].source, url: '' },
  });
  expect((await weigh()).sections.map(({ path }) => path)).toEqual(['sections.1']);
  fields.sections = [];
  expect(await weigh()).toMatchObject({ sections: [], grounded: { points: 0, grounded: 0 } });
});

test('a digest that was written by hand stands on nothing', async () => {
  const { call } = await start();
  const { id, fields } = (await call('POST', '/api/working-copies', { body: {} })).json;
  const body = { face: 'fields', fields };
  const { json } = await call('POST', `/api/digests/${id}/working-copy/look`, { body });
  expect(json.evidence).toBe(null);
});

test('a section is made again around a text that a person wrote', async () => {
  const { call, proposal } = await start();
  const text = '町はよく直っている。';
  const { json } = await call('POST', `/api/proposals/${proposal}/sections/0/redo`, {
    body: { keep: [{ text }] },
  });
  expect(json.sections[0].points).toHaveLength(3);
  expect(json.sections[0].points).toContainEqual(expect.objectContaining({ text, how: 'edited' }));
});

test('a point is kept once', async () => {
  const { call, proposal } = await start();
  const path = `/api/proposals/${proposal}/sections/0/redo`;
  const { status, json } = await call('POST', path, {
    body: { keep: [{ point: 0 }, { point: 0, text: '町はよく直っている。' }] },
  });
  expect([status, json.errors]).toEqual([422, [{ path: 'keep', message: 'Each point once' }]]);
});
