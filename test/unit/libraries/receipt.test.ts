import { expect } from "chai";
import { AbiCoder, type BytesLike, concat, type Log, solidityPacked } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import {
  ARBITER,
  CAMPAIGN,
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  openLine,
  orderOf,
  REF,
  UNIT,
  UNIT_ESCROWED,
} from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";

type Field = readonly [type: string, value: BytesLike | bigint];

/** Bytes without padding, in this order. */
const packed = (...fields: readonly Field[]) =>
  solidityPacked(
    fields.map(([type]) => type),
    fields.map(([, value]) => value),
  );
const line = (product: bigint, quantity: bigint, unitPrice: bigint) =>
  packed(["uint32", product], ["uint32", quantity], ["uint80", unitPrice]);
const credit = (id: bigint, amount: bigint) => packed(["uint32", id], ["uint96", amount]);

describe("receipt", () => {
  const loaded = fixture(() => openLine(17, { plan: plan({ poolShare: 100, threshold: 77n }) }));
  let market: Market;
  let line17: Member[];
  let seller: Member;
  let payer: string;

  beforeEach(async () => {
    ({ market, line: line17 } = await loaded());
    seller = line17[1]!;
    payer = market.customer.address;
  });

  afterEach(() => expectConserved(market));

  /** The core's only event of a purchase. */
  async function eventOf(order: Parameters<Market["send"]>[0], buyer?: string): Promise<Log> {
    const { logs } = await market.receipt(market.send(order, buyer === undefined ? {} : { buyer }));
    const [log, ...others] = logs.filter(({ address }) => address === market.address);
    expect(others).to.deep.equal([]);
    return log!;
  }

  /** That an event's data is the receipt as Solidity encodes `bytes`, with its padding. */
  const expectData = ({ data }: Log, ...parts: readonly string[]) =>
    expect(data).to.equal(AbiCoder.defaultAbiCoder().encode(["bytes"], [concat(parts)]));

  const topics = ({ topics: [signature, ...indexed], data }: Log) => [
    market.core.interface.parseLog({ topics: [signature!, ...indexed], data })?.name,
    ...indexed.map((topic) => BigInt(topic)),
  ];

  it("[JRN-2] of a final sale has every field in its place", async () => {
    const lines = [
      { product: FINAL, quantity: 2n },
      { product: UNIT, quantity: 9n },
    ];
    const log = await eventOf(orderOf(seller.id, FINAL, { lines }), market.stranger.address);
    expect(topics(log)).to.deep.equal(["SaleFinal", BigInt(market.stranger.address), seller.id]);
    expectData(
      log,
      packed(["address", payer], ["uint8", 0n], ["uint16", 1n], ["uint64", CAMPAIGN], ["uint8", 2n], ["bytes32", REF]),
      packed(["uint96", 60_000_000n], ["uint96", 1_000_000n]),
      line(FINAL, 2n, 100_000_000n),
      line(UNIT, 9n, 1n),
      credit(3n, 70_000_000n),
      credit(2n, 8_000_000n),
    );
  });

  it("[JRN-2] [SALE-15] of an escrowed sale has every field in its place", async () => {
    const id = await market.core.journalHead();
    const log = await eventOf(orderOf(seller.id, GOODS, { quantity: 3n }), line17[5]!.wallet.address);
    expect(topics(log)).to.deep.equal(["SalePlaced", id, BigInt(line17[5]!.wallet.address), seller.id]);
    expectData(
      log,
      packed(["address", payer], ["uint8", 2n], ["uint16", 1n], ["uint64", CAMPAIGN], ["uint8", 1n], ["bytes32", REF]),
      packed(["uint96", 90_000_000n], ["uint96", 1_500_000n]),
      packed(["uint96", 300_000_000n], ["uint96", 181_500_000n], ["uint80", 0n], ["uint80", 77n]),
      packed(["uint32", GOODS_WINDOW], ["uint8", 1n], ["address", ARBITER]),
      line(GOODS, 3n, 100_000_000n),
      credit(3n, 105_000_000n),
      credit(2n, 12_000_000n),
    );
  });

  it("[JRN-2] of an escrowed retail sale tells what counts for the seller's activity", async () => {
    const { data } = await eventOf(orderOf(seller.id, ESCROWED));
    const activity = packed(["uint80", 50_000_000n], ["uint80", 77n], ["uint32", 14n * 86_400n], ["uint8", 0n]);
    expect(data).to.contain(activity.slice(2));
  });

  it("[JRN-2] has no credits of a company's sale, and all sixteen of a seller far down", async () => {
    const none = await eventOf(orderOf(1n, UNIT));
    expectData(
      none,
      packed(["address", payer], ["uint8", 0n], ["uint16", 1n], ["uint64", CAMPAIGN], ["uint8", 1n], ["bytes32", REF]),
      packed(["uint96", 0n], ["uint96", 0n]),
      line(UNIT, 1n, 1n),
    );
    await market.setPlan(plan({ rates: Array.from({ length: 16 }, (_, level) => 100 + level) }));
    for (const product of [UNIT, UNIT_ESCROWED]) {
      const { data } = await eventOf(orderOf(18n, product, { quantity: 10_000n }));
      const credits = Array.from({ length: 16 }, (_, level) => credit(18n - BigInt(level), 100n + BigInt(level)));
      const bytes: string = AbiCoder.defaultAbiCoder().decode(["bytes"], data)[0];
      expect(`0x${bytes.slice(-16 * 32)}`).to.equal(concat(credits));
    }
  });

  it("[JRN-2] has up to 255 lines before the credits", async () => {
    const lines = Array.from({ length: 255 }, (_, i) => ({ product: i % 2 === 0 ? UNIT : FINAL, quantity: i + 1 }));
    const log = await eventOf(orderOf(seller.id, UNIT, { lines }));
    const units = 128n ** 2n;
    const boxes = 127n * 128n;
    const cv = units + 50_000_000n * boxes;
    expectData(
      log,
      packed(
        ["address", payer],
        ["uint8", 0n],
        ["uint16", 1n],
        ["uint64", CAMPAIGN],
        ["uint8", 255n],
        ["bytes32", REF],
      ),
      packed(["uint96", 30_000_000n * boxes], ["uint96", cv / 100n]),
      ...lines.map(({ product, quantity }) => line(product, BigInt(quantity), product === UNIT ? 1n : 100_000_000n)),
      credit(3n, 30_000_000n * boxes + cv / 10n),
      credit(2n, (cv * 8n) / 100n),
    );
  });
});
