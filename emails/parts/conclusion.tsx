// The finish: what to remember, in large Mincho on a leaf of gold.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import { light, typefaceFor } from '../theme.ts';
import { wordsFor } from '../words.ts';
import { Block } from './block.tsx';
import { MarkedList } from './marked-list.tsx';

export function Conclusion({ points, language }: { points: readonly string[]; language: string }) {
  const { mincho } = typefaceFor(language);
  return (
    <Block className="pad" style={{ padding: '8px 22px 44px' }}>
      <Block className="leaf card" style={panelStyle}>
        <Heading as="h2" className="h3 m" style={{ ...titleStyle, fontFamily: mincho }}>
          <span aria-hidden="true">🚩 </span>
          {wordsFor(language).conclusion}
        </Heading>
        <MarkedList
          items={points}
          mark="💡"
          markWidth={38}
          itemClass="end m"
          itemStyle={{ ...pointStyle, fontFamily: mincho }}
        />
      </Block>
    </Block>
  );
}

const panelStyle = {
  padding: '26px 20px 24px',
  backgroundColor: light.leaf,
  borderRadius: 18,
};
const titleStyle = { margin: '0 0 10px', fontSize: 25, lineHeight: 1.5 };
const pointStyle = { padding: '8px 0', fontSize: 19, fontWeight: 700, lineHeight: 1.7 };
