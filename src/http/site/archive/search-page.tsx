// Looking for words in what was sent: the form, and what it found.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { ArchivePage as Archive } from '../../../digest/archive/archive.ts';
import { longestQuery } from '../../../digest/archive/search.ts';
import { wordsFor } from '../../../words/words.ts';
import { straighten } from '../../ui/language.ts';
import { type Frame, Layout } from '../../ui/layout.tsx';
import type { ArchivePlace } from './address.ts';
import { Choices, Pages } from './choices.tsx';
import { Blooms } from './cover.tsx';
import { Entry } from './entry.tsx';

/** `place`: the part of the archive it looks through. */
export function SearchForm({ place, language }: { place: ArchivePlace; language: string }) {
  const words = wordsFor(language).search;
  return (
    <search>
      <form class="search" action="/search">
        <input
          type="search"
          name="q"
          value={place.query ?? ''}
          aria-label={words.label}
          placeholder={words.label}
          maxlength={longestQuery}
          required
        />
        {place.list ? <input type="hidden" name="list" value={place.list} /> : null}
        {place.language ? <input type="hidden" name="language" value={place.language} /> : null}
        <button type="submit" class="button quiet">
          {words.submit}
        </button>
      </form>
    </search>
  );
}

interface SearchPageProps extends Frame {
  archive: Archive;
  lists: readonly ListView[];
  place: ArchivePlace & { query: string };
}

export function SearchPage({ archive, lists, place, ...frame }: SearchPageProps) {
  const { search: words, front } = wordsFor(frame.language);
  const query = straighten(place.query.trim());
  const heading = query === '' ? words.label : words.heading(query);
  return (
    <Layout {...frame} title={heading} description={heading} styles={['archive']} isPrivate>
      <div class="hall results">
        <section class="archive">
          <h1>
            <bdi>{heading}</bdi>
          </h1>
          <SearchForm place={place} language={frame.language} />
          <Choices archive={archive} lists={lists} place={place} words={front} />
          {query !== '' && archive.total === 0 ? <p class="soft">{words.nothing}</p> : null}
          {archive.total > 0 ? <h2>{words.count(archive.total)}</h2> : null}
          <Blooms />
          <ol>
            {archive.digests.map((published) => (
              <Entry published={published} />
            ))}
          </ol>
          <Pages archive={archive} place={place} words={front} label={words.pages} />
        </section>
      </div>
    </Layout>
  );
}
