// The finish: what to remember, in large Mincho on a leaf of gold that closes the sheet.
/** @jsxImportSource react */
import { Heading } from '@react-email/components';
import { useLook } from '../look.tsx';
import { Block } from './block.tsx';
import { MarkedList } from './marked-list.tsx';

export function Conclusion({ points }: { points: readonly string[] }) {
  const { colours, words, type } = useLook();
  const fontFamily = type.mincho;
  // As wide as the sheet and closed by the line that opened it: here the page ends.
  const panelStyle = {
    padding: '32px 22px 34px',
    backgroundColor: colours.leaf,
    borderBottom: `4px solid ${colours.mark}`,
  };
  return (
    <Block className="leaf pad end-air" style={panelStyle}>
      <Heading
        as="h2"
        className="h3 m"
        style={{ ...titleStyle, lineHeight: type.tight, fontFamily }}
      >
        <span aria-hidden="true">🚩 </span>
        {words.digest.conclusion}
      </Heading>
      <MarkedList
        items={points}
        isDisplay
        mark="💡"
        markWidth={38}
        itemClass="end m"
        itemStyle={{ ...pointStyle, fontFamily }}
      />
    </Block>
  );
}

const titleStyle = { margin: '0 0 12px', fontSize: 25 };
const pointStyle = { padding: '8px 0', fontSize: 19, fontWeight: 700, lineHeight: 1.7 };
