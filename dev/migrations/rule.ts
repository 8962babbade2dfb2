// What a migration may say, so that the version before runs on the schema after: additions, and no long locks.

/** Migrations from this one on keep the rule; those before were applied to no live system. */
export const firstUnderRule = 21;

/** Takes no lock that keeps anybody from working, and must not stand in a transaction with others. */
export function worksBeside(statement: string): boolean {
  return /^\s*create (unique )?index concurrently\b|^\s*alter table \S+ validate constraint\b/i.test(
    withoutComments(statement),
  );
}

/** What stands against a migration, a sentence each; none if it only adds. */
export function findFaults(migration: string): string[] {
  const statements = migration
    .split('--> statement-breakpoint')
    .map((text) => withoutComments(text).trim().replace(/;$/, '').replace(/\s+/g, ' '))
    .filter(Boolean);
  const made = new Set(
    statements.flatMap((text) => /^create table (\S+)/i.exec(text)?.[1]?.toLowerCase() ?? []),
  );
  const faults = statements.flatMap((text) => {
    const fault = judge(text, made);
    return fault === null ? [] : [`${fault}: ${text}`];
  });
  const beside = statements.filter(worksBeside).length;
  if (beside > 0 && beside < statements.length) {
    faults.push('What is built concurrently or validated stands in a migration of its own');
  }
  return faults;
}

function judge(text: string, made: ReadonlySet<string>): string | null {
  if (withoutBody(text).includes(';')) return 'One statement between two breakpoints';
  if (/^create (function|trigger) /i.test(text)) return null;
  if (/^create table /i.test(text)) return null;
  const index = /^create (?:unique )?index (concurrently )?(?:if not exists )?\S+ on (\S+)/i.exec(
    text,
  );
  if (index) {
    const isFree = index[1] !== undefined || made.has((index[2] ?? '').toLowerCase());
    return isFree ? null : 'An index of a table that is not new is built concurrently';
  }
  const change = /^alter table (?:if exists )?(?:only )?(\S+) (.*)$/i.exec(text);
  const table = change?.[1]?.replace(/^"public"\./i, '').toLowerCase() ?? '';
  if (change) return made.has(table) ? null : judgeChange(change[2] ?? '');
  const insert = /^insert into (\S+)/i.exec(text)?.[1]?.toLowerCase();
  if (insert !== undefined && made.has(insert)) return null;
  return 'Not an addition (first expand, later contract: docs/operations.md, "Migrations on a live system")';
}

/** Of a table that is at work. */
function judgeChange(change: string): string | null {
  if (/^validate constraint /i.test(change)) return null;
  if (withoutNested(change).includes(',')) return 'One change a statement';
  if (/^add constraint .*\bnot valid$/i.test(change)) return null;
  if (/^add constraint /i.test(change)) {
    return 'A constraint of a table that is not new is added NOT VALID and validated by a later migration';
  }
  const column = /^add column (?:if not exists )?\S+ (.*)$/i.exec(change)?.[1];
  if (column === undefined) {
    return 'Not an addition (first expand, later contract: docs/operations.md, "Migrations on a live system")';
  }
  if (/\bgenerated\b|\bprimary key\b|\bunique\b|\breferences\b|\bcheck\b|serial\b/i.test(column)) {
    return 'A column is added plain: whatever fills or checks it reads the whole table under the lock';
  }
  const value = /\bdefault (.*?)(?: not null)?$/i.exec(column)?.[1];
  if (value === undefined) {
    return /\bnot null\b/i.test(column) ? 'NOT NULL needs a default, for the version before' : null;
  }
  const isConstant = /^('(?:[^']|'')*'(::[\w "[\]]+)?|-?[\d.]+|true|false|null|now\(\))$/i.test(
    value,
  );
  return isConstant ? null : 'A default that is not constant writes the whole table anew';
}

/** Without the text of a function. */
function withoutBody(text: string): string {
  return /^create function /i.test(text) ? text.replace(/\$\$.*\$\$/, '') : text;
}

/** Without what stands in quotes or brackets. */
function withoutNested(text: string): string {
  return text.replace(/'(?:[^']|'')*'|"[^"]*"/g, '').replace(/\([^()]*\)/g, '');
}

function withoutComments(text: string): string {
  return text.replace(/^\s*--(?!>).*$/gm, '');
}
