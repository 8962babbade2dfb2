// The top of a mail: the two ways out on the paper, the mark and the name on the sheet.
/** @jsxImportSource react */
import { Img, Link } from '@react-email/components';
import { light } from '../theme.ts';
import { Layout } from './block.tsx';

/** At least 44 px high under a finger. */
const tapTarget = { display: 'inline-block', padding: '10px 0', lineHeight: 1.6 } as const;

/** A quiet link on the paper, above or below the sheet. */
export function QuietLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="soft"
      style={{ ...tapTarget, color: light.soft, textDecoration: 'underline' }}
    >
      {children}
    </Link>
  );
}

/** The chrysanthemum and the name. With images off the name stands alone. */
export function Masthead({ brandName, markUrl }: { brandName: string; markUrl: string }) {
  return (
    <Layout width="auto">
      <tr>
        <td style={{ paddingRight: 10 }}>
          <Img src={markUrl} width={32} height={32} alt="" />
        </td>
        <td lang={/^[\x20-\x7e]*$/.test(brandName) ? 'en' : undefined} style={nameStyle}>
          {brandName}
        </td>
      </tr>
    </Layout>
  );
}

const nameStyle = { fontSize: 16, fontWeight: 700, lineHeight: 1.4, letterSpacing: '0.02em' };
