// The editor speaking: a speech bubble beside the chrysanthemum.
/** @jsxImportSource react */
import { Img } from '@react-email/components';
import type { Paragraph } from '../../src/digest/schema.ts';
import { light } from '../theme.ts';
import { wordsFor } from '../words.ts';
import { each, Layout } from './block.tsx';
import { InlineText } from './inline.tsx';

interface BubbleProps {
  paragraphs: readonly Paragraph[];
  language: string;
  markUrl: string;
  leading: number;
}

/** One bubble for everything the editor says in a row. */
export function Bubble({ paragraphs, language, markUrl, leading }: BubbleProps) {
  return (
    <Layout style={{ margin: '24px 0' }}>
      <tr>
        <td width={52} valign="top">
          <Layout width="40">
            <tr>
              <td className="leaf" align="center" height={40} style={avatarStyle}>
                {/* The name is what tells a listener, or a reader without images, who speaks. */}
                <Img
                  src={markUrl}
                  width={26}
                  height={26}
                  alt={wordsFor(language).editor}
                  style={{ margin: '0 auto', fontSize: 11, lineHeight: '13px' }}
                />
              </td>
            </tr>
          </Layout>
        </td>
        <td className="bubble" style={bubbleStyle}>
          {each(paragraphs, (paragraph, index) => (
            <p style={{ margin: index === 0 ? 0 : '10px 0 0', fontSize: 17, lineHeight: leading }}>
              <InlineText text={paragraph.text} />
            </p>
          ))}
        </td>
      </tr>
    </Layout>
  );
}

const avatarStyle = { backgroundColor: light.leaf, borderRadius: 20 };
const bubbleStyle = {
  padding: '13px 18px 14px',
  backgroundColor: light.bubble,
  borderRadius: '4px 18px 18px 18px',
};
