// Proposals as the API takes and shows them.

import * as z from 'zod';
import { Language } from '../../base/language.ts';
import { rawText } from '../../base/raw-text.ts';
import { HttpsUrl, Line } from '../../digest/text.ts';
import { Verdict } from '../drafting/verify-points.ts';
import { ProposalLine } from '../making/line-queries.ts';
import { TroubleCode } from '../trouble.ts';
import { PageAddress } from '../web/page-address.ts';
import { StoredPoint } from '../writing/evidence.ts';

/** An article that was pasted; nothing is fetched for it. */
export const GivenText = z.strictObject({
  url: HttpsUrl,
  title: Line,
  text: rawText(200_000),
});

export const GivenSource = z.union([PageAddress, GivenText]);
export type GivenSource = z.infer<typeof GivenSource>;

/** What failed by another address or with its text; what the list has had as it is. */
export const MendInput = z.union([
  z.strictObject({ source: GivenSource }),
  z.strictObject({ again: z.literal(true) }),
]);
export type MendInput = z.infer<typeof MendInput>;

export const ProposalInput = z.strictObject({
  sources: z
    .array(GivenSource)
    .min(1, 'Needs at least one source')
    .max(20, 'Holds at most 20 sources, as a digest holds 20 sections'),
  language: Language,
  list: z.string().max(100).exactOptional(),
  writer: z.enum(['embedded', 'model']).exactOptional(),
});
export type ProposalInput = z.infer<typeof ProposalInput>;

const TroubleView = z.strictObject({
  code: TroubleCode,
  message: z.string(),
});

const ArticleView = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  url: z.string(),
  publisher: z.string().nullable(),
  publishedOn: z.string().nullable(),
  image: z.string().nullable(),
  language: z.string(),
  characters: z.int(),
  readAt: z.iso.datetime(),
});

export const ProposalSourceView = z.strictObject({
  url: z.string(),
  state: z.enum(['waiting', 'reading', 'read', 'thin', 'copy', 'told', 'failed']),
  why: TroubleView.nullable(),
  warnings: z.array(TroubleView),
  article: ArticleView.nullable(),
  copyOf: z.int().nullable(),
  told: z
    .strictObject({
      digestId: z.uuid(),
      day: z.iso.date(),
      headline: z.string(),
      page: z.string().nullable(),
    })
    .nullable(),
});

export const PointView = z.strictObject({
  text: z.string(),
  how: StoredPoint.shape.how,
  grounded: z.boolean(),
  coverage: z.number(),
  faults: StoredPoint.shape.faults,
  verdict: Verdict.nullable(),
  evidence: z
    .strictObject({
      article: z.uuid(),
      sentence: z.int(),
      start: z.int(),
      end: z.int(),
      text: z.string(),
    })
    .nullable(),
});

export const Amount = z.strictObject({
  characters: z.int(),
  share: z.number(),
  most: z.int(),
  isOver: z.boolean(),
});

export const SectionView = z.strictObject({
  source: z.int(),
  heading: z.string(),
  by: z.enum(['embedded', 'model']),
  hook: z.strictObject({
    question: z.string(),
    answer: z.string(),
    point: z.int(),
  }),
  points: z.array(PointView),
  also: z.array(z.string()),
  copied: Amount,
});

export const ProposalView = ProposalLine.omit({ url: true, done: true }).extend({
  sources: z.array(ProposalSourceView),
  sections: z.array(SectionView),
  conclusion: z.array(z.string()),
  toReview: z.array(z.string()),
  grounded: z.strictObject({
    points: z.int(),
    grounded: z.int(),
  }),
  usage: z.strictObject({
    calls: z.int(),
    tokensIn: z.int(),
    tokensOut: z.int(),
    cost: z.number().nullable(),
  }),
});
export type ProposalView = z.infer<typeof ProposalView>;

export const RedoInput = z.strictObject({
  keep: z
    .array(
      z.strictObject({
        point: z.int().min(0).max(9).exactOptional(),
        text: Line.exactOptional(),
      }),
    )
    .max(3)
    .refine((kept) => {
      const points = kept.flatMap(({ point }) => point ?? []);
      return new Set(points).size === points.length;
    }, 'Each point once')
    .default([]),
});
export type RedoInput = z.infer<typeof RedoInput>;
