// A digest inside a feed reader: the whole content in plain, unstyled markup.

import type { PublishedDigest } from '../../../digest/archive/archive.ts';
import { encodeUrl } from '../../../digest/encoded-url.ts';
import { widenPunctuation } from '../../../digest/heading-text.ts';
import type { Paragraph, Section } from '../../../digest/schema.ts';
import { nameSourceLinks } from '../../../digest/source-links.ts';
import { formatDay } from '../../../words/day.ts';
import { wordsFor } from '../../../words/words.ts';
import { directionOf } from '../../ui/language.ts';
import { Day, InlineText } from '../../ui/text.tsx';

export function FeedEntry({ published }: { published: PublishedDigest }) {
  const { digest, day, corrections } = published;
  const { language } = digest;
  const words = wordsFor(language).digest;
  const sourceLinks = nameSourceLinks(digest);
  return (
    <div lang={language} dir={directionOf(language)}>
      <p>
        <Day day={day} language={language} />
      </p>
      {corrections.map((correction) => (
        <p>
          <strong>
            {words.correction} ・ <Day day={correction.day} language={language} />
          </strong>
          <br />
          {correction.note}
        </p>
      ))}
      {digest.image === undefined ? null : (
        <img src={encodeUrl(digest.image.url)} alt={digest.image.alt} />
      )}
      {digest.lead === undefined ? null : (
        <p>
          <InlineText text={digest.lead} />
        </p>
      )}
      {digest.sections.map((section, index) => (
        <EntrySection {...{ section, language }} sourceLink={sourceLinks[index] ?? null} />
      ))}
      <Paragraphs paragraphs={digest.closing} />
      <h2>🚩 {words.conclusion}</h2>
      <ul>
        {digest.conclusion.map((text) => (
          <li>
            💡 <InlineText text={text} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EntrySectionProps {
  section: Section;
  language: string;
  sourceLink: string | null;
}

function EntrySection({ section, language, sourceLink }: EntrySectionProps) {
  const { hook, source } = section;
  const facts = source && [
    source.publisher,
    source.publishedOn && formatDay(source.publishedOn, language),
  ];
  return (
    <>
      <h2>{widenPunctuation(section.heading, language)}</h2>
      {hook === undefined ? null : (
        <>
          <h3>{widenPunctuation(hook.question, language)}</h3>
          <p>
            <strong>
              <InlineText text={hook.answer} />
            </strong>
          </p>
        </>
      )}
      <Paragraphs paragraphs={section.opener} />
      {source === undefined ? null : (
        <blockquote cite={encodeUrl(source.url)}>
          <h3>{widenPunctuation(source.title, language)}</h3>
          {facts?.some(Boolean) ? <p>{facts.filter(Boolean).join(' ・ ')}</p> : null}
          <ul>
            {source.points.map((point) => (
              <li>
                ✅ <InlineText text={point} />
              </li>
            ))}
          </ul>
          <p>
            <a href={encodeUrl(source.url)}>{sourceLink}</a>
          </p>
        </blockquote>
      )}
      <Paragraphs paragraphs={section.body} />
    </>
  );
}

function Paragraphs({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  return (
    <>
      {paragraphs.map(({ text, voice }) => (
        <p>
          {voice === 'comment' ? '💬 ' : ''}
          <InlineText text={text} />
        </p>
      ))}
    </>
  );
}
