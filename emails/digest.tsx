// The digest as a mail: one sheet of paper, read from headline to conclusion.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import { listContents } from '../src/digest/contents.ts';
import { readingMinutes } from '../src/digest/reading-time.ts';
import type { Digest } from '../src/digest/schema.ts';
import { nameSourceLinks } from '../src/digest/source-links.ts';
import { formatDay } from '../src/words/day.ts';
import { type Brand, useLook } from './look.tsx';
import { Block, each } from './parts/block.tsx';
import { BotTrap } from './parts/bot-trap.tsx';
import { Conclusion } from './parts/conclusion.tsx';
import { Contents } from './parts/contents.tsx';
import { Footer, type Reader, type Sender } from './parts/footer.tsx';
import { Frame } from './parts/frame.tsx';
import { InlineText } from './parts/inline.tsx';
import { Masthead, QuietLink } from './parts/masthead.tsx';
import { Phrases } from './parts/phrases.tsx';
import { Picture } from './parts/picture.tsx';
import { Prose } from './parts/prose.tsx';
import { Section } from './parts/section.tsx';
import { previewDigest, previewReader, previewSender } from './preview.ts';
import { isJapanese, sheetWidth } from './theme.ts';

export interface DigestMailProps {
  digest: Digest;
  /** The day it shows, YYYY-MM-DD. */
  day: string;
  subject: string;
  /** What the inbox shows after the subject. */
  preheader: string;
  brandName: string;
  /** The chrysanthemum, an absolute address. */
  markUrl: string;
  brand?: Brand;
  /** This digest on the web. */
  digestUrl: string;
  /** A page that only programs come to. */
  botTrapUrl: string;
  /** The address to tell others; absent or null where there is none to tell. */
  shareUrl?: string | null;
  /** Whether somebody reads what is answered to the mail. */
  takesReplies?: boolean;
  sender: Sender;
  reader: Reader;
}

export default function DigestMail(props: DigestMailProps) {
  const { digest, sender, reader } = props;
  const links = nameSourceLinks(digest);
  return (
    <Frame
      {...props}
      language={digest.language}
      title={props.subject}
      top={
        <>
          <BotTrap href={props.botTrapUrl} />
          <WaysOut digestUrl={props.digestUrl} unsubscribeUrl={reader.unsubscribeUrl} />
        </>
      }
      bottom={
        <>
          <Afterword
            headline={digest.headline}
            shareUrl={props.shareUrl ?? null}
            takesReplies={props.takesReplies ?? false}
          />
          <Footer sender={sender} reader={reader} />
        </>
      }
    >
      <Opening digest={digest} day={props.day} />
      {each(digest.sections, (section, index, { length }) => (
        <Section
          section={section}
          place={length === 1 ? null : `${index + 1} / ${length}`}
          sourceLink={links[index] ?? null}
        />
      ))}
      {digest.closing.length === 0 ? null : (
        <Block className="pad" style={{ padding: '0 22px 26px' }}>
          <Prose paragraphs={digest.closing} />
        </Block>
      )}
      <Conclusion points={digest.conclusion} />
    </Frame>
  );
}

function WaysOut({ digestUrl, unsubscribeUrl }: { digestUrl: string; unsubscribeUrl: string }) {
  const { colours, words } = useLook();
  return (
    <>
      <QuietLink href={digestUrl}>{words.mail.viewInBrowser}</QuietLink>
      <span aria-hidden="true" className="soft" style={{ color: colours.soft }}>
        {' ・ '}
      </span>
      <QuietLink href={unsubscribeUrl}>{words.mail.leaveAtTop}</QuietLink>
    </>
  );
}

/** What a reader can do with what was read. */
function Afterword(props: { headline: string; shareUrl: string | null; takesReplies: boolean }) {
  const { words } = useLook();
  const { headline, shareUrl, takesReplies } = props;
  return (
    <>
      {takesReplies ? (
        <p style={{ margin: '14px 0 0', lineHeight: 1.7 }}>{words.mail.reply}</p>
      ) : null}
      {shareUrl === null ? null : (
        <div>
          <QuietLink href={shareHref(headline, shareUrl)}>{words.mail.share}</QuietLink>
        </div>
      )}
    </>
  );
}

/**
 * A new mail with the headline and the address. Not the mail itself: who forwards it gives away the
 * link to unsubscribe with.
 */
function shareHref(headline: string, url: string): string {
  return `mailto:?subject=${encodeURIComponent(headline)}&body=${encodeURIComponent(url)}`;
}

/** Name, day, headline, lead, picture, contents. */
function Opening({ digest, day }: { digest: Digest; day: string }) {
  const { language, colours, type, words } = useLook();
  const contents = listContents(digest);
  // A headline of more than three lines stops being one; smaller type takes it back to that.
  const isLong = digest.headline.length > (isJapanese(language) ? 32 : 64);
  return (
    <Block className="pad air" style={{ padding: '24px 22px 30px' }}>
      <Masthead />
      <p className="soft" style={{ margin: '36px 0 0', lineHeight: 1.6, color: colours.soft }}>
        <span style={{ display: 'inline-block' }}>{formatDay(day, language)}</span>
        {' ・ '}
        <span style={{ display: 'inline-block' }}>
          {words.digest.readingTime(readingMinutes(digest))}
        </span>
      </p>
      <Heading
        as="h1"
        className={isLong ? 'h1 long m' : 'h1 m'}
        style={{
          margin: '12px 0 0',
          fontSize: isLong ? type.longHeadline : type.headline,
          fontWeight: 700,
          lineHeight: type.tight,
          fontFamily: type.mincho,
        }}
      >
        <Phrases text={digest.headline} />
      </Heading>
      {digest.lead === undefined ? null : (
        <p
          className="soft"
          style={{
            margin: '16px 0 0',
            fontSize: 18,
            lineHeight: type.leading,
            color: colours.soft,
          }}
        >
          <InlineText text={digest.lead} isDisplay />
        </p>
      )}
      {digest.image === undefined ? null : (
        <div style={{ paddingTop: 26 }}>
          <Picture image={digest.image} width={sheetWidth - 44} />
        </div>
      )}
      {contents.length === 0 ? null : (
        <div style={{ paddingTop: 26 }}>
          <Contents headings={contents} />
        </div>
      )}
    </Block>
  );
}

DigestMail.PreviewProps = {
  digest: previewDigest,
  day: previewDigest.publishedOn ?? '2026-10-04',
  subject: previewDigest.headline,
  preheader: previewDigest.lead ?? '',
  brandName: 'Chrysanthemum Digest',
  markUrl: 'https://digest.example.com/mark.png',
  digestUrl: 'https://digest.example.com/digests/night-trains',
  botTrapUrl: 'https://digest.example.com/canary',
  shareUrl: 'https://digest.example.com/digests/night-trains',
  takesReplies: true,
  sender: previewSender,
  reader: previewReader,
} satisfies DigestMailProps;
