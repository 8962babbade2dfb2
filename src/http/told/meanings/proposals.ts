// What the fields of proposals mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const amount = 'How much of the article its points repeat, beside what a citation may';
const trouble = {
  code: 'What is the matter, for programs',
  message: 'The same for people, and what to do',
};

export const proposalMeanings: FieldMeanings = {
  ProposalInput: {
    sources: 'What to make it from, in the order of its sections: addresses, or pasted articles',
    language: 'The language of the digest (BCP 47)',
    list: 'The slug of the list it is meant for',
  },
  GivenArticle: {
    url: 'The address that the digest cites; nothing is fetched',
    title: 'The title of the article',
    text: 'The text of the article, a paragraph a line',
  },
  RedoInput: {
    keep: 'Points that stay; the others are made of other sentences',
    'keep.point': 'Its place among the points, from 0',
    'keep.text': 'As a person has changed it; absent: as it is',
  },
  Proposal: {
    id: 'The proposal',
    status: '`failed`: there is not one section; the sources say why',
    language: 'The language of the digest',
    list: 'The slug of the list it is meant for',
    createdAt: 'When it was asked for',
    finishedAt: 'When it was ready, or had failed',
    digestId: 'The digest that was made of it',
    headline: 'A proposal: the title of the first section',
    sources: 'As they were given, and what became of each',
    sections: 'One for each article that could be summed up',
    conclusion: 'A proposal: the strongest points of the first three sections',
    toReview: 'Places in the digest whose words are proposals, and want an editor',
    grounded: 'The first meter: what stands on its source',
    'grounded.points': 'How many points there are',
    'grounded.grounded': 'How many of them one sentence of their article says',
  },
  ProposalSource: {
    url: 'As it was given',
    state:
      '`thin`: only a piece of the article is there, and it is not summed up. `copy`: it repeats the source at the place `copyOf`',
    why: 'Why it is `thin` or `failed`',
    'why.code': trouble.code,
    'why.message': trouble.message,
    warnings: 'What to know of one that was read',
    'warnings.code': trouble.code,
    'warnings.message': trouble.message,
    article: 'What was read; null if nothing was',
    'article.id': 'The article, as it was at that moment',
    'article.title': 'As its page has it, without the name of the site',
    'article.url': 'What a digest cites: the canonical address, on https',
    'article.publisher': 'Who published it; null if the page does not say',
    'article.publishedOn': 'Its day; null if the page names none',
    'article.image': 'The address of its picture, on https',
    'article.language': 'The language of its text, as far as its letters tell',
    'article.characters': 'The length of its text',
    'article.readAt': 'When it was read',
    copyOf: 'The place of the source that it repeats, from 0',
  },
  ProposalSection: {
    source: 'The place, among the sources, of the one it cites, from 0',
    heading: 'The title of the article',
    hook: 'What opens the section: a proposal, for an editor to change',
    'hook.question': 'A question that the point answers',
    'hook.answer': 'Words of the point',
    'hook.point': 'The place of the point it was made from, from 0',
    points: 'Three at most, in the order of the article',
    also: 'Addresses of the same article elsewhere',
    copied: amount,
    'copied.characters': 'Of all points together',
    'copied.share': 'Of the article, from 0 to 1',
    'copied.most': 'As many as they may have: a tenth of it, and 200 Japanese or 400 Latin',
    'copied.isOver': 'They repeat more than a citation should',
  },
  ProposalPoint: {
    text: 'What it says',
    how: '`quoted`: the sentence itself. `compressed`: words of it left out. `fused`: anything else. `edited`: by a person',
    grounded: 'One sentence of the article says it, nothing lost or added',
    coverage: 'The share of its pairs of letters that stand in that sentence',
    faults: 'What keeps it from being grounded',
    evidence: 'The sentence it is nearest to; null if it has nothing of any',
    'evidence.article': 'The article it is held against',
    'evidence.sentence': 'The number of the sentence, from 0',
    'evidence.start': 'Where the sentence begins in the text, in UTF-16 units',
    'evidence.end': 'Where it ends',
    'evidence.text': 'The sentence',
  },
};
