// The plan of the house: which room may import which, who owns a table, where a package may be used.

/**
 * What each room may import besides itself and the words, which are everybody's; `*` is everything. A room
 * with a slash is a wing with a law of its own, one with a dot is a file beside the rooms.
 */
export const rooms: Readonly<Record<string, string>> = {
  base: '',
  words: 'base',
  db: 'base drizzle',
  digest: 'base db',
  emails: 'digest',
  render: 'base db digest emails',
  resend: 'base db',
  transactional: 'base db digest render resend',
  access: 'base db transactional',
  audience: 'base db digest render transactional',
  sending: 'base db digest render transactional audience resend',
  editing: 'base db digest render transactional access audience',
  proposals: 'base db digest',
  'http/ui': 'base digest env.ts',
  http: '*',
  jobs: '*',
  'log.ts': '',
  'env.ts': 'base digest proposals log.ts',
  'wiring.ts': '*',
  'app.ts': 'http wiring.ts',
  'index.ts': '*',
};

/** The wings of a room: files beside them import none, a wing imports only wings before it. */
export const wings: Readonly<Record<string, string>> = {
  access: 'keys editors sessions audit',
  digest: 'import paste markdown intake checks archive',
  audience: 'lists suppressions segments people joining preferences transfer',
  sending: 'warm-up planning delivery watch feedback readiness report overview commands',
  editing: 'working-copy history testers approvals',
  proposals:
    'points web articles stories watch syndication inbox feeds models drafting writing making commands runs rhythms',
  http: 'ui middleware endpoint told api site console',
};

/** Whose statements may write a table. Foreign keys and reading are everybody's. */
export const tables: Readonly<Record<string, string>> = {
  digest: 'digests digest_revisions digest_texts corrections',
  resend: 'pace',
  transactional: 'letters joining_tally digest_welcomes',
  access: `api_keys idempotent_requests editors sessions sign_in_links passkeys spent_challenges
    audit_entries`,
  audience: `lists subscribers subscriptions consents suppressions segments address_history
    former_subscribers imports import_chunks import_rejections list_removals list_days`,
  sending: `sends batches deliveries events send_transitions account_health replay_passes event_replays
    alarms heartbeats warm_ups feedback_counts feedback_changes`,
  editing: 'working_copies testers approvals',
  proposals: `articles proposals proposal_sources proposal_sections proposal_drafts model_calls
    held_addresses used_addresses folded_sends source_looks watched_sends feeds feed_items feed_item_keys inbox_items
    inbox_doors inbox_mails rhythms rhythm_feeds rhythm_runs`,
};

/** Files that write another room's tables, because one statement or one transaction must do both. */
export const writesAllowed: Readonly<Record<string, string>> = {
  // A bounce, a complaint or a mail to us ends in one statement what it is about.
  'src/sending/feedback/fold-queries.ts': 'subscribers subscriptions consents suppressions letters',
  // Erasing and merging a person reach wherever that person stands.
  'src/audience/people/erasure-queries.ts': 'letters events idempotent_requests',
  'src/audience/people/merge-queries.ts': 'letters digest_welcomes',
  // An editor's removal reaches wherever their address stands.
  'src/access/editors/editor-queries.ts': 'letters approvals testers rhythms',
  // Leaving is counted for the mail that it came from.
  'src/audience/preferences/queries.ts': 'deliveries',
};

const rule = (packages: RegExp, homes: RegExp, why: string) => ({ packages, homes, why });

/** Which files may import a package, and why no others. */
export const packageRules = [
  rule(
    /^(@?hono(\/|$)|cloudflare:|node:)/,
    /^src\/(http|jobs)\/|^src\/\w+\.ts$/,
    'a room runs anywhere: no Hono, Workers or Node API in it',
  ),
  rule(/^(drizzle-orm(\/|$)|postgres$)/, /^src\/db\/|queries\.ts$/, 'SQL lives in *queries.ts'),
  rule(
    /^(react|react-dom|react-email|@react-email)(\/|$)/,
    /^(emails|src\/render)\//,
    'React is for mails',
  ),
  rule(/^resend$/, /^src\/resend\//, 'one room calls Resend'),
];
