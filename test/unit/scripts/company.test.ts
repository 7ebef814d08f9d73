import { expect } from "chai";
import { generate } from "../../../examples/company/generator/generate.ts";
import type { Event, Story } from "../../../examples/company/generator/story.ts";
import { type PlacedSale, Upline__factory } from "../../../packages/protocol/src/index.ts";
import { readEarnings } from "../../../scripts/company/report/earnings.ts";
import { gasByOperation } from "../../../scripts/company/report/gas.ts";
import { splitOf } from "../../../scripts/company/report/money.ts";
import { comparePlans } from "../../../scripts/company/report/plans.ts";
import { budgetsOf, productOf, totalOf } from "../../../scripts/company/run/prices.ts";
import { endOf, planChange } from "../../../scripts/company/run/turning-points.ts";
import { Wallets } from "../../../scripts/company/run/wallets.ts";
import type { Programme } from "../../../scripts/local/programme.ts";
import { ENDINGS, endingOf, isOfReturn, isRefund } from "../../../scripts/local/report/endings.ts";
import type { History, SoldSale } from "../../../scripts/local/report/history.ts";
import { wholeNumber } from "../../../scripts/terminal/command.ts";

// What the runner of examples/company works out by itself
// - wallets and what each is going to spend; when a story is over
// - how sales end, what people earn, what plans and transactions come to

const story = generate({ seed: 3, people: 80, months: 2 });

const telling = (...days: Event[][]): Story => ({ ...story, days });

function purchase(
  sale: number,
  buyer: Extract<Event, { type: "buy" }>["buyer"],
  seller = 5,
): Extract<Event, { type: "buy" }> {
  return { type: "buy", sale, buyer, seller, campaign: 1, lines: [{ product: 1, quantity: 2 }], named: false };
}

describe("the wallets of an invented company", () => {
  it("follow from the seed and whose they are", () => {
    const [one, same, other] = [new Wallets(1), new Wallets(1), new Wallets(2)];
    expect(one.person(7).address).to.equal(same.person(7).address).and.to.not.equal(other.person(7).address);
    const all = [
      one.person(7),
      one.person(8),
      one.of({ customer: 7 }),
      one.guardian(7),
      one.office("keeper"),
      one.next(7),
    ];
    expect(new Set(all.map(({ address }) => address)).size).to.equal(all.length);
  });

  it("are others after a move", () => {
    const wallets = new Wallets(1);
    const [before, next] = [wallets.person(7).address, wallets.next(7).address];
    wallets.move(7);
    expect([wallets.person(7).address, wallets.next(7).address]).to.not.include(before);
    expect(wallets.person(7).address).to.equal(next);
  });

  it("get what they are going to spend, each for itself", () => {
    const { retail, wholesale } = productOf(story, 1);
    const offered = { ...purchase(3, { customer: 1 }), lines: [{ product: 1, quantity: 1, unitPrice: 3n }] };
    const told = telling(
      [purchase(1, { customer: 1 }), purchase(2, { person: 5 })],
      [{ type: "move", person: 5 }, purchase(4, { person: 5 }, 6), offered],
    );
    expect([...budgetsOf(told)]).to.deep.equal([
      ["customer 1", 2n * retail + 3n],
      ["person 5, wallet 1", 2n * wholesale],
      ["person 5, wallet 2", 2n * retail],
    ]);
    expect(totalOf(story, purchase(1, { person: 5 }))).to.equal(2n * wholesale);
    expect(() => productOf(story, 13)).to.throw(RangeError, "there is no product 13");
  });
});

describe("the time of a story", () => {
  it("ends when its holds have lapsed and its second plan is in force", () => {
    expect(endOf(telling([], []))).to.equal(2);
    expect(endOf(telling([], [{ type: "hold", person: 2, days: 30 }]))).to.equal(31);
    expect(endOf(telling([{ type: "plan", from: 40 }], []))).to.equal(41);
    expect(planChange(telling([{ type: "plan", from: 40 }]))).to.equal(40);
    expect(planChange(telling([]))).to.equal(undefined);
  });
});

describe("the ends of sales", () => {
  it("follow from the last step and what ended it", () => {
    expect(endingOf("SalePlaced", "SalesSettled")).to.equal("settled when due");
    expect(endingOf("SalePlaced", "SaleRefunded")).to.equal("refunded at once");
    expect(endingOf("ReturnRuled", "SalesSettled")).to.equal("ruled for the company");
    expect(endingOf("ReturnRuled", "SaleRefunded")).to.equal("ruled for the buyer");
    expect(endingOf("ReturnRejected", "SaleRefunded")).to.equal("refunded, the arbiter being silent");
    expect(() => endingOf("ReturnRequested", "SalesSettled")).to.throw(RangeError);
    expect(ENDINGS.filter(isRefund)).to.have.length(5);
    expect(ENDINGS.filter(isOfReturn)).to.have.length(7);
  });
});

/** A sale of distributor 2 with a retail profit of 10, that credits others as well. */
function sold(credits: readonly (readonly [bigint, bigint])[], ending: SoldSale["ending"], changes = {}): SoldSale {
  const sale = {
    seller: 2n,
    kind: "retail",
    plan: 1n,
    total: 100n,
    profit: 10n,
    pool: 0n,
    company: 40n,
    credits: credits.map(([id, amount]) => ({ id, amount })),
    lines: [{ product: 1n, quantity: 3n, unitPrice: 5n }],
    ...changes,
  } as unknown as PlacedSale;
  return { sale, time: 0n, ending, ended: 0n };
}

describe("what sales come to", () => {
  const history = (...sales: SoldSale[]) => ({ sales }) as unknown as History;
  const sales = [
    sold(
      [
        [2n, 30n],
        [3n, 20n],
        [4n, 10n],
      ],
      "settled when due",
    ),
    sold(
      [
        [2n, 10n],
        [3n, 50n],
      ],
      "final at once",
      { plan: 2n },
    ),
    sold([[2n, 60n]], "refunded at once"),
    sold([[5n, 60n]], undefined),
    sold([], "settled when due", { kind: "personal", profit: 0n, company: 100n }),
  ];

  it("leaves out what was refunded, and what is in escrow", () => {
    expect(splitOf(sales)).to.deep.equal({
      sales: 5,
      refundedSales: 1,
      paid: 500n,
      refunded: 100n,
      profit: 20n,
      own: 20n,
      uplines: 80n,
      company: 180n,
      pool: 0n,
    });
  });

  it("is little for most people", () => {
    expect(readEarnings(6, history(...sales))).to.deep.equal({
      people: 5,
      nothing: 2,
      total: 120n,
      median: 10n,
      p90: 70n,
      p99: 70n,
      most: 70n,
      best: 3n,
      topTenth: 70n,
    });
    expect(readEarnings(2, history())).to.deep.include({ people: 1, nothing: 1, most: 0n, best: undefined });
  });

  it("is compared by plan, purchases for oneself aside", () => {
    const volume = 3n * productOf(story, 1).volume;
    expect(comparePlans(story, history(...sales.slice(0, 3), ...sales.slice(4)))).to.deep.equal([
      { version: 1n, sales: 1, volume, own: 20n, uplines: 30n, paidUplines: 2, personal: 1 },
      { version: 2n, sales: 1, volume, own: 0n, uplines: 50n, paidUplines: 1, personal: 0 },
    ]);
  });
});

describe("the gas of transactions", () => {
  it("is summed up by what they do, and of how many they do it", () => {
    const core = Upline__factory.createInterface();
    const [to, token] = [`0x${"11".repeat(20)}`, `0x${"22".repeat(20)}`];
    const programme = { core: to, token, timelock: token } as unknown as Programme;
    const push = (count: number) => core.encodeFunctionData("push", [Array<string>(count).fill(token)]);
    const ranks = core.encodeFunctionData("setRanks", [[{ id: 2, rank: 1 }], `0x${"00".repeat(32)}`]);
    const record = core.encodeFunctionData("recordSales", [4n, []]);
    const rows = gasByOperation(
      [
        { to, input: push(3), gas: 30n },
        { to, input: ranks, gas: 7n },
        { to, input: push(2), gas: 40n },
        { to: null, input: "0x60", gas: 500n },
        { to, input: record, gas: 5n },
        { to, input: core.encodeFunctionData("claim"), gas: 6n },
        { to: token, input: "0x12345678", gas: 1n },
      ],
      programme,
    );
    expect(rows).to.deep.equal([
      { operation: "deploy a contract", transactions: 1, gas: 500n, items: undefined },
      { operation: "push", transactions: 2, gas: 70n, items: { count: 5, what: "balances" } },
      { operation: "set ranks", transactions: 1, gas: 7n, items: { count: 1, what: "ranks" } },
      { operation: "claim", transactions: 1, gas: 6n, items: undefined },
      { operation: "record a stand's sales", transactions: 1, gas: 5n, items: { count: 0, what: "sales" } },
      { operation: "token: unknown", transactions: 1, gas: 1n, items: undefined },
    ]);
  });
});

describe("whole numbers as options", () => {
  it("are within their bounds", () => {
    const read = wholeNumber(2, 1_000);
    expect([read("2"), read("1000")]).to.deep.equal([2, 1_000]);
    for (const text of ["1", "1001", "-5", "3.5", "x", ""]) {
      expect(() => read(text), text).to.throw("It is a whole number from 2 to 1,000.");
    }
  });
});
