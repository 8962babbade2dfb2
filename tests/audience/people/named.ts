// Every column that can name a person, and what becomes of it: the one list, held against the schema.

import type { PersonalData } from '../../../src/audience/people/person-data.ts';

interface Not {
  not: string;
}
export interface Covered {
  /** The part of `…/data` that tells of it. */
  told: keyof PersonalData | Not;
  /** What an erasure does. */
  erased: 'goes' | Not;
  /** What becomes of it when the record becomes one with another. */
  merged: 'follows' | 'goes' | Not;
  /** The step of the tick that forgets it, or the person with whom it goes. */
  forgotten: string | Not;
}

const withPerson = 'with the person';
const not = (why: string): Not => ({ not: why });
const goes = 'goes';
const follows = 'follows';
const cover = (
  told: Covered['told'],
  erased: Covered['erased'],
  merged: Covered['merged'],
  forgotten: Covered['forgotten'],
): Covered => ({ told, erased, merged, forgotten });

const number = not('a number that leads to nobody once the person is gone');
const replay = not('mail under way is repeated to the same address, for 25 hours');
const upload = not('until the chunk is taken in, minutes; an erased address is then refused');
const account = not('what was done stays countable; it goes when the send does');

/** `table.column`: every one that can name a person. */
export const named: Readonly<Record<string, Covered>> = {
  'subscribers.id': cover('subscriber', goes, goes, 'delete unconfirmed requests'),
  'subscribers.email': cover('subscriber', goes, goes, 'delete unconfirmed requests'),
  'subscribers.name': cover('subscriber', goes, goes, withPerson),
  'subscribers.language': cover('subscriber', goes, goes, withPerson),
  'subscribers.timezone': cover('subscriber', goes, goes, withPerson),
  'subscribers.attributes': cover('subscriber', goes, goes, withPerson),
  'subscriptions.subscriber_id': cover('subscriber', goes, follows, 'delete unconfirmed requests'),
  'consents.subscriber_id': cover('consents', goes, follows, withPerson),
  'consents.network': cover('consents', goes, follows, 'delete old networks'),
  'suppressions.address': cover('suppressions', goes, not('it is the address’s'), withPerson),
  'suppressions.address_hash': cover(
    'suppressions',
    not('a keyed hash: no import brings the person back'),
    not('it is the address’s'),
    not('it keeps its promise for ever'),
  ),
  'suppressions.detail': cover('suppressions', goes, not('it is the address’s'), withPerson),
  'address_history.subscriber_id': cover('formerAddresses', replay, replay, 'delete old addresses'),
  'address_history.email': cover('formerAddresses', replay, replay, 'delete old addresses'),
  'former_subscribers.id': cover('formerAddresses', goes, number, withPerson),
  'former_subscribers.subscriber_id': cover('formerAddresses', goes, follows, withPerson),
  'import_chunks.body': cover(not('a file on its way'), upload, upload, 'clean imports'),
  'import_rejections.email': cover(
    'importRejections',
    goes,
    not('it is the file’s'),
    'clean imports',
  ),
  'import_rejections.reason': cover(
    'importRejections',
    goes,
    not('it is the file’s'),
    'clean imports',
  ),
  'letters.subscriber_id': cover('emails', goes, follows, 'delete old emails'),
  'letters.address': cover('emails', goes, follows, 'delete old emails'),
  'letters.data': cover('emails', goes, follows, 'delete old emails'),
  'letters.network': cover('emails', goes, follows, 'delete networks of emails'),
  'digest_welcomes.subscriber_id': cover('welcomes', goes, follows, withPerson),
  'idempotent_requests.response': cover('keptAnswers', goes, not('24 hours'), 'drop old requests'),
  'events.subscriber_id': cover('events', number, number, 'drop old events'),
  'events.detail': cover('events', goes, number, 'drop old events'),
  'deliveries.subscriber_id': cover('deliveries', number, number, account),
  'batches.subscriber_ids': cover(not('`deliveries` tells of the mails'), number, number, account),
  'batches.skipped': cover(not('`deliveries` tells of the mails'), number, number, account),
};

/** Columns that name an editor, or who was asked for approval, with what forgets them. */
export const editorial: Readonly<Record<string, 'with the editor' | 'by age' | 'with the digest'>> =
  {
    'editors.address': 'with the editor',
    'editors.name': 'with the editor',
    'sessions.browser': 'with the editor',
    'sign_in_links.network': 'with the editor',
    'audit_entries.network': 'by age',
    'audit_entries.browser': 'by age',
    'approvals.address': 'with the digest',
    'approvals.note': 'with the digest',
    'approvals.comment': 'with the digest',
    'rhythms.approver': 'with the editor',
  };

/** Columns that hold texts, lists or large numbers, and nobody of the audience. */
export const impersonal: Readonly<Record<string, string>> = {
  account_health: 'account accepted bounced complained',
  address_history: 'id changed_by',
  alarms: 'name',
  api_keys: 'name hash hint scopes',
  approvals: 'asked_by answer',
  audit_entries: 'actor_kind action target',
  // What the press has published.
  articles: 'url title publisher published_on image language text hash',
  // Messages of the provider lose their addresses at the door (`src/resend/outcome.ts`).
  batches: 'state provider_ids error frozen_at',
  consents: 'id action method wording document',
  corrections: 'note created_by',
  digest_revisions: 'content created_by published_on language',
  digest_texts: 'text pieces',
  digests: 'slug content key',
  editors: 'role created_by',
  event_replays: 'id',
  events: 'id kind',
  feed_item_keys: 'key',
  feed_items: 'address url title publisher published_on excerpt',
  feeds: 'url home title name folder state why etag last_modified hash created_by',
  heartbeats: 'name',
  held_addresses: 'address',
  idempotent_requests: 'operation key body_hash headers',
  imports: 'status options error',
  inbox_doors: 'refused_why',
  inbox_mails: 'id',
  inbox_items: 'address url title publisher published_on came added_by',
  joining_tally: 'refusal',
  letters: 'kind list_ids state provider_id error',
  list_removals: 'consents_after',
  lists:
    'slug name description visibility brand frequencies language timezone from_address reply_to',
  model_calls: 'role outcome cost',
  pace: 'account',
  passkeys: 'id public_key counter transports name',
  proposal_drafts: 'text warnings',
  proposal_sections: 'hook points proposed by',
  proposal_sources: 'url given_title given_text state why warnings told',
  proposals: 'status language created_by folded_as',
  replay_passes: 'account webhook_id after problem',
  rhythm_runs: 'state why expected_readers',
  rhythms: 'name schedule language catch_up saved_by',
  segments: 'name rule',
  send_transitions: 'id from_status to_status why',
  sends: `recipients list_ids segment status pause_reason timezone mail hosted_template_id created_by local_time
    fallback_timezone template_state reconcile_after template_editions warm_up warm_up_domain expected_recipients
    fewest_recipients most_recipients found_recipients`,
  sessions: 'hash',
  sign_in_links: 'opens',
  source_looks: 'id url state sketch',
  subscriptions: 'status frequency',
  suppressions: 'id reason source_event',
  // The house's own people, whom an editor adds and removes.
  testers: 'address created_by',
  used_addresses: 'address',
  warm_ups: 'domain days',
  working_copies: 'fields markdown face unplaced saved_by',
};
