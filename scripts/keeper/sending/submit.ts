import { toQuantity } from "ethers";
import type { Request } from "../chain/tip.ts";
import type { Sending } from "./sending-record.ts";

/**
 * Lets Hardhat sign with the account's key, or the node where it holds the key, and hand the transaction in. Not through
 * the signer of ethers, which waits for ever where an endpoint goes down in between.
 */
export function submitThrough(request: Request, account: string): (sending: Sending) => Promise<string> {
  return async ({ to, data, gasLimit, nonce, fees }) => {
    const transaction = {
      from: account,
      to,
      data,
      gas: toQuantity(gasLimit),
      nonce: toQuantity(nonce),
      maxFeePerGas: toQuantity(fees.maxFeePerGas),
      maxPriorityFeePerGas: toQuantity(fees.maxPriorityFeePerGas),
    };
    return String(await request("eth_sendTransaction", [transaction]));
  };
}
