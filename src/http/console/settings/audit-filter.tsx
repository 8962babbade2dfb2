// Whose acts are shown, and of which days: in the address of the page, its form, and its ways on.

import type { Actor } from '../../../access/audit/audit-queries.ts';
import { consoleWordsFor } from '../../../words/console.ts';
import { Button } from '../ui/button.tsx';
import { SelectField, TextField } from '../ui/form-row.tsx';

/** Null: not narrowed. Days are those of the house, `YYYY-MM-DD`, both ends included. */
export interface ShownActs {
  actor: string | null;
  from: string | null;
  to: string | null;
}

interface AuditFilterProps {
  shown: ShownActs;
  actors: readonly Actor[];
  /** The page's own address. */
  base: string;
  /** IANA: whose days. */
  zone: string;
  language: string;
}

/** A form that only asks: its answer is an address to keep, with a script or without. */
export function AuditFilter({ shown, actors, base, zone, language }: AuditFilterProps) {
  const words = consoleWordsFor(language).settings.audit;
  const { actor, from, to } = shown;
  const isFormer = actor !== null && actors.every(({ id }) => id !== actor);
  return (
    <form method="get" action={base} class="rows">
      <SelectField
        name="actor"
        label={words.who}
        value={actor ?? ''}
        options={[
          ['', words.everybody],
          ...actors.map(({ id, name }) => [id, name] as const),
          ...(isFormer ? [[actor, words.former] as const] : []),
        ]}
      />
      <div class="pair">
        <TextField type="date" name="from" label={words.fromDay} value={from ?? ''} />
        <TextField type="date" name="to" label={words.toDay} value={to ?? ''} />
      </div>
      <p class="hint">{words.zone(zone)}</p>
      <div class="actions">
        <Button>{words.show}</Button>
        {actor === null && from === null && to === null ? null : <a href={base}>{words.all}</a>}
      </div>
    </form>
  );
}
