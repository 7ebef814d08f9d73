// Puts many mutants into one build: each place of a change becomes a choice, made at run time by the number of the
// mutant that is switched on. So the compiler, which is slow, runs once for a hundred mutants.
import { type Project, range, type SourceFile, walk } from "./ast.ts";
import { functionHash, functionsOf } from "./functions.ts";
import type { Mutant, PlaceKind } from "./mutant.ts";
import { regionsOf } from "./regions.ts";

/** The account whose balance is the number of the mutant that is switched on; zero: none. */
export const SWITCH = "0x4d75746174696f6e5f7465737465725f73776368";
/** Name of the file with the switch. */
export const SWITCH_FILE = "contracts/MutationSwitch.sol";
/** The account that Hardhat watches for coverage: what is sent to it is reported with the test's request. */
export const COVERAGE = "0xc0bEc0BEc0BeC0bEC0beC0bEC0bEC0beC0beC0BE";

/** Read through a cast, since pure functions have mutants as well. */
export const SWITCH_SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

function _mutantRead() view returns (uint256 active) {
    assembly ("memory-safe") { active := balance(${SWITCH}) }
}

function _mutantPure(function() internal view returns (uint256) f) pure returns (function() internal pure returns (uint256) g) {
    assembly ("memory-safe") { g := f }
}

function _mutant() pure returns (uint256) {
    return _mutantPure(_mutantRead)();
}

function _mutantIs(uint256 wanted) pure returns (bool) {
    return _mutant() == wanted;
}

function _hitView(uint256 region) view {
    assembly ("memory-safe") {
        mstore(0, region)
        pop(staticcall(gas(), ${COVERAGE}, 0, 32, 0, 0))
    }
}

function _hitPure(function(uint256) internal view f) pure returns (function(uint256) internal pure g) {
    assembly ("memory-safe") { g := f }
}

function _hit(uint256 region) pure {
    _hitPure(_hitView)(region);
}
`;

interface Choice {
  readonly number: number;
  readonly text: string;
}

/** A stretch of the source and how it is rendered around what lies in it. */
interface Wrap {
  readonly start: number;
  readonly end: number;
  readonly kind: PlaceKind | "assembly" | "assemblyBody" | "block" | "single" | "insertion";
  readonly choices: Choice[];
}

/** Outer ones first, where two have the same stretch. */
const ORDER = [
  "single",
  "statement",
  "assembly",
  "assemblyBody",
  "block",
  "yulStatement",
  "modifier",
  "expression",
  "yulExpression",
];

function render(text: string, start: number, end: number, wraps: readonly Wrap[]): string {
  let result = "";
  let at = start;
  for (let i = 0; i < wraps.length; ) {
    const wrap = wraps[i];
    if (!wrap) break;
    let next = i + 1;
    while ((wraps[next]?.start ?? end) < wrap.end) ++next;
    result += text.slice(at, wrap.start) + chosen(text, wrap, wraps.slice(i + 1, next));
    at = wrap.end;
    i = next;
  }
  return result + text.slice(at, end);
}

function chosen(text: string, { kind, start, end, choices }: Wrap, inner: readonly Wrap[]): string {
  const base = () => render(text, start, end, inner);
  switch (kind) {
    case "expression":
      return `(${choices.map((c) => `_mutantIs(${c.number}) ? (${c.text}) : `).join("")}(${base()}))`;
    case "statement":
      return `{ ${choices.map((c) => `if (_mutantIs(${c.number})) { ${c.text} } else `).join("")}{ ${base()} } }`;
    case "yulExpression":
      return choices.reduce((rest, c) => `_pick(_active, ${c.number}, ${rest}, ${c.text})`, base());
    case "yulStatement":
      return choices.reduce((rest, c) => `if iszero(eq(_active, ${c.number})) { ${rest} }`, base());
    case "modifier": {
      const name = /^\w+/.exec(text.slice(start, end))?.[0] ?? "";
      const rest = render(text, start + name.length, end, inner)
        .trim()
        .replace(/^\(|\)$/g, "");
      const off = choices.map((c) => `_mutantIs(${c.number})`).join(" || ");
      return `${name}_unless(${off}${rest === "" ? "" : `, ${rest}`})`;
    }
    case "assembly":
      return `{ uint256 _active = _mutant(); ${base()} }`;
    case "assemblyBody":
      return `{ function _pick(_on, _its, _was, _becomes) -> _is { _is := _was if eq(_on, _its) { _is := _becomes } } ${render(text, start + 1, end, inner)}`;
    case "insertion":
      return choices[0]?.text ?? "";
    case "block":
      return `{ _hit(${choices[0]?.number ?? 0}); ${render(text, start + 1, end, inner)}`;
    case "single":
      return `{ _hit(${choices[0]?.number ?? 0}); ${base()} }`;
  }
}

/** Behind every modifier a second form of it, which can be switched off. */
function secondForms(file: SourceFile, wraps: readonly Wrap[]): Wrap[] {
  const found: Wrap[] = [];
  walk(file.ast, (node) => {
    if (node.nodeType !== "ModifierDefinition" || !node.body) return;
    const [start, end] = range(node);
    const [from] = range(node.body);
    const parameters = /\(([^)]*)\)/.exec(file.text.slice(start, from))?.[1]?.trim() ?? "";
    const list = parameters === "" ? "bool _off" : `bool _off, ${parameters}`;
    const inner = wraps.filter((wrap) => from <= wrap.start && wrap.end <= end);
    const body = render(file.text, from, end, sorted(inner));
    const text = `\nmodifier ${node.name ?? ""}_unless(${list}) { if (_off) { _; } else ${body} }\n`;
    found.push({ start: end, end, kind: "insertion", choices: [{ number: 0, text }] });
  });
  return found;
}

function assemblies(file: SourceFile, wraps: readonly Wrap[]): Wrap[] {
  const found: Wrap[] = [];
  walk(file.ast, (node) => {
    if (node.nodeType !== "InlineAssembly" || !node.AST) return;
    const [start, end] = range(node);
    if (!wraps.some((wrap) => wrap.kind.startsWith("yul") && start <= wrap.start && wrap.end <= end)) return;
    const [bodyStart, bodyEnd] = range(node.AST);
    found.push({ start, end, kind: "assembly", choices: [] });
    found.push({ start: bodyStart, end: bodyEnd, kind: "assemblyBody", choices: [] });
  });
  return found;
}

const sorted = (wraps: readonly Wrap[]) =>
  [...wraps].sort((a, b) => a.start - b.start || b.end - a.end || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

function choices(mutants: readonly Mutant[], numbers: ReadonlyMap<string, number>): Wrap[] {
  const places = new Map<string, Wrap>();
  for (const { id, changes } of mutants) {
    for (const { kind, start, end, text } of changes) {
      const key = `${kind}:${start}:${end}`;
      const wrap = places.get(key) ?? { kind, start, end, choices: [] };
      wrap.choices.push({ number: numbers.get(id) ?? 0, text });
      places.set(key, wrap);
    }
  }
  return [...places.values()];
}

function rendered(file: SourceFile, wraps: readonly Wrap[]): string {
  const text = render(file.text, 0, file.text.length, sorted(wraps));
  const pragma = /pragma solidity [^;]+;/.exec(text);
  const at = pragma ? pragma.index + pragma[0].length : 0;
  return `${text.slice(0, at)}\nimport {_hit, _mutant, _mutantIs} from "${SWITCH_FILE}";${text.slice(at)}`;
}

/** All sources (one character a byte), with some mutants that can be switched on by their numbers, from 1 on. */
export function withMutants(
  project: Project,
  mutants: readonly Mutant[],
  numbers: ReadonlyMap<string, number>,
): Map<string, string> {
  const result = new Map<string, string>([[SWITCH_FILE, SWITCH_SOURCE]]);
  const modifiers = mutants.some(({ changes }) => changes.some(({ kind }) => kind === "modifier"));
  for (const file of project.files.values()) {
    const own = choices(
      mutants.filter((mutant) => mutant.file === file.file),
      numbers,
    );
    const wraps = [...own, ...assemblies(file, own), ...(modifiers ? secondForms(file, own) : [])];
    result.set(file.file, wraps.length === 0 ? file.text : rendered(file, wraps));
  }
  return result;
}

/** All sources, telling which regions run. @returns The sources and, by number, the names of the regions. */
export function withHits(project: Project): { sources: Map<string, string>; regions: string[] } {
  const sources = new Map<string, string>([[SWITCH_FILE, SWITCH_SOURCE]]);
  const regions: string[] = [];
  for (const file of project.files.values()) {
    const wraps: Wrap[] = [];
    for (const definition of file.file.startsWith("contracts/") ? functionsOf(file) : []) {
      const hash = functionHash(definition);
      for (const { ordinal, start, end, braces } of regionsOf(definition.node)) {
        const number = regions.push(`${file.file}:${definition.name}:${hash}:${ordinal}`) - 1;
        const kind = braces ? "block" : "single";
        // An unchecked block begins with its keyword.
        const brace = braces ? file.text.indexOf("{", start) : start;
        wraps.push({ start: brace, end: braces ? end : end + 1, kind, choices: [{ number, text: "" }] });
      }
    }
    sources.set(file.file, wraps.length === 0 ? file.text : rendered(file, wraps));
  }
  return { sources, regions };
}
