// The front page: who we are, the form to join, and every digest that was sent.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { ArchivePage as Archive } from '../../../digest/archive/archive.ts';
import { wordsFor } from '../../../words/words.ts';
import { nameLanguage } from '../../ui/language.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import { listFor, offerTo } from '../subscribe/offer.ts';
import { SubscribeForm } from '../subscribe/page.tsx';
import { archiveQuery, feedForms } from './address.ts';
import { Choices, Pages } from './choices.tsx';
import { Blooms } from './cover.tsx';
import { FeedLinks } from './digest-head.tsx';
import { Entry } from './entry.tsx';
import { SearchForm } from './search-page.tsx';

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
  /** Of this page. */
  cursor: string;
}

export function ArchivePage(props: ArchivePageProps) {
  const { archive, lists, list, only, languages, cursor, ...frame } = props;
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
      path={`/${archiveQuery({ ...place, cursor })}`}
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
            <>
              <p class="to-join">
                <a class="button" href={`/subscribe${archiveQuery({ list: list?.slug ?? null })}`}>
                  {words.join}
                </a>
              </p>
              <div class="sheet join">
                <h2>{words.join}</h2>
                <SubscribeForm
                  lists={offerTo(lists, wanted)}
                  language={language}
                  isBrief
                  {...(joined ? { filled: preselect(joined) } : {})}
                />
              </div>
            </>
          )}
        </section>
        <section class="archive" aria-labelledby="archive">
          <h2 id="archive">{words.archive}</h2>
          {archive.digests.length === 0 ? null : <SearchForm place={place} language={language} />}
          <Choices archive={archive} lists={lists} place={place} words={words} />
          {archive.digests.length === 0 ? <p class="soft">{words.nothingYet}</p> : null}
          <Blooms />
          <ol>
            {archive.digests.map((published, index) => (
              <Entry published={published} isFirst={index === 0} />
            ))}
          </ol>
          <Pages archive={archive} place={place} words={words} label={words.pages} />
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

function preselect(list: ListView) {
  return { email: '', name: '', list: [list.slug], wrong: {} };
}
