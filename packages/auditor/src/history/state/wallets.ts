import { ZeroAddress } from "ethers";

/** Whose a wallet is, or was. */
export interface Binding {
  readonly id: number;
  readonly current: boolean;
}

/** Who may recover a wallet, and the recovery that he has begun. Times in seconds. */
export interface Guardianship {
  readonly guardian: string;
  readonly delay: bigint;
  /** The zero address: no recovery is pending. */
  readonly to: string;
  readonly readyAt: bigint;
}

export const NO_GUARDIAN: Guardianship = { guardian: ZeroAddress, delay: 0n, to: ZeroAddress, readyAt: 0n };

/**
 * Wallets of all people. What a former wallet proposed or named is void and stays where it is written, as it does in
 * the contract's storage.
 */
export class WalletBook {
  readonly bindings = new Map<string, Binding>();
  /** Present wallet, by id. */
  readonly present = new Map<number, string>();
  readonly proposals = new Map<string, string>();
  readonly guardianships = new Map<string, Guardianship>();
  /** How many of a wallet's signed claims were used or taken back. */
  readonly claimNonces = new Map<string, bigint>();

  bind(wallet: string, id: number): void {
    this.bindings.set(wallet, { id, current: true });
    this.present.set(id, wallet);
  }

  move(id: number, from: string, to: string): void {
    this.bindings.set(from, { id, current: false });
    this.bind(to, id);
  }

  /** Id of the distributor whose wallet this is or was; 0: nobody's. */
  idOf(wallet: string): number {
    return this.bindings.get(wallet)?.id ?? 0;
  }

  isPresent(wallet: string, id: number): boolean {
    return this.present.get(id) === wallet;
  }

  guardianshipOf(wallet: string): Guardianship {
    return this.guardianships.get(wallet) ?? NO_GUARDIAN;
  }
}
