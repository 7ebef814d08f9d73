/** One row of the input that cannot be, where, and what was expected. */
export interface InputProblem {
  readonly table: "distributors" | "sales" | "state" | "period";
  /** Counted from 1 in the order given. */
  readonly row: number;
  readonly field: string;
  /** What was found and what was expected. */
  readonly message: string;
}

const MOST_SHOWN = 5;
const MOST_KEPT = 100;

/** The network, the sales or the carried state cannot be computed with. */
export class InputInvalid extends Error {
  override readonly name = "InputInvalid";
  /** The first hundred of them. */
  readonly problems: readonly InputProblem[];

  constructor(problems: readonly InputProblem[], count: number) {
    const shown = problems.slice(0, MOST_SHOWN).map((p) => `${p.table}, row ${p.row}, ${p.field}: ${p.message}`);
    const more = count > MOST_SHOWN ? [`and ${count - MOST_SHOWN} more`] : [];
    super([...shown, ...more].join("\n"));
    this.problems = problems;
  }
}

/** Collects what is wrong with a table. */
export class Problems {
  readonly #table: InputProblem["table"];
  readonly #problems: InputProblem[] = [];
  #count = 0;

  constructor(table: InputProblem["table"]) {
    this.#table = table;
  }

  add(row: number, field: string, found: unknown, expected: string): void {
    this.#count++;
    if (this.#problems.length === MOST_KEPT) return;
    // JSON has neither big integers nor NaN and Infinity.
    const digits = typeof found === "bigint" || typeof found === "number";
    const shown = found === undefined ? "missing" : digits ? `${found}` : JSON.stringify(found);
    this.#problems.push({ table: this.#table, row, field, message: `${shown}; expected ${expected}` });
  }

  /** @throws InputInvalid if there is any. */
  finish(): void {
    if (this.#count > 0) throw new InputInvalid(this.#problems, this.#count);
  }
}
