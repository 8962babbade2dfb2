// An article as it was read, sentence by sentence: those that carry points are marked, one can be the target.

import type { ProposalView } from '../../../proposals/commands/schema.ts';
import type { readArticleOf } from '../../../proposals/commands/view.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Day } from '../../ui/text.tsx';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { PageHeading } from '../ui/heading.tsx';
import { formatBrief } from '../ui/moment.tsx';

type ReadArticle = Awaited<ReturnType<typeof readArticleOf>>;

interface ArticlePageProps extends ConsoleFrame {
  proposal: ProposalView;
  article: ReadArticle;
}

export function ArticlePage({ proposal, article, ...frame }: ArticlePageProps) {
  const { language, site } = frame;
  const words = consoleWordsFor(language).proposal.article;
  return (
    <ConsolePage {...frame} title={article.title} current="digests" styles={['proposal']}>
      <PageHeading
        text={article.title}
        language={article.language}
        over={words.over}
        lead={words.at(formatBrief(article.readAt, site.timezone, language))}
        actions={<ButtonLink href={`/console/proposals/${proposal.id}`}>{words.back}</ButtonLink>}
      />
      <div class="card">
        <ArticleText {...{ proposal, article, language }} />
      </div>
    </ConsolePage>
  );
}

/** Which points of the proposal stand on which sentence, by the sentence's number; points count from 1. */
function marksOf(proposal: ProposalView, article: string): Map<number, number[]> {
  const marks = new Map<number, number[]>();
  for (const { points } of proposal.sections) {
    for (const [at, { evidence }] of points.entries()) {
      if (evidence?.article !== article) continue;
      marks.set(evidence.sentence, [...(marks.get(evidence.sentence) ?? []), at + 1]);
    }
  }
  return marks;
}

interface ArticleTextProps {
  /** Whose points are marked; without one none are. */
  proposal: ProposalView | null;
  article: ReadArticle;
  language: string;
}

/** Its paragraphs; each sentence has its number as its place: `#s12`. */
export function ArticleText({ proposal, article, language }: ArticleTextProps) {
  const marks = proposal ? marksOf(proposal, article.id) : null;
  const words = consoleWordsFor(language).proposal.article;
  const { publisher, publishedOn, url } = article;
  return (
    <>
      <p class="article-facts under">
        {publisher === null ? null : <span>{publisher}</span>}
        {publishedOn === null ? null : <Day day={publishedOn} language={language} />}
        <a href={url} rel="noreferrer" target="_blank">
          {words.original}
        </a>
      </p>
      <div class="article" lang={article.language}>
        {paragraphsOf(article).map((sentences) => (
          <p>
            {sentences.map(({ n, text }) => {
              const points = marks?.get(n);
              return points === undefined ? (
                <span id={`s${n}`}>{text}</span>
              ) : (
                <mark id={`s${n}`} title={words.supports(points.join('・'))}>
                  {text}
                </mark>
              );
            })}
          </p>
        ))}
      </div>
    </>
  );
}

/** Sentences by the line of the article they stand on, each with the white space behind it. */
function paragraphsOf({ text, sentences }: ReadArticle): { n: number; text: string }[][] {
  const paragraphs: { n: number; text: string }[][] = [];
  let end = 0;
  for (const [n, sentence] of sentences.entries()) {
    const between = text.slice(end, sentence.start);
    if (n === 0 || /[\n\r\u2028\u2029]/u.test(between)) paragraphs.push([]);
    const said = between.trim() === '' && between !== '' && !/\n/u.test(between) ? ' ' : '';
    paragraphs.at(-1)?.push({ n, text: said + sentence.text });
    end = sentence.end;
  }
  return paragraphs;
}
