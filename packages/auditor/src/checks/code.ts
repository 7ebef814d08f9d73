// This is the code: what runs at the programme's addresses is what this version's sources give, with the values that the
// programme was created with. Foreign code is reported, and the audit goes on.
import {
  BUILDS,
  type Build,
  type CreatedProgramme,
  compareCode,
  immutableFaults,
  type ProgrammePart,
  partsOf,
} from "@upline/protocol";
import { keccak256 } from "ethers";
import type { CheckResult, Finding, Verdict } from "./check.ts";
import { findingOf, verdictOf } from "./fault-result.ts";

/** A programme with what is attached to it. */
export interface CodeSubject extends CreatedProgramme {
  /** Who hold the admin's role. Those without code are no timelocks, which the check of powers says. */
  readonly admins: readonly string[];
  /** The screen that is asked, the contract that may spend the pool: whoever was set. */
  readonly attached: Readonly<Record<string, string>>;
}

/** Gives the proven code of an account, `0x` where it has none, as `ProvenState.code` does. @throws SourceFault */
export type ReadCode = (address: string) => Promise<string>;

type Part = Omit<ProgrammePart, "immutables"> & Partial<Pick<ProgrammePart, "immutables">>;

/** What came of one contract. */
interface Examined {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** Where it is and the hash of its code. */
  readonly evidence: string;
  /** Values in the code that were compared. */
  readonly values: number;
}

/** Compares the code of core, modules and timelock with the published build. */
export async function checkCode(
  subject: CodeSubject,
  readCode: ReadCode,
  builds: ReadonlyMap<string, Build> = BUILDS,
): Promise<CheckResult> {
  const parts: Part[] = [...partsOf(subject), ...(await timelocksOf(subject.admins, readCode))];
  const found: [string, Examined][] = [];
  for (const part of parts) found.push([part.subject, await examine(part, builds.get(part.contract), readCode)]);
  const examined = found.map(([, one]) => one);
  const values = examined.reduce((sum, one) => sum + one.values, 0);
  const attached = await describeAttached(subject.attached, readCode, builds);
  return {
    check: "code",
    verdict: worst(examined.map(({ verdict }) => verdict)),
    summary: summarise(examined, values),
    findings: examined.flatMap(({ findings }) => findings),
    evidence: { ...Object.fromEntries(found.map(([name, { evidence }]) => [name, evidence])), values, ...attached },
  };
}

async function timelocksOf(admins: readonly string[], readCode: ReadCode): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const address of admins) {
    // What cannot be proved is said where the part is examined.
    const code = await readCode(address).catch(() => undefined);
    if (code !== "0x") parts.push({ subject: `admin ${address}`, contract: "Timelock", address });
  }
  return parts;
}

async function examine(part: Part, build: Build | undefined, readCode: ReadCode): Promise<Examined> {
  const { subject, contract, address } = part;
  const failed = (verdict: Verdict, finding: Omit<Finding, "subject">, evidence = address): Examined => ({
    verdict,
    findings: [{ subject, ...finding }],
    evidence,
    values: 0,
  });
  let code: string;
  try {
    code = await readCode(address);
  } catch (error) {
    return failed(verdictOf(error), findingOf(error, subject));
  }
  if (build === undefined) {
    const message = `this version has no contract ${contract}, so that nothing can be compared with ${address}`;
    return failed("unproved", { code: "build-missing", message });
  }
  const compared = compareCode(build, code);
  const evidence = `${address} ${keccak256(code)}`;
  if (!compared.equal) return failed("mismatch", foreign(part, build, compared.hash, code), evidence);
  if (part.immutables === undefined) return { verdict: "verified", findings: [], evidence, values: 0 };
  const faults = immutableFaults(part.immutables, compared.immutables);
  const findings = faults.map((message) => ({ code: "value-differs", subject, message: `in the code, ${message}` }));
  return {
    verdict: faults.length === 0 ? "verified" : "mismatch",
    findings,
    evidence,
    values: compared.immutables.size,
  };
}

function foreign({ contract, address }: Part, { hash }: Build, found: string, code: string): Omit<Finding, "subject"> {
  const what =
    code === "0x" ? `there is no contract at ${address}` : `the code at ${address} is not that of ${contract}`;
  const message = `${what} as this version builds it; hashes are of the code without the values filled into it`;
  return { code: code === "0x" ? "code-missing" : "code-foreign", message, expected: hash, found };
}

/** Contracts beside the core are not part of the claim; whether their code is known is told. */
async function describeAttached(
  attached: Readonly<Record<string, string>>,
  readCode: ReadCode,
  builds: ReadonlyMap<string, Build>,
): Promise<Readonly<Record<string, string>>> {
  const told: Record<string, string> = {};
  for (const [name, address] of Object.entries(attached)) {
    const code = await readCode(address).catch(() => undefined);
    const known = [...builds.values()].find((build) => code !== undefined && compareCode(build, code).equal);
    const what = code === undefined ? "not proved" : `${keccak256(code)} ${known?.contract ?? "not of this version"}`;
    told[name] = `${address} ${what}`;
  }
  return told;
}

function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("mismatch")) return "mismatch";
  return verdicts.includes("unproved") ? "unproved" : "verified";
}

function summarise(examined: readonly Examined[], values: number): string {
  const good = examined.filter(({ verdict }) => verdict === "verified").length;
  const all = examined.length;
  if (good < all) return `${good} of ${all} contracts have the published code and the values they were created with.`;
  return `Core, modules and timelock, ${all} contracts, have the published code; ${values} values in it are those they were created with.`;
}
