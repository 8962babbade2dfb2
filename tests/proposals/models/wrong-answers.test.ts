// A model that answers wrongly in twelve ways: the proposal ends correct or flagged. What became of each is noted for docs/sources.md.

import fs from 'node:fs';
import { expect, test } from 'vitest';
import { right, wrongAnswers } from './ferry.ts';
import type { Answer } from './model-server.ts';
import { type Scene, startScene } from './scene.ts';
import type { WrongOutcome } from './wrong-outcome.ts';

const notes = new URL('./wrong-answers.json', import.meta.url);

async function becomeOf(scene: Scene, ...answers: Answer[]): Promise<WrongOutcome['always']> {
  scene.server.answer(...answers);
  const { status, sections, sources, grounded, usage } = await scene.make();
  expect(status).toBe('ready');
  const [{ by, hook, points }] = sections;
  const texts = points.map(({ text }: { text: string }) => text);
  expect(JSON.stringify([hook, texts])).not.toMatch(/58|example\.org|三つ選ぶ/);
  for (const point of points) {
    if (!point.grounded) expect(point.faults).not.toEqual([]);
  }
  return { asked: usage.calls, by, ...grounded, warning: sources[0].warnings[0]?.code ?? null };
}

test('twelve wrong answers: each ends correct, in amber or with the embedded default and a warning', async () => {
  const scene = await startScene();
  const outcomes: WrongOutcome[] = [];
  for (const { name, answer } of wrongAnswers) {
    const always = await becomeOf(scene, answer);
    const once = await becomeOf(scene, answer, right);
    outcomes.push({ name, always, once });
  }
  for (const { name, always } of outcomes) {
    const isFlagged = always.grounded < always.points || always.warning !== null;
    expect([name, isFlagged]).toEqual([name, name !== 'muttering around the JSON']);
    if (always.by === 'embedded') expect(always.grounded).toBe(always.points);
  }
  const text = `${JSON.stringify(outcomes, null, 2)}\n`;
  if (fs.readFileSync(notes, 'utf8') !== text) fs.writeFileSync(notes, text);
});
