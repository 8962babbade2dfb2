// A second model's word on each point: shown beside ours, and absent where it has none.

import { expect, onTestFinished, test } from 'vitest';
import { right } from './ferry.ts';
import { serveModel } from './model-server.ts';
import { startScene } from './scene.ts';

async function startWithVerifier() {
  const verifier = await serveModel();
  onTestFinished(verifier.close);
  const scene = await startScene({ VERIFIER_URL: verifier.url, VERIFIER_NAME: 'other' });
  scene.server.answer(right);
  return { ...scene, verifier };
}

test('verdicts stand beside our own word and change nothing of it', async () => {
  const scene = await startWithVerifier();
  scene.verifier.answer({
    verdicts: [
      { pair: 0, verdict: 'supported' },
      { pair: 1, verdict: 'not' },
    ],
  });
  const { sections, sources, usage } = await scene.make();
  expect(sections[0].points).toMatchObject([
    { verdict: 'supported', grounded: true },
    { verdict: 'not', grounded: true },
    { verdict: null, grounded: true },
  ]);
  expect({ warnings: sources[0].warnings, calls: usage.calls }).toEqual({ warnings: [], calls: 2 });
  const content = scene.verifier.asked[0]?.body.messages[1]?.content ?? '';
  expect(content).toContain(
    JSON.stringify({ pair: 1, sentence: right.points[1]?.text, point: right.points[1]?.text }),
  );
});

test.each([
  ['nonsense', 'I like it'],
  ['a verdict of its own', { verdicts: [{ pair: 0, verdict: 'perfect' }] }],
  ['nothing, ever', () => {}],
])('a verifier that says %s has no word, and the editor is told', async (_, answer) => {
  const scene = await startWithVerifier();
  scene.verifier.answer(answer);
  const { status, sections, sources } = await scene.make();
  expect(status).toBe('ready');
  expect(sections[0].points.every(({ verdict }: { verdict: null }) => verdict === null)).toBe(true);
  expect(sources[0].warnings).toMatchObject([{ code: 'verifier_silent' }]);
});
