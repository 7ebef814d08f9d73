import { expect } from "chai";
import { Books } from "../../../scripts/keeper/books/books.ts";
import { backoff, jittered } from "../../../scripts/keeper/rounds.ts";
import { BatchSize, withSpare } from "../../../scripts/keeper/work/batch-size.ts";
import { dueSales, pushable } from "../../../scripts/keeper/work/plan.ts";
import { patience, SetAside } from "../../../scripts/keeper/work/set-aside.ts";

// What a keeper does next
// - batches as large as fit the gas limit, learnt from the estimates
// - what cannot be done is tried again later each time
// - due sales in the order of sellers, refunds apart, and what falls due next
// - balances from the threshold on
// - pauses that grow, and differ

const LOG = { topics: [], data: "0x" };
const nobody = () => false;

describe("the size of a batch", () => {
  it("is what fits with a fifth to spare, but at most doubles", () => {
    const size = new BatchSize(10);
    expect(size.size).to.equal(10);
    size.fitted(10, 100_000n, 1_000_000n);
    expect(size.size).to.equal(20);
    size.fitted(20, 1_000_000n, 1_000_000n);
    expect(size.size).to.equal(16);
    expect(withSpare(1_000n)).to.equal(1_200n);
  });

  it("halves where a batch was too large, and is never nothing", () => {
    const size = new BatchSize(64);
    size.tooMany(64);
    expect(size.size).to.equal(32);
    size.tooMany(1);
    expect(size.size).to.equal(1);
    size.fitted(1, 10_000_000n, 1_000_000n);
    expect(size.size).to.equal(1);
  });

  it("stays within what the call takes", () => {
    const size = new BatchSize(1, 1);
    size.fitted(1, 1n, 1_000_000n);
    expect(size.size).to.equal(1);
  });
});

describe("what cannot be done", () => {
  it("is left alone for a minute, then twice as long each time, an hour at most", () => {
    expect([1, 2, 3, 6, 7, 99].map((times) => patience(times) / 60_000)).to.deep.equal([1, 2, 4, 32, 60, 60]);
    let now = 0;
    const aside = new SetAside(() => now);
    expect(aside.has(7n)).to.equal(false);
    aside.add(7n, "refused");
    now = 59_999;
    expect(aside.has(7n)).to.equal(true);
    now = 60_000;
    expect(aside.has(7n)).to.equal(false);
    aside.add(7n, "refused again");
    now += 119_999;
    expect(aside.has(7n)).to.equal(true);
    expect(aside.reasons()).to.deep.equal([[7n, "refused again"]]);
  });

  it("is forgotten when it was done, or does not exist any more", () => {
    const aside = new SetAside(() => 0);
    for (const id of [1n, 2n, 3n]) aside.add(id, "refused");
    aside.delete(1n);
    aside.keep((id) => id === 2n);
    expect(aside.reasons().map(([id]) => id)).to.deep.equal([2n]);
  });
});

describe("sales that are due", () => {
  const sale = (
    id: bigint,
    seller: bigint,
    state: "escrowed" | "requested" | "disputed" | "settled",
    deadline: bigint,
  ) => [id, { id, seller, log: LOG, status: { state, deadline } }] as const;

  it("are settled in the order of sellers, or refunded", () => {
    const books = new Books(
      new Map([
        sale(1n, 9n, "escrowed", 100n),
        sale(2n, 5n, "escrowed", 90n),
        sale(3n, 9n, "escrowed", 101n),
        sale(4n, 5n, "requested", 80n),
        sale(5n, 5n, "disputed", 100n),
        sale(6n, 2n, "disputed", 150n),
        sale(7n, 2n, "settled", 10n),
      ]),
    );
    books.sales.set(8n, { id: 8n, seller: 1n, log: LOG });
    const { settle, refund, since, next } = dueSales(books, 100n, nobody);
    expect(settle.map(({ id }) => id)).to.deep.equal([2n, 1n]);
    expect(refund.map(({ id }) => id)).to.deep.equal([4n, 5n]);
    expect([since, next]).to.deep.equal([80n, 101n]);
  });

  it("are not overdue while they wait for their buyer", () => {
    const books = new Books(new Map([sale(1n, 9n, "requested", 50n), sale(2n, 9n, "escrowed", 70n)]));
    const { refund, since } = dueSales(books, 100n, (id) => id === 1n);
    expect(refund.length).to.equal(1);
    expect(since).to.equal(70n);
    expect(dueSales(new Books(), 100n, nobody)).to.deep.equal({
      settle: [],
      refund: [],
      since: undefined,
      next: undefined,
    });
  });
});

describe("balances to push", () => {
  it("are those from the threshold on, of who has a wallet", () => {
    const payees = new Map([
      [2n, { wallet: "0xa", balance: 10n }],
      [3n, { wallet: "0xb", balance: 9n }],
      [4n, { balance: 99n }],
      [5n, { wallet: "0xc", balance: 0n }],
    ]);
    expect(pushable(new Books(new Map(), payees), 10n)).to.deep.equal([{ id: 2n, wallet: "0xa", balance: 10n }]);
    expect(pushable(new Books(new Map(), payees), 0n).map(({ id }) => id)).to.deep.equal([2n, 3n]);
  });
});

describe("pauses", () => {
  it("grow with failures up to a minute", () => {
    expect([1, 2, 3, 6, 7, 50].map(backoff)).to.deep.equal([1_000, 2_000, 4_000, 32_000, 60_000, 60_000]);
  });

  it("differ by up to a quarter", () => {
    expect([jittered(1_000, 0), jittered(1_000, 0.5), jittered(1_000, 1)]).to.deep.equal([750, 1_000, 1_250]);
  });
});
