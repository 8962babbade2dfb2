// One section of a digest: number and heading, hook, opener, source, body.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import type { Section as SectionContent } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { Block } from './block.tsx';
import { Hero, Hook } from './hook.tsx';
import { Phrases } from './phrases.tsx';
import { Prose } from './prose.tsx';
import { SourceCard } from './source-card.tsx';

interface SectionProps {
  section: SectionContent;
  /** Its place among all, such as `1 / 3`; null where it stands alone. */
  place: string | null;
  /** What the link to its source is called; null where it has none. */
  sourceLink: string | null;
}

export function Section({ section, place, sourceLink }: SectionProps) {
  const { colours, type } = useLook();
  const { hook, source } = section;
  return (
    <Block className="pad" style={{ padding: '0 22px' }}>
      <Block
        className="line air"
        style={{ padding: '28px 0', borderTop: `1px solid ${colours.line}` }}
      >
        {place === null ? null : (
          <p
            className="gold m"
            style={{ ...placeStyle, color: colours.gold, fontFamily: type.mincho }}
          >
            {place}
          </p>
        )}
        {hook === undefined ? (
          <Hero text={section.heading} level="h2" />
        ) : (
          <>
            <Heading as="h2" className="soft" style={{ ...headingStyle, color: colours.soft }}>
              <Phrases text={section.heading} piece={9} />
            </Heading>
            <Hook hook={hook} />
          </>
        )}
        <Prose paragraphs={section.opener} />
        {source === undefined || sourceLink === null ? null : (
          <SourceCard source={source} link={sourceLink} level="h3" />
        )}
        <Prose paragraphs={section.body} />
      </Block>
    </Block>
  );
}

const placeStyle = { margin: '0 0 6px', fontSize: 18, fontWeight: 700, lineHeight: 1.5 };
const headingStyle = { margin: '0 0 14px', fontSize: 17, lineHeight: 1.6 };
