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
  const saveRevision = async (): Promise<number> => {
    const place = `/api/digests/${id}`;
    const { etag } = Object.fromEntries((await app.call('GET', place)).headers);
    const { content } = (await app.call('GET', place)).json;
    const [section] = content.sections;
    section.source.points = fields.sections[0].source.points;
    const body = { ...content, conclusion: fields.conclusion };
    const headers = { 'if-match': etag ?? '' };
    return (await app.call('PUT', place, { body, headers })).json.revision;
  };
  return { ...app, proposal: String(json.id), id, fields, look, weigh, saveRevision };
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

test('a hook and a conclusion of one’s own have no number, name or quotation but those of grounded points', async () => {
  const { fields, look } = await start();
  const [section] = fields.sections;
  const asProposed = (await look()).evidence.foreign;
  expect(asProposed).toEqual([]);
  section.hook = { question: '町は何を「直した」？', answer: 'マルタの屋根を88日で。' };
  fields.conclusion = ['手を入れた町。', '**九十九**の家が残る。'];
  const { evidence, warnings } = await look();
  expect(evidence.foreign).toEqual([
    { path: 'sections.0.hook.question', words: ['「直した」'] },
    { path: 'sections.0.hook.answer', words: ['88', 'マルタ'] },
    { path: 'conclusion.1', words: ['九十九'] },
  ]);
  expect(warnings.filter(({ code }: { code: string }) => code === 'foreign_words')).toHaveLength(3);
  // A point that says it, but that no sentence of the article bears, is nothing to stand on.
  section.source.points[0] = '88日かけて屋根を直した。';
  expect((await look()).evidence.foreign[1].words).toContain('88');
  // What no article stands behind is the editor's own word.
  fields.sections.push({ ...section, source: { ...section.source, url: '', points: ['99棟。'] } });
  expect((await look()).evidence.foreign).not.toContainEqual(
    expect.objectContaining({ path: 'conclusion.1' }),
  );
});

test('a hook and a conclusion as they were proposed are held against the points, too, for those may change', async () => {
  const { fields, look } = await start();
  const [section] = fields.sections;
  expect(section.hook.answer).toMatch(/[2二]日/);
  section.source.points = ['町の人がみなで港を直した。'];
  const { evidence } = await look();
  expect(evidence.foreign.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(['sections.0.hook.answer', 'conclusion.0']),
  );
});

test('checks and estimates say of a stored digest what the editor says, and a send is not stopped by it', async () => {
  const { call, fields, look, id, saveRevision } = await start();
  fields.sections[0].source.points[1] = '町は99日で直った。';
  fields.conclusion[0] = '99日の町。';
  const said = (await look()).warnings.filter(({ code }: { code: string }) =>
    ['ungrounded', 'foreign_words'].includes(code),
  );
  expect(said.map(({ code, path }: { code: string; path: string }) => [code, path])).toEqual([
    ['ungrounded', 'sections.0.source.points.1'],
    ['foreign_words', 'conclusion.0'],
  ]);
  const revision = await saveRevision();
  const checks = (await call('GET', `/api/digests/${id}/checks`)).json;
  expect(checks).toMatchObject({ ok: true, warnings: expect.arrayContaining(said) });
  const body = { digestId: id, revision, lists: ['digest'] };
  const estimate = await call('POST', '/api/sends/estimate', { body });
  expect(estimate).toMatchObject({
    status: 200,
    json: { warnings: expect.arrayContaining(said) },
  });
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
