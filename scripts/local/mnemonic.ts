import { HDNodeWallet, Mnemonic } from "ethers";

/** Hardhat's well-known mnemonic: anybody has its keys, so never send anything of value to its accounts. */
export const MNEMONIC = "test test test test test test test test test test test junk";
/** Where its accounts are. */
export const DERIVATION_PATH = "m/44'/60'/0'/0";

/** The private key of an account, for a wallet to import. */
export function privateKey(account: number): string {
  return HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(MNEMONIC), `${DERIVATION_PATH}/${account}`).privateKey;
}
