import { SourceFault } from "../chain/fault.ts";
import type { BlockHeader } from "../chain/header.ts";
import type { RawProof, Source } from "../chain/source.ts";
import { type ProvenAccount, proveAccount, proveStorage } from "./account.ts";
import { proveCode } from "./code.ts";
import { StateUnavailable } from "./faults.ts";

/** The state of one proven block: whatever it returns is proven by the block's hash, and nothing else is. */
export class ProvenState {
  readonly block: BlockHeader;
  readonly #source: Source;
  readonly #accounts = new Map<string, ProvenAccount>();

  /** @param block As `proveHeader` proves it. */
  constructor(source: Source, block: BlockHeader) {
    this.#source = source;
    this.block = block;
  }

  /**
   * Balance, nonce, code hash and storage root of an account.
   * @throws StateUnavailable if the source does not give the proof, or whatever is wrong with it.
   */
  async account(address: string): Promise<ProvenAccount> {
    const known = this.#accounts.get(address.toLowerCase());
    return known ?? this.#prove(address, await this.#read(address, []));
  }

  /**
   * Words of an account's storage, in order of the slots.
   * @param slots 32 bytes each, in hex.
   * @throws StateUnavailable if the source does not give the proofs, or whatever is wrong with them.
   */
  async storage(address: string, slots: readonly string[]): Promise<readonly bigint[]> {
    const raw = await this.#read(address, slots);
    const { storageRoot } = await this.#prove(address, raw);
    return proveStorage(storageRoot, slots, raw);
  }

  /** An account's code, whose hash is proven. @throws CodeForeign, or as `account`. */
  async code(address: string): Promise<string> {
    const { codeHash } = await this.account(address);
    const code = await this.#source.code(this.block.hash, address);
    proveCode(address, codeHash, code);
    return code;
  }

  async #prove(address: string, raw: RawProof): Promise<ProvenAccount> {
    const account = await proveAccount(this.block.stateRoot, address, raw);
    this.#accounts.set(address.toLowerCase(), account);
    return account;
  }

  async #read(address: string, slots: readonly string[]): Promise<RawProof> {
    try {
      return await this.#source.proof(this.block.hash, address, slots);
    } catch (error) {
      // By its name, since an evidence bundle repeats what an endpoint has refused.
      const isRefused = error instanceof SourceFault && error.code === "endpoint-refused";
      throw isRefused ? this.#unavailable(address, slots, error) : error;
    }
  }

  #unavailable(address: string, slots: readonly string[], fault: SourceFault): StateUnavailable {
    return new StateUnavailable(this.block.number, address, slots, fault.message);
  }
}
