import { type ContractTransactionResponse, ZeroAddress } from "ethers";
import { signVoucher, signWalletMove, type Voucher, type WalletMove } from "../typed-data.ts";
import { RECOVERY_WINDOW } from "../words.ts";
import type { Connection } from "./connection.ts";
import { orNone } from "./optional-address.ts";

/** Who may recover a wallet. */
export interface Guardianship {
  readonly guardian: string;
  /** Seconds from the beginning of a recovery to its end. */
  readonly delay: bigint;
  /** The recovery that he has begun; undefined: none is pending, or it has lapsed. */
  readonly recovery: PendingRecovery | undefined;
}

/** A recovery that can still be stopped. */
export interface PendingRecovery {
  /** The new wallet. */
  readonly to: string;
  /** From when it can be finished, in seconds since 1970. */
  readonly readyAt: bigint;
  /** When it lapses, if it is not finished. */
  readonly lapsesAt: bigint;
}

/** A voucher with its issuer's signature. */
export interface SignedVoucher {
  readonly voucher: Voucher;
  readonly signature: string;
}

/** Which wallet a distributor has: moves, guardians and recovery, and the first wallet of who was imported. */
export class WalletsClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Proposes that the connected wallet's distributor moves to another wallet, which must {@link accept}. */
  propose(to: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.proposeWallet(to);
  }

  /** Withdraws the proposal of the connected wallet. */
  withdraw(): Promise<ContractTransactionResponse> {
    return this.#connection.core.proposeWallet(ZeroAddress);
  }

  /** Accepts, as the new wallet, the move that `from` proposed. */
  accept(from: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.acceptWallet(from);
  }

  /** Signs a move by the connected wallet, which is the present one, for its consent, or the new one, to accept. */
  async signMove(move: WalletMove): Promise<string> {
    const chainId = await this.#connection.chainId();
    return signWalletMove(this.#connection.signer(), this.#connection.address, chainId, move);
  }

  /**
   * Moves a distributor to another wallet by both wallets' signatures. Anybody may.
   * @param consent The present wallet's.
   * @param acceptance The new one's.
   */
  moveFor(
    { from, to, deadline }: WalletMove,
    consent: string,
    acceptance: string,
  ): Promise<ContractTransactionResponse> {
    return this.#connection.core.moveWalletFor(from, to, deadline, consent, acceptance);
  }

  /** The wallet that `from` proposed to move to. @returns Undefined if none. */
  async proposalOf(from: string): Promise<string | undefined> {
    return orNone(await this.#connection.core.proposalOf(from));
  }

  /** Names who may recover the connected wallet. @param delay Seconds in which it may stop him, 7 to 90 days. */
  setGuardian(guardian: string, delay: bigint): Promise<ContractTransactionResponse> {
    return this.#connection.core.setGuardian(guardian, delay);
  }

  /** Lets nobody recover the connected wallet any more, and ends a pending recovery. */
  removeGuardian(): Promise<ContractTransactionResponse> {
    return this.#connection.core.setGuardian(ZeroAddress, 0n);
  }

  /** Who may recover a wallet. @returns Undefined if nobody may, or if it is no distributor's present wallet. */
  async guardianOf(wallet: string): Promise<Guardianship | undefined> {
    const { guardian, delay, to, readyAt } = await this.#connection.core.guardianOf(wallet);
    if (orNone(guardian) === undefined) return undefined;
    const lapsesAt = readyAt + RECOVERY_WINDOW;
    // Where none is pending, it would have lapsed long ago.
    const pending = (await this.#connection.now()) < lapsesAt;
    return { guardian, delay, recovery: pending ? { to, readyAt, lapsesAt } : undefined };
  }

  /** Begins, as the guardian, the recovery of a lost wallet to a new one, which was never bound. */
  startRecovery(from: string, to: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.startRecovery(from, to);
  }

  /** Stops a recovery, as the wallet that it would replace or as its guardian. */
  stopRecovery(from: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.stopRecovery(from);
  }

  /** Finishes, as the new wallet, the recovery of `from`, within 30 days from when it is ready. */
  finishRecovery(from: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.finishRecovery(from);
  }

  /** Signs, as a holder of the import role, that an imported id without wallet is bound to this one. */
  async vouch(id: bigint, wallet: string, deadline: bigint): Promise<SignedVoucher> {
    const signer = this.#connection.signer();
    const voucher = { issuer: await signer.getAddress(), id, wallet, deadline };
    const chainId = await this.#connection.chainId();
    return { voucher, signature: await signVoucher(signer, this.#connection.address, chainId, voucher) };
  }

  /** Binds the connected wallet to an imported id. @param signature The issuer's, over the voucher. */
  bind(voucher: Voucher, signature: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.bind(voucher, signature);
  }

  /**
   * Binds a wallet whose owner signed for it. Anybody may.
   * @param deadline Of the owner's signature.
   * @param consent His signature over the binding, see `signBinding`.
   */
  bindFor(
    voucher: Voucher,
    signature: string,
    deadline: bigint,
    consent: string,
  ): Promise<ContractTransactionResponse> {
    return this.#connection.core.bindFor(voucher, signature, deadline, consent);
  }
}
