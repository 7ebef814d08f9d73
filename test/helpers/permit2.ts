import { readFileSync } from "node:fs";
import { Contract, type ContractRunner, concat, toBeHex } from "ethers";
import type { Connection } from "./programme.ts";

/** Where every chain has Permit2. */
export const PERMIT2 = "0x000000000022D473030F116dDEE9F6B43aC78BA3";

/** The factory that deploys the same code to the same address on every chain, and its code. */
const FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
const FACTORY_CODE =
  "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3";
/** As in Permit2's own script of its deployment. */
const SALT = toBeHex(0xd3af2663da51c10215000000n, 32);

/** What tests ask it, and the errors with which it refuses a payment. */
export const PERMIT2_ABI = [
  "function nonceBitmap(address owner, uint256 word) view returns (uint256)",
  "function invalidateUnorderedNonces(uint256 word, uint256 mask)",
  "error InvalidNonce()",
  "error InvalidSigner()",
  "error InvalidSignature()",
  "error InvalidSignatureLength()",
  "error InvalidContractSignature()",
  "error SignatureExpired(uint256 signatureDeadline)",
];

/** What tests ask Permit2. */
export type Permit2 = Contract & {
  nonceBitmap(owner: string, word: bigint): Promise<bigint>;
  invalidateUnorderedNonces(word: bigint, mask: bigint): Promise<unknown>;
};

/** Permit2 at its address. */
export function connectPermit2(runner: ContractRunner): Permit2 {
  return new Contract(PERMIT2, PERMIT2_ABI, runner) as Permit2;
}

/**
 * Deploys the Permit2 that all chains have, in the way in which it was deployed there. Its address follows from its code,
 * so that no other code comes to lie there.
 */
export async function deployPermit2({ ethers, networkHelpers }: Pick<Connection, "ethers" | "networkHelpers">) {
  const { bytecode } = JSON.parse(readFileSync("test/vendor/permit2/Permit2.json", "utf8")) as { bytecode: string };
  const [deployer] = await ethers.getSigners();
  if (!deployer) throw new Error("the local network has no accounts");
  await networkHelpers.setCode(FACTORY, FACTORY_CODE);
  await deployer.sendTransaction({ to: FACTORY, data: concat([SALT, bytecode]) });
  if ((await ethers.provider.getCode(PERMIT2)) === "0x")
    throw new Error("this is not the Permit2 that the chains have");
  return connectPermit2(deployer);
}
