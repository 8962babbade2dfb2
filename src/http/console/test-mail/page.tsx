// The test mail as a page of its own, where no script opens it over the editor.

import type { TestFate } from '../../../transactional/fate.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { fill } from '../../../words/fill.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Fates, TestForm, type TestRights, type TypedTest } from './form.tsx';

interface TestPageProps extends ConsoleFrame {
  id: string;
  headline: string;
  revision: number;
  rights: TestRights;
  once: string;
  typed: TypedTest | null;
  /** Of what was sent from here a moment ago. */
  fates: readonly TestFate[];
}

export function TestPage(props: TestPageProps) {
  const { id, headline, revision, rights, fates, language, here } = props;
  const words = consoleWordsFor(language).testMail;
  return (
    <ConsolePage {...props} title={words.heading} current="digests" styles={['editor']}>
      <PageHeading
        text={words.heading}
        language={language}
        over={headline}
        lead={fill(words.pageLead, { number: revision })}
        actions={<ButtonLink href={`/console/digests/${id}`}>{words.back}</ButtonLink>}
      />
      {fates.length === 0 ? null : (
        <Card heading={words.fates} aside={<a href={here}>{words.again}</a>}>
          <Fates fates={fates} words={words} />
        </Card>
      )}
      <Card>
        <TestForm {...rights} {...props} />
      </Card>
    </ConsolePage>
  );
}
