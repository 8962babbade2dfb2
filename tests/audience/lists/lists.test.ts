import { expect, test } from 'vitest';
import {
  changeList,
  createList,
  deleteList,
  readList,
  readLists,
} from '../../../src/audience/lists/lists.ts';
import { ListInput, ListPatch, ListView } from '../../../src/audience/lists/schema.ts';
import { digests } from '../../../src/db/schema/digests.ts';
import { sends } from '../../../src/db/schema/sends.ts';
import { setup } from '../setup.ts';

test('a list is created, read, changed and deleted', async () => {
  const { db } = await setup();
  const created = await createList(db, ListInput.parse({ slug: 'tech-2', name: 'Tech' }));
  expect(ListView.parse(created)).toEqual(created);
  expect(created).toMatchObject({ visibility: 'public', doubleOptIn: true, description: null });
  expect(await readList(db, 'tech-2')).toEqual(created);
  const changed = await changeList(db, 'tech-2', { name: 'Technik', visibility: 'private' });
  expect(changed).toMatchObject({ slug: 'tech-2', name: 'Technik', visibility: 'private' });
  await deleteList(db, 'tech-2');
  await expect(readList(db, 'tech-2')).rejects.toMatchObject({ code: 'not_found' });
});

test('a list offers how often it may come; every digest is always among it', async () => {
  const { db } = await setup();
  const list = await createList(db, ListInput.parse({ slug: 'news', name: 'News' }));
  expect(list.frequencies).toEqual(['every']);
  const patch = ListPatch.parse({ frequencies: ['monthly', 'every', 'monthly'] });
  expect(await changeList(db, 'news', patch)).toMatchObject({ frequencies: ['every', 'monthly'] });
  for (const frequencies of [[], ['weekly'], ['every', 'daily'], 'every']) {
    expect(ListPatch.safeParse({ frequencies }).success).toBe(false);
  }
});

test('a list says what it is written in and whose days it shows', async () => {
  const { db } = await setup();
  const list = await createList(db, ListInput.parse({ slug: 'news', name: 'News' }));
  expect(list).toMatchObject({ language: null, timezone: null });
  const patch = ListPatch.parse({ language: 'EN-us', timezone: 'america/new_york' });
  const said = { language: 'en-US', timezone: 'America/New_York' };
  expect(await changeList(db, 'news', patch)).toMatchObject(said);
  const again = ListPatch.parse({ timezone: null });
  expect(await changeList(db, 'news', again)).toMatchObject({ ...said, timezone: null });
  for (const wrong of [
    { language: 'not a tag' },
    { language: '' },
    { timezone: '+09:00' },
    { timezone: 'Tokyo' },
  ]) {
    expect(ListPatch.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  }
});

test('the list of a fresh database is Japanese', async () => {
  const { db } = await setup();
  expect(await readList(db, 'digest')).toMatchObject({ language: 'ja', timezone: null });
});

test('a slug is short, lower-case, and there once', async () => {
  const { db } = await setup();
  for (const slug of ['', 'A', 'a b', '-a', 'a-', 'a--b', 'ä', 'a/b', 'x'.repeat(61)]) {
    expect(ListInput.safeParse({ slug, name: 'x' }).success, slug).toBe(false);
  }
  await expect(
    createList(db, ListInput.parse({ slug: 'digest', name: 'x' })),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('unknown fields and control characters are refused', () => {
  expect(ListInput.safeParse({ slug: 'a', name: 'x', more: 1 }).success).toBe(false);
  expect(ListPatch.safeParse({ slug: 'b' }).success).toBe(false);
  for (const name of ['a\u0000b', 'a\r\nb', 'a\u202eb', '\ud800', '  ', '']) {
    expect(ListPatch.safeParse({ name }).success, JSON.stringify(name)).toBe(false);
  }
});

test('a slug that cannot be one is simply not there', async () => {
  const { db } = await setup();
  for (const slug of ['nope', 'NUL\u0000', '']) {
    await expect(readList(db, slug)).rejects.toMatchObject({ code: 'not_found' });
    await expect(changeList(db, slug, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteList(db, slug)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a list stays while a send to it is not over', async () => {
  const { db } = await setup();
  const [digestId, id] = [crypto.randomUUID(), crypto.randomUUID()];
  await db.insert(digests).values({ id: digestId, slug: 'd', content: {} });
  await db.insert(sends).values({ id, digestId, revision: 1, listIds: [1], status: 'paused' });
  await expect(deleteList(db, 'digest')).rejects.toMatchObject({ code: 'conflict' });
  await db.update(sends).set({ status: 'sent' });
  await deleteList(db, 'digest');
});

test('lists are paged in order of creation', async () => {
  const { db } = await setup();
  for (const slug of ['a', 'b', 'c']) await createList(db, ListInput.parse({ slug, name: slug }));
  const first = await readLists(db, { limit: 3 });
  expect(first.data.map((list) => list.slug)).toEqual(['digest', 'a', 'b']);
  const rest = await readLists(db, { limit: 3, cursor: first.nextCursor ?? '' });
  expect(rest).toMatchObject({ data: [{ slug: 'c' }], nextCursor: null });
});
