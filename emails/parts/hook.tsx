// The hook, hero of its section: a question in large Mincho and its answer under a marker stroke.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import type { Hook as HookContent } from '../../src/digest/schema.ts';
import { light, markerStroke, typefaceFor } from '../theme.ts';
import { wordsFor } from '../words.ts';
import { InlineText } from './inline.tsx';
import { Phrases } from './phrases.tsx';

export function Hook({ hook, language }: { hook: HookContent; language: string }) {
  return (
    <>
      <Hero text={hook.question} level="h3" language={language} />
      <p style={{ margin: '14px 0 0', fontSize: 18, fontWeight: 700, lineHeight: 1.8 }}>
        <span
          className="gold"
          role="img"
          aria-label={wordsFor(language).answer}
          style={{ color: light.gold, paddingRight: 10 }}
        >
          A
        </span>
        <span className="stroke" style={{ backgroundImage: markerStroke(light) }}>
          <InlineText text={hook.answer} />
        </span>
      </p>
    </>
  );
}

/** The large line of a section: its question, or its heading where there is none. */
export function Hero(props: { text: string; level: 'h2' | 'h3'; language: string }) {
  const { mincho, tight } = typefaceFor(props.language);
  return (
    <Heading
      as={props.level}
      className="h3 m"
      style={{ ...heroStyle, lineHeight: tight, fontFamily: mincho }}
    >
      <Phrases text={props.text} language={props.language} />
    </Heading>
  );
}

const heroStyle = { margin: 0, fontSize: 25, fontWeight: 700 };
