// The readers of articles: a page as it comes, and the sentences and points of its text.

import type { Dial } from '../../src/digest/checks/open-web.ts';
import { isOpenWeb } from '../../src/digest/checks/open-web.ts';
import { readArticle, takeGivenText } from '../../src/proposals/articles/read-article.ts';
import { choosePoints } from '../../src/proposals/points/choose.ts';
import { groundPoint } from '../../src/proposals/points/gate.ts';
import { splitSentences } from '../../src/proposals/points/sentences.ts';
import { compareArticles } from '../../src/proposals/stories/compare.ts';
import { after, type Door, lineShapes, repeat } from './shapes.ts';

const url = 'https://site.example.com/page';

export const proposalDoors: Readonly<Record<string, Door>> = {
  'a page of an article': {
    parse: (text) => {
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      const dial: Dial = async () => new Response(text, { headers });
      return readArticle({ dial, isOpen: isOpenWeb, agent: 'ChrysanthemumDigest/1' }, url);
    },
    shapes: [
      ...[
        '<p>あ、い。</p>',
        '<div>a</div>',
        '<form>a',
        '<form>a</form>',
        '<td>a</td>',
        '<h1>a</h1>',
      ],
      ...['<a href="/">a</a>', '<br>', '&amp;', '<meta ', '<meta a="', '<!--', '<script>', '<i>'],
      ...['<script type="application/ld+json">[', '<script type="application/ld+json">{}</script>'],
    ].map(repeat),
  },
  'the text of an article': {
    parse: async (text) => {
      const given = await takeGivenText({ url, title: 'a', text });
      if (given.kind !== 'read') return null;
      const { language, text: kept } = given.article;
      const sentences = splitSentences(kept, language);
      return [choosePoints(kept, language), groundPoint('海は静かだ。', sentences, language)];
    },
    shapes: [
      ...lineShapes,
      ...['海は静かだ。', '「', '「海。」', '、', '(a)', 'No. 5 ', 'U.S. ', '. A', 'に、'].map(
        repeat,
      ),
      after('「', repeat('海。')),
      after('海は静かだ。', repeat('（')),
    ],
  },
  'two articles side by side': {
    parse: async (text) => {
      const given = await takeGivenText({ url, title: 'a', text });
      if (given.kind !== 'read') return null;
      const { article } = given;
      const two = [1, 2].map((n) => ({ ...article, keys: [`${n}`], hash: `${n}` }));
      return compareArticles(two, [], () => null);
    },
    shapes: ['海は静かだ。', 'ab'].map(repeat),
  },
};
