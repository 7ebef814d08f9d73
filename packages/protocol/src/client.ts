import type { ContractRunner, ContractTransactionResponse } from "ethers";
import type { TokenUnit } from "./amounts.ts";
import type { BlockRange } from "./blocks.ts";
import { Connection } from "./client/connection.ts";
import { type EarnedCredit, readCredits } from "./client/credits.ts";
import { type DistributorState, readDistributor } from "./client/distributors.ts";
import { HoldsClient } from "./client/holds.ts";
import { readJournal } from "./client/journal.ts";
import { OffersClient } from "./client/offers.ts";
import { type Enrolled, type Person, readEnrolments, readPeople, readPerson } from "./client/people.ts";
import { type PlanVersion, readPlan, readScheduledPlan, type ScheduledPlan } from "./client/plans.ts";
import { PointOfSaleClient } from "./client/point-of-sale.ts";
import { type BuyOptions, type LineOffer, placeOrder, quoteOrder } from "./client/purchases.ts";
import { ReturnsClient } from "./client/returns.ts";
import {
  type FoundEscrow,
  type FoundSale,
  readDue,
  readEscrowed,
  readPlaced,
  readRefunded,
  readSale,
  readSettled,
  type SaleStatus,
  settleAll,
} from "./client/sales.ts";
import { ScreenClient } from "./client/screen.ts";
import { WalletsClient } from "./client/wallets.ts";
import type { ISales, IUpline } from "./contracts/index.js";
import { type Erc20, readTokenUnit } from "./erc20.ts";
import type { JournalLog } from "./journal.ts";
import { explainQuote, type Quote } from "./quote.ts";
import { type EscrowedSale, saleStruct } from "./receipt.ts";
import { type Invitation, type SignedClaim, signClaim, signInvitation } from "./typed-data.ts";

export { AuditRegistryClient, type RecordedAudit } from "./client/audits.ts";
export { BuyerOther, PaymentUsed, type SignedCancellation } from "./client/cancellations.ts";
export { type Found, ProviderMissing, SignerMissing } from "./client/connection.ts";
export type { EarnedCredit } from "./client/credits.ts";
export { COMPANY, type DistributorState } from "./client/distributors.ts";
export * from "./client/holds.ts";
export * from "./client/offers.ts";
export * from "./client/payments.ts";
export type { Enrolled, Person } from "./client/people.ts";
export type { PlanVersion, ScheduledPlan } from "./client/plans.ts";
export * from "./client/point-of-sale.ts";
export { AllowanceMissing, type BuyOptions, type LineOffer } from "./client/purchases.ts";
export * from "./client/returns.ts";
export {
  type FoundEscrow,
  type FoundSale,
  inOrderOfSellers,
  type SaleStatus,
  type StandingSale,
} from "./client/sales.ts";
export * from "./client/screen.ts";
export * from "./client/wallets.ts";

/** A programme as a wallet page, a script or an auditor uses it: a thin layer over the bindings. */
export class UplineClient {
  /** The bindings, for whatever this class has no word for. */
  readonly core: IUpline;
  readonly address: string;
  /** Returns of whole sales: what buyer, company and arbiter do, and how far each return is. */
  readonly returns: ReturnsClient;
  /** A seller's own prices. */
  readonly offers: OffersClient;
  /** Sales that were paid elsewhere, which the company records. */
  readonly pointOfSale: PointOfSaleClient;
  /** Which wallet a distributor has: moves, guardians and recovery, and the first wallet of who was imported. */
  readonly wallets: WalletsClient;
  /** What stops one distributor's payouts for a while. */
  readonly holds: HoldsClient;
  /** The contract that is asked who may join or be paid. */
  readonly screen: ScreenClient;
  readonly #connection: Connection;

  private constructor(address: string, runner: ContractRunner) {
    const connection = new Connection(address, runner);
    this.#connection = connection;
    this.core = connection.core;
    this.address = connection.address;
    this.returns = new ReturnsClient(connection);
    this.offers = new OffersClient(connection);
    this.pointOfSale = new PointOfSaleClient(connection);
    this.wallets = new WalletsClient(connection);
    this.holds = new HoldsClient(connection);
    this.screen = new ScreenClient(connection);
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
    return this.#connection.token();
  }

  /** Decimals and symbol of the settlement token. */
  async tokenUnit(): Promise<TokenUnit> {
    return readTokenUnit(await this.token());
  }

  /** The chain's id, which signatures and the journal contain. */
  chainId(): Promise<bigint> {
    return this.#connection.chainId();
  }

  /**
   * A distributor, by id or by wallet.
   * @returns Undefined if there is none of that id, or none whose present wallet that is.
   */
  distributor(idOrWallet: bigint | string): Promise<DistributorState | undefined> {
    return readDistributor(this.#connection, idOrWallet);
  }

  /** Where a sale stands. */
  sale(id: bigint): Promise<SaleStatus> {
    return readSale(this.#connection, id);
  }

  /** The plan that a sale placed now would follow; version 0 before the programme opens. */
  plan(): Promise<PlanVersion> {
    return readPlan(this.#connection);
  }

  /** The plan that takes over next. @returns Undefined if none is scheduled. */
  scheduledPlan(): Promise<ScheduledPlan | undefined> {
    return readScheduledPlan(this.#connection);
  }

  /**
   * What a sale to `buyer` placed now would pay.
   * @param offers The seller's own prices, in the order of their lines.
   * @throws The contract's own error if it would be refused.
   */
  quote(buyer: string, order: ISales.OrderStruct, offers: readonly LineOffer[] = []): Promise<Quote> {
    return quoteOrder(this.#connection, buyer, order, offers);
  }

  /** As {@link quote}, with a sentence for each part. */
  async explainedQuote(
    buyer: string,
    order: ISales.OrderStruct,
    offers: readonly LineOffer[] = [],
  ): Promise<{ readonly quote: Quote; readonly sentences: readonly string[] }> {
    const [quote, { plan }, unit] = await Promise.all([
      this.quote(buyer, order, offers),
      this.plan(),
      this.tokenUnit(),
    ]);
    return { quote, sentences: explainQuote(quote, plan, unit) };
  }

  // Signing and sending

  /** Signs an invitation by the connected wallet. @param newcomer Who may use it, or `ANY_WALLET`. */
  async invite(newcomer: string, deadline: bigint): Promise<{ invitation: Invitation; signature: string }> {
    const signer = this.#connection.signer();
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
  buy(order: ISales.OrderStruct, options: BuyOptions = {}): Promise<ContractTransactionResponse> {
    return placeOrder(this.#connection, order, options);
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
  settleDue(range: BlockRange = {}, batch = 100): Promise<readonly FoundEscrow[]> {
    return settleAll(this.#connection, range, batch);
  }

  /** Pays the connected wallet's whole balance out. @param recipient Where to, if not to the wallet itself. */
  claim(recipient?: string): Promise<ContractTransactionResponse> {
    return recipient === undefined ? this.core.claim() : this.core.claimTo(recipient);
  }

  /**
   * Signs a claim by the connected wallet, for anybody to send with {@link claimFor}.
   * @param atLeast The least that is to be paid, in token units; the whole balance is.
   * @param recipient Where to, if not to the wallet itself.
   */
  async signClaim(
    atLeast: bigint,
    deadline: bigint,
    recipient?: string,
  ): Promise<{ claim: SignedClaim; signature: string }> {
    const signer = this.#connection.signer();
    const wallet = await signer.getAddress();
    const nonce = await this.core.claimNonce(wallet);
    const claim = { wallet, recipient: recipient ?? wallet, atLeast, nonce, deadline };
    return { claim, signature: await signClaim(signer, this.address, await this.chainId(), claim) };
  }

  /** Sends a claim that a distributor signed; nothing of it goes to the connected wallet. */
  claimFor({ nonce: _, ...claim }: SignedClaim, signature: string): Promise<ContractTransactionResponse> {
    return this.core.claimFor(claim, signature);
  }

  /** Makes what the connected wallet signed for {@link claimFor}, and nobody has used, void. */
  cancelClaims(): Promise<ContractTransactionResponse> {
    return this.core.cancelClaims();
  }

  /** Pays the whole balances of these wallets out to them. */
  push(wallets: readonly string[]): Promise<ContractTransactionResponse> {
    return this.core.push([...wallets]);
  }

  // Events

  /** All who enrolled in a range of blocks, in order; the company is the first of all. */
  enrolments(range: BlockRange = {}): Promise<readonly Enrolled[]> {
    return readEnrolments(this.#connection, range);
  }

  /** Everybody who enrolled or was imported in a range of blocks, by id, with the wallet that he has at its end. */
  people(range: BlockRange = {}): Promise<ReadonlyMap<bigint, Person>> {
    return readPeople(this.#connection, range);
  }

  /** One of them. @returns Undefined if there is none of that id. */
  person(id: bigint, range: BlockRange = {}): Promise<Person | undefined> {
    return readPerson(this.#connection, id, range);
  }

  /** All sales placed in a range of blocks, in order. */
  placedSales(range: BlockRange = {}): Promise<readonly FoundSale[]> {
    return readPlaced(this.#connection, range);
  }

  /** The sales placed in a range of blocks that went into escrow, wherever they stand now. */
  escrowedSales(range: BlockRange = {}): Promise<readonly FoundEscrow[]> {
    return readEscrowed(this.#connection, range);
  }

  /** Ids of all sales settled in a range of blocks, in order. */
  settledSales(range: BlockRange = {}): Promise<readonly bigint[]> {
    return readSettled(this.#connection, range);
  }

  /** Ids of all sales refunded in a range of blocks, in order. */
  refundedSales(range: BlockRange = {}): Promise<readonly bigint[]> {
    return readRefunded(this.#connection, range);
  }

  /** The sales placed in a range of blocks that are in escrow and could be settled now. */
  dueSales(range: BlockRange = {}): Promise<readonly FoundEscrow[]> {
    return readDue(this.#connection, range);
  }

  /**
   * What a distributor got, is to get, or does not get since it was refunded, of the sales placed in a range of blocks.
   * Settlements and refunds count up to now.
   */
  creditsOf(id: bigint, range: BlockRange = {}): Promise<readonly EarnedCredit[]> {
    return readCredits(this.#connection, id, range);
  }

  /** All events of the core in a range of blocks, in order, with their times: what `replay` takes. */
  fetchJournal(range: BlockRange = {}): Promise<readonly JournalLog[]> {
    return readJournal(this.#connection, range);
  }
}
