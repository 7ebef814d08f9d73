import { encodeBytes32String, id as hashOf, TypedDataEncoder, toBeHex, toUtf8Bytes } from "ethers";
import { uplineDomain } from "../typed-data/domain.ts";
import { MODULE_CONTRACTS } from "./modules.ts";

/** What a programme was created with, by its first event. */
export interface CreatedProgramme {
  /** Of the core. */
  readonly address: string;
  readonly chainId: bigint;
  /** By name, as in the contract's `Settings`. */
  readonly settings: Readonly<Record<string, string | bigint | boolean>>;
  /** Addresses by name, as in the contract's `Modules`. */
  readonly modules: Readonly<Record<string, string>>;
}

/** A contract of a programme: where it is, what it is built from, and which values are filled into its code. */
export interface ProgrammePart {
  /** `core`, or for example `module network`. */
  readonly subject: string;
  readonly contract: string;
  readonly address: string;
  /** What its immutables must be, by name. */
  readonly immutables: ReadonlyMap<string, bigint>;
}

/** Core and modules of a programme, as their code must be. */
export function partsOf(programme: CreatedProgramme): readonly ProgrammePart[] {
  const { address, modules } = programme;
  const own = Object.entries(modules).map(([name, at]) => [`_${name}`, BigInt(at)] as const);
  const core = {
    subject: "core",
    contract: "Upline",
    address,
    immutables: new Map([...own, ...sharedImmutables(programme, address)]),
  };
  const parts = Object.entries(modules).map(([name, at]) => ({
    subject: `module ${name}`,
    contract: contractOf(name),
    address: at,
    immutables: sharedImmutables(programme, at),
  }));
  return [core, ...parts];
}

const contractOf = (module: string) => new Map<string, string>(Object.entries(MODULE_CONTRACTS)).get(module) ?? module;

/** What core and modules have alike: settings, and the domain of signatures, which is each one's own. */
function sharedImmutables({ settings, chainId }: CreatedProgramme, address: string): ReadonlyMap<string, bigint> {
  const domain = uplineDomain(address, chainId);
  const { name, version } = domain as { name: string; version: string };
  const words: [string, bigint][] = [
    ["_cachedDomainSeparator", BigInt(TypedDataEncoder.hashDomain(domain))],
    ["_cachedChainId", chainId],
    ["_cachedThis", BigInt(address)],
    ["_hashedName", BigInt(hashOf(name))],
    ["_hashedVersion", BigInt(hashOf(version))],
    ["_name", shortString(name)],
    ["_version", shortString(version)],
  ];
  return new Map([...words, ...Object.entries(settings).map(([key, value]) => [`_${key}`, BigInt(value)] as const)]);
}

/** OpenZeppelin's form: the text from the left, its length in the last byte. */
function shortString(text: string): bigint {
  return BigInt(encodeBytes32String(text)) | BigInt(toUtf8Bytes(text).length);
}

/** What is wrong with the values that are filled into a part's code, a sentence each. */
export function immutableFaults(
  expected: ReadonlyMap<string, bigint>,
  found: ReadonlyMap<string, readonly bigint[]>,
): readonly string[] {
  return [...found].flatMap(([name, words]) => {
    const value = expected.get(name);
    const shown = words.map((word) => toBeHex(word)).join(" and ");
    if (value === undefined) return [`nothing tells what ${name}, ${shown}, should be`];
    const [word] = words;
    return words.length === 1 && word === value ? [] : [`${name} is ${shown}, expected ${toBeHex(value)}`];
  });
}
