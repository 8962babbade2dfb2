// A digest of a proposal: a draft like any other, to be read and changed by an editor.

import type { DigestId } from '../../base/ids.ts';
import type { Database } from '../../db/client.ts';
import { disarmLinks, printInline } from '../../digest/inline.ts';
import { Digest } from '../../digest/schema.ts';
import { createDigest, type DigestView, readDigest } from '../../digest/store.ts';
import { formatDay } from '../../words/day.ts';
import { wordsFor } from '../../words/words.ts';
import { setDigest } from '../making/queries.ts';
import type { Told } from '../stories/told.ts';
import { requireReady } from './redo.ts';
import { proposeConclusion, readSections, type WholeSection } from './view.ts';

/** The same again gives the digest that was made, as it is by now. Throws `not_found` or `conflict`. */
export async function makeDigest(
  db: Database,
  id: string,
  { newId, by, zone }: { newId: () => DigestId; by: string; zone: string },
): Promise<DigestView> {
  return db.transaction(async (tx) => {
    const proposal = await requireReady(tx, id);
    if (proposal.digestId !== null) return readDigest(tx, proposal.digestId);
    const content = composeDigest(await readSections(tx, id), proposal.language);
    const digest = await createDigest(tx, newId(), content, by, zone);
    await setDigest(tx, id, digest.id);
    return digest;
  });
}

/** Texts of articles become words alone: nothing in them is a link or any other mark. */
function composeDigest(sections: readonly WholeSection[], language: string): Digest {
  return Digest.parse({
    version: 1,
    language,
    headline: sections[0]?.article.title ?? '',
    sections: sections.map((section) => composeSection(section, language)),
    conclusion: proposeConclusion(sections).map(disarmLinks),
  });
}

function composeSection(section: WholeSection, language: string) {
  const { article, also, continues, hook, points } = section;
  const { title, url, publisher, publishedOn, image } = article;
  return {
    heading: title,
    hook: { question: hook.question, answer: disarmLinks(hook.answer) },
    opener: continues === null ? [] : [{ text: sayContinued(continues, language) }],
    source: {
      title,
      url,
      ...(publisher === null ? {} : { publisher }),
      ...(publishedOn === null ? {} : { publishedOn }),
      ...(image === null ? {} : { image: { url: image, alt: '' } }),
      points: points.map(({ text }) => disarmLinks(text)),
    },
    body: also.length === 0 ? [] : [{ text: nameOthers(also, language) }],
  };
}

/** With a link to the digest that told it, if readers can open that. */
function sayContinued({ day, page, isAgain }: Told, language: string): string {
  const text = formatDay(day, language);
  const said = page === null ? text : printLink(page, text);
  const { again, continues } = wordsFor(language).proposal;
  return isAgain ? again(said) : continues(said);
}

function nameOthers(also: WholeSection['also'], language: string): string {
  const links = also.map(({ title, publisher, url }) => {
    const label = (publisher ?? title).replace(/[[\]*]/gu, ' ');
    return printLink(url, label);
  });
  return `${wordsFor(language).proposal.also} ${links.join(' · ')}`;
}

function printLink(href: string, text: string): string {
  return printInline([{ kind: 'link', href, children: [{ kind: 'text', text }] }]);
}
