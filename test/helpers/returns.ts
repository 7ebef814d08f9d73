import { expect } from "chai";
import { type ContractTransactionResponse, encodeBytes32String } from "ethers";
import type { TestStablecoin } from "../../packages/protocol/src/contracts/mocks/TestStablecoin.ts";
import type { ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import {
  choiceNumber,
  type EscrowedSale,
  SALE_STATES,
  type SaleState,
  saleStruct,
} from "../../packages/protocol/src/index.ts";
import { alteredSales } from "./altered.ts";
import { expectReplayed } from "./journal.ts";
import { expectConserved } from "./ledger.ts";
import { ARBITER, GAS, GOODS, type Market, type Member, openLine, type Purchase, type Wallet } from "./market.ts";
import { DECISION, plan, RULING } from "./programme.ts";

export const DECISION_TIME = BigInt(DECISION);
export const RULING_TIME = BigInt(RULING);
/** Why the company rejects. */
export const REASON = encodeBytes32String("box opened");

/** Who a sale of the stage pays, by id from the seller (4) up; its pool share and the company's part. */
export const PARTS = { credits: [35_000_000n, 4_000_000n, 2_500_000n], pool: 500_000n, company: 58_000_000n } as const;

/** What can have become of a sale of goods, and the state that this is for the contract. */
export const STANDINGS = {
  escrowed: "escrowed",
  "at the end of its window": "escrowed",
  requested: "requested",
  "unanswered by the company": "requested",
  "accepted, undelivered": "requested",
  disputed: "disputed",
  "unanswered by the arbiter": "disputed",
  "ruled for the buyer, undelivered": "disputed",
  withdrawn: "escrowed",
  settled: "settled",
  refunded: "refunded",
  "ruled for the company": "settled",
} as const satisfies Record<string, SaleState>;
export type Standing = keyof typeof STANDINGS;
/** Where a refund is due, for want of an answer or of the token. */
export const DUE = [
  "unanswered by the company",
  "accepted, undelivered",
  "unanswered by the arbiter",
  "ruled for the buyer, undelivered",
] as const satisfies readonly Standing[];

/** Every standing that is none of these states for the contract. */
export function standingsBut(...states: readonly SaleState[]): Standing[] {
  return (Object.keys(STANDINGS) as Standing[]).filter((standing) => !states.includes(STANDINGS[standing]));
}

/** As in {@link Returns.failures}, known before there is a stage. */
export const FAILURES = ["the buyer is barred", "the core is barred", "the token is paused"] as const;

/** A sale, or the values that somebody says it has. */
export type SaleLike = EscrowedSale | ISales.SaleStruct;

const structOf = (sale: SaleLike) => ("lines" in sale ? saleStruct(sale) : sale);
export const stateNumber = (state: SaleState) => choiceNumber(SALE_STATES, state);

/** A sale's people and all that they can do about a return. */
export class Returns {
  readonly market: Market;
  /** Buys for himself if a purchase names nobody else. */
  readonly buyer: Wallet;
  readonly arbiter: Wallet;
  /** Holds the returns role, and every other. */
  readonly operator: Wallet;
  /** Distributor 4, under 3, under 2, under the company. */
  readonly seller: Member;
  /** As the issuer, who bars accounts and stops transfers. */
  readonly token: TestStablecoin;

  constructor(market: Market, arbiter: Wallet, seller: Member, token: TestStablecoin) {
    this.market = market;
    this.buyer = market.customer;
    this.arbiter = arbiter;
    this.operator = market.operator;
    this.seller = seller;
    this.token = token;
  }

  sell(product = GOODS, purchase: Purchase = {}): Promise<EscrowedSale> {
    return this.market.escrow(this.seller, product, purchase);
  }

  #as(wallet: Wallet) {
    return this.market.core.connect(wallet);
  }

  request(sale: SaleLike, by: Wallet = this.buyer): Promise<ContractTransactionResponse> {
    return this.#as(by).requestReturn(structOf(sale), GAS);
  }

  withdraw(sale: SaleLike, by: Wallet = this.buyer): Promise<ContractTransactionResponse> {
    return this.#as(by).withdrawReturn(structOf(sale), GAS);
  }

  accept(sale: SaleLike, by: Wallet = this.operator): Promise<ContractTransactionResponse> {
    return this.#as(by).acceptReturn(structOf(sale), GAS);
  }

  reject(sale: SaleLike, by: Wallet = this.operator, reason = REASON): Promise<ContractTransactionResponse> {
    return this.#as(by).rejectReturn(structOf(sale), reason, GAS);
  }

  ruleForBuyer(sale: SaleLike, by: Wallet = this.arbiter): Promise<ContractTransactionResponse> {
    return this.#as(by).ruleReturn(structOf(sale), true, GAS);
  }

  ruleForCompany(sale: SaleLike, by: Wallet = this.arbiter): Promise<ContractTransactionResponse> {
    return this.#as(by).ruleReturn(structOf(sale), false, GAS);
  }

  refund(sale: SaleLike, by: Wallet = this.market.stranger): Promise<ContractTransactionResponse> {
    return this.#as(by).refund(structOf(sale), GAS);
  }

  refundTo(sale: SaleLike, recipient: string, by: Wallet = this.buyer): Promise<ContractTransactionResponse> {
    return this.#as(by).refundTo(structOf(sale), recipient, GAS);
  }

  /** State and deadline, which both views tell alike. */
  async status(sale: EscrowedSale): Promise<readonly [SaleState, bigint]> {
    const { state, deadline } = await this.market.core.saleStatus(saleStruct(sale));
    expect(await this.market.core.saleState(sale.id)).to.deep.equal([state, deadline]);
    return [SALE_STATES[Number(state)]!, deadline];
  }

  async deadlineOf(sale: EscrowedSale): Promise<bigint> {
    return (await this.market.core.saleState(sale.id)).deadline;
  }

  /** The next transaction comes so many seconds after the sale's present deadline. @returns That second. */
  async next(sale: EscrowedSale, seconds: bigint): Promise<bigint> {
    const time = (await this.deadlineOf(sale)) + seconds;
    await this.market.networkHelpers.time.setNextBlockTimestamp(time);
    return time;
  }

  /** Lets the present deadline of a sale come. */
  async pass(sale: EscrowedSale): Promise<void> {
    await this.market.networkHelpers.time.increaseTo(await this.deadlineOf(sale));
  }

  /** A sale of goods, of which this has become. */
  async at(standing: Standing): Promise<EscrowedSale> {
    const sale = await this.sell();
    await this.#bring(sale, standing);
    expect((await this.status(sale))[0], standing).to.equal(STANDINGS[standing]);
    return sale;
  }

  async #bring(sale: EscrowedSale, standing: Standing): Promise<void> {
    if (standing === "escrowed") return;
    if (standing === "at the end of its window" || standing === "settled") {
      await this.pass(sale);
      if (standing === "settled") await this.market.settle(sale);
      return;
    }
    await this.request(sale);
    if (standing === "unanswered by the company") await this.pass(sale);
    if (standing === "accepted, undelivered") await this.undelivered(() => this.accept(sale));
    if (standing === "refunded") await this.accept(sale);
    if (standing === "withdrawn") await this.withdraw(sale);
    if (STANDINGS[standing] !== "disputed" && standing !== "ruled for the company") return;
    await this.reject(sale);
    if (standing === "unanswered by the arbiter") await this.pass(sale);
    if (standing === "ruled for the buyer, undelivered") await this.undelivered(() => this.ruleForBuyer(sale));
    if (standing === "ruled for the company") await this.ruleForCompany(sale);
  }

  /** Ways in which the token does not deliver to the buyer, and how each ends. */
  get failures(): Record<
    (typeof FAILURES)[number],
    readonly [bar: () => Promise<unknown>, unbar: () => Promise<unknown>]
  > {
    const { token, buyer, market } = this;
    return {
      "the buyer is barred": [() => token.blacklist(buyer), () => token.unBlacklist(buyer)],
      "the core is barred": [() => token.blacklist(market.address), () => token.unBlacklist(market.address)],
      "the token is paused": [() => token.pause(), () => token.unpause()],
    };
  }

  /** Does something while the token delivers nothing to the buyer. */
  async undelivered<T>(act: () => Promise<T>): Promise<T> {
    await this.token.blacklist(this.buyer);
    const done = await act();
    await this.token.unBlacklist(this.buyer);
    return done;
  }

  /** Everybody but those named, none of whom may do what is theirs: by what they are. */
  others(...except: readonly Wallet[]): [name: string, wallet: Wallet][] {
    const { buyer, arbiter, operator, seller, market } = this;
    const everybody = { buyer, arbiter, operator, seller: seller.wallet, company: market.company.wallet };
    const excepted = except.map(({ address }) => address);
    return Object.entries({ ...everybody, stranger: market.stranger }).filter(
      ([, { address }]) => !excepted.includes(address),
    );
  }

  /** That an action of any of these knows no sale with a value changed, not even if it says that the sale is his. */
  async expectUnknown(
    sale: EscrowedSale,
    act: (sale: ISales.SaleStruct, by: Wallet) => Promise<unknown>,
    ...actors: readonly Wallet[]
  ): Promise<void> {
    for (const actor of actors) {
      for (const [name, values] of alteredSales(sale, actor.address)) {
        await expect(act(values, actor), name)
          .to.be.revertedWithCustomError(this.market.core, "SaleUnknown")
          .withArgs(values.id);
      }
    }
  }

  /** That a sale is refused for its state, which is not the one that an action needs. */
  async expectState(sent: Promise<unknown>, sale: EscrowedSale, state: SaleState, needed: SaleState): Promise<void> {
    await expect(sent, `${state} in place of ${needed}`)
      .to.be.revertedWithCustomError(this.market.core, "ReturnStateInvalid")
      .withArgs(sale.id, stateNumber(state), stateNumber(needed));
  }

  /** That the present state's deadline was the second before which this had to come. */
  async expectTooLate(sent: Promise<unknown>, sale: EscrowedSale, time: bigint, deadline: bigint): Promise<void> {
    await expect(sent)
      .to.be.revertedWithCustomError(this.market.core, "ReturnTooLate")
      .withArgs(sale.id, time, deadline);
  }

  /** That nothing of a sale was paid to anybody, and nothing counted. */
  async expectNobodyPaid(): Promise<void> {
    expect(new Set((await this.market.balances()).values())).to.deep.equal(new Set([0n]));
    expect(await this.market.core.poolBalance()).to.equal(0n);
    expect((await this.market.core.distributor(this.seller.id)).volume).to.equal(0n);
  }

  /** That a sale paid exactly what it was placed with, in a programme where nothing else was paid. */
  async expectPaidAsPlaced(sale: EscrowedSale): Promise<void> {
    expect(sale).to.deep.include({ pool: PARTS.pool, company: PARTS.company });
    const ids = [this.seller.id, this.seller.id - 1n, this.seller.id - 2n];
    expect(sale.credits).to.deep.equal(ids.map((id, i) => ({ id, amount: PARTS.credits[i] })));
    for (const { id, amount } of sale.credits)
      expect(await this.market.core.balanceOf(id), `of ${id}`).to.equal(amount);
    expect(await this.market.core.balanceOf(this.market.company.id)).to.equal(PARTS.company);
    expect(await this.market.core.poolBalance()).to.equal(PARTS.pool);
    expect((await this.market.core.distributor(this.seller.id)).volume).to.equal(sale.activityVolume);
  }

  /** What holds after every test: no unit is missing, and the events give the journal's head. */
  async expectSound(): Promise<void> {
    await expectConserved(this.market);
    await expectReplayed(this.market);
  }
}

/** A seller with two uplines, a plan with a pool share, and a token with a blacklist and a pause, as the big ones have. */
export async function openReturns() {
  const { market, line, networkHelpers } = await openLine(3, {
    plan: plan({ poolShare: 100, threshold: 50_000_000n }),
    token: "TestStablecoin",
    tokenArguments: (deployer) => [deployer],
  });
  const seller = line[2]!;
  const token = await market.ethers.getContractAt("TestStablecoin", market.token);
  const returns = new Returns(market, await market.impersonated(ARBITER), seller, token);
  return { networkHelpers, market, returns };
}
