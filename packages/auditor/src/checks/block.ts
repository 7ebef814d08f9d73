// The claim that the audited block is the one that the auditor trusts, and the chain's.
import { ASK_ANOTHER } from "../chain/fault.ts";
import { type BlockHeader, proveHeader } from "../chain/header.ts";
import type { Source } from "../chain/source.ts";
import type { CheckResult, Finding } from "./check.ts";
import { findingOf, resultOfFailure, verdictOf } from "./fault-result.ts";

/** What is to be audited. */
export interface AuditedBlock {
  readonly hash: string;
  /** Whether the auditor named it; if not, it is the newest that the source named, and rests on its word. */
  readonly named: boolean;
}

/** How the check ended, and the header if it is proven. */
export interface BlockCheck {
  readonly result: CheckResult;
  readonly header?: BlockHeader;
  readonly chainId?: bigint;
}

type Opinion = readonly [who: string, source: Source];

/**
 * Proves the block's header by its hash, and asks each source whether the chain still has that block at that height.
 * @param second Another endpoint, asked for the same.
 */
export async function checkBlock(source: Source, block: AuditedBlock, second?: Source): Promise<BlockCheck> {
  let header: BlockHeader;
  let chainId: bigint;
  try {
    header = proveHeader(block.hash, await source.header(block.hash));
    chainId = await source.chainId();
  } catch (error) {
    return { result: resultOfFailure("block", error, `block ${block.hash}`, { block: block.hash }) };
  }
  const others: readonly Opinion[] = second === undefined ? [] : [["the second source", second]];
  const findings: Finding[] = [];
  const verdicts = new Set<"mismatch" | "unproved">();
  for (const opinion of [["the source", source] as const, ...others]) {
    for (const [verdict, finding] of await disagreements(opinion, header, chainId)) {
      verdicts.add(verdict);
      findings.push(finding);
    }
  }
  const failed = verdicts.has("mismatch") ? "mismatch" : verdicts.has("unproved") ? "unproved" : undefined;
  const result: CheckResult = {
    check: "block",
    verdict: failed ?? (block.named ? "verified" : "reported"),
    summary: summary(header, block.named, second !== undefined, failed !== undefined),
    findings,
    evidence: evidence(header, block.named, second !== undefined, chainId),
  };
  return { result, header, chainId };
}

type Disagreement = readonly ["mismatch" | "unproved", Finding];

async function disagreements(
  [who, source]: Opinion,
  header: BlockHeader,
  chainId: bigint,
): Promise<readonly Disagreement[]> {
  const found: Disagreement[] = [];
  try {
    const other = await source.chainId();
    if (other !== chainId) found.push(["mismatch", chainDiffers(who, chainId, other)]);
    const hash = await source.hashAt(header.number);
    if (hash === header.hash) proveHeader(hash, await source.header(hash));
    else found.push(["mismatch", notCanonical(who, header, hash)]);
  } catch (error) {
    found.push([verdictOf(error), findingOf(error, `${who}, block ${header.number}`)]);
  }
  return found;
}

function notCanonical(who: string, header: BlockHeader, found: string): Finding {
  return {
    code: "block-not-canonical",
    subject: `${who}, block ${header.number}`,
    message:
      `${who} says that block ${header.number} of its chain is another one than the audited: ` +
      `a reorganisation removed the audited block, or one of both is a fork. ${ASK_ANOTHER}`,
    expected: header.hash,
    found,
  };
}

function chainDiffers(who: string, expected: bigint, found: bigint): Finding {
  return {
    code: "chain-differs",
    subject: who,
    message: `${who} is of chain ${found}, the other one of chain ${expected}. Name two endpoints of one chain.`,
    expected,
    found,
  };
}

function summary(header: BlockHeader, named: boolean, second: boolean, failed: boolean): string {
  const hashes = `The header of block ${header.number} hashes to ${header.hash}`;
  if (failed) return `${hashes}, but not every source agrees that it is the chain's.`;
  const trusted = named
    ? "the hash that was to be audited"
    : "the newest block that the source named; nobody else named it";
  return `${hashes}, ${trusted}${second ? "; a second source agrees" : ""}.`;
}

function evidence(header: BlockHeader, named: boolean, second: boolean, chainId: bigint): CheckResult["evidence"] {
  const { hash, number, timestamp, stateRoot } = header;
  return { chainId, block: hash, number, timestamp, stateRoot, named, secondSource: second };
}
