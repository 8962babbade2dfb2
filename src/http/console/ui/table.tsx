// Rows under headings; on a phone each row is a small sheet that names its cells.

import type { Child } from 'hono/jsx';

export interface Column<Row> {
  heading: string;
  /** Numbers stand at the right. */
  isNumber?: boolean;
  /** A menu: its heading is for listening, and on a phone it stands beside the row's name. */
  isMore?: boolean;
  /** A press that says itself what it does: its heading is for listening, too. */
  isAct?: boolean;
  /** Of the row's first column: what the row is about. */
  cell(row: Row): Child;
}

interface TableProps<Row> {
  /** What the table shows, for who does not see it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

export function Table<Row>({ caption, columns, rows }: TableProps<Row>) {
  return (
    <table class="table">
      <caption class="away">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={classOf(column)}>
              {column.isMore || column.isAct ? (
                <span class="away">{column.heading}</span>
              ) : (
                column.heading
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {columns.map((column, index) => (
              <Cell column={column} isFirst={index === 0}>
                {column.cell(row)}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CellProps<Row> {
  column: Column<Row>;
  isFirst: boolean;
  children?: Child;
}

function classOf({
  isNumber,
  isMore,
  isAct,
}: Pick<Column<never>, 'isNumber' | 'isMore' | 'isAct'>) {
  return isNumber ? 'number' : isMore ? 'more' : isAct ? 'act' : undefined;
}

function Cell<Row>({ column, isFirst, children }: CellProps<Row>) {
  const classes = classOf(column);
  if (isFirst) {
    return (
      <th scope="row" class={classes}>
        {children}
      </th>
    );
  }
  return (
    <td class={classes} data-heading={column.isMore || column.isAct ? '' : column.heading}>
      {children}
    </td>
  );
}
