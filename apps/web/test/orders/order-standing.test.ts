import type { EscrowedSale, SaleState } from "@upline/protocol";
import { expect } from "chai";
import { type Phase, standingOf, stepsOf } from "../../src/pages/orders/order-standing.ts";

const BUYER = "0x00000000000000000000000000000000000000bB";
const PAYER = "0x00000000000000000000000000000000000000Aa";

const sale: EscrowedSale = {
  final: false,
  id: 5n,
  buyer: BUYER,
  payer: PAYER,
  seller: 9n,
  kind: "retail",
  plan: 1n,
  campaign: 0n,
  ref: `0x${"00".repeat(32)}`,
  total: 100n,
  profit: 0n,
  pool: 0n,
  company: 100n,
  lines: [],
  credits: [],
  activityVolume: 0n,
  threshold: 0n,
  window: 3_600n,
  returnKind: "goods",
  arbiter: PAYER,
};

/** In a word: phase, what ends or finished it, what can be done. The deadline is 1,000. */
function at(state: SaleState, now: bigint, account?: string, of = sale): string {
  const { phase, until, finished, actions } = standingOf(of, { state, deadline: 1_000n }, now, account);
  const times = [until === undefined ? "" : ` until ${until}`, finished === undefined ? "" : ` since ${finished}`];
  return `${phase}${times.join("")}: ${actions.join(", ")}`;
}

describe("where an order is", () => {
  it("can be returned by its buyer to the last second of its window, and settled by anybody from then on", () => {
    expect(at("escrowed", 999n, BUYER)).to.equal("open until 1000: return");
    expect(at("escrowed", 999n, PAYER)).to.equal("open until 1000: ");
    expect(at("escrowed", 999n)).to.equal("open until 1000: ");
    expect(at("escrowed", 1_000n, BUYER)).to.equal("due: settle");
    expect(at("escrowed", 1_000n, PAYER)).to.equal("due: settle");
    expect(at("escrowed", 1_000n)).to.equal("due: ");
  });

  it("can be taken back from company and arbiter by the buyer while they may decide", () => {
    expect(at("requested", 999n, BUYER)).to.equal("requested until 1000: withdraw");
    expect(at("requested", 999n, PAYER)).to.equal("requested until 1000: ");
    expect(at("disputed", 999n, BUYER)).to.equal("disputed until 1000: withdraw");
  });

  it("is refunded by anybody once they were silent", () => {
    expect(at("requested", 1_000n, PAYER)).to.equal("silent: refund");
    expect(at("disputed", 1_000n, BUYER)).to.equal("silent: refund");
    expect(at("disputed", 1_000n)).to.equal("silent: ");
  });

  it("is over once it is settled or refunded", () => {
    expect(at("settled", 2_000n, BUYER)).to.equal("settled since 1000: ");
    expect(at("refunded", 2_000n, BUYER)).to.equal("refunded since 1000: ");
  });

  it("of a recorded sale is its funder's to return", () => {
    const recorded = { ...sale, kind: "recorded" } as const;
    expect(at("escrowed", 999n, PAYER, recorded)).to.equal("open until 1000: return");
    expect(at("escrowed", 999n, BUYER, recorded)).to.equal("open until 1000: ");
  });

  it("is unknown where the chain has none, and final where there was no window", () => {
    expect(at("none", 1n, BUYER)).to.equal("unknown: ");
    expect(standingOf(sale, undefined, 1n, BUYER)).to.deep.equal({ phase: "final", actions: [] });
  });
});

describe("steps of an order", () => {
  const shown = (phase: Phase) =>
    stepsOf(phase)
      .map(({ name, at: when }) => (when === "done" ? `✓${name}` : when === "now" ? `>${name}` : name))
      .join(" ");

  it("go from placement through the window to the payment", () => {
    expect(shown("open")).to.equal("✓placed >window paid");
    expect(shown("due")).to.equal("✓placed ✓window >paid");
    expect(shown("settled")).to.equal("✓placed ✓window ✓paid");
    expect(shown("final")).to.equal("✓placed ✓paid");
  });

  it("of a return go from company to arbiter, and to the refund", () => {
    expect(shown("requested")).to.equal("✓placed ✓returned >company refunded");
    expect(shown("disputed")).to.equal("✓placed ✓returned ✓company >arbiter");
    expect(shown("silent")).to.equal("✓placed ✓returned >refunded");
    expect(shown("refunded")).to.equal("✓placed ✓returned ✓refunded");
    expect(shown("unknown")).to.equal("");
  });
});
