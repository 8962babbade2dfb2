import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { plainDigest } from '../../support/engine.ts';
import { type Visitor, visit } from './visitor.ts';

async function withLists(...more: [slug: string, language: string | null][]): Promise<Visitor> {
  const at = await visit();
  for (const [slug, language] of more) {
    await at.db.execute(
      sql`insert into lists (slug, name, language) values (${slug}, ${slug}, ${language})`,
    );
  }
  return at;
}

test('the reader’s language comes first on every form, also one that our words are not in', async () => {
  const at = await withLists(['weekly', 'en-GB'], ['hebdo', 'fr'], ['open', null]);
  const offered = async (path: string, language: string) => {
    const { text } = await at.get(path, { 'accept-language': language });
    const boxes = text.matchAll(/<input type="checkbox" name="list" value="([\w-]+)"( checked)?/g);
    return [...boxes].map(([, slug, ticked]) => (ticked ? `[${slug}]` : slug)).join(' ');
  };
  for (const path of ['/', '/subscribe']) {
    expect(await offered(path, 'en-US'), path).toBe('[weekly] digest hebdo open');
    expect(await offered(path, 'ja,en;q=0.5'), path).toBe('[digest] weekly hebdo open');
    expect(await offered(path, 'fr-CA, en;q=0.8'), path).toBe('[hebdo] weekly digest open');
    expect(await offered(path, 'en;q=0.2, ja;q=0.9'), path).toBe('[digest] weekly hebdo open');
    expect(await offered(path, 'de, *;q=0.1'), path).toMatch(/^\[weekly\]/);
    expect(await offered(path, 'fr;q=0, ja'), path).toMatch(/^\[digest\]/);
  }
  expect(await offered('/subscribe?list=open', 'ja')).toBe('digest weekly hebdo [open]');
});

test('the form under a digest joins the lists that the digest was mailed to', async () => {
  const at = await withLists(['weekly', 'en'], ['letter', 'en'], ['open', null], ['hidden', 'en']);
  await at.db.execute(sql`update lists set visibility = 'private' where slug = 'hidden'`);
  const joins = async (language: string, lists: string) => {
    const slug = await at.publish({ ...plainDigest, language });
    await at.db.execute(sql`
      update sends set list_ids = array(select id from lists where slug = any(string_to_array(${lists}, ',')))
      where digest_id = (select id from digests where slug = ${slug})`);
    const { text } = await at.get(`/digests/${slug}`);
    return [...text.matchAll(/<input type="hidden" name="list" value="([\w-]+)"/g)]
      .map(([, one]) => one)
      .join(' ');
  };
  expect(await joins('en', 'letter')).toBe('letter');
  expect(await joins('en-GB', 'letter,open')).toBe('letter open');
  expect(await joins('ja', 'open')).toBe('open');
  // Mailed to readers of both: who reads it here reads its language.
  expect(await joins('en', 'digest,letter')).toBe('letter');
  // Mailed to a list of another language alone: that of the digest, if there is one.
  expect(await joins('en', 'digest')).toBe('weekly');
  expect(await joins('fr', 'digest')).toBe('digest');
  // What is private is joined by nobody's form.
  expect(await joins('en', 'hidden,letter')).toBe('letter');
});

test('no box ticked on a form of ours is a question; a program without lists means the default', async () => {
  const at = await withLists(['weekly', 'en']);
  const form = (await at.get('/')).text;
  const boxes = /<input type="hidden" name="(\w+)" value="1"/.exec(form)?.[1] ?? '';
  const stamp = at.tokens.sign({ purpose: 'form', shownAt: Date.now() - 5000 });
  for (const sent of [{ [boxes]: '1' }, { stamp }]) {
    const answer = await at.post('/subscribe', { email: 'a@example.com', name: '舞', ...sent });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('ひとつ以上お選びください');
    expect(answer.text).toMatch(/value="a@example\.com".*value="舞"/s);
    expect(answer.text).not.toMatch(/name="list"[^>]* checked/);
    expect(answer.text).toContain('aria-describedby="list-wrong"');
  }
  expect(at.take('letters')).toEqual([]);
  await at.post('/subscribe', { email: 'a@example.com', [boxes]: '1', list: 'weekly' });
  expect(await at.standing('a@example.com')).toEqual({ weekly: 'pending' });
  await at.post('/subscribe', { email: 'b@example.com' });
  expect(await at.standing('b@example.com')).toEqual({ digest: 'pending' });
});

test('with a single list there is nothing to ask', async () => {
  const at = await visit();
  expect((await at.get('/subscribe')).text).not.toContain('checkbox');
  const stamp = at.tokens.sign({ purpose: 'form', shownAt: Date.now() - 5000 });
  expect((await at.post('/subscribe', { email: 'a@example.com', stamp })).status).toBe(200);
  expect(await at.standing('a@example.com')).toEqual({ digest: 'pending' });
});

test('the answer shows the address as it was typed, to nobody but who typed it', async () => {
  const at = await visit();
  const typed = ' Mai.Tanaka+News@Exämple.com ';
  const answer = await at.post('/subscribe', { email: typed });
  expect(answer.text).toContain('<bdi>Mai.Tanaka+News@Exämple.com</bdi>');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('location')).toBeNull();
  const headers = { accept: 'application/json' };
  const json = await at.call('POST', '/subscribe', { key: null, body: { email: typed }, headers });
  expect(json.json).toEqual({ status: 'asked' });
});
