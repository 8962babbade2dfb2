// Below the sheet: why this came, how to change or end it, who sent it.
/** @jsxImportSource react */
import { wordsFor } from '../words.ts';
import { QuietLink } from './masthead.tsx';

/** Who is behind a mail, as Japanese law wants it said in each. */
export interface Sender {
  name: string;
  /** Postal. */
  address: string;
  /** An e-mail address or an https page. */
  contact: string;
}

/** One reader's own part of a digest mail. */
export interface Reader {
  to: string;
  listName: string;
  unsubscribeUrl: string;
  preferencesUrl: string;
}

interface FooterProps {
  language: string;
  sender: Sender;
  /** Absent in letters: they come from no subscription. */
  reader?: Reader;
}

export function Footer({ language, sender, reader }: FooterProps) {
  const words = wordsFor(language);
  return (
    <>
      {reader === undefined ? null : (
        <>
          <p style={lineStyle}>
            {words.whyYouGetThis}
            <br />
            {words.list}
            {words.colon}
            {reader.listName}
            <br />
            {words.recipient}
            {words.colon}
            {reader.to}
          </p>
          <Row href={reader.unsubscribeUrl} text={words.leave} />
          <Row href={reader.preferencesUrl} text={words.preferences} />
        </>
      )}
      <Row href={contactHref(sender.contact)} text={words.contact} />
      <p style={{ ...lineStyle, paddingBottom: 32 }}>
        {words.sender}
        {words.colon}
        {sender.name}
        <br />
        {sender.address}
      </p>
    </>
  );
}

/** A contact as a link: an https page as it is, anything else as an e-mail address. */
export function contactHref(contact: string): string {
  return /^https?:\/\//.test(contact) ? contact : `mailto:${contact}`;
}

function Row({ href, text }: { href: string; text: string }) {
  return (
    <div>
      <QuietLink href={href}>{text}</QuietLink>
    </div>
  );
}

const lineStyle = { margin: '14px 0', lineHeight: 1.7 };
