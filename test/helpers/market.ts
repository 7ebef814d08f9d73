import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import {
  type ContractTransactionReceipt,
  type ContractTransactionResponse,
  getAddress,
  id as hashOf,
  MaxUint256,
  toBeHex,
  ZeroAddress,
} from "ethers";
import type { ICatalogue, INetwork, ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import {
  decodeSale,
  type EscrowedSale,
  type PlacedSale,
  type Quote,
  readQuote,
  SALE_TOPICS,
  SETTLE_RESULTS,
  type SettleResult,
  saleStruct,
} from "../../packages/protocol/src/index.ts";
import { DAY, deployUnopened, type Plan, type ProgrammeOptions, plan } from "./programme.ts";

/** Products of every market, by number, at {@link prices}: final at once, with a return window, of goods. */
export const FINAL = 1n;
export const ESCROWED = 2n;
export const GOODS = 3n;
/** Products at one token unit each, CV included: final at once, and with a return window. */
export const UNIT = 4n;
export const UNIT_ESCROWED = 5n;

export const WINDOW = 14n * BigInt(DAY);
export const GOODS_WINDOW = 30n * BigInt(DAY);
/** Rules in disputes over goods. */
export const ARBITER = getAddress("0x00000000000000000000000000000000000a4b17");

export const COMPANY_ID = 1n;
/** The most that a total, a balance and a credit can be. */
export const MAX_AMOUNT = 2n ** 96n - 1n;
/** The most that a price can be. */
export const MAX_PRICE = 2n ** 80n - 1n;
export const REF = hashOf("order 4711");
export const CAMPAIGN = 202_611n;

/** Enough for any transaction here; without it every one is sent twice, first to estimate. */
export const GAS = { gasLimit: 16_000_000n };

export type Wallet = HardhatEthersSigner;

/** A distributor. */
export interface Member {
  readonly id: bigint;
  readonly wallet: Wallet;
}

export interface Purchase {
  readonly quantity?: bigint;
  readonly buyer?: string;
  /** Who pays; the market's customer if nobody is named. */
  readonly payer?: Wallet;
  readonly lines?: readonly ISales.LineStruct[];
}

/** What a product of the market costs, in token units: 100, 70 and 50 tokens. */
export function prices(one: bigint) {
  return { retail: 100n * one, wholesale: 70n * one, volume: 50n * one };
}

function products(one: bigint): ICatalogue.ProductTermsStruct[] {
  const final = { ...prices(one), window: 0n, kind: 0n, arbiter: ZeroAddress };
  const unit = { ...final, retail: 1n, wholesale: 1n, volume: 1n };
  return [
    final,
    { ...final, window: WINDOW },
    { ...final, window: GOODS_WINDOW, kind: 1n, arbiter: ARBITER },
    unit,
    { ...unit, window: WINDOW },
  ];
}

/** An order of one line, at any price. */
export function orderOf(
  seller: bigint,
  product: bigint,
  changes: Partial<ISales.OrderStruct> & { quantity?: bigint } = {},
) {
  const { quantity = 1n, ...rest } = changes;
  return {
    seller,
    campaign: CAMPAIGN,
    ref: REF,
    maxTotal: MAX_AMOUNT,
    lines: [{ product, quantity }],
    ...rest,
  } satisfies ISales.OrderStruct;
}

type Base = Awaited<ReturnType<typeof deployUnopened>>;

/**
 * An open programme to trade in: products, a customer who has tokens and approved the core, a contract that may spend
 * the pool, and as many distributors as a test enrols. Enrolment is open to all and plans need no notice, unless the
 * options say otherwise. It begins half a day into a period, so that no test comes upon its end by itself.
 * @param beforeOpening What is done before the programme opens: people who are imported, for example.
 */
export async function openMarket(
  options: ProgrammeOptions = {},
  beforeOpening: (core: Base["core"]) => Promise<void> = async () => {},
): Promise<Market> {
  const base = await deployUnopened({ openToAll: true, notice: 0, ...options });
  await beforeOpening(base.core);
  const run = await base.ethers.deployContract("MockRun");
  await base.core.scheduleRun(run);
  await base.core.setRun();
  const terms = products(10n ** BigInt(options.decimals ?? 6));
  await base.core.addProducts(
    terms,
    terms.map((_, i) => toBeHex(i + 1, 32)),
  );
  await base.core.schedulePlan(options.plan ?? plan(), 0, "{}");
  await base.core.open();
  const market = new Market(base, await base.core.getAddress(), await run.getAddress(), options.decimals ?? 6);
  await market.startPeriod();
  await market.fund(market.customer, MAX_AMOUNT / 1_000n);
  return market;
}

/** A market with a line of distributors: ids 2, 3, 4 … from the company downwards, each the sponsor of the next. */
export async function openLine(length: number, options: ProgrammeOptions = {}) {
  const market = await openMarket(options);
  return { networkHelpers: market.networkHelpers, market, line: await market.line(length) };
}

export class Market {
  readonly ethers: Base["ethers"];
  readonly networkHelpers: Base["networkHelpers"];
  /** Connected to the operator, who holds every role. */
  readonly core: Base["core"];
  readonly token: Base["token"];
  readonly address: string;
  readonly operator: Wallet;
  readonly company: Member;
  /** Has tokens and approved the core. */
  readonly customer: Wallet;
  readonly stranger: Wallet;
  /** The contract that may spend the pool. */
  readonly run: string;
  /** Token units of one token. */
  readonly one: bigint;
  readonly #deployer: Wallet;
  #wallets = 0n;

  constructor(base: Base, address: string, run: string, decimals: number) {
    const [customer, stranger] = base.others;
    if (!customer || !stranger) throw new Error("the local network has too few accounts");
    this.ethers = base.ethers;
    this.networkHelpers = base.networkHelpers;
    this.core = base.core;
    this.token = base.token;
    this.address = address;
    this.operator = base.operator;
    this.company = { id: COMPANY_ID, wallet: base.treasury };
    this.customer = customer;
    this.stranger = stranger;
    this.run = run;
    this.one = 10n ** BigInt(decimals);
    this.#deployer = base.deployer;
  }

  // People

  /** A signer for any account, with ether for gas. */
  async impersonated(account: string): Promise<Wallet> {
    const [signer] = await Promise.all([
      this.ethers.getImpersonatedSigner(account),
      this.networkHelpers.setBalance(account, 10n ** 20n),
    ]);
    return signer;
  }

  /** An account that nobody used before. */
  wallet(): Promise<Wallet> {
    this.#wallets += 1n;
    return this.impersonated(this.ethers.getAddress(toBeHex((0xacc0n << 144n) + this.#wallets, 20)));
  }

  /** Gives an account tokens, with which the core may do what it likes. */
  async fund(wallet: Wallet, amount: bigint): Promise<void> {
    const held = await this.token.balanceOf(this.#deployer);
    if (held >= amount) await this.token.connect(this.#deployer).transfer(wallet, amount);
    else await this.token.mint(wallet, amount);
    await this.token.connect(wallet).approve(this.address, MaxUint256);
  }

  /** Enrols somebody new. */
  async enrol(sponsor: Member = this.company): Promise<Member> {
    const wallet = await this.wallet();
    const invitation: INetwork.InvitationStruct = { sponsor: sponsor.wallet, newcomer: ZeroAddress, deadline: 0n };
    await this.core.connect(wallet).enrol(invitation, "0x", GAS);
    return { id: await this.core.lastDistributorId(), wallet };
  }

  /** Enrols so many, each the sponsor of the next, the first one under `top`. */
  async line(length: number, top: Member = this.company): Promise<Member[]> {
    const members: Member[] = [];
    for (let i = 0; i < length; ++i) members.push(await this.enrol(members.at(-1) ?? top));
    return members;
  }

  /** Sets ranks, by member; they count from the next period on. */
  async setRanks(...ranks: readonly (readonly [Member, number])[]): Promise<void> {
    await this.core.setRanks(
      ranks.map(([{ id }, rank]) => ({ id, rank })),
      REF,
    );
  }

  // Goods and plans

  /** Adds a product, final at once at the market's prices but for `changes`; returns its number. */
  async addProduct(changes: Partial<ICatalogue.ProductTermsStruct> = {}): Promise<bigint> {
    const [final] = products(this.one);
    if (!final) throw new Error("the market has no products");
    await this.core.addProducts([{ ...final, ...changes }], [REF]);
    return this.core.lastProduct();
  }

  /** Puts a plan in force; the programme must have no notice. */
  async setPlan(next: Plan): Promise<void> {
    const from = (await this.now()) + 2n;
    await this.networkHelpers.time.setNextBlockTimestamp(from - 1n);
    await this.core.schedulePlan(next, from, "{}", GAS);
    await this.networkHelpers.time.increaseTo(from);
  }

  // Time

  /** The second of the last block. */
  async now(): Promise<bigint> {
    return BigInt(await this.networkHelpers.time.latest());
  }

  /** Half a day into the next period, or one after it. */
  async startPeriod(later = 1n): Promise<void> {
    const { start, periodLength } = await this.core.settings();
    const period = (await this.core.currentPeriod()) + later;
    await this.networkHelpers.time.increaseTo(start + period * periodLength + BigInt(DAY) / 2n);
  }

  /** Lets the return window of every product pass. */
  async passWindows(): Promise<void> {
    await this.networkHelpers.time.increase(GOODS_WINDOW);
  }

  // Sales

  /** What a sale to the customer, or another buyer, would pay now. */
  async quote(order: ISales.OrderStruct, buyer: string = this.customer.address): Promise<Quote> {
    return readQuote(await this.core.quote(buyer, order));
  }

  /** Sends an order; who pays buys for himself if no other buyer is named. */
  send(
    order: ISales.OrderStruct,
    { buyer, payer = this.customer }: Purchase = {},
  ): Promise<ContractTransactionResponse> {
    const core = this.core.connect(payer);
    return buyer === undefined ? core.buy(order, GAS) : core.buyFor(buyer, order, GAS);
  }

  /** Buys and returns the sale as its event tells it. */
  async buy(seller: Member, product: bigint, purchase: Purchase = {}): Promise<PlacedSale> {
    const { quantity = 1n, lines = [{ product, quantity }] } = purchase;
    return this.placed(this.send(orderOf(seller.id, product, { lines: [...lines] }), purchase));
  }

  /** Buys what has a return window. */
  async escrow(seller: Member, product: bigint = ESCROWED, purchase: Purchase = {}): Promise<EscrowedSale> {
    const sale = await this.buy(seller, product, purchase);
    if (sale.final) throw new Error(`product ${product} has no return window`);
    return sale;
  }

  /** The only sale of a transaction. */
  async placed(sent: Promise<ContractTransactionResponse>): Promise<PlacedSale> {
    const topics: readonly string[] = Object.values(SALE_TOPICS);
    const { logs } = await this.receipt(sent);
    const [log, ...others] = logs.filter(
      (entry) => entry.address === this.address && topics.includes(entry.topics[0]!),
    );
    if (!log || others.length > 0) throw new Error("expected exactly one sale in the transaction");
    return decodeSale(log);
  }

  async receipt(sent: Promise<ContractTransactionResponse>): Promise<ContractTransactionReceipt> {
    const receipt = await (await sent).wait();
    if (!receipt) throw new Error("the transaction was not mined");
    return receipt;
  }

  /** Settles a sale; anybody may, so a stranger does. */
  settle(sale: EscrowedSale | ISales.SaleStruct): Promise<ContractTransactionResponse> {
    return this.core.connect(this.stranger).settle("lines" in sale ? saleStruct(sale) : sale, GAS);
  }

  /** Settles a batch and returns what it answers. */
  async settleMany(sales: readonly EscrowedSale[]): Promise<SettleResult[]> {
    const core = this.core.connect(this.stranger);
    const batch = sales.map(saleStruct);
    const results = await core.settleMany.staticCall(batch, GAS);
    await core.settleMany(batch, GAS);
    return results.map((result) => SETTLE_RESULTS[Number(result)]!);
  }

  // Balances

  /** Claimable balances of all, by id; the company's is its share. */
  async balances(): Promise<Map<bigint, bigint>> {
    const balances = new Map<bigint, bigint>();
    const last = await this.core.lastDistributorId();
    for (let id = COMPANY_ID; id <= last; ++id) balances.set(id, await this.core.balanceOf(id));
    return balances;
  }

  /** Claimable balances of these. */
  balancesOf(...members: readonly Member[]): Promise<bigint[]> {
    return Promise.all(members.map(({ id }) => this.core.balanceOf(id)));
  }
}
