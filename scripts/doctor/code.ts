import {
  type Build,
  compareCode,
  immutableFaults,
  type ProgrammePart,
  partsOf,
} from "../../packages/protocol/src/index.ts";
import { readBuilt } from "./build.ts";
import { type Check, checksOf } from "./check.ts";
import type { Programme } from "./programme.ts";

const { ok, finding, judged } = checksOf("code");

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

async function checkPart(programme: Programme, part: ProgrammePart): Promise<readonly Check[]> {
  const { endpoint, block } = programme;
  const built = await readBuilt(part.contract);
  const compared = compareCode(built, await endpoint.getCode(part.address, block));
  if (!compared.equal) return [different(part, built, compared)];
  const faults = immutableFaults(part.immutables, compared.immutables);
  const names = [...compared.immutables.keys()].map((name) => name.replace(/^_/, ""));
  return [
    same(part, built, compared.hash),
    judged(`${part.subject}, values`, faults, `${names.length} as the programme was created with: ${names.join(", ")}`),
  ];
}

async function checkBytes({ endpoint, block }: Programme, part: Named): Promise<Check> {
  const built = await readBuilt(part.contract);
  const compared = compareCode(built, await endpoint.getCode(part.address, block));
  return compared.equal ? same(part, built, compared.hash) : different(part, built, compared);
}

type Named = Pick<ProgrammePart, "subject" | "contract" | "address">;

function same({ subject, contract, address }: Named, { length }: Build, hash: string): Check {
  return ok(subject, `${address} is ${contract}, ${length} bytes, ${short(hash)}`);
}

function different(
  { subject, contract, address }: Named,
  { hash: builtHash, length }: Build,
  { hash }: { readonly hash: string },
): Check {
  return finding(
    subject,
    `the code at ${address} is not that of ${contract}: its hash without immutables is ${short(hash)}, ` +
      `the build's ${short(builtHash)} (${length} bytes)`,
  );
}

/** `0x12345678…abcd`: enough to compare by eye; the whole hash is checked. */
const short = (hash: string) => `${hash.slice(0, 10)}…${hash.slice(-4)}`;
