// Writes a transactional email: subject, HTML and text for one person, from our own words only.
/** @jsxImportSource react */

import type { Brand } from '../../emails/look.tsx';
import type { Sender } from '../../emails/parts/footer.tsx';
import TransactionalEmail, { type TransactionalEmailProps } from '../../emails/transactional.tsx';
import type { EmailKind } from '../words/emails.ts';
import { productName, wordsFor } from '../words/words.ts';
import { cleanHeader } from './headers.ts';
import { renderMarkup } from './markup.ts';
import { labelled, writeSender } from './text.ts';
import { lineWidth, underline, wrapText } from './wrap.ts';

export interface TransactionalInput {
  kind: EmailKind;
  /** The reader's; Japanese, or English for every other. */
  language: string;
  /** Names of the lists it is about; nothing a visitor wrote. */
  lists: readonly string[];
  /** What an editor wrote to whom they ask; a visitor's words never stand here. */
  note?: string;
  actionUrl: string;
  /** Without a slash at the end. */
  publicUrl: string;
  sender: Sender;
  /** The name at the top; the sender's if absent. */
  brandName?: string;
  /** That of the list the email is about. */
  brand?: Brand | null;
}

/** Deterministic: the same input gives the same bytes, so a replay repeats them. */
export async function renderTransactional(
  input: TransactionalInput,
): Promise<{ subject: string; html: string; text: string }> {
  const { brand, ...plain } = input;
  const content = {
    ...plain,
    ...(brand ? { brand } : {}),
    brandName: brand?.name ?? input.brandName ?? (input.sender.name || productName),
    markUrl: `${input.publicUrl}/mark.png`,
  };
  const mail = wordsFor(input.language).transactional[input.kind];
  return {
    subject: cleanHeader(mail.subject(content.brandName)),
    html: renderMarkup(<TransactionalEmail {...content} />),
    text: writeTransactionalText(content),
  };
}

function writeTransactionalText(props: TransactionalEmailProps): string {
  const { kind, language, lists, note, actionUrl, sender, brandName, brand } = props;
  const words = wordsFor(language);
  const mail = words.transactional[kind];
  const blocks = [
    wrapText(brandName),
    underline(mail.heading, '='),
    wrapText(mail.body(brandName, words.mail.joinLists(lists))),
    ...(note
      ? [
          note
            .split('\n')
            .map((line) => wrapText(line))
            .join('\n'),
        ]
      : []),
    labelled(mail.action, actionUrl, words),
    wrapText(mail.aside),
    `${'-'.repeat(lineWidth)}\n${writeSender(sender, words, brand?.footer)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
