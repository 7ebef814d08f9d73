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
  /** Set apart as sums. */
  readonly total?: readonly TableCell[];
}

/** A table that a phone scrolls sideways, and a keyboard reaches. */
export function table({ caption, columns, rows, note, total }: TableContent): Markup {
  const numeric = (column: number) => {
    const { numeric: isNumeric, kept } = columns[column] ?? {};
    return isNumeric === true ? new Markup(' class="n"') : kept === true ? new Markup(' class="k"') : undefined;
  };
  const row = (cells: readonly TableCell[]) =>
    html`<tr>${cells.map((cell, column) =>
      column === 0 ? html`<th scope="row"${numeric(0)}>${cell}</th>` : html`<td${numeric(column)}>${cell}</td>`,
    )}</tr>\n`;
  const foot = total === undefined ? undefined : html`<tfoot>${row(total)}</tfoot>`;
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head }, column) => html`<th scope="col"${numeric(column)}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map(row)}</tbody>${foot}</table></div>
${note === undefined || note === "" ? undefined : html`<p class="note">${note}</p>\n`}`;
}

/** A column of numbers. */
export const right = (head: string): TableColumn => ({ head, numeric: true });
/** A column of dates or other short texts. */
export const kept = (head: string): TableColumn => ({ head, kept: true });
/** A column of texts. */
export const left = (head: string): TableColumn => ({ head });
