// After a send: the page is corrected, or those who received it get a short mail.

import type { DigestView } from '../../../digest/store.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';

export interface CorrectPageProps extends ConsoleFrame {
  digest: DigestView;
  /** Why what was pressed was not done. */
  refusal?: string | undefined;
  /** What was typed then; empty before. */
  typed: { note: string; headline: string; text: string; closing: string };
  isCorrected: boolean;
  /** Something was typed since that is in no revision. */
  isUnkept: boolean;
}

export function CorrectPage(props: CorrectPageProps) {
  const { digest, language, refusal, isCorrected } = props;
  const words = consoleWordsFor(language).correct;
  return (
    <ConsolePage
      {...props}
      title={words.heading}
      current="digests"
      styles={['review']}
      bar={
        <a class="back" href={`/console/digests/${digest.id}`}>
          <Icon name="back" /> {words.back}
        </a>
      }
    >
      <PageHeading text={words.heading} language={language} over={digest.content.headline} />
      {refusal ? (
        <Notice tone="bad" heading={words.refused}>
          <p>{refusal}</p>
        </Notice>
      ) : null}
      {isCorrected ? (
        <Notice
          tone="good"
          heading={words.page.done}
          actions={<ButtonLink href={digest.page ?? '/'}>{words.page.see}</ButtonLink>}
        />
      ) : null}
      {digest.publishedRevision === null ? (
        <Notice
          actions={<ButtonLink href={`/console/digests/${digest.id}`}>{words.toEditor}</ButtonLink>}
        >
          {words.notSent}
        </Notice>
      ) : (
        <>
          <OfPage {...props} standing={digest.publishedRevision} />
          <ByMail {...props} />
        </>
      )}
    </ConsolePage>
  );
}

function OfPage(props: CorrectPageProps & { standing: number }) {
  const { digest, language, typed, standing, isUnkept } = props;
  const words = consoleWordsFor(language).correct;
  const { unkept } = consoleWordsFor(language).review;
  const { revision, id } = digest;
  const isSame = standing === revision;
  return (
    <Card heading={words.page.heading}>
      <p>{words.page.line}</p>
      {isUnkept ? (
        <Notice
          tone="careful"
          heading={unkept.heading}
          actions={
            <form method="post">
              <input type="hidden" name="act" value="keep" />
              <Button>{unkept.action}</Button>
            </form>
          }
        >
          <p>{words.page.unkept}</p>
        </Notice>
      ) : (
        <p>{isSame ? words.page.same(standing) : words.page.stands(standing, revision)}</p>
      )}
      {isUnkept ? null : isSame ? (
        <div class="actions">
          <ButtonLink href={`/console/digests/${id}`}>{words.toEditor}</ButtonLink>
        </div>
      ) : (
        <form class="rows" method="post">
          <input type="hidden" name="act" value="page" />
          <input type="hidden" name="revision" value={String(revision)} />
          <TextField
            name="note"
            label={words.page.note}
            hint={words.page.noteHint}
            value={typed.note}
            lang={digest.content.language}
            maxlength={300}
            required
          />
          <div>
            <Button tone="main">{words.page.action(revision)}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}

function ByMail({ digest, language, typed }: CorrectPageProps) {
  const words = consoleWordsFor(language).correct.mail;
  const own = consoleWordsFor(digest.content.language).correct.mail;
  const { headline, language: lang } = digest.content;
  return (
    <Card heading={words.heading} id="mail">
      <p>{words.line}</p>
      <form class="rows" method="post">
        <input type="hidden" name="act" value="mail" />
        <TextField
          name="headline"
          label={words.headline}
          value={typed.headline || own.headlineOf(headline)}
          lang={lang}
          maxlength={300}
          required
        />
        <TextArea
          name="text"
          label={words.text}
          hint={words.textHint}
          value={typed.text}
          lang={lang}
          rows={5}
          maxlength={5000}
          required
        />
        <TextField
          name="closing"
          label={words.closing}
          value={typed.closing || own.closingOf}
          lang={lang}
          maxlength={300}
          required
        />
        <div>
          <Button>{words.action}</Button>
        </div>
      </form>
    </Card>
  );
}
