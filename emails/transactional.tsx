// A transactional email: one heading, one paragraph, one button, and what happens if you do nothing.
/** @jsxImportSource react */
import { Button, Heading, Link } from '@react-email/components';
import type { EmailKind, EmailWords } from '../src/words/emails.ts';
import { wordsFor } from '../src/words/words.ts';
import { type Brand, useLook } from './look.tsx';
import { Block } from './parts/block.tsx';
import { Footer, type Sender } from './parts/footer.tsx';
import { Frame } from './parts/frame.tsx';
import { SpokenText } from './parts/inline.tsx';
import { Masthead } from './parts/masthead.tsx';
import { Phrases } from './parts/phrases.tsx';
import { previewSender } from './preview.ts';

export interface TransactionalEmailProps {
  kind: EmailKind;
  /** The reader's. */
  language: string;
  brandName: string;
  /** Names of the lists it is about. */
  lists: readonly string[];
  /** What an editor wrote to whom they ask. */
  note?: string;
  actionUrl: string;
  markUrl: string;
  brand?: Brand;
  sender: Sender;
}

export default function TransactionalEmail(props: TransactionalEmailProps) {
  // All its words are ours: it is in the language we have for the reader, not the one they asked for.
  const words = wordsFor(props.language);
  const mail = words.transactional[props.kind];
  const brandName = props.brand?.name ?? props.brandName;
  return (
    <Frame
      {...props}
      language={words.language}
      title={mail.subject(brandName)}
      preheader={mail.body(brandName, words.mail.joinLists(props.lists))}
      bottom={<Footer sender={props.sender} />}
    >
      <Message {...props} mail={mail} lists={words.mail.joinLists(props.lists)} />
      <Fallback actionUrl={props.actionUrl} />
    </Frame>
  );
}

function Message(props: { mail: EmailWords; lists: string; note?: string; actionUrl: string }) {
  const { colours, type, brandName } = useLook();
  const { mail } = props;
  return (
    <Block className="pad air" style={{ padding: '24px 22px 36px' }}>
      <Masthead />
      <Heading
        as="h1"
        className="h1 m"
        style={{ ...headingStyle, lineHeight: type.tight, fontFamily: type.mincho }}
      >
        <Phrases text={mail.heading} />
      </Heading>
      <p style={{ margin: '16px 0 28px', fontSize: 17, lineHeight: type.leading }}>
        <SpokenText text={mail.body(brandName, props.lists)} />
      </p>
      {props.note ? <Note text={props.note} /> : null}
      <Button
        href={props.actionUrl}
        className="button"
        style={{ ...buttonStyle, backgroundColor: colours.gold, color: colours.sheet }}
      >
        {mail.action}
      </Button>
      <p style={{ margin: '28px 0 0', fontSize: 16, lineHeight: type.leading }}>{mail.aside}</p>
    </Block>
  );
}

/** Somebody's own words, set off from ours. */
function Note({ text }: { text: string }) {
  const { colours, type } = useLook();
  return (
    <blockquote
      className="line"
      style={{
        margin: '0 0 28px',
        padding: '0 0 0 16px',
        borderLeft: `3px solid ${colours.line}`,
        fontSize: 17,
        lineHeight: type.leading,
        whiteSpace: 'pre-line',
      }}
    >
      {text}
    </blockquote>
  );
}

/** The button's address in words, for clients and eyes that do not take the button. */
function Fallback({ actionUrl }: { actionUrl: string }) {
  const { colours, words } = useLook();
  return (
    <Block className="pad" style={{ padding: '0 22px 36px' }}>
      <Block
        className="line soft"
        style={{ ...fallbackStyle, borderTop: `1px solid ${colours.line}`, color: colours.soft }}
      >
        {words.mail.buttonFallback}
        <br />
        <Link href={actionUrl} className="soft" style={{ ...addressStyle, color: colours.soft }}>
          {actionUrl}
        </Link>
      </Block>
    </Block>
  );
}

const headingStyle = { margin: '36px 0 0', fontSize: 30, fontWeight: 700 };
const buttonStyle = {
  padding: '16px 32px',
  borderRadius: 8,
  fontSize: 18,
  fontWeight: 700,
};
const fallbackStyle = {
  padding: '22px 0 0',
  fontSize: 16,
  lineHeight: 1.7,
};
/** An address has no place to break but anywhere. */
const addressStyle = {
  textDecoration: 'underline',
  wordBreak: 'break-all',
} as const;

TransactionalEmail.PreviewProps = {
  kind: 'confirm',
  language: 'ja',
  brandName: 'Chrysanthemum Digest',
  lists: ['朝のダイジェスト'],
  actionUrl: 'https://digest.example.com/confirm/preview',
  markUrl: 'https://digest.example.com/mark.png',
  sender: previewSender,
} satisfies TransactionalEmailProps;
