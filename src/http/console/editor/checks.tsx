// What stands against sending, the gravest first; each leads to its field.

import { fill } from '../../../words/fill.ts';
import type { LookView } from '../../api/copy-look.ts';
import { tell } from '../tell.ts';
import type { EditorWords } from './control.tsx';
import { namePlace } from './place.ts';

interface ChecksProps {
  look: Pick<LookView, 'errors' | 'warnings'>;
  words: EditorWords;
  language: string;
}

export function Checks({ look: { errors, warnings }, words, language }: ChecksProps) {
  const all = [
    ...errors.map((check) => ({ ...check, tone: 'bad' as const, chip: words.check.error })),
    ...warnings.map((check) => ({ ...check, tone: 'careful' as const, chip: words.check.warning })),
  ];
  if (all.length === 0) return <p class="soft">{words.check.none}</p>;
  return (
    <>
      <p class="soft small">
        {fill(words.check.summary, { errors: errors.length, warnings: warnings.length })}
      </p>
      <ul class="checks">
        {all.map(({ path, message, tone, chip }) => (
          <li>
            <span class={`chip ${tone}`}>{chip}</span>
            <span>
              <a href={`#${path}`} data-jump={path}>
                {namePlace(words.fields, path)}
              </a>
              {language === 'ja' ? '：' : ': '}
              {tell(message, language)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
