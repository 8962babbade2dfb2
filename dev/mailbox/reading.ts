// Which of Resend's routes besides those that send a request is for.

import { answerDomains } from './domains.ts';
import type { Mailbox } from './mailbox.ts';
import { refusals } from './refusal.ts';
import {
  createTemplate,
  listEmails,
  listTemplates,
  publishTemplate,
  type ReadAnswer,
  readEmail,
  readTemplate,
  removeTemplate,
} from './resend-read.ts';
import { answerWebhooks } from './webhook-api.ts';

/** `readBody` gives the body as JSON; called where there is one to read. */
export function answerRead(
  mailbox: Mailbox,
  method: string,
  url: URL,
  readBody: () => unknown,
): ReadAnswer {
  const [, collection, ...path] = url.pathname.split('/');
  if (collection === 'domains') return answerDomains(mailbox, method, path, url.searchParams);
  if (collection === 'webhooks') return answerWebhooks(mailbox, method, path, url.searchParams);
  const [id, action] = path;
  const route = `${method} ${collection}${id === undefined ? '' : '/:id'}${action ? `/${action}` : ''}`;
  switch (route) {
    case 'GET emails':
      return listEmails(mailbox, url.searchParams);
    case 'GET emails/:id':
      return readEmail(mailbox, id ?? '');
    case 'GET templates':
      return listTemplates(mailbox);
    case 'POST templates':
      return createTemplate(mailbox, readBody());
    case 'GET templates/:id':
      return readTemplate(mailbox, id ?? '');
    case 'POST templates/:id/publish':
      return publishTemplate(mailbox, id ?? '');
    case 'DELETE templates/:id':
      return removeTemplate(mailbox, id ?? '');
    default:
      return {
        refusal: /^(emails|templates)$/.test(collection ?? '')
          ? refusals.methodNotAllowed
          : refusals.notFound,
      };
  }
}
