// A digest on the web: the same content as the mail, on a page of its own.

import type { ListView } from '../../../audience/lists/schema.ts';
import type {
  Correction,
  DigestLink,
  PublishedDigest,
  PublishedPage,
} from '../../../digest/archive/archive.ts';
import { pagePath } from '../../../digest/identity.ts';
import { plainText } from '../../../digest/inline.ts';
import { nameSourceLinks } from '../../../digest/source-links.ts';
import { type Words, wordsFor } from '../../../words/words.ts';
import { directionOf } from '../../ui/language.ts';
import { Layout } from '../../ui/layout.tsx';
import type { Site } from '../../ui/site.ts';
import { Day, InlineText, Phrases } from '../../ui/text.tsx';
import { SubscribeForm } from '../subscribe/page.tsx';
import { type ArchivePlace, archiveQuery } from './address.ts';
import { DigestHead } from './digest-head.tsx';
import { Prose, Section } from './digest-section.tsx';
import { Picture } from './picture.tsx';

interface DigestPageProps extends PublishedPage {
  site: Site;
  /** Public lists, the default one first. */
  lists: readonly ListView[];
  /** Slugs of those that the form under the digest joins. */
  joins: readonly string[];
}

export function DigestPage(props: DigestPageProps) {
  const { site, lists, joins, published, isKeyed, mailedTo, older, newer } = props;
  const { digest } = published;
  const { language } = digest;
  const words = wordsFor(language).digest;
  const sourceLinks = nameSourceLinks(digest);
  // Opened by its key and shown nowhere: it has no address to tell to others.
  const isHidden = isKeyed && !published.listed;
  return (
    <Layout
      site={site}
      language={language}
      title={digest.headline}
      description={describe(published)}
      {...(isHidden ? {} : { path: pagePath(published.slug, null) })}
      isPrivate={isKeyed || !published.listed}
      styles={published.corrections.length === 0 ? ['digest'] : ['digest', 'correction']}
      head={
        isHidden ? null : (
          <DigestHead site={site} published={published} description={describe(published)} />
        )
      }
    >
      <article class="sheet digest">
        <header>
          <p class="soft">
            <Day day={published.day} language={language} />
          </p>
          <h1>
            <Phrases text={digest.headline} language={language} />
          </h1>
          {digest.lead === undefined ? null : (
            <p class="lead">
              <InlineText text={digest.lead} display={language} />
            </p>
          )}
          <Corrections corrections={published.corrections} language={language} words={words} />
          {digest.image === undefined ? null : (
            <Picture image={digest.image} words={words} isFirst />
          )}
        </header>
        {digest.sections.map((section, index) => (
          <Section {...{ section, language, words }} sourceLink={sourceLinks[index] ?? null} />
        ))}
        {digest.closing.length === 0 ? null : (
          <div class="closing">
            <Prose paragraphs={digest.closing} words={words} />
          </div>
        )}
        <section class="conclusion" aria-labelledby="conclusion">
          <h2 id="conclusion">
            <span aria-hidden="true">🚩 </span>
            {words.conclusion}
          </h2>
          <ul>
            {digest.conclusion.map((text) => (
              <li>
                <span aria-hidden="true">💡</span>
                <p class="mincho">
                  <InlineText text={text} display={language} />
                </p>
              </li>
            ))}
          </ul>
        </section>
      </article>
      <div class="after">
        <section class="invitation" aria-labelledby="invitation">
          <h2 id="invitation">
            <Phrases text={words.invitation} language={language} />
          </h2>
          <SubscribeForm lists={lists} language={language} joins={joins} isBrief />
        </section>
        <Neighbours {...{ older, newer, words }} place={{ list: mailedTo[0] ?? null }} />
      </div>
    </Layout>
  );
}

interface CorrectionsProps {
  corrections: readonly Correction[];
  language: string;
  words: Words['digest'];
}

/** On the first screen: who read the mail finds at once what differs. */
function Corrections({ corrections, language, words }: CorrectionsProps) {
  if (corrections.length === 0) return null;
  return (
    <div class="corrections" role="note" aria-label={words.correction}>
      {corrections.map(({ note, day }) => (
        <p>
          <span class="label">
            {words.correction}
            <Day day={day} language={language} />
          </span>
          {note}
        </p>
      ))}
    </div>
  );
}

/** What search results and previews say of it. */
export function describe({ digest }: PublishedDigest): string {
  const [first] = digest.sections;
  return plainText(digest.lead ?? first?.hook?.answer ?? first?.heading ?? digest.headline);
}

interface NeighboursProps {
  older: DigestLink | null;
  newer: DigestLink | null;
  /** The part of the archive they are of. */
  place: ArchivePlace;
  words: Words['digest'];
}

function Neighbours({ older, newer, place, words }: NeighboursProps) {
  return (
    <nav class="neighbours" aria-label={words.neighbours}>
      {older ? <Neighbour link={older} rel="prev" label={words.older} /> : null}
      {newer ? <Neighbour link={newer} rel="next" label={words.newer} /> : null}
      <p>
        <a href={`/${archiveQuery(place)}`}>{words.all}</a>
      </p>
    </nav>
  );
}

interface NeighbourProps {
  link: DigestLink;
  rel: 'prev' | 'next';
  label: string;
}

function Neighbour({ link, rel, label }: NeighbourProps) {
  return (
    <a href={`/digests/${link.slug}`} rel={rel}>
      <span class="soft small">{label}</span>
      <span class="mincho" lang={link.language} dir={directionOf(link.language)}>
        <Phrases text={link.headline} language={link.language} />
      </span>
    </a>
  );
}
