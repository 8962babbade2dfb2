// A rhythm as a sentence: when, from what, how much, for whom, and who is asked.

import type { RhythmView } from '../../../proposals/rhythms/schema.ts';
import { consoleWordsFor } from '../../../words/console.ts';

/** `list`: its name. `showsWho`: false for who does not see addresses. */
export function sayRhythm(
  rhythm: RhythmView,
  { list, language, showsWho }: { list: string; language: string; showsWho: boolean },
): string {
  const words = consoleWordsFor(language).rhythms.sentence;
  const { feeds, inbox, sections, approver } = rhythm;
  const from = [
    ...(feeds.length > 0 ? [words.feeds(feeds.length)] : []),
    ...(inbox ? [words.inbox] : []),
  ];
  const who = showsWho && approver !== '' ? approver : words.somebody;
  return words.whole(sayWhen(rhythm, language), from.join(words.and), sections, list, who);
}

function sayWhen({ when, timezone }: RhythmView, language: string): string {
  const { sentence } = consoleWordsFor(language).rhythms;
  if ('pattern' in when) return sentence.pattern(when.pattern, timezone);
  return sentence.times(sayDays(when.weekdays, language), when.times.join(', '), timezone);
}

function sayDays(weekdays: readonly number[], language: string): string {
  const words = consoleWordsFor(language).rhythms;
  const chosen = [...weekdays].sort((a, b) => a - b);
  const known: Record<string, string> = {
    '1234567': words.everyDay,
    '12345': words.weekdays,
    '67': words.weekends,
  };
  return (
    known[chosen.join('')] ?? words.sentence.days(chosen.map((day) => words.days[day - 1] ?? ''))
  );
}
