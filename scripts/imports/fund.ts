import { Interface } from "ethers";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { formatAmount, ProtocolError, type TokenUnit } from "../../packages/protocol/src/index.ts";
import type { Desk } from "../operator/desk.ts";
import { type Performed, perform } from "../operator/perform.ts";
import type { Session } from "../operator/session.ts";

/** Who is to pay has too little. */
export class FundsMissing extends ProtocolError {
  override readonly name = "FundsMissing";

  constructor(account: string, held: bigint, needed: bigint, unit: TokenUnit) {
    super(
      `${account} holds ${formatAmount(held, unit)}, and the sales cost ${formatAmount(needed, unit)}`,
      { account, held, needed },
      "Send the account what is missing and start again; nothing was sent.",
    );
  }
}

const TOKEN = new Interface(["function approve(address spender, uint256 amount)"]);

/** What was done about the allowance. */
export interface Funding {
  readonly performed: Performed<bigint>;
  /** The core may take everything now. */
  readonly isReady: boolean;
}

/**
 * Lets the core take so many of the actor's tokens, unless it may already.
 * @param total In token units.
 * @throws FundsMissing
 */
export async function fund(
  desk: Desk,
  { client, address, unit, core }: Session,
  total: bigint,
  progress: Progress,
  note: (text: string) => void,
): Promise<Funding> {
  const token = await client.token();
  const [held, allowance, { token: at }] = await Promise.all([
    token.balanceOf(desk.actor.address),
    token.allowance(desk.actor.address, address),
    core.settings(),
  ]);
  if (held < total) throw new FundsMissing(desk.actor.address, held, total, unit);
  // Some tokens, Tether's for one, change an allowance only from or to zero.
  const amounts = allowance >= total ? [] : allowance > 0n ? [0n, total] : [total];
  const performed = await perform(
    desk,
    {
      what: "approvals",
      items: amounts,
      inOrder: true,
      most: 1,
      call: ([amount = 0n]) => ({ to: at, data: TOKEN.encodeFunctionData("approve", [address, amount]) }),
    },
    progress,
    note,
  );
  return { performed, isReady: amounts.length === 0 || desk.mode === "send" };
}
