import type { ReactNode } from "react";
import { Empty } from "./Empty.tsx";

/** A column of a table. */
export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the end. */
  readonly align?: "start" | "end";
}

interface TableProps<Row> {
  /** What the table is, read aloud before it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  keyOf(row: Row): string;
  readonly empty?: ReactNode;
}

/** A plain table; on a phone each row becomes a card in which every cell has its head beside it. */
export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <table className="table">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, head, align }) => (
            <th key={key} scope="col" data-align={align}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ key, head, align, cell }) => (
              <td key={key} data-head={head} data-align={align}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
