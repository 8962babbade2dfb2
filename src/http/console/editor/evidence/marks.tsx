// What a digest made of articles stands on, at its points and its sections.

import type {
  Weighed,
  WeighedPoint,
  WeighedSection,
} from '../../../../proposals/commands/weigh.ts';
import { Chip } from '../../ui/notice.tsx';
import type { EditorWords } from '../control.tsx';
import { tellAmount, tellPoint } from './tell-point.ts';

/** Of one section in the form, and the proposal it came from. */
export interface SectionEvidence {
  proposal: string;
  section: WeighedSection | undefined;
  isProposed(path: string): boolean;
  language: string;
}

/** Null for a digest that was not made of articles. */
export function evidenceAt(
  weighed: Weighed | null,
  path: string,
  language: string,
): SectionEvidence | null {
  if (weighed === null) return null;
  return {
    proposal: weighed.proposal,
    section: weighed.sections.find((one) => one.path === path),
    isProposed: (at) => weighed.asProposed.includes(at),
    language,
  };
}

interface PointEvidenceProps {
  point: WeighedPoint;
  evidence: SectionEvidence;
  words: EditorWords;
}

/** Under its point; the script writes it anew while somebody types. */
export function PointEvidence({
  point,
  evidence: { proposal, language },
  words: { evidence: words },
}: PointEvidenceProps) {
  const { tone, mark, said } = tellPoint(point, words, language);
  const { evidence } = point;
  return (
    <div class="evidence" data-evidence>
      <Chip tone={tone}>{mark}</Chip>
      <span class="soft small">{said}</span>
      {evidence && !point.grounded ? (
        <button type="submit" name="do" value={`quote:${point.path}`} class="link small" data-quote>
          {words.quote}
        </button>
      ) : null}
      {evidence ? (
        <a
          class="small"
          href={`/console/proposals/${proposal}/articles/${evidence.article}#s${evidence.sentence}`}
          target="_blank"
          data-lights
          rel="noopener"
        >
          {words.inArticle}
        </a>
      ) : null}
    </div>
  );
}

/** Under the points of a section: how much of its article they repeat, and making them again. */
export function SectionFoot({
  section,
  evidence: { language },
  words: { evidence: words },
}: {
  section: WeighedSection;
  evidence: SectionEvidence;
  words: EditorWords;
}) {
  const { path, copied } = section;
  return (
    <div class="evidence of-section" data-section-evidence>
      <span class="small soft" data-amount>
        {tellAmount(copied, words, language)}
      </span>
      <span class="chip careful" data-over hidden={!copied.isOver}>
        {words.over}
      </span>
      <button type="submit" name="do" value={`redo:${path}`} class="button plain" data-redo>
        {words.redo}
      </button>
    </div>
  );
}

/** That nobody has made a text of the proposal their own. */
export function AsProposed({
  path,
  evidence,
  words,
}: {
  path: string;
  evidence: Pick<SectionEvidence, 'isProposed'> | null;
  words: EditorWords;
}) {
  if (evidence === null) return null;
  return (
    <span class="chip careful proposed" data-proposed={path} hidden={!evidence.isProposed(path)}>
      {words.evidence.toReview}
    </span>
  );
}
