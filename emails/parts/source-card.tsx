// The cited article as a calm card: picture, who and when, title, its points, the way to it.
/** @jsxImportSource react */
import { Heading, Link } from '@react-email/components';
import type { Source } from '../../src/digest/schema.ts';
import { light, sheetWidth, typefaceFor } from '../theme.ts';
import { formatDay, wordsFor } from '../words.ts';
import { Layout } from './block.tsx';
import { MarkedList } from './marked-list.tsx';
import { Phrases } from './phrases.tsx';
import { Picture } from './picture.tsx';

interface SourceCardProps {
  source: Source;
  language: string;
  /** The title's heading level: under the question, or beside it where there is none. */
  level: 'h3' | 'h4';
}

export function SourceCard({ source, language, level }: SourceCardProps) {
  const words = wordsFor(language);
  const { leading } = typefaceFor(language);
  const facts = [
    source.publisher ?? words.sourceOf,
    source.publishedOn === undefined ? null : formatDay(source.publishedOn, language),
  ].filter((fact) => fact !== null);
  return (
    <Layout className="line" style={cardStyle}>
      {source.image === undefined ? null : (
        <tr>
          <td className="card" style={{ padding: '20px 20px 0' }}>
            <Picture image={source.image} width={sheetWidth - 86} radius={8} language={language} />
          </td>
        </tr>
      )}
      <tr>
        <td className="card" style={{ padding: '20px 20px 6px' }}>
          <p className="soft" style={{ margin: '0 0 6px', lineHeight: 1.6, color: light.soft }}>
            {facts.map((fact, index) => (
              <bdi key={fact}>
                {index === 0 ? '' : ' ・ '}
                {fact}
              </bdi>
            ))}
          </p>
          <Heading as={level} style={{ margin: '0 0 10px', fontSize: 19, lineHeight: 1.55 }}>
            <Phrases text={source.title} language={language} />
          </Heading>
          <MarkedList
            items={source.points}
            mark="✓"
            markClass="gold"
            markStyle={tick}
            markWidth={30}
            itemStyle={{ padding: '6px 0', fontSize: 17, lineHeight: leading }}
            label={words.points}
          />
        </td>
      </tr>
      <tr>
        <td className="card" style={{ padding: '0 20px' }}>
          <Layout>
            <tr>
              <td className="line" style={{ borderTop: `1px solid ${light.line}` }}>
                <Link href={source.url} className="gold" style={readOn}>
                  {words.readMore(source.title)}
                </Link>
              </td>
            </tr>
          </Layout>
        </td>
      </tr>
    </Layout>
  );
}

const cardStyle = {
  margin: '26px 0',
  border: `1px solid ${light.line}`,
  borderRadius: 14,
  borderCollapse: 'separate',
} as const;

const tick = { fontWeight: 700, color: light.gold };

const readOn = {
  display: 'block',
  padding: '14px 0 16px',
  fontWeight: 700,
  lineHeight: 1.6,
  color: light.gold,
  textDecoration: 'underline',
};
