// A mail as it travels: MIME, built by nodemailer, which knows nothing of our code.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { PersonalMail } from '../../src/render/personalise.ts';

/** What the carrier adds to the fields of its API. */
const transport = {
  messageId: '<0102018f-0000-7000-8000-000000000001@eu-west-1.amazonses.com>',
  date: new Date('2026-11-22T06:00:00Z'),
};

export type Letter = Pick<PersonalMail, 'subject' | 'html' | 'text'> & Partial<PersonalMail>;

export async function buildMessage(mail: Letter): Promise<Buffer> {
  return new MailComposer({
    ...transport,
    from: mail.from ?? 'digest@example.com',
    to: mail.to ?? ['reader@example.com'],
    ...(mail.reply_to === undefined ? {} : { replyTo: mail.reply_to }),
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: { ...mail.headers },
  })
    .compile()
    .build();
}
