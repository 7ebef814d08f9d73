// Proves a property, and shows that the prover would have noticed: a planted bug must be found.
import { type Counterexample, check, type Finding } from "./check.ts";
import { type Bug, compile, type Properties } from "./compile.ts";
import { UnsupportedError } from "./machine.ts";
import type { Property } from "./properties.ts";
import type { Replay } from "./replay.ts";

/** What came of one property. */
export interface Result {
  readonly contract: string;
  readonly name: string;
  readonly says: string;
  readonly bounds: string;
  readonly proved: boolean;
  /** How many claims the solver was asked. */
  readonly claims: number;
  /** Why it was not proved; empty if it was. */
  readonly problems: readonly string[];
  readonly bug: FoundBug;
  readonly seconds: number;
}

/** What became of a planted bug. */
export interface FoundBug {
  /** Values were found, and where they could be replayed, the bytecode failed with them. */
  readonly found: boolean;
  readonly by: string;
  readonly values: Readonly<Record<string, string>>;
  /** Whether the bytecode failed as well; undefined where storage and ghosts are part of the case. */
  readonly replayed: boolean | undefined;
}

const fileOf = (contract: string) => `proofs/${contract}.sol`;

/** Compiles each contract once, and once more for each bug. */
export class Sources {
  private readonly known = new Map<string, Properties>();

  of(contract: string, bug?: Bug): Properties {
    if (bug) return compile(fileOf(contract), contract, bug);
    const known = this.known.get(contract) ?? compile(fileOf(contract), contract);
    this.known.set(contract, known);
    return known;
  }
}

/** What proving takes: `seconds` for each question to the solver. */
export interface Means {
  readonly sources: Sources;
  readonly replay: Replay;
  readonly seconds: number;
}

/** @param told Is told what is going on. */
export async function prove(
  property: Property,
  { sources, replay, seconds }: Means,
  told: (what: string) => void,
): Promise<Result> {
  const start = performance.now();
  const { contract, name, says, bounds } = property;
  const finding = look(property, sources.of(contract), seconds, false, told);
  const problems = typeof finding === "string" ? [finding] : problemsOf(finding);
  told("planted bug");
  const bug = await findBug(property, { sources, replay, seconds }, told);
  return {
    contract,
    name,
    says,
    bounds,
    proved: problems.length === 0,
    claims: typeof finding === "string" ? 0 : finding.claims,
    problems,
    bug,
    seconds: (performance.now() - start) / 1000,
  };
}

async function findBug(
  property: Property,
  { sources, replay, seconds }: Means,
  told: (what: string) => void,
): Promise<FoundBug> {
  const properties = sources.of(property.contract, property.bug);
  const broken = look(property, properties, seconds, true, told);
  const [example] = typeof broken === "string" ? [] : broken.counterexamples.filter(({ loose }) => loose.length === 0);
  const values = valuesOf(example);
  if (!example) return { found: false, by: "", values, replayed: undefined };
  const replayed = property.rules.length > 0 ? undefined : await replay(properties, property.name, values);
  return { found: replayed !== false, by: example.what, values, replayed };
}

/** What the prover finds, or why it cannot follow the code. */
function look(
  { name, rules, scale }: Property,
  { functions, program, people }: Properties,
  seconds: number,
  enough: boolean,
  told: (what: string) => void,
): Finding | string {
  const target = functions.get(name);
  if (!target) return `There is no function ${name}.`;
  const by = target.parameters.find((parameter) => parameter.name === scale);
  const scaled = by ? { scale: by } : {};
  try {
    return check({ ...target, ...scaled, program, people, rules }, { seconds, enough, told: (what) => told(what) });
  } catch (error) {
    if (error instanceof UnsupportedError) return error.message;
    throw error;
  }
}

/** Why a finding is no proof. */
export function problemsOf({ counterexamples, open, reached, unused }: Finding): readonly string[] {
  return [
    ...counterexamples.map(({ what, values }) => `${what} fails: ${inWords(values)}`),
    ...open.map((what) => `${what}: the solver found nothing out in time`),
    ...(reached ? [] : ["no arguments were found that come to the end, so nothing may have been checked"]),
    ...unused.map((rule) => `no loop was found for the rule "${rule}"`),
  ];
}

const inWords = (values: ReadonlyMap<string, bigint>) =>
  [...values].map(([name, value]) => `${plainName(name)} = ${value}`).join(", ");

const plainName = (name: string) => name.replace(/:\d+$/, "");

const valuesOf = (found: Counterexample | undefined) =>
  Object.fromEntries([...(found?.values ?? [])].map(([name, value]) => [plainName(name), value.toString()]));
