import {
  type ContractRunner,
  type ContractTransactionResponse,
  getAddress,
  Signature,
  type TypedDataDomain,
} from "ethers";
import { type IOffers, type ISales, type Payments, Payments__factory } from "../contracts/index.js";
import { ProtocolError } from "../protocol-error.ts";
import { connectPermit2, connectSigningToken, readTokenDomain, type SigningToken } from "../token-signatures.ts";
import { type Purchase, purchaseHash, signAuthorization, signPermit, signPermit2 } from "../typed-data.ts";
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

/** A purchase that a buyer signed, for anybody to send: by ERC-3009, or by Permit2. */
export type SignedPurchase =
  /** It counts between the two times, in seconds since 1970, both excluded. */
  | (Signed & { readonly method: "erc3009"; readonly validAfter: bigint; readonly validBefore: bigint })
  /** It counts until the deadline, the last second, with a nonce that the buyer has not used at Permit2. */
  | (Signed & { readonly method: "permit2"; readonly nonce: bigint; readonly deadline: bigint });

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
   * so only once: another needs another reference.
   * @param validBefore First second, since 1970, at which it cannot be used any more.
   */
  async signAuthorization(
    order: PurchaseOrder,
    validBefore: bigint,
    { offers = [], validAfter = 0n }: SignOptions & { readonly validAfter?: bigint } = {},
  ): Promise<SignedPurchase> {
    const { signer, buyer } = await this.#buyer();
    const purchase = await this.purchase(buyer, order, offers);
    const times = { validAfter, validBefore };
    const signature = await signAuthorization(signer, await this.tokenDomain(), this.address, purchase, times);
    return { method: "erc3009", buyer, order, offers, ...times, signature };
  }

  /**
   * Signs a purchase by the connected wallet as a Permit2 transfer; the wallet must have approved Permit2 in the token.
   * @param deadline Last second, since 1970, at which it can be used.
   * @throws Permit2Missing where payments by it are not taken.
   */
  async signPermit2(
    order: PurchaseOrder,
    nonce: bigint,
    deadline: bigint,
    { offers = [] }: SignOptions = {},
  ): Promise<SignedPurchase> {
    const permit2 = await this.permit2();
    if (permit2 === undefined) throw new Permit2Missing(this.address);
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

  // Looking after a payment

  /** Whether a signed purchase was sent before, or its buyer ended it at the token or at Permit2. */
  async used(signed: SignedPurchase): Promise<boolean> {
    if (signed.method === "erc3009") {
      const purchase = await this.purchase(signed.buyer, signed.order, signed.offers);
      return (await this.#signingToken()).authorizationState(signed.buyer, purchaseHash(purchase));
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
    const permit2 = await this.permit2();
    if (permit2 === undefined) throw new Permit2Missing(this.address);
    return connectPermit2(permit2, this.#runner).nonceBitmap(owner, word);
  }

  async #core(): Promise<Connection> {
    this.#connection ??= this.contract.core().then((core) => new Connection(core, this.#runner));
    return this.#connection;
  }

  async #buyer() {
    const signer = (await this.#core()).signer();
    return { signer, buyer: await signer.getAddress() };
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
