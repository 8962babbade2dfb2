// The top of a mail: the two ways out on the paper, the logo and the name on the sheet.
/** @jsxImportSource react */
import { Img, Link } from '@react-email/components';
import { useLook } from '../look.tsx';
import { Layout } from './block.tsx';
import { SpokenText } from './inline.tsx';

/** At least 44 px high under a finger. */
const tapTarget = { display: 'inline-block', padding: '10px 0', lineHeight: 1.6 } as const;

/** A quiet link on the paper, above or below the sheet. */
export function QuietLink({ href, children }: { href: string; children: string }) {
  const { colours } = useLook();
  return (
    <Link
      href={href}
      className="soft"
      style={{ ...tapTarget, color: colours.soft, textDecoration: 'underline' }}
    >
      {children}
    </Link>
  );
}

/**
 * A picture without words that is blocked takes no place: where its height is known, be it by the
 * proportions of its attributes, browsers draw a box with a torn page in it.
 */
export const noBox = { height: 'auto', aspectRatio: 'auto' };

/** The logo and the name. With images off the name stands alone. */
export function Masthead() {
  const { logo, brandName } = useLook();
  return (
    <Layout width="auto">
      <tr>
        <td style={{ paddingRight: 10 }}>
          <Img src={logo.url} width={logo.width} height={logo.height} alt="" style={noBox} />
        </td>
        <td style={nameStyle}>
          <SpokenText text={brandName} />
        </td>
      </tr>
    </Layout>
  );
}

const nameStyle = { fontSize: 16, fontWeight: 700, lineHeight: 1.4, letterSpacing: '0.02em' };
