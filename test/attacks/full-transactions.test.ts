import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type ContractTransactionResponse, toBeHex, ZeroHash } from "ethers";
import type { IPointOfSale } from "../../packages/protocol/src/contracts/Upline.ts";
import { decodeSale, type EscrowedSale, SALE_TOPICS, saleStruct } from "../../packages/protocol/src/index.ts";
import { leaveOutUnderCoverage } from "../helpers/coverage.ts";
import { Crowd, TRANSACTION_GAS, walletOf } from "../helpers/crowd.ts";
import { fixture } from "../helpers/fixture.ts";
import { legacyPerson } from "../helpers/legacy.ts";
import { ESCROWED, FINAL, type Market, openMarket, orderOf, prices } from "../helpers/market.ts";
import { deployUnopened, plan } from "../helpers/programme.ts";

const BOOK = "docs/attacks.md";
const LIMIT = { gasLimit: TRANSACTION_GAS };
/** Uplines of each seller, all paid, whom he shares with no other seller. */
const LEVELS = 10;
const SELLERS = 300;
/** People with wallets, who are pushed to. */
const PEOPLE = 600;
/** Sales that are recorded in one transaction while a test is prepared. */
const STEP = 100;

/** How many of each fit into one transaction, as the book says. */
function fitting(): [what: string, count: number][] {
  const [, section = ""] = readFileSync(BOOK, "utf8").split("## How much fits into one transaction");
  const rows = section.matchAll(/^\| ([a-z][^|]+?) +\| +([\d,]+) +\|$/gm);
  return [...rows].map(([, what = "", count = ""]) => [what, Number(count.replaceAll(",", ""))]);
}

describe("attack: a batch that no longer fits into a transaction of 16,777,216 gas", () => {
  const loaded = fixture(async () => {
    const crowd = new Crowd();
    crowd.chain(SELLERS * (LEVELS + 1));
    const first = crowd.frontline(1n, PEOPLE, PEOPLE);
    const rates = Array<number>(LEVELS + 1).fill(100);
    const market = await openMarket({ plan: plan({ rates }) }, (core) => crowd.import(core));
    await market.fund(market.operator, 10n ** 15n);
    return { networkHelpers: market.networkHelpers, market, first };
  });
  const unopened = fixture(() => deployUnopened());
  let market: Market;
  let first: bigint;

  before(function () {
    leaveOutUnderCoverage(this);
  });

  beforeEach(async () => {
    ({ market, first } = await loaded());
  });

  /** The last of his own line of eleven. */
  const seller = (index: number) => 1n + BigInt((index + 1) * (LEVELS + 1));

  const range = (count: number) => Array.from({ length: count }, (_, i) => i);

  /** Recorded sales of a product by these sellers. */
  function slips(product: bigint, sellers: readonly bigint[]): IPointOfSale.RecordedSaleStruct[] {
    const { retail } = prices(market.one);
    return sellers.map((id) => ({ order: orderOf(id, product), unitPrices: [retail] }));
  }

  /** Records sales in as many batches as it takes; returns those in escrow, in order. */
  async function record(product: bigint, sellers: readonly bigint[]): Promise<EscrowedSale[]> {
    const placed: EscrowedSale[] = [];
    for (let i = 0; i < sellers.length; i += STEP) {
      const batch = (await market.core.lastBatch(market.operator)) + 1n;
      const sent = market.core.recordSales(batch, slips(product, sellers.slice(i, i + STEP)), LIMIT);
      const { logs } = await market.receipt(sent);
      for (const log of logs) {
        if (log.topics[0] !== SALE_TOPICS.placed) continue;
        placed.push(decodeSale(log) as EscrowedSale);
      }
    }
    return placed;
  }

  async function settle(sellers: readonly bigint[]): Promise<ContractTransactionResponse> {
    const sales = (await record(ESCROWED, sellers)).map(saleStruct);
    await market.passWindows();
    const sent = market.core.settleMany(sales, LIMIT);
    await expect(sent).to.emit(market.core, "SalesSettled");
    for (const { id } of [sales[0]!, sales.at(-1)!]) expect((await market.core.saleState(id)).state).to.equal(4n);
    return sent;
  }

  async function push(count: number): Promise<ContractTransactionResponse> {
    const ids = range(count).map((i) => first + BigInt(i));
    await record(FINAL, ids);
    return market.core.push(ids.map(walletOf), LIMIT);
  }

  async function importPeople(count: number, bound: boolean): Promise<ContractTransactionResponse> {
    const { core } = await unopened();
    const people = range(count).map((i) => legacyPerson(bound ? { wallet: walletOf(BigInt(i)) } : {}));
    return core.importDistributors(2n, people, LIMIT);
  }

  const batch = (product: bigint, count: number) =>
    market.core.recordSales(1n, slips(product, range(count).map(seller)), LIMIT);

  /** Every batch that the book lists, with so many items. */
  const batches: Record<string, (count: number) => Promise<ContractTransactionResponse>> = {
    "sales settled, ten of each seller": (count) => settle(range(count).map((i) => seller(Math.floor(i / 10)))),
    "sales settled, each of another seller": (count) => settle(range(count).map(seller)),
    "people pushed to, who have none of the token yet": push,
    "ranks set": (count) =>
      market.core.setRanks(
        range(count).map((i) => ({ id: 2n + BigInt(i), rank: 1 + (i % 15) })),
        ZeroHash,
        LIMIT,
      ),
    "people imported with a wallet": (count) => importPeople(count, true),
    "people imported without a wallet": (count) => importPeople(count, false),
    "sales recorded at the point of sale, final at once, each of another seller": (count) => batch(FINAL, count),
    "sales recorded at the point of sale, with a return window": (count) => batch(ESCROWED, count),
    "products added": (count) =>
      market.core.addProducts(
        range(count).map(() => ({ ...prices(market.one), window: 3_600n, kind: 0n, arbiter: `0x${"00".repeat(20)}` })),
        range(count).map((i) => toBeHex(i, 32)),
        LIMIT,
      ),
  };

  it("is listed with every batch that there is", () => {
    expect(fitting().map(([what]) => what)).to.have.members(Object.keys(batches));
  });

  for (const [what, count] of fitting()) {
    it(`takes ${count} of ${what}`, async () => {
      const receipt = await market.receipt(batches[what]!(count));
      // That it fits is shown by its success; that the book does not stay behind, by how full the transaction is.
      expect(Number(receipt.gasUsed) / Number(TRANSACTION_GAS)).to.be.above(0.85);
    });
  }
});
