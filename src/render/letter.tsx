// Writes a letter: subject, HTML and text for one person, from our own words only.
/** @jsxImportSource react */
import LetterMail, { type LetterMailProps } from '../../emails/letter.tsx';
import type { Brand } from '../../emails/look.tsx';
import type { Sender } from '../../emails/parts/footer.tsx';
import type { EmailKind } from '../words/emails.ts';
import { productName, wordsFor } from '../words/words.ts';
import { cleanHeader } from './headers.ts';
import { renderMarkup } from './markup.ts';
import { labelled, writeSender } from './text.ts';
import { lineWidth, underline, wrapText } from './wrap.ts';

export interface LetterInput {
  kind: EmailKind;
  /** The reader's; Japanese, or English for every other. */
  language: string;
  /** Names of the lists it is about; nothing a visitor wrote. */
  lists: readonly string[];
  actionUrl: string;
  /** Without a slash at the end. */
  publicUrl: string;
  sender: Sender;
  /** The name at the top; the sender's if absent. */
  brandName?: string;
  /** That of the list the letter is about. */
  brand?: Brand | null;
}

/** Deterministic: the same input gives the same bytes, so a replay repeats them. */
export async function renderLetter(
  input: LetterInput,
): Promise<{ subject: string; html: string; text: string }> {
  const { brand, ...plain } = input;
  const content = {
    ...plain,
    ...(brand ? { brand } : {}),
    brandName: brand?.name ?? input.brandName ?? (input.sender.name || productName),
    markUrl: `${input.publicUrl}/mark.png`,
  };
  const letter = wordsFor(input.language).transactional[input.kind];
  return {
    subject: cleanHeader(letter.subject(content.brandName)),
    html: renderMarkup(<LetterMail {...content} />),
    text: writeLetterText(content),
  };
}

function writeLetterText(props: LetterMailProps): string {
  const { kind, language, lists, actionUrl, sender, brandName, brand } = props;
  const words = wordsFor(language);
  const letter = words.transactional[kind];
  const blocks = [
    wrapText(brandName),
    underline(letter.heading, '='),
    wrapText(letter.body(brandName, words.mail.joinLists(lists))),
    labelled(letter.action, actionUrl, words),
    wrapText(letter.aside),
    `${'-'.repeat(lineWidth)}\n${writeSender(sender, words, brand?.footer)}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}
