// A house with a rhythm: a site whose articles nobody wrote, a feed that tells of them, a clock of its own.

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { newId } from '../../../src/base/ids.ts';
import type { TokenRing } from '../../../src/base/token.ts';
import type { Database } from '../../../src/db/client.ts';
import { addressKey } from '../../../src/proposals/stories/address-key.ts';
import { signRowLink } from '../../../src/transactional/row-link.ts';
import { type Page, servePages } from '../pages.ts';

/** Words enough that no two articles are nearly the same. */
const words =
  '港 市場 図書館 船 灯台 商店街 畑 学校 工場 橋 川 駅 古書 茶 味噌 和紙 陶器 祭り 合唱 写真 自転車 温泉 林 堤防 水車 農家 漁師 職人 役場 病院 公園 銭湯 映画館 劇場 新聞 手紙 地図 時計 鐘 窓 庭 屋根 倉庫 井戸 坂道 踏切 花火 太鼓 凧 提灯'.split(
    ' ',
  );
const acts =
  '増やした 減らした 直した 移した 開いた 閉じた 始めた 続けた 集めた 調べた 広げた 変えた 残した 贈った 並べた 育てた'.split(
    ' ',
  );

/** An article of this number: always the same, and like no other. */
export function writeArticle(n: number): { title: string; html: string; url: string } {
  const draws = fc.sample(fc.array(fc.nat(9999), { minLength: 60, maxLength: 60 }), {
    seed: 1000 + n,
    numRuns: 1,
  })[0];
  let at = 0;
  const draw = (from: readonly string[]) => from[(draws?.[at++ % 60] ?? 0) % from.length] ?? '';
  const number = () => 2 + ((draws?.[at++ % 60] ?? 0) % 900);
  const sentence = () =>
    `${draw(words)}の${draw(words)}は${number()}人が${draw(words)}と${draw(words)}を${draw(acts)}。`;
  const title = `${draw(words)}と${draw(words)}の${n}日`;
  const url = `https://news.example.com/articles/${n}`;
  const paragraphs = Array.from(
    { length: 5 },
    () => `<p>${sentence()}${sentence()}${sentence()}</p>`,
  );
  const html = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>${title}</title>
<link rel="canonical" href="${url}"></head>
<body><article><h1>${title}</h1>${paragraphs.join('')}</article></body></html>`;
  return { title, html, url };
}

export type ArticleSite = Awaited<ReturnType<typeof openSite>>;

/** A site that has whatever was put there. */
export async function openSite() {
  const pages: Record<string, Page> = {};
  const site = await servePages(pages);
  const places = (n: number) => [
    `/articles/${n}`,
    `/articles/${n}?utm_source=feed`,
    `/archive/${n}`,
  ];
  return {
    origin: site.origin,
    /** Puts an article there, wherever a feed may say that it is; its first address. */
    put(n: number): string {
      for (const place of places(n)) pages[place] = writeArticle(n).html;
      return `${site.origin}/articles/${n}`;
    },
    /** Something else at the addresses of an article. */
    replace(n: number, page: Page) {
      for (const place of places(n)) pages[place] = page;
    },
    /** By their keys. */
    addressesOf: (n: number) =>
      places(n).flatMap((place) => addressKey(`${site.origin}${place}`) ?? []),
    serve(path: string, page: Page) {
      pages[path] = page;
    },
  };
}

/** A feed that nobody asks but a test; its id. */
export async function subscribe(db: Database, name = 'news'): Promise<string> {
  const id = newId<string>();
  await db.execute(sql`
    insert into feeds (id, url, title, state)
    values (${id}, ${`https://feeds.example.com/${name}`}, ${name}, 'paused')`);
  return id;
}

/** What a reading of the feed finds: an address that is known stays the item that it is. */
export async function findItem(
  db: Database,
  feedId: string,
  item: { url: string; title: string; publishedOn?: string | null },
): Promise<void> {
  await db.execute(sql`
    insert into feed_items (id, feed_id, address, url, title, published_on, found_at)
    values (${newId()}, ${feedId}, ${addressKey(item.url)}, ${item.url}, ${item.title},
      ${item.publishedOn ?? null}, clock_timestamp())
    on conflict (feed_id, address) do update set title = excluded.title,
      published_on = excluded.published_on, seen_at = now()`);
}

/** The link of an approval's mail: its last part. */
export function approvalToken(
  tokens: TokenRing,
  approval: { id: string; createdAt: Date },
): string {
  return signRowLink(tokens, 'approval', approval.id, approval.createdAt).split('/').at(-1) ?? '';
}
