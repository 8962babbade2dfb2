// A digest in the archive: its picture, its day, its headline, its lead.

import type { PublishedDigest } from '../../../digest/archive/archive.ts';
import { directionOf } from '../../ui/language.ts';
import { Day, InlineText, Phrases } from '../../ui/text.tsx';
import { Cover } from './cover.tsx';

interface EntryProps {
  published: PublishedDigest;
  /** True: on the first screen, and the largest. */
  isFirst?: boolean;
}

export function Entry({ published, isFirst = false }: EntryProps) {
  const { digest, day, slug } = published;
  const { language } = digest;
  return (
    <li class={isFirst ? 'first' : 'other'} lang={language} dir={directionOf(language)}>
      <div>
        <p class="soft small">
          <Day day={day} language={language} />
        </p>
        <h3>
          <a href={`/digests/${slug}`}>
            <Phrases text={digest.headline} language={language} />
          </a>
        </h3>
      </div>
      <Cover published={published} isFirst={isFirst} />
      {digest.lead === undefined ? null : (
        <p class="about">
          <InlineText text={digest.lead} />
        </p>
      )}
    </li>
  );
}
