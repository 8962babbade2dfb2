// What the fields of sends mean.

import type { FieldMeanings } from '../../endpoint/schema-names.ts';

const due =
  'When it begins, or is to begin. ISO 8601; with an offset or Z, or local time together with `timezone`';
const people = 'How many';
const message = 'What is the case and what to do, for people';

export const sendMeanings: FieldMeanings = {
  SendInput: {
    digestId: 'What is sent',
    revision: 'Exactly this one: whoever triggers it has seen it. A newer one stops nothing',
    lists:
      'Slugs. Whoever is on several gets one mail, which looks and comes from as the first of these lists says',
  },
  SendChange: {
    scheduledAt: `${due}. Absent: it stays`,
    fallbackTimezone:
      'For readers without a time zone, with `recipient`; `TIMEZONE` of the worker if absent',
  },
  Send: {
    id: 'Names it in every other call, and is a tag of each of its mails at Resend',
    digestId: 'What is sent',
    revision: 'What is mailed, whatever becomes of the digest meanwhile',
    lists: 'Slugs, the first being the one that the mail looks like',
    'segment.name': 'As the segment was called then; null for a rule given with the send',
    'segment.rule': 'What it was then: a later change of the segment changes no send',
    status:
      '`scheduled`: waits for its moment; `planning`: its audience is being fixed; `sending`; `paused`, see `pauseReason`; `sent`: nothing is left to do; `cancelled`; `failed`: could not begin',
    counts: 'People by what became of their mail; those of webhooks may grow for days',
    'counts.recipients': 'The whole audience; 0 before it is planned. The sum of the next six',
    'counts.pending': 'Not yet given to Resend',
    'counts.accepted': 'Resend took the mail, which is not yet delivery',
    'counts.rejected': 'Resend refused the mail; `GET /api/sends/{id}/problems` says why',
    'counts.skipped': 'Left, paused or became suppressed between plan and mail',
    'counts.unknown': 'Nobody can know whether Resend took it. Never mailed again by itself',
    'counts.cancelled': 'Were still pending when the send was cancelled',
    'counts.delivered': 'The recipient’s server took the mail',
    'counts.delayed': 'That server asked to try later, and nothing newer is known',
    'counts.bounced': 'That server refused the mail for good',
    'counts.complained': 'Pressed “this is spam”',
    'counts.opened':
      'Loaded the mail’s pictures: mail programs do so unread, so it is an upper bound',
    'counts.unsubscribed': 'Left a list by a link or a header of this mail',
    'waiting.at': 'When the next of them are due',
    'waiting.recipients': 'How many are due then',
    scheduledAt: 'The moment it was ordered for; null: at once',
    fallbackTimezone:
      'For readers without a time zone, with the timezone `recipient`; null otherwise',
    warnings: 'What an editor should know although the state is as it should be',
    createdAt: 'When it was triggered',
    startedAt: 'When its audience was fixed and the first mail could go; null: not yet',
    finishedAt: 'When nothing was left to do; null: not yet',
  },
  SendWarning: { code: 'Which warning it is, for programs. More come with time', message },
  Recipient: {
    subscriberId: 'The person; their data may be gone meanwhile',
    outcome: 'What became of the mail on our side; what the recipient’s server said is `delivery`',
    reason:
      'The name of a refusal at Resend, or why the person was skipped; null: there is none to tell',
    providerId: 'Resend’s id of the mail, to find it in its dashboard; null: it took none',
    settledAt: 'When the outcome became known; null: it is pending',
  },
  SendProblems: {
    rejected: 'Resend refused their mail',
    'rejected.people': people,
    unknown: 'Nobody can know whether their mail was taken',
    'unknown.people': people,
    skipped: 'Were left out between plan and mail',
    'skipped.people': people,
  },
  Estimate: {
    digest: 'What would be mailed',
    'digest.headline': 'Of this revision',
    'digest.revision': 'The one that was asked about',
    'digest.subject': 'Of the mail',
    'digest.preheader': 'What an inbox shows after the subject',
    lists: 'Those that were asked about, in that order',
    'lists.slug': 'Its name in the API',
    'lists.name': 'Its name for readers',
    'lists.language': 'What its digests are written in (BCP 47); null: not known',
    recipients: 'People who would get it if it began now',
    excluded: 'People of these lists who would not get it, each counted once',
    'excluded.unconfirmed': 'Have not pressed the button of their confirmation email',
    'excluded.unsubscribed': 'Have left',
    'excluded.suppressed': 'Must not be mailed: bounced, complained, or by an editor’s decision',
    'excluded.paused': 'Want no mail for a while',
    'excluded.segment': 'The segment’s rule is not true of them',
    'lastSend.id': 'As `GET /api/sends/{id}` takes it',
    'lastSend.startedAt': 'When its audience was fixed',
    'lastSend.recipients': 'Its whole audience',
    'otherSends.id': 'As `GET /api/sends/{id}` takes it',
    'otherSends.status': 'As of `asOf`',
    'at.utc': 'The moment, the first one where each reader has their own',
    'at.local': 'Without an offset',
    'at.zone': 'An IANA name, or `recipient`: each reader’s own',
    'warmUp.days': 'In their order, only those on which somebody is mailed',
    'warmUp.days.recipients': 'Mailed on that day',
    warnings: 'What stops nothing, or would stop the send, and should be read first',
    'warnings.code': 'Which warning it is, for programs. More come with time',
    'warnings.message': message,
  },
};
