// What is said of a point and of an amount, for the page and for its script.

import type {
  Weighed,
  WeighedPoint,
  WeighedSection,
} from '../../../../proposals/commands/weigh.ts';
import type { ConsoleWords } from '../../../../words/console.ts';
import { fill } from '../../../../words/fill.ts';

type EvidenceWords = ConsoleWords['editor']['evidence'];

/** Its mark, in words as well as in colour, and what stands beside it. */
export function tellPoint(
  { how, grounded, faults, verdict }: Pick<WeighedPoint, 'how' | 'grounded' | 'faults' | 'verdict'>,
  words: EvidenceWords,
  language: string,
) {
  const named = faults.map((fault) => words.faults[fault] ?? fault);
  const what = named.join(language === 'ja' ? '、' : ', ');
  const ours = grounded ? words.grounded : what ? fill(words.differs, { what }) : words.ungrounded;
  return {
    tone: grounded ? ('good' as const) : ('careful' as const),
    mark: words.how[how],
    // A second model's word stands beside ours, never in its place.
    said: verdict === null ? ours : `${ours}・${words.verdicts[verdict]}`,
  };
}

export function tellAmount(
  { characters, most, share }: WeighedSection['copied'],
  words: EvidenceWords,
  language: string,
): string {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  return fill(words.amount, {
    characters: number.format(characters),
    most: number.format(most),
    share: percent.format(share),
  });
}

export function tellGrounded({ grounded }: Weighed, words: EvidenceWords): string {
  return fill(words.points, grounded);
}
