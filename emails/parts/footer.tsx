// Below the sheet: why this came, how to change or end it, who sent it.
/** @jsxImportSource react */
import { useLook } from '../look.tsx';
import { SpokenText } from './inline.tsx';
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

/** `reader` is absent in transactional emails: they come from no subscription. */
export function Footer({ sender, reader }: { sender: Sender; reader?: Reader }) {
  const { words, footer } = useLook();
  return (
    <>
      {reader === undefined ? null : (
        <>
          <p style={lineStyle}>
            {words.mail.whyYouGetThis}
            <br />
            {words.labels.list}
            {words.mail.colon}
            {reader.listName}
            <br />
            {words.mail.recipient}
            {words.mail.colon}
            {reader.to}
          </p>
          <Row href={reader.unsubscribeUrl} text={words.mail.leave} />
          <Row href={reader.preferencesUrl} text={words.mail.preferences} />
        </>
      )}
      <Row href={contactHref(sender.contact)} text={words.labels.contact} />
      {footer === null ? null : (
        <p style={lineStyle}>
          <SpokenText text={footer} />
        </p>
      )}
      <p style={{ ...lineStyle, paddingBottom: 32 }}>
        {words.mail.sender}
        {words.mail.colon}
        <SpokenText text={sender.name} />
        <br />
        <SpokenText text={sender.address} />
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
