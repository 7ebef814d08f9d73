import { expect } from "chai";
import { concat, dataSlice, toBeHex } from "ethers";
import { leaveOutUnderCoverage } from "../../helpers/coverage.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { FINAL, GAS, type Market, UNIT } from "../../helpers/market.ts";
import { openTill, type Recorded, type Till } from "../../helpers/records.ts";

/** How many lines a check takes long with, so that it fails for gas while enough remains to say so. */
const MANY = 60;
/** The error of a sale whose check gave no answer. */
const UNREADABLE = "RecordUnreadable";

describe("recordSales, with too little gas or calldata that cannot be read", () => {
  const loaded = fixture(openTill);
  let market: Market;
  let till: Till;

  beforeEach(async () => {
    ({ market, till } = await loaded());
  });

  afterEach(() => till.expectSound());

  const long = () =>
    till.sale(UNIT, { lines: Array.from({ length: MANY }, () => ({ product: UNIT, quantity: 1n })), unitPrice: 1n });

  /** What became of a batch with so much gas: the names of its events, or of its error. */
  async function outcome(sales: readonly Recorded[], gasLimit: bigint): Promise<string> {
    const sent = market.core.connect(till.clerk).recordSales(1n, [...sales], { gasLimit });
    return eventsOf(market, sent).then(
      (events) => events.map(([name]) => name).join(),
      (error: unknown) => new RegExp(`${UNREADABLE}\\(\\d+\\)`).exec(String(error))?.[0] ?? "nothing",
    );
  }

  it("[POS-10] records all of a batch or nothing, whatever the gas: no good sale is passed over for want of it", async function () {
    leaveOutUnderCoverage(this);
    const outcomes = new Set<string>();
    const snapshot = await market.networkHelpers.takeSnapshot();
    const sales = [till.sale(), long(), till.sale()];
    for (let gasLimit = 150_000n; gasLimit <= 450_000n; gasLimit += 5_000n) {
      outcomes.add(await outcome(sales, gasLimit));
      await snapshot.restore();
    }
    expect([...outcomes].sort()).to.deep.equal([
      `${UNREADABLE}(1)`,
      "SaleFinal,SaleFinal,SaleFinal,BatchRecorded",
      "nothing",
    ]);
  });

  it("[POS-10] passes a bad sale over for its own error, or fails as a whole", async function () {
    leaveOutUnderCoverage(this);
    const outcomes = new Set<string>();
    const snapshot = await market.networkHelpers.takeSnapshot();
    const sales = [till.sale(FINAL, { quantity: 0n }), till.sale()];
    for (let gasLimit = 100_000n; gasLimit <= 500_000n; gasLimit += 5_000n) {
      outcomes.add(await outcome(sales, gasLimit));
      await snapshot.restore();
    }
    expect([...outcomes].sort()).to.deep.equal(["RecordSkipped,SaleFinal,BatchRecorded", "nothing"]);
  });

  it("[POS-10] tells which sale could not be checked, with the least gas that suffices for an answer", async () => {
    const snapshot = await market.networkHelpers.takeSnapshot();
    const sales = [till.sale(), long()];
    let told = "nothing";
    for (let gasLimit = 100_000n; told === "nothing"; gasLimit += 5_000n) {
      told = await outcome(sales, gasLimit);
      await snapshot.restore();
    }
    expect(told).to.equal(`${UNREADABLE}(1)`);
  });

  describe("of calldata", () => {
    const send = (data: string) => till.clerk.sendTransaction({ to: market.address, data, ...GAS });
    const encoded = () => market.core.interface.encodeFunctionData("recordSales", [1n, [till.sale(), till.sale()]]);

    /** The same calldata with one word replaced, counted behind the selector. */
    function withWord(word: number, value: bigint): string {
      const at = 4 + 32 * word;
      const data = encoded();
      return concat([dataSlice(data, 0, at), toBeHex(value, 32), dataSlice(data, at + 32)]);
    }

    it("[POS-10] records nothing of a batch whose sales lie beyond its end, or that is cut off", async () => {
      for (const data of [
        withWord(1, 10_000n),
        withWord(3, 10_000n),
        withWord(4, 2n ** 255n),
        dataSlice(encoded(), 0, -32),
      ]) {
        await expect(send(data)).to.be.revertedWithoutReason(market.ethers);
      }
      expect(await market.core.lastBatch(till.clerk)).to.equal(0n);
      await (await send(encoded())).wait();
      expect(await market.core.lastBatch(till.clerk)).to.equal(1n);
    });

    it("[POS-10] records nothing of a batch with a value beyond its width", async () => {
      // Of the first sale: seller, campaign and the most; then of the line product and quantity, and the unit price.
      const words = { seller: 7, campaign: 8, maxTotal: 10, product: 13, quantity: 14, unitPrice: 16 };
      const widths = { seller: 32n, campaign: 64n, maxTotal: 96n, product: 32n, quantity: 32n, unitPrice: 80n };
      for (const [name, word] of Object.entries(words)) {
        const value = 1n << widths[name as keyof typeof widths];
        await expect(send(withWord(word, value)), name).to.be.revertedWithoutReason(market.ethers);
      }
    });
  });
});
