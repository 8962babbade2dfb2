// Which of Resend's routes besides those that send a request is for.

import { answerDomains } from './domains.ts';
import type { Mailbox } from './mailbox.ts';
import { readReceived } from './received.ts';
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
import { cancelEmail, moveEmail } from './scheduled.ts';
import { answerWebhooks } from './webhook-api.ts';

/** What Resend has beside that, and the product never calls. */
const elsewhere =
  /^(GET \/emails\/receiving$|POST \/emails\/receiving\b|GET \/emails\/receiving\/[^/]+\/)|^GET \/emails\/(metrics$|[^/]+\/attachments\b)|^PATCH \/templates\/|^POST \/templates\/[^/]+\/duplicate$/;

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
  if (elsewhere.test(`${method} ${url.pathname}`)) {
    const message = `The mailbox has nothing of Resend's ${method} ${url.pathname}.`;
    return { refusal: { ...refusals.notFound, message } };
  }
  const [id, action] = path;
  if (method === 'GET' && collection === 'emails' && id === 'receiving') {
    return readReceived(mailbox, action ?? '');
  }
  const route = `${method} ${collection}${id === undefined ? '' : '/:id'}${action ? `/${action}` : ''}`;
  switch (route) {
    case 'GET emails':
      return listEmails(mailbox, url.searchParams);
    case 'GET emails/:id':
      return readEmail(mailbox, id ?? '');
    case 'PATCH emails/:id':
      return moveEmail(mailbox, id ?? '', readBody());
    case 'POST emails/:id/cancel':
      return cancelEmail(mailbox, id ?? '');
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
