// One section of a digest on the web: heading, hook, opener, source, body.

import { encodeUrl } from '../../../digest/encoded-url.ts';
import type { Paragraph, Section as SectionContent, Source } from '../../../digest/schema.ts';
import type { Words } from '../../../words/words.ts';
import { Day, InlineText, Phrases } from '../../ui/text.tsx';
import { Picture } from './picture.tsx';

interface SectionProps {
  section: SectionContent;
  language: string;
  words: Words['digest'];
  /** What the link to its source is called; null where it has none. */
  sourceLink: string | null;
}

export function Section({ section, language, words, sourceLink }: SectionProps) {
  const { hook, source } = section;
  return (
    <section class={hook === undefined ? 'section' : 'section hooked'}>
      <h2>
        <Phrases text={section.heading} language={language} />
      </h2>
      {hook === undefined ? null : (
        <>
          <h3 class="question">
            <span role="img" aria-label={words.question} class="letter">
              Q
            </span>{' '}
            <Phrases text={hook.question} language={language} />
          </h3>
          <p class="answer">
            <span role="img" aria-label={words.answer} class="letter">
              A
            </span>
            <span>
              <span class="stroke">
                <InlineText text={hook.answer} display={language} />
              </span>
            </span>
          </p>
        </>
      )}
      <Prose paragraphs={section.opener} words={words} />
      {source === undefined || sourceLink === null ? null : (
        <SourceCard {...{ source, language, words }} link={sourceLink} />
      )}
      <Prose paragraphs={section.body} words={words} />
    </section>
  );
}

/** Paragraphs in order; what the editor says in a row shares one bubble. */
export function Prose({
  paragraphs,
  words,
}: {
  paragraphs: readonly Paragraph[];
  words: Words['digest'];
}) {
  return (
    <>
      {groupByVoice(paragraphs).map((group) => {
        const texts = group.map(({ text }) => (
          <p>
            <InlineText text={text} />
          </p>
        ));
        if (group[0]?.voice !== 'comment') return texts;
        return (
          <div class="comment">
            <img src="/mark.svg" width="28" height="28" alt={words.editor} />
            <div>{texts}</div>
          </div>
        );
      })}
    </>
  );
}

function groupByVoice(paragraphs: readonly Paragraph[]): Paragraph[][] {
  const groups: Paragraph[][] = [];
  for (const paragraph of paragraphs) {
    const last = groups.at(-1);
    if (last?.[0]?.voice === paragraph.voice) last.push(paragraph);
    else groups.push([paragraph]);
  }
  return groups;
}

interface SourceCardProps {
  source: Source;
  link: string;
  language: string;
  words: Words['digest'];
}

function SourceCard({ source, link, language, words }: SourceCardProps) {
  return (
    <div class="card">
      {source.image === undefined ? null : <Picture image={source.image} words={words} />}
      <p class="soft small">
        <bdi>{source.publisher ?? words.source}</bdi>
        {source.publishedOn === undefined ? null : (
          <>
            {' ・ '}
            <Day day={source.publishedOn} language={language} />
          </>
        )}
      </p>
      <h3>
        <Phrases text={source.title} language={language} />
      </h3>
      <ul aria-label={words.points}>
        {source.points.map((point) => (
          <li>
            <InlineText text={point} />
          </li>
        ))}
      </ul>
      <p class="more">
        <a href={encodeUrl(source.url)}>{link}</a>
      </p>
    </div>
  );
}
