// A segment's rule as SQL.

import { type SQL, sql } from 'drizzle-orm';
import { received, selectReached } from './reached-queries.ts';
import { isPersonsClick } from './reaction-queries.ts';
import type { SegmentRule } from './schema.ts';

/** What narrows a query over `subscribers s`: joins that add no row, and one condition. */
export interface CompiledSegment {
  joins: SQL;
  condition: SQL;
}

/** Everybody. */
export const wholeAudience: CompiledSegment = { joins: sql``, condition: sql`true` };

/**
 * Compiles a rule into one condition that is true or false, never null, of each `subscribers s`.
 * Every text and number of the rule is a parameter; only our own words are SQL. Costs per person:
 * a probe of the primary key of `subscriptions` or of `deliveries` for each send looked back on.
 * Who received a digest is joined as a set: asked person by person, each would read all batches.
 */
export function compileSegment(rule: SegmentRule): CompiledSegment {
  const joins: SQL[] = [];
  const condition = compile(rule, joins);
  return { joins: sql.join(joins, sql` `), condition };
}

function compile(rule: SegmentRule, joins: SQL[]): SQL {
  switch (rule.kind) {
    case 'all':
      return combine(rule.rules, joins, sql` and `, sql`true`);
    case 'any':
      return combine(rule.rules, joins, sql` or `, sql`false`);
    case 'not':
      return sql`not ${compile(rule.rule, joins)}`;
    case 'attribute':
      return compileAttribute(rule);
    case 'subscription':
      return compileSubscription(rule);
    case 'language':
      return sql`exists (select from ${texts(rule.in)} as wanted(tag)
        where s.language = tag or starts_with(s.language, tag || '-'))`;
    case 'domain':
      return sql`split_part(s.email, '@', 2) in (select * from ${texts(rule.in)})`;
    case 'opened':
      return compileReaction(sql`d.opened_at is not null`, rule.lastSends);
    case 'clicked':
      return compileReaction(isPersonsClick, rule.lastSends);
    case 'received':
      return compileReceived(rule.digestId, joins);
  }
}

function combine(rules: readonly SegmentRule[], joins: SQL[], word: SQL, ofNone: SQL): SQL {
  if (rules.length === 0) return ofNone;
  const parts = rules.map((rule) => compile(rule, joins));
  return sql`(${sql.join(parts, word)})`;
}

/** `->>` is null where the attribute is absent; text compares by code point. */
function compileAttribute(rule: SegmentRule & { kind: 'attribute' }): SQL {
  const value = sql`s.attributes ->> ${rule.name}::text`;
  switch (rule.test) {
    case 'exists':
      return sql`(${value} is not null)`;
    case 'equals':
      return sql`coalesce(${value} = ${rule.value}::text, false)`;
    case 'in':
      return sql`coalesce(${value} in (select * from ${texts(rule.values)}), false)`;
    case 'contains':
      return sql`coalesce(strpos(${value}, ${rule.value}::text) > 0, false)`;
  }
}

/** Days of 24 hours: those of a calendar would depend on the session's time zone. */
function compileSubscription(rule: SegmentRule & { kind: 'subscription' }): SQL {
  const since = sql`coalesce(k.confirmed_at, k.created_at)`;
  const ago = (days: number) => sql`now() - make_interval(hours => ${days * 24}::int)`;
  const { olderThanDays: older, newerThanDays: newer } = rule;
  return sql`exists (
    select from subscriptions k
    where k.subscriber_id = s.id and k.status = ${rule.status}::text
      and k.list_id = (select id from lists where slug = ${rule.list}::text)
      ${older === undefined ? sql`` : sql`and ${since} <= ${ago(older)}`}
      ${newer === undefined ? sql`` : sql`and ${since} > ${ago(newer)}`})`;
}

function compileReaction(reaction: SQL, lastSends: number): SQL {
  return sql`exists (
    select from deliveries d
    where d.subscriber_id = s.id and ${reaction}
      and d.send_id = any(array(
        select id from sends where started_at is not null
        order by started_at desc, id desc limit ${lastSends}::int)))`;
}

/** Joined as a set, each person once: a join must add no row. */
function compileReceived(digestId: string, joins: SQL[]): SQL {
  const name = sql.raw(`received${joins.length}`);
  joins.push(sql`
    left join (select distinct id from (${selectReached(digestId, received)}) reached) ${name}
      on ${name}.id = s.id`);
  return sql`(${name}.id is not null)`;
}

/** A set of texts as one parameter, so that a rule of any length is one prepared statement. */
function texts(values: readonly string[]): SQL {
  return sql`jsonb_array_elements_text(${JSON.stringify(values)}::jsonb)`;
}
