// What the form of a rhythm sends, as what the room takes; and the room's complaints in the editor's words.

import type { FieldError } from '../../../base/errors.ts';
import { RhythmInput, type RhythmView } from '../../../proposals/rhythms/schema.ts';
import type { ConsoleWords } from '../../../words/console.ts';
import { type Fields, lastOf } from '../../site/form.ts';

/** A complaint by the name of its field. */
export type Wrong = Readonly<Record<string, string>>;

export function readRhythmForm(fields: Fields) {
  const text = (name: string) => lastOf(fields, name) ?? '';
  const pattern = text('pattern');
  const times = text('times')
    .normalize('NFKC')
    .split(/[\s,、]+/u)
    .filter(Boolean)
    .map(padTime);
  const weekdays = (fields.get('weekdays') ?? []).map(Number);
  return RhythmInput.safeParse({
    name: text('name'),
    list: text('list'),
    feeds: fields.get('feeds') ?? [],
    inbox: fields.has('inbox'),
    when: pattern === '' ? { weekdays, times } : { pattern },
    sections: Number(text('sections')),
    minimum: Number(text('minimum')),
    language: text('language'),
    catchUp: text('catchUp'),
    leadMinutes: Number(text('lead')) * 60,
    staleHours: Number(text('stale')),
    approver: text('approver'),
  });
}

/** `7:00` is `07:00`. */
function padTime(time: string): string {
  return /^\d:\d\d$/.test(time) ? `0${time}` : time;
}

/** A rhythm as its form shows it. */
export function fieldsOf(rhythm: RhythmView): Fields {
  const { when } = rhythm;
  const isPattern = 'pattern' in when;
  return new Map<string, string[]>([
    ['name', [rhythm.name]],
    ['list', [rhythm.list]],
    ['feeds', rhythm.feeds],
    ...(rhythm.inbox ? [['inbox', ['on']] as [string, string[]]] : []),
    ['weekdays', isPattern ? [] : when.weekdays.map(String)],
    ['times', [isPattern ? '' : when.times.join(', ')]],
    ['pattern', [isPattern ? when.pattern : '']],
    ['sections', [String(rhythm.sections)]],
    ['minimum', [String(rhythm.minimum)]],
    ['language', [rhythm.language]],
    ['catchUp', [rhythm.catchUp]],
    ['lead', [String(Math.round(rhythm.leadMinutes / 60))]],
    ['stale', [String(rhythm.staleHours)]],
    ['approver', [rhythm.approver]],
  ]);
}

/** What a new one begins with: weekdays at seven, made an hour before. */
export function newFields(language: string, approver: string): Fields {
  return new Map([
    ['weekdays', ['1', '2', '3', '4', '5']],
    ['times', ['07:00']],
    ['inbox', ['on']],
    ['sections', ['5']],
    ['minimum', ['1']],
    ['language', [language]],
    ['catchUp', ['once']],
    ['lead', ['1']],
    ['stale', ['24']],
    ['approver', [approver]],
  ]);
}

/** By the names of the fields. */
export function explain(
  errors: readonly Pick<FieldError, 'path'>[],
  { errors: words }: ConsoleWords['rhythms'],
): Wrong {
  return Object.fromEntries(
    errors.map(({ path }): [string, string] => {
      const name = path.split('.')[0] ?? '';
      return [name, words[name] ?? words.other ?? ''];
    }),
  );
}
