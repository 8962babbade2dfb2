import { expect, test } from 'vitest';
import {
  createAutosave,
  type Put,
  type SaveState,
} from '../../../../src/http/console/scripts/editor/autosave.ts';
import type { Typed } from '../../../../src/http/console/scripts/editor/typed.ts';

/** A form, a server that answers when told, and a clock that stands still. */
function begin() {
  const world = {
    text: '',
    sent: [] as { text: string; version: number; answer(put: Put): void }[],
    states: [] as SaveState['kind'][],
    kept: null as string | null,
    timers: [] as { milliseconds: number; then(): void }[],
  };
  const typed = (): Typed => ({ face: 'markdown', markdown: world.text });
  const autosave = createAutosave(
    {
      read: typed,
      put: (what, { version }) =>
        new Promise((answer) => {
          const text = what.face === 'markdown' ? what.markdown : '';
          world.sent.push({ text, version, answer });
        }),
      keep: (what) => {
        world.kept = what.face === 'markdown' ? what.markdown : '';
      },
      forget: () => {
        world.kept = null;
      },
      show: ({ kind }) => world.states.push(kind),
      wait(milliseconds, then) {
        const timer = { milliseconds, then };
        world.timers.push(timer);
        return () => {
          world.timers = world.timers.filter((one) => one !== timer);
        };
      },
      now: () => new Date(0),
    },
    { known: { version: 1, basedOn: null }, typed: typed() },
  );
  const type = (text: string) => {
    world.text = text;
    autosave.touch();
  };
  const pass = async () => {
    for (const { then } of world.timers.splice(0)) then();
    await settle();
  };
  const answer = async (put: Put) => {
    world.sent.at(-1)?.answer(put);
    await settle();
  };
  return { world, autosave, type, pass, answer };
}

const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const savedAt = (version: number): Put => ({ kind: 'saved', known: { version, basedOn: null } });

test('a key is kept in the browser at once, and goes out a second after the last one', async () => {
  const { world, type, pass, answer } = begin();
  type('a');
  type('ab');
  expect(world).toMatchObject({ kept: 'ab', sent: [] });
  expect(world.timers.map(({ milliseconds }) => milliseconds)).toEqual([1000]);
  await pass();
  expect(world.sent).toMatchObject([{ text: 'ab', version: 1 }]);
  await answer(savedAt(2));
  expect(world).toMatchObject({ kept: null, states: ['unsaved', 'unsaved', 'saving', 'saved'] });
});

test('one request at a time: what is typed meanwhile follows it, over its version', async () => {
  const { world, type, pass, answer } = begin();
  type('a');
  await pass();
  type('ab');
  await pass();
  expect(world.sent).toHaveLength(1);
  await answer(savedAt(2));
  await pass();
  expect(world.sent.map(({ text, version }) => [text, version])).toEqual([
    ['a', 1],
    ['ab', 2],
  ]);
  await answer(savedAt(3));
  expect(world.kept).toBeNull();
});

test('without a connection it stays in the browser and is tried again, later each time', async () => {
  const { world, type, pass, answer } = begin();
  type('a');
  await pass();
  await answer({ kind: 'offline' });
  expect(world.kept).toBe('a');
  expect(world.timers.map(({ milliseconds }) => milliseconds)).toEqual([3000]);
  await pass();
  await answer({ kind: 'offline' });
  expect(world.timers.map(({ milliseconds }) => milliseconds)).toEqual([10_000]);
  await pass();
  await answer(savedAt(2));
  expect(world).toMatchObject({ kept: null, timers: [] });
});

test('over a conflict nothing is written until somebody chose', async () => {
  const { world, autosave, type, pass, answer } = begin();
  type('mine');
  await pass();
  await answer({ kind: 'conflict' });
  type('mine, still');
  await pass();
  expect(await autosave.flush()).toBe(false);
  expect(world.sent).toHaveLength(1);
  expect(world.kept).toBe('mine, still');
  const chosen = autosave.overwrite({ version: 7, basedOn: 3 });
  await settle();
  expect(world.sent.at(-1)).toMatchObject({ text: 'mine, still', version: 7 });
  await answer(savedAt(8));
  expect(await chosen).toBe(true);
});

test('who asks for all of it while a save is under way gets all of it', async () => {
  const { world, autosave, type, pass, answer } = begin();
  type('a');
  await pass();
  type('ab');
  const flushed = autosave.flush();
  await answer(savedAt(2));
  await settle();
  await answer(savedAt(3));
  expect(await flushed).toBe(true);
  expect(world.sent.map(({ text }) => text)).toEqual(['a', 'ab']);
});
