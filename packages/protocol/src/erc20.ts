import { Contract, type ContractRunner, type ContractTransactionResponse } from "ethers";
import type { TokenUnit } from "./amounts.ts";

/** What a client needs of the settlement token. */
export interface Erc20 {
  balanceOf(owner: string): Promise<bigint>;
  allowance(owner: string, spender: string): Promise<bigint>;
  approve(spender: string, amount: bigint): Promise<ContractTransactionResponse>;
  decimals(): Promise<bigint>;
  symbol(): Promise<string>;
}

const ABI = [
  "function balanceOf(address owner) view returns (uint256)",
  "function allowance(address owner, address spender) view returns (uint256)",
  "function approve(address spender, uint256 amount)",
  "function decimals() view returns (uint8)",
  "function symbol() view returns (string)",
];

/** A token at an address. The answer of `approve` is not read, since some tokens give none. */
export function connectErc20(address: string, runner: ContractRunner): Erc20 {
  return new Contract(address, ABI, runner) as unknown as Erc20;
}

/** Decimals and symbol of a token. */
export async function readTokenUnit(token: Erc20): Promise<TokenUnit> {
  const [decimals, symbol] = await Promise.all([token.decimals(), token.symbol()]);
  return { decimals: Number(decimals), symbol };
}
