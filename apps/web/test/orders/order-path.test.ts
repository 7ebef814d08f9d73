import { expect } from "chai";
import { orderPath, readOrderKey, saleIdText, salesIn } from "../../src/pages/orders/order-path.ts";
import { BUYER, CORE, final, placed, settled } from "./invented-sales.ts";

const HASH = `0x${"ab".repeat(32)}`;

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
    expect(orderPath({ hash: HASH, logs: [settled(), placed(255n)] }, CORE)).to.equal(`/orders/0x${"0".repeat(38)}ff`);
    expect(orderPath({ hash: HASH, logs: [final()] }, CORE)).to.equal(`/orders/${HASH}`);
    expect(orderPath({ hash: HASH, logs: [settled()] }, CORE)).to.equal(undefined);
  });

  it("lead to nothing that another contract said", () => {
    const logs = [placed(255n, { address: BUYER }), final(), placed(255n)];
    const sales = salesIn({ logs }, CORE);
    expect(sales.map(({ final: isFinal, total }) => [isFinal, total])).to.deep.equal([
      [true, 100n],
      [false, 100n],
    ]);
    expect(orderPath({ hash: HASH, logs: [placed(255n, { address: BUYER })] }, CORE)).to.equal(undefined);
  });
});
