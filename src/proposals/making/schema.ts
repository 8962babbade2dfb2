// Proposals as the API takes and shows them.

import * as z from 'zod';
import { Language } from '../../base/language.ts';
import { rawText, shortText } from '../../base/raw-text.ts';
import { HttpsUrl, Line } from '../../digest/text.ts';
import { TroubleCode } from '../articles/trouble.ts';
import { StoredPoint } from './evidence.ts';

const say = (description: string) => ({ description });

const SourceUrl = shortText(2000)
  .refine(
    (text) => /^https?:\/\/\S+$/.test(text) && URL.parse(text) !== null,
    'Must be the address of a page, with https://',
  )
  .meta({
    ...say('The address of an article. `http` is read as `https`.'),
    format: 'uri',
    pattern: '^https?://[^\\s/]',
    examples: ['https://news.example.com/2026/library'],
  });

/** An article that was pasted; nothing is fetched for it. */
export const GivenText = z.strictObject({
  url: HttpsUrl.meta({
    ...say('The address that the digest cites.'),
    examples: ['https://news.example.com/2026/library'],
  }),
  title: Line.meta({ ...say('The title of the article.'), examples: ['夜に開く図書館'] }),
  text: rawText(200_000).meta({
    ...say('The text of the article, a paragraph a line.'),
    examples: ['汐見町立図書館は今年四月から夜も開いている。利用者は一年で二倍に増えた。'],
  }),
});

export const ProposalInput = z.strictObject({
  sources: z
    .array(z.union([SourceUrl, GivenText]))
    .min(1, 'Needs at least one source')
    .max(20, 'Holds at most 20 sources, as a digest holds 20 sections')
    .meta(say('What to make it from, in the order of its sections.')),
  language: Language.meta(say('The language of the digest (BCP 47).')),
  list: z
    .string()
    .max(100)
    .exactOptional()
    .meta({ ...say('The slug of the list it is meant for.'), examples: ['digest'] }),
});
export type ProposalInput = z.infer<typeof ProposalInput>;

const TroubleView = z.strictObject({
  code: TroubleCode.meta(say('What is the matter, for programs.')),
  message: z.string().meta(say('The same for people, and what to do.')),
});

const ArticleView = z.strictObject({
  id: z.uuid().meta(say('The article, as it was read at that moment.')),
  title: z.string().meta(say('The headline that the page gives itself.')),
  url: z.string().meta(say('What a digest cites: the canonical address, on https.')),
  publisher: z.string().nullable().meta(say('Who published it; null if the page does not say.')),
  publishedOn: z.string().nullable().meta(say('Its day; null if the page names none.')),
  image: z.string().nullable().meta(say('The address of its picture, on https.')),
  language: z.string().meta(say('The language of its text, as far as its letters tell.')),
  characters: z.int().meta(say('The length of its text.')),
  readAt: z.iso.datetime().meta(say('When it was read.')),
});

export const ProposalSourceView = z.strictObject({
  url: z.string().meta(say('As it was given.')),
  state: z
    .enum(['waiting', 'read', 'thin', 'copy', 'failed'])
    .meta(
      say(
        '`thin`: only a piece of the article is there, and it is not summed up. `copy`: it repeats the source of the number `copyOf`.',
      ),
    ),
  why: TroubleView.nullable().meta(say('Why it is `thin` or `failed`.')),
  warnings: z.array(TroubleView).meta(say('What to know of one that was read.')),
  article: ArticleView.nullable().meta(say('What was read; null if nothing was.')),
  copyOf: z.int().nullable().meta(say('The place of the source it repeats, from 0.')),
});

export const PointView = z.strictObject({
  text: z.string().meta(say('The point.')),
  how: StoredPoint.shape.how.meta(
    say(
      '`quoted`: the sentence itself. `compressed`: words of it left out. `fused`: anything else. `edited`: by a person.',
    ),
  ),
  grounded: z
    .boolean()
    .meta(say('True if one sentence of the article says it, nothing lost or added.')),
  coverage: z.number().meta(say('The share of its pairs of letters that stand in that sentence.')),
  faults: StoredPoint.shape.faults.meta(say('What keeps it from being grounded.')),
  evidence: z
    .strictObject({
      article: z.uuid().meta(say('The article it is held against.')),
      sentence: z.int().meta(say('The number of the sentence, from 0.')),
      start: z.int().meta(say('Where the sentence begins in the text, in UTF-16 units.')),
      end: z.int().meta(say('Where it ends.')),
      text: z.string().meta(say('The sentence.')),
    })
    .nullable()
    .meta(say('The sentence it is nearest to; null if it has nothing of any.')),
});

const Amount = z.strictObject({
  characters: z.int().meta(say('Of all points together.')),
  share: z.number().meta(say('Of the article, from 0 to 1.')),
  most: z.int().meta(say('As many as they should have.')),
  isOver: z.boolean().meta(say('True if they repeat more than a citation should.')),
});

export const SectionView = z.strictObject({
  source: z.int().meta(say('The place, among the sources, of the one it cites, from 0.')),
  heading: z.string().meta(say('The title of the article.')),
  hook: z
    .strictObject({
      question: z.string().meta(say('A proposal of the question that opens it.')),
      answer: z.string().meta(say('Its short answer: words of the point.')),
      point: z.int().meta(say('The place of the point it was made from, from 0.')),
    })
    .meta(say('What opens the section, to be changed by an editor.')),
  points: z.array(PointView).meta(say('Three at most, in the order of the article.')),
  also: z.array(z.string()).meta(say('Addresses of the same article elsewhere.')),
  copied: Amount.meta(say('How much of the article its points repeat.')),
});

export const ProposalView = z.strictObject({
  id: z.uuid().meta(say('The proposal.')),
  status: z
    .enum(['reading', 'writing', 'ready', 'failed'])
    .meta(say('`failed`: there is not one section; the sources say why.')),
  language: z.string().meta(say('The language of the digest.')),
  list: z.string().nullable().meta(say('The list it is meant for.')),
  createdAt: z.iso.datetime().meta(say('When it was asked for.')),
  finishedAt: z.iso.datetime().nullable().meta(say('When it was ready or had failed.')),
  digestId: z.uuid().nullable().meta(say('The digest that was made of it.')),
  headline: z.string().nullable().meta(say('A proposal: the title of the first section.')),
  sources: z.array(ProposalSourceView).meta(say('As they were given, and what became of each.')),
  sections: z.array(SectionView).meta(say('One for each article that could be summed up.')),
  conclusion: z.array(z.string()).meta(say('A proposal: the strongest points of three sections.')),
  toReview: z
    .array(z.string())
    .meta(say('Places in the digest whose words are proposals, and want an editor.')),
  grounded: z
    .strictObject({
      points: z.int().meta(say('All points.')),
      grounded: z.int().meta(say('Those that one sentence says.')),
    })
    .meta(say('The first meter: what stands on its source.')),
});
export type ProposalView = z.infer<typeof ProposalView>;

export const RedoInput = z.strictObject({
  keep: z
    .array(
      z.strictObject({
        point: z
          .int()
          .min(0)
          .max(9)
          .meta({ ...say('Its place, from 0.'), examples: [0] }),
        text: Line.exactOptional().meta({
          ...say('As a person has changed it; absent: as it is.'),
          examples: ['図書館は四月から夜も開いている。'],
        }),
      }),
    )
    .max(3)
    .default([])
    .meta(say('Points that stay; the others are made of other sentences.')),
});
export type RedoInput = z.infer<typeof RedoInput>;
