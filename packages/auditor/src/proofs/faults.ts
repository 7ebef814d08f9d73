import { ASK_ANOTHER, SourceFault } from "../chain/fault.ts";

/** A proof does not lead from the root to what it is to prove. */
export class ProofInvalid extends SourceFault {
  override readonly name = "ProofInvalid";
  override readonly code = "proof-invalid";
  override readonly verdict = "mismatch";

  constructor(what: string, root: string) {
    super(`the proof of ${what} does not lead to the root ${root}`, { what, root }, ASK_ANOTHER);
  }
}

/** A proof is of something else than what was asked for. */
export class ProofForeign extends SourceFault {
  override readonly name = "ProofForeign";
  override readonly code = "proof-of-another";
  override readonly verdict = "mismatch";

  constructor(what: string, expected: string, found: string) {
    super(
      `asked for a proof of ${what} ${expected}, the source gave one of ${found}`,
      { what, expected, found },
      ASK_ANOTHER,
    );
  }
}

/** What the source says differs from what its own proof proves. */
export class ProvenDiffers extends SourceFault {
  override readonly name = "ProvenDiffers";
  override readonly code = "proven-value-differs";
  override readonly verdict = "mismatch";

  constructor(what: string, proven: string, said: string) {
    super(
      `${what} is proven to be ${proven}, the source says ${said}`,
      { what, expected: proven, found: said },
      ASK_ANOTHER,
    );
  }
}

/** A contract's code is not what the state says. */
export class CodeForeign extends SourceFault {
  override readonly name = "CodeForeign";
  override readonly code = "code-hash-differs";
  override readonly verdict = "mismatch";

  constructor(address: string, expected: string, found: string) {
    super(
      `the code given for ${address} hashes to ${found}, the state says ${expected}: it is another contract's, or altered`,
      { address, expected, found },
      ASK_ANOTHER,
    );
  }
}

/** A proof is larger than any trie's is. */
export class ProofTooLarge extends SourceFault {
  override readonly name = "ProofTooLarge";
  override readonly code = "proof-too-large";
  override readonly verdict = "unproved";

  constructor(what: string, nodes: number, limit: number) {
    super(`the proof of ${what} has ${nodes} nodes, expected ${limit} at most`, { what, nodes, limit }, ASK_ANOTHER);
  }
}

/** The source does not give proofs of the block's state: most endpoints keep those of the last blocks only. */
export class StateUnavailable extends SourceFault {
  override readonly name = "StateUnavailable";
  override readonly code = "state-unavailable";
  override readonly verdict = "unproved";

  constructor(block: bigint, address: string, slots: readonly string[], reason: string) {
    super(
      `${whatOf(slots)} of ${address} at block ${block} could not be proved: ${reason}`,
      { block, address, slots, reason },
      "Use an endpoint with an archive, or audit a newer block.",
    );
  }
}

function whatOf(slots: readonly string[]): string {
  if (slots.length === 0) return "the account";
  const [first = "", ...others] = slots;
  const more = others.length === 0 ? "" : ` and ${others.length} other words`;
  return `the storage word ${first}${more}`;
}
