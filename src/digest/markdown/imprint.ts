// The line under a source's title: who published it and when, `publisher · 2025-03-14` or one of the two.

import { partAt, readDayLine, readNameAndDay, readWholeDay } from '../import/day-line.ts';
import { isSentence } from '../paste/line-marks.ts';
import { readStart, writeText } from './pieces.ts';
import { readProse } from './prose.ts';

export interface Imprint {
  publisher?: string;
  publishedOn?: string;
}

export interface ReadImprint {
  imprint: Imprint;
  faults: string[];
}

/** A closing ` ·` keeps a publisher apart that would itself read as a day, or as a sentence. */
export function writeImprint({ publisher, publishedOn }: Imprint): string | null {
  if (publisher === undefined) return publishedOn ?? null;
  const name = writeText(publisher, 'line');
  if (publishedOn !== undefined) return `${name} · ${publishedOn}`;
  const { imprint, faults } = readImprint(name);
  const isPlain = imprint.publisher === publisher && imprint.publishedOn === undefined;
  return isPlain && faults.length === 0 && !name.endsWith(' ·') ? name : `${name} ·`;
}

/** The day may come first, be written in any way that is read elsewhere, and be parted by other marks. */
export function readImprint(written: string): ReadImprint {
  if (written.endsWith(' ·')) return withName({}, written.slice(0, -2));
  const [, name, day] = /^(.+) · (\d{4}-\d{2}-\d{2})$/u.exec(written) ?? [];
  if (name !== undefined && day !== undefined) return withName({ publishedOn: day }, name);
  return readLoosely(written) ?? doubt(withName({}, written), written);
}

function readLoosely(written: string): ReadImprint | null {
  const alone = readWholeDay(written);
  if (alone !== null) return { imprint: { publishedOn: alone }, faults: [] };
  const found = readNameAndDay(written);
  return found && withName({ publishedOn: found.day }, found.name);
}

function withName(imprint: Imprint, written: string): ReadImprint {
  const { text: publisher, faults } = readProse(readStart(written), 'line');
  return { imprint: { ...imprint, publisher }, faults };
}

/** What stands there may be a paragraph that was meant to be one, or hold a day that nobody can read. */
function doubt({ imprint, faults }: ReadImprint, written: string): ReadImprint {
  const isName = written.length <= 100 && !isSentence(written);
  const unread = isName ? findUnreadDay(written) : null;
  return {
    imprint,
    faults: [
      ...faults,
      ...(isName
        ? []
        : [
            'Taken as the publisher, for it stands right under the source; a paragraph stands behind the points',
          ]),
      ...(unread === null ? [] : [`Taken as the publisher, its day too: ${unread}`]),
    ],
  };
}

/** Why the part that looks like a day is none; null if no part does. */
function findUnreadDay(written: string): string | null {
  const parts = partAt(written).flatMap(({ before, behind }) => [before, behind]);
  const unread = [written, ...parts].map(readDayLine).find((line) => line?.day === null);
  return unread?.why ?? null;
}
