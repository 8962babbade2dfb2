// The front page: who we are, the form to join, and every digest that was sent.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { ArchivePage as Archive, PublishedDigest } from '../../../digest/archive/archive.ts';
import { type Words, wordsFor } from '../../../words/words.ts';
import { directionOf, nameLanguage } from '../../ui/language.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { Day, InlineText, Phrases } from '../../ui/text.tsx';
import { listFor, offerTo } from '../subscribe/offer.ts';
import { SubscribeForm } from '../subscribe/page.tsx';
import { type ArchivePlace, archiveQuery, feedForms } from './address.ts';
import { FeedLinks } from './digest-head.tsx';

interface ArchivePageProps extends Frame {
  archive: Archive;
  /** Public lists, the default one first. */
  lists: readonly ListView[];
  /** The one list the archive is narrowed to. */
  list: ListView | null;
  /** The one language it is narrowed to, by its primary subtag. */
  only: string | null;
  /** What the reader's browser asks for, the most wanted first. */
  languages: readonly string[];
}

export function ArchivePage(props: ArchivePageProps) {
  const { archive, lists, list, only, languages, ...frame } = props;
  const { site, language } = frame;
  const words = wordsFor(language).front;
  const place = { list: list?.slug ?? null, language: only };
  const title = [list?.name, only && nameLanguage(only)].filter(Boolean).join(' ・ ') || site.name;
  const wanted = [...(only === null ? [] : [only]), ...languages, language];
  const joined = list ?? listFor(lists, wanted);
  const description = list?.description ?? `${words.promise.join('')} ${words.lead}`;
  return (
    <Layout
      {...frame}
      title={title}
      description={description}
      path={`/${archiveQuery({ ...place, page: archive.page })}`}
      styles={['archive']}
      head={
        <>
          <meta property="og:type" content="website" />
          <meta property="og:title" content={title} />
          <meta property="og:description" content={description} />
          <meta property="og:image" content={`${site.url}/assets/card.png`} />
          <FeedLinks site={site} place={place} />
        </>
      }
    >
      <div class="hall">
        <section class="welcome">
          <h1 class={list ? '' : 'promise'}>
            {list ? list.name : words.promise.map((part) => <span class="line">{part}</span>)}
          </h1>
          <p class="lead">{list ? list.description : words.lead}</p>
          {lists.length === 0 ? null : (
            <div class="sheet join">
              <h2>{words.join}</h2>
              <SubscribeForm
                lists={offerTo(lists, wanted)}
                language={language}
                isBrief
                {...(joined ? { filled: preselect(joined) } : {})}
              />
            </div>
          )}
        </section>
        <section class="archive" aria-labelledby="archive">
          <h2 id="archive">{words.archive}</h2>
          <Choices archive={archive} lists={lists} place={place} words={words} />
          {archive.digests.length === 0 ? <p class="soft">{words.nothingYet}</p> : null}
          <ol>
            {archive.digests.map((published) => (
              <Entry published={published} />
            ))}
          </ol>
          <Pages archive={archive} place={place} words={words} />
          <p class="feeds soft small">
            {words.feeds}
            {feedForms.map(({ name, path, type }) => (
              <a href={path + archiveQuery(place)} type={type}>
                {name}
              </a>
            ))}
          </p>
        </section>
      </div>
    </Layout>
  );
}

function Entry({ published }: { published: PublishedDigest }) {
  const { digest } = published;
  const { language } = digest;
  return (
    <li lang={language} dir={directionOf(language)}>
      <p class="soft small">
        <Day day={published.day} language={language} />
      </p>
      <h3>
        <a href={`/digests/${published.slug}`}>
          <Phrases text={digest.headline} language={language} />
        </a>
      </h3>
      {digest.lead === undefined ? null : (
        <p>
          <InlineText text={digest.lead} />
        </p>
      )}
    </li>
  );
}

interface ChoicesProps {
  archive: Archive;
  lists: readonly ListView[];
  place: ArchivePlace;
  words: Words['front'];
}

/** What the archive can be narrowed to; nothing where there is no choice. */
function Choices({ archive: { languages }, lists, place, words }: ChoicesProps) {
  const { list = null, language = null } = place;
  const isChosen = language !== null || list !== null;
  if (languages.length < 2 && lists.length < 2 && !isChosen) return null;
  const byList = lists.length > 1 || list !== null;
  const byLanguage = languages.length > 1 || language !== null;
  return (
    <nav class="choices" aria-label={words.choices}>
      <p>
        <Choice query={{}} isHere={!isChosen} language={null}>
          {words.everything}
        </Choice>
        {byList
          ? lists.map(({ slug, name, language: own }) => (
              <Choice query={{ list: slug }} isHere={slug === list} language={own}>
                {name}
              </Choice>
            ))
          : null}
      </p>
      {byLanguage ? (
        <p>
          {languages.map((tag) => (
            <Choice query={{ list, language: tag }} isHere={tag === language} language={tag}>
              {nameLanguage(tag)}
            </Choice>
          ))}
        </p>
      ) : null}
    </nav>
  );
}

interface ChoiceProps {
  query: ArchivePlace;
  isHere: boolean;
  /** Of its words, if known. */
  language: string | null;
  children: string;
}

function Choice({ query, isHere, language, children }: ChoiceProps) {
  return (
    <a
      href={`/${archiveQuery(query)}`}
      {...(isHere ? { 'aria-current': 'true' as const } : {})}
      {...(language ? { lang: language, hreflang: language } : {})}
    >
      {children}
    </a>
  );
}

interface PagesProps {
  archive: Archive;
  place: ArchivePlace;
  words: Words['front'];
}

function Pages({ archive: { page, pages }, place, words }: PagesProps) {
  if (pages === 1) return null;
  return (
    <nav class="pages" aria-label={words.pages}>
      {page > 1 ? (
        <a rel="prev" href={`/${archiveQuery({ ...place, page: page - 1 })}`}>
          {words.newer}
        </a>
      ) : null}
      <span class="soft">
        {page} / {pages}
      </span>
      {page < pages ? (
        <a rel="next" href={`/${archiveQuery({ ...place, page: page + 1 })}`}>
          {words.older}
        </a>
      ) : null}
    </nav>
  );
}

function preselect(list: ListView) {
  return { email: '', name: '', list: [list.slug], wrong: {} };
}
