// The editor speaking: a speech bubble beside the chrysanthemum.
/** @jsxImportSource react */
import { Img } from '@react-email/components';
import type { Paragraph } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { each, Layout } from './block.tsx';
import { InlineText } from './inline.tsx';
import { noBox } from './masthead.tsx';

/** One bubble for everything the editor says in a row. */
export function Bubble({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  const { colours, words, type, faceUrl } = useLook();
  return (
    <Layout style={{ margin: '24px 0' }}>
      <tr>
        <td width={60} valign="top">
          <Layout width="48">
            <tr>
              <td
                className="leaf"
                align="center"
                height={48}
                style={{ backgroundColor: colours.leaf, borderRadius: 24 }}
              >
                <Img
                  src={faceUrl}
                  width={30}
                  height={30}
                  alt=""
                  style={{ margin: '0 auto', ...noBox }}
                />
              </td>
            </tr>
            <tr>
              {/* In words, for a listener and for a reader without images. */}
              <td className="soft" align="center" style={{ ...nameStyle, color: colours.soft }}>
                {words.digest.editor}
              </td>
            </tr>
          </Layout>
        </td>
        <td className="bubble" style={{ ...bubbleStyle, backgroundColor: colours.bubble }}>
          {each(paragraphs, (paragraph, index) => (
            <p
              style={{
                margin: index === 0 ? 0 : '10px 0 0',
                fontSize: 17,
                lineHeight: type.leading,
              }}
            >
              <InlineText text={paragraph.text} />
            </p>
          ))}
        </td>
      </tr>
    </Layout>
  );
}

const nameStyle = { fontSize: 16, lineHeight: 1.5 };
const bubbleStyle = { padding: '13px 18px 14px', borderRadius: '4px 18px 18px 18px' };
