import { Interface } from "ethers";
import type { Source } from "../chain/source.ts";
import type { AskWallet } from "./signed-report.ts";

const contract = new Interface(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
const VALID = "0x1626ba7e";

/** Asks contract wallets over a source, as of its newest block. What they answer is reported, not proved. */
export function walletsAt(source: Source): AskWallet {
  return async (wallet, digest, signature) => {
    const block = await source.newest();
    if ((await source.code(block, wallet)) === "0x") return undefined;
    const data = contract.encodeFunctionData("isValidSignature", [digest, signature]);
    return (await source.call(block, wallet, data)).slice(0, 10) === VALID;
  };
}
