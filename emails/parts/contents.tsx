// What the mail holds, between its opening and its first section.
/** @jsxImportSource react */
import { widenPunctuation } from '../../src/digest/heading-text.ts';
import { useLook } from '../look.tsx';
import { Block, each, Layout } from './block.tsx';
import { SpokenText } from './inline.tsx';

/**
 * Numbers and headings without links: an anchor does nothing in half of the mail programs, and in
 * some leaves the mail (docs/decisions/0034-mail-contents.md).
 */
export function Contents({ headings }: { headings: readonly string[] }) {
  const { colours, words, language } = useLook();
  return (
    <Block className="line" style={{ ...boxStyle, borderTop: `1px solid ${colours.line}` }}>
      <p className="soft" style={{ margin: '0 0 6px', lineHeight: 1.6, color: colours.soft }}>
        {words.digest.contents}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: lists by role, as in marked-list.tsx */}
      <div role="list" aria-label={words.digest.contents}>
        <Layout>
          {each(headings, (heading, index) => (
            <tr>
              <td
                className="gold"
                aria-hidden="true"
                width={26}
                valign="top"
                style={{ ...itemStyle, fontWeight: 700, color: colours.gold }}
              >
                {index + 1}
              </td>
              {/* biome-ignore lint/a11y/useSemanticElements: see above */}
              <td role="listitem" style={itemStyle}>
                <SpokenText text={widenPunctuation(heading, language)} />
              </td>
            </tr>
          ))}
        </Layout>
      </div>
    </Block>
  );
}

const boxStyle = { padding: '20px 0 0' };
const itemStyle = { padding: '3px 0', fontSize: 17, lineHeight: 1.6 };
