// The hook, hero of its section: a question in large Mincho and its answer under a marker stroke.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import type { CSSProperties } from 'react';
import { parseInline } from '../../src/digest/inline.ts';
import type { Hook as HookContent } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { markerStroke } from '../theme.ts';
import { Layout } from './block.tsx';
import { InlineText } from './inline.tsx';
import { Phrases } from './phrases.tsx';

/** Two rows, so that lines stand under words and Q above A, of one size: neither without the other. */
export function Hook({ hook }: { hook: HookContent }) {
  const { colours, words } = useLook();
  return (
    <Layout>
      <tr>
        <Letter text="Q" name={words.digest.question} />
        <td valign="baseline">
          <Hero text={hook.question} level="h3" />
        </td>
      </tr>
      <tr>
        <Letter text="A" name={words.digest.answer} style={answerStyle} />
        <td className="answer" valign="baseline" style={answerStyle}>
          <span className="stroke" style={{ backgroundImage: markerStroke(colours) }}>
            <Answer text={hook.answer} />
          </span>
        </td>
      </tr>
    </Layout>
  );
}

/** Its lines break as those of the question do; one with marks in it is left to the mail program. */
function Answer({ text }: { text: string }) {
  const [only, ...others] = parseInline(text);
  if (only?.kind === 'text' && others.length === 0) return <Phrases text={text} />;
  return <InlineText text={text} isDisplay />;
}

function Letter(props: { text: 'Q' | 'A'; name: string; style?: CSSProperties }) {
  const { colours } = useLook();
  return (
    <td
      className="gold"
      width={26}
      valign="baseline"
      style={{ ...props.style, ...letterStyle, color: colours.gold }}
    >
      <span role="img" aria-label={props.name}>
        {props.text}
      </span>
    </td>
  );
}

/** The large line of a section: its question, or its heading where there is none. */
export function Hero({ text, level }: { text: string; level: 'h2' | 'h3' }) {
  const { mincho, tight } = useLook().type;
  return (
    <Heading
      as={level}
      className="h3 m"
      style={{ ...heroStyle, lineHeight: tight, fontFamily: mincho }}
    >
      <Phrases text={text} />
    </Heading>
  );
}

/** Twelve characters beside the letter on a phone of 375 px. */
const heroStyle = { margin: 0, fontSize: 25, fontWeight: 700 };
const answerStyle = { padding: '12px 0 0', fontSize: 18, fontWeight: 700, lineHeight: 1.75 };
const letterStyle = { fontSize: 20, fontWeight: 700 };
