// The hook, hero of its section: a question in large Mincho and its answer under a marker stroke.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import type { Hook as HookContent } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { markerStroke } from '../theme.ts';
import { InlineText } from './inline.tsx';
import { Phrases } from './phrases.tsx';

export function Hook({ hook }: { hook: HookContent }) {
  const { colours, words } = useLook();
  return (
    <>
      <Hero text={hook.question} level="h3" />
      <p className="answer" style={answerStyle}>
        <span
          className="gold"
          role="img"
          aria-label={words.digest.answer}
          style={{ color: colours.gold, paddingRight: 6 }}
        >
          A
        </span>{' '}
        <span className="stroke" style={{ backgroundImage: markerStroke(colours) }}>
          <InlineText text={hook.answer} />
        </span>
      </p>
    </>
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

const heroStyle = { margin: 0, fontSize: 26, fontWeight: 700 };
const answerStyle = { margin: '14px 0 0', fontSize: 18, fontWeight: 700, lineHeight: 1.75 };
