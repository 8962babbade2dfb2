// One section of a proposal: its points, each with its sentence, and the press that makes it again.

import type { ProposalView } from '../../../proposals/commands/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { tellAmount, tellPoint } from '../editor/evidence/tell-point.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/notice.tsx';

type SectionView = ProposalView['sections'][number];
type PointView = SectionView['points'][number];

interface SectionProps {
  proposal: ProposalView;
  n: number;
  language: string;
  mayWrite: boolean;
}

export function Section({ proposal, n, language, mayWrite }: SectionProps) {
  const { proposal: words, editor } = consoleWordsFor(language);
  const section = proposal.sections[n];
  const source = proposal.sources[section?.source ?? -1];
  if (!section || !source?.article) return null;
  const { heading, hook, points, also, copied } = section;
  const { publisher, language: spoken, id: article } = source.article;
  return (
    <section class="card proposed" aria-labelledby={`section-${n}`}>
      <p class="over">
        {words.section(n + 1)}
        {publisher === null ? null : `・${publisher}`}
      </p>
      <h2 id={`section-${n}`} lang={spoken}>
        <a href={`/console/proposals/${proposal.id}/articles/${article}`}>{heading}</a>
      </h2>
      <div class="proposed-hook">
        <p lang={proposal.language}>
          <b>{hook.question}</b> {hook.answer}
        </p>
        <Chip tone="careful">{editor.evidence.toReview}</Chip>
      </div>
      <ul class="points">
        {points.map((point, at) => (
          <Point {...{ point, at, n, proposal, language, mayWrite, spoken }} />
        ))}
      </ul>
      {also.length === 0 ? null : (
        <p class="under">
          {words.also}{' '}
          {also.map((url, at) => (
            <>
              {at === 0 ? null : '・'}
              <a href={url} rel="noreferrer">
                {new URL(url).hostname}
              </a>
            </>
          ))}
        </p>
      )}
      <p class="under">
        {copied.isOver ? <Chip tone="careful">{editor.evidence.over}</Chip> : null}{' '}
        {tellAmount(copied, editor.evidence, language)}
        {section.by === 'model' ? ` · ${words.byModel}` : null}
      </p>
      {mayWrite && proposal.digestId === null ? (
        <div class="actions">
          <Button form="proposal" name="do" value={`redo:${n}`}>
            {editor.evidence.redo}
          </Button>
          <p class="hint">{words.redoHint}</p>
        </div>
      ) : null}
    </section>
  );
}

interface PointProps extends SectionProps {
  point: PointView;
  at: number;
  spoken: string;
}

function Point({ point, at, n, proposal, language, mayWrite, spoken }: PointProps) {
  const { proposal: words, editor } = consoleWordsFor(language);
  const { text, evidence, grounded } = point;
  const { tone, mark, said } = tellPoint(point, editor.evidence, language);
  const id = `keep-${n}-${at}`;
  return (
    <li class={grounded ? 'point' : 'point fused'}>
      <p lang={spoken}>{text}</p>
      <div class="point-line">
        <span class="point-mark">
          <Chip tone={tone}>{mark}</Chip> <span class="soft small">{said}</span>{' '}
        </span>
        {mayWrite && proposal.digestId === null ? (
          <label class="point-keep" for={id}>
            <input type="checkbox" id={id} form="proposal" name={`keep.${n}`} value={String(at)} />
            <span aria-hidden="true">{words.keep}</span>
            <span class="away">{words.keepPoint(at + 1)}</span>
          </label>
        ) : null}
      </div>
      {evidence === null ? null : (
        <Evidence {...{ evidence, text, language, spoken }} id={proposal.id} />
      )}
    </li>
  );
}

interface EvidenceProps {
  evidence: NonNullable<PointView['evidence']>;
  /** Of the point. */
  text: string;
  id: string;
  language: string;
  spoken: string;
}

/** The sentence where it says more than the point, and the way to it in the article. */
function Evidence({ evidence, text, id, language, spoken }: EvidenceProps) {
  const { proposal: words, editor } = consoleWordsFor(language);
  const { article, sentence } = evidence;
  const link = (
    <a href={`/console/proposals/${id}/articles/${article}#s${sentence}`}>
      {editor.evidence.inArticle}
    </a>
  );
  if (evidence.text === text) return <p class="point-way">{link}</p>;
  return (
    <details class="point-sentence">
      <summary>{words.sentence}</summary>
      <blockquote lang={spoken}>{evidence.text}</blockquote>
      <p class="point-way">{link}</p>
    </details>
  );
}
