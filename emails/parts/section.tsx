// One section of a digest: number and heading, hook, opener, source, body.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import type { Section as SectionContent } from '../../src/digest/schema.ts';
import { light, typefaceFor } from '../theme.ts';
import { Block } from './block.tsx';
import { Hero, Hook } from './hook.tsx';
import { Phrases } from './phrases.tsx';
import { Prose } from './prose.tsx';
import { SourceCard } from './source-card.tsx';

interface SectionProps {
  section: SectionContent;
  /** Its place among all, such as `1 / 3`. */
  place: string;
  language: string;
  markUrl: string;
}

export function Section({ section, place, language, markUrl }: SectionProps) {
  const { mincho } = typefaceFor(language);
  const { hook, source } = section;
  return (
    <Block className="pad" style={{ padding: '0 22px' }}>
      <Block className="line air" style={sectionStyle}>
        <p className="gold m" style={{ ...numberStyle, fontFamily: mincho }}>
          {place}
        </p>
        {hook === undefined ? (
          <Hero text={section.heading} level="h2" language={language} />
        ) : (
          <>
            <Heading as="h2" className="soft" style={headingStyle}>
              <Phrases text={section.heading} language={language} />
            </Heading>
            <Hook hook={hook} language={language} />
          </>
        )}
        <Prose paragraphs={section.opener} {...{ language, markUrl }} />
        {source === undefined ? null : (
          <SourceCard source={source} language={language} level="h3" />
        )}
        <Prose paragraphs={section.body} {...{ language, markUrl }} />
      </Block>
    </Block>
  );
}

const sectionStyle = { padding: '28px 0', borderTop: `1px solid ${light.line}` };
const numberStyle = {
  margin: '0 0 6px',
  fontSize: 18,
  fontWeight: 700,
  lineHeight: 1.5,
  color: light.gold,
};
const headingStyle = { margin: '0 0 14px', fontSize: 17, lineHeight: 1.6, color: light.soft };
