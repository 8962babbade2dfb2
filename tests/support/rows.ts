// The rows of a test's own statements: what they are, the test says, and finds out.

/** The only row of a statement that always gives one. */
export function oneRow<Row>(rows: ArrayLike<unknown>): Row {
  const row = rows[0];
  if (row === undefined) throw new Error('A statement that always gives a row gave none');
  return row as Row;
}

export function allRows<Row>(rows: ArrayLike<unknown>): Row[] {
  return Array.from(rows) as Row[];
}
