import { html, Markup } from "./markup.ts";

export interface TableColumn {
  readonly head: string;
  /** Numbers stand to the right. */
  readonly numeric?: boolean;
  /** Short texts that stay on one line. */
  readonly kept?: boolean;
}

type TableCell = string | number | bigint | Markup;

export interface TableContent {
  /** What the table shows, for whoever hears it; printed above it. */
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly TableCell[])[];
  /** Below the table, for example how many rows were left out. */
  readonly note?: string | undefined;
  /** Of texts: a phone sets its cells one below the other. */
  readonly stacked?: boolean;
  /** Set apart as sums. */
  readonly total?: readonly TableCell[];
}

/** A table that a keyboard reaches, and a phone scrolls sideways or, if it is of texts, sets a cell below the other. */
export function table({ caption, columns, rows, note, total, stacked }: TableContent): Markup {
  const parts = stacked === true ? STACKED : PLAIN;
  const row = (cells: readonly TableCell[]) =>
    html`<tr${parts.row}>${cells.map((cell, column) => cellOf(cell, column, columns[column], parts))}</tr>\n`;
  const foot = total === undefined ? undefined : html`<tfoot${parts.group}>${row(total)}</tfoot>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table${parts.table}>
<caption>${caption}</caption>
<thead${parts.group}><tr${parts.row}>${columns.map(
    (column) => html`<th scope="col"${parts.columnHead}${classOf(column)}>${column.head}</th>`,
  )}</tr></thead>
<tbody${parts.group}>
${rows.map(row)}</tbody>${foot}</table></div>
${note === undefined || note === "" ? undefined : html`<p class="note">${note}</p>\n`}`;
}

/** What is added to the elements of a table. Set as blocks they would be no table to a screen reader, so roles say it. */
interface Parts {
  readonly table?: Markup;
  readonly group?: Markup;
  readonly row?: Markup;
  readonly columnHead?: Markup;
  readonly rowHead?: Markup;
  readonly cell?: Markup;
}

const role = (name: string) => new Markup(` role="${name}"`);
const PLAIN: Parts = {};
const STACKED: Parts = {
  table: new Markup(' class="stacked" role="table"'),
  group: role("rowgroup"),
  row: role("row"),
  columnHead: role("columnheader"),
  rowHead: role("rowheader"),
  cell: role("cell"),
};

function cellOf(cell: TableCell, place: number, column: TableColumn | undefined, parts: Parts): Markup {
  if (place === 0) return html`<th scope="row"${parts.rowHead}${classOf(column)}>${cell}</th>`;
  const label = parts.cell === undefined ? undefined : html` data-label="${column?.head}"`;
  return html`<td${parts.cell}${classOf(column)}${label}>${cell}</td>`;
}

function classOf(column: TableColumn | undefined): Markup | undefined {
  if (column?.numeric === true) return new Markup(' class="n"');
  return column?.kept === true ? new Markup(' class="k"') : undefined;
}

/** A column of numbers. */
export const right = (head: string): TableColumn => ({ head, numeric: true });
/** A column of dates or other short texts. */
export const kept = (head: string): TableColumn => ({ head, kept: true });
/** A column of texts. */
export const left = (head: string): TableColumn => ({ head });
