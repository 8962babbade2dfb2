// The editor speaking: a speech bubble beside the chrysanthemum.
/** @jsxImportSource react */
import { Img } from '@react-email/components';
import type { Paragraph } from '../../src/digest/schema.ts';
import { useLook } from '../look.tsx';
import { each, Layout } from './block.tsx';
import { InlineText } from './inline.tsx';

/** One bubble for everything the editor says in a row. */
export function Bubble({ paragraphs }: { paragraphs: readonly Paragraph[] }) {
  const { colours, words, type, faceUrl } = useLook();
  return (
    <Layout style={{ margin: '24px 0' }}>
      <tr>
        <td width={52} valign="top">
          <Layout width="40">
            <tr>
              <td
                className="leaf"
                align="center"
                height={40}
                style={{ backgroundColor: colours.leaf, borderRadius: 20 }}
              >
                {/* The name is what tells a listener, or a reader without images, who speaks. */}
                <Img
                  src={faceUrl}
                  width={26}
                  height={26}
                  alt={words.digest.editor}
                  style={{ margin: '0 auto', fontSize: 11, lineHeight: '13px' }}
                />
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

const bubbleStyle = { padding: '13px 18px 14px', borderRadius: '4px 18px 18px 18px' };
