import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import type { EscrowedSale, SaleState } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { ESCROWED, GOODS } from "../helpers/market.ts";
import { openReturns, type Returns } from "../helpers/returns.ts";

/** Seconds from the deadline of the state that a sale is in. */
const SECONDS = { "in the last second before its deadline": -1n, "at its deadline": 0n, "a second after it": 1n };

/** Everything that somebody can try with a sale, by whoever may do it. */
const MOVES: Record<string, (returns: Returns, sale: EscrowedSale) => Promise<ContractTransactionResponse>> = {
  request: (returns, sale) => returns.request(sale),
  withdraw: (returns, sale) => returns.withdraw(sale),
  accept: (returns, sale) => returns.accept(sale),
  reject: (returns, sale) => returns.reject(sale),
  "rule for the buyer": (returns, sale) => returns.ruleForBuyer(sale),
  "rule for the company": (returns, sale) => returns.ruleForCompany(sale),
  refund: (returns, sale) => returns.refund(sale),
  "refund elsewhere": (returns, sale) => returns.refundTo(sale, returns.market.stranger.address),
  settle: (returns, sale) => returns.market.settle(sale),
};
type Move = keyof typeof MOVES;

/** How each move ends, in the state that the sale has then or in the core's error. */
type Endings = Record<Move, SaleState | `${"Return" | "Refund" | "Sale"}${string}`>;

const WRONG: Endings = Object.fromEntries(Object.keys(MOVES).map((move) => [move, "ReturnStateInvalid" as const]));
const IN_RETURN: Endings = { ...WRONG, settle: "SaleInReturn" };

/** What can be done before the deadline of each state, and what from it on: never the same thing in both. */
const GAMES: Record<string, { product: bigint; before: Endings; after: Endings }> = {
  "of goods in escrow": {
    product: GOODS,
    before: { ...WRONG, request: "requested", settle: "SaleNotDue" },
    after: { ...WRONG, request: "ReturnTooLate", settle: "settled" },
  },
  "of the automatic kind in escrow": {
    product: ESCROWED,
    before: { ...WRONG, request: "refunded", settle: "SaleNotDue", ...noArbiter() },
    after: { ...WRONG, request: "ReturnTooLate", settle: "settled", ...noArbiter() },
  },
  "that is requested": {
    product: GOODS,
    before: {
      ...IN_RETURN,
      withdraw: "escrowed",
      accept: "refunded",
      reject: "disputed",
      refund: "RefundNotDue",
      "refund elsewhere": "RefundNotDue",
    },
    after: {
      ...IN_RETURN,
      withdraw: "ReturnTooLate",
      accept: "ReturnTooLate",
      reject: "ReturnTooLate",
      refund: "refunded",
      "refund elsewhere": "refunded",
    },
  },
  "that is disputed": {
    product: GOODS,
    before: {
      ...IN_RETURN,
      withdraw: "escrowed",
      "rule for the buyer": "refunded",
      "rule for the company": "settled",
      refund: "RefundNotDue",
      "refund elsewhere": "RefundNotDue",
    },
    after: {
      ...IN_RETURN,
      withdraw: "ReturnTooLate",
      "rule for the buyer": "ReturnTooLate",
      "rule for the company": "ReturnTooLate",
      refund: "refunded",
      "refund elsewhere": "refunded",
    },
  },
};

/** Who rules over goods does not over what is refunded at once. */
function noArbiter(): Endings {
  return { "rule for the buyer": "ReturnNotByArbiter", "rule for the company": "ReturnNotByArbiter" };
}

describe("attack: window games at the edges of every deadline", () => {
  const loaded = fixture(openReturns);
  let returns: Returns;

  beforeEach(async () => {
    ({ returns } = await loaded());
  });

  async function bring(game: string, product: bigint): Promise<EscrowedSale> {
    if (game === "that is requested") return returns.at("requested");
    return game === "that is disputed" ? returns.at("disputed") : returns.sell(product);
  }

  /** Tries every move so many seconds from the deadline, each from the same state. */
  async function play(sale: EscrowedSale, endings: Endings, seconds: bigint): Promise<void> {
    const { core, networkHelpers } = returns.market;
    const before = (await returns.status(sale))[0];
    for (const [name, move] of Object.entries(MOVES)) {
      const snapshot = await networkHelpers.takeSnapshot();
      await returns.next(sale, seconds);
      const ending = endings[name]!;
      if (/^[A-Z]/.test(ending)) {
        await expect(move(returns, sale), name).to.be.revertedWithCustomError(core, ending);
        expect((await returns.status(sale))[0], name).to.equal(before);
      } else {
        await move(returns, sale);
        expect((await returns.status(sale))[0], name).to.equal(ending);
      }
      await snapshot.restore();
    }
  }

  for (const [game, { product, before, after }] of Object.entries(GAMES)) {
    for (const [when, seconds] of Object.entries(SECONDS)) {
      it(`with a sale ${game}, ${when}: every move, and how it ends`, async () => {
        await play(await bring(game, product), seconds < 0n ? before : after, seconds);
      });
    }
  }

  it("with a withdrawn return, whose deadline is its withdrawal: it is settled, however much of the window is left", async () => {
    const sale = await returns.sell();
    const { deadline } = await returns.market.core.saleState(sale.id);
    await returns.request(sale);
    await returns.withdraw(sale);
    const due: Endings = { ...WRONG, request: "ReturnTooLate", settle: "settled" };
    expect(await returns.deadlineOf(sale)).to.be.below(deadline - 1_000n);
    await play(sale, due, 1n);
    await play(sale, due, deadline - 1n - (await returns.deadlineOf(sale)));
  });

  it("with what is finished: no move, now or in ten years", async () => {
    for (const standing of ["settled", "refunded", "ruled for the company"] as const) {
      const sale = await returns.at(standing);
      const finished: Endings = { ...WRONG, settle: "SaleFinished" };
      for (const seconds of [2n, 3_650n * 86_400n]) await play(sale, finished, seconds);
    }
  });
});
