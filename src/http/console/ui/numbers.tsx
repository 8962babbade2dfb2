// Numbers that are read at a glance, and how far something is.

import type { Child } from 'hono/jsx';
import type { Tone } from './notice.tsx';

/** A number as it is written in the editor's language. */
export function formatNumber(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** Names one after the other, as the editor's language lists them. */
export function joinNames(names: readonly string[], language: string): string {
  return names.join(language === 'ja' ? '、' : ', ');
}

interface FigureProps {
  value: number | null;
  label: Child;
  language: string;
  /** Its share, or what it is compared with. */
  note?: Child;
  tone?: Tone;
}

/** One number of a row of them; a dash where nobody knows it yet. */
export function Figure({ value, label, language, note, tone = 'plain' }: FigureProps) {
  return (
    <div class={`figure ${tone}`}>
      <dt>{label}</dt>
      <dd>
        <b>{value === null ? '–' : formatNumber(value, language)}</b>
        {note ? <span class="note">{note}</span> : null}
      </dd>
    </div>
  );
}

export function Figures({ children }: { children: Child }) {
  return <dl class="figures">{children}</dl>;
}

interface BarProps {
  value: number;
  /** What `value` is at most; 0 while nobody knows: the bar is then empty. */
  of: number;
  /** For who does not see it. */
  label: string;
  tone?: Tone;
}

/** How much of something is done. */
export function Bar({ value, of, label, tone = 'careful' }: BarProps) {
  const share = of > 0 ? Math.max(0, Math.min(1, value / of)) : 0;
  const state = { 'aria-valuemin': 0, 'aria-valuemax': Math.max(of, 1), 'aria-valuenow': value };
  return (
    <div class={`progress ${tone}`} role="progressbar" aria-label={label} {...state}>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="done" width={Math.round(share * 1000)} height="10" />
      </svg>
    </div>
  );
}

export type StripCell = 'done' | 'now' | 'waiting' | 'bad' | 'unclear';

/** Many equal parts by their state, each a small mark; `label` says them in words. */
export function Strip({ cells, label }: { cells: readonly StripCell[]; label: string }) {
  return (
    <div class="strip" role="img" aria-label={label}>
      {cells.map((cell) => (
        <i class={cell} />
      ))}
    </div>
  );
}
