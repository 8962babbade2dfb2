// Ways through the archive: its lists, its languages, its pages.

import type { ListView } from '../../../audience/lists/schema.ts';
import type { ArchivePage as Archive } from '../../../digest/archive/archive.ts';
import type { Words } from '../../../words/words.ts';
import { nameLanguage } from '../../ui/language.ts';
import { type ArchivePlace, archivePath } from './address.ts';

interface ChoicesProps {
  archive: Archive;
  lists: readonly ListView[];
  place: ArchivePlace;
  words: Words['front'];
}

/** What the archive can be narrowed to; nothing where there is no choice. */
export function Choices({ archive: { languages }, lists, place, words }: ChoicesProps) {
  const { list = null, language = null, query } = place;
  const of = query === undefined ? {} : { query };
  const isChosen = language !== null || list !== null;
  if (languages.length < 2 && lists.length < 2 && !isChosen) return null;
  const byList = lists.length > 1 || list !== null;
  const byLanguage = languages.length > 1 || language !== null;
  return (
    <nav class="choices" aria-label={words.choices}>
      <p>
        <Choice query={of} isHere={!isChosen} language={null}>
          {words.everything}
        </Choice>
        {byList
          ? lists.map(({ slug, name, language: own }) => (
              <Choice query={{ ...of, list: slug }} isHere={slug === list} language={own}>
                {name}
              </Choice>
            ))
          : null}
      </p>
      {byLanguage ? (
        <p>
          {languages.map((tag) => (
            <Choice query={{ ...of, list, language: tag }} isHere={tag === language} language={tag}>
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
      href={archivePath(query)}
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
  /** What the links lead through. */
  label: string;
}

export function Pages({ archive, place, words, label }: PagesProps) {
  const { newer, older, before, total, digests } = archive;
  if (newer === null && older === null) return null;
  return (
    <nav class="pages" aria-label={label}>
      {newer === null ? null : (
        <a rel="prev" href={archivePath({ ...place, cursor: newer })}>
          {words.newer}
        </a>
      )}
      <span class="soft">
        {before + 1}–{before + digests.length} / {total}
      </span>
      {older === null ? null : (
        <a rel="next" href={archivePath({ ...place, cursor: older })}>
          {words.older}
        </a>
      )}
    </nav>
  );
}
