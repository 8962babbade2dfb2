// The page of an approval: the mail as it would go out, two buttons, and what was answered.

import type { ApprovalView } from '../../../editing/approvals/approvals.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/form-row.tsx';
import { Card, PageHeading } from '../ui/heading.tsx';
import { Notice } from '../ui/notice.tsx';

interface ApprovalPageProps extends ConsoleFrame {
  token: string;
  approval: ApprovalView;
  headline: string;
  /** As an inbox shows it; it is no part of the mail below. */
  subject: string;
  /** This very press decided. */
  isFirst: boolean;
  /** A yes would have started its send, and starts nothing any more. */
  isOver: boolean;
}

export function ApprovalPage(props: ApprovalPageProps) {
  const { token, approval, headline, subject, isFirst, isOver, ...frame } = props;
  const words = consoleWordsFor(frame.language).approval;
  const { state, note, askedByName, startsSend } = approval;
  return (
    <ConsolePage {...frame} title={headline} current={null} styles={['approval']}>
      <div class="approval">
        <PageHeading
          text={headline}
          language={frame.language}
          over={words.over}
          lead={words.subject(subject)}
        />
        {note ? (
          <Notice
            heading={startsSend ? words.noteOfRhythm : words.noteBy(askedByName ?? frame.site.name)}
          >
            <p class="lines">{note}</p>
          </Notice>
        ) : null}
        {isOver && (state === 'asked' || state === 'approved') ? (
          <Notice tone="careful" heading={words.rhythm.over}>
            <p>{words.rhythm.overLine}</p>
          </Notice>
        ) : null}
        {state === 'asked' ? null : <Answered {...{ approval, isFirst, isOver, ...frame }} />}
        <Card>
          <iframe
            class="approval-mail"
            title={words.mail}
            src={`/approval/${token}/mail`}
            sandbox="allow-popups"
          />
        </Card>
        {state === 'asked' ? <Answer token={token} language={frame.language} /> : null}
      </div>
    </ConsolePage>
  );
}

function Answer({ token, language }: { token: string; language: string }) {
  const words = consoleWordsFor(language).approval;
  return (
    <Card heading={words.question}>
      <form method="post" action={`/approval/${token}`} class="rows">
        <TextArea name="comment" label={words.comment} hint={words.commentHint} maxlength={2000} />
        <div class="actions">
          <Button tone="main" name="answer" value="yes">
            {words.yes}
          </Button>
          <Button name="answer" value="no">
            {words.no}
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Answered({
  approval: { state, comment, startsSend },
  isFirst,
  isOver,
  language,
}: Pick<ApprovalPageProps, 'approval' | 'isFirst' | 'isOver' | 'language'>) {
  const words = consoleWordsFor(language).approval;
  if (state === 'asked') return null;
  const said = words.states[state];
  const isGood = state === 'approved' || state === 'declined';
  const isSending = startsSend && !isOver && state === 'approved';
  const thanks = isSending ? words.rhythm.sends : words.thanks;
  return (
    <Notice tone={isGood ? 'good' : 'careful'} heading={said.heading}>
      <p>{isGood && isFirst ? thanks : said.line}</p>
      {comment ? <p class="lines soft">{comment}</p> : null}
    </Notice>
  );
}

export function NoApprovalPage(frame: ConsoleFrame) {
  const words = consoleWordsFor(frame.language).approval.unknown;
  return (
    <ConsolePage {...frame} title={words.heading} current={null}>
      <Card>
        <PageHeading text={words.heading} language={frame.language} lead={words.line} />
      </Card>
    </ConsolePage>
  );
}
