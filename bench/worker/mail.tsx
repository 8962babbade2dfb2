// One reader's mail rendered from the start: what a sender does that does not freeze.
/** @jsxImportSource react */
import DigestMail from '../../emails/digest.tsx';
import { inboxRow } from '../../src/digest/checks/inbox-row.ts';
import type { Digest } from '../../src/digest/schema.ts';
import { renderMarkup } from '../../src/render/markup.ts';
import { writeDigestText } from '../../src/render/text.ts';

export interface Reader {
  to: string;
  listName: string;
  unsubscribeUrl: string;
  preferencesUrl: string;
}

/** The same templates with the reader's values in place of slots. */
export function renderForReader(digest: Digest, reader: Reader) {
  const content = {
    digest,
    day: digest.publishedOn ?? '2026-11-26',
    ...inboxRow(digest),
    brandName: '菊のダイジェスト',
    markUrl: 'https://digest.example.com/mark.png',
    digestUrl: 'https://digest.example.com/digests/sample',
    botTrapUrl: 'https://digest.example.com/canary',
    sender: {
      name: '菊のダイジェスト',
      address: '見本県見本市菊町一丁目二番三号',
      contact: 'digest@example.com',
    },
    reader,
  };
  return { html: renderMarkup(<DigestMail {...content} />), text: writeDigestText(content) };
}
