// What a contract has at one moment of a run, with unknowns in it.
import { type Log, mergedLogs } from "./log.ts";
import type { Truth, Word } from "./term.ts";
import { all, any, choice, FALSE, not, TRUE, ZERO } from "./terms.ts";

/** Bytes of memory: the lowest `bytes` bytes of `value` from `at` on, or so many bytes of which nothing is known. */
export interface MemoryWrite {
  readonly at: Word;
  readonly bytes: number;
  /** Undefined: anything. */
  readonly value: Word | undefined;
  /** Where `at` is not known, it was claimed that all is written from here on, in so many bytes. */
  readonly within?: { readonly first: Word; readonly bytes: number };
}

/** A word of storage, or a new beginning for a range of it, of which nothing is known. */
export type StorageWrite =
  | { readonly kind: "word"; readonly key: Word; readonly value: Word }
  | { readonly kind: "range"; readonly first: bigint; readonly last: bigint; readonly store: string };

/** What the prover counts beside the contract, see `ghosts.ts`. */
export type Ghosts = ReadonlyMap<string, Word>;

export class State {
  readonly path: readonly Truth[];
  readonly vars: ReadonlyMap<string, Word>;
  readonly memory: Log<MemoryWrite>;
  readonly storage: Log<StorageWrite>;
  readonly transient: Log<StorageWrite>;
  readonly ghosts: Ghosts;

  constructor(fields: Fields) {
    this.path = fields.path;
    this.vars = fields.vars;
    this.memory = fields.memory;
    this.storage = fields.storage;
    this.transient = fields.transient;
    this.ghosts = fields.ghosts;
  }

  with(changes: Partial<Fields>): State {
    return new State({ ...this, ...changes });
  }

  /** The same where this holds; undefined where it cannot. */
  where(truth: Truth): State | undefined {
    const left = this.leftOf(truth);
    if (left === FALSE) return undefined;
    return left === TRUE ? this : this.with({ path: [...this.path, left] });
  }

  /** What the path leaves open of a truth. */
  private leftOf(truth: Truth): Truth {
    const known = knownOn(this.path);
    if (known.has(truth)) return TRUE;
    if (known.has(not(truth))) return FALSE;
    if (truth.kind === "not") return not(this.leftOf(truth.of));
    if (truth.kind === "all") return all(...truth.of.map((each) => this.leftOf(each)));
    if (truth.kind === "any") return any(...truth.of.map((each) => this.leftOf(each)));
    return truth;
  }

  set(name: string, value: Word): State {
    return this.with({ vars: new Map(this.vars).set(name, value) });
  }

  ghost(name: string): Word {
    return this.ghosts.get(name) ?? ZERO;
  }

  withGhost(name: string, value: Word): State {
    return this.with({ ghosts: new Map(this.ghosts).set(name, value) });
  }
}

interface Fields {
  readonly path: readonly Truth[];
  readonly vars: ReadonlyMap<string, Word>;
  readonly memory: Log<MemoryWrite>;
  readonly storage: Log<StorageWrite>;
  readonly transient: Log<StorageWrite>;
  readonly ghosts: Ghosts;
}

const known = new WeakMap<readonly Truth[], ReadonlySet<Truth>>();

/** All that a path says, one by one. */
function knownOn(path: readonly Truth[]): ReadonlySet<Truth> {
  const found = known.get(path);
  if (found) return found;
  const opened = new Set<Truth>();
  const open = (truth: Truth): void => {
    opened.add(truth);
    if (truth.kind === "all") truth.of.forEach(open);
    if (truth.kind === "not" && truth.of.kind === "any") for (const each of truth.of.of) open(not(each));
  };
  path.forEach(open);
  known.set(path, opened);
  return opened;
}

/** A contract in its first moment. */
export const newState = (): State =>
  new State({
    path: [],
    vars: new Map(),
    memory: undefined,
    storage: undefined,
    transient: undefined,
    ghosts: new Map(),
  });

function mergedMaps(first: Truth, yes: ReadonlyMap<string, Word>, no: ReadonlyMap<string, Word>): Map<string, Word> {
  const merged = new Map<string, Word>();
  for (const [name, value] of yes) merged.set(name, choice(first, value, no.get(name) ?? ZERO));
  for (const [name, value] of no) if (!yes.has(name)) merged.set(name, choice(first, ZERO, value));
  return merged;
}

/** One state that is any of these, all of which have come from `origin` by different ways. */
export function mergedStates(origin: State, states: readonly State[]): State | undefined {
  const [first, ...others] = states;
  if (first === undefined) return undefined;
  const rest = mergedStates(origin, others);
  if (rest === undefined) return first;
  const begin = origin.path.length;
  const [mine, theirs] = [first.path.slice(begin), rest.path.slice(begin)];
  const [head, ...more] = mine;
  const [otherHead, ...otherMore] = theirs;
  // Both ways of one condition: what else holds on each is said apart.
  const split = head !== undefined && otherHead !== undefined && head === not(otherHead);
  const selector = split ? head : all(...mine);
  const path = split
    ? [any(not(head), all(...more)), any(head, all(...otherMore))]
    : [any(all(...mine), all(...theirs))];
  return new State({
    path: [...origin.path, ...path.filter((truth) => truth !== TRUE)],
    vars: mergedMaps(selector, first.vars, rest.vars),
    memory: mergedLogs(selector, first.memory, rest.memory),
    storage: mergedLogs(selector, first.storage, rest.storage),
    transient: mergedLogs(selector, first.transient, rest.transient),
    ghosts: mergedMaps(selector, first.ghosts, rest.ghosts),
  });
}
