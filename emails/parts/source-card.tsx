// The cited article as a calm card: picture, who and when, title, its points, the way to it.
/** @jsxImportSource react */
import { Heading, Link } from '@react-email/components';
import { encodeUrl } from '../../src/digest/encoded-url.ts';
import type { Source } from '../../src/digest/schema.ts';
import { formatDay } from '../../src/words/day.ts';
import { useLook } from '../look.tsx';
import { sheetWidth } from '../theme.ts';
import { Layout } from './block.tsx';
import { SpokenText } from './inline.tsx';
import { MarkedList } from './marked-list.tsx';
import { Phrases } from './phrases.tsx';
import { Picture } from './picture.tsx';

interface SourceCardProps {
  source: Source;
  /** What the link to it is called. */
  link: string;
  /** The title's heading level: under the question, or beside it where there is none. */
  level: 'h3' | 'h4';
}

export function SourceCard({ source, link, level }: SourceCardProps) {
  const { language, colours, words, type } = useLook();
  const border = `1px solid ${colours.line}`;
  return (
    <Layout className="line" style={{ ...cardStyle, border }}>
      {source.image === undefined ? null : (
        <tr>
          <td className="card" style={{ padding: '20px 20px 0' }}>
            <Picture image={source.image} width={sheetWidth - 86} />
          </td>
        </tr>
      )}
      <tr>
        <td className="card" style={{ padding: '20px 20px 6px' }}>
          <p className="soft" style={{ margin: '0 0 6px', lineHeight: 1.6, color: colours.soft }}>
            <bdi>
              <SpokenText text={source.publisher ?? words.digest.source} />
            </bdi>
            {source.publishedOn === undefined ? null : (
              <>
                {' ・ '}
                <bdi style={{ display: 'inline-block' }}>
                  {formatDay(source.publishedOn, language)}
                </bdi>
              </>
            )}
          </p>
          <Heading as={level} style={{ margin: '0 0 10px', fontSize: 19, lineHeight: 1.55 }}>
            <Phrases text={source.title} piece={8} />
          </Heading>
          <MarkedList
            items={source.points}
            mark="✓"
            markClass="gold"
            markStyle={{ fontWeight: 700, color: colours.gold }}
            markWidth={30}
            itemStyle={{ padding: '6px 0', fontSize: 17, lineHeight: type.leading }}
            label={words.digest.points}
          />
        </td>
      </tr>
      <tr>
        <td className="card" style={{ padding: '6px 20px 0' }}>
          <Layout>
            <tr>
              <td className="line" style={{ borderTop: border }}>
                <Link
                  href={encodeUrl(source.url)}
                  className="gold"
                  style={{ ...readOnStyle, color: colours.gold }}
                >
                  <SpokenText text={link} />
                </Link>
              </td>
            </tr>
          </Layout>
        </td>
      </tr>
    </Layout>
  );
}

const cardStyle = { margin: '26px 0', borderRadius: 14, borderCollapse: 'separate' } as const;

const readOnStyle = {
  display: 'block',
  padding: '14px 0 16px',
  fontWeight: 700,
  lineHeight: 1.6,
  textDecoration: 'underline',
};
