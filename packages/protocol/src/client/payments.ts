import {
  type ContractRunner,
  type ContractTransactionResponse,
  getAddress,
  Signature,
  type Signer,
  type TypedDataDomain,
} from "ethers";
import { type IOffers, type ISales, type Payments, Payments__factory } from "../contracts/index.js";
import { ProtocolError } from "../protocol-error.ts";
import { connectPermit2, connectSigningToken, readTokenDomain, type SigningToken } from "../token-signatures.ts";
import {
  type Purchase,
  purchaseHash,
  signAuthorization,
  signCancelAuthorization,
  signPermit,
  signPermit2,
} from "../typed-data.ts";
import {
  BuyerOther,
  endAuthorization,
  endPermit2Nonce,
  PaymentUsed,
  type SignedCancellation,
} from "./cancellations.ts";
import { Connection } from "./connection.ts";
import { orNone } from "./optional-address.ts";
import type { LineOffer } from "./purchases.ts";

/** What somebody buys, as the core's order; `maxTotal` is what he signs to pay. */
export type PurchaseOrder = Omit<Purchase, "programme" | "buyer" | "offers">;

/** What every payment that somebody else sends has. */
interface Signed {
  readonly buyer: string;
  readonly order: PurchaseOrder;
  /** The sellers' own prices, in the order of their lines. */
  readonly offers: readonly LineOffer[];
  /** The buyer's. */
  readonly signature: string;
}

/** A purchase that a buyer signed as an ERC-3009 authorization. */
export interface AuthorizedPurchase extends Signed {
  readonly method: "erc3009";
  /** It counts between the two times, in seconds since 1970, both excluded. */
  readonly validAfter: bigint;
  readonly validBefore: bigint;
}

/** A purchase that a buyer signed as a Permit2 transfer. */
export interface Permit2Purchase extends Signed {
  readonly method: "permit2";
  /** One that the buyer has not used at Permit2. */
  readonly nonce: bigint;
  /** Last second, since 1970, at which it counts. */
  readonly deadline: bigint;
}

/** A purchase that a buyer signed, for anybody to send. */
export type SignedPurchase = AuthorizedPurchase | Permit2Purchase;

/** How a buyer signs. */
export interface SignOptions {
  /** The sellers' own prices, in the order of their lines. */
  readonly offers?: readonly LineOffer[];
}

/** The contract was deployed without Permit2. */
export class Permit2Missing extends ProtocolError {
  override readonly name = "Permit2Missing";

  constructor(payments: string) {
    super(`${payments} takes no payments by Permit2`, { payments }, "Pay by an authorization (ERC-3009) or a permit.");
  }
}

/** Permit2 nonces that one word holds. */
const WORD = 256n;

/**
 * Paying by signature, over the contract of a programme that takes such payments: a page signs with the buyer's wallet,
 * and a relayer, or the buyer himself, sends.
 */
export class PaymentsClient {
  /** The bindings. */
  readonly contract: Payments;
  readonly address: string;
  readonly #runner: ContractRunner;
  #connection: Promise<Connection> | undefined;

  private constructor(address: string, runner: ContractRunner) {
    this.address = getAddress(address);
    this.#runner = runner;
    this.contract = Payments__factory.connect(this.address, runner);
  }

  /**
   * @param address The contract that takes payments.
   * @param runner A provider to read; a signer to sign and send as well.
   */
  static connect(address: string, runner: ContractRunner): PaymentsClient {
    return new PaymentsClient(address, runner);
  }

  /** Address of the programme's core. */
  async programme(): Promise<string> {
    return (await this.#core()).address;
  }

  /** Address of Permit2. @returns Undefined where payments by it are not taken. */
  async permit2(): Promise<string | undefined> {
    return orNone(await this.contract.permit2());
  }

  /** The EIP-712 domain of the settlement token. @throws TokenDomainUnknown if it tells none that it has. */
  async tokenDomain(): Promise<TypedDataDomain> {
    const { token, chainId } = await this.#token();
    return readTokenDomain(token, chainId, this.#runner);
  }

  /** The purchase that a buyer signs for, as his wallet shows it. */
  async purchase(buyer: string, order: PurchaseOrder, offers: readonly LineOffer[] = []): Promise<Purchase> {
    const named = offers.map(({ line, offer }) => ({ line, offer }));
    return { ...order, programme: await this.programme(), buyer, offers: named };
  }

  // Signing, on a page

  /**
   * Signs a purchase by the connected wallet as an ERC-3009 authorization. The same order, to the last field, is paid
   * so only once: another needs another reference. It is a payment of its own, beside any other way to pay: before the
   * buyer pays the order otherwise, he ends this one ({@link PaymentsClient.cancel}), or its time is over.
   * @param validBefore First second, since 1970, at which it cannot be used any more.
   */
  async signAuthorization(
    order: PurchaseOrder,
    validBefore: bigint,
    { offers = [], validAfter = 0n }: SignOptions & { readonly validAfter?: bigint } = {},
  ): Promise<AuthorizedPurchase> {
    const { signer, buyer } = await this.#buyer();
    const purchase = await this.purchase(buyer, order, offers);
    const times = { validAfter, validBefore };
    const signature = await signAuthorization(signer, await this.tokenDomain(), this.address, purchase, times);
    return { method: "erc3009", buyer, order, offers, ...times, signature };
  }

  /**
   * Signs a purchase by the connected wallet as a Permit2 transfer; the wallet must have approved Permit2 in the token.
   * It is a payment of its own, also beside one with another nonce: before the buyer signs the order again or pays it
   * otherwise, he ends this one ({@link PaymentsClient.cancel}), or its time is over.
   * @param deadline Last second, since 1970, at which it can be used.
   * @throws Permit2Missing where payments by it are not taken.
   */
  async signPermit2(
    order: PurchaseOrder,
    nonce: bigint,
    deadline: bigint,
    { offers = [] }: SignOptions = {},
  ): Promise<Permit2Purchase> {
    const permit2 = await this.#permit2();
    const { signer, buyer } = await this.#buyer();
    const { token, chainId } = await this.#token();
    const purchase = await this.purchase(buyer, order, offers);
    const terms = { permit2, chainId, token, nonce, deadline };
    const signature = await signPermit2(signer, this.address, purchase, terms);
    return { method: "permit2", buyer, order, offers, nonce, deadline, signature };
  }

  // Sending

  /** Sends what a buyer signed; the connected wallet pays the gas and has no part in the sale. */
  send(signed: SignedPurchase): Promise<ContractTransactionResponse> {
    const { buyer, signature } = signed;
    const [order, offers] = parts(signed.order, signed.offers);
    if (signed.method === "erc3009") {
      const { validAfter, validBefore } = signed;
      return this.contract.buyWithAuthorization(buyer, order, offers, validAfter, validBefore, signature);
    }
    return this.contract.buyWithPermit2(buyer, order, offers, signed.nonce, signed.deadline, signature);
  }

  /**
   * Buys for the connected wallet, which signs an EIP-2612 permit in place of an approval and sends the purchase itself.
   * @param deadline Last second, since 1970, at which the permit can be used.
   */
  async buy(
    order: PurchaseOrder,
    deadline: bigint,
    { offers = [] }: SignOptions = {},
  ): Promise<ContractTransactionResponse> {
    const { signer, buyer } = await this.#buyer();
    const [token, domain] = [await this.#signingToken(), await this.tokenDomain()];
    const nonce = await token.nonces(buyer);
    const terms = { owner: buyer, spender: this.address, value: order.maxTotal, nonce, deadline };
    const { v, r, s } = Signature.from(await signPermit(signer, domain, terms));
    return this.contract.buyWithPermit(...parts(order, offers), deadline, v, r, s);
  }

  // Taking a signed purchase back

  /**
   * Ends a signed purchase that was not used, in a transaction of the buyer's wallet: an authorization at the token, a
   * Permit2 transfer at Permit2. It counts as ended once that is in a block; what was sent before stays a purchase, so
   * look then whether the order was placed.
   * @throws PaymentUsed if it was sent before, or is ended.
   * @throws BuyerOther if another wallet is connected.
   */
  async cancel(signed: SignedPurchase): Promise<ContractTransactionResponse> {
    if (signed.method === "erc3009") return this.sendCancellation(await this.signCancellation(signed));
    const [permit2, signer] = [await this.#permit2(), await this.#toEnd(signed)];
    return endPermit2Nonce(permit2, signer, signed.nonce / WORD, signed.nonce % WORD);
  }

  /**
   * Signs the end of an authorization that was not used, by the connected wallet, which needs no ether: anybody sends it.
   * For a Permit2 transfer there is none: Permit2 takes the end of one from the buyer's own wallet alone.
   * @throws PaymentUsed if it was sent before, or is ended.
   * @throws BuyerOther if another wallet is connected.
   */
  async signCancellation(signed: AuthorizedPurchase): Promise<SignedCancellation> {
    const [signer, nonce] = [await this.#toEnd(signed), await this.#hash(signed)];
    const terms = { authorizer: signed.buyer, nonce };
    const signature = await signCancelAuthorization(signer, await this.tokenDomain(), terms);
    return { buyer: signed.buyer, nonce, signature };
  }

  /** Sends the end of an authorization to the token; the connected wallet pays the gas. */
  async sendCancellation(cancellation: SignedCancellation): Promise<ContractTransactionResponse> {
    const [core, { token }] = [await this.#core(), await this.#token()];
    return endAuthorization(token, core.signer(), core.provider(), cancellation);
  }

  // Looking after a payment

  /** Whether a signed purchase was sent before, or its buyer ended it at the token or at Permit2. */
  async used(signed: SignedPurchase): Promise<boolean> {
    if (signed.method === "erc3009") {
      return (await this.#signingToken()).authorizationState(signed.buyer, await this.#hash(signed));
    }
    return ((await this.#nonces(signed.buyer, signed.nonce / WORD)) >> (signed.nonce % WORD)) % 2n === 1n;
  }

  /** The lowest nonce of a word (256 nonces) that a buyer has not used at Permit2. @returns Undefined if none is left. */
  async freeNonce(buyer: string, word = 0n): Promise<bigint | undefined> {
    const used = await this.#nonces(buyer, word);
    for (let bit = 0n; bit < WORD; ++bit) if ((used >> bit) % 2n === 0n) return word * WORD + bit;
    return undefined;
  }

  async #nonces(owner: string, word: bigint): Promise<bigint> {
    return connectPermit2(await this.#permit2(), this.#runner).nonceBitmap(owner, word);
  }

  async #permit2(): Promise<string> {
    const permit2 = await this.permit2();
    if (permit2 === undefined) throw new Permit2Missing(this.address);
    return permit2;
  }

  async #core(): Promise<Connection> {
    this.#connection ??= this.contract.core().then((core) => new Connection(core, this.#runner));
    return this.#connection;
  }

  async #buyer() {
    const signer = (await this.#core()).signer();
    return { signer, buyer: await signer.getAddress() };
  }

  /** The wallet that can end a signed purchase, if that is the connected one. */
  async #toEnd(signed: SignedPurchase): Promise<Signer> {
    const { signer, buyer } = await this.#buyer();
    if (buyer !== getAddress(signed.buyer)) throw new BuyerOther(buyer, signed.buyer);
    if (await this.used(signed)) throw new PaymentUsed(buyer);
    return signer;
  }

  async #hash({ buyer, order, offers }: SignedPurchase): Promise<string> {
    return purchaseHash(await this.purchase(buyer, order, offers));
  }

  async #token(): Promise<{ token: string; chainId: bigint }> {
    const [token, core] = await Promise.all([this.contract.token(), this.#core()]);
    return { token, chainId: await core.chainId() };
  }

  async #signingToken(): Promise<SigningToken> {
    return connectSigningToken((await this.#token()).token, this.#runner);
  }
}

function parts(
  { seller, campaign, ref, maxTotal, lines }: PurchaseOrder,
  offers: readonly LineOffer[],
): [order: ISales.OrderStruct, offers: IOffers.LineOfferStruct[]] {
  return [{ seller, campaign, ref, maxTotal, lines: [...lines] }, [...offers]];
}
