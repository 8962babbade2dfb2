// What was found, as a page and as the list of the palette.

import type { FoundDigest } from '../../../digest/find-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { PageHeading } from '../ui/heading.tsx';

export interface Found {
  text: string;
  pages: readonly { href: string; label: string }[];
  digests: readonly FoundDigest[];
}

interface FoundListProps {
  found: Found;
  language: string;
  /** In the palette, arrows choose among options; on the page they are links. */
  isPalette: boolean;
}

export function FoundList({
  found: { text, pages, digests },
  language,
  isPalette,
}: FoundListProps) {
  const words = consoleWordsFor(language).shell;
  if (pages.length + digests.length === 0) return <p class="soft">{words.findNothing(text)}</p>;
  const groups = [
    { heading: words.findPages, links: pages },
    {
      heading: words.findDigests,
      links: digests.map(({ id, headline }) => ({
        href: `/console/digests/${id}`,
        label: headline,
      })),
    },
  ].filter(({ links }) => links.length > 0);
  return (
    <div class="found" {...(isPalette ? { role: 'listbox', 'aria-label': words.find } : {})}>
      {groups.map(({ heading, links }, group) => (
        <div {...(isPalette ? { role: 'group', 'aria-label': heading } : {})}>
          <p class="hint" aria-hidden={isPalette ? 'true' : undefined}>
            {heading}
          </p>
          {links.map(({ href, label }, index) => (
            <a
              href={href}
              id={`found-${group}-${index}`}
              {...(isPalette
                ? { role: 'option', 'aria-selected': 'false' as const, tabindex: -1 }
                : {})}
            >
              {label}
            </a>
          ))}
        </div>
      ))}
    </div>
  );
}

export function FindPage({ found, ...frame }: ConsoleFrame & { found: Found }) {
  const { language } = frame;
  const words = consoleWordsFor(language).shell;
  return (
    <ConsolePage {...frame} title={words.find} current={null}>
      <PageHeading text={words.find} language={language} />
      <search>
        <form class="rows">
          <TextField
            name="q"
            type="search"
            label={words.findHint}
            value={found.text}
            maxlength={100}
            autocomplete="off"
          />
          <div class="actions">
            <Button tone="main">{words.find}</Button>
          </div>
        </form>
      </search>
      <FoundList found={found} language={language} isPalette={false} />
    </ConsolePage>
  );
}
