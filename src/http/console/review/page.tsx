// The review before a send: the mail, to whom, how many, when. Nothing is sent from any other page.

import { inboxRow } from '../../../digest/checks/inbox-row.ts';
import type { DigestView } from '../../../digest/store.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import type { ConsoleFrame } from '../shell/frame.ts';
import { ConsolePage } from '../shell/page.tsx';
import { tell } from '../tell.ts';
import { Button, ButtonLink } from '../ui/button.tsx';
import { TextField } from '../ui/form-row.tsx';
import { PageHeading } from '../ui/heading.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatMoment } from '../ui/moment.tsx';
import { Notice } from '../ui/notice.tsx';
import { Approvals } from './approvals.tsx';
import { toQuery } from './choice.ts';
import { Count, type CountProps } from './count.tsx';
import { When, Whom } from './when.tsx';

type ReviewPageProps = ConsoleFrame & CountProps;

export function ReviewPage(props: ReviewPageProps) {
  const { id, digest, language, zone } = props;
  const words = consoleWordsFor(language).review;
  return (
    <ConsolePage
      {...props}
      title={digest ? `${words.heading}: ${digest.content.headline}` : words.heading}
      current="digests"
      scripts={['review']}
      styles={['send', 'review']}
      bar={
        <>
          <a class="back" href={`/console/digests/${id}`}>
            <Icon name="back" /> {words.back}
          </a>
          {digest ? (
            <span class="soft small">
              {words.revision(
                digest.revision,
                formatMoment(new Date(digest.updatedAt), zone, language),
              )}
            </span>
          ) : null}
        </>
      }
    >
      <PageHeading text={words.heading} language={language} />
      <Unkept {...props} />
      {digest === null ? null : (
        <div class="review">
          <div>
            <Notes {...props} digest={digest} />
            <Facts {...props} digest={digest} />
            <Approvals {...props} showsPeople={props.editor?.role !== 'viewer'} />
            <form id="send" method="post" action={`/console/digests/${id}/review`}>
              <div
                hx-get={`/console/digests/${id}/review`}
                hx-trigger="change"
                hx-include="closest form"
                hx-target="#count"
                hx-swap="outerMorph"
              >
                <Whom {...props} />
                <When {...props} />
                <noscript>
                  <Button formmethod="get" formnovalidate>
                    {words.recount}
                  </Button>
                </noscript>
              </div>
              <Count {...props} />
            </form>
          </div>
          <Mail {...props} digest={digest} />
        </div>
      )}
    </ConsolePage>
  );
}

/** What was typed and is no revision: it would not be sent. */
function Unkept({ copy, id, choice, language, mayWrite }: ReviewPageProps) {
  if (copy.changedAt === null && copy.revision !== null) return null;
  const words = consoleWordsFor(language).review.unkept;
  return (
    <Notice
      tone="careful"
      heading={words.heading}
      actions={
        mayWrite ? (
          <form method="post" action={`/console/digests/${id}/review/revision${toQuery(choice)}`}>
            <Button>{words.action}</Button>
          </form>
        ) : null
      }
    >
      <p>{copy.revision === null ? words.first : words.line(copy.revision)}</p>
      {copy.errors.slice(0, 3).map(({ message }) => (
        <p>{tell(message, language)}</p>
      ))}
    </Notice>
  );
}

function Notes({ estimate, digest, isOff, language }: ReviewPageProps & { digest: DigestView }) {
  const words = consoleWordsFor(language).review;
  const waiting = estimate?.otherSends.filter(
    ({ status }) => status === 'scheduled' || status === 'planning',
  );
  return (
    <>
      {isOff ? <Notice tone="careful">{words.off}</Notice> : null}
      {waiting?.map((send) => (
        <Notice
          tone="careful"
          heading={words.waiting.heading}
          actions={
            <ButtonLink href={`/console/sends/${send.id}`}>{words.waiting.action}</ButtonLink>
          }
        />
      ))}
      {digest.status === 'sent' ? <Notice>{words.sentBefore}</Notice> : null}
    </>
  );
}

/** As an inbox shows it, and from whom; subject and preheader can be changed on the spot. */
function Facts(props: ReviewPageProps & { digest: DigestView }) {
  const { digest, sender, language, id, copy, choice, mayWrite } = props;
  const words = consoleWordsFor(language).review;
  const { content } = digest;
  const row = inboxRow(content);
  return (
    <>
      <div class="fact">
        <p class="fact-name">{words.row.label}</p>
        <div>
          <p lang={content.language}>
            <b>{row.subject}</b>
            <br />
            <span class="soft">{row.preheader}</span>
          </p>
          {mayWrite ? (
            <details class="change">
              <summary>{words.change}</summary>
              <form
                class="rows"
                method="post"
                action={`/console/digests/${id}/review/row${toQuery(choice)}`}
              >
                <input type="hidden" name="version" value={String(copy.version)} />
                <input type="hidden" name="revision" value={String(digest.revision)} />
                <TextField
                  name="subject"
                  label={words.row.subject}
                  hint={words.row.subjectHint}
                  value={content.subject ?? ''}
                  maxlength={300}
                />
                <TextField
                  name="preheader"
                  label={words.row.preheader}
                  hint={words.row.preheaderHint}
                  value={content.preheader ?? ''}
                  maxlength={300}
                />
                <div>
                  <Button>{words.row.save}</Button>
                </div>
              </form>
            </details>
          ) : null}
        </div>
      </div>
      <div class="fact">
        <p class="fact-name">{words.from}</p>
        <p>
          <b>{sender.name}</b> <span class="soft">&lt;{sender.from}&gt;</span>
          <br />
          <span class="soft small">{words.replyTo(sender.replyTo)}</span>
        </p>
      </div>
    </>
  );
}

/** The very mail, from an address of its own with a policy of its own. */
function Mail({ id, digest, choice, language }: ReviewPageProps & { digest: DigestView }) {
  const words = consoleWordsFor(language).review;
  const [list] = choice.lists;
  const look = list === undefined ? '' : `&list=${encodeURIComponent(list)}`;
  return (
    <section class="mail" aria-label={words.mailOf}>
      <p class="hint">{words.mail}</p>
      <iframe
        src={`/api/digests/${id}/preview?revision=${digest.revision}${look}`}
        title={words.mailOf}
        sandbox="allow-popups"
        width="400"
        height="720"
      />
    </section>
  );
}
