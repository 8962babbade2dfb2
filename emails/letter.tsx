// A letter: one heading, one paragraph, one button, and what happens if you do nothing.
/** @jsxImportSource react */
import { Button, Heading, Link } from '@react-email/components';
import { Block } from './parts/block.tsx';
import { Footer, type Sender } from './parts/footer.tsx';
import { Frame } from './parts/frame.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Phrases } from './parts/phrases.tsx';
import { previewSender } from './preview.ts';
import { light, typefaceFor } from './theme.ts';
import { type LetterKind, wordsFor } from './words.ts';

export interface LetterMailProps {
  kind: LetterKind;
  /** The reader's. */
  language: string;
  brandName: string;
  /** Names of the lists it is about. */
  lists: readonly string[];
  actionUrl: string;
  markUrl: string;
  sender: Sender;
}

export default function LetterMail(props: LetterMailProps) {
  const { brandName } = props;
  // All its words are ours: it is in the language we have for the reader, not the one they asked for.
  const words = wordsFor(props.language);
  const { language } = words;
  const letter = words.letters[props.kind];
  const { mincho, leading, tight } = typefaceFor(language);
  return (
    <Frame
      language={language}
      title={letter.subject(brandName)}
      preheader={letter.heading}
      bottom={<Footer language={language} sender={props.sender} />}
    >
      <Block className="pad air" style={{ padding: '24px 22px 36px' }}>
        <Masthead brandName={brandName} markUrl={props.markUrl} />
        <Heading
          as="h1"
          className="h1 m"
          style={{ ...headingStyle, lineHeight: tight, fontFamily: mincho }}
        >
          <Phrases text={letter.heading} language={language} />
        </Heading>
        <p style={{ margin: '16px 0 28px', fontSize: 17, lineHeight: leading }}>
          {letter.body(brandName, words.joinLists(props.lists))}
        </p>
        <Button href={props.actionUrl} className="button" style={buttonStyle}>
          {letter.action}
        </Button>
        <p style={{ margin: '28px 0 0', fontSize: 16, lineHeight: leading }}>{letter.aside}</p>
      </Block>
      <Block className="pad" style={{ padding: '0 22px 36px' }}>
        <Block className="line soft" style={fallbackStyle}>
          {words.buttonFallback}
          <br />
          <Link href={props.actionUrl} className="soft" style={addressStyle}>
            {props.actionUrl}
          </Link>
        </Block>
      </Block>
    </Frame>
  );
}

const headingStyle = { margin: '36px 0 0', fontSize: 30, fontWeight: 700 };
const buttonStyle = {
  padding: '16px 32px',
  borderRadius: 8,
  backgroundColor: light.gold,
  color: light.sheet,
  fontSize: 18,
  fontWeight: 700,
};
const fallbackStyle = {
  padding: '22px 0 0',
  borderTop: `1px solid ${light.line}`,
  fontSize: 16,
  lineHeight: 1.7,
  color: light.soft,
};
/** An address has no place to break but anywhere. */
const addressStyle = {
  color: light.soft,
  textDecoration: 'underline',
  wordBreak: 'break-all',
} as const;

LetterMail.PreviewProps = {
  kind: 'confirm',
  language: 'ja',
  brandName: 'Chrysanthemum Digest',
  lists: ['朝のダイジェスト'],
  actionUrl: 'https://digest.example.com/confirm/preview',
  markUrl: 'https://digest.example.com/mark.png',
  sender: previewSender,
} satisfies LetterMailProps;
