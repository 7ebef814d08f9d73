import { expect } from "chai";
import { AbiCoder, type Filter, keccak256, type Log, toBeHex } from "ethers";
import { distributorSlot, SALE_TOPICS, SLOTS } from "../../packages/protocol/src/index.ts";
import { examine } from "../../scripts/doctor/examine.ts";
import type { Endpoint } from "../../scripts/doctor/programme.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { ESCROWED, FINAL, type Market, type Member, openLine } from "../helpers/market.ts";
import { findingsIn, uncheckedIn } from "../helpers/patient.ts";
import { plan } from "../helpers/programme.ts";
import { tampered } from "../helpers/tampered.ts";

// scripts/doctor.ts, on the journal and the money
// - after sales, settlements, claims and payments from the pool, everything is covered and every balance as it should be
// - money that is missing, a balance that no event explains, an event that is missing

describe("scripts/doctor.ts, journal and money", () => {
  let market: Market;
  let line: readonly Member[];
  let restore: () => Promise<void>;

  before(async function () {
    leaveOutUnderCoverage(this);
    ({ market, line } = await openLine(3, { plan: plan({ poolShare: 100 }) }));
    const [first, second, third] = line as [Member, Member, Member];
    await market.buy(third, FINAL, { quantity: 3n });
    const settled = await market.escrow(third, ESCROWED);
    await market.core.connect(second.wallet).claim();
    await market.passWindows();
    await market.settle(settled);
    await market.escrow(first, ESCROWED, { quantity: 2n });
    await market.core.connect(await market.impersonated(market.run)).spendPool(market.stranger, 1_000_000n);
    const snapshot = await market.networkHelpers.takeSnapshot();
    restore = () => snapshot.restore();
  });

  afterEach(() => restore());

  /** Only what the checks of journal and money say, and the token's balances. */
  async function look(endpoint: Endpoint = market.ethers.provider) {
    const { checks } = await examine(endpoint, market.address, { from: 0 });
    const own = checks.filter(
      ({ area, subject }) => ["journal", "money"].includes(area) || subject === "steady balances",
    );
    const details = Object.fromEntries(own.map(({ subject, detail }) => [subject, detail]));
    return { details, findings: findingsIn({ checks: own }), unchecked: uncheckedIn({ checks: own }) };
  }

  /** Writes a word into a contract's storage. */
  const store = (account: string, slot: string, word: bigint) =>
    market.ethers.provider.send("hardhat_setStorageAt", [account, slot, toBeHex(word, 32)]);

  it("are as they should be after all that money does", async () => {
    const { details, findings, unchecked } = await look();
    expect({ findings, unchecked }).to.deep.equal({ findings: {}, unchecked: {} });
    expect(details["head"]).to.match(/^0x[0-9a-f]{40}, as the \d+ events give it$/);
    expect(details["balances"]).to.equal("4 distributors, the company among them, and the pool, as the events say");
    // 400 were settled and 200 wait; the sponsor claimed 8 % of 3 × 50, and of the pool's 1 % of 4 × 50 one was spent.
    expect(details["cover"]).to.equal(
      "the core holds 587.00 TUSD and owes 587.00 TUSD: 386.00 TUSD in balances, 1.00 TUSD in the pool, " +
        "200.00 TUSD in escrow",
    );
  });

  it("tell of money that is missing", async () => {
    const slot = keccak256(AbiCoder.defaultAbiCoder().encode(["address", "uint256"], [market.address, 0]));
    await store(await market.token.getAddress(), slot, 586_999_999n);
    const { findings } = await look();
    expect(Object.keys(findings)).to.deep.equal(["steady balances", "cover"]);
    expect(findings["cover"]).to.include("the core holds 586.999999 TUSD and owes 587.00 TUSD");
  });

  it("tell of balances that no event explains", async () => {
    const word = BigInt((await market.core.extsload([distributorSlot(2n)]))[0]!);
    await store(market.address, distributorSlot(2n), word + (5n << 32n));
    const accounts = BigInt((await market.core.extsload([SLOTS.accounts]))[0]!);
    await store(market.address, SLOTS.accounts, accounts + (7n << 160n));
    const run = BigInt((await market.core.extsload([SLOTS.run]))[0]!);
    await store(market.address, SLOTS.run, run - (1n << 160n));
    const { findings } = await look();
    expect(Object.keys(findings)).to.deep.equal(["balances"]);
    expect(findings["balances"]).to.match(
      /^the balance of distributor 2 is [\d.]+5 TUSD, by the events [\d.]+ TUSD; the company's share is .*; the pool is 0\.999999 TUSD, by the events 1\.00 TUSD$/,
    );
  });

  it("tell of events that are missing or changed", async () => {
    const hiding = (topic: string): Endpoint =>
      tampered<Endpoint>(market.ethers.provider, {
        getLogs: async (filter: Filter) => {
          const logs = (await market.ethers.provider.getLogs(filter)) as Log[];
          return logs.filter(({ topics }) => topics[0] !== topic);
        },
      });
    const final = await look(hiding(SALE_TOPICS.final));
    expect(final.findings["head"]).to.include("events are missing or changed");
    const placed = await look(hiding(SALE_TOPICS.placed));
    expect(Object.keys(placed.findings)).to.deep.equal(["head"]);
    expect(placed.unchecked).to.deep.equal({ balances: "events are missing, so that they tell of no balance" });
  });
});
