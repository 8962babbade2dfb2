// What the fields of subscribers mean, and of all that is held about one.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const written = {
  email:
    'Where mail goes. Kept in its one form (NFKC, the domain in lower-case ASCII), unique in it',
  name: 'How the person is called; null: not known',
  language: 'Of emails and pages for this person (BCP 47); null: that of the digest or the page',
  timezone: 'IANA name, for sends at each reader’s own time; null: not known',
};
const subscription = {
  'lists.slug': 'The list',
  'lists.status':
    'Only who is `confirmed` is mailed. Who is `unsubscribed` cannot be made anything else here',
};
const email = (place: string) => ({
  [`${place}.kind`]: 'What it was for: `confirm`, `welcome`, `preferences` and others',
  [`${place}.address`]: 'Where it was sent',
  [`${place}.network`]:
    'Where it was asked for: IPv4 to its /24, IPv6 to its /48; null: nobody, or no longer kept',
  [`${place}.state`]: 'How far it came, as in `GET /api/emails/{id}`',
  [`${place}.createdAt`]: 'When it was ordered',
  [`${place}.usedAt`]: 'When the button behind its link was pressed; null: never',
});

export const peopleMeanings: FieldMeanings = {
  SubscriberInput: {
    ...written,
    attributes: 'What else is known of them, for segments: up to 100 named texts',
    ...subscription,
  },
  SubscriberPatchInput: {
    ...written,
    lists: 'Only these change. pending: a confirmation email is sent. confirmed: needs consent',
    ...subscription,
  },
  Subscriber: {
    id: 'A number that is never used again, also after an erasure',
    ...written,
    attributes: 'What else is known of them: named texts',
    pausedUntil: 'No digest is mailed before; chosen on the preference page. Null: not paused',
    lists: 'All that they ever asked for, those they left included',
    ...subscription,
    'lists.confirmedAt': 'When they pressed the button, or consent was recorded; null: never',
    'lists.unsubscribedAt': 'When they left; null: they did not',
    createdAt: 'When the person became known here',
    updatedAt: 'When any field here last changed',
  },
  PersonalData: {
    subscriber: 'The person, as `GET /api/subscribers/{id}` tells it',
    consents: 'What they agreed to or took back, oldest first; nothing is ever changed in it',
    'consents.list': 'Slug of the list',
    'consents.action':
      '`requested`: asked to join; `confirmed`: pressed the button, or somebody vouched',
    'consents.method':
      'The way it came: form, confirm-link, one-click, page, mailto, preferences, api, import',
    'consents.wording': 'The words that were shown, or how an importer says consent was obtained',
    'consents.document': 'The version of the privacy notice that held then; null: not recorded',
    'consents.network':
      'Where it came from: IPv4 to its /24, IPv6 to its /48; null: not known, or no longer kept',
    'consents.sendId': 'The send whose mail it came by; null: none',
    'consents.importId': 'The import it came by; null: none',
    'consents.at': 'The moment it happened',
    emails: 'Transactional emails to the person, oldest first; digests are under `deliveries`',
    ...email('emails'),
    welcomes: 'Digests whose link their welcome held: no send of them mails the person',
    'welcomes.digestId': 'The digest',
    'welcomes.at': 'When the welcome was written',
    deliveries: 'What the mail system said of each digest that was mailed to them',
    'deliveries.sendId': 'The send',
    'deliveries.happened': 'A moment for each thing that happened, such as `deliveredAt`',
    events: 'Each message of Resend about their mail, for as long as it is kept',
    'events.kind': 'Resend’s name for it, such as `email.delivered`',
    'events.sendId': 'The send it is about; null: a transactional email',
    'events.at': 'When it happened, by Resend’s clock',
    'events.detail': 'What Resend said besides, as it said it',
    formerAddresses: 'Addresses they had here before',
    'formerAddresses.email': 'An address that was theirs',
    'formerAddresses.changedAt': 'When it was replaced',
    suppressions: 'Why nothing is mailed to their address; empty: it may be mailed',
    'suppressions.reason': 'As in `GET /api/suppressions`',
    'suppressions.detail': 'What the mail system or the editor said; null: nothing',
    'suppressions.createdAt': 'Since when it holds',
    importRejections: 'Rows with their address that an import refused, for thirty days',
    'importRejections.importId': 'The import',
    'importRejections.row': 'Counted from 1 in the file, its header included',
    'importRejections.reason': 'Why it was refused, for people',
    keptAnswers:
      'Answers of the API that name them, kept for a day for programs that repeat a request',
    'keptAnswers.operation': 'Method and path of the request',
    'keptAnswers.at': 'When it was answered',
    ...email('letters'),
  },
  Suppression: {
    id: 'Lifts it, by `DELETE /api/suppressions/{id}`',
    email: 'The address that is not mailed; null after an erasure: only a keyed hash is left',
    detail: 'What the mail system said, or why an editor did it; null: nothing',
    createdAt: 'Since when it holds',
  },
  SuppressionInput: {
    email: 'Nothing is mailed to it from now on, whatever its subscriptions say',
    detail: 'Why, for colleagues; at most 500 characters',
  },
  Joining: {
    'refused.address': 'One address was asked for again and again',
    'refused.network': 'Too many from one network (IPv4 /24, IPv6 /48)',
    'refused.domain': 'Too many addresses of one mail domain',
    'refused.total': 'More than `emailsPerHour` altogether',
  },
};
