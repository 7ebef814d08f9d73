import { encodeBytes32String, getBytes, id as hashOf, TypedDataEncoder, toBeHex, toUtf8Bytes } from "ethers";
import { MODULES } from "../../deploy/parts/core.ts";
import { uplineDomain } from "../../packages/protocol/src/index.ts";
import { type Built, compareCode, readBuilt } from "./build.ts";
import { type Check, checksOf } from "./check.ts";
import type { Programme, Setting } from "./programme.ts";

const { ok, finding, judged } = checksOf("code");

/** A contract of the programme: where it is, and what it was built from. */
interface Part {
  readonly subject: string;
  readonly contract: string;
  readonly address: string;
  /** What its immutables must be, by name. */
  readonly immutables: ReadonlyMap<string, bigint>;
}

/**
 * That the code of core, modules and timelock is the build's, byte by byte, and every value filled into it is what the
 * programme was created with.
 * @param timelock Undefined where the core is administered by none.
 * @param stablecoin Address of the token, where it is the test stablecoin of this build.
 */
export async function checkCode(
  programme: Programme,
  timelock: string | undefined,
  stablecoin: string | undefined,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const part of partsOf(programme)) checks.push(...(await checkPart(programme, part)));
  const others = [
    { subject: "timelock", contract: "Timelock", address: timelock },
    { subject: "token", contract: "TestStablecoin", address: stablecoin },
  ];
  for (const { subject, contract, address } of others) {
    if (address !== undefined) checks.push(await checkBytes(programme, { subject, contract, address }));
  }
  return checks;
}

function partsOf(programme: Programme): readonly Part[] {
  const { address, modules } = programme;
  const own = new Map([...Object.entries(modules)].map(([name, at]) => [`_${name}`, BigInt(at)]));
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

/** The contract that is deployed as this module. */
function contractOf(module: string): string {
  return new Map<string, string>(Object.entries(MODULES)).get(module) ?? module;
}

/** What core and modules have alike: settings, and the domain of signatures, which is each one's own. */
function sharedImmutables({ settings, chainId }: Programme, address: string): ReadonlyMap<string, bigint> {
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
  return new Map([...words, ...Object.entries(settings).map(([key, value]) => [`_${key}`, asWord(value)] as const)]);
}

/** OpenZeppelin's form: the text from the left, its length in the last byte. */
function shortString(text: string): bigint {
  return BigInt(encodeBytes32String(text)) | BigInt(toUtf8Bytes(text).length);
}

const asWord = (value: Setting) => BigInt(value);

async function checkPart(programme: Programme, part: Part): Promise<readonly Check[]> {
  const { endpoint, block } = programme;
  const built = await readBuilt(part.contract);
  const compared = compareCode(built, await endpoint.getCode(part.address, block));
  if (!compared.equal) return [different(part, built, compared)];
  const faults = faultsIn(part.immutables, compared.immutables);
  const names = [...compared.immutables.keys()].map((name) => name.replace(/^_/, ""));
  return [
    same(part, built, compared.hash),
    judged(`${part.subject}, values`, faults, `${names.length} as the programme was created with: ${names.join(", ")}`),
  ];
}

async function checkBytes(
  { endpoint, block }: Programme,
  part: Pick<Part, "subject" | "contract" | "address">,
): Promise<Check> {
  const built = await readBuilt(part.contract);
  const compared = compareCode(built, await endpoint.getCode(part.address, block));
  return compared.equal ? same(part, built, compared.hash) : different(part, built, compared);
}

type Named = Pick<Part, "subject" | "contract" | "address">;

function same({ subject, contract, address }: Named, { code }: Built, hash: string): Check {
  return ok(subject, `${address} is ${contract}, ${getBytes(code).length} bytes, ${short(hash)}`);
}

function different(
  { subject, contract, address }: Named,
  { code }: Built,
  { hash, builtHash }: { readonly hash: string; readonly builtHash: string },
): Check {
  return finding(
    subject,
    `the code at ${address} is not that of ${contract}: its hash without immutables is ${short(hash)}, ` +
      `the build's ${short(builtHash)} (${getBytes(code).length} bytes)`,
  );
}

function faultsIn(
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

/** `0x12345678…abcd`: enough to compare by eye; the whole hash is checked. */
const short = (hash: string) => `${hash.slice(0, 10)}…${hash.slice(-4)}`;
