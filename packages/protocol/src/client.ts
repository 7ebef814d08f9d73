import {
  type ContractRunner,
  type ContractTransactionResponse,
  getAddress,
  type Log,
  type Provider,
  type Signer,
} from "ethers";
import type { TokenUnit } from "./amounts.ts";
import { inBatches } from "./batches.ts";
import { type BlockRange, blockTimes, inPages } from "./blocks.ts";
import { choice, SALE_STATES, type SaleState } from "./choices.ts";
import { type ISales, type IUpline, IUpline__factory } from "./contracts/index.js";
import { connectErc20, type Erc20, readTokenUnit } from "./erc20.ts";
import type { JournalLog } from "./journal.ts";
import { type Plan, planFromStruct } from "./plan.ts";
import { ProtocolError } from "./protocol-error.ts";
import { explainQuote, type Quote, readQuote } from "./quote.ts";
import { decodeSale, decodeSaleIds, type EscrowedSale, type PlacedSale, SALE_TOPICS, saleStruct } from "./receipt.ts";
import { distributorSlot, saleSlot } from "./slots.ts";
import { type Invitation, signInvitation } from "./typed-data.ts";
import { inPeriod, unpackDistributor, unpackSaleSlot } from "./words.ts";

/** The company's id, the root of the network. */
export const COMPANY = 1n;

/** A distributor as of now. */
export interface DistributorState {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** Claimable, in token units; the company's is its share. */
  readonly balance: bigint;
  /** Own retail volume settled in this period, in token units. */
  readonly volume: bigint;
  /** Active in this period by the plan in force; the company is none of those who can be. */
  readonly active: boolean;
  /** Rank in this period. */
  readonly rankNow: bigint;
  /** Rank from the next period on. */
  readonly rankNext: bigint;
  /** The owner wants no pushed payouts. */
  readonly pushOff: boolean;
}

/** A numbered plan. */
export interface PlanVersion {
  readonly version: bigint;
  readonly plan: Plan;
}

/** The plan that takes over next. */
export interface ScheduledPlan extends PlanVersion {
  /** When it takes over, in seconds since 1970. */
  readonly from: bigint;
}

/** Where a sale stands. */
export interface SaleStatus {
  /** `none` also for a sale that was final at once. */
  readonly state: SaleState;
  /** Of the present state; of a finished sale: when it was finished. Seconds since 1970. */
  readonly deadline: bigint;
}

/** Where an event was found. */
export interface Found {
  readonly block: number;
  readonly transaction: string;
}

/** A sale found on the chain. */
export type FoundSale = PlacedSale & Found;

/** A sale found on the chain that is or was in escrow. */
export type FoundEscrow = EscrowedSale & Found;

/** Somebody who enrolled. */
export interface Enrolled {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** The wallet at enrolment. */
  readonly wallet: string;
}

/** A part of a sale that a distributor gets. */
export interface EarnedCredit {
  readonly sale: FoundSale;
  /** In token units. */
  readonly amount: bigint;
  /** False while the sale is in escrow. */
  readonly paid: boolean;
}

/** How to buy. */
export interface BuyOptions {
  /** Whose sale it is, if not the payer's. */
  readonly buyer?: string;
  /** Approve exactly the sale's total in the token first, if the allowance is too small. */
  readonly approve?: boolean;
}

/** Reading needs a connection to a chain. */
export class ProviderMissing extends ProtocolError {
  override readonly name = "ProviderMissing";

  constructor(core: string) {
    super(`the client of ${core} has no connection to a chain`, { core }, "Connect it with a provider or a signer.");
  }
}

/** Signing and sending needs a wallet. */
export class SignerMissing extends ProtocolError {
  override readonly name = "SignerMissing";

  constructor(core: string) {
    super(`the client of ${core} can only read`, { core }, "Connect it with a wallet's signer.");
  }
}

/** The core may not take enough of the payer's tokens. */
export class AllowanceMissing extends ProtocolError {
  override readonly name = "AllowanceMissing";

  constructor(allowance: bigint, total: bigint) {
    super(
      `the core may take ${allowance} token units, and the order costs ${total}`,
      { allowance, total },
      "Approve the core for the total in the token, or buy with `approve: true`.",
    );
  }
}

/** A programme as a wallet page, a script or an auditor uses it: a thin layer over the bindings. */
export class UplineClient {
  /** The bindings, for whatever this class has no word for. */
  readonly core: IUpline;
  readonly address: string;
  readonly #runner: ContractRunner;
  #token: Promise<Erc20> | undefined;

  private constructor(address: string, runner: ContractRunner) {
    // As logs have it, whatever form it was given in.
    this.address = getAddress(address);
    this.#runner = runner;
    this.core = IUpline__factory.connect(this.address, runner);
  }

  /**
   * @param address The core.
   * @param runner A provider to read; a signer to sign and send as well.
   */
  static connect(address: string, runner: ContractRunner): UplineClient {
    return new UplineClient(address, runner);
  }

  // Reading

  /** The settlement token. */
  token(): Promise<Erc20> {
    this.#token ??= this.core.settings().then(({ token }) => connectErc20(token, this.#runner));
    return this.#token;
  }

  /** Decimals and symbol of the settlement token. */
  async tokenUnit(): Promise<TokenUnit> {
    return readTokenUnit(await this.token());
  }

  /** The chain's id, which signatures and the journal contain. */
  async chainId(): Promise<bigint> {
    return (await this.#provider().getNetwork()).chainId;
  }

  /**
   * A distributor, by id or by wallet.
   * @returns Undefined if there is none of that id, or none whose present wallet that is.
   */
  async distributor(idOrWallet: bigint | string): Promise<DistributorState | undefined> {
    const id = typeof idOrWallet === "bigint" ? idOrWallet : await this.#currentId(idOrWallet);
    if (id < COMPANY || id > (await this.core.lastDistributorId())) return undefined;
    if (id === COMPANY) return this.#company();
    const [[word = "0x0"], period, { plan }] = await Promise.all([
      this.core.extsload([distributorSlot(id)]),
      this.core.currentPeriod(),
      this.plan(),
    ]);
    const { sponsor, balance, volume, activeNow, rankNow, rankNext, pushOff } = inPeriod(
      unpackDistributor(BigInt(word)),
      period,
    );
    const active = plan.threshold === 0n || activeNow;
    return { id, sponsor, balance, volume, active, rankNow, rankNext, pushOff };
  }

  async #currentId(wallet: string): Promise<bigint> {
    const { id, current } = await this.core.idOf(wallet);
    return current ? id : 0n;
  }

  async #company(): Promise<DistributorState> {
    const balance = await this.core.balanceOf(COMPANY);
    return {
      id: COMPANY,
      sponsor: 0n,
      balance,
      volume: 0n,
      active: false,
      rankNow: 0n,
      rankNext: 0n,
      pushOff: false,
    };
  }

  /** Where a sale stands. */
  async sale(id: bigint): Promise<SaleStatus> {
    const { state, deadline } = await this.core.saleState(id);
    return { state: choice(SALE_STATES, state), deadline };
  }

  /** The plan that a sale placed now would follow; version 0 before the programme opens. */
  async plan(): Promise<PlanVersion> {
    const { version, plan } = await this.core.planInForce();
    return { version, plan: planFromStruct(plan) };
  }

  /** The plan that takes over next. @returns Undefined if none is scheduled. */
  async scheduledPlan(): Promise<ScheduledPlan | undefined> {
    const { version, from, plan } = await this.core.planScheduled();
    return version === 0n ? undefined : { version, from, plan: planFromStruct(plan) };
  }

  /** What a sale to `buyer` placed now would pay. @throws The contract's own error if it would be refused. */
  async quote(buyer: string, order: ISales.OrderStruct): Promise<Quote> {
    return readQuote(await this.core.quote(buyer, order));
  }

  /** As {@link quote}, with a sentence for each part. */
  async explainedQuote(
    buyer: string,
    order: ISales.OrderStruct,
  ): Promise<{ readonly quote: Quote; readonly sentences: readonly string[] }> {
    const [quote, { plan }, unit] = await Promise.all([this.quote(buyer, order), this.plan(), this.tokenUnit()]);
    return { quote, sentences: explainQuote(quote, plan, unit) };
  }

  // Signing and sending

  /** Signs an invitation by the connected wallet. @param newcomer Who may use it, or `ANY_WALLET`. */
  async invite(newcomer: string, deadline: bigint): Promise<{ invitation: Invitation; signature: string }> {
    const signer = this.#signer();
    const invitation = { sponsor: await signer.getAddress(), newcomer, deadline };
    return { invitation, signature: await signInvitation(signer, this.address, await this.chainId(), invitation) };
  }

  /** Enrols the connected wallet. @param signature Of the sponsor; empty (`0x`) in a programme that is open to all. */
  enrol(invitation: Invitation, signature: string): Promise<ContractTransactionResponse> {
    return this.core.enrol(invitation, signature);
  }

  /** Enrols somebody who signed for it. @param consent His signature over the enrolment, see `signEnrolment`. */
  enrolFor(
    invitation: Invitation,
    signature: string,
    newcomer: string,
    deadline: bigint,
    consent: string,
  ): Promise<ContractTransactionResponse> {
    return this.core.enrolFor(invitation, signature, newcomer, deadline, consent);
  }

  /**
   * Buys; the connected wallet pays.
   * @throws AllowanceMissing if the core may not take the total and `approve` is not set.
   */
  async buy(order: ISales.OrderStruct, options: BuyOptions = {}): Promise<ContractTransactionResponse> {
    const payer = await this.#signer().getAddress();
    const buyer = options.buyer ?? payer;
    const { total } = await this.quote(buyer, order);
    await this.#allow(payer, total, options.approve ?? false);
    return buyer === payer ? this.core.buy(order) : this.core.buyFor(buyer, order);
  }

  async #allow(payer: string, total: bigint, approve: boolean): Promise<void> {
    const token = await this.token();
    const allowance = await token.allowance(payer, this.address);
    if (allowance >= total) return;
    if (!approve) throw new AllowanceMissing(allowance, total);
    // Some tokens, Tether's for one, change an allowance only from or to zero.
    if (allowance > 0n) await (await token.approve(this.address, 0n)).wait();
    await (await token.approve(this.address, total)).wait();
  }

  /** Settles one sale whose window is over. */
  settle(sale: EscrowedSale): Promise<ContractTransactionResponse> {
    return this.core.settle(saleStruct(sale));
  }

  /**
   * Settles every sale of a range of blocks that is due, in transactions of at most `batch` sales.
   * @throws SizeInvalid if `batch` is below 1.
   * @returns What it settled; what somebody else settled meanwhile is left out.
   */
  async settleDue(range: BlockRange = {}, batch = 100): Promise<readonly FoundEscrow[]> {
    const due = inOrderOfSellers(await this.dueSales(range));
    const settled = new Set<bigint>();
    for (const sales of inBatches(due, batch)) {
      const sent = await this.core.settleMany(sales.map(saleStruct));
      const receipt = await sent.wait();
      for (const id of this.#settledIn(receipt?.logs ?? [])) settled.add(id);
    }
    return due.filter(({ id }) => settled.has(id));
  }

  #settledIn(logs: readonly Log[]): readonly bigint[] {
    const topic = this.core.getEvent("SalesSettled").fragment.topicHash;
    return logs
      .filter(({ address, topics }) => address === this.address && topics[0] === topic)
      .flatMap((log) => decodeSaleIds(this.core.interface.decodeEventLog("SalesSettled", log.data, log.topics)["ids"]));
  }

  /** Pays the connected wallet's whole balance out. @param recipient Where to, if not to the wallet itself. */
  claim(recipient?: string): Promise<ContractTransactionResponse> {
    return recipient === undefined ? this.core.claim() : this.core.claimTo(recipient);
  }

  /** Pays the whole balances of these wallets out to them. */
  push(wallets: readonly string[]): Promise<ContractTransactionResponse> {
    return this.core.push([...wallets]);
  }

  // Events

  /** All who enrolled in a range of blocks, in order; the company is the first of all. */
  async enrolments(range: BlockRange = {}): Promise<readonly Enrolled[]> {
    const filter = this.core.filters.DistributorEnrolled();
    const logs = await inPages(this.#provider(), range, (from, to) => this.core.queryFilter(filter, from, to));
    return logs.map(({ args: { id, sponsor, wallet } }) => ({ id, sponsor, wallet }));
  }

  /** All sales placed in a range of blocks, in order. */
  async placedSales(range: BlockRange = {}): Promise<readonly FoundSale[]> {
    const logs = await this.#logs(range, [[SALE_TOPICS.placed, SALE_TOPICS.final]]);
    return logs.map((log) => ({ ...decodeSale(log), block: log.blockNumber, transaction: log.transactionHash }));
  }

  /** The sales placed in a range of blocks that went into escrow, wherever they stand now. */
  async escrowedSales(range: BlockRange = {}): Promise<readonly FoundEscrow[]> {
    return (await this.placedSales(range)).filter((sale) => !sale.final);
  }

  /** Ids of all sales settled in a range of blocks, in order. */
  async settledSales(range: BlockRange = {}): Promise<readonly bigint[]> {
    const filter = this.core.filters.SalesSettled();
    const logs = await inPages(this.#provider(), range, (from, to) => this.core.queryFilter(filter, from, to));
    return logs.flatMap(({ args }) => decodeSaleIds(args.ids));
  }

  /** The sales placed in a range of blocks that are in escrow and could be settled now. */
  async dueSales(range: BlockRange = {}): Promise<readonly FoundEscrow[]> {
    const placed = await this.escrowedSales(range);
    const latest = await this.#provider().getBlockNumber();
    const now = (await blockTimes(this.#provider(), [latest]))(latest);
    const due: FoundEscrow[] = [];
    for (const sales of inBatches(placed, SLOTS_AT_ONCE)) {
      const words = await this.core.extsload(sales.map(({ id }) => saleSlot(id)));
      const slots = words.map((word) => unpackSaleSlot(BigInt(word)));
      due.push(...sales.filter((_, i) => slots[i]?.state === "escrowed" && slots[i].deadline <= now));
    }
    return due;
  }

  /** What a distributor got, or is to get, from the sales placed in a range of blocks. Settlements count up to now. */
  async creditsOf(id: bigint, range: BlockRange = {}): Promise<readonly EarnedCredit[]> {
    const sales = await this.placedSales(range);
    const settled = new Set(await this.settledSales({ ...range, to: undefined }));
    return sales.flatMap((sale) =>
      sale.credits
        .filter((credit) => credit.id === id)
        .map(({ amount }) => ({ sale, amount, paid: sale.final || settled.has(sale.id) })),
    );
  }

  /** All events of the core in a range of blocks, in order, with their times: what `replay` takes. */
  async fetchJournal(range: BlockRange = {}): Promise<readonly JournalLog[]> {
    const logs = await this.#logs(range);
    const numbers = logs.map(({ blockNumber }) => blockNumber);
    const timeOf = await blockTimes(this.#provider(), numbers);
    return logs.map(({ address, topics, data, blockNumber }) => ({
      address,
      topics,
      data,
      timestamp: timeOf(blockNumber),
    }));
  }

  /** The core's events in the chain's order, whatever order a server gives them in. */
  async #logs(range: BlockRange, topics?: string[][]): Promise<readonly Log[]> {
    const provider = this.#provider();
    const logs = await inPages(provider, range, (fromBlock, toBlock) =>
      provider.getLogs({ address: this.address, topics, fromBlock, toBlock }),
    );
    return [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  }

  #provider(): Provider {
    const provider = this.#runner.provider;
    if (!provider) throw new ProviderMissing(this.address);
    return provider;
  }

  #signer(): Signer {
    if (!("signTypedData" in this.#runner)) throw new SignerMissing(this.address);
    return this.#runner as Signer;
  }
}

/** Storage words that are read in one call. */
const SLOTS_AT_ONCE = 500;

/** Neighbours that share uplines are settled cheapest, since a batch writes each upline once. */
export function inOrderOfSellers(sales: readonly FoundEscrow[]): readonly FoundEscrow[] {
  return [...sales].sort((a, b) => (a.seller < b.seller ? -1 : a.seller > b.seller ? 1 : 0));
}
