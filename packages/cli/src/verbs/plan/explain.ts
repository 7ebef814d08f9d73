import { InvalidArgumentError } from "commander";
import {
  calculate,
  explain,
  type Id,
  type Line,
  type LineBatch,
  normalId,
  type Plan,
  qualifiedIn,
  type Sales,
} from "../../../../engine/src/index.ts";
import { inFiles } from "../../input/in-files.ts";
import { qualifiedText } from "../../output/qualified.ts";
import { wholeNumber } from "../../terminal/command.ts";
import type { Result } from "../../terminal/output.ts";
import { heading, type Setting } from "../../terminal/section.ts";
import { aligned, grouped, wrapped } from "../../terminal/text.ts";
import type { Task, Verb } from "../verb.ts";
import { addPeriodOptions, type PeriodOptions, type ReadInput, readInput } from "./period-input.ts";

interface Options extends PeriodOptions {
  readonly distributor: Id;
  readonly sale?: Id;
  readonly bonus?: string;
  readonly limit: number;
}

/** Says why somebody earns what he earns, and why not more, line by line. */
export const explainVerb: Verb<Options> = {
  name: "explain",
  description: "say why a distributor earns what he earns, and why not more",
  configure: (made) =>
    addPeriodOptions(made)
      .requiredOption("--distributor <id>", "whose earnings", parseId)
      .option("--sale <id>", "only lines that come from this sale", parseId)
      .option("--bonus <id>", "only lines of this bonus or cap")
      .option("--limit <number>", "the most sentences of each kind", wholeNumber(1, 1_000_000), 100),
  run: explainAll,
};

function parseId(text: string): Id {
  const id = normalId(text);
  if (id === undefined) throw new InvalidArgumentError("It is a number or a text of at most 128 characters.");
  return id;
}

function explainAll(task: Task<Options>): Result {
  const { options, setting } = task;
  const input = readInput(task, { named: true });
  const found = new Found(input, options);
  const result = inFiles(options, () => calculate(input, { sink: found.sink }));
  const call = (id: Id) => input.names.get(String(id)) ?? `distributor ${id}`;
  const told = (lines: readonly Line[]) =>
    lines.map((line) => ({ ...line, sentence: explain(line, input.plan, call) }));
  const earnings = result.earningsAt(found.index);
  const qualified = qualifiedIn(input, options.distributor);
  const [own, passed] = [told(found.own.kept), told(found.passed.kept)];
  const name = call(options.distributor);
  const sections = [
    heading(`${name} earns ${moneyOf(earnings, input.plan)} in this period`, setting),
    qualified === undefined ? "" : qualifiedText(qualified, input.plan, setting),
    "",
    heading(`What ${name} gets${only(options)}`, setting),
    ...sentences(own, found.own, setting),
    "",
    heading(`Where ${name} was passed over${only(options)}`, setting),
    ...sentences(passed, found.passed, setting),
  ];
  const notShown = { lines: found.own.left, passedOver: found.passed.left };
  const json = { distributor: options.distributor, earnings, qualified, lines: own, passedOver: passed, notShown };
  return { json, text: sections.join("\n") };
}

/** What lines are kept to, in words. */
function only({ sale, bonus }: Options): string {
  const kept = [bonus === undefined ? "" : ` of "${bonus}"`, sale === undefined ? "" : ` from sale ${sale}`].join("");
  return kept === "" ? "" : `, only${kept}`;
}

/** Lines of which the first are kept, and all are counted. */
class Some {
  readonly kept: Line[] = [];
  readonly #most: number;
  count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Those that are not kept. */
  get left(): number {
    return this.count - this.kept.length;
  }

  add(line: () => Line): void {
    this.count++;
    if (this.kept.length < this.#most) this.kept.push(line());
  }
}

/** Finds the lines of a distributor, and those on which he was passed over. */
class Found {
  /** Of the distributor in the network. */
  readonly index: number;
  readonly own: Some;
  readonly passed: Some;
  readonly #wanted: (line: Line) => boolean;

  /** @throws RangeError if the network has no such distributor, the plan no such bonus, or nobody sold that. */
  constructor({ network, plan, sales, names }: ReadInput, { distributor, sale, bonus, limit }: Options) {
    this.index = network.ids.indexOf(distributor);
    if (this.index < 1) throw new RangeError(`--distributor: ${unknownPerson(distributor, names)}`);
    if (sale !== undefined && !hasSale(sales, sale)) throw new RangeError(`--sale: there is no sale ${sale}`);
    const known = [...plan.document.bonuses.map(({ id }) => id), ...plan.document.caps.map(({ kind }) => kind)];
    if (bonus !== undefined && !known.includes(bonus)) {
      throw new RangeError(`--bonus: the plan has no ${bonus}; it has ${known.join(", ")}`);
    }
    this.own = new Some(limit);
    this.passed = new Some(limit);
    this.#wanted = (line) =>
      (bonus === undefined || line.bonus === bonus) &&
      (sale === undefined || (line.source.kind === "sale" && line.source.id === sale));
  }

  readonly sink = (batch: LineBatch): void => {
    for (let at = 0; at < batch.length; at++) {
      const mine = batch.beneficiary[at] === this.index;
      if (!mine && !this.#isPassedOver(batch, at)) continue;
      const line = batch.line(at);
      if (this.#wanted(line)) (mine ? this.own : this.passed).add(() => line);
    }
  };

  #isPassedOver(batch: LineBatch, at: number): boolean {
    const end = batch.skippedFrom[at + 1] as number;
    for (let skip = batch.skippedFrom[at] as number; skip < end; skip++) {
      if (batch.skipped[skip] === this.index) return true;
    }
    return false;
  }
}

/** Who gives a name instead of an id is told the ids of those who have it. */
function unknownPerson(id: Id, names: ReadInput["names"]): string {
  const called = [...names].filter(([, name]) => name === String(id)).map(([other]) => other);
  const meant =
    called.length === 0 ? "" : `; ids are taken, and of this name there is ${called.slice(0, 5).join(", ")}`;
  return `the network has no distributor ${id}${meant}`;
}

function hasSale(sales: Sales, id: Id): boolean {
  for (let at = 0; at < sales.length; at++) if (sales.idAt(at) === id) return true;
  return false;
}

interface Told extends Line {
  readonly sentence: string;
}

function moneyOf(units: bigint, { document: { currency }, decimals }: Plan): string {
  return `${aligned(units, decimals)} ${currency.code}`;
}

/** What is said of some lines, and of how many nothing is. */
function sentences(told: readonly Told[], { left }: Some, { width }: Setting): readonly string[] {
  if (told.length === 0) return ["  Nothing."];
  const more = left === 0 ? [] : [`  ${grouped(left)} more (--limit shows them).`];
  return [...told.map(({ sentence }) => wrapped(sentence, width, "  ", "    ")), ...more];
}
