// Requests that write digests and look at them.

import type { Examples } from '../../endpoint/document/shapes.ts';

const digest = {
  version: 1,
  language: 'ja',
  headline: '朝五時のパン屋が、町の灯りになる',
  lead: '夜勤の多い港町で、夜明け前に開く店が増えています。',
  publishedOn: '2026-11-20',
  sections: [
    {
      heading: '五時に開く店',
      hook: { question: 'なぜ朝五時に店を開けるの？', answer: '夜勤明けの人が最初に来るから。' },
      opener: [{ text: '取材の朝、わたしも列の三番目に並びました。', voice: 'comment' }],
      source: {
        title: '港町のパン屋「五時」、開店半年で客足は月三千人に',
        url: 'https://news.example.jp/2026/morning-bakery',
        publisher: '港町日報',
        publishedOn: '2026-11-12',
        points: [
          '客の**六割**は、病院と工場の夜勤を終えた人たち。',
          '七時までに、その日に焼くパンの半分が売れる。',
          '開店を早めた店は、この半年で市内に四軒。',
        ],
      },
      body: [{ text: '店主は「朝の一番いい匂いを、寝る前の人に」と話します。' }],
    },
  ],
  conclusion: ['町の一日は、店の開く時間で変わる。'],
};

const markdown = `---
language: ja
date: 2026-11-20
---

# 朝五時のパン屋が、町の灯りになる

夜勤の多い港町で、夜明け前に開く店が増えています。

## 五時に開く店

> Q: なぜ朝五時に店を開けるの？
> A: 夜勤明けの人が最初に来るから。

💬 取材の朝、わたしも列の三番目に並びました。

### [港町のパン屋「五時」、開店半年で客足は月三千人に](https://news.example.jp/2026/morning-bakery)

港町日報 · 2026-11-12

- ✅ 客の**六割**は、病院と工場の夜勤を終えた人たち。
- ✅ 七時までに、その日に焼くパンの半分が売れる。
- ✅ 開店を早めた店は、この半年で市内に四軒。

店主は「朝の一番いい匂いを、寝る前の人に」と話します。

- 💡 町の一日は、店の開く時間で変わる。
`;

const pasted = `朝五時のパン屋が、町の灯りになる

五時に開く店

なぜ朝五時に店を開けるの？

夜勤明けの人が最初に来るから。

港町のパン屋「五時」、開店半年で客足は月三千人に

公開日:2026/11/12

✅ 客の六割は、病院と工場の夜勤を終えた人たち。

✅ 七時までに、その日に焼くパンの半分が売れる。

✅ 開店を早めた店は、この半年で市内に四軒。

さらに読む ⇒港町日報 出典: https://news.example.jp/2026/morning-bakery

店主は「朝の一番いい匂いを、寝る前の人に」と話します。

結論

💡 町の一日は、店の開く時間で変わる。
`;

const html = `<article>
  <h1>朝五時のパン屋が、町の灯りになる</h1>
  <p><time>2026年11月20日</time></p>
  <h2>五時に開く店</h2>
  <p>Q. なぜ朝五時に店を開けるの？</p>
  <p>A. 夜勤明けの人が最初に来るから。</p>
  <p><a href="https://news.example.jp/2026/morning-bakery">港町のパン屋「五時」、開店半年で客足は月三千人に</a></p>
  <p>✅ 客の六割は、病院と工場の夜勤を終えた人たち。</p>
  <p>✅ 七時までに、その日に焼くパンの半分が売れる。</p>
  <p>✅ 開店を早めた店は、この半年で市内に四軒。</p>
  <p>店主は「朝の一番いい匂いを、寝る前の人に」と話します。</p>
  <h2>結論</h2>
  <p>💡 町の一日は、店の開く時間で変わる。</p>
</article>
`;

const json = 'application/json';
const whole = { summary: 'One section, built on one article', value: digest };
const asMarkdown = { summary: 'The same as Markdown', value: markdown };

const noPicture = { url: '', alt: '', credit: '' };
const fields = {
  language: 'ja',
  headline: digest.headline,
  subject: '',
  preheader: '',
  lead: '',
  image: noPicture,
  publishedOn: '2026-11-20',
  sections: [
    {
      heading: '五時に開く店',
      hook: { question: 'なぜ朝五時に店を開けるの？', answer: '' },
      opener: [],
      source: {
        title: '',
        url: 'https://news.example.jp/2026/morning-bakery',
        publisher: '',
        publishedOn: '',
        image: noPicture,
        points: [],
      },
      body: [],
    },
  ],
  closing: [],
  conclusion: [''],
};

/** Of each operation that takes a digest, a text, or a word about one. */
export const digestExamples: Examples = {
  postDigests: { [json]: { whole } },
  postDigestsImport: {
    [json]: {
      pasted: {
        summary: 'The text of a page, beside its format',
        value: { format: 'text', text: pasted },
      },
    },
    'text/markdown': { markdown: asMarkdown },
    'text/plain': { pasted: { summary: 'What was copied from a page', value: pasted } },
    'text/html': { html: { summary: 'The page itself', value: html } },
  },
  putDigestsById: { [json]: { whole }, 'text/markdown': { markdown: asMarkdown } },
  postDigestsByIdPublish: {
    [json]: {
      correction: {
        summary: 'A wrong number, put right on the page',
        value: { revision: 2, note: '「月三千人」は「月二千人」の誤りでした。' },
      },
    },
  },
  postDigestsByIdTest: {
    [json]: {
      test: {
        summary: 'To two colleagues',
        value: { to: ['aoi@example.com', 'ren@example.com'] },
      },
    },
  },
  postDigestsByIdApprovals: {
    [json]: {
      ask: {
        summary: 'Somebody without an account is asked',
        value: {
          to: 'sakai@bakery.example.jp',
          note: '第二段落の引用をご確認ください。',
        },
      },
    },
  },
  postWorkingCopies: {
    [json]: { pasted: { summary: 'With the text of a page', value: { text: pasted } } },
  },
  postWorkingCopiesRead: {
    [json]: { pasted: { summary: 'The text of a page', value: { text: pasted } } },
  },
  putDigestsByIdWorkingCopy: {
    [json]: {
      fields: {
        summary: 'Begun, and far from done',
        value: { face: 'fields', fields, basedOn: 1 },
      },
      markdown: {
        summary: 'All of it as Markdown',
        value: { face: 'markdown', markdown, basedOn: 1 },
      },
    },
  },
  postDigestsByIdWorkingCopyLook: {
    [json]: {
      fields: { summary: 'Begun, and far from done', value: { face: 'fields', fields } },
      markdown: { summary: 'All of it as Markdown', value: { face: 'markdown', markdown } },
    },
  },
  postTesters: {
    [json]: { tester: { summary: 'A colleague', value: { address: 'aoi@example.com' } } },
  },
  postSourcesRead: {
    [json]: {
      article: {
        summary: 'An article that is to be cited',
        value: { url: 'https://news.example.jp/2026/morning-bakery' },
      },
    },
  },
};
