// The digest as a mail: one sheet of paper, read from headline to conclusion.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import { plainText } from '../src/digest/inline.ts';
import type { Digest } from '../src/digest/schema.ts';
import { Block, each } from './parts/block.tsx';
import { Conclusion } from './parts/conclusion.tsx';
import { Footer, type Reader, type Sender } from './parts/footer.tsx';
import { Frame } from './parts/frame.tsx';
import { InlineText } from './parts/inline.tsx';
import { Masthead, QuietLink } from './parts/masthead.tsx';
import { Phrases } from './parts/phrases.tsx';
import { Picture } from './parts/picture.tsx';
import { Prose } from './parts/prose.tsx';
import { Section } from './parts/section.tsx';
import { previewDigest, previewReader, previewSender } from './preview.ts';
import { isJapanese, light, sheetWidth, typefaceFor } from './theme.ts';
import { formatDay, wordsFor } from './words.ts';

export interface DigestMailProps {
  digest: Digest;
  subject: string;
  brandName: string;
  /** The chrysanthemum, an absolute address. */
  markUrl: string;
  /** This digest on the web. */
  digestUrl: string;
  sender: Sender;
  reader: Reader;
}

export default function DigestMail(props: DigestMailProps) {
  const { digest, brandName, markUrl, reader, sender } = props;
  const { language } = digest;
  const words = wordsFor(language);
  const { mincho, leading, tight } = typefaceFor(language);
  // A headline of more than three lines stops being one; smaller type takes it back to that.
  const isLong = digest.headline.length > (isJapanese(language) ? 32 : 64);
  return (
    <Frame
      language={language}
      title={props.subject}
      preheader={preheaderOf(digest)}
      top={
        <>
          <QuietLink href={props.digestUrl}>{words.viewInBrowser}</QuietLink>
          <span aria-hidden="true" className="soft" style={{ color: light.soft }}>
            {' ・ '}
          </span>
          <QuietLink href={reader.unsubscribeUrl}>{words.leaveAtTop}</QuietLink>
        </>
      }
      bottom={<Footer language={language} sender={sender} reader={reader} />}
    >
      <Block className="pad air" style={{ padding: '24px 22px 30px' }}>
        <Masthead brandName={brandName} markUrl={markUrl} />
        {digest.publishedOn === undefined ? null : (
          <p className="soft" style={{ ...smallStyle, margin: '36px 0 0' }}>
            {formatDay(digest.publishedOn, language)}
          </p>
        )}
        <Heading
          as="h1"
          className={isLong ? 'h1 long m' : 'h1 m'}
          style={{
            margin: digest.publishedOn === undefined ? '36px 0 0' : '12px 0 0',
            fontSize: isLong ? 26 : 30,
            fontWeight: 700,
            lineHeight: tight,
            fontFamily: mincho,
          }}
        >
          <Phrases text={digest.headline} language={language} />
        </Heading>
        {digest.lead === undefined ? null : (
          <p className="soft" style={{ ...leadStyle, lineHeight: leading }}>
            <InlineText text={digest.lead} />
          </p>
        )}
        {digest.image === undefined ? null : (
          <div style={{ paddingTop: 26 }}>
            <Picture image={digest.image} width={sheetWidth - 44} radius={8} language={language} />
          </div>
        )}
      </Block>
      {each(digest.sections, (section, index) => (
        <Section
          {...{ section, language, markUrl }}
          place={`${index + 1} / ${digest.sections.length}`}
        />
      ))}
      {digest.closing.length === 0 ? null : (
        <Block className="pad" style={{ padding: '0 22px 26px' }}>
          <Prose paragraphs={digest.closing} {...{ language, markUrl }} />
        </Block>
      )}
      <Conclusion points={digest.conclusion} language={language} />
    </Frame>
  );
}

const smallStyle = { lineHeight: 1.6, color: light.soft };
const leadStyle = { margin: '16px 0 0', fontSize: 18, color: light.soft };

const longestPreheader = 90;

/** What the inbox shows after the subject: the lead, else the first answer; at most 90 characters. */
export function preheaderOf(digest: Digest): string {
  const [first] = digest.sections;
  const text = plainText(digest.lead ?? first?.hook?.answer ?? first?.heading ?? '');
  if (text.length <= longestPreheader) return text;
  const characters = Array.from(
    new Intl.Segmenter(digest.language).segment(text),
    (s) => s.segment,
  );
  if (characters.length <= longestPreheader) return text;
  return `${characters.slice(0, longestPreheader - 1).join('')}…`;
}

DigestMail.PreviewProps = {
  digest: previewDigest,
  subject: previewDigest.headline,
  brandName: 'Chrysanthemum Digest',
  markUrl: 'https://digest.example.com/mark.png',
  digestUrl: 'https://digest.example.com/digests/night-trains',
  sender: previewSender,
  reader: previewReader,
} satisfies DigestMailProps;
