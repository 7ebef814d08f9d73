import { type Signer, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "./domain.ts";

/** A move to another wallet that somebody else sends; both wallets sign it. */
export interface WalletMove {
  readonly from: string;
  readonly to: string;
  /** Last second, since 1970, at which it can be used. */
  readonly deadline: bigint;
}

/** EIP-712 type of {@link WalletMove}. */
export const WALLET_MOVE_TYPES: TypedDataTypes = {
  WalletMove: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a move. @param signer The present wallet, for its consent, or the new one, for its acceptance. */
export function signWalletMove(signer: Signer, core: string, chainId: bigint, move: WalletMove): Promise<string> {
  return signer.signTypedData(uplineDomain(core, chainId), WALLET_MOVE_TYPES, move);
}

/** The digest that both sign; `SignatureInvalid` names it. */
export function walletMoveDigest(core: string, chainId: bigint, move: WalletMove): string {
  return TypedDataEncoder.hash(uplineDomain(core, chainId), WALLET_MOVE_TYPES, move);
}
