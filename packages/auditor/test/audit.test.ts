import { expect } from "chai";
import { id as hashOf } from "ethers";
import { EndpointRefused } from "../src/chain/rpc/faults.ts";
import type { RawEntry, Source } from "../src/index.ts";
import { AUDIT_EXIT, type Audit, audit, auditWithReport, CHECKS } from "../src/index.ts";
import { Invention } from "./helpers/invention.ts";
import { CHAIN_ID, CORE } from "./helpers/journal-writer.ts";
import { HYBRID } from "./helpers/rules.ts";

// The whole audit, where a source gives little or nothing
// - no check keeps another from being made, and nothing is thrown
// - what can be computed without proofs is computed, and taken for unproved

const BLOCK = hashOf("block");

/** A source of which every answer is what `answer` does. */
function sourceOf(answer: () => never, entries: readonly RawEntry[] = [], chainId?: bigint): Source {
  const ask = async () => answer();
  return {
    name: "a source of the test",
    cost: { requests: 0, retries: 0, bytes: 0 },
    chainId: chainId === undefined ? ask : async () => chainId,
    newest: ask,
    hashAt: ask,
    header: ask,
    proof: ask,
    code: ask,
    call: ask,
    async *entries() {
      if (entries.length === 0) answer();
      yield entries;
    },
    async *transfers() {
      yield answer();
    },
  };
}

const refusing = () => {
  throw new EndpointRefused("eth_call", -32_000, "missing trie node");
};
const broken = () => {
  throw new TypeError("cannot read properties of undefined");
};

const verdicts = ({ checks }: Audit) => checks.map(({ check, verdict }) => [check, verdict]);
const options = { programme: CORE, block: BLOCK };

describe("an audit", () => {
  for (const [what, answer] of [
    ["refuses everything", refusing],
    ["fails in ways that nobody thought of", broken],
  ] as const) {
    it(`of a source that ${what} makes every check and proves none`, async () => {
      const { audit: done, report } = await auditWithReport(sourceOf(answer), options);
      expect(verdicts(done)).to.deep.equal(CHECKS.map((check) => [check, "unproved"]));
      for (const { check, findings } of done.checks) expect(findings, check).to.not.deep.equal([]);
      expect(done.verdict).to.equal("unproved");
      expect(AUDIT_EXIT[done.verdict]).to.equal(4);
      expect(report.verdict).to.equal("unproved");
      expect(done.costs.map(({ check }) => check).toSorted()).to.deep.equal([...CHECKS].sort());
    });
  }

  it("recomputes a history that cannot be proved, and calls nothing of it proved", async () => {
    const entries = [...new Invention({ seed: 3, people: 12, sales: 60, periods: 3, rule: HYBRID }).entries()];
    const progress: number[] = [];
    const done = await audit(sourceOf(refusing, entries, CHAIN_ID), {
      ...options,
      progress: { entries: (count) => progress.push(count) },
    });
    for (const check of ["block", "state", "journal", "storage", "amounts"] as const) {
      expect(verdicts(done)).to.deep.include([check, "unproved"]);
    }
    const amounts = done.checks.find(({ check }) => check === "amounts");
    expect(amounts?.evidence).to.include({ sales: 60, agreed: 60, findings: 0 });
    expect(progress).to.deep.equal([entries.length]);
    expect(done.history?.entries).to.equal(entries.length);
  });

  it("finds what cannot have happened without any proof, and lets that decide", async () => {
    const entries = [...new Invention({ seed: 3, people: 12, sales: 60, periods: 3, rule: HYBRID }).entries()];
    // An enrolment is left out, so that somebody of whom nothing is known sells.
    const enrolled = hashOf("DistributorEnrolled(uint256,uint256,address)");
    const first = entries.findIndex(({ topics }, at) => at > 2 && topics[0] === enrolled);
    const without = entries.filter((_, at) => at !== first);
    const done = await audit(sourceOf(refusing, without, CHAIN_ID), options);
    expect(verdicts(done)).to.deep.include(["amounts", "mismatch"]);
    expect([done.verdict, AUDIT_EXIT[done.verdict]]).to.deep.equal(["mismatch", 3]);
  });

  it("needs a block that somebody names", async () => {
    const error = await audit(sourceOf(refusing), { programme: CORE }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(EndpointRefused);
  });
});
