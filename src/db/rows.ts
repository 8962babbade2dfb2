// Reading the rows of hand-written SQL.

/** The only row of a statement that always gives one; the type is what its select list says. */
export function oneRow<Row>(rows: ArrayLike<unknown>): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('A statement that always gives a row gave none');
  return row as Row;
}

/** All rows of a statement; the type is what its select list says. */
export function allRows<Row>(rows: ArrayLike<unknown>): Row[] {
  return Array.from(rows) as Row[];
}
