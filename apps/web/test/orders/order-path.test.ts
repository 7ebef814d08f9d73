import { encodeCredits, ISales__factory } from "@upline/protocol";
import { expect } from "chai";
import { concat, type Log, toBeHex } from "ethers";
import { orderPath, readOrderKey, saleIdText, salesIn } from "../../src/pages/orders/order-path.ts";

const CORE = "0x00000000000000000000000000000000000000C0";
const BUYER = "0x00000000000000000000000000000000000000B0";
const HASH = `0x${"ab".repeat(32)}`;
const events = ISales__factory.createInterface();

const number = (value: bigint, bytes: number) => toBeHex(value, bytes);

/** A receipt of one line: two pieces of product 4, the company's 90 and distributor 9's 10. */
const HEAD = [BUYER, number(0n, 1), number(1n, 2), number(0n, 8), number(1n, 1), number(0n, 32), number(0n, 12)];
const POOL = number(0n, 12);
const ESCROW = [100n, 90n].map((amount) => number(amount, 12));
const TERMS = [number(0n, 10), number(0n, 10), number(3_600n, 4), number(0n, 1), number(0n, 20)];
const PARTS = [number(4n, 4), number(2n, 4), number(50n, 10), encodeCredits([{ id: 9n, amount: 10n }])];

function log(address: string, encoded: { data: string; topics: string[] }): Log {
  return { address, ...encoded } as unknown as Log;
}

const placed = (address = CORE) =>
  log(
    address,
    events.encodeEventLog("SalePlaced", [255n, BUYER, 9n, concat([...HEAD, POOL, ...ESCROW, ...TERMS, ...PARTS])]) as {
      data: string;
      topics: string[];
    },
  );
const final = log(
  CORE,
  events.encodeEventLog("SaleFinal", [BUYER, 9n, concat([...HEAD, POOL, ...PARTS])]) as {
    data: string;
    topics: string[];
  },
);
const settled = log(CORE, events.encodeEventLog("SalesSettled", ["0x"]) as { data: string; topics: string[] });

describe("paths of orders", () => {
  it("name a sale by its id, or a transaction", () => {
    const id = `0x${"0".repeat(38)}Ff`;
    expect(readOrderKey(id)).to.deep.equal({ by: "sale", id: 255n });
    expect(readOrderKey(HASH.toUpperCase().replace("0X", "0x"))).to.deep.equal({ by: "transaction", hash: HASH });
    expect(saleIdText(255n)).to.equal(id.toLowerCase());
  });

  it("are refused where they name neither", () => {
    for (const text of [
      undefined,
      "",
      "7",
      "0x",
      `0x${"0".repeat(39)}`,
      `0x${"0".repeat(41)}`,
      `0x${"g".repeat(40)}`,
    ]) {
      expect(readOrderKey(text), text).to.equal(undefined);
    }
  });

  it("lead to what a transaction placed", () => {
    expect(orderPath({ hash: HASH, logs: [settled, placed()] }, CORE)).to.equal(`/orders/0x${"0".repeat(38)}ff`);
    expect(orderPath({ hash: HASH, logs: [final] }, CORE)).to.equal(`/orders/${HASH}`);
    expect(orderPath({ hash: HASH, logs: [settled] }, CORE)).to.equal(undefined);
  });

  it("lead to nothing that another contract said", () => {
    const logs = [placed(BUYER), final, placed()];
    const sales = salesIn({ logs }, CORE);
    expect(sales.map(({ final: isFinal, total }) => [isFinal, total])).to.deep.equal([
      [true, 100n],
      [false, 100n],
    ]);
    expect(orderPath({ hash: HASH, logs: [placed(BUYER)] }, CORE)).to.equal(undefined);
  });
});
