import { AbiCoder, Interface } from "ethers";
import { AuditError } from "./audit-error.ts";
import type { Source } from "./chain/source.ts";

const contract = new Interface([
  "function balanceOf(address account) view returns (uint256)",
  "function symbol() view returns (string)",
  "function decimals() view returns (uint8)",
]);

/** The token does not answer as a token does. */
export class TokenUnreadable extends AuditError {
  override readonly name = "TokenUnreadable";

  constructor(token: string, asked: string) {
    super(
      `the token ${token} gives no proper answer to ${asked}`,
      { token, asked },
      "Ask another endpoint; if all say the same, it is no token.",
    );
  }
}

/** What a token answers is an account's balance, in token units. Not proved. @throws TokenUnreadable, SourceFault */
export async function balanceOf(source: Source, block: string, token: string, account: string): Promise<bigint> {
  const data = contract.encodeFunctionData("balanceOf", [account]);
  return decoded("uint256", await source.call(block, token, data), token, "balanceOf") as bigint;
}

/** Symbol and decimals by the token's own word, for people; the unit itself where it has none. */
export async function describeToken(
  source: Source,
  block: string,
  token: string,
): Promise<{ readonly symbol: string; readonly decimals: number }> {
  const ask = async (name: "symbol" | "decimals", type: string) => {
    try {
      return decoded(type, await source.call(block, token, contract.encodeFunctionData(name)), token, name);
    } catch (error) {
      // No amount depends on it.
      if (error instanceof AuditError) return undefined;
      throw error;
    }
  };
  const [symbol, decimals] = [await ask("symbol", "string"), await ask("decimals", "uint8")];
  const places = typeof decimals === "bigint" && decimals <= MOST_DECIMALS ? Number(decimals) : 0;
  return { symbol: typeof symbol === "string" && places > 0 ? symbol : "units", decimals: places };
}

/** More than any token has; beyond it an amount cannot be read. */
const MOST_DECIMALS = 36n;

function decoded(type: string, answer: string, token: string, asked: string): unknown {
  try {
    return AbiCoder.defaultAbiCoder().decode([type], answer)[0];
  } catch {
    throw new TokenUnreadable(token, asked);
  }
}
