// Digests from articles, without a script: the form, what becomes of each article, the digest.

import { sql } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { foldLedger } from '../../../src/proposals/stories/ledger.ts';
import { article, longText, paragraphs } from '../../proposals/articles/plain-article.ts';
import { quoteOne, serveModel } from '../../proposals/models/model-server.ts';
import { servePages } from '../../proposals/pages.ts';
import { setupWithEngine } from '../../support/app.ts';
import { form, signedIn } from '../../support/console.ts';

const beginning = '/console/digests/new/sources';

async function start() {
  const site = await servePages({
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
    '/wall': { status: 402, body: '' },
  });
  const app = await setupWithEngine({ ALLOW_SOURCES: site.origin });
  const { call } = await signedIn(app, 'writer');
  const begin = (fields: Record<string, string>) =>
    call('POST', beginning, form({ do: 'make', language: 'ja', ...fields }));
  return { api: app.call, db: app.db, site, call, begin, drain: () => app.engine.drain() };
}

test('addresses anywhere in a text become a proposal, whose page says what became of each, and then a digest', async () => {
  const { site, call, begin, drain, api } = await start();
  const addresses = `これです。\n・${site.origin}/library（図書館）\n${site.origin}/wall、${site.origin}/library`;
  const { status, headers } = await begin({ addresses, list: 'digest' });
  expect(status).toBe(303);
  const place = headers.get('location') ?? '';
  const early = await call('GET', place);
  expect(early.text).toMatch(/data-events="\/api\/proposals\/[\w-]{36}\/events"/);
  expect((await call('GET', beginning)).text, 'there is no model').not.toContain(
    'value="embedded"',
  );
  expect(early.text).toContain('<noscript>');
  await drain();
  const { text } = await call('GET', place, { headers: { 'accept-language': 'ja' } });
  expect(text).not.toContain('data-events');
  expect(text).toContain('夜に開く図書館');
  expect(text).toContain('サインインした人か、お金を払った人のためのページです（応答は 402）。');
  expect(text).toContain('裏づけあり');
  const made = await call('POST', place, form({ do: 'digest' }));
  expect(made.status).toBe(303);
  const digest = await call('GET', made.headers.get('location') ?? '');
  expect(digest.text).toContain('夜に開く図書館');
  const { data } = (await api('GET', '/api/audit')).json;
  expect(data.map(({ action }: { action: string }) => action)).toEqual([
    'postProposalsByIdDigest',
    'postProposals',
  ]);
});

test('a form pressed twice makes one proposal', async () => {
  const { site, begin } = await start();
  const id = '0190c8f0-1111-7000-8000-000000000001';
  const fields = { id, addresses: `${site.origin}/library` };
  const [first, second] = [await begin(fields), await begin(fields)];
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
});

test('the review names a point that its article does not bear, and no other', async () => {
  const { site, call, begin, drain, api } = await start();
  const { headers } = await begin({ addresses: `${site.origin}/library`, list: 'digest' });
  await drain();
  const made = await call('POST', headers.get('location') ?? '', form({ do: 'digest' }));
  const place = made.headers.get('location') ?? '';
  const review = () =>
    call('GET', `${place}/review?lists=digest`, { headers: { 'accept-language': 'ja' } });
  const warning = 'この要点は、出典のひとつの文にありません';
  expect((await review()).text).not.toContain(warning);
  const at = `/api/digests/${place.split('/').at(-1)}`;
  const { json } = await api('GET', at);
  const { content } = json;
  content.sections[0].source.points[0] = '図書館は来年からすべて取り壊される。';
  const kept = await api('PUT', at, { body: content, headers: { 'if-match': '"1"' } });
  expect(kept.status).toBe(200);
  const { text } = await review();
  expect(text).toContain(warning);
  expect(text).toContain('#sections.0.source.points.0');
});

test('what is missing is said at its field, and nothing that was typed is lost', async () => {
  const { begin } = await start();
  const nothing = await begin({ addresses: 'まだ何もない' });
  expect(nothing.status).toBe(422);
  expect(nothing.text).toContain('まだ何もない');
  expect(nothing.text).toContain('addresses-error');
  const half = await begin({ url: 'news.example.com', title: '', text: '長い本文。' });
  expect(half.status).toBe(422);
  expect(half.text).toContain('長い本文。');
  expect(half.text).toContain('id="url-0-error"');
  expect(half.text).toContain('id="title-0-error"');
  // Who comes back is where the first fault is.
  const focused = half.text.match(/<\w+ [^>]*autofocus[^>]*>/g) ?? [];
  expect(focused.map((field: string) => /id="([^"]*)"/.exec(field)?.[1])).toEqual(['url-0']);
  const many = Array.from({ length: 21 }, (_, n) => `https://news.example.com/${n}`).join('\n');
  expect((await begin({ addresses: many })).status).toBe(422);
});

test('another pair of hands: fields for one more article come without a script', async () => {
  const { call } = await start();
  const { status, text } = await call(
    'POST',
    beginning,
    form({ do: 'more', url: '', title: '', text: 'ひとつめ' }),
  );
  expect(status).toBe(200);
  expect(text).toContain('id="text-1"');
  expect(text).toContain('ひとつめ');
});

test('an article that failed is mended on the page with its text, beside what was made', async () => {
  const { site, call, begin, drain } = await start();
  const { headers } = await begin({ addresses: `${site.origin}/wall ${site.origin}/library` });
  const place = headers.get('location') ?? '';
  await drain();
  const wrong = await call('POST', place, form({ do: 'mend:0', 'text.0': '本文だけ。' }));
  expect(wrong.status).toBe(409);
  expect(wrong.text).toContain('本文だけ。');
  const mended = {
    do: 'mend:0',
    'url.0': 'https://news.example.com/wall',
    'title.0': '壁の中の記事',
    'text.0': paragraphs
      .toReversed()
      .join('\n')
      .replaceAll('図書館', '資料館')
      .replaceAll('夜', '朝'),
  };
  expect((await call('POST', place, form(mended))).status).toBe(303);
  await drain();
  const { text } = await call('GET', place);
  expect(text.indexOf('壁の中の記事')).toBeLessThan(text.indexOf('夜に開く図書館'));
});

test('a section is made again on the page, and the point that is kept stays', async () => {
  const { call, begin, drain, api } = await start();
  const pasted = { url: 'https://news.example.com/town', title: '直す町', text: longText };
  const { headers } = await begin(pasted);
  const place = headers.get('location') ?? '';
  await drain();
  const read = async () =>
    (await api('GET', place.replace('/console', '/api'))).json.sections[0].points.map(
      (point: { text: string }) => point.text,
    );
  const before = await read();
  await call('POST', place, form({ do: 'redo:0', 'keep.0': '1' }));
  const after = await read();
  expect(after).toContain(before[1]);
  expect(after).not.toEqual(before);
  const all = after.map((_: string, at: number) => `&keep.0=${at}`).join('');
  const full = await call('POST', place, { ...form({}), body: `do=redo:0${all}` });
  expect(full.text).toContain('fill this section');
  expect(await read()).toEqual(after);
});

test('today leads back to a proposal until its digest is made, and one that nobody wants is discarded', async () => {
  const { site, call, begin, drain, api } = await start();
  const today = async () => (await call('GET', '/console')).text;
  const [kept, spare] = [
    await begin({ addresses: `${site.origin}/library` }),
    await begin({ addresses: `${site.origin}/wall` }),
  ];
  const [place, other] = [kept, spare].map(({ headers }) => headers.get('location') ?? '');
  expect(await today()).toContain(`href="${place}"`);
  await drain();
  expect(await today()).toContain('夜に開く図書館');
  expect(await today()).toContain(`${new URL(site.origin).host}/wall`);
  await call('POST', place ?? '', form({ do: 'digest' }));
  expect(await today()).not.toContain(`href="${place}"`);
  expect(await today()).toContain(`href="${other}"`);
  expect((await call('POST', other ?? '', form({ do: 'discard' }))).status).toBe(303);
  expect(await today()).not.toContain(`href="${other}"`);
  expect((await api('GET', (other ?? '').replace('/console', '/api'))).status).toBe(404);
  expect((await call('POST', place ?? '', form({ do: 'discard' }))).status).toBe(409);
});

test('an article is shown as it was read, with the sentences that carry points marked', async () => {
  const { site, call, begin, drain, api } = await start();
  const { headers } = await begin({ addresses: `${site.origin}/library` });
  const place = headers.get('location') ?? '';
  await drain();
  const { json } = await api('GET', place.replace('/console', '/api'));
  const [point] = json.sections[0].points;
  const { text } = await call('GET', `${place}/articles/${point.evidence.article}`);
  expect(text).toContain(`<mark id="s${point.evidence.sentence}"`);
  expect((await call('GET', `${place}/articles/none`)).status).toBe(404);
});

test('what models wrote, what a verifier says of it and what both used up stand on the page', async () => {
  const [model, verifier] = [await serveModel(), await serveModel()];
  onTestFinished(async () => {
    await Promise.all([model.close(), verifier.close()]);
  });
  model.answer(quoteOne);
  verifier.answer({ verdicts: [{ pair: 0, verdict: 'unsure' }] });
  const site = await servePages({
    '/library': article('夜に開く図書館', 'https://news.example.com/library'),
  });
  const app = await setupWithEngine({
    ALLOW_SOURCES: site.origin,
    MODEL_URL: model.url,
    MODEL_NAME: 'plain',
    MODEL_PRICE_IN: '1',
    MODEL_PRICE_OUT: '5',
    VERIFIER_URL: verifier.url,
    VERIFIER_NAME: 'other',
  });
  const { call } = await signedIn(app, 'writer');
  const fields = { do: 'make', language: 'ja', addresses: `${site.origin}/library` };
  const make = async (more: Record<string, string>) => {
    const { headers } = await call('POST', beginning, form({ ...fields, ...more }));
    await app.engine.drain();
    const place = headers.get('location') ?? '';
    return call('GET', place, { headers: { 'accept-language': 'ja' } });
  };
  expect((await call('GET', beginning)).text).toContain('value="embedded"');
  const plain = await make({ writer: 'embedded' });
  expect(plain.text).toContain('裏づけあり');
  expect(plain.text).not.toContain('言語モデルが選び');
  expect(model.asked).toHaveLength(0);
  const { text } = await make({});
  expect(text).toContain('言語モデルが選び、短くしました。');
  expect(text).toContain('検証役：どちらとも言えません。');
  expect(text).toContain('言語モデル: 呼び出し 2 回、2,400 トークン · 費用 0.002');
});

test('an article that the list was told is used all the same at one press', async () => {
  const { api, call, begin, drain, db } = await start();
  const pasted = { url: 'https://news.example.com/town', title: '直す町', text: longText };
  const make = async (url: string) => {
    const { headers } = await begin({ ...pasted, url, list: 'digest' });
    await drain();
    return headers.get('location') ?? '';
  };
  const first = (await call('POST', await make(pasted.url), form({ do: 'digest' }))).headers;
  const digest = first.get('location')?.split('/').at(-1);
  await db.execute(sql`
    insert into sends (id, digest_id, revision, list_ids, status, listed, mailed_at, started_at, finished_at)
    select ${crypto.randomUUID()}, ${digest}, 1, array[id], 'sent', true, now(), now(), now()
    from lists where slug = 'digest'`);
  await foldLedger(db);
  const place = await make('https://agency.example.com/town');
  expect((await call('GET', place)).text).toContain('value="again:0"');
  expect((await call('POST', place, form({ do: 'again:0' }))).status).toBe(303);
  await drain();
  const { text } = await call('GET', place, { headers: { 'accept-language': 'ja' } });
  expect(text).not.toContain('value="again:0"');
  expect(text).toContain('一度お届けした記事です。');
  // Pressed on a page of before, it changes nothing and shows how things stand.
  expect((await call('POST', place, form({ do: 'again:0' }))).status).toBe(409);
  const { data } = (await api('GET', '/api/audit?action=postProposalsByIdSourcesByNMend')).json;
  expect(data).toHaveLength(1);
});
